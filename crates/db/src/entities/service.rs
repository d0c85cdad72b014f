//! A rented server or hosting package.

use sea_orm::entity::prelude::*;

use super::common::Cycle;
use super::common::text_enum;
use super::plan::Category;

text_enum! {
    /// Where a service stands; suspended is derived from open holds.
    Status {
        Pending => "pending",
        Provisioning => "provisioning",
        Active => "active",
        Terminating => "terminating",
        Terminated => "terminated",
        Failed => "failed",
    }
}

/// A row of `services`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub order_id: Option<Uuid>,
    pub plan_id: Uuid,
    pub plan_name: String,
    pub category: Category,
    pub cycle: Cycle,
    pub datacenter_id: Uuid,
    pub operating_system_id: Option<Uuid>,
    pub status: Status,
    pub driver: String,
    pub label: Option<String>,
    pub hostname: Option<String>,
    pub ip_address: Option<String>,
    pub ssh_port: Option<i32>,
    pub panel_kind: Option<String>,
    pub panel_url: Option<String>,
    pub notes: Option<String>,
    pub auto_renew: bool,
    pub currency: String,
    pub recurring_amount: i64,
    pub next_due_on: Option<Date>,
    pub activated_at: Option<DateTimeUtc>,
    pub terminated_at: Option<DateTimeUtc>,
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
        belongs_to = "super::order::Entity",
        from = "Column::OrderId",
        to = "super::order::Column::Id"
    )]
    Order,
    #[sea_orm(
        belongs_to = "super::plan::Entity",
        from = "Column::PlanId",
        to = "super::plan::Column::Id"
    )]
    Plan,
    #[sea_orm(
        belongs_to = "super::datacenter::Entity",
        from = "Column::DatacenterId",
        to = "super::datacenter::Column::Id"
    )]
    Datacenter,
    #[sea_orm(
        belongs_to = "super::operating_system::Entity",
        from = "Column::OperatingSystemId",
        to = "super::operating_system::Column::Id"
    )]
    OperatingSystem,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl Related<super::order::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Order.def()
    }
}

impl Related<super::plan::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Plan.def()
    }
}

impl Related<super::datacenter::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Datacenter.def()
    }
}

impl Related<super::operating_system::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OperatingSystem.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
