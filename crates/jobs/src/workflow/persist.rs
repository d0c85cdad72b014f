//! The rows of workflows and the jobs that move them.

use chrono::{DateTime, Utc};
use kn_core::ports::Entropy;
use kn_core::ports::entropy::uuid_v7;
use kn_db::entities::{job, workflow};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ADVANCE, Status, Workflow};
use crate::job::{Job, JobError, NewJob, micros};
use crate::queue;

/// A workflow to be started.
#[derive(Clone, Debug, PartialEq)]
pub struct NewWorkflow {
    /// Id of the workflow.
    pub id: Uuid,
    /// Which workflow.
    pub kind: &'static str,
    /// What it is about.
    pub subject_id: Uuid,
    /// What the first step starts with.
    pub state: Value,
}

/// What became of a workflow to be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It was written, and its first job with it.
    New,
    /// One of the same kind about the same subject is under way; nothing was written.
    UnderWay,
}

/// Which way a stuck workflow goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// All steps again from the first; what was done is found and kept.
    Forward,
    /// All undos from the last step to the first; what is gone already is passed over.
    Undo,
}

/// What an [`ADVANCE`] job carries. The version makes a job that comes twice do nothing the second time.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Ticket {
    pub(super) workflow: Uuid,
    pub(super) version: i64,
}

impl Ticket {
    pub(super) fn of(job: &Job) -> Result<Self, JobError> {
        serde_json::from_value(job.payload.clone())
            .map_err(|error| JobError::Permanent(format!("not a workflow's job: {error}")))
    }
}

/// Starts a workflow in the caller's transaction.
///
/// # Errors
/// [`DbErr`] of the inserts.
pub async fn start(
    conn: &impl ConnectionTrait,
    entropy: &dyn Entropy,
    now: DateTime<Utc>,
    new: NewWorkflow,
) -> Result<Started, DbErr> {
    let id = new.id;
    let row = workflow::ActiveModel {
        id: Set(id),
        kind: Set(new.kind.to_owned()),
        subject_id: Set(new.subject_id),
        status: Set(Status::Running),
        step: Set(0),
        state: Set(new.state),
        last_error: Set(None),
        created_at: Set(micros(now)),
        updated_at: Set(micros(now)),
        version: Set(1),
    };
    // The unique index over live workflows decides; an id that is taken is an error of the caller's and
    // shows as under way, too.
    let live = OnConflict::new().do_nothing().to_owned();
    let written =
        workflow::Entity::insert(row).on_conflict(live).exec_without_returning(conn).await?;
    if written == 0 {
        return Ok(Started::UnderWay);
    }
    write_ticket(conn, entropy, now, id, 1).await?;
    Ok(Started::New)
}

/// Writes the job that takes the next step.
pub(super) async fn write_ticket(
    conn: &impl ConnectionTrait,
    entropy: &dyn Entropy,
    now: DateTime<Utc>,
    workflow: Uuid,
    version: i64,
) -> Result<(), DbErr> {
    let job = NewJob::new(ADVANCE, json!(Ticket { workflow, version }), now)
        .once(format!("workflow:{workflow}:{version}"));
    queue::enqueue(conn, uuid_v7(now, entropy), now, &job).await.map(|_| ())
}

/// The kind of the workflow an [`ADVANCE`] job belongs to, for the handler to look up. `None`: it is gone.
///
/// # Errors
/// [`JobError::Permanent`] when the job is not a workflow's, [`JobError::Retry`] when the database can't
/// be asked.
pub async fn kind_of(conn: &impl ConnectionTrait, job: &Job) -> Result<Option<String>, JobError> {
    let ticket = Ticket::of(job)?;
    let row = workflow::Entity::find_by_id(ticket.workflow).one(conn).await?;
    Ok(row.map(|row| row.kind))
}

/// The workflow of a kind that is under way about a subject.
///
/// # Errors
/// [`DbErr`] when the database can't be asked.
pub async fn find_live(
    conn: &impl ConnectionTrait,
    kind: &str,
    subject_id: Uuid,
) -> Result<Option<workflow::Model>, DbErr> {
    workflow::Entity::find()
        .filter(workflow::Column::Kind.eq(kind))
        .filter(workflow::Column::SubjectId.eq(subject_id))
        .filter(workflow::Column::Status.is_in([Status::Running, Status::Compensating]))
        .one(conn)
        .await
}

/// Lets a stuck workflow go on, in the caller's transaction. `false`: it is not stuck, or not there.
///
/// # Errors
/// [`DbErr`]; [`kn_db::unique_violation`] `workflows_live_key` when another one about the same subject is
/// under way by now.
pub async fn resume(
    conn: &impl ConnectionTrait,
    entropy: &dyn Entropy,
    now: DateTime<Utc>,
    workflow: &dyn Workflow,
    id: Uuid,
    direction: Direction,
) -> Result<bool, DbErr> {
    let Some(row) = workflow::Entity::find_by_id(id).one(conn).await? else {
        return Ok(false);
    };
    let (status, step) = match direction {
        Direction::Forward => (Status::Running, 0),
        Direction::Undo => (Status::Compensating, workflow.steps()),
    };
    let change = workflow::ActiveModel {
        status: Set(status),
        step: Set(i32::try_from(step).unwrap_or(i32::MAX)),
        updated_at: Set(micros(now)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    let changed = workflow::Entity::update_many()
        .set(change)
        .filter(workflow::Column::Id.eq(id))
        .filter(workflow::Column::Version.eq(row.version))
        .filter(workflow::Column::Status.eq(Status::Stuck))
        .exec(conn)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    write_ticket(conn, entropy, now, id, row.version + 1).await?;
    Ok(true)
}

/// Marks workflows as stuck whose job died without saying so, because it took the whole process with it
/// each time. To be called from a schedule; answers how many there were.
///
/// # Errors
/// [`DbErr`] when the database can't be asked.
pub async fn mark_abandoned(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let dead = job::Entity::find()
        .filter(job::Column::Kind.eq(ADVANCE))
        .filter(job::Column::FailedAt.is_not_null())
        .all(conn)
        .await?;
    let mut marked = 0;
    for row in dead {
        let Ok(ticket) = serde_json::from_value::<Ticket>(row.payload) else { continue };
        let change = workflow::ActiveModel {
            status: Set(Status::Stuck),
            last_error: Set(row.last_error),
            updated_at: Set(micros(now)),
            ..Default::default()
        };
        let result = workflow::Entity::update_many()
            .set(change)
            .col_expr(workflow::Column::Version, Expr::col(workflow::Column::Version).add(1))
            .filter(workflow::Column::Id.eq(ticket.workflow))
            .filter(workflow::Column::Version.eq(ticket.version))
            .filter(workflow::Column::Status.is_in([Status::Running, Status::Compensating]))
            .exec(conn)
            .await?;
        marked += result.rows_affected;
    }
    Ok(marked)
}
