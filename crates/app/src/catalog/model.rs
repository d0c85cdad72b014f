//! The catalogue's vocabulary, as pages and pricing see it.

use kn_core::calendar::Cycle;
use kn_core::ids::{AddonId, DatacenterId, OperatingSystemId, PlanId, PriceId};
use kn_core::money::Money;
use serde::{Deserialize, Serialize};

pub use kn_db::entities::addon::Kind as AddonKind;
pub use kn_db::entities::operating_system::Family as OsFamily;
pub use kn_db::entities::plan::{Category, DiskKind, State as PlanState};

/// A plan with its current prices in one currency, the shortest cycle first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    pub id: PlanId,
    pub slug: String,
    pub category: Category,
    pub name: String,
    pub description: String,
    pub vcpu: Option<i32>,
    pub cpu_label: String,
    pub ram_mb: i32,
    pub disk_gb: i32,
    pub disk_kind: DiskKind,
    /// Per month; none is unmetered.
    pub traffic_gb: Option<i32>,
    pub features: Vec<String>,
    pub prices: Vec<PlanPrice>,
    pub state: PlanState,
    /// Which server driver builds it.
    pub driver: String,
}

/// What one cycle of a plan costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlanPrice {
    pub id: PriceId,
    pub cycle: Cycle,
    pub amount: Money,
    /// Charged once, with the first document.
    pub setup_fee: Money,
}

/// Something to add to a server, billed in a cycle of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addon {
    pub id: AddonId,
    pub slug: String,
    pub kind: AddonKind,
    pub name: String,
    pub description: String,
    pub price_id: PriceId,
    pub cycle: Cycle,
    pub price: Money,
    pub setup_fee: Money,
    /// Plan categories it can be added to.
    pub categories: Vec<Category>,
    /// Operating system families it runs on.
    pub os_families: Vec<OsFamily>,
    /// Place in lists and on documents.
    pub position: i32,
}

impl Addon {
    /// Whether it can be added to a plan of this category on this family; no family (shared hosting) is ours.
    pub fn fits(&self, category: Category, family: Option<OsFamily>) -> bool {
        self.categories.contains(&category) && family.is_none_or(|f| self.os_families.contains(&f))
    }
}

/// Where servers stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Datacenter {
    pub id: DatacenterId,
    pub slug: String,
    pub name: String,
    pub city: String,
    /// ISO 3166 country code.
    pub country: String,
    pub description: String,
}

/// What can be installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperatingSystem {
    pub id: OperatingSystemId,
    pub slug: String,
    pub family: OsFamily,
    pub name: String,
}

/// A plan as a record that was made from it shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRef {
    pub slug: String,
    pub name: String,
    pub category: Category,
}

/// A data center as a record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatacenterRef {
    pub slug: String,
    pub name: String,
    pub city: String,
    pub country: String,
}

/// An operating system as a record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatingSystemRef {
    pub slug: String,
    pub name: String,
}

/// What a customer chose, by slugs. Anything that is not a slug of ours is a fault of that field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    pub plan: String,
    pub cycle: Cycle,
    pub operating_system: Option<String>,
    pub datacenter: Option<String>,
    pub addons: Vec<String>,
    pub coupon: Option<String>,
}
