//! Queries of services: writing here, lists and views for screens and sealed logins in their own files.

mod lists;
mod logins;
mod views;

use chrono::NaiveDate;
use kn_core::ids::{InvoiceId, PeriodId, ServiceId, ServiceItemId, TypedId};
use kn_db::entities::service::{ActiveModel, Column, Entity, Model, Status};
use kn_db::entities::{ItemKind, service_item, service_period};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::admin_update::Change;
use super::open::{NewItem, NewService};
use super::periods::Period;
use super::state::Access;
use crate::actor::Scope;
use crate::error::{Error, Result};
use crate::work::{Work, lost_race};

pub(super) use lists::{activity, page, recent_activity, renewing_next};
pub(super) use logins::{credentials, find_credential, put_credential, shred_credentials};
pub(super) use views::{standings, views};

pub(super) async fn insert(work: &Work, id: ServiceId, new: &NewService) -> Result<()> {
    let plan = new.items.first().filter(|item| item.addon.is_none());
    let plan = plan.ok_or_else(|| Error::internal("a service needs its plan as the first item"))?;
    let row = ActiveModel {
        id: Set(id.uuid()),
        account_id: Set(new.account.uuid()),
        order_id: Set(new.order.map(TypedId::uuid)),
        plan_id: Set(new.plan.uuid()),
        plan_name: Set(new.plan_name.clone()),
        category: Set(new.category),
        cycle: Set(new.cycle.into()),
        datacenter_id: Set(new.datacenter.uuid()),
        operating_system_id: Set(new.operating_system.map(TypedId::uuid)),
        status: Set(Status::Pending),
        driver: Set(new.driver.clone()),
        label: Set(None),
        hostname: Set(new.hostname.clone()),
        ip_address: Set(None),
        ssh_port: Set(None),
        panel_kind: Set(new.panel_kind.clone()),
        panel_url: Set(None),
        notes: Set(None),
        auto_renew: Set(true),
        currency: Set(plan.amount.currency().code().to_owned()),
        recurring_amount: Set(plan.amount.amount()),
        next_due_on: Set(None),
        activated_at: Set(None),
        terminated_at: Set(None),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    Entity::insert(row).exec_without_returning(work.tx()).await?;
    let items = new.items.iter().map(|item| item_row(work, id, item));
    service_item::Entity::insert_many(items).exec_without_returning(work.tx()).await?;
    Ok(())
}

fn item_row(work: &Work, service: ServiceId, item: &NewItem) -> service_item::ActiveModel {
    let kind = if item.addon.is_some() { ItemKind::Addon } else { ItemKind::Plan };
    service_item::ActiveModel {
        id: Set(work.new_id::<ServiceItemId>().uuid()),
        service_id: Set(service.uuid()),
        kind: Set(kind),
        addon_id: Set(item.addon.map(TypedId::uuid)),
        price_id: Set(item.price.uuid()),
        description: Set(item.description.clone()),
        cycle: Set(item.cycle.into()),
        currency: Set(item.amount.currency().code().to_owned()),
        amount: Set(item.amount.amount()),
        anchor_on: Set(None),
        next_due_on: Set(None),
        ended_at: Set(None),
        created_at: Set(work.now()),
    }
}

pub(super) async fn find(
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: ServiceId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.uuid()).filter(scope.on(Column::AccountId)).one(conn).await?)
}

/// The row, held until the transaction ends; `not_found` outside the scope.
pub(super) async fn lock_in(work: &Work, scope: Scope, id: ServiceId) -> Result<Model> {
    let query = Entity::find_by_id(id.uuid()).filter(scope.on(Column::AccountId)).lock_exclusive();
    query.one(work.tx()).await?.ok_or_else(|| Error::not_found("service"))
}

pub(super) async fn lock(work: &Work, id: ServiceId) -> Result<Model> {
    lock_in(work, Scope::All, id).await
}

async fn write(work: &Work, row: &Model, change: ActiveModel) -> Result<()> {
    let change =
        ActiveModel { version: Set(row.version + 1), updated_at: Set(work.now()), ..change };
    let done = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version))
        .exec(work.tx())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(lost_race("service")) }
}

pub(super) async fn set_status(work: &Work, row: &Model, status: Status) -> Result<()> {
    write(work, row, ActiveModel { status: Set(status), ..Default::default() }).await
}

pub(super) async fn set_active(work: &Work, row: &Model, due_on: NaiveDate) -> Result<()> {
    let change = ActiveModel {
        status: Set(Status::Active),
        activated_at: Set(Some(work.now())),
        next_due_on: Set(Some(due_on)),
        ..Default::default()
    };
    write(work, row, change).await
}

pub(super) async fn set_access(work: &Work, row: &Model, access: &Access) -> Result<()> {
    let change = ActiveModel {
        hostname: Set(Some(access.hostname.clone())),
        ip_address: Set(Some(access.ip_address.clone())),
        ssh_port: Set(Some(access.ssh_port)),
        panel_url: Set(access.panel_url.clone()),
        notes: Set(access.notes.clone()),
        driver: Set(access.driver.clone()),
        ..Default::default()
    };
    write(work, row, change).await
}

pub(super) async fn set_preferences(
    work: &Work,
    row: &Model,
    label: Option<String>,
    auto_renew: bool,
) -> Result<()> {
    let change =
        ActiveModel { label: Set(label), auto_renew: Set(auto_renew), ..Default::default() };
    write(work, row, change).await
}

pub(super) async fn correct(work: &Work, row: &Model, change: &Change) -> Result<()> {
    let mut row_change = ActiveModel::default();
    if let Some(hostname) = &change.hostname {
        row_change.hostname = Set(Some(hostname.clone()));
    }
    if let Some(ip_address) = &change.ip_address {
        row_change.ip_address = Set(Some(ip_address.clone()));
    }
    if let Some(port) = change.ssh_port {
        row_change.ssh_port = Set(Some(port));
    }
    if let Some(url) = &change.panel_url {
        row_change.panel_url = Set(url.clone());
    }
    if let Some(notes) = &change.notes {
        row_change.notes = Set(notes.clone());
    }
    if let Some(label) = &change.label {
        row_change.label = Set(label.clone());
    }
    if let Some(auto_renew) = change.auto_renew {
        row_change.auto_renew = Set(auto_renew);
    }
    write(work, row, row_change).await
}

/// Another service, not terminated, that has the address.
pub(super) async fn service_at(
    conn: &impl ConnectionTrait,
    ip_address: &str,
    except: ServiceId,
) -> Result<Option<Model>> {
    let query = Entity::find()
        .filter(Column::IpAddress.eq(ip_address))
        .filter(Column::Status.ne(Status::Terminated))
        .filter(Column::Id.ne(except.uuid()))
        .order_by_asc(Column::CreatedAt);
    Ok(query.one(conn).await?)
}

/// What still recurs on the service, the plan first.
pub(super) async fn open_items(
    conn: &impl ConnectionTrait,
    id: ServiceId,
) -> Result<Vec<service_item::Model>> {
    let query = service_item::Entity::find()
        .filter(service_item::Column::ServiceId.eq(id.uuid()))
        .filter(service_item::Column::EndedAt.is_null())
        .order_by_asc(service_item::Column::Id);
    Ok(query.all(conn).await?)
}

/// Opens a period of an item; its start becomes the anchor of the first, its end the next due date.
pub(super) async fn open_period(
    work: &Work,
    item: &service_item::Model,
    period: Period,
    invoice: InvoiceId,
) -> Result<()> {
    let row = service_period::ActiveModel {
        id: Set(work.new_id::<PeriodId>().uuid()),
        service_item_id: Set(item.id),
        period_no: Set(period.number),
        starts_on: Set(period.starts_on),
        ends_on: Set(period.ends_on),
        invoice_id: Set(invoice.uuid()),
        created_at: Set(work.now()),
    };
    service_period::Entity::insert(row).exec_without_returning(work.tx()).await?;
    let change = service_item::ActiveModel {
        anchor_on: Set(Some(item.anchor_on.unwrap_or(period.starts_on))),
        next_due_on: Set(Some(period.ends_on)),
        ..Default::default()
    };
    service_item::Entity::update_many()
        .set(change)
        .filter(service_item::Column::Id.eq(item.id))
        .exec(work.tx())
        .await?;
    Ok(())
}
