//! What a job is, and what a handler says of it.

use async_trait::async_trait;
use chrono::{DateTime, SubsecRound, Utc};
use kn_db::entities::job;
use sea_orm::DbErr;
use serde_json::Value;
use uuid::Uuid;

/// Attempts before a job is dead, unless it says otherwise: about half a day with the usual delays.
pub const DEFAULT_MAX_ATTEMPTS: i32 = 12;

/// A job to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// What is to be done; the handler branches on it.
    pub kind: &'static str,
    /// With what. Never a secret: staff can read it.
    pub payload: Value,
    /// Lives once in the whole table, finished jobs included.
    pub dedupe_key: Option<String>,
    /// Not before this instant.
    pub run_at: DateTime<Utc>,
    /// Dead after so many attempts.
    pub max_attempts: i32,
}

impl NewJob {
    /// A job to run at an instant, with the usual attempts and no dedupe key.
    pub fn new(kind: &'static str, payload: Value, run_at: DateTime<Utc>) -> Self {
        Self { kind, payload, dedupe_key: None, run_at, max_attempts: DEFAULT_MAX_ATTEMPTS }
    }

    /// The same job, which lives once under this key.
    #[must_use]
    pub fn once(mut self, dedupe_key: impl Into<String>) -> Self {
        self.dedupe_key = Some(dedupe_key.into());
        self
    }
}

/// What became of a job to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It was written.
    New,
    /// Its dedupe key is taken; nothing was written.
    Duplicate,
}

/// A job as its handler sees it: claimed, under a lease.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Also the idempotency key towards vendors.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempts: i32,
    /// Dead after so many.
    pub max_attempts: i32,
    /// When it was due.
    pub run_at: DateTime<Utc>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Who holds the lease; together with `attempts` the fence.
    pub(crate) owner: String,
}

impl Job {
    /// Whether a failure of this attempt is the last.
    pub fn is_last_attempt(&self) -> bool {
        self.attempts >= self.max_attempts
    }

    pub(crate) fn claimed(row: job::Model, owner: &str) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            payload: row.payload,
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            run_at: row.run_at,
            created_at: row.created_at,
            owner: owner.to_owned(),
        }
    }
}

/// Why a job was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// Another attempt may succeed; it follows after a growing delay.
    #[error("{0}")]
    Retry(String),
    /// No attempt can succeed; the job is dead at once.
    #[error("{0}")]
    Permanent(String),
}

/// A database that could not be asked may answer later.
impl From<DbErr> for JobError {
    fn from(error: DbErr) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Does the work. One handler serves all kinds and branches on [`Job::kind`].
#[async_trait]
pub trait JobHandler: Send + Sync {
    /// Does the job. May be called again for a job that was done before, after a crash.
    ///
    /// # Errors
    /// [`JobError`], which says whether another attempt makes sense. A panic counts as `Retry`.
    async fn handle(&self, job: &Job) -> Result<(), JobError>;
}

/// PostgreSQL keeps microseconds; SQLite would keep more, and then the two would differ.
pub(crate) fn micros(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant.trunc_subsecs(6)
}
