//! Lists of documents.

use chrono::NaiveDate;
use kn_core::page::{Page, PageRequest};
use kn_db::entities::invoice::{Column, Entity, Model, Status};
use kn_db::entities::{account, membership, order, user};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::read::visible;
use crate::actor::Scope;
use crate::error::Result;
use crate::invoices::model::InvoiceFilter;
use crate::paging::{self, Key, KeyKind, SortKey};
use crate::services::search;

/// A page of documents, newest first unless asked otherwise.
pub(in crate::invoices) async fn page(
    conn: &DatabaseConnection,
    scope: Scope,
    filter: &InvoiceFilter,
    today: NaiveDate,
    page: &PageRequest,
) -> Result<Page<Model>> {
    let mut wanted = visible(scope).add(filtered(filter, today));
    if let Some(word) = &page.q {
        wanted = wanted.add(found(word, scope));
    }
    let orders = [
        SortKey::<Entity> {
            name: "created_at",
            column: Column::CreatedAt,
            kind: KeyKind::At,
            of: |row| Key::At(row.created_at),
        },
        SortKey::<Entity> {
            name: "due_on",
            column: Column::DueOn,
            kind: KeyKind::On,
            of: |row| Key::On(row.due_on),
        },
        SortKey::<Entity> {
            name: "total",
            column: Column::Total,
            kind: KeyKind::Number,
            of: |row| Key::Number(row.total),
        },
    ];
    paging::sorted(conn, Entity::find().filter(wanted), &orders, Column::Id, |row| row.id, page)
        .await
}

fn filtered(filter: &InvoiceFilter, today: NaiveDate) -> Condition {
    let mut wanted = Condition::all();
    if let Some(status) = filter.status {
        wanted = wanted.add(Column::Status.eq(status));
    }
    if let Some(account) = filter.account {
        wanted = wanted.add(Column::AccountId.eq(account.uuid()));
    }
    if let Some(order) = filter.order {
        wanted = wanted.add(Column::OrderId.eq(order.uuid()));
    }
    if let Some(unpaid) = filter.unpaid {
        wanted = wanted.add(negated(waiting(), !unpaid));
    }
    if let Some(overdue) = filter.overdue {
        wanted = wanted.add(negated(waiting().add(Column::DueOn.lt(today)), !overdue));
    }
    wanted
}

fn negated(condition: Condition, negate: bool) -> Condition {
    if negate { condition.not() } else { condition }
}

/// Proforma or open, with something left to pay.
fn waiting() -> Condition {
    let left = Expr::col(Column::Total)
        .sub(Expr::col(Column::Credited))
        .sub(Expr::col(Column::WrittenOff))
        .sub(Expr::col(Column::Allocated))
        .add(Expr::col(Column::Released));
    Condition::all().add(Column::Status.is_in([Status::Proforma, Status::Open])).add(left.gt(0))
}

/// By number, reference or order; staff also by customer.
fn found(word: &str, scope: Scope) -> Condition {
    let mut any = Condition::any()
        .add(search::contains(Column::Number, word))
        .add(search::contains(Column::Reference, word));
    if let Some(number) = search::order_number(word) {
        any = any.add(Column::Id.in_subquery(documents_of(number)));
    }
    match scope {
        Scope::Account(_) => any,
        Scope::All => any
            .add(Column::AccountId.in_subquery(accounts_called(word)))
            .add(Column::AccountId.in_subquery(accounts_of(word))),
    }
}

fn documents_of(order_number: i64) -> SelectStatement {
    order::Entity::find()
        .select_only()
        .column(order::Column::InvoiceId)
        .filter(order::Column::Number.eq(order_number))
        .into_query()
}

fn accounts_called(word: &str) -> SelectStatement {
    let called = Condition::any()
        .add(search::contains(account::Column::Name, word))
        .add(search::contains(account::Column::Company, word))
        .add(search::contains(account::Column::BillingEmail, word));
    account::Entity::find().select_only().column(account::Column::Id).filter(called).into_query()
}

fn accounts_of(word: &str) -> SelectStatement {
    let called = Condition::any()
        .add(search::contains(user::Column::FullName, word))
        .add(search::contains(user::Column::Email, word));
    let people =
        user::Entity::find().select_only().column(user::Column::Id).filter(called).into_query();
    membership::Entity::find()
        .select_only()
        .column(membership::Column::AccountId)
        .filter(membership::Column::UserId.in_subquery(people))
        .into_query()
}
