//! The real ports: mail, PDF documents, panels, clock and entropy.
//!
//! Every module implements a trait of `kn_core::ports` for one vendor or system and knows nothing else
//! of the product. `server` builds these and hands them to `app`; tests use `kn_core::fakes`.

pub mod http;
pub mod mail;
pub mod panels;
pub mod pdf;
pub mod system;
