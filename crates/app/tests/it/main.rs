//! The product's operations against a real database, one module per feature.

mod books;
mod catalog;
mod identity;
mod invoices;
mod orders;
mod payments;
mod provisioning;
mod services;
mod wallet;
