//! Documents: what a customer is asked to pay, and what they paid.
//!
//! States: `draft → proforma → paid`, `proforma → void`; a document on net terms would be `open` or
//! `uncollectible` in between. Partly paid and overdue are derived, never stored. A proforma has a reference
//! (`PRO-2026-000123`) to pay by; the legal number (`INV-2026-000045`) is taken by the transaction that pays
//! it, so numbers are contiguous per series and year. Screens call both an invoice.
//!
//! Invariants: totals are the sums of the lines; seller, buyer, brand and lines are frozen when the document
//! is issued; a paid document is numbered, has nothing due, and never changes again; "paid" has one path,
//! [`settle`]. Locks: the customer's row, then the document, then the ledger.
//!
//! Callers: `orders` (issue, settle, void), `payments` (settle), customers and staff (list, get, pay, PDF),
//! `notifications` (PDF).
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

mod document;
mod fund;
mod issue;
mod lines;
mod model;
mod number;
mod pay;
mod pdf;
mod query;
mod settle;
mod snapshot;
mod store;
mod void;

pub use document::document;
pub(crate) use fund::reference_key;
pub use fund::{External, Funding};
pub use issue::{NewInvoice, NewLine, issue};
pub use model::{
    Customer, Invoice, InvoiceDetail, InvoiceFilter, InvoiceLine, InvoiceOrder, InvoicePayment,
    InvoiceStatus, LineKind, PaymentInstructions, RevenueLine,
};
pub use pay::pay;
pub use pdf::{Pdf, pdf};
pub use query::{get, list, load, payment_instructions};
pub use settle::{Settled, settle, settle_from_wallet};
pub use snapshot::{Brand, Buyer, Seller};
pub use void::void;
