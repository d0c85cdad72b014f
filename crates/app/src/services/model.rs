//! A service as screens and mails show it.

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::calendar::Cycle;
use kn_core::ids::{AccountId, ActivityId, OrderId, ServiceId, UserId};
use kn_core::money::Money;
use kn_core::ports::panel::Capabilities;
use kn_db::entities::service::Status;
use serde::{Deserialize, Serialize};

use crate::catalog::{Category, DatacenterRef, OperatingSystemRef};

pub use kn_db::entities::service_credential::Kind as CredentialKind;
pub use kn_db::entities::service_hold::Kind as HoldKind;

/// Where a service stands, with suspension derived from open holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStatus {
    Pending,
    Provisioning,
    Active,
    Suspended,
    Terminating,
    Terminated,
    Failed,
}

impl ServiceStatus {
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::Provisioning,
        Self::Active,
        Self::Suspended,
        Self::Terminating,
        Self::Terminated,
        Self::Failed,
    ];

    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Terminating => "terminating",
            Self::Terminated => "terminated",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// An active service is suspended while a hold is open; elsewhere a hold changes nothing.
    pub const fn derive(stored: Status, held: bool) -> Self {
        match stored {
            Status::Pending => Self::Pending,
            Status::Provisioning => Self::Provisioning,
            Status::Active if held => Self::Suspended,
            Status::Active => Self::Active,
            Status::Terminating => Self::Terminating,
            Status::Terminated => Self::Terminated,
            Status::Failed => Self::Failed,
        }
    }
}

/// Where a service stands, for records that refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) status: ServiceStatus,
    pub(crate) activated_at: Option<DateTime<Utc>>,
}

/// Whose a record is: the account, and the person behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub account_id: AccountId,
    pub user_id: Option<UserId>,
    pub name: String,
    pub email: String,
    pub company: Option<String>,
}

/// Something that recurs on a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceItem {
    pub description: String,
    pub cycle: Cycle,
    pub amount: Money,
    pub next_due_on: Option<NaiveDate>,
}

/// A rented server or hosting package. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub id: ServiceId,
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
    pub operating_system: Option<OperatingSystemRef>,
    /// What the next renewal of the plan costs, with the add-ons that share its cycle.
    pub recurring: Money,
    pub next_due_on: Option<NaiveDate>,
    pub auto_renew: bool,
    pub ssh_username: Option<String>,
    pub ssh_port: Option<u16>,
    pub has_control_panel: bool,
    pub panel_kind: Option<String>,
    pub panel_url: Option<String>,
    pub notes: Option<String>,
    pub items: Vec<ServiceItem>,
    pub customer: Customer,
    pub order_id: Option<OrderId>,
    pub order_number: Option<String>,
    pub driver: String,
    pub capabilities: Capabilities,
    pub activated_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Which services to list; the search word comes with the page.
#[derive(Debug, Clone, Default)]
pub struct ServiceFilter {
    pub status: Option<ServiceStatus>,
    pub category: Option<Category>,
    /// Slug of a data center.
    pub datacenter: Option<String>,
    pub account: Option<AccountId>,
}

/// One line of a service's history, as its people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    pub id: ActivityId,
    pub kind: String,
    pub summary: String,
    pub actor_label: String,
    pub at: DateTime<Utc>,
}

/// How people see an order's number.
pub(crate) fn order_number(number: i64) -> String {
    format!("KN-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_active_service_can_look_suspended() {
        for stored in Status::ALL {
            let (free, held) =
                (ServiceStatus::derive(*stored, false), ServiceStatus::derive(*stored, true));
            assert_eq!(free.as_str(), stored.as_str());
            assert_eq!(held == ServiceStatus::Suspended, *stored == Status::Active);
        }
        for status in ServiceStatus::ALL {
            assert_eq!(ServiceStatus::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }
}
