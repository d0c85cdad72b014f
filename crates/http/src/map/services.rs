//! Services.

use kn_app::{Error, services as model};
use kn_core::secret::Secret;

use super::{account_id, lines};
use crate::dto::services::{
    Activity, AdminService, AdminServiceFilter, AdminServicePatch, ControlPanelCredentials,
    Credentials, Service, ServiceFilter, ServiceItem, ServicePatch,
};

impl From<model::Service> for Service {
    fn from(service: model::Service) -> Self {
        Self {
            id: service.id.to_string(),
            label: service.label,
            hostname: service.hostname,
            ip_address: service.ip_address,
            status: service.status.into(),
            holds: lines(service.holds),
            category: service.category.into(),
            plan_name: service.plan_name,
            plan_slug: service.plan_slug,
            cycle: service.cycle.into(),
            datacenter: service.datacenter.into(),
            operating_system: service.operating_system.map(Into::into),
            recurring: service.recurring.into(),
            next_due_on: service.next_due_on,
            auto_renew: service.auto_renew,
            ssh_username: service.ssh_username,
            ssh_port: service.ssh_port,
            has_control_panel: service.has_control_panel,
            panel_kind: service.panel_kind,
            panel_url: service.panel_url,
            notes: service.notes,
            items: lines(service.items),
            order_id: service.order_id.map(|id| id.to_string()),
            order_number: service.order_number,
            capabilities: actions(service.capabilities.power, service.capabilities.reinstall),
            activated_at: service.activated_at,
            created_at: service.created_at,
        }
    }
}

/// What a person can ask of the server at once.
fn actions(power: bool, reinstall: bool) -> Vec<String> {
    let power: &[&str] = if power { &["start", "shutdown", "reboot"] } else { &[] };
    let reinstall: &[&str] = if reinstall { &["reinstall"] } else { &[] };
    power.iter().chain(reinstall).map(|word| (*word).to_owned()).collect()
}

impl From<model::Service> for AdminService {
    fn from(service: model::Service) -> Self {
        Self {
            customer: service.customer.clone().into(),
            driver: service.driver.clone(),
            service: service.into(),
        }
    }
}

impl From<model::ServiceItem> for ServiceItem {
    fn from(item: model::ServiceItem) -> Self {
        Self {
            description: item.description,
            cycle: item.cycle.into(),
            amount: item.amount.into(),
            next_due_on: item.next_due_on,
        }
    }
}

impl From<model::Activity> for Activity {
    fn from(line: model::Activity) -> Self {
        Self {
            id: line.id.to_string(),
            kind: line.kind,
            summary: line.summary,
            actor_label: line.actor_label,
            at: line.at,
        }
    }
}

impl From<model::Credentials> for Credentials {
    fn from(revealed: model::Credentials) -> Self {
        Self {
            username: revealed.username,
            password: revealed.password.expose().clone(),
            ssh_port: revealed.ssh_port,
            ip_address: revealed.ip_address,
            control_panel: revealed.control_panel.map(|panel| ControlPanelCredentials {
                url: panel.url,
                username: panel.username,
                password: panel.password.expose().clone(),
            }),
        }
    }
}

impl From<ServiceFilter> for model::ServiceFilter {
    fn from(filter: ServiceFilter) -> Self {
        Self {
            status: filter.status.map(Into::into),
            category: filter.category.map(Into::into),
            datacenter: filter.datacenter,
            account: None,
        }
    }
}

impl TryFrom<AdminServiceFilter> for model::ServiceFilter {
    type Error = Error;

    fn try_from(filter: AdminServiceFilter) -> Result<Self, Error> {
        Ok(Self {
            status: filter.status.map(Into::into),
            category: filter.category.map(Into::into),
            datacenter: filter.datacenter,
            account: filter.account.map(|id| account_id("account", &id)).transpose()?,
        })
    }
}

impl From<ServicePatch> for model::ServicePatch {
    fn from(patch: ServicePatch) -> Self {
        Self { label: patch.label, auto_renew: patch.auto_renew }
    }
}

impl From<AdminServicePatch> for model::AdminPatch {
    fn from(patch: AdminServicePatch) -> Self {
        Self {
            label: patch.label,
            hostname: patch.hostname,
            ip_address: patch.ip_address,
            ssh_port: patch.ssh_port,
            username: patch.username,
            password: patch.password.map(Secret::new),
            control_panel: patch.control_panel.map(|panel| panel.map(Into::into)),
            notes: patch.notes,
            auto_renew: patch.auto_renew,
            allow_ip_clash: patch.allow_ip_clash,
        }
    }
}
