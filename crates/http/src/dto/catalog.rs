//! Plans, add-ons, places, systems, and what a configuration costs.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::MoneyDto;
use super::enums::{AddonKind, Category, Cycle, DiskKind, LineKind, OsFamily};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Plan {
    pub id: String,
    pub slug: String,
    pub category: Category,
    pub name: String,
    pub description: String,
    /// `null` where the processor is shared or described by `cpu_label`.
    pub vcpu: Option<i32>,
    pub cpu_label: String,
    pub ram_mb: i32,
    pub disk_gb: i32,
    pub disk_kind: DiskKind,
    /// Per month; `null`: unmetered.
    pub traffic_gb: Option<i32>,
    pub features: Vec<String>,
    /// The terms it is sold in, shortest first.
    pub prices: Vec<PlanPrice>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanPrice {
    pub id: String,
    pub cycle: Cycle,
    /// For one whole cycle.
    pub amount: MoneyDto,
    pub setup_fee: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Addon {
    pub id: String,
    pub slug: String,
    pub kind: AddonKind,
    pub name: String,
    pub description: String,
    /// Plan categories it fits.
    pub categories: Vec<Category>,
    /// Operating system families it fits.
    pub os_families: Vec<OsFamily>,
    /// Its own billing cycle, independent of the plan's.
    pub cycle: Cycle,
    pub amount: MoneyDto,
    pub setup_fee: MoneyDto,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Datacenter {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub city: String,
    pub country: String,
    pub description: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OperatingSystem {
    pub id: String,
    pub slug: String,
    pub family: OsFamily,
    pub name: String,
}

page! {
    PlanPage of Plan,
    AddonPage of Addon,
    DatacenterPage of Datacenter,
    OperatingSystemPage of OperatingSystem,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanFilter {
    #[param(inline)]
    pub category: Option<Category>,
}

/// A server as somebody wants it; `POST /orders` takes the same fields.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// Plan slug.
    pub plan: String,
    pub cycle: Cycle,
    pub operating_system: Option<String>,
    pub datacenter: Option<String>,
    /// Add-on slugs, each once.
    #[serde(default)]
    pub addons: Vec<String>,
    pub coupon: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Quote {
    pub lines: Vec<QuoteLine>,
    pub subtotal: MoneyDto,
    pub discount: MoneyDto,
    pub tax: MoneyDto,
    /// Due today.
    pub total: MoneyDto,
    /// What comes again, by cycle, tax included.
    pub recurring: Vec<Recurring>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuoteLine {
    pub kind: LineKind,
    pub description: String,
    /// `null` for what is charged once.
    pub cycle: Option<Cycle>,
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
pub struct Recurring {
    pub cycle: Cycle,
    pub total: MoneyDto,
}
