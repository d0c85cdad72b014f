//! The product: every rule of KloudNests, one module per feature.
//!
//! An *operation* is `(app, actor, command) -> Result<T>` and owns its transaction; a *step* takes
//! `&mut Work` and joins the caller's. HTTP, the CLI, jobs and tests call the same operations.
//!
//! Tiers, each calling only downwards or sideways:
//! base (this list's first block), records, processes.

// base
pub mod access;
pub mod actor;
pub mod app;
pub mod audit;
pub(crate) mod counters;
pub mod error;
pub mod event;
pub mod idempotency;
pub mod keys;
pub(crate) mod paging;
pub mod settings;
pub mod work;

// records
pub mod catalog;
pub mod emails;
pub mod identity;
pub mod invoices;
pub mod notifications;
pub mod services;
pub mod wallet;

// processes
pub mod dashboard;
pub mod demo;
pub mod jobs;
pub mod orders;
pub mod payments;
pub mod provisioning;
pub mod reactions;
pub mod schedules;
pub mod setup;

pub use actor::{Actor, RequestContext, Scope};
pub use app::{App, AppConfig, AppParts, Mode};
pub use error::{Error, FieldError, Result};
/// Counts of statements and rows for the request log.
pub use kn_db::meter;
pub use work::Work;
