//! The list of orders: filters, search, pages.

use kn_core::page::{Page, PageRequest};
use kn_db::entities::order::{Column, Entity, Model, Relation};
use kn_db::entities::{account, invoice, user};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};

use crate::actor::Scope;
use crate::error::Result;
use crate::orders::model::{OrderFilter, PaymentStatus};
use crate::paging::{self, Key, KeyKind, SortKey};
use crate::services::search;

const SORTS: &[SortKey<Entity>] = &[
    SortKey {
        name: "created_at",
        column: Column::CreatedAt,
        kind: KeyKind::At,
        of: |row| Key::At(row.created_at),
    },
    SortKey {
        name: "number",
        column: Column::Number,
        kind: KeyKind::Number,
        of: |row| Key::Number(row.number),
    },
    SortKey {
        name: "total",
        column: Column::Total,
        kind: KeyKind::Number,
        of: |row| Key::Number(row.total),
    },
];

pub(in crate::orders) async fn page(
    conn: &DatabaseConnection,
    scope: Scope,
    filter: &OrderFilter,
    page: &PageRequest,
) -> Result<Page<Model>> {
    let mut query = Entity::find().filter(scope.on(Column::AccountId));
    if let Some(status) = filter.status {
        query = query.filter(Column::Status.eq(status));
    }
    if let Some(category) = filter.category {
        query = query.filter(Column::Category.eq(category));
    }
    if let Some(account) = filter.account {
        query = query.filter(Column::AccountId.eq(account.uuid()));
    }
    if let Some(status) = filter.payment_status {
        query =
            query.join(JoinType::InnerJoin, Relation::Invoice.def()).filter(has_payment(status));
    }
    if let Some(word) = &page.q {
        query = query
            .join(JoinType::InnerJoin, Relation::Account.def())
            .join(JoinType::InnerJoin, Relation::PlacedBy.def())
            .filter(mentions(word));
    }
    paging::sorted(conn, query, SORTS, Column::Id, |row| row.id, page).await
}

/// The same rule as `Payment::as_status`, for the database.
fn has_payment(status: PaymentStatus) -> Condition {
    use invoice::Column as I;
    let column = |column: I| Expr::col((invoice::Entity, column));
    let paid = I::Status.eq(invoice::Status::Paid);
    let refunded = || column(I::Credited).eq(column(I::Total)).and(I::Total.gt(0));
    let received = || column(I::Allocated).gt(column(I::Released));
    match status {
        PaymentStatus::Paid => Condition::all().add(paid).add(refunded().not()),
        PaymentStatus::Refunded => Condition::all().add(paid).add(refunded()),
        PaymentStatus::PartiallyPaid => Condition::all().add(paid.not()).add(received()),
        PaymentStatus::Pending => Condition::all().add(paid.not()).add(received().not()),
        // Proofs of payment come with top-ups; until then none waits.
        PaymentStatus::InReview => Condition::all().add(Expr::value(1).eq(0)),
    }
}

fn mentions(word: &str) -> Condition {
    let found = Condition::any()
        .add(search::contains(Column::Hostname, word))
        .add(search::contains(user::Column::Email, word))
        .add(search::contains(user::Column::FullName, word))
        .add(search::contains(account::Column::Company, word))
        .add(search::contains(account::Column::Name, word));
    match search::order_number(word) {
        Some(number) => found.add(Column::Number.eq(number)),
        None => found,
    }
}
