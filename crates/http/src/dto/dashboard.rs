//! The two dashboards.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::common::MoneyDto;
use super::enums::Category;
use super::services::{Activity, Service};
use super::system::AuditRow;
use super::wallet::Wallet;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CustomerDashboard {
    pub active_services: u32,
    pub provisioning_services: u32,
    pub wallet: Wallet,
    pub due_this_month: MoneyDto,
    pub next_due_on: Option<NaiveDate>,
    pub open_tickets: u32,
    pub attention: Vec<AttentionItem>,
    /// Twelve months, a row per month and category that has spend.
    pub spend: Vec<SpendPoint>,
    /// The next five to renew.
    pub renewing: Vec<Service>,
    /// The latest ten.
    pub activity: Vec<Activity>,
}

/// Something that waits for the customer, with one action.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttentionItem {
    /// For example `invoice_unpaid`, `service_suspended`, `email_unverified`.
    pub kind: String,
    pub title: String,
    pub detail: String,
    /// A path in the console.
    pub link: String,
    /// Label of the action.
    pub action: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SpendPoint {
    #[schema(example = "2026-11", pattern = "^[0-9]{4}-[0-9]{2}$")]
    pub month: String,
    pub category: Category,
    pub amount: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StaffDashboard {
    pub queues: Vec<Queue>,
    pub revenue_this_month: MoneyDto,
    pub revenue_last_month: MoneyDto,
    pub revenue_by_day: Vec<DayAmount>,
    /// Monthly recurring revenue of active services.
    pub mrr: MoneyDto,
    /// What customers' wallets hold.
    pub wallet_liability: MoneyDto,
    pub orders_by_plan: Vec<PlanCount>,
    pub services_by_datacenter: Vec<DatacenterCount>,
    pub sign_ups_30d: u32,
    /// The latest fifteen.
    pub activity: Vec<AuditRow>,
}

/// Work that waits for staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Queue {
    /// For example `to_provision`, `awaiting_payment`, `overdue_invoices`, `failed_jobs`.
    pub key: String,
    pub label: String,
    pub count: u32,
    pub oldest_at: Option<DateTime<Utc>>,
    /// A path in the admin area: the filtered list behind the number.
    pub link: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DayAmount {
    pub date: NaiveDate,
    pub amount: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanCount {
    pub plan: String,
    pub count: u32,
    pub amount: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DatacenterCount {
    pub datacenter: String,
    pub count: u32,
}
