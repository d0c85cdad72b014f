//! Numbers that people see (orders, accounts): rising, handed out inside the transaction that uses them.
//!
//! A number whose transaction is rolled back is handed out again, so there are no gaps. The counter's row
//! is locked from here to the commit: take the number as late as possible. Documents have their own
//! gapless series (`doc_series`). Called by `identity` and `orders`.

use kn_db::entities::counter;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{Error, Result};
use crate::work::Work;

/// The counter behind `KN-10041`.
pub(crate) const ORDER: &str = "order";
/// The counter behind account numbers.
pub(crate) const ACCOUNT: &str = "account";

/// The next number of a counter.
pub(crate) async fn next_number(work: &mut Work, name: &str) -> Result<i64> {
    let rows = counter::Entity::update_many()
        .col_expr(counter::Column::NextValue, Expr::col(counter::Column::NextValue).add(1))
        .filter(counter::Column::Name.eq(name))
        .exec_with_returning(work.tx())
        .await?;
    // RETURNING answers the row as it is now, one past the number that was free.
    rows.first()
        .map(|row| row.next_value - 1)
        .ok_or_else(|| Error::internal(format!("there is no counter named {name:?}")))
}
