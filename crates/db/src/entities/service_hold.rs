//! A reason why a service is suspended; suspended means at least one is open.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// Why a service is suspended.
    Kind {
        Overdue => "overdue",
        Abuse => "abuse",
        Dispute => "dispute",
        Admin => "admin",
        CustomerPause => "customer_pause",
    }
}

/// A row of `service_holds`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_holds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub service_id: Uuid,
    pub kind: Kind,
    pub reason: Option<String>,
    pub opened_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
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
}

impl Related<super::service::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Service.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
