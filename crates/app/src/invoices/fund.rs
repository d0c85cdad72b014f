//! Where the money for a document comes from: the wallet, or outside.

use chrono::NaiveDate;
use kn_core::code::Code;
use kn_core::ids::PaymentId;
use kn_core::money::{MAX_TRANSFER, Money};
use kn_db::entities::invoice::Model;
use kn_db::entities::payment::Method;

use super::settle::{Funded, Held, name};
use super::store;
use crate::error::{Error, Result};
use crate::wallet::{
    self, Acct, Entry, EntryKind, InvoiceDebit, Posted, Posting, Transfer, clearing_account,
    method_label,
};
use crate::work::Work;

/// What pays a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Funding {
    /// The customer's wallet, for all that is due. `reason` is needed when staff do it.
    Wallet { reason: Option<String> },
    /// Money that arrived outside, and was seen to have arrived.
    External(External),
    /// Nothing, for a document on which nothing is due.
    Nothing { reason: Option<String> },
}

/// Money that arrived outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    pub method: Method,
    pub amount: Money,
    /// As people read it; used once per method.
    pub reference: String,
    pub received_on: NaiveDate,
    pub note: Option<String>,
}

impl Funding {
    /// Why the ledger moves, for entries that staff make.
    pub(super) fn reason(&self, row: &Model) -> Option<String> {
        match self {
            Self::Wallet { reason } | Self::Nothing { reason } => reason.clone(),
            Self::External(money) => Some(format!(
                "{} {} received on {} for {}",
                method_label(money.method),
                money.reference,
                money.received_on,
                name(row)
            )),
        }
    }
}

/// A reference as it is compared: upper case, without white space (I16).
pub(crate) fn reference_key(reference: &str) -> String {
    reference.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Posts and records the money; none if nothing is due and nothing came.
pub(super) async fn fund(work: &Work, held: &Held, funding: Funding) -> Result<Option<Funded>> {
    let reason = funding.reason(&held.row);
    match funding {
        Funding::External(money) => external(work, held, money, reason).await.map(Some),
        Funding::Wallet { .. } | Funding::Nothing { .. } if held.due.is_zero() => Ok(None),
        Funding::Wallet { .. } => from_wallet(work, held, reason).await.map(Some),
        Funding::Nothing { .. } => Err(Error::msg(
            Code::Conflict,
            format!("{} is still due on {}.", held.due.format_symbol(), name(&held.row)),
        )),
    }
}

/// E22.
async fn from_wallet(work: &Work, held: &Held, reason: Option<String>) -> Result<Funded> {
    let attempt = store::count_payments(work.tx(), held.id).await?.saturating_add(1);
    let debit =
        InvoiceDebit { account: held.account, invoice: held.id, attempt, amount: held.due, reason };
    let posted = wallet::debit_for_invoice(work, debit).await?;
    let money = External {
        method: Method::Wallet,
        amount: held.due,
        reference: held.row.reference.clone(),
        received_on: work.today(),
        note: None,
    };
    record(work, held, &posted, &money, held.due).await
}

/// E24, with E31 (too little) and E32 (too much).
async fn external(
    work: &Work,
    held: &Held,
    money: External,
    reason: Option<String>,
) -> Result<Funded> {
    check(held, &money)?;
    let clearing = clearing_account(money.method).ok_or_else(|| unsupported(money.method))?;
    let key = reference_key(&money.reference);
    if store::reference_used(work.tx(), money.method, &key).await? {
        return Err(taken());
    }
    let applied = money.amount.min(held.due)?;
    let excess = money.amount.checked_sub(applied)?;
    let mut transfers = vec![Transfer {
        debit: clearing.clone(),
        credit: Acct::Receivable(held.account),
        amount: applied,
    }];
    if !excess.is_zero() {
        let wallet = Acct::Wallet(held.account);
        transfers.push(Transfer { debit: clearing, credit: wallet, amount: excess });
    }
    let entry = Entry {
        event_key: format!("invoice:{}:external:{}:{key}", held.id, money.method),
        kind: EntryKind::PaymentReceived,
        reason,
        effective_on: Some(money.received_on),
        correlation: Some(held.id.to_string()),
        transfers,
    };
    match wallet::post_once(work, entry).await? {
        Posting::Posted(posted) => record(work, held, &posted, &money, applied).await,
        Posting::Duplicate => Err(taken()),
    }
}

fn check(held: &Held, money: &External) -> Result<()> {
    if money.amount.currency() != held.currency {
        let why = format!("{} is to be paid in {}.", name(&held.row), held.currency);
        return Err(Error::field("amount", Code::Invalid, why));
    }
    if !(1..=MAX_TRANSFER).contains(&money.amount.amount()) {
        return Err(Error::field("amount", Code::OutOfRange, "Please give an amount above zero."));
    }
    if held.due.is_zero() {
        let why = format!("Nothing is due on {}.", name(&held.row));
        return Err(Error::msg(Code::Conflict, why));
    }
    Ok(())
}

async fn record(
    work: &Work,
    held: &Held,
    posted: &Posted,
    money: &External,
    applied: Money,
) -> Result<Funded> {
    let transfer = posted.transfers.first().copied();
    let transfer = transfer.ok_or_else(|| Error::internal("an entry without transfers"))?;
    let payment: PaymentId = work.new_id();
    let key = reference_key(&money.reference);
    store::insert_payment(work, held, payment, posted.entry, money, &key).await?;
    Ok(Funded {
        method: money.method,
        entry: posted.entry,
        transfer,
        applied,
        excess: money.amount.checked_sub(applied)?,
        payment,
    })
}

fn unsupported(method: Method) -> Error {
    let why = format!("{} is no way for money to come in.", method_label(method));
    Error::field("method", Code::Unsupported, why)
}

/// The same reference was recorded before, here or on another document.
pub(super) fn taken() -> Error {
    Error::field(
        "reference",
        Code::Taken,
        "A payment with this reference was recorded before. Each bank reference or transaction counts once.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_are_compared_without_blanks_and_case() {
        assert_eq!(reference_key(" wire 20\t45-x "), "WIRE2045-X");
        assert_eq!(reference_key("straße"), reference_key("STRASSE"));
    }

    proptest! {
        #[test]
        fn a_reference_key_is_a_fixed_point(reference in "\\PC{0,60}") {
            let key = reference_key(&reference);
            prop_assert!(!key.contains(char::is_whitespace));
            prop_assert_eq!(reference_key(&key), key);
        }
    }
}
