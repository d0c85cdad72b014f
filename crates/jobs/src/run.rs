//! Running one job: under a heartbeat, with panics caught, and its outcome recorded.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use kn_core::ports::{Clock, Entropy};
use kn_db::{Db, meter};
use sea_orm::DbErr;

use crate::job::{Job, JobError, JobHandler};
use crate::queue::{self, Failed};

/// A handler that takes longer has hung; its job counts as failed.
const LONGEST_RUN: Duration = Duration::from_mins(30);
/// How often the outcome is tried to be recorded before the lease is left to run out.
const RECORD_TRIES: u32 = 4;

/// What running jobs needs.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) handlers: Arc<dyn JobHandler>,
    pub(crate) lease: Duration,
}

/// How one run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Again,
    Dead,
    Lost,
}

/// Runs a claimed job to its recorded end.
pub(crate) async fn run(context: &Context, job: &Job) -> Outcome {
    let started = context.clock.monotonic();
    let (result, counts) = meter::scope(supervise(context, job)).await;
    let Some(result) = result else {
        tracing::warn!(job.id = %job.id, job.kind, "lease lost, job given up here");
        return Outcome::Lost;
    };
    let outcome = record(context, job, &result).await;
    let millis = context.clock.monotonic().saturating_sub(started).as_millis();
    let millis = u64::try_from(millis).unwrap_or(u64::MAX);
    match (&outcome, &result) {
        (Ok(Outcome::Dead), Err(error)) => {
            tracing::error!(job.id = %job.id, job.kind, job.attempts, %error, millis, "job is dead");
        }
        (Ok(_), Err(error)) => {
            tracing::warn!(job.id = %job.id, job.kind, job.attempts, %error, millis, "job failed");
        }
        (Ok(_), Ok(())) => {
            tracing::debug!(job.id = %job.id, job.kind, job.attempts, millis, counts.queries, "job done");
        }
        (Err(error), _) => {
            tracing::error!(job.id = %job.id, job.kind, %error, "outcome not recorded, the lease will run out");
        }
    }
    outcome.unwrap_or(Outcome::Lost)
}

/// The handler beside its heartbeat. `None`: the lease was lost meanwhile and the handler was dropped.
///
/// The heartbeat is polled beside the handler, never instead of it: on SQLite it waits for the one writer,
/// which the handler may hold.
async fn supervise(context: &Context, job: &Job) -> Option<Result<(), JobError>> {
    if job.attempts > job.max_attempts {
        let sentence = format!("the worker died {} times while running this job", job.max_attempts);
        return Some(Err(JobError::Permanent(sentence)));
    }
    let work = AssertUnwindSafe(context.handlers.handle(job)).catch_unwind();
    tokio::select! {
        biased;
        ended = work => Some(ended.unwrap_or_else(|panic| Err(JobError::Retry(said(panic.as_ref()))))),
        () = keep_lease(context, job) => None,
        () = tokio::time::sleep(LONGEST_RUN) => {
            Some(Err(JobError::Retry(format!("the job did not end within {LONGEST_RUN:?}"))))
        }
    }
}

/// Prolongs the lease at a third of its length; ends when it was lost.
async fn keep_lease(context: &Context, job: &Job) {
    loop {
        tokio::time::sleep(context.lease / 3).await;
        let until = context.clock.now() + context.lease;
        match queue::heartbeat(&context.db, job, until).await {
            Ok(true) => {}
            Ok(false) => return,
            // The lease may hold until the next beat.
            Err(error) => tracing::warn!(job.id = %job.id, %error, "heartbeat failed"),
        }
    }
}

pub(crate) fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&'static str>().copied());
    format!("panic: {}", text.unwrap_or("without a message"))
}

async fn record(
    context: &Context,
    job: &Job,
    result: &Result<(), JobError>,
) -> Result<Outcome, DbErr> {
    let mut tried = 1;
    loop {
        match record_once(context, job, result).await {
            Err(error) if tried < RECORD_TRIES => {
                tracing::warn!(job.id = %job.id, %error, tried, "outcome not recorded yet");
                tokio::time::sleep(Duration::from_millis(100) * tried).await;
                tried += 1;
            }
            outcome => return outcome,
        }
    }
}

async fn record_once(
    context: &Context,
    job: &Job,
    result: &Result<(), JobError>,
) -> Result<Outcome, DbErr> {
    let now = context.clock.now();
    let tx = context.db.begin_write().await?;
    let outcome = match result {
        Ok(()) if queue::finish(&tx, job, now).await? => Outcome::Done,
        Ok(()) => Outcome::Lost,
        Err(error) => match queue::fail(&tx, job, now, error, context.entropy.as_ref()).await? {
            Failed::Again(_) => Outcome::Again,
            Failed::Dead => Outcome::Dead,
            Failed::Lost => Outcome::Lost,
        },
    };
    tx.commit().await?;
    Ok(outcome)
}

/// What [`run_until_idle`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdleReport {
    /// Jobs done.
    pub done: u64,
    /// Attempts that failed and will be repeated.
    pub again: u64,
    /// Jobs that gave up.
    pub dead: u64,
}

/// Runs everything that is due, one job after the other, until nothing is due any more; for tests and
/// for the command line. With a clock that stands still, retries wait until it is moved.
///
/// # Errors
/// [`DbErr`] when jobs can't be claimed.
pub async fn run_until_idle(
    db: &Db,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    handlers: Arc<dyn JobHandler>,
) -> Result<IdleReport, DbErr> {
    let lease = Duration::from_mins(1);
    let owner = format!("idle-{}", entropy.token(9));
    let context = Context { db: db.clone(), clock, entropy, handlers, lease };
    let mut report = IdleReport::default();
    loop {
        let now = context.clock.now();
        let jobs = queue::claim(db, &owner, now, lease, 1).await?;
        let Some(job) = jobs.first() else {
            return Ok(report);
        };
        match run(&context, job).await {
            Outcome::Done => report.done += 1,
            Outcome::Again => report.again += 1,
            Outcome::Dead => report.dead += 1,
            Outcome::Lost => {}
        }
    }
}
