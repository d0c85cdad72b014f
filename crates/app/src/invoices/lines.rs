//! The lines of a new document, and the totals that follow from them. Pure.

use std::collections::BTreeMap;

use kn_core::money::{Currency, Money, MoneyError};
use kn_core::tax::TaxRate;

use super::issue::NewLine;

/// The most lines a document may have.
const MAX_LINES: usize = 200;

/// The sums of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) subtotal: Money,
    pub(super) discount: Money,
    pub(super) tax: Money,
    pub(super) total: Money,
}

/// Why lines make no document; a fault of whoever priced them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum LineFault {
    #[error("a document has 1 to {MAX_LINES} lines, not {0}")]
    Count(usize),
    #[error("line {0} has a quantity under 1 or an amount below zero")]
    Negative(usize),
    #[error("line {0} is discounted by more than its amount")]
    Discount(usize),
    #[error("the lines taxed at {rate} carry {found} of tax where {expected} is due")]
    Tax { rate: TaxRate, found: Money, expected: Money },
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// What a line costs before discount and tax.
pub(super) fn amount(line: &NewLine) -> Result<Money, MoneyError> {
    line.unit_amount.checked_mul(line.quantity)
}

/// Checks the lines and adds them up.
pub(super) fn totals(currency: Currency, lines: &[NewLine]) -> Result<Totals, LineFault> {
    if lines.is_empty() || lines.len() > MAX_LINES {
        return Err(LineFault::Count(lines.len()));
    }
    let mut amounts = Vec::with_capacity(lines.len());
    for (number, line) in (1..).zip(lines) {
        let amount = amount(line)?;
        let parts = [line.unit_amount, line.discount, line.tax];
        if line.quantity < 1 || parts.iter().any(|part| part.is_negative()) {
            return Err(LineFault::Negative(number));
        }
        if amount.checked_cmp(line.discount)?.is_lt() {
            return Err(LineFault::Discount(number));
        }
        amounts.push(amount);
    }
    check_taxes(currency, lines)?;
    let subtotal = Money::sum(currency, amounts)?;
    let discount = Money::sum(currency, lines.iter().map(|line| line.discount))?;
    let tax = Money::sum(currency, lines.iter().map(|line| line.tax))?;
    let total = subtotal.checked_sub(discount)?.checked_add(tax)?;
    Ok(Totals { subtotal, discount, tax, total })
}

/// Tax is computed per rate on the sum of what is taxed at it (MONEY.md §2.11). One minor unit of difference
/// passes: where prices contain their tax, the net amount was rounded and not the tax.
fn check_taxes(currency: Currency, lines: &[NewLine]) -> Result<(), LineFault> {
    let mut groups: BTreeMap<TaxRate, (Vec<Money>, Vec<Money>)> = BTreeMap::new();
    for line in lines {
        let (nets, taxes) = groups.entry(line.tax_rate).or_default();
        nets.push(amount(line)?.checked_sub(line.discount)?);
        taxes.push(line.tax);
    }
    for (rate, (nets, taxes)) in groups {
        let expected = rate.tax_of(Money::sum(currency, nets)?);
        let found = Money::sum(currency, taxes)?;
        let off = found.checked_sub(expected)?.amount().unsigned_abs();
        let tolerated = u64::from(rate != TaxRate::ZERO);
        if off > tolerated {
            return Err(LineFault::Tax { rate, found, expected });
        }
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
mod tests {
    use super::super::model::{LineKind, RevenueLine};
    use super::*;
    use proptest::prelude::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    fn line(quantity: i64, unit: i64, discount: i64, ppm: u32, tax: i64) -> NewLine {
        NewLine {
            kind: LineKind::Plan,
            revenue_line: RevenueLine::Vps,
            description: "VPS".to_owned(),
            detail: None,
            cycle: None,
            period_start: None,
            period_end: None,
            quantity,
            unit_amount: usd(unit),
            discount: usd(discount),
            tax_rate: TaxRate::from_ppm(ppm).unwrap(),
            tax: usd(tax),
        }
    }

    fn of(lines: &[NewLine]) -> Result<Totals, LineFault> {
        totals(Currency::USD, lines)
    }

    #[test]
    fn lines_add_up() {
        let sums = of(&[line(2, 1000, 500, 190_000, 285), line(1, 99, 0, 0, 0)]).unwrap();
        assert_eq!(sums.subtotal, usd(2099));
        assert_eq!((sums.discount, sums.tax, sums.total), (usd(500), usd(285), usd(1884)));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        assert_eq!(of(&[]), Err(LineFault::Count(0)));
        assert_eq!(of(&vec![line(1, 1, 0, 0, 0); 201]), Err(LineFault::Count(201)));
        assert_eq!(of(&[line(0, 1, 0, 0, 0)]), Err(LineFault::Negative(1)));
        assert_eq!(of(&[line(1, -1, 0, 0, 0)]), Err(LineFault::Negative(1)));
        assert_eq!(of(&[line(1, 1, -1, 0, 0)]), Err(LineFault::Negative(1)));
        assert_eq!(of(&[line(1, 1, 2, 0, 0)]), Err(LineFault::Discount(1)));
        assert!(matches!(of(&[line(i64::MAX, 2, 0, 0, 0)]), Err(LineFault::Money(_))));
        let euro = NewLine { discount: Money::zero(Currency::EUR), ..line(1, 1, 0, 0, 0) };
        assert!(matches!(of(&[euro]), Err(LineFault::Money(_))));
    }

    #[test]
    fn a_tax_that_does_not_follow_from_its_rate_is_refused() {
        assert!(of(&[line(1, 1000, 0, 190_000, 190)]).is_ok());
        assert!(of(&[line(1, 1000, 0, 190_000, 191)]).is_ok());
        assert!(matches!(of(&[line(1, 1000, 0, 190_000, 192)]), Err(LineFault::Tax { .. })));
        assert!(matches!(of(&[line(1, 1000, 0, 0, 1)]), Err(LineFault::Tax { .. })));
    }

    proptest! {
        #[test]
        fn totals_agree_with_128_bits(
            parts in proptest::collection::vec((1i64..20, 0i64..1_000_000, 0i64..1_000_000), 1..30),
        ) {
            let lines: Vec<NewLine> = parts
                .iter()
                .map(|(quantity, unit, discount)| line(*quantity, *unit, (*discount).min(quantity * unit), 0, 0))
                .collect();
            let sums = of(&lines).unwrap();
            let exact: i64 = lines.iter().map(|l| l.quantity * l.unit_amount.amount()).sum();
            prop_assert_eq!(sums.subtotal, usd(exact));
            prop_assert_eq!(
                sums.total,
                sums.subtotal.checked_sub(sums.discount).unwrap().checked_add(sums.tax).unwrap()
            );
        }
    }
}
