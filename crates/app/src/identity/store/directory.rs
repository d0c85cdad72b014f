//! Queries of the staff's user list: one page of users, then one grouped statement per figure.

use std::collections::{BTreeMap, BTreeSet};

use kn_core::page::{Page, PageRequest};
use kn_core::text::Email;
use kn_db::entities::{account, invoice, ledger_account, membership, order, service, staff, user};
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, IntoCondition, LikeExpr, SelectStatement, SimpleExpr,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::error::Result;
use crate::identity::model::Account;
use crate::identity::user_view::{UserFilter, UserRole, UserStatus};
use crate::paging::{self, Key, KeyKind, SortKey};

/// The ledger's code of a customer's wallet.
const WALLET: &str = "wallet";

type Figures = BTreeMap<Uuid, i64>;

pub(in crate::identity) async fn list(
    conn: &DatabaseConnection,
    filter: UserFilter,
    page: &PageRequest,
) -> Result<Page<user::Model>> {
    let mut which = Condition::all();
    which = match filter.status {
        None => which,
        Some(UserStatus::Disabled) => which.add(user::Column::DisabledAt.is_not_null()),
        Some(UserStatus::Unverified) => which
            .add(user::Column::DisabledAt.is_null())
            .add(user::Column::EmailVerifiedAt.is_null()),
        Some(UserStatus::Active) => which
            .add(user::Column::DisabledAt.is_null())
            .add(user::Column::EmailVerifiedAt.is_not_null()),
    };
    let employed = staff::Entity::find().select_only().column(staff::Column::UserId).into_query();
    which = match filter.role {
        None => which,
        Some(UserRole::Staff) => which.add(user::Column::Id.in_subquery(employed)),
        Some(UserRole::Customer) => which.add(user::Column::Id.not_in_subquery(employed)),
    };
    if let Some(words) = &page.q {
        which = which.add(search(words));
    }
    let orders: [SortKey<user::Entity>; 2] = [
        SortKey {
            name: "created_at",
            column: user::Column::CreatedAt,
            kind: KeyKind::At,
            of: |row| Key::At(row.created_at),
        },
        SortKey {
            name: "email",
            column: user::Column::EmailFolded,
            kind: KeyKind::Text,
            of: |row| Key::Text(row.email_folded.clone()),
        },
    ];
    let query = user::Entity::find().filter(which);
    paging::sorted::<user::Entity>(conn, query, &orders, user::Column::Id, |row| row.id, page).await
}

/// A whole address and a number are found by index; other words are looked for anywhere in address, name,
/// account name and company.
fn search(words: &str) -> Condition {
    if let Ok(email) = words.parse::<Email>() {
        return user::Column::EmailFolded.eq(email.folded()).into_condition();
    }
    let anywhere = Condition::any()
        .add(contains(user::Column::EmailFolded, words))
        .add(contains(user::Column::FullName, words));
    let number = words.trim_start_matches('#').parse::<i64>();
    let account = match number {
        Ok(number) => account::Column::Number.eq(number).into_condition(),
        Err(_) => Condition::any()
            .add(contains(account::Column::Name, words))
            .add(contains(account::Column::Company, words)),
    };
    anywhere.add(user::Column::Id.in_subquery(members_of(account)))
}

fn members_of(account: Condition) -> SelectStatement {
    membership::Entity::find()
        .inner_join(account::Entity)
        .filter(account)
        .select_only()
        .column(membership::Column::UserId)
        .into_query()
}

/// As written, and with both sides in lower case: SQLite folds plain letters only.
fn contains<C: ColumnTrait>(column: C, words: &str) -> Condition {
    let folded = SimpleExpr::from(Func::lower(Expr::col(column.as_column_ref())));
    Condition::any()
        .add(Expr::col(column.as_column_ref()).like(pattern(words)))
        .add(folded.like(pattern(&words.to_lowercase())))
}

fn pattern(words: &str) -> LikeExpr {
    let mut escaped = String::with_capacity(words.len() + 2);
    escaped.push('%');
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped.push('%');
    LikeExpr::new(escaped).escape('\\')
}

pub(in crate::identity) async fn staff_among(
    conn: &impl ConnectionTrait,
    users: &[Uuid],
) -> Result<BTreeSet<Uuid>> {
    if users.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = staff::Entity::find()
        .filter(staff::Column::UserId.is_in(users.iter().copied()))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// The oldest account of each user, by user.
pub(in crate::identity) async fn first_accounts(
    conn: &impl ConnectionTrait,
    users: &[Uuid],
) -> Result<BTreeMap<Uuid, Account>> {
    let mut first = BTreeMap::new();
    if users.is_empty() {
        return Ok(first);
    }
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.is_in(users.iter().copied()))
        .find_also_related(account::Entity)
        .order_by_desc(membership::Column::CreatedAt)
        .order_by_desc(membership::Column::Id)
        .all(conn)
        .await?;
    for (membership, account) in rows {
        if let Some(account) = account {
            // The oldest comes last and stays.
            first.insert(membership.user_id, account.try_into()?);
        }
    }
    Ok(first)
}

pub(in crate::identity) async fn active_services(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    let query = service::Entity::find().filter(service::Column::Status.eq(service::Status::Active));
    figures(conn, query, service::Column::AccountId, service::Column::Id.count(), owners).await
}

pub(in crate::identity) async fn services(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    let query = service::Entity::find();
    figures(conn, query, service::Column::AccountId, service::Column::Id.count(), owners).await
}

pub(in crate::identity) async fn orders(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    figures(
        conn,
        order::Entity::find(),
        order::Column::AccountId,
        order::Column::Id.count(),
        owners,
    )
    .await
}

pub(in crate::identity) async fn unpaid_invoices(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    let waiting = [invoice::Status::Proforma, invoice::Status::Open];
    let query = invoice::Entity::find().filter(invoice::Column::Status.is_in(waiting));
    figures(conn, query, invoice::Column::AccountId, invoice::Column::Id.count(), owners).await
}

/// Minor units paid towards invoices and not paid back.
pub(in crate::identity) async fn spent(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    let kept =
        Expr::col(invoice::Column::Allocated).sub(Expr::col(invoice::Column::Released)).sum();
    figures(conn, invoice::Entity::find(), invoice::Column::AccountId, kept, owners).await
}

/// Minor units in each wallet.
pub(in crate::identity) async fn balances(
    conn: &impl ConnectionTrait,
    owners: &[Uuid],
) -> Result<Figures> {
    let query = ledger_account::Entity::find().filter(ledger_account::Column::Code.eq(WALLET));
    let balance = Expr::col(ledger_account::Column::Credits)
        .sub(Expr::col(ledger_account::Column::Debits))
        .sum();
    figures(conn, query, ledger_account::Column::OwnerId, balance, owners).await
}

/// One figure per owner, in one statement; owners without rows are left out.
async fn figures<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    query: Select<E>,
    owner: E::Column,
    figure: SimpleExpr,
    owners: &[Uuid],
) -> Result<Figures> {
    if owners.is_empty() {
        return Ok(Figures::new());
    }
    let rows: Vec<(Uuid, i64)> = query
        .filter(owner.is_in(owners.iter().copied()))
        .select_only()
        .column_as(owner, "owner")
        // PostgreSQL answers a sum of bigint as numeric.
        .column_as(figure.cast_as("bigint"), "figure")
        .group_by(owner)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}
