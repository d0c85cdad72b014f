//! Sample documents for the tests and for `examples/invoice.rs`; not part of the library.

use chrono::NaiveDate;
use kn_core::money::{Currency, Money};
use kn_core::ports::document::{
    DocumentBrand, DocumentKind, DocumentLine, InvoiceDocument, Party, PaymentRow, TaxRow,
};

pub(crate) fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real date")
}

/// A paid invoice with ten lines, a discount, two taxes and a payment.
pub(crate) fn ten_lines() -> InvoiceDocument {
    let lines = (1..=10).map(server_line).collect();
    InvoiceDocument {
        kind: DocumentKind::Invoice,
        title: "Invoice".into(),
        number: Some("INV-2026-000045".into()),
        reference: "PRO-2026-000123".into(),
        issued_on: date(2026, 11, 22),
        due_on: Some(date(2026, 12, 6)),
        paid_on: Some(date(2026, 11, 24)),
        status_label: "Paid".into(),
        seller: seller(),
        buyer: buyer(),
        brand: DocumentBrand {
            name: "KloudNests".into(),
            tagline: "Servers that stay up".into(),
            accent: (37, 99, 235),
            logo_png: None,
        },
        currency: Currency::USD,
        lines,
        subtotal: usd(123_450),
        discount: Some(usd(12_345)),
        taxes: vec![
            TaxRow { label: "VAT 19 %".into(), amount: usd(21_110) },
            TaxRow { label: "Environmental levy 1 %".into(), amount: usd(1_111) },
        ],
        total: usd(133_326),
        payments: vec![PaymentRow {
            date: date(2026, 11, 24),
            method: "Bank transfer".into(),
            reference: "CY-8812-0091 / PRO-2026-000123".into(),
            amount: usd(133_326),
        }],
        amount_due: usd(0),
        payment_instructions: vec![("IBAN".into(), "CY17 0020 0128 0000 0012 0052 7600".into())],
        notes: vec!["Thank you for hosting with us.".into()],
        footer: "KloudNests Ltd · 12 Harbour Street, 3601 Limassol, Cyprus · HE 401223 · \
                 billing@kloudnests.example"
            .into(),
    }
}

fn server_line(n: i64) -> DocumentLine {
    DocumentLine {
        description: format!("Cloud VPS M{n} — 4 vCPU, 8 GB RAM, 160 GB NVMe"),
        detail: Some(format!("vps{n}.customer.example")),
        period: Some("1 Dec 2026 – 31 Dec 2026".into()),
        quantity: n,
        unit_price: usd(2_245),
        amount: usd(2_245 * n),
    }
}

fn seller() -> Party {
    Party {
        name: "KloudNests Ltd".into(),
        lines: vec!["12 Harbour Street".into(), "3601 Limassol".into(), "Cyprus".into()],
        tax_id: Some("VAT CY10345678X".into()),
        email: Some("billing@kloudnests.example".into()),
        website: Some("https://kloudnests.example".into()),
    }
}

fn buyer() -> Party {
    Party {
        name: "Ana Petrović".into(),
        lines: vec!["Petrović i sinovi d.o.o.".into(), "Ulica 7".into(), "11000 Beograd".into()],
        tax_id: Some("PIB 104567890".into()),
        email: Some("ana@example.test".into()),
        website: None,
    }
}

/// A proforma to be paid by bank transfer, with no logo and one line.
pub(crate) fn proforma() -> InvoiceDocument {
    let mut document = ten_lines();
    document.kind = DocumentKind::Proforma;
    document.title = "Proforma invoice".into();
    document.number = None;
    document.paid_on = None;
    document.status_label = "Awaiting payment".into();
    document.lines.truncate(1);
    document.discount = None;
    document.taxes = vec![TaxRow { label: "VAT 19 %".into(), amount: usd(427) }];
    document.subtotal = usd(2_245);
    document.total = usd(2_672);
    document.amount_due = usd(2_672);
    document.payments.clear();
    document.payment_instructions = vec![
        ("Bank".into(), "Bank of Cyprus, Limassol".into()),
        ("Account holder".into(), "KloudNests Ltd".into()),
        ("IBAN".into(), "CY17 0020 0128 0000 0012 0052 7600".into()),
        ("BIC".into(), "BCYPCY2N".into()),
        ("Payment reference".into(), "PRO-2026-000123".into()),
    ];
    document.notes = vec![
        "This is a request for payment. The tax invoice follows when the payment has arrived."
            .into(),
        "Please give the payment reference, so that your payment is recognised at once.".into(),
    ];
    document
}

/// A credit note in a currency without a symbol.
pub(crate) fn credit_note() -> InvoiceDocument {
    let kwd = |amount| Money::new(amount, "KWD".parse().expect("a currency"));
    let mut document = proforma();
    document.kind = DocumentKind::CreditNote;
    document.title = "Credit note".into();
    document.number = Some("CN-2026-000007".into());
    document.reference = "INV-2026-000045".into();
    document.due_on = None;
    document.status_label = "Issued".into();
    document.currency = kwd(0).currency();
    document.lines = vec![DocumentLine {
        description: "Refund for 12 days without service".into(),
        unit_price: kwd(-1_250),
        amount: kwd(-1_250),
        ..server_line(1)
    }];
    document.subtotal = kwd(-1_250);
    document.taxes = vec![TaxRow { label: "VAT 0 %".into(), amount: kwd(0) }];
    document.total = kwd(-1_250);
    document.amount_due = kwd(0);
    document.payment_instructions.clear();
    document.notes = vec!["Corrects invoice INV-2026-000045 of 22 November 2026.".into()];
    document
}

/// Names and lines in every script that is carried, and some that are not.
pub(crate) fn scripts() -> InvoiceDocument {
    let mut document = proforma();
    document.buyer = Party {
        name: "Николай Ђорђевић".into(),
        lines: vec![
            "улица Пушкина, дом 7".into(),
            "Αλέξανδρος Παπαδόπουλος".into(),
            "अनिल कुमार शर्मा".into(),
            "मुंबई, महाराष्ट्र ४०० ००१".into(),
            "漢字 عربي".into(),
        ],
        tax_id: Some("GSTIN 27AAPFU0939F1ZV".into()),
        email: None,
        website: None,
    };
    document.lines.push(DocumentLine {
        description: "Виртуальный сервер с ежедневной резервной копией и очень длинным описанием, \
                      которое не помещается в одну строку"
            .into(),
        detail: Some("server-with-an-unusually-long-hostname.department.customer.example".into()),
        period: Some("1 Dec 2026 – 31 Dec 2027".into()),
        quantity: 1_200,
        unit_price: usd(999_999_999),
        amount: usd(1_199_999_998_800),
    });
    document.lines.push(DocumentLine {
        description: "होस्टिंग सेवा (वार्षिक) — ₹ में बिल".into(),
        detail: None,
        period: None,
        quantity: 1,
        unit_price: usd(-500),
        amount: usd(-500),
    });
    document
}

/// Eighty lines over several pages.
pub(crate) fn many_lines() -> InvoiceDocument {
    let mut document = ten_lines();
    document.status_label = "Overdue".into();
    document.paid_on = None;
    document.lines = (1..=80).map(server_line).collect();
    document.amount_due = usd(133_326);
    document.notes = vec!["Payment within 14 days. ".repeat(60)];
    document
}

/// Every sample with a file name.
pub(crate) fn all() -> [(&'static str, InvoiceDocument); 5] {
    [
        ("ten-lines", ten_lines()),
        ("proforma", proforma()),
        ("credit-note", credit_note()),
        ("scripts", scripts()),
        ("many-lines", many_lines()),
    ]
}
