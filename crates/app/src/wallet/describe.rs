//! What a line of a wallet's statement is called. Pure.

use kn_db::entities::payment::Method;

use super::method::method_label;
use super::model::EntryKind;

/// What is known about the entry behind a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Why staff did it; shown to staff only.
    pub(super) reason: Option<String>,
    /// How a payment or top-up came.
    pub(super) method: Option<Method>,
    /// The reference of the payment or top-up.
    pub(super) reference: Option<String>,
    /// Number, or before it is numbered the reference, of the document paid.
    pub(super) document: Option<String>,
}

/// Description and reference of a line.
pub(super) fn describe(kind: EntryKind, facts: &Facts, staff: bool) -> (String, Option<String>) {
    let by = facts.method.map_or_else(String::new, |m| format!(" by {}", lower(method_label(m))));
    let document = facts.document.as_deref();
    match kind {
        EntryKind::Topup => (format!("Top-up{by}"), facts.reference.clone()),
        EntryKind::InvoicePayment | EntryKind::InvoiceFinalised => {
            (with_document("Payment of", document), facts.document.clone())
        }
        EntryKind::PaymentReceived => {
            (with_document("Paid more than was due on", document), facts.reference.clone())
        }
        EntryKind::Adjustment => (with_reason("Balance adjustment", facts, staff), None),
        EntryKind::Reversal => (with_reason("Correction of an earlier line", facts, staff), None),
        EntryKind::OpeningBalance => ("Opening balance".to_owned(), None),
    }
}

fn with_document(what: &str, document: Option<&str>) -> String {
    format!("{what} {}", document.unwrap_or("an invoice"))
}

fn with_reason(what: &str, facts: &Facts, staff: bool) -> String {
    match facts.reason.as_deref().filter(|_| staff) {
        Some(reason) => format!("{what}: {reason}"),
        None => what.to_owned(),
    }
}

/// `Bank transfer` inside a sentence; `UPI` stays as it is.
fn lower(label: &str) -> String {
    if label.chars().all(char::is_uppercase) { label.to_owned() } else { label.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            reason: Some("known fraudster".to_owned()),
            method: Some(Method::BankTransfer),
            reference: Some("WIRE-7".to_owned()),
            document: Some("INV-2030-000045".to_owned()),
        }
    }

    #[test]
    fn lines_name_the_document_or_the_payment() {
        let told = |kind| describe(kind, &facts(), false);
        assert_eq!(
            told(EntryKind::Topup),
            ("Top-up by bank transfer".into(), Some("WIRE-7".into()))
        );
        let (text, reference) = told(EntryKind::InvoicePayment);
        assert_eq!(text, "Payment of INV-2030-000045");
        assert_eq!(reference.as_deref(), Some("INV-2030-000045"));
        let (text, reference) = told(EntryKind::PaymentReceived);
        assert_eq!(text, "Paid more than was due on INV-2030-000045");
        assert_eq!(reference.as_deref(), Some("WIRE-7"));
        let upi = Facts { method: Some(Method::Upi), ..Facts::default() };
        assert_eq!(describe(EntryKind::Topup, &upi, false).0, "Top-up by UPI");
    }

    #[test]
    fn the_reason_of_staff_is_for_staff() {
        for kind in EntryKind::ALL {
            assert!(!describe(*kind, &facts(), false).0.contains("fraudster"), "{kind}");
        }
        assert_eq!(
            describe(EntryKind::Adjustment, &facts(), true).0,
            "Balance adjustment: known fraudster"
        );
    }
}
