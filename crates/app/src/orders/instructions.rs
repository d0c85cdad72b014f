//! How to pay an order that waits for money from outside.

use chrono::NaiveDate;
use kn_core::money::Money;
use sea_orm::ConnectionTrait;

use super::model::{PaymentInstructions, PaymentMethod};
use crate::error::Result;
use crate::settings::{self, BankAccount};

/// Where to pay what is due; none for methods that need no instructions.
pub(super) async fn instructions(
    conn: &impl ConnectionTrait,
    method: PaymentMethod,
    due: Money,
    reference: &str,
    due_on: NaiveDate,
) -> Result<Option<PaymentInstructions>> {
    if !matches!(method, PaymentMethod::BankTransfer | PaymentMethod::Crypto) {
        return Ok(None);
    }
    let payments = settings::payments(conn).await?;
    let by_bank = method == PaymentMethod::BankTransfer;
    Ok(Some(PaymentInstructions {
        method,
        amount: due,
        reference: reference.to_owned(),
        due_on,
        bank_accounts: if by_bank { fitting(payments.bank_accounts, due) } else { Vec::new() },
        crypto: if by_bank { Vec::new() } else { payments.crypto_addresses },
        instructions: payments.instructions,
    }))
}

/// The accounts kept in the currency that is due; all of them if none is.
fn fitting(accounts: Vec<BankAccount>, due: Money) -> Vec<BankAccount> {
    let same = |account: &BankAccount| account.currency == due.currency().code();
    if accounts.iter().any(same) { accounts.into_iter().filter(same).collect() } else { accounts }
}
