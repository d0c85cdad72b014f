//! Orders as screens see them: four statements for a page, however many rows it has.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kn_core::ids::{AccountId, InvoiceId, OrderId, ServiceId, UserId};
use kn_core::money::{Currency, Money};
use kn_db::entities::order::{Column, Entity, Model, Relation};
use kn_db::entities::{
    account, addon, datacenter, invoice, operating_system, order_item, plan, user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::catalog::{AddonKind, DatacenterRef, LineKind, OperatingSystemRef, PlanRef};
use crate::error::{Error, Result};
use crate::orders::model::{Customer, InvoiceRef, NamedRef, Order, OrderItem, ServiceRef};
use crate::orders::state::{self, Payment};
use crate::orders::timeline::{Milestones, timeline};
use crate::services::{self, Standing, order_number};

/// What an order's row refers to.
#[derive(Debug, FromQueryResult)]
struct Facts {
    id: Uuid,
    company: Option<String>,
    user_name: String,
    user_email: String,
    plan_slug: String,
    os_slug: Option<String>,
    os_name: Option<String>,
    datacenter_slug: String,
    datacenter_name: String,
    datacenter_city: String,
    datacenter_country: String,
}

async fn facts(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Facts>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::Id)
        .column_as(account::Column::Company, "company")
        .column_as(user::Column::FullName, "user_name")
        .column_as(user::Column::Email, "user_email")
        .column_as(plan::Column::Slug, "plan_slug")
        .column_as(operating_system::Column::Slug, "os_slug")
        .column_as(operating_system::Column::Name, "os_name")
        .column_as(datacenter::Column::Slug, "datacenter_slug")
        .column_as(datacenter::Column::Name, "datacenter_name")
        .column_as(datacenter::Column::City, "datacenter_city")
        .column_as(datacenter::Column::Country, "datacenter_country")
        .join(JoinType::InnerJoin, Relation::Account.def())
        .join(JoinType::InnerJoin, Relation::PlacedBy.def())
        .join(JoinType::InnerJoin, Relation::Plan.def())
        .join(JoinType::LeftJoin, Relation::OperatingSystem.def())
        .join(JoinType::InnerJoin, Relation::Datacenter.def())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_model::<Facts>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn invoices(
    conn: &impl ConnectionTrait,
    orders: &[Model],
) -> Result<BTreeMap<Uuid, invoice::Model>> {
    let ids = orders.iter().map(|row| row.invoice_id);
    let rows = invoice::Entity::find().filter(invoice::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

type Item = (order_item::Model, Option<addon::Model>);

async fn items(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Item>> {
    let query = order_item::Entity::find()
        .find_also_related(addon::Entity)
        .filter(order_item::Column::OrderId.is_in(ids.iter().copied()))
        .order_by_asc(order_item::Column::Position);
    Ok(query.all(conn).await?)
}

/// An order, and what its payment instructions need.
pub(in crate::orders) struct View {
    pub(in crate::orders) order: Order,
    pub(in crate::orders) payment: Payment,
    pub(in crate::orders) due_on: NaiveDate,
}

struct Parts {
    facts: BTreeMap<Uuid, Facts>,
    invoices: BTreeMap<Uuid, invoice::Model>,
    items: Vec<Item>,
    services: BTreeMap<ServiceId, Standing>,
}

/// The rows as views, in their order, without payment instructions.
pub(in crate::orders) async fn views(
    conn: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<View>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let service_ids =
        rows.iter().filter_map(|row| row.service_id).map(ServiceId::from_uuid).collect();
    let parts = Parts {
        facts: facts(conn, &ids).await?,
        invoices: invoices(conn, &rows).await?,
        items: items(conn, &ids).await?,
        services: services::standings(conn, service_ids).await?,
    };
    rows.into_iter().map(|row| parts.view(row)).collect()
}

impl Parts {
    fn view(&self, row: Model) -> Result<View> {
        let missing = || Error::internal(format!("order {} refers to nothing", row.id));
        let facts = self.facts.get(&row.id).ok_or_else(missing)?;
        let invoice = self.invoices.get(&row.invoice_id).ok_or_else(missing)?;
        let payment = Payment::of(invoice)?;
        let currency: Currency = row.currency.parse().map_err(Error::internal)?;
        let mine: Vec<&Item> =
            self.items.iter().filter(|(item, _)| item.order_id == row.id).collect();
        let service = row
            .service_id
            .map(ServiceId::from_uuid)
            .and_then(|id| self.services.get(&id).map(|standing| (id, *standing)));
        let milestones = Milestones {
            status: row.status,
            placed_at: row.created_at,
            paid_at: row.paid_at,
            activated_at: service.and_then(|(_, standing)| standing.activated_at),
            changed_at: row.updated_at,
        };
        let order = Order {
            id: OrderId::from_uuid(row.id),
            number: order_number(row.number),
            status: row.status,
            payment_status: payment.as_status(),
            allowed_statuses: state::by_hand(row.status, payment),
            can_provision: state::can_provision(row.status, payment),
            can_record_payment: row.status == kn_db::entities::order::Status::Pending
                && payment.is_payable(),
            can_cancel: state::can_cancel(row.status, payment),
            customer: facts.customer(&row),
            plan: PlanRef {
                slug: facts.plan_slug.clone(),
                name: row.plan_name,
                category: row.category,
            },
            cycle: row.cycle.into(),
            operating_system: facts.operating_system(),
            datacenter: facts.datacenter(),
            hostname: row.hostname,
            notes: row.notes,
            items: mine.iter().map(|(item, _)| item_view(item, currency)).collect(),
            addons: mine.iter().filter_map(|(_, addon)| addon.as_ref()).map(named).collect(),
            control_panel: mine.iter().find_map(|item| panel_name(item)),
            payment_method: row.payment_method,
            total: Money::new(row.total, currency),
            invoice: invoice_ref(invoice, payment),
            service: service.map(|(id, standing)| ServiceRef { id, status: standing.status }),
            payment_instructions: None,
            timeline: timeline(milestones),
            expires_at: row.expires_at,
            placed_at: row.created_at,
            paid_at: row.paid_at,
        };
        Ok(View { order, payment, due_on: invoice.due_on })
    }
}

impl Facts {
    fn customer(&self, row: &Model) -> Customer {
        Customer {
            account_id: AccountId::from_uuid(row.account_id),
            user_id: Some(UserId::from_uuid(row.placed_by)),
            name: self.user_name.clone(),
            email: self.user_email.clone(),
            company: self.company.clone(),
        }
    }

    fn operating_system(&self) -> Option<OperatingSystemRef> {
        let named = self.os_slug.clone().zip(self.os_name.clone());
        named.map(|(slug, name)| OperatingSystemRef { slug, name })
    }

    fn datacenter(&self) -> DatacenterRef {
        DatacenterRef {
            slug: self.datacenter_slug.clone(),
            name: self.datacenter_name.clone(),
            city: self.datacenter_city.clone(),
            country: self.datacenter_country.clone(),
        }
    }
}

fn item_view(item: &order_item::Model, currency: Currency) -> OrderItem {
    let kind = match item.kind {
        order_item::Kind::Plan => LineKind::Plan,
        order_item::Kind::Addon => LineKind::Addon,
    };
    OrderItem {
        kind,
        description: item.description.clone(),
        cycle: item.cycle.into(),
        amount: Money::new(item.amount, currency),
        setup_fee: Money::new(item.setup_fee, currency),
    }
}

fn named(addon: &addon::Model) -> NamedRef {
    NamedRef { slug: addon.slug.clone(), name: addon.name.clone() }
}

fn panel_name((item, addon): &Item) -> Option<String> {
    let is_panel = addon.as_ref().is_some_and(|addon| addon.kind == AddonKind::ControlPanel);
    is_panel.then(|| item.description.clone())
}

fn invoice_ref(row: &invoice::Model, payment: Payment) -> InvoiceRef {
    InvoiceRef {
        id: InvoiceId::from_uuid(row.id),
        reference: row.reference.clone(),
        number: row.number.clone(),
        status: row.status,
        amount_due: payment.due,
    }
}
