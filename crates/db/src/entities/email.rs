//! A mail that was promised, sent or failed.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// What became of a mail.
    Status {
        Queued => "queued",
        Sent => "sent",
        Failed => "failed",
    }
}

/// A row of `emails`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "emails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub template: String,
    pub recipient: String,
    pub subject: String,
    pub status: Status,
    pub transport: Option<String>,
    pub provider_id: Option<String>,
    pub last_error: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
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
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
