//! Money received against an account or invoice; immutable.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// How money came. A top-up never comes from the wallet.
    Method {
        Wallet => "wallet",
        BankTransfer => "bank_transfer",
        Crypto => "crypto",
        Card => "card",
        Upi => "upi",
        Other => "other",
    }
}

/// A row of `payments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub invoice_id: Option<Uuid>,
    pub method: Method,
    pub currency: String,
    pub amount: i64,
    pub reference: String,
    pub reference_key: String,
    pub received_on: Date,
    pub note: Option<String>,
    pub recorded_by: Option<Uuid>,
    pub entry_id: Uuid,
    pub created_at: DateTimeUtc,
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
    #[sea_orm(
        belongs_to = "super::invoice::Entity",
        from = "Column::InvoiceId",
        to = "super::invoice::Column::Id"
    )]
    Invoice,
    #[sea_orm(
        belongs_to = "super::user::Entity",
        from = "Column::RecordedBy",
        to = "super::user::Column::Id"
    )]
    RecordedBy,
    #[sea_orm(
        belongs_to = "super::ledger_entry::Entity",
        from = "Column::EntryId",
        to = "super::ledger_entry::Column::Id"
    )]
    Entry,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl Related<super::user::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RecordedBy.def()
    }
}

impl Related<super::ledger_entry::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Entry.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
