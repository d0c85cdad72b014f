//! How many statements a piece of work ran, for budgets per request and for telemetry.
//!
//! The count lives in a task-local, so nothing is passed around. A task spawned on behalf of the work does
//! not see it unless its future is wrapped with [`inherit`]. `BEGIN`, `COMMIT` and unprepared statements
//! are not counted. Times come from the driver's own measurement, so no clock is read here.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::metric::Info;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements sent to the database, failed ones too.
    pub queries: u64,
    /// Rows reported by stores through [`add_rows`].
    pub rows: u64,
    /// Time spent waiting for the database.
    pub db_time: Duration,
}

#[derive(Debug, Default)]
struct Meter {
    queries: AtomicU64,
    rows: AtomicU64,
    micros: AtomicU64,
}

tokio::task_local! {
    static METER: Arc<Meter>;
}

/// Runs a future and counts what it asks of the database. Scopes nest; an inner one keeps its counts to itself.
pub async fn scope<F: Future>(work: F) -> (F::Output, Counts) {
    let meter = Arc::new(Meter::default());
    let output = METER.scope(Arc::clone(&meter), work).await;
    (output, meter.counts())
}

/// Wraps a future that is about to be spawned, so that its statements count towards the present scope.
pub fn inherit<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let meter = METER.try_with(Arc::clone).unwrap_or_default();
    METER.scope(meter, work)
}

/// The counts of the present scope so far; zeros outside of one.
pub fn current() -> Counts {
    METER.try_with(|meter| meter.counts()).unwrap_or_default()
}

/// Adds rows read or written to the present scope. Called by stores, which know.
pub fn add_rows(rows: usize) {
    // Outside a scope nobody asked for a count.
    let _ = METER.try_with(|meter| meter.rows.fetch_add(rows as u64, Ordering::Relaxed));
}

/// The callback set on both pools.
pub(crate) fn observe(info: &Info<'_>) {
    // The text has placeholders, never values.
    tracing::trace!(target: "kn_db::sql", micros = info.elapsed.as_micros(), sql = %info.statement.sql);
    // Outside a scope nobody asked for a count.
    let _ = METER.try_with(|meter| {
        let micros = u64::try_from(info.elapsed.as_micros()).unwrap_or(u64::MAX);
        meter.queries.fetch_add(1, Ordering::Relaxed);
        meter.micros.fetch_add(micros, Ordering::Relaxed);
    });
}

impl Meter {
    fn counts(&self) -> Counts {
        Counts {
            queries: self.queries.load(Ordering::Relaxed),
            rows: self.rows.load(Ordering::Relaxed),
            db_time: Duration::from_micros(self.micros.load(Ordering::Relaxed)),
        }
    }
}
