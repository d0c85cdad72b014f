//! What can be added to a service and recurs on its own.

use sea_orm::entity::prelude::*;

pub use super::common::OfferState as State;
use super::common::text_enum;

text_enum! {
    /// Kind of add-on.
    Kind {
        ControlPanel => "control_panel",
        Ssl => "ssl",
        Backup => "backup",
        Ip => "ip",
        Support => "support",
        Other => "other",
    }
}

/// A row of `addons`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "addons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub kind: Kind,
    pub name: String,
    pub description: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub categories: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub os_families: Json,
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
