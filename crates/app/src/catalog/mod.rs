//! What is on sale: plans and their prices, add-ons, data centers, operating systems.
//!
//! A configuration (slugs, as the order page sends it) is turned into rows by `resolve` and priced by
//! `price`, one pure function that quotes, orders and invoices share; so what was quoted is what is billed.
//!
//! Invariants: the public lists show what can be bought now, nothing else; a price row never changes (a new
//! price retires the old row, whoever bought keeps theirs); add-ons keep a cycle of their own; set-up fees
//! are lines of their own and never recur. Called by http, `orders`, the seeding of demo and production.

mod model;
pub mod price;
mod query;
mod quote;
mod resolve;
mod seed;
mod store;

pub use kn_db::entities::invoice_line::Kind as LineKind;
pub use model::{
    Addon, AddonKind, Category, Configuration, Datacenter, DatacenterRef, DiskKind,
    OperatingSystem, OperatingSystemRef, OsFamily, Plan, PlanPrice, PlanRef, PlanState,
};
pub use price::{CouponRule, Quote, QuoteLine, Recurring, TaxRule};
pub use query::{find_plan, list_addons, list_datacenters, list_operating_systems, list_plans};
pub use quote::quote;
pub(crate) use quote::{plan_sold, price_of};
pub(crate) use resolve::{Purpose, Resolved, resolve};
pub(crate) use seed::seed;
