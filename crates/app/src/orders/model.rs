//! An order as screens and mails show it.

use chrono::{DateTime, Utc};
use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, InvoiceId, OrderId, ServiceId};
use kn_core::money::Money;
use serde::{Deserialize, Serialize};

use crate::catalog::{Category, DatacenterRef, LineKind, OperatingSystemRef, PlanRef};
use crate::services::ServiceStatus;

pub use crate::invoices::PaymentInstructions;
pub use crate::services::Customer;
pub use kn_db::entities::invoice::Status as InvoiceStatus;
pub use kn_db::entities::order::Status as OrderStatus;
pub use kn_db::entities::payment::Method as PaymentMethod;

/// Whether an order is paid, read from its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    Pending,
    /// A proof waits for staff.
    InReview,
    PartiallyPaid,
    Paid,
    Refunded,
}

/// What was ordered, at the price of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    pub kind: LineKind,
    pub description: String,
    pub cycle: Cycle,
    pub amount: Money,
    pub setup_fee: Money,
}

/// An add-on that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRef {
    pub slug: String,
    pub name: String,
}

/// The order's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRef {
    pub id: InvoiceId,
    pub reference: String,
    pub number: Option<String>,
    pub status: InvoiceStatus,
    pub amount_due: Money,
}

/// The service that came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRef {
    pub id: ServiceId,
    pub status: ServiceStatus,
}

/// Where a step of the timeline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Done,
    Current,
    Waiting,
    Failed,
}

/// One step from the order to the running server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineStep {
    pub key: String,
    pub label: String,
    pub at: Option<DateTime<Utc>>,
    pub state: StepState,
}

/// An order with everything screens show of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    /// `KN-10041`.
    pub number: String,
    pub status: OrderStatus,
    pub payment_status: PaymentStatus,
    /// Where staff may put it by hand from here.
    pub allowed_statuses: Vec<OrderStatus>,
    pub can_provision: bool,
    pub can_record_payment: bool,
    pub can_cancel: bool,
    pub customer: Customer,
    pub plan: PlanRef,
    pub cycle: Cycle,
    pub operating_system: Option<OperatingSystemRef>,
    pub datacenter: DatacenterRef,
    pub hostname: Option<String>,
    pub notes: Option<String>,
    pub items: Vec<OrderItem>,
    pub addons: Vec<NamedRef>,
    /// Name of the control panel among them.
    pub control_panel: Option<String>,
    pub payment_method: PaymentMethod,
    pub total: Money,
    pub invoice: InvoiceRef,
    pub service: Option<ServiceRef>,
    /// Only on a single order that waits for a payment by bank or crypto.
    pub payment_instructions: Option<PaymentInstructions>,
    pub timeline: Vec<TimelineStep>,
    /// When it lapses if it stays unpaid.
    pub expires_at: Option<DateTime<Utc>>,
    pub placed_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
}

/// Which orders to list; the search word comes with the page.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub status: Option<OrderStatus>,
    pub payment_status: Option<PaymentStatus>,
    pub category: Option<Category>,
    pub account: Option<AccountId>,
}
