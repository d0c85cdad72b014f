//! Writing documents: draft, lines, and each change of status guarded by the status before.

use chrono::NaiveDate;
use kn_core::ids::{AccountId, InvoiceId, InvoiceLineId, OrderId, TypedId};
use kn_db::entities::invoice::{ActiveModel, Column, Entity, Status};
use kn_db::entities::{counter, doc_series, invoice_line};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, UpdateMany};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::invoices::issue::NewLine;
use crate::invoices::lines::{self, Totals};
use crate::work::{Work, lost_race};

/// A document about to be written.
pub(in crate::invoices) struct Draft<'d> {
    pub(in crate::invoices) id: InvoiceId,
    pub(in crate::invoices) account: AccountId,
    pub(in crate::invoices) order: Option<OrderId>,
    pub(in crate::invoices) reference: &'d str,
    pub(in crate::invoices) totals: Totals,
    pub(in crate::invoices) due_on: NaiveDate,
    pub(in crate::invoices) seller: Value,
    pub(in crate::invoices) buyer: Value,
    pub(in crate::invoices) notes: Option<&'d str>,
}

/// A legal number that is being taken.
pub(in crate::invoices) struct Numbered {
    pub(in crate::invoices) series: String,
    pub(in crate::invoices) no: i64,
    pub(in crate::invoices) number: String,
}

/// Makes a counter that starts at 1, unless it is there.
pub(in crate::invoices) async fn ensure_counter(work: &Work, name: &str) -> Result<()> {
    let row = counter::ActiveModel { name: Set(name.to_owned()), next_value: Set(1) };
    counter::Entity::insert(row)
        .on_conflict(OnConflict::column(counter::Column::Name).do_nothing().to_owned())
        .exec_without_returning(work.tx())
        .await?;
    Ok(())
}

pub(in crate::invoices) async fn insert_draft(work: &Work, draft: Draft<'_>) -> Result<()> {
    let Totals { subtotal, discount, tax, total } = draft.totals;
    let row = ActiveModel {
        id: Set(draft.id.uuid()),
        account_id: Set(draft.account.uuid()),
        order_id: Set(draft.order.map(TypedId::uuid)),
        status: Set(Status::Draft),
        reference: Set(draft.reference.to_owned()),
        number_series: Set(None),
        number_no: Set(None),
        number: Set(None),
        currency: Set(total.currency().code().to_owned()),
        subtotal: Set(subtotal.amount()),
        discount: Set(discount.amount()),
        tax: Set(tax.amount()),
        total: Set(total.amount()),
        allocated: Set(0),
        released: Set(0),
        credited: Set(0),
        written_off: Set(0),
        issued_on: Set(work.today()),
        due_on: Set(draft.due_on),
        numbered_on: Set(None),
        paid_at: Set(None),
        seller: Set(draft.seller),
        buyer: Set(draft.buyer),
        notes: Set(draft.notes.map(str::to_owned)),
        pdf_sha256: Set(None),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

pub(in crate::invoices) async fn insert_lines(
    work: &Work,
    invoice: InvoiceId,
    new: &[NewLine],
) -> Result<()> {
    let mut rows = Vec::with_capacity(new.len());
    for (position, line) in (1_i32..).zip(new) {
        rows.push(invoice_line::ActiveModel {
            id: Set(work.new_id::<InvoiceLineId>().uuid()),
            invoice_id: Set(invoice.uuid()),
            position: Set(position),
            kind: Set(line.kind),
            revenue_line: Set(line.revenue_line),
            description: Set(line.description.clone()),
            detail: Set(line.detail.clone()),
            cycle: Set(line.cycle.map(Into::into)),
            period_start: Set(line.period_start),
            period_end: Set(line.period_end),
            quantity: Set(line.quantity),
            unit_amount: Set(line.unit_amount.amount()),
            amount: Set(lines::amount(line)?.amount()),
            discount: Set(line.discount.amount()),
            tax_rate_ppm: Set(i32::try_from(line.tax_rate.ppm()).map_err(Error::internal)?),
            tax: Set(line.tax.amount()),
            created_at: Set(work.now()),
        });
    }
    invoice_line::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
    Ok(())
}

/// A change of a document that is in one of these states.
fn changed(work: &Work, id: InvoiceId, from: &[Status], to: Status) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.as_str()))
        .col_expr(Column::UpdatedAt, Expr::value(work.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Status.is_in(from.iter().copied()))
}

pub(in crate::invoices) async fn mark_issued(work: &Work, id: InvoiceId) -> Result<()> {
    let done = changed(work, id, &[Status::Draft], Status::Proforma).exec(work.tx()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(lost_race("invoice")) }
}

/// `false` if the document was not waiting for money.
pub(in crate::invoices) async fn mark_paid(
    work: &Work,
    id: InvoiceId,
    number: Option<&Numbered>,
) -> Result<bool> {
    let waiting = [Status::Proforma, Status::Open];
    let mut change =
        changed(work, id, &waiting, Status::Paid).col_expr(Column::PaidAt, Expr::value(work.now()));
    if let Some(number) = number {
        change = change
            .col_expr(Column::NumberSeries, Expr::value(number.series.as_str()))
            .col_expr(Column::NumberNo, Expr::value(number.no))
            .col_expr(Column::Number, Expr::value(number.number.as_str()))
            .col_expr(Column::NumberedOn, Expr::value(work.today()));
    }
    Ok(change.exec(work.tx()).await?.rows_affected == 1)
}

/// `false` if the document is no longer in the state it was read in.
pub(in crate::invoices) async fn mark_void(
    work: &Work,
    id: InvoiceId,
    from: Status,
) -> Result<bool> {
    let change = changed(work, id, &[from], Status::Void);
    Ok(change.exec(work.tx()).await?.rows_affected == 1)
}

/// The next number of a series, whose row stays locked until the transaction ends. Numbering the document steps
/// the series, by trigger.
pub(in crate::invoices) async fn next_in_series(work: &Work, series: &str) -> Result<i64> {
    let row = doc_series::ActiveModel { series: Set(series.to_owned()), next_no: Set(1) };
    doc_series::Entity::insert(row)
        .on_conflict(OnConflict::column(doc_series::Column::Series).do_nothing().to_owned())
        .exec_without_returning(work.tx())
        .await?;
    let row = doc_series::Entity::find_by_id(series)
        .lock(LockType::NoKeyUpdate)
        .one(work.tx())
        .await?
        .ok_or_else(|| Error::internal(format!("the series {series} could not be made")))?;
    Ok(row.next_no)
}

/// Keeps the hash of the first PDF given out; `false` if one is kept already.
pub(in crate::invoices) async fn set_pdf_hash(
    work: &Work,
    id: InvoiceId,
    hash: &str,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::PdfSha256, Expr::value(hash))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::PdfSha256.is_null())
        .exec(work.tx())
        .await?;
    Ok(done.rows_affected == 1)
}
