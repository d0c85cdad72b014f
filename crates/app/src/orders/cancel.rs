//! Taking an unpaid order back; its proforma is void in the same moment.

use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId, OrderId};
use kn_core::text::clean_text;

use super::model::{Order, OrderStatus};
use super::state::{self, Payment};
use super::{query, store};
use crate::access::{Permission, Right};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::invoices;
use crate::services::order_number;

/// Longest reason for a change of status.
const MAX_REASON: usize = 500;

/// Cancels an order that nothing was paid for: the customer their own, staff any.
///
/// # Errors
/// `not_found`; `conflict` if money was received or the order has gone on.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    id: OrderId,
    reason: Option<String>,
) -> Result<Order> {
    let scope = actor.scope(Permission::OrdersManage, Right::Order)?;
    let reason = clean_reason(reason.as_deref())?;
    app.transact(actor, move |work| {
        let reason = reason.clone();
        Box::pin(async move {
            let (order, invoice) = store::lock(work, scope, id).await?;
            let payment = Payment::of(&invoice)?;
            if !state::can_cancel(order.status, payment) {
                return Err(refusal(order.status, payment));
            }
            invoices::void(work, InvoiceId::from_uuid(invoice.id)).await?;
            store::set_status(work, &order, OrderStatus::Cancelled).await?;
            let account = AccountId::from_uuid(order.account_id);
            let number = order_number(order.number);
            work.activity(Activity {
                account,
                service: None,
                kind: "order.cancelled",
                summary: format!("Order {number} cancelled"),
            });
            let audit = Audit::of("order.cancelled", "order", id).account(account);
            work.audit(audit.change(order.status, OrderStatus::Cancelled).reason(reason));
            query::load(work.tx(), id).await
        })
    })
    .await
}

fn refusal(status: OrderStatus, payment: Payment) -> Error {
    let why = if status != OrderStatus::Pending {
        format!("An order that is {status} cannot be cancelled.")
    } else if payment.is_paid() {
        "The order is paid. Cancelling it takes a credit note; please contact support.".to_owned()
    } else {
        "Part of the order is paid. Please contact support to cancel it.".to_owned()
    };
    Error::msg(Code::Conflict, why)
}

/// A reason as people type it; blank is none.
pub(super) fn clean_reason(reason: Option<&str>) -> Result<Option<String>> {
    let Some(reason) = reason.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let clean = clean_text(reason, MAX_REASON);
    clean
        .map(Some)
        .map_err(|fault| Error::field("reason", fault.code(), format!("The reason {fault}.")))
}
