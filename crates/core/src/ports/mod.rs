//! The ports: every way to the outside world, as traits.
//!
//! The `adapters` crate implements them for real, [`crate::fakes`] for demos and tests. A port that
//! does IO is called only from jobs, workflow steps, or an operation before or after its `Work`;
//! the clock and the source of randomness are reached through `Work`.

pub mod clock;
pub mod document;
pub mod entropy;
pub mod mail;
pub mod panel;

pub use clock::Clock;
pub use entropy::Entropy;
