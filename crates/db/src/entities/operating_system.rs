//! What can be installed.

use sea_orm::entity::prelude::*;

pub use super::common::OfferState as State;
use super::common::text_enum;

text_enum! {
    /// Kind of operating system.
    Family {
        Linux => "linux",
        Windows => "windows",
    }
}

/// A row of `operating_systems`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operating_systems")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub family: Family,
    pub name: String,
    pub state: State,
    pub position: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
