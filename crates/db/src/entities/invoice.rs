//! A proforma or invoice. Once numbered it is fixed.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// Where a document stands; overdue and partly paid are derived.
    Status {
        Draft => "draft",
        Proforma => "proforma",
        Open => "open",
        Paid => "paid",
        Void => "void",
        Uncollectible => "uncollectible",
    }
}

/// A row of `invoices`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub order_id: Option<Uuid>,
    pub status: Status,
    pub reference: String,
    pub number_series: Option<String>,
    pub number_no: Option<i64>,
    pub number: Option<String>,
    pub currency: String,
    pub subtotal: i64,
    pub discount: i64,
    pub tax: i64,
    pub total: i64,
    pub allocated: i64,
    pub released: i64,
    pub credited: i64,
    pub written_off: i64,
    pub issued_on: Date,
    pub due_on: Date,
    pub numbered_on: Option<Date>,
    pub paid_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "JsonBinary")]
    pub seller: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub buyer: Json,
    pub notes: Option<String>,
    pub pdf_sha256: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::account::Entity",
        from = "Column::AccountId",
        to = "super::account::Column::Id"
    )]
    Account,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
