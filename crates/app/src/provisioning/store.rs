//! Queries of provisioning: the record of what was built.

use kn_core::ids::{ServiceId, WorkflowId};
use kn_db::entities::workflow;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use super::KIND;
use super::steps::Step;
use crate::error::{Error, Result};
use crate::work::Work;

/// Writes down that people built the service: a workflow that was done the moment it began.
pub(super) async fn record_manual(work: &Work, service: ServiceId) -> Result<()> {
    let row = workflow::ActiveModel {
        id: Set(work.new_id::<WorkflowId>().uuid()),
        kind: Set(KIND.to_owned()),
        subject_id: Set(service.uuid()),
        status: Set(workflow::Status::Done),
        step: Set(i32::try_from(Step::ALL.len()).map_err(Error::internal)?),
        state: Set(serde_json::json!({ "driver": super::MANUAL })),
        last_error: Set(None),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    workflow::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}
