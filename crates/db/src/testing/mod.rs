//! A migrated database of its own for every test, in about a millisecond on SQLite.
//!
//! A template is migrated once and copied per test: a file copy on SQLite, `CREATE DATABASE … TEMPLATE` on
//! PostgreSQL. The template carries a fingerprint of all migrations in its name, so all test processes share
//! it and an edited migration makes a new one.
//!
//! `TEST_DB=sqlite` (default) or `postgres` chooses the engine under test; for PostgreSQL,
//! `TEST_DATABASE_URL` names a database whose user may create databases (`scripts/test-postgres.sh start`
//! prints one).
//!
//! Nothing here returns errors: a test that has no database can't go on.

mod postgres;
mod sqlite;

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::{ConnectOptions, Db, Durability, Engine, migrations};

/// A database that lives as long as this value.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    options: ConnectOptions,
    // Removes files or the database when dropped; declared last, so the pools are gone first.
    _home: Home,
}

#[derive(Debug)]
enum Home {
    Folder { _folder: tempfile::TempDir },
    Database { _database: postgres::Dropping },
}

impl TestDb {
    /// A migrated database on the engine under test, without waiting for disks.
    pub async fn new() -> Self {
        Self::with(engine_under_test(), Durability::Off).await
    }

    /// A migrated database on this engine, whatever is under test.
    pub async fn on(engine: Engine) -> Self {
        Self::with(engine, Durability::Off).await
    }

    /// A migrated database on this engine, whose commits keep this promise.
    pub async fn with(engine: Engine, durability: Durability) -> Self {
        let (url, home) = match engine {
            Engine::Sqlite => sqlite::copy().await,
            Engine::Postgres => postgres::copy().await,
        };
        Self::open(url, home, durability).await
    }

    /// A database without any table, for tests of the migrations themselves.
    pub async fn empty(engine: Engine) -> Self {
        let (url, home) = match engine {
            Engine::Sqlite => sqlite::empty(),
            Engine::Postgres => postgres::empty().await,
        };
        Self::open(url, home, Durability::Off).await
    }

    async fn open(url: String, home: Home, durability: Durability) -> Self {
        let options = options(url, durability);
        let db = Db::connect(&options).await.expect("the test database opens");
        Self { db, options, _home: home }
    }

    /// The open database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// How it was opened, to open it once more as a second node would.
    pub fn options(&self) -> &ConnectOptions {
        &self.options
    }
}

/// The engine named by `TEST_DB`.
pub fn engine_under_test() -> Engine {
    let engine = match env("TEST_DB").as_deref() {
        None | Some("" | "sqlite") => Some(Engine::Sqlite),
        Some("postgres") => Some(Engine::Postgres),
        Some(_) => None,
    };
    engine.expect("TEST_DB is sqlite or postgres")
}

/// Whether `TEST_DATABASE_URL` is set, so that a test about PostgreSQL can run.
pub fn postgres_at_hand() -> bool {
    env("TEST_DATABASE_URL").is_some()
}

fn options(url: String, durability: Durability) -> ConnectOptions {
    ConnectOptions { url, max_readers: 8, acquire_timeout: Duration::from_secs(30), durability }
}

#[expect(clippy::disallowed_methods, reason = "tests have no server::config")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Changes whenever any migration of the engine does.
fn fingerprint(engine: Engine) -> String {
    let mut hash = Sha256::new();
    for step in migrations::of(engine) {
        hash.update(step.name.as_bytes());
        hash.update(step.sql.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Sixteen random hex digits; tests of other processes run at the same time.
fn unique() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// The name the errors give to a unique constraint over these columns, e.g. `users.email_folded`.
pub fn unique_name_of(columns: &str) -> String {
    crate::constraints::name_of(columns)
}
