//! Posting: the one way money moves.
//!
//! Debits equal credits by construction (every transfer has both). What else must hold is checked here before
//! anything is written, and once more by the database.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kn_core::code::Code;
use kn_core::ids::{EntryId, LedgerAccountId, TransferId};
use kn_core::money::{Currency, MAX_TRANSFER, Money};
use kn_db::entities::ActorKind;

use super::accounts::{self, Acct};
use super::debit;
use super::model::EntryKind;
use super::store;
use crate::error::{Error, Result};
use crate::work::Work;

/// The most transfers one entry may hold.
const MAX_LINES: usize = 64;

/// One movement: `amount` on the debit side of one account and on the credit side of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub debit: Acct,
    pub credit: Acct,
    pub amount: Money,
}

/// One business event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names the event for ever, e.g. `topup:{id}:approved`; posted at most once.
    pub event_key: String,
    pub kind: EntryKind,
    /// Why a person did it; staff must say.
    pub reason: Option<String>,
    /// The business day it counts for; today if none.
    pub effective_on: Option<NaiveDate>,
    /// What it belongs to, for people who read the ledger.
    pub correlation: Option<String>,
    pub transfers: Vec<Transfer>,
}

/// An entry that stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub entry: EntryId,
    /// In the order of the entry's transfers.
    pub transfers: Vec<TransferId>,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posting {
    Posted(Posted),
    /// The event was posted before; nothing was written.
    Duplicate,
}

/// Why an entry is not one; a fault of ours, never of the caller's caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum EntryFault {
    #[error("an event key has 1 to 200 characters")]
    Key,
    #[error("an entry has 1 to {MAX_LINES} transfers, not {0}")]
    Lines(usize),
    #[error("a transfer moves 1 to {MAX_TRANSFER} minor units, not {0}")]
    Amount(i64),
    #[error("an entry has one currency, not {0} and {1}")]
    Currencies(Currency, Currency),
    #[error("a transfer goes from one account to another, not from {0:?} to itself")]
    SameAccount(Acct),
    #[error("one entry belongs to one customer")]
    Owners,
    #[error("an entry made by staff says why")]
    Reason,
}

/// Posts an entry whose event must not have been posted before.
///
/// # Errors
/// `conflict` if it was; `insufficient_funds` if a wallet would go below zero.
pub async fn post(work: &Work, entry: Entry) -> Result<Posted> {
    let key = entry.event_key.clone();
    match post_once(work, entry).await? {
        Posting::Posted(posted) => Ok(posted),
        Posting::Duplicate => Err(Error::msg(
            Code::Conflict,
            format!("This was booked before ({key}); nothing was changed."),
        )),
    }
}

/// Posts an entry, or says that its event was posted before.
///
/// # Errors
/// `insufficient_funds` if a wallet would go below zero.
pub async fn post_once(work: &Work, entry: Entry) -> Result<Posting> {
    let currency = check(&entry, work.actor().kind()).map_err(Error::internal)?;
    let sides: Vec<&Acct> = entry.transfers.iter().flat_map(|t| [&t.debit, &t.credit]).collect();
    let rows = accounts::ensure(work, currency, &sides).await?;
    let lines: Vec<Line> = entry
        .transfers
        .iter()
        .zip(rows.chunks_exact(2))
        .filter_map(|(transfer, pair)| match pair {
            [debit, credit] => {
                Some(Line { debit: *debit, credit: *credit, amount: transfer.amount })
            }
            _ => None,
        })
        .collect();
    write(work, Head::of(&entry), &lines).await
}

/// What an entry's row says, beside its lines.
pub(super) struct Head<'e> {
    pub(super) event_key: &'e str,
    pub(super) kind: EntryKind,
    pub(super) reason: Option<&'e str>,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) correlation: Option<&'e str>,
    pub(super) reverses: Option<EntryId>,
}

impl<'e> Head<'e> {
    fn of(entry: &'e Entry) -> Self {
        Self {
            event_key: &entry.event_key,
            kind: entry.kind,
            reason: entry.reason.as_deref(),
            effective_on: entry.effective_on,
            correlation: entry.correlation.as_deref(),
            reverses: None,
        }
    }
}

/// A transfer between rows of the ledger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) debit: LedgerAccountId,
    pub(super) credit: LedgerAccountId,
    pub(super) amount: Money,
}

/// Writes a checked entry.
pub(super) async fn write(work: &Work, head: Head<'_>, lines: &[Line]) -> Result<Posting> {
    let entry: EntryId = work.new_id();
    if !store::insert_entry(work, entry, &head).await? {
        return Ok(Posting::Duplicate);
    }
    let transfers: Vec<TransferId> = lines.iter().map(|_| work.new_id()).collect();
    store::insert_transfers(work, entry, &transfers, lines).await.map_err(|cause| {
        // The caller looked before; this is the last line of defence, and the balance can't be read now.
        if kn_db::check_violation(&cause).as_deref() == Some("ledger_accounts_not_below_zero") {
            debit::too_little()
        } else {
            cause.into()
        }
    })?;
    Ok(Posting::Posted(Posted { entry, transfers }))
}

pub(super) fn check(entry: &Entry, actor: ActorKind) -> Result<Currency, EntryFault> {
    if !(1..=200).contains(&entry.event_key.chars().count()) {
        return Err(EntryFault::Key);
    }
    if actor == ActorKind::Staff && entry.reason.as_deref().is_none_or(|r| r.trim().is_empty()) {
        return Err(EntryFault::Reason);
    }
    let lines = entry.transfers.len();
    let currency = entry.transfers.first().map(|t| t.amount.currency());
    let Some(currency) = currency.filter(|_| lines <= MAX_LINES) else {
        return Err(EntryFault::Lines(lines));
    };
    let mut owners = BTreeSet::new();
    for transfer in &entry.transfers {
        if !(1..=MAX_TRANSFER).contains(&transfer.amount.amount()) {
            return Err(EntryFault::Amount(transfer.amount.amount()));
        }
        if transfer.amount.currency() != currency {
            return Err(EntryFault::Currencies(currency, transfer.amount.currency()));
        }
        if transfer.debit == transfer.credit {
            return Err(EntryFault::SameAccount(transfer.debit.clone()));
        }
        owners.extend(transfer.debit.owner().into_iter().chain(transfer.credit.owner()));
    }
    // Two customers in one transaction could wait for each other (MONEY.md §1.1).
    if owners.len() > 1 { Err(EntryFault::Owners) } else { Ok(currency) }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
mod tests;
