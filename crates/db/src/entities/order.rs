//! What a customer ordered, at the price of that moment.

use sea_orm::entity::prelude::*;

use super::common::Cycle;
use super::common::text_enum;
use super::payment::Method;
use super::plan::Category;

text_enum! {
    /// Where an order stands.
    Status {
        Pending => "pending",
        Provisioning => "provisioning",
        Active => "active",
        Failed => "failed",
        Cancelled => "cancelled",
        Expired => "expired",
        Fraud => "fraud",
    }
}

/// A row of `orders`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i64,
    pub account_id: Uuid,
    pub placed_by: Uuid,
    pub status: Status,
    pub plan_id: Uuid,
    pub plan_name: String,
    pub category: Category,
    pub cycle: Cycle,
    pub operating_system_id: Option<Uuid>,
    pub datacenter_id: Uuid,
    pub hostname: Option<String>,
    pub notes: Option<String>,
    pub payment_method: Method,
    pub currency: String,
    pub total: i64,
    pub invoice_id: Uuid,
    pub service_id: Option<Uuid>,
    pub expires_at: Option<DateTimeUtc>,
    pub paid_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
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
    #[sea_orm(
        belongs_to = "super::user::Entity",
        from = "Column::PlacedBy",
        to = "super::user::Column::Id"
    )]
    PlacedBy,
    #[sea_orm(
        belongs_to = "super::plan::Entity",
        from = "Column::PlanId",
        to = "super::plan::Column::Id"
    )]
    Plan,
    #[sea_orm(
        belongs_to = "super::operating_system::Entity",
        from = "Column::OperatingSystemId",
        to = "super::operating_system::Column::Id"
    )]
    OperatingSystem,
    #[sea_orm(
        belongs_to = "super::datacenter::Entity",
        from = "Column::DatacenterId",
        to = "super::datacenter::Column::Id"
    )]
    Datacenter,
    #[sea_orm(
        belongs_to = "super::invoice::Entity",
        from = "Column::InvoiceId",
        to = "super::invoice::Column::Id"
    )]
    Invoice,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::user::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::PlacedBy.def()
    }
}

impl Related<super::plan::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Plan.def()
    }
}

impl Related<super::operating_system::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OperatingSystem.def()
    }
}

impl Related<super::datacenter::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Datacenter.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
