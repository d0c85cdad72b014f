//! The vocabulary of KloudNests: ids, money, tax, the calendar, error codes, secrets, paging, text,
//! the ports to the outside world and their fakes.
//!
//! This crate does no IO and imports no runtime, database or web framework, so it compiles in
//! seconds and can be used by every other crate. Nothing here knows the time, makes a random number
//! or reads a setting: those come in through [`ports`].
#![deny(missing_docs)]

pub mod calendar;
pub mod code;
pub mod fakes;
pub mod ids;
pub mod money;
pub mod page;
pub mod ports;
pub mod secret;
pub mod tax;
pub mod text;
