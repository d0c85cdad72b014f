//! A customer pays a document, from the wallet at once or outside by the instructions shown.

use kn_core::code::Code;
use kn_core::ids::InvoiceId;
use kn_db::entities::payment::Method;

use super::model::InvoiceDetail;
use super::settle::settle_from_wallet;
use super::{query, store};
use crate::access::Right;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::settings;
use crate::wallet::method_label;
use crate::work::Work;

/// Pays a document of the actor's own account. Any method but the wallet changes nothing and answers where to
/// pay to.
///
/// # Errors
/// `not_found`; `already_paid`; `insufficient_funds` with `needed`, `available` and `shortfall`; `conflict` for
/// a cancelled document; `unsupported` for a method that is not offered.
pub async fn pay(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    invoice: InvoiceId,
    method: Method,
) -> Result<Answer<InvoiceDetail>> {
    let account = actor.account(Right::Pay)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let idem = idem.clone();
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            if !store::belongs_to(work.tx(), invoice, account).await? {
                return Err(Error::not_found("invoice"));
            }
            let detail = match method {
                Method::Wallet => from_wallet(work, invoice).await?,
                other => instructed(work, invoice, other).await?,
            };
            idempotency::store(work, &idem, detail).await
        })
    })
    .await
}

async fn from_wallet(work: &mut Work, invoice: InvoiceId) -> Result<InvoiceDetail> {
    settle_from_wallet(work, invoice).await?;
    query::load(work.tx(), invoice, work.today()).await
}

async fn instructed(work: &Work, invoice: InvoiceId, method: Method) -> Result<InvoiceDetail> {
    let mut detail = query::load(work.tx(), invoice, work.today()).await?;
    if !detail.invoice.is_payable() {
        let code =
            if detail.invoice.paid_at.is_some() { Code::AlreadyPaid } else { Code::Conflict };
        return Err(Error::msg(code, "Nothing is due on this document."));
    }
    let payments = settings::payments(work.tx()).await?;
    let instructions = query::payment_instructions(&detail.invoice, method, &payments);
    let instructions = instructions.ok_or_else(|| {
        let why = format!("{} is not offered at the moment.", method_label(method));
        Error::field("method", Code::Unsupported, why)
    })?;
    detail.payment_instructions = Some(instructions);
    Ok(detail)
}
