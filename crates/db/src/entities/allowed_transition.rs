//! Which status may follow which; enforced by trigger, changed by migrations only.

use sea_orm::entity::prelude::*;

use super::common::text_enum;

text_enum! {
    /// Which state machine a transition belongs to.
    Machine {
        Order => "order",
        Invoice => "invoice",
        Service => "service",
        Topup => "topup",
    }
}

/// A row of `allowed_transitions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allowed_transitions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub machine: Machine,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_state: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub to_state: String,
}

/// What the row refers to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
