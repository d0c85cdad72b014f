//! Tax on amounts: the rate, rounding, sharing a document's tax among its lines, partial credits.
//!
//! Rules (MONEY.md §2.11): tax is computed once per rate group on the document's taxable sum,
//! rounded half up, and distributed to lines by largest remainder; a credit note's tax is the
//! difference of two cumulative taxes. Together: lines sum to their document, and any sequence of
//! partial credits sums to exactly the original tax. Callers: quotes, invoices, credit notes.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::money::{Currency, Money, MoneyError};

const MILLION: i128 = 1_000_000;

/// A tax rate in millionths: 18 % is `180_000`. At most 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct TaxRate(u32);

impl TaxRate {
    /// No tax.
    pub const ZERO: Self = Self(0);

    /// A rate in millionths; refuses more than 100 %.
    pub const fn from_ppm(ppm: u32) -> Result<Self, MoneyError> {
        if ppm > 1_000_000 {
            return Err(MoneyError::RateOutOfRange(ppm));
        }
        Ok(Self(ppm))
    }

    /// The rate in millionths.
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// The tax on a net amount, half a minor unit rounded up.
    ///
    /// A negative amount mirrors a positive one (half away from zero), so that a full reversal
    /// takes back exactly what was charged. A rate of at most 100 % cannot overflow.
    pub fn tax_of(self, net: Money) -> Money {
        let exact = i128::from(net.amount().unsigned_abs()).saturating_mul(i128::from(self.0));
        let rounded = exact.saturating_add(500_000).checked_div(MILLION).unwrap_or(0);
        let signed = if net.is_negative() { rounded.saturating_neg() } else { rounded };
        Money::from_wide(signed, net.currency()).expect("a rate of at most 100 % cannot overflow")
    }

    /// The tax on one more partial credit: `tax(credited so far + now) − tax(credited so far)`.
    ///
    /// `credited_before` and `credit_now` are net amounts of the same rate group. However a
    /// document is split, the taxes of its credit notes sum to exactly the original tax.
    pub fn credit_tax(
        self,
        credited_before: Money,
        credit_now: Money,
    ) -> Result<Money, MoneyError> {
        let after = credited_before.checked_add(credit_now)?;
        self.tax_of(after).checked_sub(self.tax_of(credited_before))
    }
}

/// `18%`, `5.5%`: no trailing zeros.
impl fmt::Display for TaxRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.checked_div(10_000).unwrap_or(0);
        let fraction = format!("{:04}", self.0.checked_rem(10_000).unwrap_or(0));
        match fraction.trim_end_matches('0') {
            "" => f.pad(&format!("{whole}%")),
            digits => f.pad(&format!("{whole}.{digits}%")),
        }
    }
}

impl<'de> Deserialize<'de> for TaxRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ppm = u32::deserialize(deserializer)?;
        Self::from_ppm(ppm).map_err(serde::de::Error::custom)
    }
}

/// Shares `total` out in proportion to `weights` by largest remainder.
///
/// The parts sum to exactly `total`, each is within one minor unit of its exact share, a weight of
/// 0 gets 0, and of equal remainders the earlier one gets the extra unit. Weights may be negative
/// (a discount line) as long as they do not add up to zero; a negative total mirrors a positive
/// one. A total of zero is zeros whatever the weights.
pub fn distribute(total: Money, weights: &[i64]) -> Result<Vec<Money>, MoneyError> {
    let currency = total.currency();
    if total.is_zero() {
        return Ok(vec![Money::zero(currency); weights.len()]);
    }
    let mut shares = floor_shares(total, weights)?;
    let given = shares.iter().try_fold(0_i128, |sum, share| sum.checked_add(share.floor));
    let left = i128::from(total.amount().unsigned_abs())
        .checked_sub(given.ok_or(MoneyError::Overflow)?)
        .and_then(|left| usize::try_from(left).ok())
        .ok_or(MoneyError::Overflow)?;

    // A stable sort: of equal remainders the earlier line comes first.
    let mut by_remainder: Vec<&mut Share> = shares.iter_mut().collect();
    by_remainder.sort_by_key(|share| std::cmp::Reverse(share.remainder));
    for share in by_remainder.into_iter().take(left) {
        share.floor = share.floor.saturating_add(1);
    }
    shares.into_iter().map(|share| share.into_money(total.is_negative(), currency)).collect()
}

struct Share {
    floor: i128,
    remainder: i128,
}

impl Share {
    fn into_money(self, negative: bool, currency: Currency) -> Result<Money, MoneyError> {
        let amount = if negative { self.floor.saturating_neg() } else { self.floor };
        Money::from_wide(amount, currency)
    }
}

/// Each weight's exact share of the total's magnitude, as quotient and remainder.
fn floor_shares(total: Money, weights: &[i64]) -> Result<Vec<Share>, MoneyError> {
    let sum = weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(i128::from(*weight)))
        .ok_or(MoneyError::Overflow)?;
    if sum == 0 {
        return Err(MoneyError::NothingToWeigh);
    }
    let magnitude = i128::from(total.amount().unsigned_abs());
    weights
        .iter()
        .map(|weight| {
            // Dividing by the positive sum keeps quotient and remainder a floor.
            let product = magnitude.checked_mul(i128::from(*weight).checked_mul(sum.signum())?)?;
            Some(Share {
                floor: product.checked_div_euclid(sum.checked_abs()?)?,
                remainder: product.checked_rem_euclid(sum.checked_abs()?)?,
            })
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(MoneyError::Overflow)
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests compute in 128 bits to compare")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    fn amounts(parts: &[Money]) -> Vec<i64> {
        parts.iter().map(|part| part.amount()).collect()
    }

    #[test]
    fn half_a_minor_unit_is_rounded_up_and_mirrored() {
        let rate = TaxRate::from_ppm(180_000).unwrap();
        assert_eq!(rate.tax_of(usd(1000)), usd(180));
        assert_eq!(rate.tax_of(usd(25)), usd(5)); // 4.5
        assert_eq!(rate.tax_of(usd(-25)), usd(-5));
        assert_eq!(rate.tax_of(usd(2)), usd(0)); // 0.36
        assert_eq!(TaxRate::from_ppm(1_000_000).unwrap().tax_of(usd(i64::MIN)), usd(i64::MIN));
    }

    #[test]
    fn a_rate_is_at_most_everything_and_prints_without_trailing_zeros() {
        assert_eq!(TaxRate::from_ppm(1_000_001), Err(MoneyError::RateOutOfRange(1_000_001)));
        assert!(serde_json::from_str::<TaxRate>("1000001").is_err());
        for (ppm, text) in [(0, "0%"), (180_000, "18%"), (55_000, "5.5%"), (1, "0.0001%")] {
            assert_eq!(TaxRate::from_ppm(ppm).unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_largest_remainder_gets_the_odd_unit() {
        assert_eq!(amounts(&distribute(usd(100), &[1, 1, 1]).unwrap()), [34, 33, 33]);
        assert_eq!(amounts(&distribute(usd(-100), &[1, 1, 1]).unwrap()), [-34, -33, -33]);
        assert_eq!(amounts(&distribute(usd(5), &[0, 3, 0, 1]).unwrap()), [0, 4, 0, 1]);
        assert_eq!(amounts(&distribute(usd(18), &[150, -50]).unwrap()), [27, -9]);
        assert_eq!(distribute(usd(1), &[]), Err(MoneyError::NothingToWeigh));
        assert_eq!(distribute(usd(1), &[5, -5]), Err(MoneyError::NothingToWeigh));
        assert_eq!(amounts(&distribute(usd(0), &[5, -5]).unwrap()), [0, 0]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_total_and_are_within_a_unit(
            total: i64,
            weights in proptest::collection::vec(0i64..1_000_000_000_000, 1..64),
        ) {
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            prop_assume!(sum > 0);
            let parts = distribute(usd(total), &weights).unwrap();
            prop_assert_eq!(Money::sum(Currency::USD, parts.iter().copied()), Ok(usd(total)));
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                prop_assert!((i128::from(part.amount()) * sum - exact).abs() < sum);
            }
        }

        #[test]
        fn hostile_weights_never_panic(total: i64, weights in proptest::collection::vec(any::<i64>(), 0..8)) {
            if let Ok(parts) = distribute(usd(total), &weights) {
                prop_assert_eq!(Money::sum(Currency::USD, parts), Ok(usd(total)));
            }
        }

        #[test]
        fn partial_credits_sum_to_exactly_the_original_tax(
            ppm in 0u32..=1_000_000,
            credits in proptest::collection::vec(0i64..100_000_000, 1..20),
        ) {
            let rate = TaxRate::from_ppm(ppm).unwrap();
            let net: i64 = credits.iter().sum();
            let (mut before, mut taxes) = (usd(0), usd(0));
            for credit in credits {
                taxes = taxes.checked_add(rate.credit_tax(before, usd(credit)).unwrap()).unwrap();
                before = before.checked_add(usd(credit)).unwrap();
            }
            prop_assert_eq!(taxes, rate.tax_of(usd(net)));
        }

        #[test]
        fn tax_never_panics_and_mirrors(ppm in 0u32..=1_000_000, net in (i64::MIN + 1)..=i64::MAX) {
            let rate = TaxRate::from_ppm(ppm).unwrap();
            prop_assert_eq!(rate.tax_of(usd(-net)), rate.tax_of(usd(net)).negated().unwrap());
        }
    }
}
