//! Queries of orders: writing here, lists and views for screens in their own files.

mod lists;
mod views;

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, InvoiceId, OrderId, OrderItemId, ServiceId};
use kn_db::entities::order::{ActiveModel, Column, Entity, Model, Status};
use kn_db::entities::{invoice, order_item};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::place::{Draft, PlaceOrder};
use crate::actor::Scope;
use crate::catalog::{Addon, Resolved};
use crate::error::{Error, Result};
use crate::wallet;
use crate::work::{Work, lost_race};

pub(super) use lists::page;
pub(super) use views::{View, views};

pub(super) async fn insert(
    work: &Work,
    draft: &Draft,
    wanted: &PlaceOrder,
    invoice: InvoiceId,
) -> Result<()> {
    let Resolved { plan, operating_system, .. } = &draft.resolved;
    let row = ActiveModel {
        id: Set(draft.id.uuid()),
        number: Set(draft.number),
        account_id: Set(draft.account.uuid()),
        placed_by: Set(draft.user.uuid()),
        status: Set(Status::Pending),
        plan_id: Set(plan.id.uuid()),
        plan_name: Set(plan.name.clone()),
        category: Set(plan.category),
        cycle: Set(draft.resolved.price.cycle.into()),
        operating_system_id: Set(operating_system.as_ref().map(|os| os.id.uuid())),
        datacenter_id: Set(draft.datacenter.uuid()),
        hostname: Set(draft.hostname.clone()),
        notes: Set(draft.notes.clone()),
        payment_method: Set(wanted.payment_method),
        currency: Set(draft.quote.total.currency().code().to_owned()),
        total: Set(draft.quote.total.amount()),
        invoice_id: Set(invoice.uuid()),
        service_id: Set(None),
        expires_at: Set(Some(draft.expires_at)),
        paid_at: Set(None),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    Entity::insert(row).exec_without_returning(work.tx()).await?;
    order_item::Entity::insert_many(item_rows(work, draft)?)
        .exec_without_returning(work.tx())
        .await?;
    Ok(())
}

/// The plan first, then the add-ons in the order of the catalogue.
fn item_rows(work: &Work, draft: &Draft) -> Result<Vec<order_item::ActiveModel>> {
    let Resolved { plan, price, addons, .. } = &draft.resolved;
    let mut addons: Vec<&Addon> = addons.iter().collect();
    addons.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
    let plan_row = order_item::ActiveModel {
        id: Set(work.new_id::<OrderItemId>().uuid()),
        order_id: Set(draft.id.uuid()),
        position: Set(1),
        kind: Set(order_item::Kind::Plan),
        addon_id: Set(None),
        price_id: Set(price.id.uuid()),
        description: Set(plan.name.clone()),
        cycle: Set(price.cycle.into()),
        amount: Set(price.amount.amount()),
        setup_fee: Set(price.setup_fee.amount()),
    };
    let mut rows = vec![plan_row];
    for (position, addon) in (2..).zip(addons) {
        rows.push(order_item::ActiveModel {
            id: Set(work.new_id::<OrderItemId>().uuid()),
            order_id: Set(draft.id.uuid()),
            position: Set(position),
            kind: Set(order_item::Kind::Addon),
            addon_id: Set(Some(addon.id.uuid())),
            price_id: Set(addon.price_id.uuid()),
            description: Set(addon.name.clone()),
            cycle: Set(addon.cycle.into()),
            amount: Set(addon.price.amount()),
            setup_fee: Set(addon.setup_fee.amount()),
        });
    }
    Ok(rows)
}

pub(super) async fn find(
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: OrderId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.uuid()).filter(scope.on(Column::AccountId)).one(conn).await?)
}

/// The order with its document, both held until the transaction ends; `not_found` outside the scope.
/// The customer's row is locked first, as everything that moves their money does.
pub(super) async fn lock(
    work: &Work,
    scope: Scope,
    id: OrderId,
) -> Result<(Model, invoice::Model)> {
    let seen = find(work.tx(), scope, id).await?.ok_or_else(|| Error::not_found("order"))?;
    wallet::lock_account(work, AccountId::from_uuid(seen.account_id)).await?;
    let invoice =
        invoice::Entity::find_by_id(seen.invoice_id).lock_exclusive().one(work.tx()).await?;
    let invoice = invoice.ok_or_else(|| Error::internal(format!("{id} has no document")))?;
    let order = Entity::find_by_id(id.uuid()).lock_exclusive().one(work.tx()).await?;
    Ok((order.ok_or_else(|| Error::not_found("order"))?, invoice))
}

/// The order a document belongs to, held until the transaction ends.
pub(super) async fn lock_by_invoice(work: &Work, invoice: InvoiceId) -> Result<Option<Model>> {
    let query = Entity::find().filter(Column::InvoiceId.eq(invoice.uuid())).lock_exclusive();
    Ok(query.one(work.tx()).await?)
}

pub(super) async fn items(
    conn: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Vec<order_item::Model>> {
    let query = order_item::Entity::find()
        .filter(order_item::Column::OrderId.eq(id.uuid()))
        .order_by_asc(order_item::Column::Position);
    Ok(query.all(conn).await?)
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
    if done.rows_affected == 1 { Ok(()) } else { Err(lost_race("order")) }
}

pub(super) async fn set_status(work: &Work, row: &Model, status: Status) -> Result<()> {
    write(work, row, ActiveModel { status: Set(status), ..Default::default() }).await
}

pub(super) async fn set_paid(
    work: &Work,
    row: &Model,
    at: DateTime<Utc>,
    service: ServiceId,
) -> Result<()> {
    let change = ActiveModel {
        paid_at: Set(Some(at)),
        expires_at: Set(None),
        service_id: Set(Some(service.uuid())),
        ..Default::default()
    };
    write(work, row, change).await
}

/// The name of the control panel among the items, if one was bought.
pub(super) async fn panel_of(conn: &impl ConnectionTrait, id: OrderId) -> Result<Option<String>> {
    use kn_db::entities::addon;
    let row = order_item::Entity::find()
        .find_also_related(addon::Entity)
        .filter(order_item::Column::OrderId.eq(id.uuid()))
        .filter(addon::Column::Kind.eq(addon::Kind::ControlPanel))
        .one(conn)
        .await?;
    Ok(row.map(|(item, _)| item.description))
}

/// Which server driver a plan is built with.
pub(super) async fn driver_of(conn: &impl ConnectionTrait, plan: uuid::Uuid) -> Result<String> {
    use kn_db::entities::plan;
    let row = plan::Entity::find_by_id(plan).one(conn).await?;
    row.map(|row| row.driver).ok_or_else(|| Error::internal("an order of a plan that is not there"))
}
