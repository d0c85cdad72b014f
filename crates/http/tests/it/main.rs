//! The whole of HTTP against real databases: every operation of the document, asked rightly and wrongly.

#![recursion_limit = "256"]
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    reason = "a test fails where it panics, and its tables are long"
)]

mod authz;
mod bad_input;
mod contract;
mod csrf;
mod db_trouble;
mod duels;
mod headers;
mod idempotency;
mod needs;
mod ops;
mod pages;
mod problem;
mod promises;
mod rate;
mod roles;
mod samples;
mod schema;
mod sessions;
mod world;
