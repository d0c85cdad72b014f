//! One paid period of a service item, half open; immutable.

use sea_orm::entity::prelude::*;

/// A row of `service_periods`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_periods")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub service_item_id: Uuid,
    pub period_no: i32,
    pub starts_on: Date,
    pub ends_on: Date,
    pub invoice_id: Uuid,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::service_item::Entity",
        from = "Column::ServiceItemId",
        to = "super::service_item::Column::Id"
    )]
    ServiceItem,
    #[sea_orm(
        belongs_to = "super::invoice::Entity",
        from = "Column::InvoiceId",
        to = "super::invoice::Column::Id"
    )]
    Invoice,
}

impl Related<super::service_item::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ServiceItem.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
