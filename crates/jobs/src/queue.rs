//! The queue: write, claim, keep, finish, fail. Every function but [`claim`] and [`heartbeat`] joins the
//! caller's transaction.

use std::time::Duration;

use chrono::{DateTime, Utc};
use kn_core::ports::Entropy;
use kn_db::entities::job;
use kn_db::{Db, Engine};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Statement,
};
use uuid::Uuid;

use crate::backoff;
use crate::job::{Enqueued, Job, JobError, NewJob, micros};

/// Errors longer than this are cut: vendors answer with whole web pages.
const MAX_ERROR_CHARS: usize = 2_000;

/// Writes a job in the caller's transaction.
///
/// # Errors
/// [`DbErr`] of the insert; a taken dedupe key is no error.
pub async fn enqueue(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
    new: &NewJob,
) -> Result<Enqueued, DbErr> {
    let row = job::ActiveModel {
        id: Set(id),
        kind: Set(new.kind.to_owned()),
        payload: Set(new.payload.clone()),
        dedupe_key: Set(new.dedupe_key.clone()),
        run_at: Set(micros(new.run_at)),
        attempts: Set(0),
        max_attempts: Set(new.max_attempts),
        created_at: Set(micros(now)),
        ..Default::default()
    };
    let taken = OnConflict::column(job::Column::DedupeKey).do_nothing().to_owned();
    let written = job::Entity::insert(row).on_conflict(taken).exec_without_returning(conn).await?;
    Ok(if written == 0 { Enqueued::Duplicate } else { Enqueued::New })
}

// `= ANY(ARRAY(…))` runs the sub-select once; under `IN (…)` the planner may run it again per row and
// claim more than the limit.
const CLAIM_POSTGRES: &str = "UPDATE jobs SET lease_owner = $1, lease_until = $2, attempts = attempts + 1 \
     WHERE id = ANY(ARRAY(SELECT id FROM jobs WHERE finished_at IS NULL AND failed_at IS NULL \
     AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3) \
     ORDER BY run_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)) RETURNING *";
const CLAIM_SQLITE: &str = "UPDATE jobs SET lease_owner = $1, lease_until = $2, attempts = attempts + 1 \
     WHERE id IN (SELECT id FROM jobs WHERE finished_at IS NULL AND failed_at IS NULL \
     AND run_at <= $3 AND (lease_until IS NULL OR lease_until <= $3) \
     ORDER BY run_at, id LIMIT $4) RETURNING *";

/// Claims up to `limit` jobs that are due and free, the longest due first, for the length of a lease.
/// A job whose lease ran out is free again.
///
/// # Errors
/// [`DbErr`] of the transaction.
pub async fn claim(
    db: &Db,
    owner: &str,
    now: DateTime<Utc>,
    lease: Duration,
    limit: usize,
) -> Result<Vec<Job>, DbErr> {
    let sql = match db.engine() {
        Engine::Sqlite => CLAIM_SQLITE,
        Engine::Postgres => CLAIM_POSTGRES,
    };
    let now = micros(now);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let tx = db.begin_write().await?;
    let values = [owner.into(), micros(now + lease).into(), now.into(), limit.into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    let mut rows = job::Model::find_by_statement(statement).all(&tx).await?;
    tx.commit().await?;
    // RETURNING has no order.
    rows.sort_by_key(|row| (row.run_at, row.id));
    Ok(rows.into_iter().map(|row| Job::claimed(row, owner)).collect())
}

/// Prolongs the lease of a running job. `false`: the lease was lost, the work should stop.
///
/// # Errors
/// [`DbErr`] of the transaction.
pub async fn heartbeat(db: &Db, job: &Job, until: DateTime<Utc>) -> Result<bool, DbErr> {
    let tx = db.begin_write().await?;
    let change = job::ActiveModel { lease_until: Set(Some(micros(until))), ..Default::default() };
    let kept = fenced(&tx, job, change).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Marks a job done. `false`: the lease was lost, somebody else has or had the job.
///
/// # Errors
/// [`DbErr`] of the update.
pub async fn finish(
    conn: &impl ConnectionTrait,
    job: &Job,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let change = job::ActiveModel {
        finished_at: Set(Some(micros(now))),
        lease_owner: Set(None),
        lease_until: Set(None),
        ..Default::default()
    };
    fenced(conn, job, change).await
}

/// What became of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It runs again at this instant.
    Again(DateTime<Utc>),
    /// It is dead and waits for a person.
    Dead,
    /// The lease was lost; nothing was changed.
    Lost,
}

/// Records a failure: another attempt after a delay, or death.
///
/// # Errors
/// [`DbErr`] of the update.
pub async fn fail(
    conn: &impl ConnectionTrait,
    job: &Job,
    now: DateTime<Utc>,
    error: &JobError,
    entropy: &dyn Entropy,
) -> Result<Failed, DbErr> {
    let now = micros(now);
    let mut change = job::ActiveModel {
        last_error: Set(Some(error.to_string().chars().take(MAX_ERROR_CHARS).collect())),
        lease_owner: Set(None),
        lease_until: Set(None),
        ..Default::default()
    };
    let outcome = if matches!(error, JobError::Permanent(_)) || job.is_last_attempt() {
        change.failed_at = Set(Some(now));
        Failed::Dead
    } else {
        let at = micros(now + backoff::delay(job.attempts, entropy));
        change.run_at = Set(at);
        Failed::Again(at)
    };
    Ok(if fenced(conn, job, change).await? { outcome } else { Failed::Lost })
}

/// Changes a job only while the caller's lease on it stands.
async fn fenced(
    conn: &impl ConnectionTrait,
    job: &Job,
    change: job::ActiveModel,
) -> Result<bool, DbErr> {
    let result = job::Entity::update_many()
        .set(change)
        .filter(job::Column::Id.eq(job.id))
        .filter(job::Column::LeaseOwner.eq(&job.owner))
        .filter(job::Column::Attempts.eq(job.attempts))
        .filter(job::Column::FinishedAt.is_null())
        .filter(job::Column::FailedAt.is_null())
        .exec(conn)
        .await?;
    Ok(result.rows_affected == 1)
}
