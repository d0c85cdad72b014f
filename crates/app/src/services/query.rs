//! Reading services: a list of 25 takes the same handful of statements as a list of one.

use std::collections::BTreeMap;

use kn_core::ids::{OrderId, ServiceId};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::service::Model;
use sea_orm::ConnectionTrait;

use super::model::{Activity, Service, ServiceFilter, Standing};
use super::store;
use crate::access::{Permission, Right};
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::error::{Error, Result};

/// Services of the caller's account, or of everybody for staff, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: ServiceFilter,
    page: PageRequest,
) -> Result<Page<Service>> {
    let scope = actor.scope(Permission::ServicesView, Right::View)?;
    let conn = app.db().reader();
    let rows = store::page(conn, scope, &filter, &page).await?;
    let items = with_capabilities(app, store::views(conn, rows.items).await?);
    Ok(Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

/// One service of the caller.
///
/// # Errors
/// `not_found`, also for another account's.
pub async fn get(app: &App, actor: &Actor, id: ServiceId) -> Result<Service> {
    let scope = actor.scope(Permission::ServicesView, Right::View)?;
    find(app, app.db().reader(), scope, id).await
}

/// A service for whoever has been let in already: steps, mails.
pub(crate) async fn load(app: &App, conn: &impl ConnectionTrait, id: ServiceId) -> Result<Service> {
    find(app, conn, Scope::All, id).await
}

async fn find(
    app: &App,
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: ServiceId,
) -> Result<Service> {
    let row = store::find(conn, scope, id).await?.ok_or_else(|| Error::not_found("service"))?;
    let views = with_capabilities(app, store::views(conn, vec![row]).await?);
    views.into_iter().next().ok_or_else(|| Error::internal(format!("{id} has no view")))
}

/// What the driver can do; a driver that is no longer configured can do nothing.
fn with_capabilities(app: &App, mut services: Vec<Service>) -> Vec<Service> {
    for service in &mut services {
        service.capabilities =
            app.panel(&service.driver).map(|panel| panel.capabilities()).unwrap_or_default();
    }
    services
}

/// Where several services stand, for records that refer to them.
pub(crate) async fn standings(
    conn: &impl ConnectionTrait,
    ids: Vec<ServiceId>,
) -> Result<BTreeMap<ServiceId, Standing>> {
    store::standings(conn, ids).await
}

/// The order a service came of.
pub(crate) async fn order_of(
    conn: &impl ConnectionTrait,
    id: ServiceId,
) -> Result<Option<OrderId>> {
    Ok(row(conn, id).await?.order_id.map(OrderId::from_uuid))
}

/// What builds the service.
pub(crate) async fn driver(conn: &impl ConnectionTrait, id: ServiceId) -> Result<String> {
    Ok(row(conn, id).await?.driver)
}

/// The name of the control panel a service was sold with.
pub(crate) async fn panel_kind(
    conn: &impl ConnectionTrait,
    id: ServiceId,
) -> Result<Option<String>> {
    Ok(row(conn, id).await?.panel_kind)
}

async fn row(conn: &impl ConnectionTrait, id: ServiceId) -> Result<Model> {
    store::find(conn, Scope::All, id).await?.ok_or_else(|| Error::not_found("service"))
}

/// What happened on a service, newest first.
///
/// # Errors
/// `not_found`, also for another account's service.
pub async fn activity(
    app: &App,
    actor: &Actor,
    id: ServiceId,
    page: PageRequest,
) -> Result<Page<Activity>> {
    let scope = actor.scope(Permission::ServicesView, Right::View)?;
    let conn = app.db().reader();
    store::find(conn, scope, id).await?.ok_or_else(|| Error::not_found("service"))?;
    store::activity(conn, id, &page).await
}

/// The caller's active services that renew next, the soonest first.
pub async fn renewing_next(app: &App, actor: &Actor, limit: u64) -> Result<Vec<Service>> {
    let account = actor.account(Right::View)?;
    let conn = app.db().reader();
    let rows = store::renewing_next(conn, account, limit).await?;
    Ok(with_capabilities(app, store::views(conn, rows).await?))
}

/// What happened lately in the caller's account.
pub async fn recent_activity(app: &App, actor: &Actor, limit: u64) -> Result<Vec<Activity>> {
    let account = actor.account(Right::View)?;
    store::recent_activity(app.db().reader(), account, limit).await
}
