//! What must hold in the ledger: entries, transfers, balances, statements (I01–I08).

use kn_core::ids::{EntryId, LedgerAccountId, TransferId};

use super::run::{Check, Difference, Walk, Whole};

pub(super) static ENTRIES: Walk = Walk {
    table: "ledger_entries",
    checks: &[
        Check {
            name: "ledger entries",
            sql: "SELECT e.id, e.event_key AS what, COUNT(t.id) AS found, \
                    CAST(COALESCE(MAX(t.line), 0) AS BIGINT) AS expected \
                  FROM ledger_entries e LEFT JOIN ledger_transfers t ON t.entry_id = e.id \
                  WHERE e.id > $1 AND e.id <= $2 GROUP BY e.id, e.event_key \
                  HAVING COUNT(t.id) = 0 OR MIN(t.line) <> 1 OR MAX(t.line) <> COUNT(t.id) \
                    OR MIN(t.currency) <> MAX(t.currency) \
                  ORDER BY e.id LIMIT 101",
            say: |row| match row.found {
                0 => format!("The entry {} has no transfers.", entry(row)),
                n => format!(
                    "The entry {} has {n} transfers that are not numbered 1 to {n} in one currency.",
                    entry(row)
                ),
            },
        },
        Check {
            name: "event keys",
            sql: "SELECT e.id, e.event_key AS what, CAST(2 AS BIGINT) AS found, CAST(1 AS BIGINT) AS expected FROM ledger_entries e \
                  WHERE e.id > $1 AND e.id <= $2 AND EXISTS ( \
                    SELECT 1 FROM ledger_entries o WHERE o.event_key = e.event_key AND o.id <> e.id) \
                  ORDER BY e.id LIMIT 101",
            say: |row| format!("The event of entry {} was posted more than once.", entry(row)),
        },
        Check {
            name: "reversals",
            sql: "SELECT q.id, q.event_key AS what, q.found, q.expected FROM ( \
                    SELECT e.id, e.event_key, \
                      (SELECT COUNT(*) FROM ledger_entries o WHERE o.reverses = e.reverses) AS times, \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        WHERE t.entry_id = e.id) AS BIGINT) AS found, \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        WHERE t.entry_id = e.reverses) AS BIGINT) AS expected \
                    FROM ledger_entries e \
                    WHERE e.id > $1 AND e.id <= $2 AND e.reverses IS NOT NULL) q \
                  WHERE q.times <> 1 OR q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "The entry {} reverses {} where {} were posted, or is not the only reversal.",
                    entry(row),
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "entries with their records",
            sql: "SELECT e.id, e.event_key AS what, CAST(0 AS BIGINT) AS found, CAST(1 AS BIGINT) AS expected FROM ledger_entries e \
                  WHERE e.id > $1 AND e.id <= $2 AND ( \
                    (e.kind IN ('invoice_payment', 'payment_received') \
                      AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.entry_id = e.id)) \
                    OR (e.kind = 'topup' \
                      AND NOT EXISTS (SELECT 1 FROM topups u WHERE u.entry_id = e.id))) \
                  ORDER BY e.id LIMIT 101",
            say: |row| format!("The entry {} has no payment or top-up beside it.", entry(row)),
        },
    ],
};

pub(super) static TRANSFERS: Walk = Walk {
    table: "ledger_transfers",
    checks: &[
        Check {
            name: "ledger transfers",
            sql: "SELECT t.id, t.currency AS what, t.amount AS found, CAST(0 AS BIGINT) AS expected \
                  FROM ledger_transfers t \
                    LEFT JOIN ledger_accounts d ON d.id = t.debit_account \
                    LEFT JOIN ledger_accounts c ON c.id = t.credit_account \
                    LEFT JOIN ledger_entries e ON e.id = t.entry_id \
                  WHERE t.id > $1 AND t.id <= $2 AND ( \
                    d.id IS NULL OR c.id IS NULL OR e.id IS NULL \
                    OR d.currency <> t.currency OR c.currency <> t.currency \
                    OR t.amount < 1 OR t.amount > 100000000000000 OR d.id = c.id) \
                  ORDER BY t.id LIMIT 101",
            say: |row| {
                format!(
                    "The transfer {} of {} {} is not one between two accounts of its currency.",
                    TransferId::from_uuid(row.id),
                    row.found,
                    row.what
                )
            },
        },
        Check {
            name: "statement lines of transfers",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT t.id, t.currency AS what, \
                      (SELECT COUNT(*) FROM ledger_statement s WHERE s.transfer_id = t.id) AS found, \
                      (SELECT COUNT(*) FROM ledger_accounts a \
                        WHERE a.tracked AND a.id IN (t.debit_account, t.credit_account)) AS expected \
                    FROM ledger_transfers t WHERE t.id > $1 AND t.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "The transfer {} has {} statement lines instead of {}.",
                    TransferId::from_uuid(row.id),
                    row.found,
                    row.expected
                )
            },
        },
    ],
};

/// Sums per currency, on the side of the debited and of the credited accounts.
pub(super) static TOTALS: Whole = Whole {
    name: "currencies",
    sql: "SELECT q.currency AS what, CAST(SUM(q.debit) AS BIGINT) AS found, \
            CAST(SUM(q.credit) AS BIGINT) AS expected FROM ( \
            SELECT a.currency, t.amount AS debit, 0 AS credit FROM ledger_transfers t \
              JOIN ledger_accounts a ON a.id = t.debit_account WHERE t.id > $1 AND t.id <= $2 \
            UNION ALL \
            SELECT a.currency, 0 AS debit, t.amount AS credit FROM ledger_transfers t \
              JOIN ledger_accounts a ON a.id = t.credit_account WHERE t.id > $1 AND t.id <= $2) q \
          GROUP BY q.currency",
    say: |pair| {
        format!("In {} the debits are {} and the credits {}.", pair.what, pair.found, pair.expected)
    },
};

pub(super) static ACCOUNTS: Walk = Walk {
    table: "ledger_accounts",
    checks: &[
        Check {
            name: "cached debits",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT a.id, a.code AS what, a.debits AS found, CASE WHEN a.tracked THEN \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        WHERE t.debit_account = a.id) AS BIGINT) ELSE 0 END AS expected \
                    FROM ledger_accounts a WHERE a.id > $1 AND a.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| cached(row, "debits"),
        },
        Check {
            name: "cached credits",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT a.id, a.code AS what, a.credits AS found, CASE WHEN a.tracked THEN \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        WHERE t.credit_account = a.id) AS BIGINT) ELSE 0 END AS expected \
                    FROM ledger_accounts a WHERE a.id > $1 AND a.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| cached(row, "credits"),
        },
        Check {
            name: "bounded balances",
            sql: "SELECT q.id, q.what, q.found, CAST(0 AS BIGINT) AS expected FROM ( \
                    SELECT a.id, a.code AS what, a.bounded, \
                      CASE WHEN a.side = 'debit' THEN a.debits - a.credits \
                        ELSE a.credits - a.debits END AS found \
                    FROM ledger_accounts a WHERE a.id > $1 AND a.id <= $2) q \
                  WHERE q.bounded AND q.found < 0 ORDER BY q.id LIMIT 101",
            say: |row| format!("{} is below zero: {}.", account(row), row.found),
        },
        Check {
            name: "natures of accounts",
            sql: "SELECT a.id, a.code AS what, CAST(0 AS BIGINT) AS found, CAST(1 AS BIGINT) AS expected FROM ledger_accounts a \
                  WHERE a.id > $1 AND a.id <= $2 AND ( \
                    (a.code = 'wallet' AND NOT (a.bounded AND a.tracked AND a.side = 'credit')) \
                    OR (a.code = 'receivable' AND NOT (a.tracked AND a.side = 'debit')) \
                    OR (a.code IN ('wallet', 'receivable')) <> (a.owner_id IS NOT NULL)) \
                  ORDER BY a.id LIMIT 101",
            say: |row| format!("{} has not the nature of its kind.", account(row)),
        },
        Check {
            name: "statement numbering",
            sql: "SELECT a.id, a.code AS what, COUNT(s.seq) AS found, a.line_count AS expected \
                  FROM ledger_accounts a LEFT JOIN ledger_statement s ON s.account_id = a.id \
                  WHERE a.id > $1 AND a.id <= $2 GROUP BY a.id, a.code, a.line_count \
                  HAVING COUNT(s.seq) <> a.line_count OR MIN(s.seq) <> 1 OR MAX(s.seq) <> COUNT(s.seq) \
                  ORDER BY a.id LIMIT 101",
            say: |row| {
                format!(
                    "The statement of {} has {} lines where {} are counted, or they are not numbered through.",
                    account(row),
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "statement balances",
            sql: "SELECT q.account_id AS id, CAST(q.seq AS TEXT) AS what, \
                    q.balance AS found, q.due AS expected FROM ( \
                    SELECT s.account_id, s.seq, s.balance, s.change, \
                      COALESCE(LAG(s.balance) OVER (PARTITION BY s.account_id ORDER BY s.seq), 0) \
                        + s.change AS due, \
                      CASE WHEN (t.debit_account = s.account_id) = (a.side = 'debit') \
                        THEN t.amount ELSE -t.amount END AS moved \
                    FROM ledger_statement s JOIN ledger_accounts a ON a.id = s.account_id \
                      JOIN ledger_transfers t ON t.id = s.transfer_id \
                    WHERE a.id > $1 AND a.id <= $2) q \
                  WHERE q.balance <> q.due OR q.change <> q.moved ORDER BY q.account_id, q.seq LIMIT 101",
            say: |row| {
                format!(
                    "Line {} of the statement of {} says {} where {} follows from the lines before it.",
                    row.what,
                    LedgerAccountId::from_uuid(row.id),
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "receivables against documents",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT a.id, a.code AS what, a.debits - a.credits AS found, \
                      CAST((SELECT COALESCE(SUM(CASE WHEN i.number IS NULL THEN 0 \
                          ELSE i.total - i.credited - i.written_off END - i.allocated + i.released), 0) \
                        FROM invoices i WHERE i.account_id = a.owner_id AND i.currency = a.currency) \
                        AS BIGINT) AS expected \
                    FROM ledger_accounts a \
                    WHERE a.id > $1 AND a.id <= $2 AND a.code = 'receivable') q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "{} stands at {} where the documents make it {}.",
                    account(row),
                    row.found,
                    row.expected
                )
            },
        },
    ],
};

fn entry(row: &Difference) -> String {
    format!("{} ({})", EntryId::from_uuid(row.id), row.what)
}

fn account(row: &Difference) -> String {
    format!("The account {} ({})", LedgerAccountId::from_uuid(row.id), row.what)
}

fn cached(row: &Difference, side: &str) -> String {
    format!(
        "{} keeps {side} of {} where its transfers make {}.",
        account(row),
        row.found,
        row.expected
    )
}
