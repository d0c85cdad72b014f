//! What some days of a period are worth (MONEY.md §2.12).
//!
//! The rule is a cumulative floor: `F(x) = floor(price · x / D)`, and days `[a, b)` are worth
//! `F(b) − F(a)`. Any partition of a period therefore sums to exactly the price, and changing up
//! and down again on one day moves nothing. Rounding each part by itself would leak.

use super::{Money, MoneyError};

/// The value of days `[from_day, to_day)` of a period of `total_days` days that costs `price`.
///
/// Days are counted from 0 at the start of the period. Refuses an empty period, days outside it
/// and a range that runs backwards.
pub fn prorate(
    price: Money,
    total_days: u32,
    from_day: u32,
    to_day: u32,
) -> Result<Money, MoneyError> {
    let refused = MoneyError::DaysOutOfPeriod { total_days, from_day, to_day };
    if from_day > to_day || to_day > total_days {
        return Err(refused);
    }
    let worth = |day: u32| -> Option<i128> {
        i128::from(price.amount())
            .checked_mul(i128::from(day))?
            // The divisor is positive, so Euclidean division is the floor for credits too.
            .checked_div_euclid(i128::from(total_days))
    };
    let upto = worth(to_day).ok_or(refused)?;
    let before = worth(from_day).ok_or(refused)?;
    Money::from_wide(upto.checked_sub(before).ok_or(MoneyError::Overflow)?, price.currency())
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests compute in 128 bits to compare")]
mod tests {
    use super::super::Currency;
    use super::*;
    use proptest::prelude::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    #[test]
    fn a_tenth_of_a_price_is_floored_at_the_running_total() {
        // 19.99 over 30 days: F(10) = 666, F(20) = 1332, F(30) = 1999.
        assert_eq!(prorate(usd(1999), 30, 0, 10), Ok(usd(666)));
        assert_eq!(prorate(usd(1999), 30, 10, 20), Ok(usd(666)));
        assert_eq!(prorate(usd(1999), 30, 20, 30), Ok(usd(667)));
        assert_eq!(prorate(usd(1999), 30, 7, 7), Ok(usd(0)));
    }

    #[test]
    fn days_outside_the_period_are_refused() {
        for (total, from, to) in [(0, 0, 0), (30, 0, 31), (30, 20, 10), (30, 31, 31)] {
            assert!(prorate(usd(1999), total, from, to).is_err(), "{from}..{to} of {total}");
        }
    }

    proptest! {
        #[test]
        fn any_partition_sums_to_exactly_the_price(
            price: i64,
            total in 1u32..800,
            mut cuts in proptest::collection::vec(0u32..800, 0..12),
        ) {
            cuts.iter_mut().for_each(|cut| *cut %= total + 1);
            cuts.extend([0, total]);
            cuts.sort_unstable();
            let parts = cuts.windows(2).map(|w| prorate(usd(price), total, w[0], w[1]).unwrap());
            prop_assert_eq!(Money::sum(Currency::USD, parts), Ok(usd(price)));
        }

        #[test]
        fn a_part_is_within_one_minor_unit_of_its_exact_value(
            price in -1_000_000_000i64..1_000_000_000,
            total in 1u32..800,
            a in 0u32..800,
            b in 0u32..800,
        ) {
            let (from, to) = (a.min(b) % (total + 1), a.max(b) % (total + 1));
            prop_assume!(from <= to);
            let part = i128::from(prorate(usd(price), total, from, to).unwrap().amount());
            let exact = i128::from(price) * i128::from(to - from);
            prop_assert!((part * i128::from(total) - exact).abs() < i128::from(total));
        }
    }
}
