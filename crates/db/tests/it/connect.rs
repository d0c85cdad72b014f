//! Opening a database, the refusals, and what each kind of transaction may do.

use std::time::Duration;

use kn_db::entities::counter;
use kn_db::testing::{TestDb, engine_under_test, postgres_at_hand};
use kn_db::{ConnectError, ConnectOptions, Db, Durability, Engine};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};

use crate::fixtures::put;
use crate::samples;

async fn refusal(url: &str) -> ConnectError {
    let options =
        ConnectOptions { acquire_timeout: Duration::from_secs(2), ..ConnectOptions::new(url) };
    Db::connect(&options).await.expect_err("it must be refused")
}

async fn text(conn: &impl ConnectionTrait, sql: &str) -> String {
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let row = conn.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0).unwrap()
}

#[tokio::test]
async fn refusals_are_sentences_for_the_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display();
    let error = refusal(&format!("sqlite://{path}/absent/kn.db")).await;
    assert!(matches!(error, ConnectError::FolderMissing(_)));
    assert!(error.to_string().contains("/absent for the database file does not exist"), "{error}");

    std::fs::write(
        folder.path().join("text.db"),
        "this is not a database, but long enough to be read as one",
    )
    .unwrap();
    let error = refusal(&format!("sqlite://{path}/text.db")).await;
    assert!(matches!(error, ConnectError::NotADatabase { .. }), "{error:?}");

    std::fs::create_dir(folder.path().join("folder.db")).unwrap();
    let error = refusal(&format!("sqlite://{path}/folder.db")).await;
    assert!(matches!(error, ConnectError::NotWritable { .. }), "{error:?}");
    assert!(error.to_string().contains("write access"), "{error}");

    assert!(matches!(refusal("mysql://localhost/x").await, ConnectError::BadUrl(_)));
    let error = refusal("postgres://someone:secret@127.0.0.1:1/kn").await;
    assert!(matches!(error, ConnectError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains("127.0.0.1:1/kn"), "{error}");
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test]
async fn postgres_refusals_are_told_from_silence() {
    if !postgres_at_hand() {
        return;
    }
    let test = TestDb::on(Engine::Postgres).await;
    let (server, _) = test.options().url.rsplit_once('/').unwrap();
    let error = refusal(&format!("{server}/kn_no_such_database")).await;
    assert!(matches!(error, ConnectError::Refused { .. }), "{error:?}");
    assert!(error.to_string().contains("does not exist"), "{error}");
}

#[tokio::test]
async fn full_durability_is_in_force() {
    let engine = engine_under_test();
    let test = TestDb::with(engine, Durability::Full).await;
    let tx = test.db().begin_write().await.unwrap();
    match engine {
        Engine::Sqlite => {
            let level = Statement::from_string(tx.get_database_backend(), "PRAGMA synchronous");
            let row = tx.query_one_raw(level).await.unwrap().unwrap();
            assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 2);
            assert_eq!(text(&tx, "PRAGMA journal_mode").await, "wal");
        }
        Engine::Postgres => {
            assert_eq!(text(&tx, "SHOW synchronous_commit").await, "on");
            assert_eq!(text(&tx, "SHOW transaction_isolation").await, "read committed");
            assert_eq!(text(&tx, "SHOW statement_timeout").await, "5s");
            assert_eq!(text(&tx, "SHOW application_name").await, "kloudnests");
        }
    }
}

#[tokio::test]
async fn readers_can_not_write() {
    let test = TestDb::new().await;
    let row = counter::Model { name: "x".into(), next_value: 1 };
    let tx = test.db().begin_read().await.unwrap();
    let error = put(&tx, row.clone()).await.unwrap_err();
    assert!(kn_db::is_unavailable(&error), "{error:?}");
    if engine_under_test() == Engine::Sqlite {
        put(test.db().reader(), row).await.unwrap_err();
    }
}

#[tokio::test]
async fn a_read_transaction_sees_one_instant() {
    let test = TestDb::new().await;
    let db = test.db();
    let read = db.begin_read().await.unwrap();
    let before = counter::Entity::find().all(&read).await.unwrap().len();
    let write = db.begin_write().await.unwrap();
    put(&write, counter::Model { name: "x".into(), next_value: 1 }).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(counter::Entity::find().all(&read).await.unwrap().len(), before);
    read.commit().await.unwrap();
    assert_eq!(counter::Entity::find().all(db.reader()).await.unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing_and_the_writer_goes_on() {
    let test = TestDb::new().await;
    for n in 0..20 {
        let tx = test.db().begin_write().await.unwrap();
        put(&tx, counter::Model { name: format!("x{n}"), next_value: 1 }).await.unwrap();
        drop(tx);
    }
    let tx = test.db().begin_write().await.unwrap();
    put(&tx, samples::plan()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(counter::Entity::find().all(test.db().reader()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    let test = TestDb::new().await;
    test.db().ping().await.unwrap();
    test.db().close().await.unwrap();
    let error = test.db().ping().await.unwrap_err();
    assert!(kn_db::is_unavailable(&error), "{error:?}");
    assert!(kn_db::is_unavailable(&test.db().begin_write().await.unwrap_err()));
}
