//! Issuing a document: draft, lines, proforma, in one transaction.

use chrono::NaiveDate;
use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, InvoiceId, OrderId};
use kn_core::money::Money;
use kn_core::tax::TaxRate;

use super::model::{LineKind, RevenueLine};
use super::snapshot::{Buyer, Seller};
use super::{lines, number, store};
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::work::Work;
use crate::{counters, settings, wallet};

/// What to ask a customer to pay.
#[derive(Debug, Clone)]
pub struct NewInvoice {
    pub account: AccountId,
    /// The order it bills; its row may be written later in the same transaction.
    pub order: Option<OrderId>,
    pub lines: Vec<NewLine>,
    /// The last day to pay.
    pub due_on: NaiveDate,
    /// Shown beneath the totals.
    pub notes: Option<String>,
}

/// One line, priced and taxed; `discount` and `tax` are of the whole line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    pub kind: LineKind,
    pub revenue_line: RevenueLine,
    pub description: String,
    /// Second, smaller line, e.g. the hostname.
    pub detail: Option<String>,
    pub cycle: Option<Cycle>,
    pub period_start: Option<NaiveDate>,
    /// The first day not covered.
    pub period_end: Option<NaiveDate>,
    pub quantity: i64,
    pub unit_amount: Money,
    pub discount: Money,
    pub tax_rate: TaxRate,
    pub tax: Money,
}

/// Writes a proforma with the next reference of the year; totals follow from the lines, and seller, buyer and
/// brand are frozen as they stand today.
///
/// # Errors
/// `not_found` for an unknown account; `internal` for lines that make no document.
pub async fn issue(work: &mut Work, new: NewInvoice) -> Result<InvoiceId> {
    let account = wallet::lock_account(work, new.account).await?;
    let currency = wallet::stored_currency(&account.currency)?;
    let totals = lines::totals(currency, &new.lines).map_err(Error::internal)?;
    let company = settings::company(work.tx()).await?;
    let branding = settings::branding(work.tx()).await?;
    let counter = number::reference_counter(work.today());
    store::ensure_counter(work, &counter).await?;
    let reference = number::reference(work.today(), counters::next_number(work, &counter).await?);
    let id: InvoiceId = work.new_id();
    let draft = store::Draft {
        id,
        account: new.account,
        order: new.order,
        reference: &reference,
        totals,
        due_on: new.due_on,
        seller: serde_json::to_value(Seller::of(company, &branding))?,
        buyer: serde_json::to_value(Buyer::of(&account))?,
        notes: new.notes.as_deref(),
    };
    store::insert_draft(work, draft).await?;
    store::insert_lines(work, id, &new.lines).await?;
    store::mark_issued(work, id).await?;
    work.audit(
        Audit::of("invoice.issued", "invoice", id).account(new.account).change(
            None::<()>,
            serde_json::json!({ "reference": reference, "total": totals.total }),
        ),
    );
    Ok(id)
}
