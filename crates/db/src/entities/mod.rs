//! One SeaORM entity per table, one file each, for both engines.
//!
//! Money and versions are `i64`, ids [`uuid::Uuid`], instants UTC, days `NaiveDate`, enums text with a CHECK.
//! Relations are the foreign keys; there is no `has_many`, because stores write their queries out.

pub mod account;
pub mod activity;
pub mod addon;
pub mod addon_price;
pub mod allocation;
pub mod allowed_transition;
pub mod audit_log;
mod common;
pub mod counter;
pub mod datacenter;
pub mod doc_series;
pub mod email;
pub mod idempotency_key;
pub mod invoice;
pub mod invoice_line;
pub mod job;
pub mod ledger_account;
pub mod ledger_entry;
pub mod ledger_statement;
pub mod ledger_transfer;
pub mod membership;
pub mod operating_system;
pub mod order;
pub mod order_item;
pub mod payment;
pub mod plan;
pub mod plan_price;
pub mod refresh_token;
pub mod service;
pub mod service_credential;
pub mod service_hold;
pub mod service_item;
pub mod service_period;
pub mod session;
pub mod setting;
pub mod staff;
pub mod staff_role;
pub mod topup;
pub mod user;
pub mod workflow;

pub use common::{ActorKind, Cycle, ItemKind, OfferState};
