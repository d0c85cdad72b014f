//! Taking money out of a wallet: never more than it holds.
//!
//! The customer's row and then the wallet's row are locked before the balance is read, so that of many
//! payments at once exactly those succeed that the balance pays for. The CHECK on the row stands behind.

use std::cmp::Ordering;

use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId};
use kn_core::money::Money;

use super::accounts::Acct;
use super::model::EntryKind;
use super::post::{Entry, Posted, Transfer, post};
use super::store;
use crate::error::{Error, Result};
use crate::work::Work;

/// A document to be paid from the wallet of its customer.
#[derive(Debug, Clone)]
pub struct InvoiceDebit {
    pub account: AccountId,
    pub invoice: InvoiceId,
    /// Counts the document's wallet payments from 1.
    pub attempt: u64,
    pub amount: Money,
    /// Why, if staff do it on the customer's behalf.
    pub reason: Option<String>,
}

/// E22: Dr wallet / Cr receivable.
///
/// # Errors
/// `insufficient_funds` with `needed`, `available` and `shortfall`; nothing is written then.
pub async fn debit_for_invoice(work: &Work, debit: InvoiceDebit) -> Result<Posted> {
    ensure_funds(work, debit.account, debit.amount).await?;
    let entry = Entry {
        event_key: format!("invoice:{}:pay:{}", debit.invoice, debit.attempt),
        kind: EntryKind::InvoicePayment,
        reason: debit.reason,
        effective_on: None,
        correlation: Some(debit.invoice.to_string()),
        transfers: vec![Transfer {
            debit: Acct::Wallet(debit.account),
            credit: Acct::Receivable(debit.account),
            amount: debit.amount,
        }],
    };
    post(work, entry).await
}

/// Locks the wallet and refuses if it holds less than `needed`.
///
/// # Errors
/// `insufficient_funds` with `needed`, `available` and `shortfall`.
pub async fn ensure_funds(work: &Work, account: AccountId, needed: Money) -> Result<()> {
    super::lock_account(work, account).await?;
    let available = store::lock_wallet(work, account, needed.currency()).await?;
    if available.checked_cmp(needed)? == Ordering::Less {
        return Err(short(needed, available)?);
    }
    Ok(())
}

fn short(needed: Money, available: Money) -> Result<Error> {
    let shortfall = needed.checked_sub(available)?;
    let detail = format!(
        "The wallet holds {}, but {} is needed: {} more. Top up and try again.",
        available.format_symbol(),
        needed.format_symbol(),
        shortfall.format_symbol(),
    );
    Ok(Error::msg(Code::InsufficientFunds, detail)
        .with("needed", needed)
        .with("available", available)
        .with("shortfall", shortfall))
}

/// The same refusal where the database said no and the balance can't be read any more.
pub(super) fn too_little() -> Error {
    Error::msg(Code::InsufficientFunds, "The wallet holds too little for this.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::money::Currency;

    #[test]
    fn the_refusal_says_what_is_missing() {
        let usd = |amount| Money::new(amount, Currency::USD);
        let error = short(usd(1999), usd(500)).unwrap();
        assert_eq!(error.code(), Code::InsufficientFunds);
        assert!(error.detail().contains("$14.99"), "{}", error.detail());
        let data = serde_json::to_value(error.data()).unwrap();
        assert_eq!(data["needed"]["amount"], 1999);
        assert_eq!(data["available"]["amount"], 500);
        assert_eq!(data["shortfall"]["amount"], 1499);
    }
}
