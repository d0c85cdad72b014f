//! The commands that do one thing and end.

pub(crate) mod admin;
pub(crate) mod config;
pub(crate) mod doctor;
pub(crate) mod migrate;
pub(crate) mod seed;
pub(crate) mod verify_books;
