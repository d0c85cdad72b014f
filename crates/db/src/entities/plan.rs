//! What can be ordered.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// Kind of hosting.
    Category {
        Vps => "vps",
        Shared => "shared",
        Dedicated => "dedicated",
    }
}

text_enum! {
    /// Kind of disk.
    DiskKind {
        Nvme => "nvme",
        Ssd => "ssd",
        Hdd => "hdd",
    }
}

text_enum! {
    /// Whether a plan can be seen and bought.
    State {
        Draft => "draft",
        Live => "live",
        Hidden => "hidden",
        Retired => "retired",
    }
}

/// A row of `plans`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub category: Category,
    pub name: String,
    pub description: String,
    pub vcpu: Option<i32>,
    pub cpu_label: String,
    pub ram_mb: i32,
    pub disk_gb: i32,
    pub disk_kind: DiskKind,
    pub traffic_gb: Option<i32>,
    #[sea_orm(column_type = "JsonBinary")]
    pub features: Json,
    pub state: State,
    pub position: i32,
    pub driver: String,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
