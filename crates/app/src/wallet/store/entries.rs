//! Queries of entries and transfers.

use kn_core::ids::{AccountId, EntryId, LedgerAccountId, TransferId, TypedId};
use kn_db::entities::{ledger_account, ledger_entry, ledger_transfer};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::error::{Error, OnUnique, Result};
use crate::wallet::post::{Head, Line};
use crate::wallet::reverse;
use crate::work::Work;

/// Writes the head of an entry; `false` if its event was posted before.
pub(in crate::wallet) async fn insert_entry(
    work: &Work,
    id: EntryId,
    head: &Head<'_>,
) -> Result<bool> {
    let row = ledger_entry::ActiveModel {
        id: Set(id.uuid()),
        event_key: Set(head.event_key.to_owned()),
        kind: Set(head.kind.as_str().to_owned()),
        actor_kind: Set(work.actor().kind()),
        actor_id: Set(work.actor().user_id().map(TypedId::uuid)),
        reason: Set(head.reason.map(str::to_owned)),
        effective_on: Set(head.effective_on.unwrap_or_else(|| work.today())),
        reverses: Set(head.reverses.map(TypedId::uuid)),
        correlation: Set(head.correlation.map(str::to_owned)),
        first_line: Set(1),
        created_at: Set(work.now()),
    };
    let written = ledger_entry::Entity::insert(row)
        .on_conflict(OnConflict::column(ledger_entry::Column::EventKey).do_nothing().to_owned())
        .exec_without_returning(work.tx())
        .await
        .on_unique("ledger_entries_reverses_key", reverse::twice)?;
    Ok(written == 1)
}

/// Writes the lines of an entry, numbered from 1.
pub(in crate::wallet) async fn insert_transfers(
    work: &Work,
    entry: EntryId,
    ids: &[TransferId],
    lines: &[Line],
) -> Result<(), DbErr> {
    let rows = (1_i32..).zip(ids.iter().zip(lines)).map(|(number, (id, line))| {
        ledger_transfer::ActiveModel {
            id: Set(id.uuid()),
            entry_id: Set(entry.uuid()),
            line: Set(number),
            debit_account: Set(line.debit.uuid()),
            credit_account: Set(line.credit.uuid()),
            currency: Set(line.amount.currency().code().to_owned()),
            amount: Set(line.amount.amount()),
            created_at: Set(work.now()),
        }
    });
    ledger_transfer::Entity::insert_many(rows).exec_without_returning(work.tx()).await.map(|_| ())
}

/// An entry by its id.
pub(in crate::wallet) async fn find_entry(
    conn: &impl ConnectionTrait,
    id: EntryId,
) -> Result<Option<ledger_entry::Model>> {
    Ok(ledger_entry::Entity::find_by_id(id.uuid()).one(conn).await?)
}

/// Whether another entry reverses this one.
pub(in crate::wallet) async fn is_reversed(
    conn: &impl ConnectionTrait,
    entry: EntryId,
) -> Result<bool> {
    let query =
        ledger_entry::Entity::find().filter(ledger_entry::Column::Reverses.eq(entry.uuid()));
    Ok(query.one(conn).await?.is_some())
}

/// The lines of an entry in their order.
pub(in crate::wallet) async fn transfers_of(
    conn: &impl ConnectionTrait,
    entry: EntryId,
) -> Result<Vec<ledger_transfer::Model>> {
    let query = ledger_transfer::Entity::find()
        .filter(ledger_transfer::Column::EntryId.eq(entry.uuid()))
        .order_by_asc(ledger_transfer::Column::Line);
    Ok(query.all(conn).await?)
}

/// The customer whose accounts these transfers touch.
pub(in crate::wallet) async fn owner_of(
    conn: &impl ConnectionTrait,
    transfers: &[ledger_transfer::Model],
) -> Result<Option<AccountId>> {
    let sides = transfers.iter().flat_map(|t| [t.debit_account, t.credit_account]);
    let rows = ledger_account::Entity::find()
        .filter(ledger_account::Column::Id.is_in(sides))
        .filter(ledger_account::Column::OwnerId.is_not_null())
        .all(conn)
        .await?;
    Ok(rows.into_iter().find_map(|row| row.owner_id).map(AccountId::from_uuid))
}

/// Whose wallet a transfer moved, and the entry it belongs to.
pub(in crate::wallet) async fn wallet_of_line(
    conn: &impl ConnectionTrait,
    line: TransferId,
) -> Result<Option<(AccountId, EntryId)>> {
    let Some(transfer) = ledger_transfer::Entity::find_by_id(line.uuid()).one(conn).await? else {
        return Ok(None);
    };
    for side in [transfer.debit_account, transfer.credit_account] {
        let row = super::ledger_account(conn, LedgerAccountId::from_uuid(side)).await?;
        let row = row.ok_or_else(|| Error::internal("a transfer without its account"))?;
        if let Some(owner) = row.owner_id.filter(|_| row.code == "wallet") {
            let entry = EntryId::from_uuid(transfer.entry_id);
            return Ok(Some((AccountId::from_uuid(owner), entry)));
        }
    }
    Ok(None)
}
