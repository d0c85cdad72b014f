//! What a customer changes on a service: its label, and whether it renews by itself.

use kn_core::code::Code;
use kn_core::ids::{AccountId, ServiceId};
use kn_db::entities::service::{Model, Status};

use super::model::Service;
use super::{fields, query, store};
use crate::access::{Permission, Right};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Faults, Result};
use crate::work::Work;

/// What to change; the outer none leaves things as they are, the inner one (or a blank) takes the label away.
#[derive(Debug, Clone, Default)]
pub struct ServicePatch {
    pub label: Option<Option<String>>,
    pub auto_renew: Option<bool>,
}

/// Changes label and renewal of a service.
///
/// # Errors
/// `not_found`, `validation_failed`, and `conflict` on a service that is gone.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: ServiceId,
    patch: ServicePatch,
) -> Result<Service> {
    let scope = actor.scope(Permission::ServicesManage, Right::Manage)?;
    let mut faults = Faults::default();
    let label = patch.label.map(|label| fields::label(&mut faults, "label", label.as_deref()));
    faults.finish()?;
    app.transact(actor, move |work| {
        let label = label.clone();
        Box::pin(async move {
            let service = store::lock_in(work, scope, id).await?;
            refuse_gone(&service)?;
            change(work, id, &service, label, patch.auto_renew).await?;
            query::load(work.app(), work.tx(), id).await
        })
    })
    .await
}

async fn change(
    work: &mut Work,
    id: ServiceId,
    service: &Model,
    label: Option<Option<String>>,
    auto_renew: Option<bool>,
) -> Result<()> {
    let label = label.filter(|label| *label != service.label);
    let auto_renew = auto_renew.filter(|on| *on != service.auto_renew);
    if label.is_none() && auto_renew.is_none() {
        return Ok(());
    }
    let account = AccountId::from_uuid(service.account_id);
    let mut line = |kind, summary| {
        work.activity(Activity { account, service: Some(id), kind, summary });
    };
    match &label {
        Some(Some(label)) => line("service.renamed", format!("Label changed to {label}")),
        Some(None) => line("service.renamed", "Label removed".to_owned()),
        None => {}
    }
    if let Some(on) = auto_renew {
        let state = if on { "on" } else { "off" };
        line("service.auto_renew", format!("Automatic renewal switched {state}"));
    }
    let before = (&service.label, service.auto_renew);
    let after =
        (label.as_ref().unwrap_or(&service.label), auto_renew.unwrap_or(service.auto_renew));
    let audit = Audit::of("service.updated", "service", id)
        .account(account)
        .change(summary(before), summary(after));
    store::set_preferences(work, service, after.0.clone(), after.1).await?;
    work.audit(audit);
    Ok(())
}

fn summary((label, auto_renew): (&Option<String>, bool)) -> serde_json::Value {
    serde_json::json!({ "label": label, "auto_renew": auto_renew })
}

/// A terminated service is a memory; nothing on it changes any more.
pub(super) fn refuse_gone(service: &Model) -> Result<()> {
    if service.status == Status::Terminated {
        return Err(Error::msg(
            Code::Conflict,
            "This service has ended and can no longer be changed.",
        ));
    }
    Ok(())
}
