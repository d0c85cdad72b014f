//! The real binary, as an operator starts, asks, stops and kills it.

mod cli;
mod client;
mod doctor;
mod home;
mod kill9;
mod serve;
