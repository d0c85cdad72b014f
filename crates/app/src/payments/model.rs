//! The words of payments, and the check of what was typed in.

use chrono::NaiveDate;
use kn_core::code::Code;
use kn_core::ids::{InvoiceId, OrderId, PaymentId};
use kn_core::money::{MAX_TRANSFER, Money};
use kn_core::text::{TextError, clean_line, clean_text};

pub use kn_db::entities::payment::Method as PaymentMethod;

use crate::error::{Faults, Result};
use crate::invoices::{External, reference_key};

/// The most characters a reference may have; a transaction hash has 64 to 90.
const MAX_REFERENCE: usize = 128;
/// The most characters a note may have.
const MAX_NOTE: usize = 500;

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentFor {
    /// The document of an order.
    Order(OrderId),
    Invoice(InvoiceId),
}

/// A payment that staff saw arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPayment {
    /// Any but `wallet`.
    pub method: PaymentMethod,
    /// Bank reference or transaction hash; counts once per method.
    pub reference: String,
    pub amount: Money,
    /// The day the money arrived; not in the future.
    pub received_on: NaiveDate,
    pub note: Option<String>,
}

/// What recording a payment did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub payment: PaymentId,
    pub invoice: InvoiceId,
    /// The order the document bills.
    pub order: Option<OrderId>,
    /// What went to the document.
    pub applied: Money,
    /// What was too much and went to the wallet.
    pub excess: Money,
    /// Whether the document is paid now.
    pub paid: bool,
}

impl RecordPayment {
    /// What was typed in, cleaned; every fault at once.
    pub(super) fn checked(&self, today: NaiveDate) -> Result<External> {
        let mut faults = Faults::default();
        if self.method == PaymentMethod::Wallet {
            faults.add(
                "method",
                Code::Unsupported,
                "A payment from the wallet is made by the customer, not recorded.",
            );
        }
        if !(1..=MAX_TRANSFER).contains(&self.amount.amount()) {
            faults.add("amount", Code::OutOfRange, "Please give an amount above zero.");
        }
        if self.received_on > today {
            faults.add("received_on", Code::OutOfRange, "This day is in the future.");
        }
        let reference = clean_line(&self.reference, MAX_REFERENCE)
            .and_then(|reference| fitting_key(&reference).map(|()| reference));
        let reference = reference.unwrap_or_else(|fault| {
            faults.add("reference", fault.code(), format!("The reference {fault}."));
            String::new()
        });
        let note = self.note.as_deref().filter(|note| !note.trim().is_empty());
        let note =
            note.map(|note| clean_text(note, MAX_NOTE)).transpose().unwrap_or_else(|fault| {
                faults.add("note", fault.code(), format!("The note {fault}."));
                None
            });
        faults.finish()?;
        Ok(External {
            method: self.method,
            amount: self.amount,
            reference,
            received_on: self.received_on,
            note,
        })
    }
}

/// Upper-casing can make a text longer (`ß` becomes `SS`), and what is compared must not be empty.
fn fitting_key(reference: &str) -> Result<(), TextError> {
    match reference_key(reference).chars().count() {
        0 => Err(TextError::Empty),
        n if n > MAX_REFERENCE => Err(TextError::TooLong(MAX_REFERENCE)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::money::Currency;
    use proptest::prelude::*;

    fn typed() -> RecordPayment {
        RecordPayment {
            method: PaymentMethod::BankTransfer,
            reference: "  WIRE 2045  ".to_owned(),
            amount: Money::new(1999, Currency::USD),
            received_on: "2030-01-01".parse().unwrap(),
            note: Some("  ".to_owned()),
        }
    }

    fn checked(payment: &RecordPayment) -> Result<External> {
        payment.checked("2030-01-01".parse().unwrap())
    }

    #[test]
    fn blanks_around_go_and_a_blank_note_is_none() {
        let money = checked(&typed()).unwrap();
        assert_eq!((money.reference.as_str(), money.note), ("WIRE 2045", None));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let bad = RecordPayment {
            method: PaymentMethod::Wallet,
            reference: "\n".to_owned(),
            amount: Money::new(0, Currency::USD),
            received_on: "2030-01-02".parse().unwrap(),
            note: Some("x".repeat(501)),
        };
        let error = checked(&bad).unwrap_err();
        let fields: Vec<&str> = error.field_errors().iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["method", "amount", "received_on", "reference", "note"]);
    }

    #[test]
    fn a_reference_that_grows_when_compared_is_too_long() {
        let long = RecordPayment { reference: "ß".repeat(100), ..typed() };
        assert_eq!(checked(&long).unwrap_err().field_errors()[0].code, Code::TooLong);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_passes_whole_or_names_a_field(reference in any::<String>(), amount: i64) {
            let payment = RecordPayment { reference, amount: Money::new(amount, Currency::USD), ..typed() };
            match checked(&payment) {
                Ok(money) => {
                    let key = reference_key(&money.reference).chars().count();
                    prop_assert!(money.amount.is_positive() && (1..=MAX_REFERENCE).contains(&key));
                }
                Err(error) => prop_assert!(!error.field_errors().is_empty()),
            }
        }
    }
}
