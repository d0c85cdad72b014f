//! Orders, as the customer and as staff see them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Customer, DatacenterRef, MoneyDto, NamedRef, PaymentInstructions, PlanRef};
use super::enums::{
    Category, Cycle, InvoiceStatus, LineKind, OrderStatus, PaymentMethod, PaymentStatus,
    ServiceStatus, StepState,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRequest {
    /// Plan slug.
    pub plan: String,
    pub cycle: Cycle,
    /// Slug; needed for every category but `shared`.
    pub operating_system: Option<String>,
    /// Slug.
    pub datacenter: String,
    #[schema(max_length = 253)]
    pub hostname: Option<String>,
    /// Add-on slugs, each once.
    #[serde(default)]
    pub addons: Vec<String>,
    #[schema(max_length = 40)]
    pub coupon: Option<String>,
    #[schema(max_length = 2000)]
    pub notes: Option<String>,
    pub payment_method: PaymentMethod,
    /// `total` of the quote the customer saw; another price today answers `price_changed`.
    pub expected_total: MoneyDto,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelOrderRequest {
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Order {
    pub id: String,
    #[schema(example = "KN-10041")]
    pub number: String,
    pub status: OrderStatus,
    pub payment_status: PaymentStatus,
    pub plan: PlanRef,
    pub cycle: Cycle,
    pub operating_system: Option<NamedRef>,
    pub datacenter: DatacenterRef,
    pub hostname: Option<String>,
    pub notes: Option<String>,
    pub items: Vec<OrderItem>,
    pub addons: Vec<NamedRef>,
    /// Name of the control panel ordered with it.
    pub control_panel: Option<String>,
    pub payment_method: PaymentMethod,
    pub total: MoneyDto,
    pub invoice: InvoiceRef,
    pub service: Option<ServiceRef>,
    /// While a manual payment is awaited.
    pub payment_instructions: Option<PaymentInstructions>,
    pub timeline: Vec<TimelineStep>,
    pub can_cancel: bool,
    /// When an unpaid order lapses.
    pub expires_at: Option<DateTime<Utc>>,
    pub placed_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderItem {
    pub kind: LineKind,
    pub description: String,
    pub cycle: Cycle,
    pub amount: MoneyDto,
    pub setup_fee: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoiceRef {
    pub id: String,
    /// `PRO-2026-000123`
    pub reference: String,
    /// `INV-2026-000045`, once paid.
    pub number: Option<String>,
    pub status: InvoiceStatus,
    pub amount_due: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceRef {
    pub id: String,
    pub status: ServiceStatus,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineStep {
    #[schema(example = "paid")]
    pub key: String,
    pub label: String,
    pub at: Option<DateTime<Utc>>,
    pub state: StepState,
}

/// An order as staff see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminOrder {
    #[serde(flatten)]
    pub order: Order,
    pub customer: Customer,
    /// Where `status` may go from here by hand.
    pub allowed_statuses: Vec<OrderStatus>,
    pub can_provision: bool,
    pub can_record_payment: bool,
}

page! { OrderPage of Order, AdminOrderPage of AdminOrder }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrderFilter {
    #[param(inline)]
    pub status: Option<OrderStatus>,
    #[param(inline)]
    pub payment_status: Option<PaymentStatus>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AdminOrderFilter {
    #[param(inline)]
    pub status: Option<OrderStatus>,
    #[param(inline)]
    pub payment_status: Option<PaymentStatus>,
    #[param(inline)]
    pub category: Option<Category>,
    /// Account id.
    pub account: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdminOrderPatch {
    /// One of `allowed_statuses`. `active` on a paid pending order answers `conflict`: provision it instead.
    pub status: OrderStatus,
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

/// A payment that staff saw arrive.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPaymentRequest {
    pub method: PaymentMethod,
    /// Bank reference or transaction hash; used once per method.
    #[schema(min_length = 1, max_length = 128)]
    pub reference: String,
    pub amount: MoneyDto,
    /// The day the money arrived.
    pub received_on: NaiveDate,
    #[schema(max_length = 500)]
    pub note: Option<String>,
}
