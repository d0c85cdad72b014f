//! Reading orders, for their customer and for staff.

use kn_core::ids::OrderId;
use kn_core::page::{Page, PageRequest};
use sea_orm::ConnectionTrait;

use super::instructions::instructions;
use super::model::{Order, OrderFilter, OrderStatus};
use super::store::{self, View};
use crate::access::{Permission, Right};
use crate::actor::{Actor, Scope};
use crate::app::App;
use crate::error::{Error, Result};

/// Orders of the caller's account, or of everybody for staff, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: OrderFilter,
    page: PageRequest,
) -> Result<Page<Order>> {
    let scope = actor.scope(Permission::OrdersView, Right::View)?;
    let conn = app.db().reader();
    let rows = store::page(conn, scope, &filter, &page).await?;
    let items = store::views(conn, rows.items).await?.into_iter().map(|view| view.order).collect();
    Ok(Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

/// One order of the caller, with payment instructions while it waits for money from outside.
///
/// # Errors
/// `not_found`, also for another account's.
pub async fn get(app: &App, actor: &Actor, id: OrderId) -> Result<Order> {
    let scope = actor.scope(Permission::OrdersView, Right::View)?;
    find(app.db().reader(), scope, id).await
}

/// An order for whoever has been let in already: steps, mails, answers of operations.
pub(crate) async fn load(conn: &impl ConnectionTrait, id: OrderId) -> Result<Order> {
    find(conn, Scope::All, id).await
}

async fn find(conn: &impl ConnectionTrait, scope: Scope, id: OrderId) -> Result<Order> {
    let row = store::find(conn, scope, id).await?.ok_or_else(|| Error::not_found("order"))?;
    let view = store::views(conn, vec![row]).await?.pop();
    let View { mut order, payment, due_on } =
        view.ok_or_else(|| Error::internal(format!("{id} has no view")))?;
    if order.status == OrderStatus::Pending && payment.is_payable() {
        let reference = &order.invoice.reference;
        order.payment_instructions =
            instructions(conn, order.payment_method, payment.due, reference, due_on).await?;
    }
    Ok(order)
}
