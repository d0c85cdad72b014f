//! Rented servers and hosting packages, what recurs on them, and how one gets in.
//!
//! States: `pending → provisioning → active → terminating → terminated`, and `failed`; a database trigger
//! allows no other step. *Suspended* is not a state: a service is suspended while a hold is open, and paying
//! closes the `overdue` hold only. Each item (the plan, each add-on) recurs in its own cycle from its own
//! anchor, the day of activation. Passwords lie sealed beside the service and leave through `reveal` alone.
//! Called by http, `orders`, `provisioning`, the dashboard; renewals will follow.

mod activate;
mod admin_update;
mod credentials;
pub(crate) mod fields;
mod model;
mod open;
mod periods;
mod query;
pub(crate) mod search;
mod state;
mod store;
mod update;

pub(crate) use activate::activate;
pub use admin_update::{AdminPatch, PanelLogin, admin_update};
pub use credentials::{Credentials, PanelCredentials, reveal};
pub(crate) use credentials::{open_password, seal, shred};
pub use model::{
    Activity, CredentialKind, Customer, HoldKind, Service, ServiceFilter, ServiceItem,
    ServiceStatus,
};
pub(crate) use model::{Standing, order_number};
pub(crate) use open::{NewItem, NewService, open};
pub use query::{activity, get, list, recent_activity, renewing_next};
pub(crate) use query::{driver, load, order_of, panel_kind, standings};
pub(crate) use state::{Access, ensure_ip_free, record_access, set_status};
pub use update::{ServicePatch, update};
