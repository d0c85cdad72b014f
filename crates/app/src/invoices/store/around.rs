//! What belongs to a page of documents, with a query per table.

use std::collections::BTreeMap;

use kn_db::entities::invoice::Model;
use kn_db::entities::{account, invoice_line, membership, order, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::Result;

/// Customers, orders and first lines of some documents.
pub(in crate::invoices) struct Around {
    /// By account.
    pub(in crate::invoices) accounts: BTreeMap<Uuid, account::Model>,
    /// The first owner, by account.
    pub(in crate::invoices) owners: BTreeMap<Uuid, user::Model>,
    /// By document.
    pub(in crate::invoices) orders: BTreeMap<Uuid, order::Model>,
    /// What the first line sells and how many lines there are, by document.
    pub(in crate::invoices) titles: BTreeMap<Uuid, (String, usize)>,
}

pub(in crate::invoices) async fn around(
    conn: &impl ConnectionTrait,
    rows: &[Model],
) -> Result<Around> {
    let mut owned: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    owned.sort_unstable();
    owned.dedup();
    let documents: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(owned.iter().copied()))
        .all(conn)
        .await?;
    let orders = order::Entity::find()
        .filter(order::Column::InvoiceId.is_in(documents.iter().copied()))
        .all(conn)
        .await?;
    Ok(Around {
        accounts: accounts.into_iter().map(|row| (row.id, row)).collect(),
        owners: owners(conn, owned).await?,
        orders: orders.into_iter().map(|row| (row.invoice_id, row)).collect(),
        titles: titles(conn, documents).await?,
    })
}

async fn owners(
    conn: &impl ConnectionTrait,
    accounts: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, user::Model>> {
    let rows = membership::Entity::find()
        .find_also_related(user::Entity)
        .filter(membership::Column::AccountId.is_in(accounts))
        .filter(membership::Column::Role.eq(membership::Role::Owner))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .all(conn)
        .await?;
    let mut first = BTreeMap::new();
    for (membership, user) in rows {
        if let Some(user) = user {
            first.entry(membership.account_id).or_insert(user);
        }
    }
    Ok(first)
}

async fn titles(
    conn: &impl ConnectionTrait,
    documents: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, (String, usize)>> {
    let lines = invoice_line::Entity::find()
        .filter(invoice_line::Column::InvoiceId.is_in(documents))
        .order_by_asc(invoice_line::Column::InvoiceId)
        .order_by_asc(invoice_line::Column::Position)
        .all(conn)
        .await?;
    let mut titles: BTreeMap<Uuid, (String, usize)> = BTreeMap::new();
    for line in lines {
        let (_, count) = titles.entry(line.invoice_id).or_insert((line.description, 0));
        *count = count.saturating_add(1);
    }
    Ok(titles)
}
