//! Runs checks on one snapshot: a table is gone through by key, a batch at a time.

use kn_db::Engine;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, QueryResult, Statement, Value,
};
use uuid::Uuid;

use super::BooksReport;
use crate::app::App;
use crate::error::{Error, Result};

/// Rows gone through at once.
const BATCH: u64 = 1000;

/// A table and what must hold for its rows.
pub(super) struct Walk {
    pub(super) table: &'static str,
    pub(super) checks: &'static [Check],
}

/// One thing that must hold.
pub(super) struct Check {
    /// In the report.
    pub(super) name: &'static str,
    /// Answers the rows that differ, as [`Difference`], among those with `$1 < id AND id <= $2`.
    pub(super) sql: &'static str,
    pub(super) say: fn(&Difference) -> String,
}

/// A row that does not add up.
#[derive(Debug, FromQueryResult)]
pub(super) struct Difference {
    pub(super) id: Uuid,
    pub(super) what: String,
    pub(super) found: i64,
    pub(super) expected: i64,
}

/// A check that looks at a small table as a whole; answers `what`, `found`, `expected` of every row.
pub(super) struct Whole {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
    pub(super) say: fn(&Pair) -> String,
}

/// Two numbers that should be one.
#[derive(Debug, FromQueryResult)]
pub(super) struct Pair {
    pub(super) what: String,
    pub(super) found: i64,
    pub(super) expected: i64,
}

/// One moment of the database.
pub(super) struct Snapshot {
    tx: DatabaseTransaction,
}

impl Snapshot {
    pub(super) async fn open(app: &App) -> Result<Self> {
        let tx = app.db().begin_read().await?;
        if app.db().engine() == Engine::Postgres {
            // A batch over a busy customer may take longer than a request may.
            tx.execute_unprepared("SET LOCAL statement_timeout = '120s'").await?;
        }
        Ok(Self { tx })
    }

    pub(super) async fn close(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Every check of a table, batch by batch, until the report is full.
    pub(super) async fn walk(&self, walk: &Walk, report: &mut BooksReport) -> Result<()> {
        let mut from = Uuid::nil();
        loop {
            let to = self.end_of_batch(walk.table, from).await?;
            let upper = to.unwrap_or(Uuid::max());
            let rows = self.count(walk.table, from, upper).await?;
            for check in walk.checks {
                report.count(check.name, rows);
                for difference in self.rows::<Difference>(check.sql, [from, upper]).await? {
                    report.differ((check.say)(&difference));
                }
            }
            match to {
                Some(to) if !report.is_full() => from = to,
                _ => return Ok(()),
            }
        }
    }

    /// Sums per currency over a table too large for one sum: adds up the sums of its batches.
    pub(super) async fn totals(&self, check: &Whole, report: &mut BooksReport) -> Result<()> {
        let mut sums: Vec<(String, i128, i128)> = Vec::new();
        let mut from = Uuid::nil();
        loop {
            let to = self.end_of_batch("ledger_transfers", from).await?;
            let upper = to.unwrap_or(Uuid::max());
            for pair in self.rows::<Pair>(check.sql, [from, upper]).await? {
                let (found, expected) = (i128::from(pair.found), i128::from(pair.expected));
                match sums.iter_mut().find(|(currency, _, _)| *currency == pair.what) {
                    Some((_, debits, credits)) => {
                        *debits = debits.saturating_add(found);
                        *credits = credits.saturating_add(expected);
                    }
                    None => sums.push((pair.what, found, expected)),
                }
            }
            let Some(to) = to else { break };
            from = to;
        }
        for (what, debits, credits) in sums {
            report.count(check.name, 1);
            if debits != credits {
                let clamp = |n: i128| i64::try_from(n).unwrap_or(i64::MAX);
                let pair = Pair { what, found: clamp(debits), expected: clamp(credits) };
                report.differ((check.say)(&pair));
            }
        }
        Ok(())
    }

    /// A check of a small table.
    pub(super) async fn whole(&self, check: &Whole, report: &mut BooksReport) -> Result<()> {
        for pair in self.rows::<Pair>(check.sql, []).await? {
            report.count(check.name, 1);
            if pair.found != pair.expected {
                report.differ((check.say)(&pair));
            }
        }
        Ok(())
    }

    /// The id at which a batch that starts after `from` ends; none if it is the last one.
    pub(super) async fn end_of_batch(&self, table: &str, from: Uuid) -> Result<Option<Uuid>> {
        let sql =
            format!("SELECT id FROM {table} WHERE id > $1 ORDER BY id LIMIT 1 OFFSET {BATCH}");
        let row = self.tx.query_one_raw(self.statement(&sql, [from.into()])).await?;
        Ok(row.map(|row| row.try_get::<Uuid>("", "id")).transpose()?)
    }

    async fn count(&self, table: &str, from: Uuid, to: Uuid) -> Result<u64> {
        let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE id > $1 AND id <= $2");
        let row = self.tx.query_one_raw(self.statement(&sql, [from.into(), to.into()])).await?;
        let row = row.ok_or_else(|| Error::internal("a count answered no row"))?;
        Ok(u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or_default())
    }

    /// Typed rows of a statement whose parameters are ids.
    pub(super) async fn rows<T: FromQueryResult>(
        &self,
        sql: &str,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<Vec<T>> {
        self.rows_by(sql, ids.into_iter().map(Value::from).collect()).await
    }

    /// Typed rows of a statement.
    pub(super) async fn rows_by<T: FromQueryResult>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<T>> {
        let rows = self.tx.query_all_raw(self.statement(sql, values)).await?;
        let typed: Result<Vec<T>, DbErr> =
            rows.iter().map(|row: &QueryResult| T::from_query_result(row, "")).collect();
        Ok(typed?)
    }

    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.tx.get_database_backend(), sql, values)
    }
}
