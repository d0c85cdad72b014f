//! The words of documents, as lists, pages and other features see them. Everything due is derived here.

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, InvoiceId, OrderId, PaymentId};
use kn_core::money::{Currency, Money, MoneyError};
use kn_db::entities::invoice::Model;
use kn_db::entities::payment::Method;
use serde::{Deserialize, Serialize};

pub use crate::services::Customer;
pub use kn_db::entities::invoice::Status as InvoiceStatus;
pub use kn_db::entities::invoice_line::{Kind as LineKind, RevenueLine};
use kn_db::entities::order::Status as OrderStatus;

use super::snapshot::{Buyer, Seller};
use crate::settings::{BankAccount, CryptoAddress};

/// A document without its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub id: InvoiceId,
    pub account: AccountId,
    pub customer: Customer,
    pub status: InvoiceStatus,
    /// `PRO-2026-000123`; what to quote with a payment.
    pub reference: String,
    /// `INV-2026-000045`, from the moment it is paid.
    pub number: Option<String>,
    /// What it is for, in a line.
    pub title: String,
    pub currency: Currency,
    pub subtotal: Money,
    pub discount: Money,
    pub tax: Money,
    pub total: Money,
    pub amount_due: Money,
    pub credited: Money,
    /// Unpaid, and the last day to pay is past.
    pub overdue: bool,
    pub issued_on: NaiveDate,
    pub due_on: NaiveDate,
    pub paid_at: Option<DateTime<Utc>>,
    pub order_id: Option<OrderId>,
    /// `KN-10041`.
    pub order_number: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// A document with everything on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDetail {
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
    pub payments: Vec<InvoicePayment>,
    pub order: Option<InvoiceOrder>,
    pub seller: Seller,
    pub buyer: Buyer,
    pub notes: Option<String>,
    /// The day it got its number; the date of the invoice.
    pub numbered_on: Option<NaiveDate>,
    /// While something is due and a manual method is open.
    pub payment_instructions: Option<PaymentInstructions>,
    pub can_record_payment: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    pub kind: LineKind,
    pub revenue_line: RevenueLine,
    pub description: String,
    pub detail: Option<String>,
    pub cycle: Option<Cycle>,
    pub period_start: Option<NaiveDate>,
    /// The first day not covered.
    pub period_end: Option<NaiveDate>,
    pub quantity: i64,
    pub unit_amount: Money,
    pub amount: Money,
    pub discount: Money,
    /// Parts per million: `190000` is 19 %.
    pub tax_rate_ppm: u32,
    pub tax: Money,
}

/// Money that went to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePayment {
    pub id: PaymentId,
    pub method: Method,
    pub reference: String,
    /// How much of it went to this document; what was too much went to the wallet.
    pub amount: Money,
    pub received_on: NaiveDate,
    pub at: DateTime<Utc>,
}

/// The order a document bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceOrder {
    pub id: OrderId,
    pub number: String,
    pub status: OrderStatus,
}

/// How to pay by a manual method: the exact amount, the reference to quote, where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentInstructions {
    pub method: Method,
    pub amount: Money,
    pub reference: String,
    pub due_on: NaiveDate,
    pub bank_accounts: Vec<BankAccount>,
    pub crypto: Vec<CryptoAddress>,
    pub instructions: String,
}

/// Which documents to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    pub status: Option<InvoiceStatus>,
    /// Only those that are, or are not, past their last day to pay.
    pub overdue: Option<bool>,
    /// Only those that have, or have not, something due.
    pub unpaid: Option<bool>,
    pub account: Option<AccountId>,
    pub order: Option<OrderId>,
}

impl Invoice {
    /// Whether it waits for money.
    pub fn is_payable(&self) -> bool {
        payable(self.status) && !self.amount_due.is_zero()
    }
}

/// Whether a document in this state may wait for money.
pub(super) const fn payable(status: InvoiceStatus) -> bool {
    matches!(status, InvoiceStatus::Proforma | InvoiceStatus::Open)
}

/// What is left of a document: total − credited − written off − (allocated − released).
pub(super) fn remaining(row: &Model) -> Result<i64, MoneyError> {
    let kept = row.allocated.checked_sub(row.released);
    row.total
        .checked_sub(row.credited)
        .and_then(|left| left.checked_sub(row.written_off))
        .zip(kept)
        .and_then(|(left, kept)| left.checked_sub(kept))
        .ok_or(MoneyError::Overflow)
}

/// What is still to pay: the rest of a document that waits for money, nothing of any other.
pub(super) fn due(row: &Model) -> Result<i64, MoneyError> {
    if payable(row.status) { remaining(row) } else { Ok(0) }
}

/// Past its last day to pay with something due.
pub(super) fn is_overdue(row: &Model, due: i64, today: NaiveDate) -> bool {
    due > 0 && payable(row.status) && row.due_on < today
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "tests add up small numbers")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    pub(super) fn row(status: InvoiceStatus, total: i64) -> Model {
        let at = "2030-01-01T00:00:00Z".parse().unwrap();
        let on = "2030-01-01".parse().unwrap();
        Model {
            id: Uuid::nil(),
            account_id: Uuid::nil(),
            order_id: None,
            status,
            reference: "PRO-2030-000001".to_owned(),
            number_series: None,
            number_no: None,
            number: None,
            currency: "USD".to_owned(),
            subtotal: total,
            discount: 0,
            tax: 0,
            total,
            allocated: 0,
            released: 0,
            credited: 0,
            written_off: 0,
            issued_on: on,
            due_on: on,
            numbered_on: None,
            paid_at: None,
            seller: serde_json::json!({}),
            buyer: serde_json::json!({}),
            notes: None,
            pdf_sha256: None,
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }

    #[test]
    fn overdue_begins_the_day_after_the_last_one() {
        let open = row(InvoiceStatus::Proforma, 100);
        let on = |text: &str| text.parse().unwrap();
        assert!(!is_overdue(&open, 100, on("2030-01-01")));
        assert!(is_overdue(&open, 100, on("2030-01-02")));
        assert!(!is_overdue(&open, 0, on("2030-01-02")));
        assert!(!is_overdue(&row(InvoiceStatus::Void, 100), 100, on("2030-01-02")));
    }

    #[test]
    fn nothing_is_due_on_what_nobody_is_asked_to_pay() {
        for status in [InvoiceStatus::Draft, InvoiceStatus::Void] {
            assert_eq!(due(&row(status, 100)), Ok(0));
        }
        assert_eq!(due(&row(InvoiceStatus::Proforma, 100)), Ok(100));
    }

    proptest! {
        #[test]
        fn what_remains_never_wraps(total: i64, allocated: i64, released: i64, credited: i64, off: i64) {
            let row = Model { allocated, released, credited, written_off: off, ..row(InvoiceStatus::Open, total) };
            let exact = i128::from(total) - i128::from(credited) - i128::from(off)
                - (i128::from(allocated) - i128::from(released));
            if let Ok(left) = remaining(&row) {
                prop_assert_eq!(i128::from(left), exact);
            }
        }
    }
}
