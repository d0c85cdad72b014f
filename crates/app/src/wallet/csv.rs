//! The statement as a file for spreadsheets. Pure.
//!
//! A cell that a spreadsheet would take for a formula is prefixed with an apostrophe, so that a reference
//! somebody chose can't run on the machine of whoever opens the file (CWE-1236).

use super::model::WalletLine;

/// A file of comma-separated values, RFC 4180, UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    pub filename: String,
    pub body: String,
    /// Whether the oldest lines were left out because there are too many.
    pub truncated: bool,
}

pub(super) const HEADER: &str = "Date,Type,Description,Reference,Amount,Balance,Currency\r\n";

/// One line of the file.
pub(super) fn row(line: &WalletLine) -> String {
    let cells = [
        line.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        line.kind.as_str().to_owned(),
        text(&line.description),
        text(line.reference.as_deref().unwrap_or_default()),
        line.amount.decimal(),
        line.balance.decimal(),
        line.amount.currency().to_string(),
    ];
    format!("{}\r\n", cells.join(","))
}

/// A quoted cell that no spreadsheet takes for a formula.
fn text(value: &str) -> String {
    let harmless = if is_formula(value) { format!("'{value}") } else { value.to_owned() };
    format!("\"{}\"", harmless.replace('"', "\"\""))
}

/// Spreadsheets skip leading blanks, and some take the full-width forms as well.
fn is_formula(value: &str) -> bool {
    let first = value.chars().find(|c| !c.is_whitespace() && !c.is_control());
    let starts_oddly = value.starts_with(['\t', '\r', '\n']);
    starts_oddly
        || matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
mod tests {
    use super::super::model::EntryKind;
    use super::*;
    use kn_core::ids::TransferId;
    use kn_core::money::{Currency, Money};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(reference: &str) -> WalletLine {
        WalletLine {
            id: TransferId::from_uuid(Uuid::nil()),
            at: "2030-01-01T09:30:00Z".parse().unwrap(),
            kind: EntryKind::Topup,
            description: "Top-up, \"large\"".to_owned(),
            reference: Some(reference.to_owned()),
            amount: Money::new(-1999, Currency::USD),
            balance: Money::new(5, Currency::USD),
        }
    }

    #[test]
    fn a_line_is_quoted_and_amounts_stay_numbers() {
        assert_eq!(
            row(&line("WIRE-7")),
            "2030-01-01T09:30:00Z,topup,\"Top-up, \"\"large\"\"\",\"WIRE-7\",-19.99,0.05,USD\r\n"
        );
    }

    #[test]
    fn formulas_are_disarmed() {
        for bad in
            ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", "＝1", "|x", "%0"]
        {
            assert!(text(bad).starts_with("\"'"), "{bad}");
        }
        assert_eq!(text("KN-10041"), "\"KN-10041\"");
        assert_eq!(text(""), "\"\"");
    }

    proptest! {
        #[test]
        fn no_reference_starts_a_formula_or_breaks_out_of_its_cell(reference in any::<String>()) {
            let cell = text(&reference);
            let inside = &cell[1..cell.len() - 1];
            prop_assert!(!inside.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert!(inside.replace("\"\"", "").find('"').is_none());
        }
    }
}
