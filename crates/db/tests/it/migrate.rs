//! Migrations: once, in order, by one node at a time; never edited, never from the future.

use kn_db::testing::{TestDb, engine_under_test};
use kn_db::{ConnectError, Db, MigrateError, migrations};
use sea_orm::{ConnectionTrait, Statement};

async fn change(test: &TestDb, sql: &str) {
    let tx = test.db().begin_write().await.unwrap();
    tx.execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_empty_database_is_migrated_once() {
    let test = TestDb::empty(engine_under_test()).await;
    let db = test.db();
    let all: Vec<_> = migrations::of(db.engine()).iter().map(|m| m.name.to_owned()).collect();
    let before = db.migration_status().await.unwrap();
    assert_eq!((before.applied.len(), &before.pending), (0, &all));
    let after = db.migrate().await.unwrap();
    assert_eq!((&after.applied, after.pending.len()), (&all, 0));
    assert_eq!(db.migrate().await.unwrap(), after);
    assert_eq!(db.migration_status().await.unwrap(), after);
}

#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    let test = TestDb::empty(engine_under_test()).await;
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(Db::connect(test.options()).await.unwrap());
    }
    let outcomes = futures::future::join_all(nodes.iter().map(Db::migrate)).await;
    assert!(
        outcomes.iter().all(|o| o.as_ref().is_ok_and(|s| s.pending.is_empty())),
        "{outcomes:?}"
    );
}

#[tokio::test]
async fn an_edited_migration_is_refused() {
    let test = TestDb::new().await;
    change(&test, "UPDATE schema_migrations SET checksum = 'other' WHERE version = 2").await;
    let error = test.db().migrate().await.unwrap_err();
    assert!(matches!(error, MigrateError::Edited { version: 2, .. }), "{error}");
    assert!(test.db().migration_status().await.is_err());
}

#[tokio::test]
async fn a_database_from_the_future_is_refused() {
    let test = TestDb::new().await;
    change(
        &test,
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (99, '0099_more', 'x', '')",
    )
    .await;
    let error = test.db().migrate().await.unwrap_err();
    assert!(matches!(error, MigrateError::Newer { found: 99, .. }), "{error}");
    let error = Db::connect(test.options()).await.unwrap_err();
    assert!(matches!(error, ConnectError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("0099_more"));
}

#[tokio::test]
async fn a_failing_step_leaves_nothing() {
    let test = TestDb::empty(engine_under_test()).await;
    // Something is in the way of the second step.
    change(&test, "CREATE TABLE invoices (id INTEGER)").await;
    let error = test.db().migrate().await.unwrap_err();
    assert!(matches!(error, MigrateError::Failed { version: 2, .. }), "{error}");
    let status = test.db().migration_status().await.unwrap();
    assert_eq!((status.applied.len(), status.pending.len()), (1, 2));
    let reader = test.db().reader();
    let probe =
        Statement::from_string(reader.get_database_backend(), "SELECT 1 FROM ledger_accounts");
    assert!(reader.query_one_raw(probe).await.is_err(), "the failed step left a table");
}
