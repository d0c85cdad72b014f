//! A document as the renderer of PDFs takes it. Pure: finished amounts and words, nothing is looked up.
//!
//! What a paid invoice shows comes from the frozen document alone, so it gives the same bytes ever after.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kn_core::money::{Money, MoneyError};
use kn_core::ports::document::{DocumentKind, DocumentLine, InvoiceDocument, PaymentRow, TaxRow};
use kn_core::tax::TaxRate;

use super::model::{InvoiceDetail, InvoiceLine, InvoiceStatus};
use super::query::payment_instructions;
use crate::settings::Payments;
use crate::wallet::method_label;

/// The paper of a document. `payments` says how to pay while something is due.
pub fn document(
    detail: &InvoiceDetail,
    payments: &Payments,
) -> Result<InvoiceDocument, MoneyError> {
    let invoice = &detail.invoice;
    let paid = invoice.status == InvoiceStatus::Paid;
    let (kind, title) = match invoice.number {
        Some(_) => (DocumentKind::Invoice, "Invoice"),
        None => (DocumentKind::Proforma, "Proforma invoice"),
    };
    Ok(InvoiceDocument {
        kind,
        title: title.to_owned(),
        number: invoice.number.clone(),
        reference: invoice.reference.clone(),
        issued_on: detail.numbered_on.unwrap_or(invoice.issued_on),
        due_on: Some(invoice.due_on).filter(|_| invoice.is_payable()),
        paid_on: detail.numbered_on.filter(|_| paid),
        status_label: status_label(detail).to_owned(),
        seller: detail.seller.party(),
        buyer: detail.buyer.party(),
        brand: detail.seller.document_brand(),
        currency: invoice.currency,
        lines: detail.lines.iter().map(line).collect(),
        subtotal: invoice.subtotal,
        discount: Some(invoice.discount).filter(|discount| !discount.is_zero()),
        taxes: taxes(detail)?,
        total: invoice.total,
        payments: detail.payments.iter().map(payment).collect(),
        amount_due: invoice.amount_due,
        payment_instructions: instructions(detail, payments),
        notes: detail.notes.iter().cloned().collect(),
        footer: detail.seller.footer.clone(),
    })
}

fn status_label(detail: &InvoiceDetail) -> &'static str {
    let invoice = &detail.invoice;
    match invoice.status {
        InvoiceStatus::Draft => "Draft",
        InvoiceStatus::Paid => "Paid",
        InvoiceStatus::Void => "Void",
        InvoiceStatus::Uncollectible => "Written off",
        InvoiceStatus::Proforma | InvoiceStatus::Open if invoice.overdue => "Overdue",
        InvoiceStatus::Proforma | InvoiceStatus::Open if !detail.payments.is_empty() => {
            "Partly paid"
        }
        InvoiceStatus::Proforma | InvoiceStatus::Open => "Due",
    }
}

fn line(line: &InvoiceLine) -> DocumentLine {
    DocumentLine {
        description: line.description.clone(),
        detail: line.detail.clone(),
        period: period(line.period_start, line.period_end)
            .or_else(|| line.cycle.map(|cycle| capitalised(cycle.as_str()))),
        quantity: line.quantity,
        unit_price: line.unit_amount,
        amount: line.amount,
    }
}

/// `1 Dec 2026 – 31 Dec 2026`: the end is the last day covered.
fn period(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<String> {
    let (start, end) = (start?, end?);
    let last = end.pred_opt().filter(|last| *last >= start).unwrap_or(start);
    Some(format!("{} – {}", day(start), day(last)))
}

fn day(on: NaiveDate) -> String {
    on.format("%-d %b %Y").to_string()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One row per rate, without those that come to nothing.
fn taxes(detail: &InvoiceDetail) -> Result<Vec<TaxRow>, MoneyError> {
    let mut by_rate: BTreeMap<u32, Vec<Money>> = BTreeMap::new();
    for line in &detail.lines {
        by_rate.entry(line.tax_rate_ppm).or_default().push(line.tax);
    }
    let mut rows = Vec::new();
    for (ppm, amounts) in by_rate {
        let amount = Money::sum(detail.invoice.currency, amounts)?;
        if !amount.is_zero() {
            rows.push(TaxRow { label: format!("Tax {}", TaxRate::from_ppm(ppm)?), amount });
        }
    }
    Ok(rows)
}

fn payment(payment: &super::model::InvoicePayment) -> PaymentRow {
    PaymentRow {
        date: payment.received_on,
        method: method_label(payment.method).to_owned(),
        reference: payment.reference.clone(),
        amount: payment.amount,
    }
}

/// Every offered way to pay from outside, with the reference that finds the document again.
fn instructions(detail: &InvoiceDetail, payments: &Payments) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut row = |label: &str, value: &str| {
        if !value.is_empty() {
            rows.push((label.to_owned(), value.to_owned()));
        }
    };
    for method in payments.offered() {
        let Some(ways) = payment_instructions(&detail.invoice, method, payments) else { continue };
        for account in &ways.bank_accounts {
            row("Bank", &account.bank);
            row("Account holder", &account.holder);
            row("IBAN or account number", &account.account_number);
            row("BIC or bank code", &account.bank_code);
        }
        for address in &ways.crypto {
            row(&format!("{} on {}", address.asset, address.network), &address.address);
        }
    }
    if !rows.is_empty() {
        rows.insert(0, ("Reference".to_owned(), detail.invoice.reference.clone()));
        if !payments.instructions.is_empty() {
            rows.push(("Please note".to_owned(), payments.instructions.clone()));
        }
    }
    rows
}

#[cfg(test)]
mod tests;
