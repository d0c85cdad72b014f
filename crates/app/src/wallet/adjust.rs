//! Staff put money into a wallet or take it out, with a reason; Dr refunds_and_allowances / Cr wallet.

use kn_core::code::Code;
use kn_core::ids::AccountId;
use kn_core::money::{Currency, MAX_TRANSFER, Money};
use kn_core::text::clean_text;
use kn_db::entities::ActorKind;

use super::accounts::Acct;
use super::model::{EntryKind, Holder, WalletLine};
use super::post::{Entry, Transfer, post};
use super::{debit, statement, store, stored_currency};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{Activity, Audit};
use crate::error::{Error, Faults, Result};
use crate::idempotency::{self, Answer, IdempotencyKey};
use crate::work::Work;

/// The most characters a reason may have.
const MAX_REASON: usize = 500;
/// The fewest.
const MIN_REASON: usize = 3;

/// A change of a balance by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Signed: negative takes out.
    pub amount: Money,
    /// For the books and the audit trail; the customer does not see it.
    pub reason: String,
}

/// Changes a customer's balance. Staff only, never for an account of one's own.
///
/// # Errors
/// `validation_failed`; `insufficient_funds` if more is taken than there is; `forbidden` for a member of the
/// account; `step_up_required`; `not_found`.
pub async fn adjust(
    app: &App,
    actor: &Actor,
    idem: &IdempotencyKey,
    holder: Holder,
    adjustment: Adjustment,
) -> Result<Answer<WalletLine>> {
    actor.require(Permission::WalletAdjust)?;
    actor.require_fresh(app.now())?;
    let adjustment = checked(&adjustment)?;
    let idem = idem.clone();
    app.transact(actor, move |work| {
        let (idem, adjustment) = (idem.clone(), adjustment.clone());
        Box::pin(async move {
            if let Some(answer) = idempotency::find(work, &idem).await? {
                return Ok(answer);
            }
            let line = apply(work, holder, &adjustment).await?;
            idempotency::store(work, &idem, line).await
        })
    })
    .await
}

async fn apply(work: &mut Work, holder: Holder, adjustment: &Adjustment) -> Result<WalletLine> {
    let account = store::find_holder(work.tx(), holder).await?;
    let account = account.ok_or_else(|| Error::not_found("account"))?;
    same_currency(adjustment.amount, stored_currency(&account.currency)?)?;
    let account = AccountId::from_uuid(account.id);
    refuse_own_account(work, account).await?;
    super::lock_account(work, account).await?;
    let transfer = transfer(account, adjustment.amount)?;
    if transfer.debit == Acct::Wallet(account) {
        debit::ensure_funds(work, account, transfer.amount).await?;
    }
    let entry = Entry {
        event_key: format!("adjustment:{}", work.new_uuid()),
        kind: EntryKind::Adjustment,
        reason: Some(adjustment.reason.clone()),
        effective_on: None,
        correlation: None,
        transfers: vec![transfer],
    };
    let posted = post(work, entry).await?;
    let line = statement::line_of_entry(work, account, posted.entry).await?;
    note(work, account, adjustment, &line);
    Ok(line)
}

/// A gift grows the wallet at the cost of allowances; taking out does the opposite.
fn transfer(account: AccountId, amount: Money) -> Result<Transfer> {
    let (wallet, allowances) = (Acct::Wallet(account), Acct::RefundsAndAllowances);
    Ok(if amount.is_negative() {
        Transfer { debit: wallet, credit: allowances, amount: amount.negated()? }
    } else {
        Transfer { debit: allowances, credit: wallet, amount }
    })
}

fn note(work: &mut Work, account: AccountId, adjustment: &Adjustment, line: &WalletLine) {
    let before = line.balance.checked_sub(line.amount).ok();
    work.audit(
        Audit::of("wallet.adjusted", "account", account)
            .account(account)
            .change(before, line.balance)
            .reason(Some(adjustment.reason.clone())),
    );
    let way = if line.amount.is_negative() { "Taken out of" } else { "Added to" };
    let amount = Money::new(
        i64::try_from(line.amount.amount().unsigned_abs()).unwrap_or(i64::MAX),
        line.amount.currency(),
    );
    work.activity(Activity {
        account,
        service: None,
        kind: "wallet.adjusted",
        summary: format!("{way} the wallet: {}", amount.format_symbol()),
    });
}

fn checked(adjustment: &Adjustment) -> Result<Adjustment> {
    let mut faults = Faults::default();
    let amount = adjustment.amount.amount();
    if amount == 0 || amount.unsigned_abs() > MAX_TRANSFER.unsigned_abs() {
        faults.add(
            "amount",
            Code::OutOfRange,
            "Please give an amount that is not zero and not absurdly large.",
        );
    }
    let reason = match checked_reason(&adjustment.reason) {
        Ok(reason) => reason,
        Err(fault) => {
            for field in fault.field_errors() {
                faults.add(&field.field, field.code, field.message.clone());
            }
            String::new()
        }
    };
    faults.finish()?;
    Ok(Adjustment { amount: adjustment.amount, reason })
}

/// The reason a member of staff gave: 3 to 500 characters.
pub(super) fn checked_reason(reason: &str) -> Result<String> {
    let reason = clean_text(reason, MAX_REASON)
        .map_err(|fault| Error::field("reason", fault.code(), format!("The reason {fault}.")))?;
    if reason.chars().count() < MIN_REASON {
        return Err(Error::field(
            "reason",
            Code::TooShort,
            "Please say why in at least three characters.",
        ));
    }
    Ok(reason)
}

fn same_currency(amount: Money, currency: Currency) -> Result<()> {
    if amount.currency() == currency {
        return Ok(());
    }
    Err(Error::field(
        "amount",
        Code::Invalid,
        format!("This account is kept in {currency}, not in {}.", amount.currency()),
    ))
}

/// Nobody moves money of an account they belong to.
///
/// # Errors
/// `forbidden`, unless the program itself acts.
pub async fn refuse_own_account(work: &Work, account: AccountId) -> Result<()> {
    if work.actor().kind() == ActorKind::System {
        return Ok(());
    }
    let user = work.actor().require_user()?;
    if store::is_member(work.tx(), user, account).await? {
        return Err(Error::msg(
            Code::Forbidden,
            "You are a member of this account; somebody else has to do this.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    fn given(amount: i64, reason: &str) -> Result<Adjustment> {
        checked(&Adjustment { amount: usd(amount), reason: reason.to_owned() })
    }

    #[test]
    fn both_faults_are_told_at_once() {
        let error = given(0, "  x ").unwrap_err();
        let fields: Vec<&str> = error.field_errors().iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["amount", "reason"]);
        assert_eq!(given(5, " outage ").unwrap().reason, "outage");
        assert!(given(5, &"x".repeat(501)).is_err());
        assert!(given(i64::MIN, "outage").is_err());
    }

    #[test]
    fn another_currency_is_refused() {
        assert!(same_currency(usd(1), Currency::USD).is_ok());
        assert!(same_currency(usd(1), Currency::EUR).is_err());
    }

    proptest! {
        #[test]
        fn the_sign_decides_the_direction_and_the_amount_stays(amount in -MAX_TRANSFER..=MAX_TRANSFER) {
            prop_assume!(amount != 0);
            let account = AccountId::from_uuid(Uuid::from_u128(7));
            let transfer = transfer(account, usd(amount)).unwrap();
            prop_assert_eq!(transfer.amount.amount(), amount.abs());
            let to_wallet = transfer.credit == Acct::Wallet(account);
            prop_assert_eq!(to_wallet, amount > 0);
        }
    }
}
