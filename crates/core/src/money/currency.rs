//! A currency money can be counted in: an ISO 4217 code with a known number of decimals.
//!
//! Metals, funds and the "no currency" codes of the table are refused: they have no minor unit or
//! are no means of payment. Superseded currencies stay readable, for old documents.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use iso_currency::Currency as Iso;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 currency. Written, sorted and stored as its three-letter code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(Iso);

/// The text is not the code of a currency that money can be counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the three capital letters of an ISO 4217 currency, such as USD or INR")]
pub struct CurrencyError;

impl Currency {
    /// United States dollar, two decimals.
    pub const USD: Self = Self(Iso::USD);
    /// Euro, two decimals.
    pub const EUR: Self = Self(Iso::EUR);
    /// Indian rupee, two decimals.
    pub const INR: Self = Self(Iso::INR);
    /// Pound sterling, two decimals.
    pub const GBP: Self = Self(Iso::GBP);
    /// Japanese yen, no decimals.
    pub const JPY: Self = Self(Iso::JPY);
    /// Kuwaiti dinar, three decimals.
    pub const KWD: Self = Self(Iso::KWD);

    /// The three capital letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The English name, for a choice on a settings page.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// How many decimals the minor unit has: JPY 0, USD 2, KWD 3.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// The symbol an English reader takes for this currency alone; none where it would mislead
    /// (a bare `$` or `¥` means the dollar of the United States and the yen).
    pub(super) fn symbol(self) -> Option<&'static str> {
        Some(match self.0 {
            Iso::USD => "$",
            Iso::EUR => "€",
            Iso::GBP => "£",
            Iso::INR => "₹",
            Iso::JPY => "¥",
            Iso::CNY => "CN¥",
            Iso::KRW => "₩",
            Iso::AUD => "A$",
            Iso::CAD => "CA$",
            Iso::NZD => "NZ$",
            Iso::HKD => "HK$",
            Iso::BRL => "R$",
            Iso::MXN => "MX$",
            Iso::ILS => "₪",
            Iso::VND => "₫",
            Iso::PHP => "₱",
            Iso::NGN => "₦",
            Iso::UAH => "₴",
            Iso::TRY => "₺",
            Iso::KZT => "₸",
            _ => return None,
        })
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        Iso::from_code(code)
            .filter(|iso| iso.exponent().is_some() && !iso.is_fund() && !iso.is_special())
            .map(Self)
            .ok_or(CurrencyError)
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_come_from_the_table() {
        for (currency, exponent) in [
            (Currency::JPY, 0),
            (Currency::USD, 2),
            (Currency::INR, 2),
            (Currency::EUR, 2),
            (Currency::KWD, 3),
        ] {
            assert_eq!(currency.exponent(), exponent, "{currency}");
            assert_eq!(currency.code().parse(), Ok(currency));
        }
    }

    #[test]
    fn what_is_no_means_of_payment_is_refused() {
        for code in ["", "usd", "US", "USDT", "XAU", "XXX", "XTS", "CLF", "BTC", "US D", "U$D"] {
            assert_eq!(code.parse::<Currency>(), Err(CurrencyError), "{code}");
        }
    }
}
