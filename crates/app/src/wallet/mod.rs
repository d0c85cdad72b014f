//! The ledger and the customers' wallets: double entry, append-only, one business event posted once.
//!
//! Money moves only through [`post`]: an entry names its event by a unique key and holds transfers, each one
//! debit and one credit of the same amount. Wallet and receivable of a customer keep a balance on their row
//! and a statement line per movement, both written by the posting trigger; shared accounts are summed on
//! demand. A mistake is corrected by a reversing entry, never by a change.
//!
//! Invariants: a wallet is never below zero; an event key is posted at most once; an entry is reversed at most
//! once; amounts are 1 to 10^14 minor units of one currency per entry. Locks are taken in one order:
//! the customer's account row, then documents, then ledger accounts ([`lock_account`]).
//!
//! Callers: `invoices` (settling), `payments`, `demo` (top-ups), staff adjustments, `dashboard` and `identity`
//! (balances), the CLI and every test's end ([`verify_books`]).
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

mod accounts;
mod adjust;
mod balance;
mod books;
mod csv;
mod debit;
mod describe;
mod method;
mod model;
mod post;
mod reverse;
mod runway;
mod statement;
mod store;
pub mod topups;

pub use accounts::Acct;
pub use adjust::{Adjustment, adjust, refuse_own_account};
pub use balance::{balance, balance_of};
pub use books::{BooksReport, verify_books};
pub use csv::Csv;
pub use debit::{InvoiceDebit, debit_for_invoice, ensure_funds};
pub use method::{clearing_account, method_label};
pub use model::{EntryKind, Holder, Runway, StatementFilter, Wallet, WalletLine};
pub use post::{Entry, Posted, Posting, Transfer, post, post_once};
pub use reverse::{reverse, reverse_line};
pub use statement::{
    list_transactions, list_transactions_of, transactions_csv, transactions_csv_of,
};

use kn_core::ids::AccountId;
use kn_core::money::Currency;
use kn_db::entities::account;

use crate::error::{Error, Result};
use crate::work::Work;

/// Locks the customer's row until the transaction ends; first lock of everything that moves their money.
pub async fn lock_account(work: &Work, account: AccountId) -> Result<account::Model> {
    store::lock_account(work, account).await?.ok_or_else(|| Error::not_found("account"))
}

/// The currency a row was written in.
pub(crate) fn stored_currency(code: &str) -> Result<Currency> {
    code.parse()
        .map_err(|cause| Error::internal(format!("a row holds the currency {code:?}: {cause}")))
}
