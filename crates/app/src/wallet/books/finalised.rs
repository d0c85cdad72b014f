//! Every numbered document became final in the ledger, once, for its whole total, and its number is spelled as
//! its series says. Event keys hold typed ids, which SQL can't spell, so the keys are made here.

use std::collections::BTreeMap;

use kn_core::ids::InvoiceId;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::BooksReport;
use super::run::Snapshot;
use crate::error::Result;

#[derive(Debug, FromQueryResult)]
struct Numbered {
    id: Uuid,
    reference: String,
    number: String,
    number_series: Option<String>,
    number_no: Option<i64>,
    total: i64,
}

#[derive(Debug, FromQueryResult)]
struct Booked {
    event_key: String,
    amount: i64,
}

const NUMBERED: &str = "SELECT id, reference, number, number_series, number_no, total FROM invoices \
     WHERE id > $1 AND id <= $2 AND number IS NOT NULL ORDER BY id";

pub(super) async fn check(snapshot: &Snapshot, report: &mut BooksReport) -> Result<()> {
    let mut from = Uuid::nil();
    loop {
        let to = snapshot.end_of_batch("invoices", from).await?;
        let upper = to.unwrap_or(Uuid::max());
        let documents: Vec<Numbered> = snapshot.rows(NUMBERED, [from, upper]).await?;
        let booked = booked(snapshot, &documents).await?;
        for document in &documents {
            report.count("numbered documents", 1);
            compare(document, booked.get(&key(document)).copied().unwrap_or(0), report);
        }
        match to {
            Some(to) => from = to,
            None => return Ok(()),
        }
    }
}

fn key(document: &Numbered) -> String {
    format!("invoice:{}:finalised", InvoiceId::from_uuid(document.id))
}

async fn booked(snapshot: &Snapshot, documents: &[Numbered]) -> Result<BTreeMap<String, i64>> {
    if documents.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (1..=documents.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT e.event_key, CAST(SUM(t.amount) AS BIGINT) AS amount FROM ledger_entries e \
           JOIN ledger_transfers t ON t.entry_id = e.id \
           JOIN ledger_accounts a ON a.id = t.debit_account \
         WHERE e.event_key IN ({}) AND e.kind = 'invoice_finalised' AND a.code = 'receivable' \
         GROUP BY e.event_key",
        places.join(", ")
    );
    let keys = documents.iter().map(|document| Value::from(key(document))).collect();
    let rows: Vec<Booked> = snapshot.rows_by(&sql, keys).await?;
    Ok(rows.into_iter().map(|row| (row.event_key, row.amount)).collect())
}

fn compare(document: &Numbered, booked: i64, report: &mut BooksReport) {
    if booked != document.total {
        report.differ(format!(
            "The document {} ({}) totals {} where the ledger made it final for {booked}.",
            InvoiceId::from_uuid(document.id),
            document.number,
            document.total
        ));
    }
    if !spelled(document) {
        report.differ(format!(
            "The document {} ({}) has a number that is not the one of its series.",
            document.number, document.reference
        ));
    }
}

/// `INV-2026-000045` is number 45 of the series `INV-2026`.
fn spelled(document: &Numbered) -> bool {
    let series = document.number_series.as_deref().unwrap_or_default();
    let digits = document.number.strip_prefix(series).and_then(|rest| rest.strip_prefix('-'));
    digits.and_then(|digits| digits.parse().ok()) == document.number_no && digits.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(number: &str, no: i64) -> Numbered {
        Numbered {
            id: Uuid::nil(),
            reference: "PRO-2030-000001".to_owned(),
            number: number.to_owned(),
            number_series: Some("INV-2030".to_owned()),
            number_no: Some(no),
            total: 100,
        }
    }

    #[test]
    fn a_number_is_its_series_and_its_place() {
        assert!(spelled(&numbered("INV-2030-000045", 45)));
        assert!(spelled(&numbered("INV-2030-045", 45)));
        assert!(!spelled(&numbered("INV-2030-000045", 46)));
        assert!(!spelled(&numbered("INV-2031-000045", 45)));
        assert!(!spelled(&numbered("INV-2030", 45)));
    }

    #[test]
    fn what_was_not_made_final_is_told() {
        let mut report = BooksReport::default();
        compare(&numbered("INV-2030-000045", 45), 100, &mut report);
        assert!(report.is_clean());
        compare(&numbered("INV-2030-000045", 45), 0, &mut report);
        assert_eq!(report.differences.len(), 1);
    }
}
