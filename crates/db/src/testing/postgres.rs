//! PostgreSQL: databases made from a template database.

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Executor};
use tokio::sync::OnceCell;

use super::{Home, env, fingerprint, options, unique};
use crate::{Db, Durability, Engine};

/// Held while the template is made, so that only one process makes it.
const TEMPLATE_LOCK: i64 = 0x6b6e_7465_7374; // "kntest"

static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// Drops its database when dropped itself, as well as it can.
#[derive(Debug)]
pub(super) struct Dropping {
    name: String,
}

/// A database made from the template.
pub(super) async fn copy() -> (String, Home) {
    let template = TEMPLATE.get_or_init(template).await;
    create(&format!(" TEMPLATE {template}")).await
}

/// A database without tables.
pub(super) async fn empty() -> (String, Home) {
    create("").await
}

async fn create(clause: &str) -> (String, Home) {
    let name = format!("kn_test_{}", unique());
    let mut admin = admin().await;
    run(&mut admin, format!("CREATE DATABASE {name}{clause}")).await;
    // Closing is a courtesy to the server.
    let _ = admin.close().await;
    (url_of(&name), Home::Database { _database: Dropping { name } })
}

async fn template() -> String {
    let name = format!("kn_template_{}", fingerprint(Engine::Postgres));
    let mut admin = admin().await;
    run(&mut admin, format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let present: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .expect("the list of databases can be read");
    if present == 0 {
        let building = format!("kn_building_{}", unique());
        run(&mut admin, format!("CREATE DATABASE {building}")).await;
        let db = Db::connect(&options(url_of(&building), Durability::Off)).await;
        let db = db.expect("the template opens");
        db.migrate().await.expect("the template migrates");
        db.close().await.expect("the template closes");
        // Only a finished template ever carries the name.
        run(&mut admin, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
    }
    // The lock goes with the session.
    let _ = admin.close().await;
    name
}

fn admin_url() -> String {
    env("TEST_DATABASE_URL").expect(
        "TEST_DATABASE_URL names a PostgreSQL database whose user may create databases; \
         scripts/test-postgres.sh start prints one",
    )
}

/// The admin URL with another database; options after `?` are kept.
fn url_of(name: &str) -> String {
    let admin = admin_url();
    let (base, query) = admin.split_once('?').map_or((admin.as_str(), None), |(b, q)| (b, Some(q)));
    let server = base.rsplit_once('/').map_or(base, |(server, _)| server);
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}

async fn admin() -> PgConnection {
    let options: PgConnectOptions = admin_url().parse().expect("TEST_DATABASE_URL is a URL");
    let options = sqlx::ConnectOptions::disable_statement_logging(options);
    PgConnection::connect_with(&options).await.expect("the server of TEST_DATABASE_URL answers")
}

async fn run(connection: &mut PgConnection, sql: String) {
    connection.execute(AssertSqlSafe(sql)).await.expect("the administrative statement runs");
}

impl Drop for Dropping {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let worker = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            // Best effort: what is left behind goes with the throw-away server.
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                let mut admin = admin().await;
                let _ = admin.execute(AssertSqlSafe(sql)).await;
                let _ = admin.close().await;
            });
        });
        // A panic in there has been printed; the test's own result matters more.
        let _ = worker.join();
    }
}
