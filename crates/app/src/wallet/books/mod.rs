//! Do the books add up? Recomputes everything from the rows that can't change and compares.
//!
//! Runs on one consistent snapshot, in batches, with aggregates computed by the database. Whatever differs is
//! named in a sentence; the first hundred are enough to know that someone has to look. Checks I01–I14 and I17
//! of MONEY.md §1.5: balances, statements, documents, numbers, payments, top-ups and orders.
//!
//! Called by the CLI (`verify-books`), after every restore, and at the end of every test.
//! The SQL of the checks stands in `ledger`, `documents` and `records`; `run` is the only file that runs it.

mod documents;
mod finalised;
mod ledger;
mod records;
mod run;

use serde::Serialize;

use crate::app::App;
use crate::error::Result;

/// Differences named before the examination stops.
const MAX_DIFFERENCES: usize = 100;

/// The result of an examination.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BooksReport {
    /// What was looked at, and how many rows of it.
    pub checked: Vec<(&'static str, u64)>,
    /// What does not add up, one sentence each, at most a hundred.
    pub differences: Vec<String>,
    /// Whether the examination stopped because there was too much to tell.
    pub truncated: bool,
}

impl BooksReport {
    /// Whether nothing differed.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    fn is_full(&self) -> bool {
        self.differences.len() >= MAX_DIFFERENCES
    }

    fn differ(&mut self, sentence: String) {
        if self.is_full() {
            self.truncated = true;
        } else {
            self.differences.push(sentence);
        }
    }

    fn count(&mut self, name: &'static str, rows: u64) {
        match self.checked.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count = count.saturating_add(rows),
            None => self.checked.push((name, rows)),
        }
    }
}

/// Examines the books on a snapshot of this moment; changes nothing.
///
/// # Errors
/// Only when the database can't be read; what does not add up is in the report.
pub async fn verify_books(app: &App) -> Result<BooksReport> {
    let mut report = BooksReport::default();
    let snapshot = run::Snapshot::open(app).await?;
    for walk in [&ledger::ENTRIES, &ledger::TRANSFERS, &ledger::ACCOUNTS] {
        snapshot.walk(walk, &mut report).await?;
    }
    snapshot.totals(&ledger::TOTALS, &mut report).await?;
    for walk in [&documents::INVOICES, &documents::ALLOCATIONS] {
        snapshot.walk(walk, &mut report).await?;
    }
    finalised::check(&snapshot, &mut report).await?;
    snapshot.whole(&documents::SERIES, &mut report).await?;
    for walk in [&records::PAYMENTS, &records::TOPUPS, &records::ORDERS] {
        snapshot.walk(walk, &mut report).await?;
    }
    snapshot.close().await?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_a_hundred_differences_and_says_when_there_are_more() {
        let mut report = BooksReport::default();
        assert!(report.is_clean());
        for n in 0..100 {
            report.differ(n.to_string());
        }
        assert!(report.is_full() && !report.truncated);
        report.differ("one more".to_owned());
        assert_eq!((report.differences.len(), report.truncated), (100, true));
    }
}
