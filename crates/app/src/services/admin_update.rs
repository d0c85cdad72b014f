//! What staff correct on a service: how it is reached, its logins, the note to the customer.

use kn_core::code::Code;
use kn_core::ids::{AccountId, ServiceId};
use kn_core::secret::Secret;
use kn_db::entities::service::Model;
use serde_json::{Map, Value, json};

use super::model::{CredentialKind, Service};
use super::state::ensure_ip_free;
use super::update::refuse_gone;
use super::{credentials, fields, query, store};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::work::Work;

/// What to change; what is none stays, an inner none (or a blank) takes it away.
#[derive(Debug, Clone, Default)]
pub struct AdminPatch {
    pub label: Option<Option<String>>,
    pub hostname: Option<String>,
    pub ip_address: Option<String>,
    pub ssh_port: Option<u16>,
    pub username: Option<String>,
    pub password: Option<Secret<String>>,
    pub control_panel: Option<Option<PanelLogin>>,
    pub notes: Option<Option<String>>,
    pub auto_renew: Option<bool>,
    /// The address is shared with another service on purpose.
    pub allow_ip_clash: bool,
}

/// Where a control panel is, and how to get in.
#[derive(Debug, Clone)]
pub struct PanelLogin {
    pub url: String,
    pub username: String,
    pub password: Secret<String>,
}

/// The patch after its check.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    pub(super) label: Option<Option<String>>,
    pub(super) hostname: Option<String>,
    pub(super) ip_address: Option<String>,
    pub(super) ssh_port: Option<i32>,
    pub(super) panel_url: Option<Option<String>>,
    pub(super) notes: Option<Option<String>>,
    pub(super) auto_renew: Option<bool>,
}

impl AdminPatch {
    fn touches_logins(&self) -> bool {
        self.username.is_some() || self.password.is_some() || self.control_panel.is_some()
    }
}

/// Corrects a service; every change is audited with what it was before, passwords only as "changed".
///
/// # Errors
/// `validation_failed` naming each field; `ip_in_use` naming the other service; `conflict` on one that is
/// gone; `step_up_required` when a login changes.
pub async fn admin_update(
    app: &App,
    actor: &Actor,
    id: ServiceId,
    patch: AdminPatch,
) -> Result<Service> {
    actor.require(Permission::ServicesManage)?;
    if patch.touches_logins() {
        actor.require_fresh(app.now())?;
    }
    let change = check(&patch)?;
    app.transact(actor, move |work| {
        let (change, patch) = (change.clone(), patch.clone());
        Box::pin(async move {
            let service = store::lock(work, id).await?;
            refuse_gone(&service)?;
            let mut notes = correct(work, id, &service, &change, &patch).await?;
            change_logins(work, id, &patch, &mut notes).await?;
            if !notes.1.is_empty() {
                let account = AccountId::from_uuid(service.account_id);
                let audit = Audit::of("service.corrected", "service", id);
                work.audit(audit.account(account).change(notes.0, notes.1));
            }
            query::load(work.app(), work.tx(), id).await
        })
    })
    .await
}

fn check(patch: &AdminPatch) -> Result<Change> {
    let mut faults = Faults::default();
    let f = &mut faults;
    if let Some(name) = &patch.username {
        fields::username(f, "username", name);
    }
    if let Some(password) = &patch.password {
        fields::password(f, "password", password);
    }
    let panel = patch.control_panel.as_ref();
    if let Some(Some(panel)) = panel {
        fields::panel_username(f, "control_panel.username", &panel.username);
        fields::password(f, "control_panel.password", &panel.password);
    }
    let change = Change {
        label: patch.label.as_ref().map(|label| fields::label(f, "label", label.as_deref())),
        hostname: patch.hostname.as_deref().and_then(|text| fields::hostname(f, "hostname", text)),
        ip_address: patch
            .ip_address
            .as_deref()
            .and_then(|text| fields::ip_address(f, "ip_address", text)),
        ssh_port: patch.ssh_port.and_then(|port| fields::ssh_port(f, "ssh_port", port)),
        panel_url: panel.map(|panel| {
            panel.as_ref().and_then(|panel| fields::panel_url(f, "control_panel.url", &panel.url))
        }),
        notes: patch.notes.as_ref().map(|text| fields::notes(f, "notes", text.as_deref())),
        auto_renew: patch.auto_renew,
    };
    faults.finish().map(|()| change)
}

/// Before and after of what changes, for the audit trail.
type Difference = (Map<String, Value>, Map<String, Value>);

async fn correct(
    work: &mut Work,
    id: ServiceId,
    service: &Model,
    change: &Change,
    patch: &AdminPatch,
) -> Result<Difference> {
    if matches!(change.panel_url, Some(Some(_))) && service.panel_kind.is_none() {
        let why = "This service was sold without a control panel.";
        return Err(Error::field("control_panel", Code::Unsupported, why));
    }
    let moved = change.ip_address.as_deref().filter(|ip| service.ip_address.as_deref() != Some(ip));
    if let Some(ip) = moved {
        ensure_ip_free(work, ip, id, patch.allow_ip_clash).await?;
    }
    let difference = difference(service, change);
    if !difference.1.is_empty() {
        store::correct(work, service, change).await?;
    }
    Ok(difference)
}

async fn change_logins(
    work: &mut Work,
    id: ServiceId,
    patch: &AdminPatch,
    notes: &mut Difference,
) -> Result<()> {
    if patch.username.is_some() || patch.password.is_some() {
        credentials::replace(work, id, patch.username.as_deref(), patch.password.as_ref()).await?;
        notes.1.insert("login".to_owned(), json!("changed"));
    }
    match &patch.control_panel {
        None => {}
        Some(None) => {
            credentials::shred(work, id, Some(CredentialKind::ControlPanel)).await?;
            notes.1.insert("panel_login".to_owned(), json!("destroyed"));
        }
        Some(Some(panel)) => {
            let kind = CredentialKind::ControlPanel;
            credentials::seal(work, id, kind, panel.username.trim(), &panel.password).await?;
            notes.1.insert("panel_login".to_owned(), json!("changed"));
        }
    }
    Ok(())
}

fn difference(service: &Model, change: &Change) -> Difference {
    let (mut before, mut after) = (Map::new(), Map::new());
    let mut note = |name: &str, old: Value, new: Option<Value>| {
        if let Some(new) = new.filter(|new| *new != old) {
            before.insert(name.to_owned(), old);
            after.insert(name.to_owned(), new);
        }
    };
    note("label", json!(service.label), change.label.as_ref().map(|v| json!(v)));
    note("hostname", json!(service.hostname), change.hostname.as_ref().map(|v| json!(v)));
    note("ip_address", json!(service.ip_address), change.ip_address.as_ref().map(|v| json!(v)));
    note("ssh_port", json!(service.ssh_port), change.ssh_port.map(|v| json!(v)));
    note("panel_url", json!(service.panel_url), change.panel_url.as_ref().map(|v| json!(v)));
    note("notes", json!(service.notes), change.notes.as_ref().map(|v| json!(v)));
    note("auto_renew", json!(service.auto_renew), change.auto_renew.map(|v| json!(v)));
    (before, after)
}
