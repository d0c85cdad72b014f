//! From the product's models to the shapes on the wire, and from requests to commands. Only renaming happens here.

mod catalog;
mod common;
mod dashboard;
mod identity;
mod invoices;
mod orders;
mod services;
mod settings;
mod system;
mod users;
mod wallet;

pub(crate) use common::{account_id, lines, money, user_id};
pub(crate) use settings::change;
