//! Money as text. Exact: the digits are those of the integer, placed by the currency's exponent.

use std::fmt;

use super::Money;

impl Money {
    /// The amount in major units without the currency: `-1234.50`, for CSV and forms.
    pub fn decimal(self) -> String {
        let (whole, fraction) = self.digits();
        format!("{}{whole}{fraction}", self.sign())
    }

    /// For people: `$1,234.50`, `-€0.99`, `¥500`; the code where no symbol is clear, `KWD 1.250`.
    pub fn format_symbol(self) -> String {
        let (whole, fraction) = self.digits();
        let number = format!("{}{fraction}", group_thousands(&whole));
        match self.currency.symbol() {
            Some(symbol) => format!("{}{symbol}{number}", self.sign()),
            None => format!("{}{} {number}", self.sign(), self.currency),
        }
    }

    fn sign(self) -> &'static str {
        if self.is_negative() { "-" } else { "" }
    }

    /// The digits before the point, and the point with the digits after it (empty for exponent 0).
    fn digits(self) -> (String, String) {
        let width = usize::try_from(self.currency.exponent()).expect("an exponent is at most 4");
        let units =
            format!("{:0>least$}", self.amount.unsigned_abs(), least = width.saturating_add(1));
        let (whole, fraction) = units.split_at(units.len().saturating_sub(width));
        let fraction = if width == 0 { String::new() } else { format!(".{fraction}") };
        (whole.to_owned(), fraction)
    }
}

fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `19.99 USD`: without grouping, so that it can be read back by a program.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.decimal(), self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Currency;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_exponent_is_placed_right() {
        for (amount, currency, plain, symbol) in [
            (1999, Currency::USD, "19.99 USD", "$19.99"),
            (5, Currency::USD, "0.05 USD", "$0.05"),
            (-99, Currency::EUR, "-0.99 EUR", "-€0.99"),
            (123_456_789, Currency::INR, "1234567.89 INR", "₹1,234,567.89"),
            (100_000, Currency::GBP, "1000.00 GBP", "£1,000.00"),
            (500, Currency::JPY, "500 JPY", "¥500"),
            (0, Currency::JPY, "0 JPY", "¥0"),
            (1250, Currency::KWD, "1.250 KWD", "KWD 1.250"),
            (-7, Currency::KWD, "-0.007 KWD", "-KWD 0.007"),
            (i64::MIN, Currency::USD, "-92233720368547758.08 USD", "-$92,233,720,368,547,758.08"),
        ] {
            let money = Money::new(amount, currency);
            assert_eq!(money.to_string(), plain);
            assert_eq!(money.format_symbol(), symbol);
        }
    }

    proptest! {
        #[test]
        fn the_digits_are_those_of_the_amount(amount: i64, kind in 0..3usize) {
            let currency = [Currency::JPY, Currency::USD, Currency::KWD][kind];
            let decimal = Money::new(amount, currency).decimal();
            prop_assert_eq!(decimal.replace('.', "").parse::<i64>().unwrap(), amount);
        }
    }
}
