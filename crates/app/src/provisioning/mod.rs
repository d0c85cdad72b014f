//! Building servers: by hand through the provisioning dialog, or by a driver through a workflow.
//!
//! Both end in the same step, `services::activate`, and leave the same record, a workflow of kind
//! `provision`: the dialog's is written done in the transaction that hands the server over; a driver's runs
//! step by step, each in a job, and undoes what it did if the vendor refuses. Drivers are reached from jobs
//! only, never while a transaction is open. Called by http, `orders` (a paid order of an automatic plan) and
//! the job dispatch.

mod build;
mod provision;
mod send_credentials;
mod steps;
mod store;

pub use provision::{Provision, provision};
pub use send_credentials::send_credentials;

pub(crate) use build::{advance, begin, is_under_way};

/// The driver of servers that people build.
pub(crate) const MANUAL: &str = "manual";
/// The kind of the jobs that build servers step by step.
pub(crate) const JOB: &str = kn_jobs::workflow::ADVANCE;
/// The kind of the workflow.
const KIND: &str = "provision";
