//! Manual provisioning: what staff typed about a server they built becomes an active service at once.

use kn_core::code::Code;
use kn_core::ids::{OrderId, ServiceId};
use kn_core::secret::Secret;
use kn_db::entities::service::Status as ServiceState;

use super::{MANUAL, build, store};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::orders::{self, Locked, OrderStatus};
use crate::services::{self, Access, CredentialKind, PanelLogin, Service, fields};
use crate::work::Work;

/// What the provisioning dialog sends.
#[derive(Debug, Clone)]
pub struct Provision {
    pub ip_address: String,
    pub hostname: String,
    pub username: String,
    pub password: Secret<String>,
    pub ssh_port: u16,
    pub control_panel: Option<PanelLogin>,
    /// For the customer.
    pub notes: Option<String>,
    pub send_email: bool,
    /// The address is shared with another service on purpose.
    pub allow_ip_clash: bool,
}

/// The dialog's data after its check.
struct Checked {
    access: Access,
    username: String,
    panel_username: Option<String>,
}

/// Hands over a server: validates, seals the logins, activates the service and opens its first periods, all in
/// one transaction. The mail follows by job; the server is neither pinged nor logged in to.
///
/// # Errors
/// `validation_failed` naming each field; `order_not_paid`; `conflict` for an order that is done or ended;
/// `ip_in_use` naming the other service; `step_up_required`.
pub async fn provision(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    id: OrderId,
    data: Provision,
) -> Result<Answer<Service>> {
    actor.require(Permission::OrdersProvision)?;
    actor.require_fresh(app.now())?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, data) = (idem.clone(), data.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            let service = hand_over(work, id, &data).await?;
            let service = services::load(work.app(), work.tx(), service).await?;
            idempotency::store(work, &idem, service).await
        })
    })
    .await
}

async fn hand_over(work: &mut Work, id: OrderId, data: &Provision) -> Result<ServiceId> {
    let order = orders::lock(work, id).await?;
    let service = check_order(&order)?;
    if build::is_under_way(work.tx(), service).await? {
        return Err(Error::msg(
            Code::Conflict,
            "The server is being built automatically. Wait until that has ended.",
        ));
    }
    let panel = services::panel_kind(work.tx(), service).await?;
    let checked = check_data(data, panel.as_deref())?;
    services::ensure_ip_free(work, &checked.access.ip_address, service, data.allow_ip_clash)
        .await?;
    services::seal(work, service, CredentialKind::Ssh, &checked.username, &data.password).await?;
    if let Some((panel, username)) =
        data.control_panel.as_ref().zip(checked.panel_username.as_deref())
    {
        services::seal(work, service, CredentialKind::ControlPanel, username, &panel.password)
            .await?;
    }
    services::record_access(work, service, &checked.access).await?;
    if order.status == OrderStatus::Failed {
        orders::move_to(work, id, OrderStatus::Provisioning).await?;
        services::set_status(work, service, ServiceState::Provisioning).await?;
    }
    store::record_manual(work, service).await?;
    services::activate(work, service, order.invoice, data.send_email).await?;
    let audit = Audit::of("order.provisioned", "order", id).account(order.account);
    work.audit(audit.change(
        order.status,
        serde_json::json!({
            "service": service,
            "hostname": checked.access.hostname,
            "ip_address": checked.access.ip_address,
            "username": checked.username,
            "ssh_port": checked.access.ssh_port,
            "panel_url": checked.access.panel_url,
            "send_email": data.send_email,
        }),
    ));
    Ok(service)
}

fn check_order(order: &Locked) -> Result<ServiceId> {
    if !order.can_provision {
        let open = matches!(
            order.status,
            OrderStatus::Pending | OrderStatus::Provisioning | OrderStatus::Failed
        );
        return Err(if open && !order.paid {
            Error::msg(Code::OrderNotPaid, "The order is not paid yet. Record the payment first.")
        } else {
            Error::msg(
                Code::Conflict,
                format!("An order that is {} cannot be provisioned.", order.status),
            )
        });
    }
    order.service.ok_or_else(|| Error::internal("a paid order without a service"))
}

fn check_data(data: &Provision, panel_sold: Option<&str>) -> Result<Checked> {
    let mut faults = Faults::default();
    let f = &mut faults;
    let ip_address = fields::ip_address(f, "ip_address", &data.ip_address);
    let hostname = fields::hostname(f, "hostname", &data.hostname);
    let username = fields::username(f, "username", &data.username);
    fields::password(f, "password", &data.password);
    let ssh_port = fields::ssh_port(f, "ssh_port", data.ssh_port);
    let notes = fields::notes(f, "notes", data.notes.as_deref());
    let (mut panel_url, mut panel_username) = (None, None);
    match (&data.control_panel, panel_sold) {
        (Some(panel), Some(_)) => {
            panel_url = fields::panel_url(f, "control_panel.url", &panel.url);
            panel_username = fields::panel_username(f, "control_panel.username", &panel.username);
            fields::password(f, "control_panel.password", &panel.password);
        }
        (None, Some(kind)) => {
            f.add(
                "control_panel",
                Code::Required,
                format!("{kind} was ordered. Please give its address and login."),
            );
        }
        (Some(_), None) => {
            f.add("control_panel", Code::Unsupported, "No control panel was ordered.");
        }
        (None, None) => {}
    }
    faults.finish()?;
    let missing = || Error::internal("a checked field has no value");
    Ok(Checked {
        access: Access {
            driver: MANUAL.to_owned(),
            hostname: hostname.ok_or_else(missing)?,
            ip_address: ip_address.ok_or_else(missing)?,
            ssh_port: ssh_port.ok_or_else(missing)?,
            panel_url,
            notes,
        },
        username: username.ok_or_else(missing)?,
        panel_username,
    })
}
