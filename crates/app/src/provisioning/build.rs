//! The automatic way: starting the workflow, and taking a step of it from a job.

use kn_core::ids::{OrderId, ServiceId, WorkflowId};
use kn_db::entities::service::Status as ServiceState;
use kn_jobs::workflow::{self, NewWorkflow};
use kn_jobs::{Job, JobError};
use sea_orm::ConnectionTrait;

use super::KIND;
use super::steps::Building;
use crate::app::App;
use crate::error::Result;
use crate::orders::{self, OrderStatus};
use crate::services;
use crate::work::Work;

/// Hands a paid order to the driver of its plan. Does nothing if its server is being built already.
pub(crate) async fn begin(work: &mut Work, order: OrderId, service: ServiceId) -> Result<()> {
    let new = NewWorkflow {
        id: work.new_id::<WorkflowId>().uuid(),
        kind: KIND,
        subject_id: service.uuid(),
        state: serde_json::json!({}),
    };
    let entropy = work.app().entropy().clone();
    workflow::start(work.tx(), &*entropy, work.now(), new).await?;
    work.wake_on_commit();
    orders::move_to(work, order, OrderStatus::Provisioning).await?;
    services::set_status(work, service, ServiceState::Provisioning).await
}

/// Whether a driver is at work on the service.
pub(crate) async fn is_under_way(conn: &impl ConnectionTrait, service: ServiceId) -> Result<bool> {
    Ok(workflow::find_live(conn, KIND, service.uuid()).await?.is_some())
}

/// Takes the next step of a workflow; the handler of the job kind [`super::JOB`].
pub(crate) async fn advance(app: &App, job: &Job) -> Result<(), JobError> {
    match workflow::kind_of(app.db().reader(), job).await?.as_deref() {
        Some(KIND) => {
            let building = Building::new(app.clone());
            workflow::advance(app.db(), &**app.clock(), &**app.entropy(), &building, job).await
        }
        Some(other) => Err(JobError::Permanent(format!("no workflow of kind {other:?}"))),
        None => Ok(()),
    }
}
