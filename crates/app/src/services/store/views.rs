//! Services as screens see them: one statement per kind of fact for all rows of a page together.

use std::collections::BTreeMap;

use kn_core::ids::{AccountId, OrderId, ServiceId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::ports::panel::Capabilities;
use kn_db::entities::service::{Column, Entity, Model, Relation};
use kn_db::entities::{
    account, datacenter, membership, operating_system, order, plan, service_credential,
    service_hold, service_item, user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::catalog::{DatacenterRef, OperatingSystemRef};
use crate::error::{Error, Result};
use crate::services::model::{
    CredentialKind, Customer, HoldKind, Service, ServiceItem, ServiceStatus, Standing, order_number,
};

/// What a service's row refers to.
#[derive(Debug, FromQueryResult)]
struct Facts {
    id: Uuid,
    plan_slug: String,
    datacenter_slug: String,
    datacenter_name: String,
    datacenter_city: String,
    datacenter_country: String,
    os_slug: Option<String>,
    os_name: Option<String>,
    order_number: Option<i64>,
    account_name: String,
    billing_email: String,
    company: Option<String>,
    user_id: Option<Uuid>,
    user_name: Option<String>,
    user_email: Option<String>,
}

async fn facts(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Facts>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::Id)
        .column_as(plan::Column::Slug, "plan_slug")
        .column_as(datacenter::Column::Slug, "datacenter_slug")
        .column_as(datacenter::Column::Name, "datacenter_name")
        .column_as(datacenter::Column::City, "datacenter_city")
        .column_as(datacenter::Column::Country, "datacenter_country")
        .column_as(operating_system::Column::Slug, "os_slug")
        .column_as(operating_system::Column::Name, "os_name")
        .column_as(order::Column::Number, "order_number")
        .column_as(account::Column::Name, "account_name")
        .column_as(account::Column::BillingEmail, "billing_email")
        .column_as(account::Column::Company, "company")
        .column_as(user::Column::Id, "user_id")
        .column_as(user::Column::FullName, "user_name")
        .column_as(user::Column::Email, "user_email")
        .join(JoinType::InnerJoin, Relation::Plan.def())
        .join(JoinType::InnerJoin, Relation::Datacenter.def())
        .join(JoinType::LeftJoin, Relation::OperatingSystem.def())
        .join(JoinType::InnerJoin, Relation::Account.def())
        .join(JoinType::LeftJoin, Relation::Order.def())
        .join(JoinType::LeftJoin, order::Relation::PlacedBy.def())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_model::<Facts>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Owners of accounts, for services nobody ordered.
async fn owners(
    conn: &impl ConnectionTrait,
    accounts: Vec<Uuid>,
) -> Result<Vec<(Uuid, user::Model)>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = membership::Entity::find()
        .find_also_related(user::Entity)
        .filter(membership::Column::AccountId.is_in(accounts))
        .filter(membership::Column::Role.eq(membership::Role::Owner))
        .order_by_asc(membership::Column::CreatedAt)
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(row, user)| user.map(|user| (row.account_id, user))).collect())
}

/// Everything that belongs to a page of services.
struct Parts {
    facts: BTreeMap<Uuid, Facts>,
    items: Vec<service_item::Model>,
    holds: Vec<(Uuid, HoldKind)>,
    usernames: Vec<(Uuid, String)>,
    owners: Vec<(Uuid, user::Model)>,
}

/// The rows as views, in their order. The drivers' capabilities are left for the caller to fill in.
pub(in crate::services) async fn views(
    conn: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<Service>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let facts = facts(conn, &ids).await?;
    let nobody = |row: &&Model| facts.get(&row.id).is_some_and(|facts| facts.user_id.is_none());
    let unordered = rows.iter().filter(nobody).map(|row| row.account_id).collect();
    let parts = Parts {
        items: items(conn, &ids).await?,
        holds: open_holds(conn, &ids).await?,
        usernames: usernames(conn, &ids).await?,
        owners: owners(conn, unordered).await?,
        facts,
    };
    rows.into_iter().map(|row| parts.view(row)).collect()
}

async fn items(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<service_item::Model>> {
    let query = service_item::Entity::find()
        .filter(service_item::Column::ServiceId.is_in(ids.iter().copied()))
        .filter(service_item::Column::EndedAt.is_null())
        .order_by_asc(service_item::Column::Id);
    Ok(query.all(conn).await?)
}

async fn open_holds(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, HoldKind)>> {
    let query = service_hold::Entity::find()
        .filter(service_hold::Column::ServiceId.is_in(ids.iter().copied()))
        .filter(service_hold::Column::ClosedAt.is_null())
        .order_by_asc(service_hold::Column::OpenedAt);
    Ok(query.all(conn).await?.into_iter().map(|row| (row.service_id, row.kind)).collect())
}

async fn usernames(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let query = service_credential::Entity::find()
        .select_only()
        .column(service_credential::Column::ServiceId)
        .column(service_credential::Column::Username)
        .filter(service_credential::Column::ServiceId.is_in(ids.iter().copied()))
        .filter(service_credential::Column::Kind.eq(CredentialKind::Ssh));
    Ok(query.into_tuple().all(conn).await?)
}

impl Parts {
    fn view(&self, row: Model) -> Result<Service> {
        let missing = || Error::internal(format!("service {} refers to nothing", row.id));
        let facts = self.facts.get(&row.id).ok_or_else(missing)?;
        let currency: Currency = row.currency.parse().map_err(Error::internal)?;
        let mine = || self.items.iter().filter(|item| item.service_id == row.id);
        let together = mine().filter(|item| item.cycle == row.cycle);
        let recurring =
            Money::sum(currency, together.map(|item| Money::new(item.amount, currency)))?;
        let holds: Vec<HoldKind> =
            self.holds.iter().filter(|(id, _)| *id == row.id).map(|(_, kind)| *kind).collect();
        Ok(Service {
            id: ServiceId::from_uuid(row.id),
            status: ServiceStatus::derive(row.status, !holds.is_empty()),
            holds,
            category: row.category,
            plan_slug: facts.plan_slug.clone(),
            cycle: row.cycle.into(),
            datacenter: DatacenterRef {
                slug: facts.datacenter_slug.clone(),
                name: facts.datacenter_name.clone(),
                city: facts.datacenter_city.clone(),
                country: facts.datacenter_country.clone(),
            },
            operating_system: facts
                .os_slug
                .clone()
                .zip(facts.os_name.clone())
                .map(|(slug, name)| OperatingSystemRef { slug, name }),
            recurring,
            items: mine().map(|item| item_view(item, currency)).collect(),
            customer: self.customer(&row, facts),
            ssh_username: self
                .usernames
                .iter()
                .find(|(id, _)| *id == row.id)
                .map(|(_, name)| name.clone()),
            ssh_port: row.ssh_port.and_then(|port| u16::try_from(port).ok()),
            has_control_panel: row.panel_kind.is_some(),
            order_id: row.order_id.map(OrderId::from_uuid),
            order_number: facts.order_number.map(order_number),
            capabilities: Capabilities::default(),
            label: row.label,
            hostname: row.hostname,
            ip_address: row.ip_address,
            plan_name: row.plan_name,
            next_due_on: row.next_due_on,
            auto_renew: row.auto_renew,
            panel_kind: row.panel_kind,
            panel_url: row.panel_url,
            notes: row.notes,
            driver: row.driver,
            activated_at: row.activated_at,
            created_at: row.created_at,
        })
    }

    /// Who ordered it, or else the account's first owner, or else the account itself.
    fn customer(&self, row: &Model, facts: &Facts) -> Customer {
        let ordered = (facts.user_id, &facts.user_name, &facts.user_email);
        let owner = self.owners.iter().find(|(account, _)| *account == row.account_id);
        let (user_id, name, email) = match (ordered, owner) {
            ((Some(id), Some(name), Some(email)), _) => (Some(id), name.clone(), email.clone()),
            (_, Some((_, owner))) => (Some(owner.id), owner.full_name.clone(), owner.email.clone()),
            _ => (None, facts.account_name.clone(), facts.billing_email.clone()),
        };
        Customer {
            account_id: AccountId::from_uuid(row.account_id),
            user_id: user_id.map(UserId::from_uuid),
            name,
            email,
            company: facts.company.clone(),
        }
    }
}

fn item_view(item: &service_item::Model, currency: Currency) -> ServiceItem {
    ServiceItem {
        description: item.description.clone(),
        cycle: item.cycle.into(),
        amount: Money::new(item.amount, currency),
        next_due_on: item.next_due_on,
    }
}

pub(in crate::services) async fn standings(
    conn: &impl ConnectionTrait,
    ids: Vec<ServiceId>,
) -> Result<BTreeMap<ServiceId, Standing>> {
    let ids: Vec<Uuid> = ids.into_iter().map(ServiceId::uuid).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let query = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    let rows = query.all(conn).await?;
    let holds = open_holds(conn, &ids).await?;
    let standing = |row: Model| {
        let held = holds.iter().any(|(service, _)| *service == row.id);
        let status = ServiceStatus::derive(row.status, held);
        (ServiceId::from_uuid(row.id), Standing { status, activated_at: row.activated_at })
    };
    Ok(rows.into_iter().map(standing).collect())
}
