//! Taking one step.

use std::panic::AssertUnwindSafe;

use chrono::{DateTime, Utc};
use futures::FutureExt;
use kn_core::ports::{Clock, Entropy};
use kn_db::Db;
use kn_db::entities::workflow;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::persist::{Ticket, write_ticket};
use super::{Instance, Status, Workflow};
use crate::job::{Job, JobError, micros};
use crate::run::said;

/// What the row becomes after a step.
struct Next {
    status: Status,
    step: i32,
    state: serde_json::Value,
    error: Option<String>,
}

/// Takes the step that an [`super::ADVANCE`] job stands for, and records it. Called by the job handler,
/// which has looked the workflow up by [`super::kind_of`].
///
/// # Errors
/// [`JobError::Retry`] when the step or the database asks for another attempt; the workflow's own failures
/// are recorded on the workflow and are no failure of the job.
pub async fn advance(
    db: &Db,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    workflow: &dyn Workflow,
    job: &Job,
) -> Result<(), JobError> {
    let ticket = Ticket::of(job)?;
    let row = workflow::Entity::find_by_id(ticket.workflow).one(db.reader()).await?;
    // Recorded already, by this job before a crash or by a person.
    let Some(row) = row.filter(|row| row.version == ticket.version && is_live(row.status)) else {
        return Ok(());
    };
    let instance = Instance::from(row.clone());
    let next = take(workflow, &row, &instance, job).await?;
    record(db, clock.now(), entropy, workflow, &row, next).await?;
    Ok(())
}

fn is_live(status: Status) -> bool {
    matches!(status, Status::Running | Status::Compensating)
}

/// Runs or undoes a step. `Err` asks for another attempt.
async fn take(
    workflow: &dyn Workflow,
    row: &workflow::Model,
    instance: &Instance,
    job: &Job,
) -> Result<Next, JobError> {
    let undoing = row.status == Status::Compensating;
    // While undoing, `step` counts what is still to be undone.
    let step = if undoing { row.step - 1 } else { row.step };
    let index = usize::try_from(step).unwrap_or(0);
    let count = i32::try_from(workflow.steps()).unwrap_or(i32::MAX);
    if (undoing && step < 0) || (!undoing && step >= count) {
        let status = if undoing { Status::Compensated } else { Status::Done };
        return Ok(Next { status, step: row.step, state: row.state.clone(), error: None });
    }
    let work = async {
        if undoing {
            workflow.undo(index, instance).await
        } else {
            workflow.run(index, instance).await
        }
    };
    // A panic is caught here and not only by the worker, so that the last attempt can end in `stuck`.
    let result = AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| Err(JobError::Retry(said(panic.as_ref()))));
    let verb = if undoing { "undoing" } else { "running" };
    let named = |error: &JobError| Some(format!("{verb} step {step}: {error}"));
    let kept = row.state.clone();
    Ok(match result {
        Ok(state) if undoing && step == 0 => {
            Next { status: Status::Compensated, step: 0, state, error: row.last_error.clone() }
        }
        Ok(state) if undoing => {
            Next { status: Status::Compensating, step, state, error: row.last_error.clone() }
        }
        Ok(state) if step + 1 == count => {
            Next { status: Status::Done, step: count, state, error: None }
        }
        Ok(state) => Next { status: Status::Running, step: step + 1, state, error: None },
        // The failed step may have acted before it failed, so it is undone first.
        Err(error @ JobError::Permanent(_)) if !undoing => {
            Next { status: Status::Compensating, step: step + 1, state: kept, error: named(&error) }
        }
        Err(error @ JobError::Retry(_)) if !job.is_last_attempt() => return Err(error),
        Err(error) => {
            Next { status: Status::Stuck, step: row.step, state: kept, error: named(&error) }
        }
    })
}

async fn record(
    db: &Db,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
    workflow: &dyn Workflow,
    row: &workflow::Model,
    next: Next,
) -> Result<(), DbErr> {
    let status = next.status;
    let instance = Instance { state: next.state.clone(), ..Instance::from(row.clone()) };
    let change = workflow::ActiveModel {
        status: Set(status),
        step: Set(next.step),
        state: Set(next.state),
        last_error: Set(next.error),
        updated_at: Set(micros(now)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    let tx = db.begin_write().await?;
    let changed = workflow::Entity::update_many()
        .set(change)
        .filter(workflow::Column::Id.eq(row.id))
        .filter(workflow::Column::Version.eq(row.version))
        .exec(&tx)
        .await?;
    // Somebody else recorded this step meanwhile; what they recorded stands.
    if changed.rows_affected == 1 {
        if is_live(status) {
            write_ticket(&tx, entropy, now, row.id, row.version + 1).await?;
        } else {
            workflow.ended(&tx, &instance, status).await?;
        }
    }
    tx.commit().await
}
