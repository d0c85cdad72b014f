//! The ledger: transfers, entries, accounts, the statement, and what SQLite alone would let through.

use super::super::Reason::{Check, ForeignKey, Guard, Type, Unique};
use super::super::{Case, On, Reason};
use super::{after, case, only};

pub(super) fn cases() -> Vec<Case> {
    [transfers(), entries(), accounts(), statement(), sqlite_holes()]
        .into_iter()
        .flatten()
        .collect()
}

fn entry(event_key: &str) -> String {
    format!(
        "INSERT INTO ledger_entries (id, event_key, kind, actor_kind, effective_on, created_at) \
         VALUES ({{new}}, '{event_key}', 'test', 'system', '2030-01-01', {{now}})"
    )
}

/// Columns after the verb, so that `INSERT OR …` can be put before them.
fn transfer(debit: &str, credit: &str, currency: &str, amount: &str) -> String {
    transfer_row("new2", "new", "1", [debit, credit, currency, amount])
}

fn transfer_row(id: &str, entry: &str, line: &str, rest: [&str; 4]) -> String {
    let [debit, credit, currency, amount] = rest;
    format!(
        "INTO ledger_transfers (id, entry_id, line, debit_account, credit_account, currency, amount, created_at) \
         VALUES ({{{id}}}, {{{entry}}}, {line}, {{{debit}}}, {{{credit}}}, '{currency}', {amount}, {{now}})"
    )
}

fn posting(what: &'static str, why: Reason, row: impl std::fmt::Display) -> Case {
    after(entry("new"), case(what, why, format!("INSERT {row}")))
}

fn transfers() -> Vec<Case> {
    let below = Check("ledger_accounts_not_below_zero");
    let amount = Check("ledger_transfers_amount_check");
    vec![
        posting("overdraft", below, transfer("wallet", "deferred", "USD", "7201")),
        posting("amount zero", amount, transfer("wallet", "deferred", "USD", "0")),
        posting("amount negative", amount, transfer("clearing", "wallet", "USD", "-5")),
        posting(
            "amount too large",
            amount,
            transfer("clearing", "wallet", "USD", "100000000000001"),
        ),
        posting("text as amount", Type, transfer("clearing", "wallet", "USD", "'abc'")),
        only(
            On::Sqlite,
            posting("half a cent", Type, transfer("clearing", "wallet", "USD", "1.5")),
        ),
        posting(
            "one account on both sides",
            Check("ledger_transfers_two_accounts"),
            transfer("clearing", "clearing", "USD", "5"),
        ),
        posting("across currencies", ForeignKey, transfer("clearing", "eur_wallet", "USD", "5")),
        posting("in another currency", ForeignKey, transfer("clearing", "wallet", "EUR", "5")),
        posting(
            "line beyond the limit",
            Check("ledger_transfers_line_check"),
            transfer_row("new2", "new", "65", ["clearing", "wallet", "USD", "5"]),
        ),
        case(
            "line taken",
            Unique("ledger_transfers_line_key"),
            format!(
                "INSERT {}",
                transfer_row("new2", "entry", "1", ["clearing", "wallet", "USD", "5"])
            ),
        ),
    ]
}

fn entries() -> Vec<Case> {
    vec![
        case(
            "transfer without entry",
            ForeignKey,
            format!(
                "INSERT {}",
                transfer_row("new2", "absent", "1", ["clearing", "wallet", "USD", "5"])
            ),
        ),
        case("entry without transfer", ForeignKey, entry("new")),
        case("event twice", Unique("ledger_entries_event_key"), entry("funding")),
        case("event without key", Check("ledger_entries_event_key_check"), entry("")),
        case(
            "staff without reason",
            Check("ledger_entries_staff_reason"),
            "INSERT INTO ledger_entries (id, event_key, kind, actor_kind, reason, effective_on, created_at) \
             VALUES ({new}, 'n', 'test', 'staff', '', '2030-01-01', {now})",
        ),
        case(
            "another first line",
            Check("ledger_entries_first_line_check"),
            "INSERT INTO ledger_entries (id, event_key, kind, actor_kind, effective_on, first_line, created_at) \
             VALUES ({new}, 'n', 'test', 'system', '2030-01-01', 2, {now})",
        ),
        after(
            reversal("new", "a"),
            case("reversed twice", Unique("ledger_entries_reverses_key"), reversal("new2", "b")),
        ),
    ]
}

fn reversal(id: &str, event_key: &str) -> String {
    format!(
        "INSERT INTO ledger_entries (id, event_key, kind, actor_kind, effective_on, reverses, created_at) \
         VALUES ({{{id}}}, '{event_key}', 'test', 'system', '2030-01-01', {{entry}}, {{now}})"
    )
}

fn book(owner: &str, code: &str, bounded: &str, tracked: &str, credits: i64) -> String {
    format!(
        "INSERT INTO ledger_accounts (id, code, owner_id, currency, side, bounded, tracked, credits, created_at) \
         VALUES ({{new}}, '{code}', {owner}, 'USD', 'credit', {{{bounded}}}, {{{tracked}}}, {credits}, {{now}})"
    )
}

fn accounts() -> Vec<Case> {
    let moved = Guard("balances are moved by posting a transfer only");
    let nature = Guard("a ledger account never changes its nature");
    let update = |set: &str| format!("UPDATE ledger_accounts SET {set} WHERE id = {{wallet}}");
    vec![
        case("money from nothing", moved, update("credits = credits + 1")),
        case(
            "money from nothing, with a line",
            moved,
            update("credits = credits + 1, line_count = line_count + 1"),
        ),
        case("balance wiped", moved, update("debits = 0, credits = 0, line_count = 0")),
        case("line count alone", moved, update("line_count = line_count + 1")),
        case("unbounded wallet", nature, update("bounded = {false}")),
        case("untracked wallet", nature, update("bounded = {false}, tracked = {false}")),
        case("other currency", nature, update("currency = 'EUR'")),
        case("other side", nature, update("side = 'debit'")),
        case("other code", nature, update("code = 'loot'")),
        case("other owner", nature, update("owner_id = {other}")),
        case(
            "rich from the start",
            Guard("a ledger account starts empty"),
            book("{account}", "x", "true", "true", 5),
        ),
        case(
            "bounded but untracked",
            Check("ledger_accounts_bounded_needs_tracking"),
            book("{account}", "x", "true", "false", 0),
        ),
        case(
            "second wallet",
            Unique("ledger_accounts_owned_key"),
            book("{account}", "wallet", "true", "true", 0),
        ),
        case(
            "second shared account",
            Unique("ledger_accounts_shared_key"),
            book("NULL", "deferred_revenue", "false", "false", 0),
        ),
        case(
            "account deleted",
            Guard("a ledger account is never deleted"),
            "DELETE FROM ledger_accounts WHERE id = {deferred}",
        ),
    ]
}

fn statement() -> Vec<Case> {
    let line = Guard("statement lines are written by posting a transfer only");
    let statement = |account: &str, seq: i64, transfer: &str, change: i64, balance: i64| {
        format!(
            "INSERT INTO ledger_statement (account_id, seq, transfer_id, change, balance) \
             VALUES ({{{account}}}, {seq}, {{{transfer}}}, {change}, {balance})"
        )
    };
    vec![
        case("statement line forged", line, statement("wallet", 7, "transfer", 10_000, 17_000)),
        case(
            "statement line of a strange transfer",
            line,
            statement("eur_wallet", 1, "transfer", 10_000, 10_000),
        ),
        case(
            "statement line of an untracked account",
            line,
            statement("clearing", 1, "transfer", 10_000, 10_000),
        ),
        case(
            "statement line changed",
            Guard("ledger_statement is append-only"),
            "UPDATE ledger_statement SET balance = 0 WHERE account_id = {wallet} AND seq = 1",
        ),
        case(
            "statement line deleted",
            Guard("ledger_statement is append-only"),
            "DELETE FROM ledger_statement WHERE account_id = {wallet} AND seq = 1",
        ),
    ]
}

/// Writes that SQLite would let through without its guards; see MONEY.md §1.6.
fn sqlite_holes() -> Vec<Case> {
    let below = Check("ledger_accounts_not_below_zero");
    let overdraft = transfer("wallet", "deferred", "USD", "99999");
    let million = transfer_row("transfer", "entry", "1", ["clearing", "wallet", "USD", "1003819"]);
    let fixed = Guard("ledger_transfers is append-only");
    let overpay = "INTO allocations (id, invoice_id, transfer_id, amount, created_at) VALUES ({new}, {small}, {free}, 300, {now})";
    let cases = vec![
        case("REPLACE of a transfer", fixed, format!("INSERT OR REPLACE {million}")),
        case("REPLACE INTO of a transfer", fixed, format!("REPLACE {million}")),
        case(
            "UPDATE OR IGNORE of a transfer",
            fixed,
            "UPDATE OR IGNORE ledger_transfers SET amount = 1 WHERE id = {transfer}",
        ),
        after(
            entry("n"),
            case("OR IGNORE overdraft", below, format!("INSERT OR IGNORE {overdraft}")),
        ),
        after(entry("n"), case("OR FAIL overdraft", below, format!("INSERT OR FAIL {overdraft}"))),
        after(
            entry("n"),
            case("OR REPLACE overdraft", below, format!("INSERT OR REPLACE {overdraft}")),
        ),
        after(
            entry("n"),
            case(
                "overdraft with ON CONFLICT DO NOTHING",
                below,
                format!("INSERT {overdraft} ON CONFLICT DO NOTHING"),
            ),
        ),
        case("OR IGNORE overpayment", Check("invoices_due"), format!("INSERT OR IGNORE {overpay}")),
        case("OR FAIL overpayment", Check("invoices_due"), format!("INSERT OR FAIL {overpay}")),
        case(
            "REPLACE of an account",
            Guard("a ledger account is never deleted"),
            "INSERT OR REPLACE INTO ledger_accounts (id, code, owner_id, currency, side, bounded, tracked, created_at) \
             VALUES ({wallet}, 'wallet', {account}, 'USD', 'credit', 0, 1, {now})",
        ),
        case(
            "REPLACE of an entry through its key",
            Guard("ledger_entries is append-only"),
            entry("funding").replacen("INSERT", "INSERT OR REPLACE", 1),
        ),
        case(
            "REPLACE of a series",
            Guard("a series is never deleted"),
            "INSERT OR REPLACE INTO doc_series VALUES ('INV-2030', 1)",
        ),
        case(
            "text as a balance",
            Type,
            "UPDATE ledger_accounts SET debits = 'abc' WHERE id = {wallet}",
        ),
        case("text as a version", Type, "UPDATE users SET version = 'abc' WHERE id = {user}"),
        case("blob as text", Type, "UPDATE users SET full_name = x'00' WHERE id = {user}"),
        case("short id", Check("length(id) = 16"), "UPDATE users SET id = x'00' WHERE id = {user}"),
    ];
    cases.into_iter().map(|case| only(On::Sqlite, case)).collect()
}
