//! Payments and allocations of documents.

use std::collections::BTreeMap;

use kn_core::ids::{AllocationId, EntryId, InvoiceId, PaymentId, TransferId, TypedId};
use kn_core::money::{Currency, Money};
use kn_core::tax::TaxRate;
use kn_db::entities::payment::{ActiveModel, Column, Entity, Method, Model};
use kn_db::entities::{allocation, ledger_transfer};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::error::{Error, OnUnique, Result};
use crate::invoices::fund::{self, External};
use crate::invoices::settle::Held;
use crate::work::Work;

/// Gives a transfer to a document; a trigger adds it to what is allocated.
pub(in crate::invoices) async fn allocate(
    work: &Work,
    invoice: InvoiceId,
    transfer: TransferId,
    amount: Money,
) -> Result<()> {
    let row = allocation::ActiveModel {
        id: Set(work.new_id::<AllocationId>().uuid()),
        invoice_id: Set(invoice.uuid()),
        transfer_id: Set(transfer.uuid()),
        amount: Set(amount.amount()),
        created_at: Set(work.now()),
    };
    allocation::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

pub(in crate::invoices) async fn insert_payment(
    work: &Work,
    held: &Held,
    id: PaymentId,
    entry: EntryId,
    money: &External,
    reference_key: &str,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id.uuid()),
        account_id: Set(held.account.uuid()),
        invoice_id: Set(Some(held.id.uuid())),
        method: Set(money.method),
        currency: Set(money.amount.currency().code().to_owned()),
        amount: Set(money.amount.amount()),
        reference: Set(money.reference.clone()),
        reference_key: Set(reference_key.to_owned()),
        received_on: Set(money.received_on),
        note: Set(money.note.clone()),
        recorded_by: Set(work.actor().user_id().map(TypedId::uuid)),
        entry_id: Set(entry.uuid()),
        created_at: Set(work.now()),
    };
    let insert = Entity::insert(row).exec_without_returning(work.tx()).await;
    insert.on_unique("payments_reference_key", fund::taken).map(|_| ())
}

/// Whether money with this reference was recorded before, for whomever.
pub(in crate::invoices) async fn reference_used(
    conn: &impl ConnectionTrait,
    method: Method,
    reference_key: &str,
) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::Method.eq(method))
        .filter(Column::ReferenceKey.eq(reference_key))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// How many payments a document has.
pub(in crate::invoices) async fn count_payments(
    conn: &impl ConnectionTrait,
    invoice: InvoiceId,
) -> Result<u64> {
    Ok(Entity::find().filter(Column::InvoiceId.eq(invoice.uuid())).count(conn).await?)
}

/// A document's payments, the first one first.
pub(in crate::invoices) async fn payments(
    conn: &impl ConnectionTrait,
    invoice: InvoiceId,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::InvoiceId.eq(invoice.uuid()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id);
    Ok(query.all(conn).await?)
}

/// How much of each entry went to a document.
pub(in crate::invoices) async fn allocated_by_entry(
    conn: &impl ConnectionTrait,
    invoice: InvoiceId,
) -> Result<BTreeMap<Uuid, i64>> {
    let rows = allocation::Entity::find()
        .find_also_related(ledger_transfer::Entity)
        .filter(allocation::Column::InvoiceId.eq(invoice.uuid()))
        .all(conn)
        .await?;
    let mut applied = BTreeMap::new();
    for (allocation, transfer) in rows {
        let transfer =
            transfer.ok_or_else(|| Error::internal("an allocation without a transfer"))?;
        let sum: &mut i64 = applied.entry(transfer.entry_id).or_default();
        *sum = sum.saturating_add(allocation.amount);
    }
    Ok(applied)
}

/// The taxes of a document, summed up by rate, without zeros.
pub(in crate::invoices) async fn taxes_by_rate(
    conn: &impl ConnectionTrait,
    invoice: InvoiceId,
    currency: Currency,
) -> Result<Vec<(TaxRate, Money)>> {
    let mut taxes: BTreeMap<TaxRate, Vec<Money>> = BTreeMap::new();
    for line in super::lines(conn, invoice).await? {
        let ppm = u32::try_from(line.tax_rate_ppm).map_err(Error::internal)?;
        taxes.entry(TaxRate::from_ppm(ppm)?).or_default().push(Money::new(line.tax, currency));
    }
    let mut sums = Vec::new();
    for (rate, amounts) in taxes {
        let sum = Money::sum(currency, amounts)?;
        if !sum.is_zero() {
            sums.push((rate, sum));
        }
    }
    Ok(sums)
}
