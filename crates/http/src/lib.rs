//! HTTP: translates requests into operations of `kn-app` and their answers into documents. No query, no transaction
//! and no rule stands here.
//!
//! `router` puts everything together; `dto` holds the shapes on the wire; `public`, `customer` and `admin` the handlers.

mod admin;
mod assets;
mod cookies;
mod customer;
mod docs;
pub mod dto;
mod extract;
mod layer;
mod map;
pub mod openapi;
mod ops;
mod problem;
mod proxies;
mod public;
mod rate;
mod reply;
mod router;
mod routes;
mod scope;
mod site;
mod state;

pub use proxies::{Network, NotANetwork};
pub use router::router;
pub use state::{HttpParts, HttpState, RenderMetrics};
