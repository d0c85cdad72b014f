//! An account of the ledger with its cached balance, which only the posting trigger moves.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// The side on which an account grows.
    Side {
        Debit => "debit",
        Credit => "credit",
    }
}

/// A row of `ledger_accounts`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub owner_id: Option<Uuid>,
    pub currency: String,
    pub side: Side,
    pub bounded: bool,
    pub tracked: bool,
    pub debits: i64,
    pub credits: i64,
    pub line_count: i64,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::account::Entity",
        from = "Column::OwnerId",
        to = "super::account::Column::Id"
    )]
    Owner,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Owner.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
