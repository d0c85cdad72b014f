//! What recurs on a service: the plan and each add-on.

use sea_orm::entity::prelude::*;

use super::common::Cycle;
pub use super::common::ItemKind as Kind;

/// A row of `service_items`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub service_id: Uuid,
    pub kind: Kind,
    pub addon_id: Option<Uuid>,
    pub price_id: Uuid,
    pub description: String,
    pub cycle: Cycle,
    pub currency: String,
    pub amount: i64,
    pub anchor_on: Option<Date>,
    pub next_due_on: Option<Date>,
    pub ended_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::service::Entity",
        from = "Column::ServiceId",
        to = "super::service::Column::Id"
    )]
    Service,
    #[sea_orm(
        belongs_to = "super::addon::Entity",
        from = "Column::AddonId",
        to = "super::addon::Column::Id"
    )]
    Addon,
}

impl Related<super::service::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Service.def()
    }
}

impl Related<super::addon::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Addon.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
