//! Moving an order along: by the hand of staff, and by provisioning.

use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId, OrderId, ServiceId};
use kn_db::entities::order::Model;
use kn_db::entities::service::Status as ServiceState;

use super::cancel::clean_reason;
use super::model::{InvoiceStatus, Order, OrderStatus};
use super::state::{self, Payment};
use super::{query, store};
use crate::access::Permission;
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::work::Work;
use crate::{invoices, provisioning, services};

/// Puts an order into another status; the same status again changes nothing.
///
/// # Errors
/// `invalid_transition` with the `allowed` ones; `order_not_paid` for building what is not paid;
/// `conflict` where another way must be taken: provisioning, a credit note, a new order.
pub async fn set_status(
    app: &App,
    actor: &Actor,
    id: OrderId,
    to: OrderStatus,
    reason: Option<String>,
) -> Result<Order> {
    actor.require(Permission::OrdersManage)?;
    let reason = clean_reason(reason.as_deref())?;
    app.transact(actor, move |work| {
        let reason = reason.clone();
        Box::pin(async move {
            let (order, invoice) = store::lock(work, Scope::All, id).await?;
            if order.status != to {
                let payment = Payment::of(&invoice)?;
                check(order.status, to, payment)?;
                apply(work, &order, to, payment).await?;
                let audit = Audit::of("order.status_changed", "order", id);
                let audit = audit.account(AccountId::from_uuid(order.account_id));
                work.audit(audit.change(order.status, to).reason(reason));
            }
            query::load(work.tx(), id).await
        })
    })
    .await
}

fn check(from: OrderStatus, to: OrderStatus, payment: Payment) -> Result<()> {
    let allowed = state::by_hand(from, payment);
    let conflict = |why: &str| Err(Error::msg(Code::Conflict, why));
    if !state::successors(from).contains(&to) || to == OrderStatus::Expired {
        let names: Vec<&str> = allowed.iter().map(|status| status.as_str()).collect();
        let why = match names.as_slice() {
            [] => format!("An order that is {from} stays {from}."),
            _ => format!("An order that is {from} can become {}, not {to}.", names.join(", ")),
        };
        return Err(Error::msg(Code::InvalidTransition, why).with("allowed", allowed));
    }
    match to {
        OrderStatus::Active | OrderStatus::Provisioning if !payment.is_paid() => Err(Error::msg(
            Code::OrderNotPaid,
            "The order is not paid yet. Record the payment first.",
        )),
        OrderStatus::Active => {
            conflict("Provision the order: it becomes active with the server's data.")
        }
        OrderStatus::Cancelled if payment.is_paid() || payment.received.is_positive() => conflict(
            "Money was received for this order. Cancelling it takes a credit note, which billing issues.",
        ),
        OrderStatus::Pending if payment.status == InvoiceStatus::Void => conflict(
            "The order's proforma is void, so it cannot be paid any more. The customer has to order again.",
        ),
        _ => Ok(()),
    }
}

async fn apply(work: &mut Work, order: &Model, to: OrderStatus, payment: Payment) -> Result<()> {
    let service = order.service_id.map(ServiceId::from_uuid);
    if let Some(service) = service
        && provisioning::is_under_way(work.tx(), service).await?
    {
        let why = "The server is being built automatically. Wait until that has ended.";
        return Err(Error::msg(Code::Conflict, why));
    }
    if let Some(service) = service.filter(|_| to == OrderStatus::Provisioning)
        && services::driver(work.tx(), service).await? != provisioning::MANUAL
    {
        return provisioning::begin(work, OrderId::from_uuid(order.id), service).await;
    }
    let untouched = payment.is_payable() && !payment.received.is_positive();
    if untouched && matches!(to, OrderStatus::Cancelled | OrderStatus::Fraud) {
        invoices::void(work, InvoiceId::from_uuid(order.invoice_id)).await?;
    }
    let follows = match to {
        OrderStatus::Provisioning => Some(ServiceState::Provisioning),
        OrderStatus::Failed => Some(ServiceState::Failed),
        OrderStatus::Pending if order.status == OrderStatus::Provisioning => {
            Some(ServiceState::Pending)
        }
        _ => None,
    };
    if let Some((service, state)) = service.zip(follows) {
        services::set_status(work, service, state).await?;
    }
    store::set_status(work, order, to).await
}

/// An order as provisioning needs it, held until the transaction ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Locked {
    pub(crate) status: OrderStatus,
    pub(crate) account: AccountId,
    pub(crate) invoice: InvoiceId,
    pub(crate) service: Option<ServiceId>,
    pub(crate) paid: bool,
    pub(crate) can_provision: bool,
}

/// Holds the order until the transaction ends.
pub(crate) async fn lock(work: &Work, id: OrderId) -> Result<Locked> {
    let (order, invoice) = store::lock(work, Scope::All, id).await?;
    let payment = Payment::of(&invoice)?;
    Ok(Locked {
        status: order.status,
        account: AccountId::from_uuid(order.account_id),
        invoice: InvoiceId::from_uuid(order.invoice_id),
        service: order.service_id.map(ServiceId::from_uuid),
        paid: payment.is_paid(),
        can_provision: state::can_provision(order.status, payment),
    })
}

/// Moves an order along as its server is built; the same status again is nothing to do.
pub(crate) async fn move_to(work: &Work, id: OrderId, to: OrderStatus) -> Result<()> {
    let (order, _) = store::lock(work, Scope::All, id).await?;
    if order.status == to {
        return Ok(());
    }
    store::set_status(work, &order, to).await
}

/// The service is active, so its order is; a service nobody ordered has none.
pub(crate) async fn complete(work: &Work, service: ServiceId) -> Result<()> {
    match services::order_of(work.tx(), service).await? {
        Some(order) => move_to(work, order, OrderStatus::Active).await,
        None => Ok(()),
    }
}
