//! Work after the commit: a leased queue in the database, its workers, schedules and workflows.
//!
//! An engine without content: it knows no kind of job. `kn-app` says what each kind does, through one
//! [`JobHandler`], and writes jobs in the transaction of the change that needs them.
//!
//! What holds, on any number of nodes and through any crash:
//! * a job exists exactly when the change that wrote it was committed ([`enqueue`] joins the caller's transaction);
//! * a job runs at least once: a lease that runs out is claimed again, so a crashed worker strands nothing;
//! * who lost the lease can't finish: every finish is fenced by owner and attempt;
//! * a job that keeps failing dies after its attempts and stays, for a person to see and [`retry_dead`];
//! * a dedupe key lives once, which is all that [`schedules`] need to have no leader.
//!
//! Handlers must therefore be idempotent; the id of the job is the idempotency key towards vendors.

#![warn(missing_docs)]

mod backoff;
mod job;
mod queue;
mod run;
pub mod schedules;
mod staff;
#[cfg(feature = "testing")]
pub mod testing;
mod worker;
pub mod workflow;

pub use backoff::delay;
pub use job::{DEFAULT_MAX_ATTEMPTS, Enqueued, Job, JobError, JobHandler, NewJob};
pub use queue::{Failed, claim, enqueue, fail, finish, heartbeat};
pub use run::{IdleReport, run_until_idle};
pub use schedules::{Schedule, Scheduler};
pub use staff::{DeadJob, ListError, QueueCounts, counts, delete_finished, list_dead, retry_dead};
pub use worker::{Waker, Worker, WorkerOptions};
