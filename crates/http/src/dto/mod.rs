//! The shapes on the wire: requests refuse unknown fields, responses are separate structs, and where staff see more
//! than the customer the staff's shape is its own type. Nothing here decides anything.

#[macro_use]
mod macros;

pub mod auth;
pub mod catalog;
pub mod common;
pub mod dashboard;
pub mod enums;
pub mod invoices;
pub mod orders;
pub mod page;
pub mod patch;
pub mod provision;
pub mod services;
pub mod settings;
pub mod site;
pub mod system;
pub mod users;
pub mod wallet;
