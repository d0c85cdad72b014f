//! A line of an invoice; changes only while the invoice is a draft.

use sea_orm::entity::prelude::*;

use super::common::Cycle;
use super::common::text_enum;

text_enum! {
    /// What a line sells.
    Kind {
        Plan => "plan",
        Addon => "addon",
        Setup => "setup",
        Other => "other",
    }
}

text_enum! {
    /// Which revenue account a line belongs to.
    RevenueLine {
        Vps => "vps",
        Shared => "shared",
        Dedicated => "dedicated",
        Addon => "addon",
        Setup => "setup",
        Other => "other",
    }
}

/// A row of `invoice_lines`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub invoice_id: Uuid,
    pub position: i32,
    pub kind: Kind,
    pub revenue_line: RevenueLine,
    pub description: String,
    pub detail: Option<String>,
    pub cycle: Option<Cycle>,
    pub period_start: Option<Date>,
    pub period_end: Option<Date>,
    pub quantity: i64,
    pub unit_amount: i64,
    pub amount: i64,
    pub discount: i64,
    pub tax_rate_ppm: i32,
    pub tax: i64,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::invoice::Entity",
        from = "Column::InvoiceId",
        to = "super::invoice::Column::Id"
    )]
    Invoice,
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
