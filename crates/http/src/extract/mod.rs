//! What handlers take: every refusal is a problem document, and every word of it is for the caller.

pub(crate) mod actor;
pub(crate) mod csrf;
mod id;
pub(crate) mod idempotent;
mod json;
mod list;

pub(crate) use actor::{Anonymous, Customer, Staff, Visitor};
pub(crate) use csrf::Csrf;
pub(crate) use id::{Id, Slug};
pub(crate) use idempotent::Idempotent;
pub(crate) use json::Json;
pub(crate) use list::{List, Params};
