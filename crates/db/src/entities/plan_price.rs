//! A price of a plan; rows never change, a new price retires the old one.

use sea_orm::entity::prelude::*;

use super::common::Cycle;

/// A row of `plan_prices`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_prices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub cycle: Cycle,
    pub currency: String,
    pub amount: i64,
    pub setup_fee: i64,
    pub retired_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::plan::Entity",
        from = "Column::PlanId",
        to = "super::plan::Column::Id"
    )]
    Plan,
}

impl Related<super::plan::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Plan.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
