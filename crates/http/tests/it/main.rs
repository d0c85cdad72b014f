//! The whole of HTTP against real databases: every operation of the document, asked rightly and wrongly.

#![recursion_limit = "256"]

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
