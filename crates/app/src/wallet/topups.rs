//! Top-ups: a claim to have paid becomes money when a second person approves it.
//!
//! States: `awaiting_payment → submitted → in_review → approved | rejected`, with `needs_info`, `cancelled`,
//! `expired`, `reversed` beside. Invariants: approved ⇔ an entry stands in the ledger; the approver is never
//! the requester; the amount posted is the verified one. So far only [`post_approved`] exists, for sample data.

use chrono::NaiveDate;
use kn_core::code::Code;
use kn_core::ids::{AccountId, EntryId, TopupId, UserId};
use kn_core::money::Money;
use kn_db::entities::payment::Method;

use super::accounts::Acct;
use super::method::{clearing_account, method_label};
use super::model::EntryKind;
use super::post::{Entry, Transfer, post};
use super::store;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Result};
use crate::work::Work;

/// A top-up that was requested, paid and verified.
#[derive(Debug, Clone)]
pub struct NewApprovedTopup {
    pub account: AccountId,
    pub requested_by: UserId,
    /// Never the requester.
    pub reviewed_by: UserId,
    pub method: Method,
    /// The verified amount.
    pub amount: Money,
    /// Unique over all top-ups.
    pub reference: String,
    /// The day the money arrived.
    pub value_date: NaiveDate,
}

/// What an approved top-up left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprovedTopup {
    pub topup: TopupId,
    pub entry: EntryId,
}

/// Takes a top-up through its states to `approved` and posts E02: Dr clearing / Cr wallet.
///
/// # Errors
/// `forbidden` if the reviewer asked for it; `taken` if the reference was used before.
pub async fn post_approved(work: &mut Work, new: NewApprovedTopup) -> Result<ApprovedTopup> {
    if new.reviewed_by == new.requested_by {
        return Err(Error::msg(Code::Forbidden, "Nobody approves a top-up of their own."));
    }
    let Some(clearing) = clearing_account(new.method) else {
        return Err(Error::field(
            "method",
            Code::Unsupported,
            "A wallet is not topped up from a wallet.",
        ));
    };
    super::lock_account(work, new.account).await?;
    let topup: TopupId = work.new_id();
    store::insert_topup(work, topup, &new).await?;
    let entry = Entry {
        event_key: format!("topup:{topup}:approved"),
        kind: EntryKind::Topup,
        reason: Some(format!("{} {} verified", method_label(new.method), new.reference)),
        effective_on: Some(new.value_date),
        correlation: Some(topup.to_string()),
        transfers: vec![Transfer {
            debit: clearing,
            credit: Acct::Wallet(new.account),
            amount: new.amount,
        }],
    };
    let posted = post(work, entry).await?;
    store::approve_topup(work, topup, &new, posted.entry).await?;
    work.audit(Audit::of("topup.approved", "topup", topup).account(new.account).change(
        None::<()>,
        serde_json::json!({ "amount": new.amount, "reference": new.reference }),
    ));
    work.activity(Activity {
        account: new.account,
        service: None,
        kind: "wallet.topped_up",
        summary: format!("Wallet topped up with {}", new.amount.format_symbol()),
    });
    Ok(ApprovedTopup { topup, entry: posted.entry })
}
