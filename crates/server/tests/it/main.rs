//! The real binary, as an operator starts, asks, stops and kills it.

#![expect(
    clippy::indexing_slicing,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "a test fails where it panics, and its tables are long"
)]

mod cli;
mod client;
mod doctor;
mod home;
mod kill9;
mod serve;
