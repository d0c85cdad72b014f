//! [`Db`]: the open database, and the only ways to begin a transaction.

use std::sync::Arc;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::connect::{self, ConnectError, ConnectOptions, Engine, Target};
use crate::migrations::{self, MigrateError, MigrationStatus};
use crate::{meter, postgres, sqlite};

/// An open database. Cloning is cheap and shares the pools.
///
/// SQLite has one writer connection and a pool of read-only readers: writers queue in the program, fair and
/// without busy errors, while readers go on from their snapshots. PostgreSQL has one pool for both.
#[derive(Clone, Debug)]
pub struct Db {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Db {
    /// Opens the database and checks that what protects the books is in force. Creates a SQLite file
    /// when absent, never its folder. Does not migrate.
    ///
    /// # Errors
    /// [`ConnectError`], one sentence per cause.
    pub async fn connect(options: &ConnectOptions) -> Result<Self, ConnectError> {
        let (engine, mut writer, mut reader) = match connect::target(&options.url)? {
            Target::Sqlite(path) => {
                let pools = sqlite::open(&path, options).await?;
                (Engine::Sqlite, pools.writer, pools.reader)
            }
            Target::Postgres => {
                let pool = postgres::open(options).await?;
                (Engine::Postgres, pool.clone(), pool)
            }
        };
        writer.set_metric_callback(meter::observe);
        reader.set_metric_callback(meter::observe);
        let db = Self { inner: Arc::new(Inner { engine, writer, reader }) };
        migrations::refuse_newer(&db).await?;
        Ok(db)
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// For single reads outside a transaction. On SQLite these connections refuse to write.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// Begins a transaction that may write: `BEGIN IMMEDIATE` on SQLite, READ COMMITTED on PostgreSQL.
    ///
    /// # Errors
    /// [`DbErr`]; see [`crate::is_unavailable`] and [`crate::is_retryable`].
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode = match self.inner.engine {
            Engine::Sqlite => Some(SqliteTransactionMode::Immediate),
            // READ COMMITTED is set for the whole session, which saves a round trip here.
            Engine::Postgres => None,
        };
        let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
        self.inner.writer.begin_with_options(options).await
    }

    /// Begins a transaction in which every read sees the same instant and nothing can be written.
    ///
    /// # Errors
    /// [`DbErr`]; see [`crate::is_unavailable`].
    pub async fn begin_read(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.inner.engine {
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..Default::default()
            },
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
        };
        self.inner.reader.begin_with_options(options).await
    }

    /// Asks the database for an answer; for readiness probes.
    ///
    /// # Errors
    /// [`DbErr`] when there is none.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.inner.reader.execute_unprepared("SELECT 1").await.map(|_| ())
    }

    /// Applies every pending migration, each in a transaction of its own. Safe to call from several nodes
    /// at once, and a no-op when there is nothing to do.
    ///
    /// # Errors
    /// [`MigrateError`] when the database is newer than this binary, an applied migration was edited, or
    /// a step fails (it is then rolled back whole).
    pub async fn migrate(&self) -> Result<MigrationStatus, MigrateError> {
        migrations::migrate(self, migrations::of(self.engine())).await
    }

    /// Which migrations of this binary are applied and which are not.
    ///
    /// # Errors
    /// [`MigrateError`] as for [`Db::migrate`]; nothing is changed.
    pub async fn migration_status(&self) -> Result<MigrationStatus, MigrateError> {
        migrations::status(self, migrations::of(self.engine())).await
    }

    /// Closes all connections; waits for those in use. SQLite folds its write-ahead log into the file.
    ///
    /// # Errors
    /// [`DbErr`] when a connection can't be closed.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.inner.reader.close_by_ref().await?;
        self.inner.writer.close_by_ref().await
    }
}
