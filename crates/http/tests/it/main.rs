//! The whole of HTTP against real databases: every operation of the document, asked rightly and wrongly.

mod authz;
mod bad_input;
mod needs;
mod ops;
mod roles;
mod samples;
mod world;
