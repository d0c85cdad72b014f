//! Queries for recording payments: what a payment is for. The payment itself is written by `invoices`.

use kn_core::ids::{AccountId, InvoiceId, OrderId};
use kn_db::entities::{invoice, order};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;

/// Whose an order is, and its document.
pub(super) async fn order(
    conn: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Option<(AccountId, InvoiceId)>> {
    let row = order::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(row.map(|row| (AccountId::from_uuid(row.account_id), InvoiceId::from_uuid(row.invoice_id))))
}

/// Whose a document is, and whether it is a draft.
pub(super) async fn invoice(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
) -> Result<Option<(AccountId, bool)>> {
    let row = invoice::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(row.map(|row| (AccountId::from_uuid(row.account_id), row.status == invoice::Status::Draft)))
}

/// The order a document bills.
pub(super) async fn order_of(
    conn: &impl ConnectionTrait,
    invoice: InvoiceId,
) -> Result<Option<OrderId>> {
    let query = order::Entity::find().filter(order::Column::InvoiceId.eq(invoice.uuid()));
    Ok(query.one(conn).await?.map(|row| OrderId::from_uuid(row.id)))
}
