//! Wrappers that break a workflow on purpose. Two tests with them are due for every workflow:
//! failing at every step leaves a clean slate, and doing everything twice changes nothing.

use async_trait::async_trait;
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::Value;

use crate::job::JobError;
use crate::workflow::{Instance, Status, Workflow};

/// When a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before it did anything.
    Before,
    /// After it did everything, so that nobody knows that it did.
    After,
}

/// Fails permanently at one step.
#[derive(Clone, Debug)]
pub struct FailAt<W> {
    /// The workflow as it should be.
    pub workflow: W,
    /// The step that fails.
    pub step: usize,
    /// Before or after doing its work.
    pub when: When,
}

#[async_trait]
impl<W: Workflow> Workflow for FailAt<W> {
    fn steps(&self) -> usize {
        self.workflow.steps()
    }

    async fn run(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        if step != self.step {
            return self.workflow.run(step, instance).await;
        }
        if self.when == When::After {
            self.workflow.run(step, instance).await?;
        }
        Err(JobError::Permanent(format!("step {step} fails for the test")))
    }

    async fn undo(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        self.workflow.undo(step, instance).await
    }

    async fn ended(
        &self,
        tx: &DatabaseTransaction,
        instance: &Instance,
        status: Status,
    ) -> Result<(), DbErr> {
        self.workflow.ended(tx, instance, status).await
    }
}

/// Runs every step and every undo twice, as after a crash between acting and recording: the second run
/// starts from the same state as the first.
#[derive(Clone, Debug)]
pub struct Twice<W>(pub W);

#[async_trait]
impl<W: Workflow> Workflow for Twice<W> {
    fn steps(&self) -> usize {
        self.0.steps()
    }

    async fn run(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        self.0.run(step, instance).await?;
        self.0.run(step, instance).await
    }

    async fn undo(&self, step: usize, instance: &Instance) -> Result<Value, JobError> {
        self.0.undo(step, instance).await?;
        self.0.undo(step, instance).await
    }

    async fn ended(
        &self,
        tx: &DatabaseTransaction,
        instance: &Instance,
        status: Status,
    ) -> Result<(), DbErr> {
        self.0.ended(tx, instance, status).await
    }
}
