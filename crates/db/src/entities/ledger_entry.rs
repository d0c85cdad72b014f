//! One business event in the ledger; append-only.

use sea_orm::entity::prelude::*;

use super::common::ActorKind;

/// A row of `ledger_entries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub event_key: String,
    pub kind: String,
    pub actor_kind: ActorKind,
    pub actor_id: Option<Uuid>,
    pub reason: Option<String>,
    pub effective_on: Date,
    pub reverses: Option<Uuid>,
    pub correlation: Option<String>,
    pub first_line: i32,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "Entity", from = "Column::Reverses", to = "Column::Id")]
    Reverses,
}

impl ActiveModelBehavior for ActiveModel {}
