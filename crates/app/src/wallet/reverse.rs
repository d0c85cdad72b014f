//! Undoing an entry: the same transfers the other way round, once.
//!
//! Only entries that stand for themselves can be reversed here; one that belongs to a top-up, a payment or a
//! document is corrected there. Money that was spent meanwhile can't be taken back.

use kn_core::code::Code;
use kn_core::ids::{AccountId, EntryId, LedgerAccountId, TransferId};
use kn_core::money::Money;
use kn_db::entities::{ledger_account, ledger_entry, ledger_transfer};

use super::adjust::{checked_reason, refuse_own_account};
use super::debit;
use super::model::{EntryKind, WalletLine};
use super::post::{Head, Line, Posted, Posting, write};
use super::{statement, store, stored_currency};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::work::Work;

/// Undoes the adjustment behind a line of a wallet's statement. Staff only.
///
/// # Errors
/// `not_found`; `conflict` if it was undone before or belongs to a record; `insufficient_funds` if the money
/// was spent; `step_up_required`.
pub async fn reverse_line(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    line: TransferId,
    reason: &str,
) -> Result<Answer<WalletLine>> {
    actor.require(Permission::WalletAdjust)?;
    actor.require_fresh(app.now())?;
    let reason = checked_reason(reason)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, reason) = (idem.clone(), reason.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            let account = store::wallet_of_line(work.tx(), line).await?;
            let (account, entry) = account.ok_or_else(|| Error::not_found("wallet line"))?;
            refuse_own_account(work, account).await?;
            let posted = reverse(work, entry, &reason).await?;
            work.audit(
                Audit::of("wallet.reversed", "ledger_entry", entry)
                    .account(account)
                    .reason(Some(reason)),
            );
            let line = statement::line_of_entry(work, account, posted.entry).await?;
            idempotency::store(work, &idem, line).await
        })
    })
    .await
}

/// Posts the reversal of an entry.
///
/// # Errors
/// `not_found`; `conflict` if it was reversed before or belongs to a record; `insufficient_funds`.
pub async fn reverse(work: &Work, entry: EntryId, reason: &str) -> Result<Posted> {
    let row = store::find_entry(work.tx(), entry).await?;
    let row = row.ok_or_else(|| Error::not_found("ledger entry"))?;
    refuse_bound(&row)?;
    let transfers = store::transfers_of(work.tx(), entry).await?;
    let owner = store::owner_of(work.tx(), &transfers).await?;
    if let Some(owner) = owner {
        super::lock_account(work, owner).await?;
    }
    // Said before the balance is looked at: who undid it already need not hear that the money is gone.
    if store::is_reversed(work.tx(), entry).await? {
        return Err(twice());
    }
    let mut lines = Vec::with_capacity(transfers.len());
    for transfer in &transfers {
        lines.push(mirrored(transfer)?);
    }
    ensure_covered(work, &lines).await?;
    let key = format!("entry:{entry}:reversed");
    let head = Head {
        event_key: &key,
        kind: EntryKind::Reversal,
        reason: Some(reason),
        effective_on: None,
        correlation: row.correlation.as_deref(),
        reverses: Some(entry),
    };
    match write(work, head, &lines).await? {
        Posting::Posted(posted) => Ok(posted),
        Posting::Duplicate => Err(twice()),
    }
}

fn refuse_bound(row: &ledger_entry::Model) -> Result<()> {
    let kind = EntryKind::parse(&row.kind);
    match kind {
        Some(kind) if kind.reversible() => Ok(()),
        Some(EntryKind::Reversal) => Err(Error::msg(
            Code::Conflict,
            "A reversal is not reversed again; make a new adjustment instead.",
        )),
        _ => Err(Error::msg(
            Code::Conflict,
            "This line belongs to a payment, a top-up or an invoice and is corrected there.",
        )),
    }
}

fn mirrored(transfer: &ledger_transfer::Model) -> Result<Line> {
    Ok(Line {
        debit: LedgerAccountId::from_uuid(transfer.credit_account),
        credit: LedgerAccountId::from_uuid(transfer.debit_account),
        amount: Money::new(transfer.amount, stored_currency(&transfer.currency)?),
    })
}

/// Says in time, and with numbers, when a wallet does not hold what the reversal takes back.
async fn ensure_covered(work: &Work, lines: &[Line]) -> Result<()> {
    for line in lines {
        let debited: Option<ledger_account::Model> =
            store::ledger_account(work.tx(), line.debit).await?;
        let owner = debited.filter(|row| row.bounded).and_then(|row| row.owner_id);
        if let Some(owner) = owner {
            debit::ensure_funds(work, AccountId::from_uuid(owner), line.amount).await?;
        }
    }
    Ok(())
}

/// The answer to a second reversal, also when two arrive at once.
pub(super) fn twice() -> Error {
    Error::msg(Code::Conflict, "This line was undone before.")
}
