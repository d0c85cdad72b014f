//! Queries of the queue as staff see it.

use chrono::{DateTime, Utc};
use kn_core::ids::JobId;
use kn_core::page::{Page, PageRequest};
use kn_db::entities::job;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter,
};

use super::{JobFilter, JobRow, JobState};
use crate::error::Result;
use crate::paging;
use crate::work::Work;

fn in_state(state: JobState, now: DateTime<Utc>) -> Condition {
    let open = Condition::all()
        .add(job::Column::FinishedAt.is_null())
        .add(job::Column::FailedAt.is_null());
    match state {
        JobState::Done => Condition::all().add(job::Column::FinishedAt.is_not_null()),
        JobState::Dead => Condition::all().add(job::Column::FailedAt.is_not_null()),
        JobState::Running => open.add(job::Column::LeaseUntil.gt(now)),
        JobState::Ready => open.add(
            Condition::any()
                .add(job::Column::LeaseUntil.is_null())
                .add(job::Column::LeaseUntil.lte(now)),
        ),
    }
}

fn row(job: job::Model, now: DateTime<Utc>) -> JobRow {
    let state = match (job.finished_at, job.failed_at, job.lease_until) {
        (Some(_), _, _) => JobState::Done,
        (_, Some(_), _) => JobState::Dead,
        (_, _, Some(until)) if until > now => JobState::Running,
        _ => JobState::Ready,
    };
    JobRow {
        id: JobId::from_uuid(job.id),
        kind: job.kind,
        state,
        attempts: job.attempts,
        max_attempts: job.max_attempts,
        run_at: job.run_at,
        last_error: job.last_error,
        finished_at: job.finished_at,
        failed_at: job.failed_at,
        created_at: job.created_at,
    }
}

pub(super) async fn list(
    conn: &DatabaseConnection,
    now: DateTime<Utc>,
    filter: &JobFilter,
    page: &PageRequest,
) -> Result<Page<JobRow>> {
    let mut condition = filter.state.map_or_else(Condition::all, |state| in_state(state, now));
    if let Some(kind) = &filter.kind {
        condition = condition.add(job::Column::Kind.eq(kind));
    }
    let query = job::Entity::find().filter(condition);
    let rows =
        paging::newest_first(conn, query, job::Column::CreatedAt, job::Column::Id, page, |j| {
            (j.created_at, j.id)
        })
        .await?;
    Ok(rows.map(|job| row(job, now)))
}

pub(super) async fn find(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    id: JobId,
) -> Result<Option<JobRow>> {
    Ok(job::Entity::find_by_id(id.uuid()).one(conn).await?.map(|job| row(job, now)))
}

pub(super) async fn revive(work: &Work, id: JobId) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::FailedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::RunAt, Expr::value(work.now()))
        .filter(job::Column::Id.eq(id.uuid()))
        .exec(work.tx())
        .await?;
    Ok(())
}
