//! Linear workflows: work on the outside world in several steps, each with an undo.
//!
//! ```text
//! running ──every step done──────────────► done
//!    │ a step says Permanent
//!    ▼
//! compensating ──every undo done─────────► compensated
//!    │
//!    └─ an undo says Permanent, or the attempts of a step or an undo are exhausted ─► stuck
//! ```
//!
//! One job advances a workflow by one step: run the step, then record the new state and write the next job
//! in one transaction. A crash between the two runs the step again, so each step is *look up by our tag → act
//! if absent → record*, and each undo may find nothing to undo. A failed step is undone too: it may have acted
//! before it failed. Attempts that are exhausted end in `stuck` and not in undoing, because what the other
//! side did is not known then. `stuck` waits for a person, see [`resume`].
//!
//! The engine knows no kinds: the handler of [`ADVANCE`] jobs looks the workflow up and calls [`advance`].

mod advance;
mod persist;

use async_trait::async_trait;
use kn_db::entities::workflow;
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::Value;
use uuid::Uuid;

pub use advance::advance;
pub use kn_db::entities::workflow::Status;
pub use persist::{
    Direction, NewWorkflow, Started, find_live, kind_of, mark_abandoned, resume, start,
};

use crate::job::JobError;

/// The kind of the jobs that advance workflows.
pub const ADVANCE: &str = "workflow.advance";

/// A workflow as its steps see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Id of the workflow; the tag by which steps find again what they made.
    pub id: Uuid,
    /// Which workflow it is.
    pub kind: String,
    /// What it is about, e.g. a service.
    pub subject_id: Uuid,
    /// What earlier steps left for later ones. Never a secret.
    pub state: Value,
}

impl From<workflow::Model> for Instance {
    fn from(row: workflow::Model) -> Self {
        Self { id: row.id, kind: row.kind, subject_id: row.subject_id, state: row.state }
    }
}

/// A kind of workflow: its steps by index, usually an enum turned into a number and back.
#[async_trait]
pub trait Workflow: Send + Sync {
    /// How many steps it has.
    fn steps(&self) -> usize;

    /// Does a step and answers the state for the next one. Repeating it must change nothing more.
    ///
    /// # Errors
    /// [`JobError::Retry`] to try this step again later, [`JobError::Permanent`] to undo everything.
    async fn run(&self, step: usize, instance: &Instance) -> Result<Value, JobError>;

    /// Undoes a step, whether it was done, half done or not done at all, and answers the state.
    ///
    /// # Errors
    /// [`JobError::Retry`] to try again later, [`JobError::Permanent`] when a person is needed.
    async fn undo(&self, step: usize, instance: &Instance) -> Result<Value, JobError>;

    /// Called in the transaction that records an end: done, compensated or stuck. What it writes is
    /// committed together with it; it must not reach outside.
    ///
    /// # Errors
    /// [`DbErr`], which leaves the end unrecorded, to be tried again.
    async fn ended(
        &self,
        _tx: &DatabaseTransaction,
        _instance: &Instance,
        _status: Status,
    ) -> Result<(), DbErr> {
        Ok(())
    }
}
