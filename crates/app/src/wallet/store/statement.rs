//! Queries of a wallet's statement, and of what stands behind its lines.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kn_core::calendar::BusinessZone;
use kn_core::ids::{AccountId, EntryId, TransferId};
use kn_core::money::Currency;
use kn_core::page::{Page, PageRequest};
use kn_db::entities::ledger_statement::{Column, Entity, Model, Relation};
use kn_db::entities::{invoice, ledger_entry, ledger_transfer, payment, topup};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, JoinType, QueryFilter,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::paging::{self, Key, KeyKind, SortKey};
use crate::wallet::describe::Facts;
use crate::wallet::model::{EntryKind, StatementFilter};

/// A filter with its business days turned into instants.
pub(in crate::wallet) struct Bounds {
    kind: Option<EntryKind>,
    from: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
}

impl Bounds {
    pub(in crate::wallet) fn of(filter: StatementFilter, zone: BusinessZone) -> Self {
        Self {
            kind: filter.kind,
            from: filter.from.map(|day| zone.start_of_day(day)),
            before: filter.to.map(|day| zone.end_of_day(day)),
        }
    }
}

/// A line with what is known about its entry.
pub(in crate::wallet) struct LineRow {
    pub(in crate::wallet) id: TransferId,
    pub(in crate::wallet) at: DateTime<Utc>,
    pub(in crate::wallet) kind: EntryKind,
    pub(in crate::wallet) change: i64,
    pub(in crate::wallet) balance: i64,
    pub(in crate::wallet) facts: Facts,
}

/// A page of a tracked account's statement. Lines are in the order of their numbers, which is that of time.
pub(in crate::wallet) async fn statement_page(
    conn: &DatabaseConnection,
    ledger_account: Uuid,
    bounds: &Bounds,
    page: &PageRequest,
) -> Result<Page<Model>> {
    let mut query = Entity::find().filter(Column::AccountId.eq(ledger_account));
    if bounds.kind.is_some() || bounds.from.is_some() || bounds.before.is_some() {
        query = query
            .join(JoinType::InnerJoin, Relation::Transfer.def())
            .join(JoinType::InnerJoin, ledger_transfer::Relation::Entry.def());
    }
    if let Some(kind) = bounds.kind {
        query = query.filter(ledger_entry::Column::Kind.eq(kind.as_str()));
    }
    if let Some(from) = bounds.from {
        query = query.filter(ledger_transfer::Column::CreatedAt.gte(from));
    }
    if let Some(before) = bounds.before {
        query = query.filter(ledger_transfer::Column::CreatedAt.lt(before));
    }
    let orders = [SortKey::<Entity> {
        name: "created_at",
        column: Column::Seq,
        kind: KeyKind::Number,
        of: |row| Key::Number(row.seq),
    }];
    paging::sorted(conn, query, &orders, Column::TransferId, |row| row.transfer_id, page).await
}

/// The lines an entry made on a customer's wallet.
pub(in crate::wallet) async fn statement_of_entry(
    conn: &impl ConnectionTrait,
    account: AccountId,
    currency: Currency,
    entry: EntryId,
) -> Result<Vec<Model>> {
    let Some(wallet) = super::find_wallet(conn, account, currency).await? else {
        return Ok(Vec::new());
    };
    let transfers = super::transfers_of(conn, entry).await?;
    let query = Entity::find()
        .filter(Column::AccountId.eq(wallet.id))
        .filter(Column::TransferId.is_in(transfers.iter().map(|t| t.id)));
    Ok(query.all(conn).await?)
}

/// Looks up what stands behind the lines of one page, with a query per table.
pub(in crate::wallet) async fn with_facts(
    conn: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<LineRow>> {
    let transfers = ledger_transfer::Entity::find()
        .filter(ledger_transfer::Column::Id.is_in(rows.iter().map(|row| row.transfer_id)))
        .all(conn)
        .await?;
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Id.is_in(transfers.iter().map(|t| t.entry_id)))
        .all(conn)
        .await?;
    let facts = facts_of(conn, &entries).await?;
    let entries: BTreeMap<Uuid, ledger_entry::Model> =
        entries.into_iter().map(|e| (e.id, e)).collect();
    let transfers: BTreeMap<Uuid, ledger_transfer::Model> =
        transfers.into_iter().map(|t| (t.id, t)).collect();
    rows.into_iter()
        .map(|row| {
            let entry = transfers.get(&row.transfer_id).and_then(|t| entries.get(&t.entry_id));
            let entry =
                entry.ok_or_else(|| Error::internal("a statement line without an entry"))?;
            let kind = EntryKind::parse(&entry.kind).ok_or_else(|| {
                Error::internal(format!("the ledger holds the unknown kind {:?}", entry.kind))
            })?;
            Ok(LineRow {
                id: TransferId::from_uuid(row.transfer_id),
                at: entry.created_at,
                kind,
                change: row.change,
                balance: row.balance,
                facts: facts.get(&entry.id).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

async fn facts_of(
    conn: &impl ConnectionTrait,
    entries: &[ledger_entry::Model],
) -> Result<BTreeMap<Uuid, Facts>> {
    let ids = || entries.iter().map(|entry| entry.id);
    let payments =
        payment::Entity::find().filter(payment::Column::EntryId.is_in(ids())).all(conn).await?;
    let topups =
        topup::Entity::find().filter(topup::Column::EntryId.is_in(ids())).all(conn).await?;
    let paid = payments.iter().filter_map(|p| p.invoice_id);
    let documents: BTreeMap<Uuid, String> = invoice::Entity::find()
        .filter(invoice::Column::Id.is_in(paid))
        .all(conn)
        .await?
        .into_iter()
        .map(|row| (row.id, row.number.unwrap_or(row.reference)))
        .collect();
    let mut facts: BTreeMap<Uuid, Facts> = entries
        .iter()
        .map(|entry| (entry.id, Facts { reason: entry.reason.clone(), ..Facts::default() }))
        .collect();
    for row in payments {
        if let Some(facts) = facts.get_mut(&row.entry_id) {
            facts.document = row.invoice_id.and_then(|id| documents.get(&id).cloned());
            facts.method = Some(row.method);
            facts.reference = Some(row.reference);
        }
    }
    for row in topups {
        if let Some(facts) = row.entry_id.and_then(|id| facts.get_mut(&id)) {
            facts.method = Some(row.method);
            facts.reference = Some(row.reference);
        }
    }
    Ok(facts)
}
