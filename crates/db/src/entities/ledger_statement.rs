//! One movement of a tracked ledger account and the balance after it; written by the posting trigger.

use sea_orm::entity::prelude::*;

/// A row of `ledger_statement`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_statement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub transfer_id: Uuid,
    pub change: i64,
    pub balance: i64,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::ledger_account::Entity",
        from = "Column::AccountId",
        to = "super::ledger_account::Column::Id"
    )]
    Account,
    #[sea_orm(
        belongs_to = "super::ledger_transfer::Entity",
        from = "Column::TransferId",
        to = "super::ledger_transfer::Column::Id"
    )]
    Transfer,
}

impl Related<super::ledger_account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::ledger_transfer::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Transfer.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
