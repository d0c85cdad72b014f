//! Forward-only migrations: SQL text, one file per engine and step.
//!
//! Each step runs in a transaction of its own together with its row in `schema_migrations`, so a crash
//! leaves it whole or absent. The row keeps the SHA-256 of the text: an applied step that was edited since
//! is refused, and so is a database that knows steps this binary does not. Two nodes may start at once:
//! SQLite's write lock or a PostgreSQL advisory lock lets one of them go first.
//!
//! A released file is never edited. A change is a new file in both folders and a line in [`STEPS`].

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};
use sha2::{Digest, Sha256};

use crate::connect::{ConnectError, Engine};
use crate::database::Db;

/// One step, ready for an engine.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Position in the sequence, from 1.
    pub version: i32,
    /// File name without number and ending.
    pub name: &'static str,
    /// The whole text.
    pub sql: &'static str,
}

macro_rules! step {
    ($engine:literal, $version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!($engine, "/", $name, ".sql")),
        }
    };
}

macro_rules! steps {
    ($engine:literal) => {
        [
            step!($engine, 1, "0001_foundation"),
            step!($engine, 2, "0002_money"),
            step!($engine, 3, "0003_guards"),
        ]
    };
}

static SQLITE: [Migration; 3] = steps!("sqlite");
static POSTGRES: [Migration; 3] = steps!("postgres");

/// Advisory lock held while a step runs; the number is arbitrary and must never change.
const LOCK: i64 = 0x6b6e_6d69_6772; // "knmigr"

const CREATE_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
     version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, \
     applied_at TEXT NOT NULL)";

/// The steps of this binary for an engine.
pub fn of(engine: Engine) -> &'static [Migration] {
    match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    }
}

/// Where a database stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Names of the applied steps, oldest first.
    pub applied: Vec<String>,
    /// Names of the steps still to be applied.
    pub pending: Vec<String>,
}

/// Why migrating stopped. Nothing of the failing step remains.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database was migrated by a newer release.
    #[error(
        "the database is at migration {found} ({name}), this program knows up to {known}; start the newer release, or restore a backup"
    )]
    Newer {
        /// The highest migration found in the database.
        found: i32,
        /// Its name.
        name: String,
        /// The highest migration of this binary.
        known: i32,
    },
    /// The text of an applied step differs from the text that was applied.
    #[error(
        "migration {version} ({name}) was edited after it was applied; restore the released file and put the change into a new migration"
    )]
    Edited {
        /// Number of the step.
        version: i32,
        /// Its name in this binary.
        name: String,
    },
    /// A step failed and was rolled back.
    #[error("migration {version} ({name}) failed and was rolled back: {source}")]
    Failed {
        /// Number of the step.
        version: i32,
        /// Its name.
        name: String,
        /// What the database said.
        source: DbErr,
    },
    /// The state of the database could not be read.
    #[error("the migrations of the database could not be read: {0}")]
    Db(#[from] DbErr),
}

struct Applied {
    version: i32,
    name: String,
    checksum: String,
}

/// Applies what is pending of `steps`.
pub(crate) async fn migrate(db: &Db, steps: &[Migration]) -> Result<MigrationStatus, MigrateError> {
    loop {
        let tx = db.begin_write().await?;
        let outcome = apply_next(db.engine(), &tx, steps).await;
        match outcome {
            Ok(Some(step)) => {
                tx.commit().await.map_err(|source| failed(step, source))?;
                tracing::info!(version = step.version, name = step.name, "migration applied");
            }
            Ok(None) => {
                tx.commit().await?;
                return status(db, steps).await;
            }
            Err(error) => {
                // The error that led here says more than a failing rollback would.
                let _ = tx.rollback().await;
                return Err(error);
            }
        }
    }
}

async fn apply_next<'a>(
    engine: Engine,
    tx: &DatabaseTransaction,
    steps: &'a [Migration],
) -> Result<Option<&'a Migration>, MigrateError> {
    if engine == Engine::Postgres {
        tx.execute_unprepared(
            "SET LOCAL statement_timeout = '15min'; SET LOCAL lock_timeout = '60s'",
        )
        .await?;
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    tx.execute_unprepared(CREATE_TABLE).await?;
    let applied = read(tx).await?;
    check(&applied, steps)?;
    let Some(step) = steps.get(applied.len()) else {
        return Ok(None);
    };
    tx.execute_unprepared(step.sql).await.map_err(|source| failed(step, source))?;
    let insert = Statement::from_sql_and_values(
        tx.get_database_backend(),
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
         VALUES ($1, $2, $3, CAST(CURRENT_TIMESTAMP AS TEXT))",
        [step.version.into(), step.name.into(), checksum(step.sql).into()],
    );
    tx.execute_raw(insert).await.map_err(|source| failed(step, source))?;
    Ok(Some(step))
}

fn failed(step: &Migration, source: DbErr) -> MigrateError {
    MigrateError::Failed { version: step.version, name: step.name.to_owned(), source }
}

/// What is applied and what is not; changes nothing.
pub(crate) async fn status(db: &Db, steps: &[Migration]) -> Result<MigrationStatus, MigrateError> {
    let applied = read_if_present(db).await?;
    check(&applied, steps)?;
    let pending = steps.iter().skip(applied.len()).map(|step| step.name.to_owned()).collect();
    Ok(MigrationStatus { applied: applied.into_iter().map(|a| a.name).collect(), pending })
}

/// Refuses a database from the future when it is opened; everything else is left to `migrate`.
pub(crate) async fn refuse_newer(db: &Db) -> Result<(), ConnectError> {
    let applied = read_if_present(db).await.map_err(ConnectError::Other)?;
    match newer(&applied, of(db.engine())) {
        Some(MigrateError::Newer { found, name, known }) => {
            Err(ConnectError::Newer { found, name, known })
        }
        _ => Ok(()),
    }
}

fn newer(applied: &[Applied], steps: &[Migration]) -> Option<MigrateError> {
    let known = steps.last().map_or(0, |step| step.version);
    applied.last().filter(|last| last.version > known).map(|last| MigrateError::Newer {
        found: last.version,
        name: last.name.clone(),
        known,
    })
}

fn check(applied: &[Applied], steps: &[Migration]) -> Result<(), MigrateError> {
    if let Some(error) = newer(applied, steps) {
        return Err(error);
    }
    for (applied, step) in applied.iter().zip(steps) {
        if applied.version != step.version || applied.checksum != checksum(step.sql) {
            return Err(MigrateError::Edited { version: step.version, name: step.name.to_owned() });
        }
    }
    Ok(())
}

async fn read_if_present(db: &Db) -> Result<Vec<Applied>, DbErr> {
    let probe = match db.engine() {
        Engine::Sqlite => "SELECT 1 AS found FROM sqlite_schema WHERE name = 'schema_migrations'",
        Engine::Postgres => {
            "SELECT 1 AS found FROM (SELECT to_regclass('schema_migrations') AS t) x WHERE t IS NOT NULL"
        }
    };
    let connection = db.reader();
    let probe = Statement::from_string(connection.get_database_backend(), probe);
    match connection.query_one_raw(probe).await? {
        Some(_) => read(connection).await,
        None => Ok(Vec::new()),
    }
}

async fn read(connection: &impl ConnectionTrait) -> Result<Vec<Applied>, DbErr> {
    let select = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version, name, checksum FROM schema_migrations ORDER BY version",
    );
    let rows = connection.query_all_raw(select).await?;
    rows.iter()
        .map(|row| {
            Ok(Applied {
                version: row.try_get("", "version")?,
                name: row.try_get("", "name")?,
                checksum: row.try_get("", "checksum")?,
            })
        })
        .collect()
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_have_the_same_steps_in_order() {
        for (index, (sqlite, postgres)) in SQLITE.iter().zip(&POSTGRES).enumerate() {
            assert_eq!(sqlite.version, i32::try_from(index).unwrap() + 1);
            assert_eq!((sqlite.version, sqlite.name), (postgres.version, postgres.name));
            assert_ne!(sqlite.sql, postgres.sql);
        }
    }
}
