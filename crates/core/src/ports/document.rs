//! The document port: a pure, typed picture of an invoice and a renderer that turns it into PDF bytes.
//!
//! A renderer is a pure function: no clock, no network, no randomness, so it may run inside a request
//! and the same document gives the same bytes for as long as [`DocumentRenderer::renderer_version`]
//! stays the same. Amounts arrive finished; a renderer never calculates money.

use chrono::NaiveDate;

use crate::money::{Currency, Money};

/// What kind of paper this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A request for payment; has a reference but no legal number yet.
    Proforma,
    /// A numbered invoice.
    Invoice,
    /// A numbered correction of an invoice.
    CreditNote,
}

/// Seller or buyer, as frozen when the document was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Company or person.
    pub name: String,
    /// Address and further lines, already in the order of their country.
    pub lines: Vec<String>,
    /// VAT, GST or other tax number with its label, e.g. `VAT CY10345678X`.
    pub tax_id: Option<String>,
    /// Contact address.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
}

/// How the seller's brand looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentBrand {
    /// Brand name, shown as text when there is no logo.
    pub name: String,
    /// Short line under the name; may be empty.
    pub tagline: String,
    /// Accent colour as red, green, blue.
    pub accent: (u8, u8, u8),
    /// Logo as PNG bytes.
    pub logo_png: Option<Vec<u8>>,
}

/// One line of the items table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// What was sold.
    pub description: String,
    /// Second, smaller line, e.g. the hostname.
    pub detail: Option<String>,
    /// Period the line pays for, e.g. `1 Dec 2026 – 31 Dec 2026`.
    pub period: Option<String>,
    /// How many.
    pub quantity: i64,
    /// Price of one.
    pub unit_price: Money,
    /// Amount of the line.
    pub amount: Money,
}

/// One row of tax under the subtotal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// Name and rate, e.g. `VAT 19 %`.
    pub label: String,
    /// Amount of this tax.
    pub amount: Money,
}

/// A payment that was applied to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// Day the money was received.
    pub date: NaiveDate,
    /// How it came, e.g. `Bank transfer`, `Wallet`.
    pub method: String,
    /// The payment's reference; may be empty.
    pub reference: String,
    /// How much of it went to this document.
    pub amount: Money,
}

/// Everything an invoice, proforma or credit note shows. Nothing is looked up while rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDocument {
    /// Kind of document.
    pub kind: DocumentKind,
    /// Heading, e.g. `Invoice` or `Tax invoice`.
    pub title: String,
    /// Legal number, e.g. `INV-2026-000045`; absent on a proforma.
    pub number: Option<String>,
    /// Payment reference, e.g. `PRO-2026-000123`.
    pub reference: String,
    /// Date of issue.
    pub issued_on: NaiveDate,
    /// Last day to pay.
    pub due_on: Option<NaiveDate>,
    /// Day it was paid in full; set means the PAID badge.
    pub paid_on: Option<NaiveDate>,
    /// State in words, e.g. `Paid`, `Due`, `Overdue`, `Refunded`.
    pub status_label: String,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// Brand of the seller.
    pub brand: DocumentBrand,
    /// Currency of every amount.
    pub currency: Currency,
    /// Items.
    pub lines: Vec<DocumentLine>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Discount as a positive amount; the renderer shows the minus.
    pub discount: Option<Money>,
    /// Taxes, one row each.
    pub taxes: Vec<TaxRow>,
    /// Amount of the document.
    pub total: Money,
    /// Payments applied.
    pub payments: Vec<PaymentRow>,
    /// Still to pay.
    pub amount_due: Money,
    /// How to pay, label and value, e.g. (`IBAN`, `CY17…`); shown only while an amount is due.
    pub payment_instructions: Vec<(String, String)>,
    /// Remarks, e.g. a reverse-charge sentence.
    pub notes: Vec<String>,
    /// Line at the foot of every page.
    pub footer: String,
}

/// Why a document could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The document exceeds a limit of the renderer.
    #[error("the document is too large: {0}")]
    TooLarge(String),
    /// The input can't be shown, e.g. a logo that is not a PNG.
    #[error("the document can't be shown: {0}")]
    Invalid(String),
    /// The renderer itself failed.
    #[error("the document could not be rendered: {0}")]
    Render(String),
}

/// Turns documents into PDF bytes.
pub trait DocumentRenderer: Send + Sync {
    /// Renders an invoice, proforma or credit note; deterministic.
    ///
    /// # Errors
    /// [`DocumentError`] when the document is too large, can't be shown, or the renderer fails.
    fn render_invoice(&self, document: &InvoiceDocument) -> Result<Vec<u8>, DocumentError>;

    /// Changes whenever the same document may give other bytes than before.
    fn renderer_version(&self) -> &'static str;
}
