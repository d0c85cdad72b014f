use super::*;
use crate::invoices::{
    Brand, Buyer, Customer, Invoice, InvoicePayment, LineKind, RevenueLine, Seller,
};
use crate::settings::{BankAccount, CryptoAddress};
use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, InvoiceId, PaymentId};
use kn_core::money::Currency;
use kn_db::entities::payment::Method;
use uuid::Uuid;

fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn proforma() -> InvoiceDetail {
    let account = AccountId::from_uuid(Uuid::nil());
    InvoiceDetail {
        invoice: Invoice {
            id: InvoiceId::from_uuid(Uuid::nil()),
            account,
            customer: Customer {
                account_id: account,
                user_id: None,
                name: "अनिल कुमार".to_owned(),
                email: "anil@pragati.example".to_owned(),
                company: None,
            },
            status: InvoiceStatus::Proforma,
            reference: "PRO-2030-000007".to_owned(),
            number: None,
            title: "VPS Pro".to_owned(),
            currency: Currency::USD,
            subtotal: usd(2000),
            discount: usd(100),
            tax: usd(361),
            total: usd(2261),
            amount_due: usd(2261),
            credited: usd(0),
            overdue: false,
            issued_on: on("2030-01-01"),
            due_on: on("2030-01-08"),
            paid_at: None,
            order_id: None,
            order_number: None,
            created_at: "2030-01-01T00:00:00Z".parse().unwrap(),
        },
        lines: vec![line("VPS Pro", 1000, 190_000, 171), line("Backup", 1000, 190_000, 190)],
        payments: Vec::new(),
        order: None,
        seller: Seller {
            legal_name: "KloudNests Ltd".to_owned(),
            country: "CY".to_owned(),
            brand: Brand {
                name: "KloudNests".to_owned(),
                tagline: String::new(),
                accent: (1, 2, 3),
            },
            ..Seller::default()
        },
        buyer: Buyer { name: "अनिल कुमार".to_owned(), ..Buyer::default() },
        notes: Some("Reverse charge.".to_owned()),
        numbered_on: None,
        payment_instructions: None,
        can_record_payment: true,
    }
}

fn line(description: &str, amount: i64, ppm: u32, tax: i64) -> InvoiceLine {
    InvoiceLine {
        kind: LineKind::Plan,
        revenue_line: RevenueLine::Vps,
        description: description.to_owned(),
        detail: None,
        cycle: Some(Cycle::Monthly),
        period_start: None,
        period_end: None,
        quantity: 1,
        unit_amount: usd(amount),
        amount: usd(amount),
        discount: usd(0),
        tax_rate_ppm: ppm,
        tax: usd(tax),
    }
}

fn paid() -> InvoiceDetail {
    let mut detail = proforma();
    detail.invoice.status = InvoiceStatus::Paid;
    detail.invoice.number = Some("INV-2030-000003".to_owned());
    detail.invoice.amount_due = usd(0);
    detail.numbered_on = Some(on("2030-01-03"));
    detail.payments = vec![InvoicePayment {
        id: PaymentId::from_uuid(Uuid::nil()),
        method: Method::BankTransfer,
        reference: "WIRE-7".to_owned(),
        amount: usd(2261),
        received_on: on("2030-01-02"),
        at: "2030-01-03T00:00:00Z".parse().unwrap(),
    }];
    detail
}

fn offers() -> Payments {
    Payments {
        bank_transfer_enabled: true,
        bank_accounts: vec![account("EUR", "CY17"), account("USD", "CY42")],
        crypto_enabled: true,
        crypto_addresses: vec![CryptoAddress {
            asset: "USDT".to_owned(),
            network: "TRON".to_owned(),
            address: "TXyz".to_owned(),
        }],
        ..Payments::default()
    }
}

fn account(currency: &str, number: &str) -> BankAccount {
    BankAccount {
        label: "Main".to_owned(),
        bank: "Bank of Cyprus".to_owned(),
        holder: "KloudNests Ltd".to_owned(),
        account_number: number.to_owned(),
        bank_code: String::new(),
        currency: currency.to_owned(),
    }
}

#[test]
fn a_proforma_says_how_to_pay_in_its_own_currency() {
    let paper = document(&proforma(), &offers()).unwrap();
    assert_eq!((paper.kind, paper.number.as_deref()), (DocumentKind::Proforma, None));
    assert_eq!((paper.status_label.as_str(), paper.due_on), ("Due", Some(on("2030-01-08"))));
    let rows: Vec<&str> = paper.payment_instructions.iter().map(|(_, v)| v.as_str()).collect();
    assert!(rows.contains(&"PRO-2030-000007") && rows.contains(&"CY42") && rows.contains(&"TXyz"));
    assert!(!rows.contains(&"CY17") && !rows.contains(&""));
    assert_eq!(paper.buyer.name, "अनिल कुमार");
    assert_eq!(paper.lines[0].period.as_deref(), Some("Monthly"));
}

#[test]
fn taxes_are_one_row_per_rate() {
    let mut detail = proforma();
    detail.lines.push(line("Domain", 100, 0, 0));
    let paper = document(&detail, &offers()).unwrap();
    assert_eq!(paper.taxes, [TaxRow { label: "Tax 19%".to_owned(), amount: usd(361) }]);
    assert_eq!(paper.discount, Some(usd(100)));
}

#[test]
fn a_paid_invoice_depends_on_nothing_that_can_change() {
    let paper = document(&paid(), &offers()).unwrap();
    assert_eq!(paper, document(&paid(), &Payments::default()).unwrap());
    assert!(paper.payment_instructions.is_empty());
    assert_eq!((paper.kind, paper.status_label.as_str()), (DocumentKind::Invoice, "Paid"));
    assert_eq!((paper.issued_on, paper.paid_on), (on("2030-01-03"), Some(on("2030-01-03"))));
    assert_eq!(paper.brand.accent, (1, 2, 3));
    assert_eq!(paper.payments[0].method, "Bank transfer");
}

#[test]
fn a_void_document_asks_for_nothing() {
    let mut detail = proforma();
    detail.invoice.status = InvoiceStatus::Void;
    detail.invoice.amount_due = usd(0);
    let paper = document(&detail, &offers()).unwrap();
    assert_eq!((paper.status_label.as_str(), paper.due_on), ("Void", None));
    assert!(paper.payment_instructions.is_empty());
}

#[test]
fn the_end_of_a_period_is_the_last_day_covered() {
    let shown = period(Some(on("2026-12-01")), Some(on("2027-01-01")));
    assert_eq!(shown.as_deref(), Some("1 Dec 2026 – 31 Dec 2026"));
    assert_eq!(period(None, Some(on("2027-01-01"))), None);
}
