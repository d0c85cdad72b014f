//! What tests are written with: a whole product on a database of its own, with fakes outside and a clock that
//! stands still.
//!
//! `TestApp::new()` gives a migrated database with roles and catalogue, 2030-01-01, seeded entropy. Dropping it
//! proves on a fresh connection that the books balance and that no job failed unseen.

mod app;
mod audit;
mod http;
mod mailers;
mod people;
mod roles;

pub use app::{Lock, TestApp};
pub use http::{Answer, Client};
pub use kn_db::Engine;
pub use kn_db::testing::postgres_at_hand;
pub use people::{PASSWORD, Person, idem};
