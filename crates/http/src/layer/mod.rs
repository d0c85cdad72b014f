//! What happens to every request around its handler, outermost first: an id, a log line and numbers; security
//! headers; panics become problems; compression; a place in the house; a limit of time; a limit by address.

pub(crate) mod guard;
pub(crate) mod headers;
pub(crate) mod limit;
pub(crate) mod trace;
