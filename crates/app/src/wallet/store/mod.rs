//! Queries of the ledger and the wallets.

mod entries;
mod people;
mod rows;
mod statement;
mod topups;

pub(super) use entries::{
    find_entry, insert_entry, insert_transfers, is_reversed, owner_of, transfers_of, wallet_of_line,
};
pub(super) use people::{find_account, find_holder, is_member, lock_account, renewals};
pub(super) use rows::{
    find_wallet, insert_ledger_account, ledger_account, ledger_accounts, lock_wallet,
    wallet_balance,
};
pub(super) use statement::{Bounds, LineRow, statement_of_entry, statement_page, with_facts};
pub(super) use topups::{approve_topup, insert_topup};
