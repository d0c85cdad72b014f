//! Opening SQLite so that it keeps its word.
//!
//! Four holes were reproduced on a prototype and are closed here, per connection: foreign keys are off by
//! default, `INSERT OR REPLACE` steps around delete triggers unless triggers are recursive, a DEFERRED
//! transaction that turns into a writer fails instead of waiting, and versions before 3.51.3 can lose
//! committed pages when the write-ahead log restarts.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Row, SqliteConnection};
use sea_orm::{Database, DatabaseConnection, DbErr, RuntimeErr};

use crate::connect::{ConnectError, ConnectOptions, Durability};
use crate::errors;

/// First version without the WAL-reset bug.
const OLDEST_VERSION: (u32, u32, u32) = (3, 51, 3);

/// How long a connection waits for a lock held by another process, e.g. a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

pub(crate) struct Pools {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Write,
    Read,
}

/// Opens the writer first (it creates the file and sets the journal mode), then the readers.
pub(crate) async fn open(path: &Path, options: &ConnectOptions) -> Result<Pools, ConnectError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|f| !f.is_dir()) {
        return Err(ConnectError::FolderMissing(folder.to_path_buf()));
    }
    let failed = |error: DbErr| explain(path, error);
    let writer = pool(path, options, Use::Write).await.map_err(failed)?;
    let reader = pool(path, options, Use::Read).await.map_err(failed)?;
    Ok(Pools { writer, reader })
}

async fn pool(
    path: &Path,
    options: &ConnectOptions,
    use_: Use,
) -> Result<DatabaseConnection, DbErr> {
    let synchronous = match options.durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Off => SqliteSynchronous::Off,
    };
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(use_ == Use::Write)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("recursive_triggers", "ON")
        .pragma("trusted_schema", "OFF");
    let connect = match use_ {
        Use::Write => connect,
        Use::Read => connect.pragma("query_only", "ON"),
    };
    let connect = sqlx::ConnectOptions::disable_statement_logging(connect);

    let mut pool = sea_orm::ConnectOptions::new("sqlite::memory:");
    pool.max_connections(if use_ == Use::Write { 1 } else { options.max_readers.max(1) })
        .min_connections(1)
        .acquire_timeout(options.acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |_| connect.clone())
        .map_sqlx_sqlite_pool_opts(move |pool| {
            pool.after_connect(move |connection, _| Box::pin(verify(connection, use_)))
        });
    Database::connect(pool).await
}

/// Refuses a connection on which a protecting pragma did not take hold. Runs on every new connection.
async fn verify(connection: &mut SqliteConnection, use_: Use) -> Result<(), sqlx::Error> {
    let row = sqlx::query(
        "SELECT sqlite_version() AS version, fk.foreign_keys, rt.recursive_triggers, \
         ts.trusted_schema, qo.query_only, jm.journal_mode \
         FROM pragma_foreign_keys fk, pragma_recursive_triggers rt, pragma_trusted_schema ts, \
         pragma_query_only qo, pragma_journal_mode jm",
    )
    .fetch_one(connection)
    .await?;
    let version: String = row.try_get("version")?;
    if parse_version(&version) < Some(OLDEST_VERSION) {
        let (a, b, c) = OLDEST_VERSION;
        return unsafe_setting(format!(
            "SQLite {version} is linked, at least {a}.{b}.{c} is needed"
        ));
    }
    let read = i64::from(use_ == Use::Read);
    for (pragma, wanted) in [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("query_only", read),
    ] {
        let found: i64 = row.try_get(pragma)?;
        if found != wanted {
            return unsafe_setting(format!("PRAGMA {pragma} is {found}, it must be {wanted}"));
        }
    }
    let journal: String = row.try_get("journal_mode")?;
    if journal != "wal" {
        return unsafe_setting(format!(
            "the journal mode is {journal}, it must be wal; the file may lie on a network share"
        ));
    }
    Ok(())
}

fn unsafe_setting(sentence: String) -> Result<(), sqlx::Error> {
    Err(sqlx::Error::Configuration(sentence.into()))
}

fn parse_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?))
}

fn explain(path: &Path, error: DbErr) -> ConnectError {
    if let DbErr::Conn(RuntimeErr::SqlxError(source)) = &error
        && let sqlx::Error::Configuration(sentence) = source.as_ref()
    {
        return ConnectError::Unsafe(sentence.to_string());
    }
    let path = path.to_path_buf();
    match errors::sqlite_code(&error).map(|code| code & 0xff) {
        // READONLY, PERM, CANTOPEN
        Some(8 | 3 | 14) => ConnectError::NotWritable { path, reason: error.to_string() },
        // CORRUPT, NOTADB
        Some(11 | 26) => ConnectError::NotADatabase { path, reason: error.to_string() },
        _ => ConnectError::Other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(parse_version("3.51.3") >= Some(OLDEST_VERSION));
        assert!(parse_version("3.100.0") > Some(OLDEST_VERSION));
        assert!(parse_version("3.51.2") < Some(OLDEST_VERSION));
        assert!(parse_version("nonsense") < Some(OLDEST_VERSION));
    }
}
