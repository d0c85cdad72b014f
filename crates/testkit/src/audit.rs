//! What is proved when a test ends.

use std::collections::BTreeSet;
use std::sync::Arc;

use kn_core::fakes::{FakePanel, FrozenClock, RecordingMailer};
use kn_db::{ConnectOptions, Db, Engine};
use sea_orm::{ConnectionTrait, Statement};

use crate::app::{assemble, usual_config};

/// Complaints about the database a test leaves behind.
pub(crate) fn after_test(
    options: &ConnectOptions,
    skip_books: bool,
    skip_jobs: bool,
) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let db = Db::connect(options).await.expect("the test database opens once more");
        let mut complaints = Vec::new();
        if !skip_books {
            let app = assemble(
                db.clone(),
                Arc::new(FrozenClock::default()),
                Arc::new(RecordingMailer::new()),
                Arc::new(FakePanel::new()),
                usual_config(),
            );
            let report = kn_app::wallet::verify_books(&app).await.expect("the books can be read");
            complaints.extend(report.differences);
        }
        if !skip_jobs {
            let failed = count(&db, "SELECT count(*) AS n FROM jobs WHERE failed_at IS NOT NULL OR (last_error IS NOT NULL AND finished_at IS NULL)").await;
            if failed > 0 {
                complaints.push(format!("{failed} jobs failed unseen"));
            }
        }
        db.close().await.expect("the connection closes");
        complaints
    })
}

async fn count(db: &Db, sql: &str) -> i64 {
    let statement = Statement::from_string(db.reader().get_database_backend(), sql.to_owned());
    let row = db.reader().query_one_raw(statement).await.expect("a count");
    row.and_then(|row| row.try_get("", "n").ok()).unwrap_or(0)
}

pub(crate) async fn row_counts(db: &Db) -> BTreeSet<(String, i64)> {
    let list = match db.engine() {
        Engine::Sqlite => {
            "SELECT name AS name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        Engine::Postgres => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'"
        }
    };
    let statement = Statement::from_string(db.reader().get_database_backend(), list.to_owned());
    let rows = db.reader().query_all_raw(statement).await.expect("the tables are listed");
    let mut counts = BTreeSet::new();
    for row in rows {
        let name: String = row.try_get("", "name").expect("a name");
        let n = count(db, &format!("SELECT count(*) AS n FROM \"{name}\"")).await;
        counts.insert((name, n));
    }
    counts
}
