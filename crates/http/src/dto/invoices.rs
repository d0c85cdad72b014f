//! Proformas and invoices.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Customer, MoneyDto, PaymentInstructions};
use super::enums::{Cycle, InvoiceStatus, LineKind, OrderStatus, PaymentMethod};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Invoice {
    pub id: String,
    pub status: InvoiceStatus,
    /// `PRO-2026-000123`; what to quote with a payment.
    pub reference: String,
    /// `INV-2026-000045`, from the moment it is paid.
    pub number: Option<String>,
    /// What it is for, in a line.
    pub title: String,
    pub currency: String,
    pub subtotal: MoneyDto,
    pub discount: MoneyDto,
    pub tax: MoneyDto,
    pub total: MoneyDto,
    pub amount_due: MoneyDto,
    pub credited: MoneyDto,
    pub overdue: bool,
    pub issued_on: NaiveDate,
    pub due_on: NaiveDate,
    pub paid_at: Option<DateTime<Utc>>,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoiceLine {
    pub kind: LineKind,
    pub description: String,
    pub detail: Option<String>,
    pub cycle: Option<Cycle>,
    pub period_start: Option<NaiveDate>,
    /// The first day not covered.
    pub period_end: Option<NaiveDate>,
    #[schema(format = "double-int")]
    pub quantity: i64,
    pub unit_amount: MoneyDto,
    pub amount: MoneyDto,
    pub discount: MoneyDto,
    /// Parts per million: `190000` is 19 %.
    pub tax_rate_ppm: u32,
    pub tax: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoicePayment {
    pub id: String,
    pub method: PaymentMethod,
    pub reference: String,
    pub amount: MoneyDto,
    pub received_on: NaiveDate,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoiceOrder {
    pub id: String,
    pub number: String,
    pub status: OrderStatus,
}

/// Who sells or buys, as frozen on the document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Party {
    pub name: String,
    pub address_lines: Vec<String>,
    pub country: Option<String>,
    pub tax_id: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoiceDetail {
    #[serde(flatten)]
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
    pub payments: Vec<InvoicePayment>,
    pub seller: Party,
    pub buyer: Party,
    pub notes: Option<String>,
    /// The day it got its number: the date of the invoice.
    pub numbered_on: Option<NaiveDate>,
    pub order: Option<InvoiceOrder>,
    /// While something is due and a manual method is open.
    pub payment_instructions: Option<PaymentInstructions>,
}

/// An invoice as staff lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminInvoice {
    #[serde(flatten)]
    pub invoice: Invoice,
    pub customer: Customer,
}

/// An invoice with everything on it, for staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminInvoiceDetail {
    #[serde(flatten)]
    pub invoice: InvoiceDetail,
    pub customer: Customer,
    pub can_record_payment: bool,
}

page! { InvoicePage of Invoice, AdminInvoicePage of AdminInvoice }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvoiceFilter {
    #[param(inline)]
    pub status: Option<InvoiceStatus>,
    /// Past the last day to pay, or not.
    pub overdue: Option<bool>,
    /// With something due, or not.
    pub unpaid: Option<bool>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AdminInvoiceFilter {
    #[param(inline)]
    pub status: Option<InvoiceStatus>,
    /// Past the last day to pay, or not.
    pub overdue: Option<bool>,
    /// With something due, or not.
    pub unpaid: Option<bool>,
    /// Account id.
    pub account: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayInvoiceRequest {
    /// `wallet` pays at once; the other methods are paid outside, by `payment_instructions`.
    pub method: PaymentMethod,
}
