//! Keyset pages: every list sorts by one declared column and the id, and a page is found by index, not by
//! skipping rows.

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::code::Code;
use kn_core::page::{Cursor, Page, PageRequest, Sort, TOTAL_CAP, Total};
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, FromQueryResult, Iterable,
    Order, PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{Error, Result};

/// The sort value of a row. Sortable columns are never null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    At(DateTime<Utc>),
    On(NaiveDate),
    Number(i64),
    Text(String),
}

impl Key {
    fn to_json(&self) -> Value {
        match self {
            Key::At(at) => Value::from(at.timestamp_micros()),
            Key::On(on) => Value::from(on.to_string()),
            Key::Number(n) => Value::from(*n),
            Key::Text(text) => Value::from(text.clone()),
        }
    }

    /// Reads a cursor's value back as the same kind of key.
    fn like(sample: KeyKind, value: &Value) -> Option<SimpleExpr> {
        Some(match sample {
            KeyKind::At => Expr::value(DateTime::<Utc>::from_timestamp_micros(value.as_i64()?)?),
            KeyKind::On => Expr::value(value.as_str()?.parse::<NaiveDate>().ok()?),
            KeyKind::Number => Expr::value(value.as_i64()?),
            KeyKind::Text => Expr::value(value.as_str()?.to_owned()),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    At,
    On,
    Number,
    Text,
}

/// One order a list may be asked for in.
pub(crate) struct SortKey<E: EntityTrait> {
    /// Name in `?sort=`.
    pub(crate) name: &'static str,
    pub(crate) column: E::Column,
    pub(crate) kind: KeyKind,
    pub(crate) of: fn(&E::Model) -> Key,
}

/// A page of `query`, newest first unless the caller asked for `created_at` ascending.
pub(crate) async fn newest_first<E>(
    conn: &DatabaseConnection,
    query: Select<E>,
    at: E::Column,
    id: E::Column,
    page: &PageRequest,
    keys: fn(&E::Model) -> (DateTime<Utc>, Uuid),
) -> Result<Page<E::Model>>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let sort = page.sort.clone().unwrap_or_else(|| Sort::descending("created_at"));
    if sort.field != "created_at" {
        return Err(unknown_sort(&sort, &["created_at"]));
    }
    let place = KeysetPlace { sort: &sort, column: at, kind: KeyKind::At, id };
    let rows = fetch(conn, query, &place, page).await?;
    let total = rows.1;
    let mut page = Page::from_rows(rows.0, page, |row| {
        let (at, id) = keys(row);
        Cursor::new(&sort, vec![Key::At(at).to_json(), Value::from(id.to_string())])
    });
    page.total = total;
    Ok(page)
}

/// A page of `query` in one of the declared orders; the first is the default, descending.
pub(crate) async fn sorted<E>(
    conn: &DatabaseConnection,
    query: Select<E>,
    orders: &[SortKey<E>],
    id: E::Column,
    id_of: fn(&E::Model) -> Uuid,
    page: &PageRequest,
) -> Result<Page<E::Model>>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let default = orders.first().ok_or_else(|| Error::internal("a list declares no order"))?;
    let sort = page.sort.clone().unwrap_or_else(|| Sort::descending(default.name));
    let order = orders
        .iter()
        .find(|o| o.name == sort.field)
        .ok_or_else(|| unknown_sort(&sort, &orders.iter().map(|o| o.name).collect::<Vec<_>>()))?;
    let place = KeysetPlace { sort: &sort, column: order.column, kind: order.kind, id };
    let (rows, total) = fetch(conn, query, &place, page).await?;
    let mut page = Page::from_rows(rows, page, |row| {
        Cursor::new(&sort, vec![(order.of)(row).to_json(), Value::from(id_of(row).to_string())])
    });
    page.total = total;
    Ok(page)
}

struct KeysetPlace<'a, C> {
    sort: &'a Sort,
    column: C,
    kind: KeyKind,
    id: C,
}

async fn fetch<E>(
    conn: &DatabaseConnection,
    query: Select<E>,
    place: &KeysetPlace<'_, E::Column>,
    page: &PageRequest,
) -> Result<(Vec<E::Model>, Option<Total>)>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let total = if page.with_total { Some(count(conn, query.clone()).await?) } else { None };
    let direction = if place.sort.descending { Order::Desc } else { Order::Asc };
    let mut query = query.order_by(place.column, direction.clone()).order_by(place.id, direction);
    if let Some(cursor) = &page.cursor {
        let here = Expr::tuple([
            Expr::col(place.column.as_column_ref()),
            Expr::col(place.id.as_column_ref()),
        ]);
        let there = after(cursor, place)?;
        let there = Expr::tuple(there);
        query = query.filter(if place.sort.descending { here.lt(there) } else { here.gt(there) });
    }
    let rows = query.limit(u64::from(page.limit) + 1).all(conn).await?;
    kn_db::meter::add_rows(rows.len());
    Ok((rows, total))
}

fn after<C: ColumnTrait>(cursor: &Cursor, place: &KeysetPlace<'_, C>) -> Result<[SimpleExpr; 2]> {
    let fault = |why: String| Error::field("cursor", Code::Invalid, why);
    let values = cursor.values_for(place.sort).map_err(|cause| fault(cause.to_string()))?;
    let decoded = match values {
        [key, id] => {
            Key::like(place.kind, key).zip(id.as_str().and_then(|id| Uuid::parse_str(id).ok()))
        }
        _ => None,
    };
    let (key, id) = decoded.ok_or_else(|| {
        fault(
            "the cursor is not one that this list gave; start again from the first page".to_owned(),
        )
    })?;
    Ok([key, Expr::value(id)])
}

/// Counts at most one more than the cap, so that a huge table is not read to its end.
async fn count<E>(conn: &DatabaseConnection, query: Select<E>) -> Result<Total>
where
    E: EntityTrait,
{
    let id = E::PrimaryKey::iter()
        .next()
        .ok_or_else(|| Error::internal("a table without a key"))?
        .into_column();
    let capped = query.select_only().column(id).limit(TOTAL_CAP + 1).into_query();
    let statement = sea_orm::sea_query::Query::select()
        .expr_as(Expr::col(sea_orm::sea_query::Asterisk).count(), "n")
        .from_subquery(capped, "capped")
        .to_owned();
    let row = conn.query_one(&statement).await?;
    let n: i64 = row.ok_or_else(|| Error::internal("a count answered no row"))?.try_get("", "n")?;
    Ok(Total::from_count(u64::try_from(n).unwrap_or(0)))
}

fn unknown_sort(sort: &Sort, known: &[&str]) -> Error {
    Error::field(
        "sort",
        Code::Unsupported,
        format!("This list cannot be sorted by {:?}; it can by {}.", sort.field, known.join(", ")),
    )
}
