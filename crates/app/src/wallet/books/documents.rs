//! What must hold for documents: amounts, lines, allocations, numbers (I09–I14).

use kn_core::ids::{AllocationId, InvoiceId};

use super::run::{Check, Difference, Walk, Whole};

pub(super) static INVOICES: Walk = Walk {
    table: "invoices",
    checks: &[
        Check {
            name: "document totals",
            sql: "SELECT i.id, i.reference AS what, i.total AS found, \
                    i.subtotal - i.discount + i.tax AS expected FROM invoices i \
                  WHERE i.id > $1 AND i.id <= $2 AND ( \
                    i.total <> i.subtotal - i.discount + i.tax OR i.released > i.allocated \
                    OR i.total - i.credited - i.written_off - (i.allocated - i.released) < 0) \
                  ORDER BY i.id LIMIT 101",
            say: |row| {
                format!(
                    "{} totals {} where its parts make {}, or more than that was paid.",
                    document(row),
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "document lines",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT i.id, i.reference AS what, i.total AS found, i.status, \
                      i.subtotal, i.discount, i.tax, COUNT(l.id) AS lines, \
                      CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) AS line_amounts, \
                      CAST(COALESCE(SUM(l.discount), 0) AS BIGINT) AS line_discounts, \
                      CAST(COALESCE(SUM(l.tax), 0) AS BIGINT) AS line_taxes, \
                      CAST(COALESCE(SUM(l.amount - l.discount + l.tax), 0) AS BIGINT) AS expected, \
                      COALESCE(SUM(CASE WHEN l.amount <> l.quantity * l.unit_amount THEN 1 ELSE 0 END), 0) \
                        AS wrong \
                    FROM invoices i LEFT JOIN invoice_lines l ON l.invoice_id = i.id \
                    WHERE i.id > $1 AND i.id <= $2 \
                    GROUP BY i.id, i.reference, i.total, i.status, i.subtotal, i.discount, i.tax) q \
                  WHERE q.wrong > 0 OR (q.status <> 'draft' AND (q.lines = 0 \
                    OR q.line_amounts <> q.subtotal OR q.line_discounts <> q.discount \
                    OR q.line_taxes <> q.tax)) \
                  ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "{} totals {} where its lines make {}, or one of its lines is wrong.",
                    document(row),
                    row.found,
                    row.expected
                )
            },
        },
        Check {
            name: "paid documents",
            sql: "SELECT q.id, q.what, q.found, CAST(0 AS BIGINT) AS expected FROM ( \
                    SELECT i.id, i.reference AS what, i.status, i.number, i.numbered_on, i.paid_at, \
                      i.total - i.credited - i.written_off - (i.allocated - i.released) AS found \
                    FROM invoices i WHERE i.id > $1 AND i.id <= $2) q \
                  WHERE (q.status = 'paid' AND (q.found <> 0 OR q.number IS NULL \
                      OR q.numbered_on IS NULL OR q.paid_at IS NULL)) \
                    OR (q.status IN ('draft', 'proforma', 'void') AND q.number IS NOT NULL) \
                    OR (q.status IN ('open', 'uncollectible') AND q.number IS NULL) \
                  ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "{} has {} due, or a number, that does not go with its status.",
                    document(row),
                    row.found
                )
            },
        },
        Check {
            name: "allocated amounts",
            sql: "SELECT q.id, q.what, q.found, q.expected FROM ( \
                    SELECT i.id, i.reference AS what, i.allocated AS found, \
                      CAST((SELECT COALESCE(SUM(x.amount), 0) FROM allocations x \
                        WHERE x.invoice_id = i.id) AS BIGINT) AS expected \
                    FROM invoices i WHERE i.id > $1 AND i.id <= $2) q \
                  WHERE q.found <> q.expected ORDER BY q.id LIMIT 101",
            say: |row| {
                format!(
                    "{} says that {} is allocated where its allocations make {}.",
                    document(row),
                    row.found,
                    row.expected
                )
            },
        },
    ],
};

pub(super) static ALLOCATIONS: Walk = Walk {
    table: "allocations",
    checks: &[Check {
        name: "allocations",
        sql: "SELECT x.id, i.reference AS what, x.amount AS found, \
                COALESCE(t.amount, 0) AS expected \
              FROM allocations x JOIN invoices i ON i.id = x.invoice_id \
                LEFT JOIN ledger_transfers t ON t.id = x.transfer_id \
                LEFT JOIN ledger_accounts a ON a.id = t.credit_account \
              WHERE x.id > $1 AND x.id <= $2 AND ( \
                t.id IS NULL OR t.amount <> x.amount OR t.currency <> i.currency \
                OR a.code <> 'receivable' OR a.owner_id <> i.account_id OR a.owner_id IS NULL \
                OR EXISTS (SELECT 1 FROM allocations o \
                  WHERE o.transfer_id = x.transfer_id AND o.id <> x.id)) \
              ORDER BY x.id LIMIT 101",
        say: |row| {
            format!(
                "The allocation {} of {} to {} does not agree with its transfer of {}.",
                AllocationId::from_uuid(row.id),
                row.found,
                row.what,
                row.expected
            )
        },
    }],
};

/// Contiguous: as many documents as numbers handed out, all different, from 1 to the last one.
pub(super) static SERIES: Whole = Whole {
    name: "document series",
    sql: "SELECT d.series AS what, d.next_no - CAST(1 AS BIGINT) AS expected, \
            CASE WHEN COUNT(i.id) = 0 THEN 0 \
              WHEN COUNT(DISTINCT i.number_no) = COUNT(i.id) AND MIN(i.number_no) = 1 \
                AND MAX(i.number_no) = COUNT(i.id) THEN COUNT(i.id) \
              ELSE -1 END AS found \
          FROM doc_series d LEFT JOIN invoices i ON i.number_series = d.series \
          GROUP BY d.series, d.next_no ORDER BY d.series",
    say: |pair| match pair.found {
        -1 => format!(
            "The numbers of the series {} are not the numbers 1 to {}, each once.",
            pair.what, pair.expected
        ),
        found => format!(
            "The series {} has {found} documents where {} numbers were handed out.",
            pair.what, pair.expected
        ),
    },
};

fn document(row: &Difference) -> String {
    format!("The document {} ({})", InvoiceId::from_uuid(row.id), row.what)
}
