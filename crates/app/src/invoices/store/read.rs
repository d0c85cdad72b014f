//! Reading documents and their lines.

use kn_core::ids::{AccountId, InvoiceId};
use kn_db::entities::invoice::{Column, Entity, Model, Status};
use kn_db::entities::invoice_line;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::actor::Scope;
use crate::error::Result;
use crate::invoices::snapshot::{Buyer, Seller};
use crate::work::Work;

pub(in crate::invoices) async fn find(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.uuid()).one(conn).await?)
}

/// What a scope may see: its own documents, but no drafts of ours.
pub(super) fn visible(scope: Scope) -> Condition {
    let own = Condition::all().add(scope.on(Column::AccountId));
    match scope {
        Scope::All => own,
        Scope::Account(_) => own.add(Column::Status.ne(Status::Draft)),
    }
}

/// A document in scope.
pub(in crate::invoices) async fn find_in(
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: InvoiceId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.uuid()).filter(visible(scope)).one(conn).await?)
}

/// Whether the document is this customer's and shown to them.
pub(in crate::invoices) async fn belongs_to(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
    account: AccountId,
) -> Result<bool> {
    Ok(find_in(conn, Scope::Account(account), id).await?.is_some())
}

/// Locks a document until the transaction ends. NO KEY UPDATE, as for customers: rows that refer to it do not
/// wait.
pub(in crate::invoices) async fn lock(work: &Work, id: InvoiceId) -> Result<Option<Model>> {
    let query = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate);
    Ok(query.one(work.tx()).await?)
}

/// The lines in their order.
pub(in crate::invoices) async fn lines(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
) -> Result<Vec<invoice_line::Model>> {
    let query = invoice_line::Entity::find()
        .filter(invoice_line::Column::InvoiceId.eq(id.uuid()))
        .order_by_asc(invoice_line::Column::Position);
    Ok(query.all(conn).await?)
}

/// The seller as frozen.
pub(in crate::invoices) fn seller(row: &Model) -> Result<Seller> {
    Ok(serde_json::from_value(row.seller.clone())?)
}

/// The buyer as frozen.
pub(in crate::invoices) fn buyer(row: &Model) -> Result<Buyer> {
    Ok(serde_json::from_value(row.buyer.clone())?)
}

/// The hash of the PDF that was given out, in hexadecimal; none before the first one.
pub(in crate::invoices) async fn pdf_hash(
    conn: &impl ConnectionTrait,
    id: InvoiceId,
) -> Result<Option<String>> {
    Ok(find(conn, id).await?.and_then(|row| row.pdf_sha256))
}
