//! What must hold between the ledger and the records beside it: payments, top-ups, orders (I16, I17).

use kn_core::ids::{OrderId, PaymentId, TopupId};

use super::run::{Check, Walk};

pub(super) static PAYMENTS: Walk = Walk {
    table: "payments",
    checks: &[
        Check {
            name: "payments",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT p.id, p.reference AS what, p.amount AS found, \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        JOIN ledger_entries e ON e.id = t.entry_id \
                        JOIN ledger_accounts a ON a.id = t.credit_account \
                        WHERE t.entry_id = p.entry_id AND t.currency = p.currency \
                          AND a.owner_id = p.account_id AND a.code IN ('receivable', 'wallet') \
                          AND e.kind = CASE p.method WHEN 'wallet' THEN 'invoice_payment' \
                            ELSE 'payment_received' END) AS BIGINT) AS expected \
                    FROM payments p WHERE p.id > $1 AND p.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "The payment {} ({}) is of {} where the ledger received {}.",
                    PaymentId::from_uuid(row.id),
                    row.what,
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "payments against allocations",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT p.id, p.reference AS what, \
                      CAST((SELECT COALESCE(SUM(x.amount), 0) FROM allocations x \
                        JOIN ledger_transfers t ON t.id = x.transfer_id \
                        WHERE t.entry_id = p.entry_id AND x.invoice_id = p.invoice_id) \
                        AS BIGINT) AS found, \
                      CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                        JOIN ledger_accounts a ON a.id = t.credit_account \
                        WHERE t.entry_id = p.entry_id AND a.code = 'receivable') \
                        AS BIGINT) AS expected \
                    FROM payments p WHERE p.id > $1 AND p.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "Of the payment {} ({}) {} is allocated to its document where {} was booked for it.",
                    PaymentId::from_uuid(row.id),
                    row.what,
                    row.found,
                    row.expected
                )
            },
        },
    ],
};

pub(super) static TOPUPS: Walk = Walk {
    table: "topups",
    checks: &[Check {
        name: "top-ups",
        sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                SELECT u.id, u.reference AS what, u.status, u.requested_by, u.reviewed_by, \
                  CASE WHEN u.status IN ('approved', 'reversed') \
                    THEN COALESCE(u.verified_amount, 0) ELSE 0 END AS found, \
                  CAST((SELECT COALESCE(SUM(t.amount), 0) FROM ledger_transfers t \
                    JOIN ledger_entries e ON e.id = t.entry_id \
                    JOIN ledger_accounts a ON a.id = t.credit_account \
                    WHERE t.entry_id = u.entry_id AND t.currency = u.currency AND e.kind = 'topup' \
                      AND a.owner_id = u.account_id AND a.code = 'wallet') AS BIGINT) AS expected \
                FROM topups u WHERE u.id > $1 AND u.id <= $2) q \
              WHERE q.found <> q.expected \
                OR (q.status = 'approved' AND (q.found = 0 OR q.reviewed_by IS NULL \
                  OR q.reviewed_by = q.requested_by)) \
              ORDER BY q.id LIMIT 101",
        say: |row| {
            format!(
                "The top-up {} ({}) is approved for {} where the ledger received {}, or nobody else approved it.",
                TopupId::from_uuid(row.id),
                row.what,
                row.found,
                row.expected
            )
        },
    }],
};

pub(super) static ORDERS: Walk = Walk {
    table: "orders",
    checks: &[
        Check {
            name: "orders against documents",
            sql: "SELECT o.id, CAST(o.number AS TEXT) AS what, o.total AS found, \
                    COALESCE(i.total, 0) AS expected \
                  FROM orders o LEFT JOIN invoices i ON i.id = o.invoice_id \
                  WHERE o.id > $1 AND o.id <= $2 AND (i.id IS NULL OR o.total <> i.total \
                    OR o.currency <> i.currency OR o.account_id <> i.account_id \
                    OR i.order_id IS NULL OR i.order_id <> o.id) \
                  ORDER BY o.id LIMIT 101",
            say: |row| {
                format!(
                    "The order {} (KN-{}) is of {} where its document is of {}, or they don't belong together.",
                    OrderId::from_uuid(row.id),
                    row.what,
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "paid orders",
            sql: "SELECT o.id, CAST(o.number AS TEXT) AS what, \
                    CAST(CASE WHEN o.paid_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS found, \
                    CAST(CASE WHEN i.status = 'paid' THEN 1 ELSE 0 END AS BIGINT) AS expected \
                  FROM orders o JOIN invoices i ON i.id = o.invoice_id \
                  WHERE o.id > $1 AND o.id <= $2 \
                    AND (o.paid_at IS NOT NULL) <> (i.status = 'paid') \
                  ORDER BY o.id LIMIT 101",
            say: |row| match row.found {
                0 => format!(
                    "The order {} (KN-{}) is not marked paid though its document is.",
                    OrderId::from_uuid(row.id),
                    row.what
                ),
                _ => format!(
                    "The order {} (KN-{}) is marked paid though its document is not.",
                    OrderId::from_uuid(row.id),
                    row.what
                ),
            },
        },
    ],
};
