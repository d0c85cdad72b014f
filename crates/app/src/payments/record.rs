//! Recording a payment: permission, a fresh factor, a check of what was typed, then the one path to "paid".

use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId, OrderId};

use super::model::{PaymentFor, RecordPayment, Recorded};
use super::store;
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::invoices::{self, Funding, InvoiceDetail, Settled};
use crate::orders::{self, Order};
use crate::wallet;
use crate::work::Work;

/// Records money that arrived for an order; answers the order as it is then.
///
/// # Errors
/// `validation_failed` naming each field, `taken` for a reference that was recorded before; `not_found`;
/// `already_paid`; `conflict` if nothing is due; `forbidden` for a member of the account; `step_up_required`.
pub async fn record_for_order(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    order: OrderId,
    payment: RecordPayment,
) -> Result<Answer<Order>> {
    permit(app, actor)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, payment) = (idem.clone(), payment.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            receive(work, PaymentFor::Order(order), &payment).await?;
            let order = orders::load(work.tx(), order).await?;
            idempotency::store(work, &idem, order).await
        })
    })
    .await
}

/// Records money that arrived for a document; answers the document as it is then.
///
/// # Errors
/// As for [`record_for_order`].
pub async fn record_for_invoice(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    invoice: InvoiceId,
    payment: RecordPayment,
) -> Result<Answer<InvoiceDetail>> {
    permit(app, actor)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, payment) = (idem.clone(), payment.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            receive(work, PaymentFor::Invoice(invoice), &payment).await?;
            let detail = invoices::load(work.tx(), invoice, work.today()).await?;
            idempotency::store(work, &idem, detail).await
        })
    })
    .await
}

/// Staff who may record payments and have just shown who they are.
fn permit(app: &App, actor: &Actor) -> Result<()> {
    actor.require(Permission::PaymentsRecord)?;
    actor.require_fresh(app.now())
}

/// The step behind both: for staff never on an account of their own.
///
/// # Errors
/// As for [`record_for_order`], but for permission and step-up.
pub async fn receive(
    work: &mut Work,
    target: PaymentFor,
    payment: &RecordPayment,
) -> Result<Recorded> {
    let money = payment.checked(work.today())?;
    let (account, invoice, order) = found(work, target).await?;
    wallet::refuse_own_account(work, account).await?;
    let settled = invoices::settle(work, invoice, Funding::External(money)).await?;
    if settled.paid {
        // Done here so that the answer already shows the service; the event finds nothing left to do.
        orders::fulfil(work, invoice).await?;
    }
    let payment = settled.payment.ok_or_else(|| Error::internal("a payment left no record"))?;
    let Settled { applied, excess, paid, .. } = settled;
    Ok(Recorded { payment, invoice, order, applied, excess, paid })
}

async fn found(work: &Work, target: PaymentFor) -> Result<(AccountId, InvoiceId, Option<OrderId>)> {
    match target {
        PaymentFor::Order(id) => {
            let order = store::order(work.tx(), id).await?;
            let (account, invoice) = order.ok_or_else(|| Error::not_found("order"))?;
            Ok((account, invoice, Some(id)))
        }
        PaymentFor::Invoice(id) => {
            let invoice = store::invoice(work.tx(), id).await?;
            let (account, draft) = invoice.ok_or_else(|| Error::not_found("invoice"))?;
            if draft {
                return Err(Error::msg(Code::Conflict, "This document is not issued yet."));
            }
            Ok((account, id, store::order_of(work.tx(), id).await?))
        }
    }
}
