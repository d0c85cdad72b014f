//! How references and legal numbers are spelled. Pure.

use chrono::{Datelike, NaiveDate};

/// The most characters a legal number may have (MONEY.md §1.7).
pub(super) const MAX_NUMBER: usize = 16;

/// The counter behind the references of a year.
pub(super) fn reference_counter(on: NaiveDate) -> String {
    format!("proforma:{}", on.year())
}

/// `PRO-2026-000123`.
pub(super) fn reference(on: NaiveDate, n: i64) -> String {
    format!("PRO-{}-{n:06}", on.year())
}

/// The series of a year: `INV-2026`.
pub(super) fn series(prefix: &str, on: NaiveDate) -> String {
    format!("{prefix}-{}", on.year())
}

/// `INV-2026-000045`; none when the series is full, that is, the number would have over 16 characters.
pub(super) fn number(series: &str, n: i64, padding: u8) -> Option<String> {
    let width = usize::from(padding);
    let number = format!("{series}-{n:0width$}");
    Some(number).filter(|number| number.chars().count() <= MAX_NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn numbers_are_spelled_as_the_settings_say() {
        assert_eq!(reference(day(), 123), "PRO-2026-000123");
        let series = series("INV", day());
        assert_eq!(number(&series, 45, 6).as_deref(), Some("INV-2026-000045"));
        assert_eq!(number(&series, 45, 3).as_deref(), Some("INV-2026-045"));
        assert_eq!(number(&series, 4567, 3).as_deref(), Some("INV-2026-4567"));
    }

    #[test]
    fn a_full_series_gives_no_number() {
        assert_eq!(number("KLND-2026", 999_999, 6).as_deref(), Some("KLND-2026-999999"));
        assert_eq!(number("KLND-2026", 1_000_000, 6), None);
    }
}
