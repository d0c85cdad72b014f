//! What runs in the background: which handler a job kind has, and the queue as staff see it.
//!
//! The engine (leases, retries, dead letters) is `kn-jobs`; it knows no kinds. Here every kind has its line.

mod store;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kn_core::code::Code;
use kn_core::ids::JobId;
use kn_core::page::{Page, PageRequest};
use kn_jobs::{Job, JobError, JobHandler, QueueCounts};
use serde::Serialize;

use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::{notifications, provisioning, schedules};

/// Runs jobs with the whole product at hand.
pub struct Handlers(App);

impl Handlers {
    pub fn new(app: App) -> Arc<Self> {
        Arc::new(Self(app))
    }
}

#[async_trait]
impl JobHandler for Handlers {
    async fn handle(&self, job: &Job) -> Result<(), JobError> {
        let app = &self.0;
        let last_try = job.is_last_attempt();
        match job.kind.as_str() {
            notifications::JOB => notifications::deliver(app, &job.payload, last_try).await,
            provisioning::JOB => provisioning::advance(app, job).await,
            schedules::ABANDONED => {
                schedules::find_abandoned(app).await.map_err(|fault| retry(&fault))
            }
            schedules::CLEAN_UP => schedules::clean_up(app).await.map_err(|fault| retry(&fault)),
            other => Err(JobError::Permanent(format!("no handler for jobs of kind {other:?}"))),
        }
    }
}

fn retry(fault: &Error) -> JobError {
    let causes = std::iter::once(fault.to_string()).chain(fault.chain());
    JobError::Retry(causes.collect::<Vec<_>>().join(": "))
}

/// Runs every job that is due, until none is left; answers how many were done.
pub async fn run_until_idle(app: &App) -> Result<u64> {
    let handlers = Handlers::new(app.clone());
    let report =
        kn_jobs::run_until_idle(app.db(), app.clock().clone(), app.entropy().clone(), handlers)
            .await?;
    Ok(report.done)
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waiting for its time or its next try.
    Ready,
    Running,
    Done,
    /// Out of tries; waits for staff.
    Dead,
}

/// A job as staff see it.
#[derive(Debug, Clone, Serialize)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    pub attempts: i32,
    pub max_attempts: i32,
    pub run_at: DateTime<Utc>,
    pub last_error: Option<String>,
    pub finished_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// What to show of the queue.
#[derive(Debug, Clone, Default)]
pub struct JobFilter {
    pub state: Option<JobState>,
    pub kind: Option<String>,
}

/// The queue, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: JobFilter,
    page: PageRequest,
) -> Result<Page<JobRow>> {
    actor.require(Permission::JobsView)?;
    store::list(app.db().reader(), app.now(), &filter, &page).await
}

/// Gives a dead job its tries back.
///
/// # Errors
/// `not_found`; `conflict` if the job is not dead.
pub async fn retry_dead(app: &App, actor: &Actor, id: JobId) -> Result<JobRow> {
    actor.require(Permission::JobsManage)?;
    app.transact(actor, move |work| {
        Box::pin(async move {
            let before = store::find(work.tx(), work.now(), id)
                .await?
                .ok_or_else(|| Error::not_found("job"))?;
            if before.state != JobState::Dead {
                return Err(Error::msg(
                    Code::Conflict,
                    "Only a job that ran out of tries can be retried.",
                ));
            }
            store::revive(work, id).await?;
            work.audit(Audit::of("job.retried", "job", id).change(&before.last_error, ()));
            work.wake_on_commit();
            store::find(work.tx(), work.now(), id).await?.ok_or_else(|| Error::not_found("job"))
        })
    })
    .await
}

/// How the queue stands; for metrics and `doctor`.
pub async fn counts(app: &App) -> Result<QueueCounts> {
    Ok(kn_jobs::counts(app.db().reader(), app.now()).await?)
}
