//! Paying a document: the one path to "paid", whatever the money came by.
//!
//! In one go: the payment's entry (Dr wallet or clearing / Cr receivable, what is too much / Cr wallet), its
//! allocation and its record; and when nothing is left, the entry that makes the document final (Dr receivable
//! / Cr deferred revenue and tax), its legal number, and the events that others react to. Money from outside
//! that is not enough is allocated and the document stays a proforma.

use kn_core::code::Code;
use kn_core::ids::{AccountId, EntryId, InvoiceId, PaymentId, TransferId};
use kn_core::money::{Currency, Money};
use kn_db::entities::invoice::{Model, Status};
use kn_db::entities::payment::Method;

use super::fund::{self, Funding};
use super::{model, number, store};
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::event::Event;
use crate::wallet::{self, Acct, Entry, EntryKind, Transfer};
use crate::work::{Work, lost_race};
use crate::{settings, wallet::post};

/// What settling did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub invoice: InvoiceId,
    pub account: AccountId,
    /// None if there was nothing to pay.
    pub payment: Option<PaymentId>,
    /// What went to the document.
    pub applied: Money,
    /// What was too much and went to the wallet.
    pub excess: Money,
    /// Whether the document is paid now.
    pub paid: bool,
}

/// A document held until the transaction ends.
pub(super) struct Held {
    pub(super) row: Model,
    pub(super) id: InvoiceId,
    pub(super) account: AccountId,
    pub(super) currency: Currency,
    pub(super) due: Money,
}

/// The part of a payment that belongs to the document.
pub(super) struct Funded {
    pub(super) method: Method,
    pub(super) entry: EntryId,
    pub(super) transfer: TransferId,
    pub(super) applied: Money,
    pub(super) excess: Money,
    pub(super) payment: PaymentId,
}

/// Pays a document, in full or, by money from outside, in part.
///
/// # Errors
/// `not_found`; `already_paid`; `conflict` for a draft or void document; `insufficient_funds`; `taken` for a
/// reference that was used before.
pub async fn settle(work: &mut Work, invoice: InvoiceId, funding: Funding) -> Result<Settled> {
    let held = hold(work, invoice).await?;
    refuse_unpayable(&held)?;
    let why = funding.reason(&held.row);
    let funded = fund::fund(work, &held, funding).await?;
    let (applied, excess) = match &funded {
        Some(funded) => (funded.applied, funded.excess),
        None => (Money::zero(held.currency), Money::zero(held.currency)),
    };
    let left = held.due.checked_sub(applied)?;
    if let Some(funded) = &funded {
        store::allocate(work, held.id, funded.transfer, funded.applied).await?;
        work.emit(Event::PaymentReceived { payment: funded.payment, invoice });
        note_payment(work, &held, funded, left);
    }
    let paid = left.is_zero();
    if paid {
        complete(work, &held, why).await?;
    }
    let payment = funded.map(|funded| funded.payment);
    Ok(Settled { invoice, account: held.account, payment, applied, excess, paid })
}

/// Pays all that is due from the customer's wallet, on the customer's own wish.
///
/// # Errors
/// As for [`settle`].
pub async fn settle_from_wallet(work: &mut Work, invoice: InvoiceId) -> Result<Settled> {
    settle(work, invoice, Funding::Wallet { reason: None }).await
}

/// Locks the customer's row and then the document.
pub(super) async fn hold(work: &Work, id: InvoiceId) -> Result<Held> {
    let absent = || Error::not_found("invoice");
    let seen = store::find(work.tx(), id).await?.ok_or_else(absent)?;
    let account = AccountId::from_uuid(seen.account_id);
    wallet::lock_account(work, account).await?;
    let row = store::lock(work, id).await?.ok_or_else(absent)?;
    let currency = wallet::stored_currency(&row.currency)?;
    let due = Money::new(model::due(&row)?, currency);
    Ok(Held { row, id, account, currency, due })
}

fn refuse_unpayable(held: &Held) -> Result<()> {
    match held.row.status {
        Status::Proforma | Status::Open => Ok(()),
        Status::Paid => {
            Err(Error::msg(Code::AlreadyPaid, format!("{} is paid already.", name(&held.row))))
        }
        Status::Void => Err(Error::msg(
            Code::Conflict,
            format!("{} was cancelled; nothing is due on it.", name(&held.row)),
        )),
        Status::Draft => Err(Error::msg(Code::Conflict, "This document is not issued yet.")),
        Status::Uncollectible => Err(Error::msg(
            Code::Conflict,
            format!("{} was written off; its recovery is booked otherwise.", name(&held.row)),
        )),
    }
}

/// Final in the ledger, numbered, paid.
async fn complete(work: &mut Work, held: &Held, why: Option<String>) -> Result<()> {
    let number = if held.row.number.is_none() {
        finalise(work, held, why).await?;
        Some(take_number(work).await?)
    } else {
        None
    };
    if !store::mark_paid(work, held.id, number.as_ref()).await? {
        return Err(lost_race("invoice"));
    }
    let spelled = number.map(|n| n.number).or_else(|| held.row.number.clone()).unwrap_or_default();
    work.audit(Audit::of("invoice.paid", "invoice", held.id).account(held.account).change(
        serde_json::json!({ "status": held.row.status }),
        serde_json::json!({ "number": spelled }),
    ));
    work.activity(Activity {
        account: held.account,
        service: None,
        kind: "invoice.paid",
        summary: format!("{spelled} is paid"),
    });
    work.emit(Event::InvoicePaid { invoice: held.id });
    Ok(())
}

/// E21: what the document sells is owed now, and the tax in it to the tax office.
async fn finalise(work: &Work, held: &Held, why: Option<String>) -> Result<()> {
    let receivable = Acct::Receivable(held.account);
    let net = held.row.total.checked_sub(held.row.tax).unwrap_or_default();
    let mut transfers = vec![Transfer {
        debit: receivable.clone(),
        credit: Acct::DeferredRevenue,
        amount: Money::new(net, held.currency),
    }];
    let jurisdiction = store::seller(&held.row)?.jurisdiction().to_owned();
    for (rate, tax) in store::taxes_by_rate(work.tx(), held.id, held.currency).await? {
        transfers.push(Transfer {
            debit: receivable.clone(),
            credit: Acct::TaxPayable { jurisdiction: jurisdiction.clone(), rate },
            amount: tax,
        });
    }
    transfers.retain(|transfer| !transfer.amount.is_zero());
    if transfers.is_empty() {
        return Ok(());
    }
    let entry = Entry {
        event_key: format!("invoice:{}:finalised", held.id),
        kind: EntryKind::InvoiceFinalised,
        reason: why,
        effective_on: None,
        correlation: Some(held.id.to_string()),
        transfers,
    };
    post(work, entry).await.map(|_| ())
}

/// The next number of the year's series. Its row stays locked to the commit, which keeps numbers contiguous:
/// a transaction that fails gives its number back before the next one reads it.
async fn take_number(work: &Work) -> Result<store::Numbered> {
    let company = settings::company(work.tx()).await?;
    let series = number::series(&company.number_prefix, work.today());
    let no = store::next_in_series(work, &series).await?;
    let number = number::number(&series, no, company.number_padding).ok_or_else(|| {
        Error::internal(format!("the series {series} is full; choose a shorter prefix or padding"))
    })?;
    Ok(store::Numbered { series, no, number })
}

fn note_payment(work: &mut Work, held: &Held, funded: &Funded, left: Money) {
    work.audit(
        Audit::of("payment.received", "payment", funded.payment).account(held.account).change(
            None::<()>,
            serde_json::json!({
                "invoice": held.id, "entry": funded.entry, "method": funded.method,
                "applied": funded.applied, "excess": funded.excess,
            }),
        ),
    );
    if !left.is_zero() {
        work.activity(Activity {
            account: held.account,
            service: None,
            kind: "payment.received",
            summary: format!(
                "{} received for {}; {} is still due",
                funded.applied.format_symbol(),
                name(&held.row),
                left.format_symbol()
            ),
        });
    }
    if !funded.excess.is_zero() {
        work.activity(Activity {
            account: held.account,
            service: None,
            kind: "wallet.credited",
            summary: format!(
                "{} was paid more than due on {} and is in the wallet",
                funded.excess.format_symbol(),
                name(&held.row)
            ),
        });
    }
}

/// The document as people call it: its number, or before that its reference.
pub(super) fn name(row: &Model) -> &str {
    row.number.as_deref().unwrap_or(&row.reference)
}
