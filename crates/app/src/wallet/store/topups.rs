//! Queries of top-ups.

use kn_core::ids::{EntryId, TopupId};
use kn_db::entities::topup::{ActiveModel, Column, Entity, Status};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

use crate::error::{Error, OnUnique, Result};
use crate::wallet::topups::NewApprovedTopup;
use crate::work::{Work, lost_race};
use kn_core::code::Code;

/// Writes the request: asked for, then paid and handed in.
pub(in crate::wallet) async fn insert_topup(
    work: &Work,
    id: TopupId,
    new: &NewApprovedTopup,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id.uuid()),
        account_id: Set(new.account.uuid()),
        requested_by: Set(new.requested_by.uuid()),
        method: Set(new.method),
        currency: Set(new.amount.currency().code().to_owned()),
        amount: Set(new.amount.amount()),
        reference: Set(new.reference.clone()),
        status: Set(Status::AwaitingPayment),
        verified_amount: Set(None),
        value_date: Set(None),
        reviewed_by: Set(None),
        reviewed_at: Set(None),
        entry_id: Set(None),
        created_at: Set(work.now()),
        updated_at: Set(work.now()),
        version: Set(1),
    };
    Entity::insert(row)
        .exec_without_returning(work.tx())
        .await
        .on_unique("topups_reference_key", || {
            Error::field("reference", Code::Taken, "Another top-up has this reference.")
        })?;
    let submitted = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Submitted.as_str()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Status.eq(Status::AwaitingPayment))
        .exec(work.tx())
        .await?;
    if submitted.rows_affected == 1 { Ok(()) } else { Err(lost_race("top-up")) }
}

/// Marks the request approved, with what was verified and the entry that made it money.
pub(in crate::wallet) async fn approve_topup(
    work: &Work,
    id: TopupId,
    new: &NewApprovedTopup,
    entry: EntryId,
) -> Result<()> {
    let approved = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Approved.as_str()))
        .col_expr(Column::VerifiedAmount, Expr::value(new.amount.amount()))
        .col_expr(Column::ValueDate, Expr::value(new.value_date))
        .col_expr(Column::ReviewedBy, Expr::value(new.reviewed_by.uuid()))
        .col_expr(Column::ReviewedAt, Expr::value(work.now()))
        .col_expr(Column::EntryId, Expr::value(entry.uuid()))
        .col_expr(Column::UpdatedAt, Expr::value(work.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Status.eq(Status::Submitted))
        .exec(work.tx())
        .await?;
    if approved.rows_affected == 1 { Ok(()) } else { Err(lost_race("top-up")) }
}
