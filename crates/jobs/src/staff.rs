//! What staff see of the queue, and what they can do with dead jobs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use kn_core::page::{Cursor, CursorError, Page, PageRequest, Sort};
use kn_db::entities::job;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use serde_json::Value;
use uuid::Uuid;

use crate::job::micros;

/// A job that gave up.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadJob {
    /// Id of the job.
    pub id: Uuid,
    /// What was to be done.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub last_error: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it gave up.
    pub failed_at: DateTime<Utc>,
}

/// Why dead jobs could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is not one of this list.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// The database could not be asked.
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// How the queue stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Due and free.
    pub ready: u64,
    /// Under a lease.
    pub running: u64,
    /// Due later, retries among them.
    pub waiting: u64,
    /// Given up.
    pub dead: u64,
    /// How long the longest waiting of the ready jobs has been due.
    pub oldest: Option<Duration>,
}

/// Dead jobs, the latest first.
///
/// # Errors
/// [`ListError`] when the cursor is not of this list, or the database can't be asked.
pub async fn list_dead(
    conn: &impl ConnectionTrait,
    request: &PageRequest,
) -> Result<Page<DeadJob>, ListError> {
    let sort = Sort::descending("failed_at");
    let mut query = job::Entity::find().filter(job::Column::FailedAt.is_not_null());
    if let Some(cursor) = &request.cursor {
        let (at, id) = place(cursor.values_for(&sort)?)?;
        query =
            query.filter(Condition::any().add(job::Column::FailedAt.lt(at)).add(
                Condition::all().add(job::Column::FailedAt.eq(at)).add(job::Column::Id.lt(id)),
            ));
    }
    let rows = query
        .order_by_desc(job::Column::FailedAt)
        .order_by_desc(job::Column::Id)
        .limit(u64::from(request.limit) + 1)
        .all(conn)
        .await?;
    let rows = rows.into_iter().filter_map(dead).collect();
    Ok(Page::from_rows(rows, request, |last: &DeadJob| {
        let at = last.failed_at.timestamp_micros();
        Cursor::new(&sort, vec![at.into(), last.id.to_string().into()])
    }))
}

fn dead(row: job::Model) -> Option<DeadJob> {
    Some(DeadJob {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        attempts: row.attempts,
        last_error: row.last_error.unwrap_or_default(),
        created_at: row.created_at,
        failed_at: row.failed_at?,
    })
}

fn place(values: &[Value]) -> Result<(DateTime<Utc>, Uuid), CursorError> {
    let [at, id] = values else {
        return Err(CursorError::Malformed);
    };
    let at = at.as_i64().and_then(DateTime::from_timestamp_micros);
    let id = id.as_str().and_then(|id| id.parse().ok());
    at.zip(id).ok_or(CursorError::Malformed)
}

/// Gives a dead job all its attempts again, from now on. `false`: it is not dead, or not there.
///
/// # Errors
/// [`DbErr`] of the update.
pub async fn retry_dead(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let change = job::ActiveModel {
        run_at: Set(micros(now)),
        attempts: Set(0),
        failed_at: Set(None),
        ..Default::default()
    };
    let result = job::Entity::update_many()
        .set(change)
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::FailedAt.is_not_null())
        .exec(conn)
        .await?;
    Ok(result.rows_affected == 1)
}

const COUNT: &str = "SELECT \
     count(*) FILTER (WHERE run_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)) AS ready, \
     count(*) FILTER (WHERE lease_until > $1) AS running, \
     count(*) FILTER (WHERE run_at > $1 AND (lease_until IS NULL OR lease_until <= $1)) AS waiting, \
     min(run_at) FILTER (WHERE lease_until IS NULL OR lease_until <= $1) AS oldest \
     FROM jobs WHERE finished_at IS NULL AND failed_at IS NULL";

/// How the queue stands at an instant; for the status page and for alerts.
///
/// # Errors
/// [`DbErr`] when the database can't be asked.
pub async fn counts(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<QueueCounts, DbErr> {
    let now = micros(now);
    let statement =
        Statement::from_sql_and_values(conn.get_database_backend(), COUNT, [now.into()]);
    let dead = job::Entity::find().filter(job::Column::FailedAt.is_not_null()).count(conn).await?;
    let Some(row) = conn.query_one_raw(statement).await? else {
        return Ok(QueueCounts { dead, ..QueueCounts::default() });
    };
    let number = |column| -> Result<u64, DbErr> {
        Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or(0))
    };
    let oldest: Option<DateTime<Utc>> = row.try_get("", "oldest")?;
    Ok(QueueCounts {
        ready: number("ready")?,
        running: number("running")?,
        waiting: number("waiting")?,
        dead,
        oldest: oldest.and_then(|at| (now - at).to_std().ok()),
    })
}

/// Removes up to `limit` jobs that finished before an instant, and tells how many. Dead jobs stay. Keep more
/// than [`crate::schedules::CATCH_UP`], or a schedule could fire again.
///
/// # Errors
/// [`DbErr`] of the delete.
pub async fn delete_finished(
    conn: &impl ConnectionTrait,
    before: DateTime<Utc>,
    limit: u64,
) -> Result<u64, DbErr> {
    let ids: Vec<Uuid> = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::FinishedAt.lt(micros(before)))
        .order_by_asc(job::Column::FinishedAt)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?;
    let result = job::Entity::delete_many().filter(job::Column::Id.is_in(ids)).exec(conn).await?;
    Ok(result.rows_affected)
}
