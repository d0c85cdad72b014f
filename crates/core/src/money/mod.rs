//! Money: an integer count of minor units and a currency, and the arithmetic on it.
//!
//! Invariants: no float anywhere; two currencies never meet in one sum; no operation wraps or
//! panics, an overflow is an error. Callers: prices, invoices, the ledger, and every wire format.
//! The exponent of a currency (JPY 0, USD 2, KWD 3) comes from ISO 4217's table.
//!
//! Rules: MONEY.md §1.1, §2.11 and §2.12.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

mod currency;
mod format;
mod proration;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

pub use currency::{Currency, CurrencyError};
pub use proration::prorate;

/// The most one transfer may move, in minor units (MONEY.md §1.1).
pub const MAX_TRANSFER: i64 = 100_000_000_000_000;

/// Why an amount could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two amounts of different currencies met.
    #[error("{left} and {right} cannot be combined: the currencies differ")]
    CurrencyMismatch {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the second amount.
        right: Currency,
    },
    /// The result does not fit 64 bits of minor units.
    #[error("the amount is too large to compute")]
    Overflow,
    /// Days outside the period were asked for, or the period has no days.
    #[error("days {from_day} to {to_day} do not lie in a period of {total_days} days")]
    DaysOutOfPeriod {
        /// Days in the whole period.
        total_days: u32,
        /// First day asked for, counted from 0.
        from_day: u32,
        /// The day after the last one asked for.
        to_day: u32,
    },
    /// A sum was to be shared out among weights that add up to nothing.
    #[error("an amount cannot be distributed over lines that add up to zero")]
    NothingToWeigh,
    /// A tax rate over 100 %.
    #[error("a tax rate lies between 0 and 1000000 millionths, not {0}")]
    RateOutOfRange(u32),
}

/// An amount of money: `amount` minor units of `currency`. May be negative (a credit).
///
/// There is no `PartialOrd`: comparing two currencies has no answer, see [`Money::checked_cmp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    amount: i64,
    currency: Currency,
}

impl Money {
    /// `amount` is in minor units: 1999 and USD is 19.99 USD.
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in minor units.
    pub const fn amount(self) -> i64 {
        self.amount
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum; an error if the currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_amount(self.amount.checked_add(other.amount))
    }

    /// The difference; an error if the currencies differ or it does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_amount(self.amount.checked_sub(other.amount))
    }

    /// The amount times a quantity; an error if it does not fit.
    pub fn checked_mul(self, quantity: i64) -> Result<Self, MoneyError> {
        self.with_amount(self.amount.checked_mul(quantity))
    }

    /// The same amount with the other sign; an error only for `i64::MIN`.
    pub fn negated(self) -> Result<Self, MoneyError> {
        self.with_amount(self.amount.checked_neg())
    }

    /// Whether the amount is 0.
    pub const fn is_zero(self) -> bool {
        self.amount == 0
    }

    /// Whether the amount is over 0.
    pub const fn is_positive(self) -> bool {
        self.amount > 0
    }

    /// Whether the amount is under 0.
    pub const fn is_negative(self) -> bool {
        self.amount < 0
    }

    /// Compares two amounts of one currency.
    pub fn checked_cmp(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.amount.cmp(&other.amount))
    }

    /// The smaller of two amounts of one currency.
    pub fn min(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.checked_cmp(other)?.is_le() { self } else { other })
    }

    /// The larger of two amounts of one currency.
    pub fn max(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.checked_cmp(other)?.is_ge() { self } else { other })
    }

    /// Adds up amounts that must all be of `currency`; nothing adds up to zero.
    ///
    /// Only the total has to fit 64 bits, not each sum on the way, so the order does not matter.
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, MoneyError> {
        let zero = Self::zero(currency);
        let mut total: i128 = 0;
        for money in amounts {
            zero.same_currency(money)?;
            total = total.checked_add(i128::from(money.amount)).ok_or(MoneyError::Overflow)?;
        }
        Self::from_wide(total, currency)
    }

    /// Back from a computation in 128 bits, or an error if the result does not fit.
    pub(crate) fn from_wide(amount: i128, currency: Currency) -> Result<Self, MoneyError> {
        let amount = i64::try_from(amount).map_err(|_| MoneyError::Overflow)?;
        Ok(Self::new(amount, currency))
    }

    pub(crate) fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
    }

    fn with_amount(self, amount: Option<i64>) -> Result<Self, MoneyError> {
        amount.map(|amount| Self::new(amount, self.currency)).ok_or(MoneyError::Overflow)
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests compute in 128 bits to compare")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    #[test]
    fn currencies_never_mix() {
        let euro = Money::new(1, Currency::EUR);
        let mismatch = MoneyError::CurrencyMismatch { left: Currency::USD, right: Currency::EUR };
        assert_eq!(usd(1).checked_add(euro), Err(mismatch));
        assert_eq!(usd(1).checked_sub(euro), Err(mismatch));
        assert_eq!(usd(1).min(euro), Err(mismatch));
        assert_eq!(Money::sum(Currency::USD, [usd(1), euro]), Err(mismatch));
    }

    #[test]
    fn overflow_is_an_error() {
        assert_eq!(usd(i64::MAX).checked_add(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MIN).checked_sub(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MIN).negated(), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MAX).checked_mul(2), Err(MoneyError::Overflow));
    }

    #[test]
    fn a_sum_may_pass_through_a_value_that_does_not_fit() {
        let sum = Money::sum(Currency::USD, [usd(i64::MAX), usd(5), usd(-5)]);
        assert_eq!(sum, Ok(usd(i64::MAX)));
        assert_eq!(Money::sum(Currency::USD, []), Ok(usd(0)));
    }

    #[test]
    fn json_is_an_object_of_two_fields_and_nothing_else() {
        let json = serde_json::to_string(&usd(1999)).unwrap();
        assert_eq!(json, r#"{"amount":1999,"currency":"USD"}"#);
        for bad in [
            r#"{"amount":19.99,"currency":"USD"}"#,
            r#"{"amount":1999.0,"currency":"USD"}"#,
            r#"{"amount":"1999","currency":"USD"}"#,
            r#"{"amount":1999,"currency":"usd"}"#,
            r#"{"amount":1999,"currency":"USD","note":""}"#,
            r#"{"amount":1999}"#,
            r#"{"amount":9223372036854775808,"currency":"USD"}"#,
        ] {
            assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad} was taken");
        }
    }

    proptest! {
        #[test]
        fn arithmetic_never_panics_and_agrees_with_128_bits(a: i64, b: i64) {
            let (wide_a, wide_b) = (i128::from(a), i128::from(b));
            let expect = |wide: i128| i64::try_from(wide).map(usd).map_err(|_| MoneyError::Overflow);
            prop_assert_eq!(usd(a).checked_add(usd(b)), expect(wide_a + wide_b));
            prop_assert_eq!(usd(a).checked_sub(usd(b)), expect(wide_a - wide_b));
            prop_assert_eq!(usd(a).checked_mul(b), expect(wide_a * wide_b));
            prop_assert_eq!(usd(a).negated(), expect(-wide_a));
            prop_assert_eq!(usd(a).min(usd(b)), Ok(usd(a.min(b))));
            prop_assert_eq!(usd(a).max(usd(b)), Ok(usd(a.max(b))));
        }

        #[test]
        fn json_round_trips(amount: i64) {
            let text = serde_json::to_string(&usd(amount)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), usd(amount));
        }
    }
}
