//! Services, their credentials and their activity.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::common::{Customer, DatacenterRef, MoneyDto, NamedRef};
use super::enums::{Category, Cycle, HoldKind, ServiceStatus};
use super::patch::double;
use super::provision::ControlPanelRequest;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Service {
    pub id: String,
    /// The customer's own name for it.
    pub label: Option<String>,
    pub hostname: Option<String>,
    pub ip_address: Option<String>,
    pub status: ServiceStatus,
    pub holds: Vec<HoldKind>,
    pub category: Category,
    pub plan_name: String,
    pub plan_slug: String,
    pub cycle: Cycle,
    pub datacenter: DatacenterRef,
    pub operating_system: Option<NamedRef>,
    /// Everything that comes again with it, per cycle of the plan.
    pub recurring: MoneyDto,
    pub next_due_on: Option<NaiveDate>,
    pub auto_renew: bool,
    pub ssh_username: Option<String>,
    pub ssh_port: Option<u16>,
    pub has_control_panel: bool,
    /// For example `cPanel/WHM`.
    pub panel_kind: Option<String>,
    pub panel_url: Option<String>,
    /// From our engineers.
    pub notes: Option<String>,
    pub items: Vec<ServiceItem>,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
    /// What can be done to it at once (`start`, `reboot`, …); empty for servers our engineers run by hand.
    pub capabilities: Vec<String>,
    pub activated_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceItem {
    pub description: String,
    pub cycle: Cycle,
    pub amount: MoneyDto,
    pub next_due_on: Option<NaiveDate>,
}

/// A service as staff see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AdminService {
    #[serde(flatten)]
    pub service: Service,
    pub customer: Customer,
    /// What builds and runs it; `manual`: people.
    pub driver: String,
}

page! { ServicePage of Service, AdminServicePage of AdminService, ActivityPage of Activity }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ServiceFilter {
    #[param(inline)]
    pub status: Option<ServiceStatus>,
    #[param(inline)]
    pub category: Option<Category>,
    /// Datacenter slug.
    pub datacenter: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AdminServiceFilter {
    #[param(inline)]
    pub status: Option<ServiceStatus>,
    #[param(inline)]
    pub category: Option<Category>,
    /// Datacenter slug.
    pub datacenter: Option<String>,
    /// Account id.
    pub account: Option<String>,
}

/// Fields left out stay; `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicePatch {
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 80)]
    pub label: Option<Option<String>>,
    pub auto_renew: Option<bool>,
}

/// Fields left out stay; `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdminServicePatch {
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 80)]
    pub label: Option<Option<String>>,
    #[schema(min_length = 1, max_length = 253)]
    pub hostname: Option<String>,
    #[schema(min_length = 2, max_length = 45)]
    pub ip_address: Option<String>,
    #[schema(minimum = 1, maximum = 65535)]
    pub ssh_port: Option<u16>,
    #[schema(min_length = 1, max_length = 64)]
    pub username: Option<String>,
    #[schema(format = "password", min_length = 1, max_length = 256)]
    pub password: Option<String>,
    #[serde(default, deserialize_with = "double")]
    pub control_panel: Option<Option<ControlPanelRequest>>,
    #[serde(default, deserialize_with = "double")]
    #[schema(max_length = 2000)]
    pub notes: Option<Option<String>>,
    pub auto_renew: Option<bool>,
    #[serde(default)]
    #[schema(default = false)]
    pub allow_ip_clash: bool,
}

/// Shown once, for 60 seconds; each reveal is in the activity log.
#[derive(Serialize, ToSchema)]
pub struct Credentials {
    pub username: String,
    pub password: String,
    pub ssh_port: u16,
    pub ip_address: String,
    pub control_panel: Option<ControlPanelCredentials>,
}

#[derive(Serialize, ToSchema)]
pub struct ControlPanelCredentials {
    pub url: String,
    pub username: String,
    pub password: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Activity {
    pub id: String,
    /// For example `service.activated`, `credentials.revealed`.
    pub kind: String,
    pub summary: String,
    /// A person's name, or `KloudNests`.
    pub actor_label: String,
    pub at: DateTime<Utc>,
}
