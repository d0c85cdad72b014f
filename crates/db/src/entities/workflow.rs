//! A multi-step piece of outside work; see `kn-jobs`.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// Where a workflow stands.
    Status {
        Running => "running",
        Done => "done",
        Compensating => "compensating",
        Compensated => "compensated",
        Stuck => "stuck",
    }
}

/// A row of `workflows`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workflows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub subject_id: Uuid,
    pub status: Status,
    pub step: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub state: Json,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
