//! A signed-in browser or bearer client.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// How the session's tokens travel.
    Transport {
        Cookie => "cookie",
        Bearer => "bearer",
    }
}

/// A row of `sessions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub active_account_id: Option<Uuid>,
    pub transport: Transport,
    pub user_agent: Option<String>,
    pub ip: Option<String>,
    pub authenticated_at: DateTimeUtc,
    pub last_used_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    pub revoke_reason: Option<String>,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::user::Entity",
        from = "Column::UserId",
        to = "super::user::Column::Id"
    )]
    User,
    #[sea_orm(
        belongs_to = "super::account::Entity",
        from = "Column::ActiveAccountId",
        to = "super::account::Column::Id"
    )]
    ActiveAccount,
}

impl Related<super::user::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ActiveAccount.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
