//! The database floor: one code base on SQLite (embedded default) and PostgreSQL.
//!
//! It knows tables, engines and what a violated constraint is called; it knows nothing of the product.
//! Called by `kn-jobs` and by the private `store.rs` files of `kn-app`, and opened by `server`.
//!
//! * [`Db`] — connections: `begin_write`, `begin_read`, `reader`. A plain `begin()` is banned by clippy,
//!   because on SQLite it is DEFERRED and two writers would fail instead of waiting.
//! * [`entities`] — one SeaORM entity per table; the same file serves both engines.
//! * [`migrations`] — SQL text, one file per engine and step. What a CHECK or a UNIQUE can't say, a
//!   trigger in `0003_guards.sql` says: the books stay right even when the application is wrong.
//! * [`unique_violation`] and its neighbours — what went wrong, by the same name on both engines.
//! * [`meter`] — how many statements a request or a job ran.
//! * `testing` (feature) — a migrated database per test in about a millisecond.

#![warn(missing_docs)]

mod connect;
mod constraints;
mod database;
#[expect(missing_docs, reason = "columns mirror the migrations, which describe them")]
pub mod entities;
mod errors;
pub mod meter;
pub mod migrations;
mod postgres;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;

pub use connect::{ConnectError, ConnectOptions, Durability, Engine};
pub use database::Db;
pub use errors::{
    check_violation, foreign_key_violation, is_retryable, is_unavailable, trigger_message,
    unique_violation,
};
pub use migrations::{MigrateError, MigrationStatus};
