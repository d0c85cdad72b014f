//! Orders.

use kn_app::payments::RecordPayment;
use kn_app::provisioning::Provision;
use kn_app::services::PanelLogin;
use kn_app::{Error, orders as model};
use kn_core::secret::Secret;

use super::{account_id, lines, money};
use crate::dto::orders::{
    AdminOrder, AdminOrderFilter, InvoiceRef, Order, OrderFilter, OrderItem, OrderRequest,
    RecordPaymentRequest, ServiceRef, TimelineStep,
};
use crate::dto::provision::{ControlPanelRequest, ProvisionRequest};

impl From<model::Order> for Order {
    fn from(order: model::Order) -> Self {
        Self {
            id: order.id.to_string(),
            number: order.number,
            status: order.status.into(),
            payment_status: order.payment_status.into(),
            plan: order.plan.into(),
            cycle: order.cycle.into(),
            operating_system: order.operating_system.map(Into::into),
            datacenter: order.datacenter.into(),
            hostname: order.hostname,
            notes: order.notes,
            items: lines(order.items),
            addons: lines(order.addons),
            control_panel: order.control_panel,
            payment_method: order.payment_method.into(),
            total: order.total.into(),
            invoice: order.invoice.into(),
            service: order.service.map(Into::into),
            payment_instructions: order.payment_instructions.map(Into::into),
            timeline: lines(order.timeline),
            can_cancel: order.can_cancel,
            expires_at: order.expires_at,
            placed_at: order.placed_at,
            paid_at: order.paid_at,
        }
    }
}

impl From<model::Order> for AdminOrder {
    fn from(order: model::Order) -> Self {
        Self {
            customer: order.customer.clone().into(),
            allowed_statuses: lines(order.allowed_statuses.clone()),
            can_provision: order.can_provision,
            can_record_payment: order.can_record_payment,
            order: order.into(),
        }
    }
}

impl From<model::OrderItem> for OrderItem {
    fn from(item: model::OrderItem) -> Self {
        Self {
            kind: item.kind.into(),
            description: item.description,
            cycle: item.cycle.into(),
            amount: item.amount.into(),
            setup_fee: item.setup_fee.into(),
        }
    }
}

impl From<model::InvoiceRef> for InvoiceRef {
    fn from(invoice: model::InvoiceRef) -> Self {
        Self {
            id: invoice.id.to_string(),
            reference: invoice.reference,
            number: invoice.number,
            status: invoice.status.into(),
            amount_due: invoice.amount_due.into(),
        }
    }
}

impl From<model::ServiceRef> for ServiceRef {
    fn from(service: model::ServiceRef) -> Self {
        Self { id: service.id.to_string(), status: service.status.into() }
    }
}

impl From<model::TimelineStep> for TimelineStep {
    fn from(step: model::TimelineStep) -> Self {
        Self { key: step.key, label: step.label, at: step.at, state: step.state.into() }
    }
}

impl From<OrderFilter> for model::OrderFilter {
    fn from(filter: OrderFilter) -> Self {
        Self {
            status: filter.status.map(Into::into),
            payment_status: filter.payment_status.map(Into::into),
            ..Self::default()
        }
    }
}

impl TryFrom<AdminOrderFilter> for model::OrderFilter {
    type Error = Error;

    fn try_from(filter: AdminOrderFilter) -> Result<Self, Error> {
        Ok(Self {
            status: filter.status.map(Into::into),
            payment_status: filter.payment_status.map(Into::into),
            category: filter.category.map(Into::into),
            account: filter.account.map(|id| account_id("account", &id)).transpose()?,
        })
    }
}

impl TryFrom<OrderRequest> for model::PlaceOrder {
    type Error = Error;

    fn try_from(request: OrderRequest) -> Result<Self, Error> {
        Ok(Self {
            expected_total: money("expected_total", &request.expected_total)?,
            plan: request.plan,
            cycle: request.cycle.into(),
            operating_system: request.operating_system,
            datacenter: request.datacenter,
            hostname: request.hostname,
            addons: request.addons,
            coupon: request.coupon,
            notes: request.notes,
            payment_method: request.payment_method.into(),
        })
    }
}

impl TryFrom<RecordPaymentRequest> for RecordPayment {
    type Error = Error;

    fn try_from(request: RecordPaymentRequest) -> Result<Self, Error> {
        Ok(Self {
            amount: money("amount", &request.amount)?,
            method: request.method.into(),
            reference: request.reference,
            received_on: request.received_on,
            note: request.note,
        })
    }
}

impl From<ControlPanelRequest> for PanelLogin {
    fn from(panel: ControlPanelRequest) -> Self {
        Self { url: panel.url, username: panel.username, password: Secret::new(panel.password) }
    }
}

impl From<ProvisionRequest> for Provision {
    fn from(request: ProvisionRequest) -> Self {
        Self {
            ip_address: request.ip_address,
            hostname: request.hostname,
            username: request.username,
            password: Secret::new(request.password),
            ssh_port: request.ssh_port,
            control_panel: request.control_panel.map(Into::into),
            notes: request.notes,
            send_email: request.send_email,
            allow_ip_clash: request.allow_ip_clash,
        }
    }
}
