//! What went wrong, by the same name on both engines.
//!
//! PostgreSQL reports a constraint's name; SQLite reports the columns of a unique constraint and the name
//! (or, lacking one, the text) of a CHECK. [`crate::constraints`] turns the columns into the name.

use sea_orm::sqlx::error::{DatabaseError, ErrorKind};
use sea_orm::sqlx::postgres::PgDatabaseError;
use sea_orm::sqlx::sqlite::SqliteError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::constraints;

/// What every message of our triggers starts with.
const TRIGGER_PREFIX: &str = "kn: ";
/// A trigger that says the same as a named CHECK, only earlier.
const CHECK_PREFIX: &str = "kn: check ";
/// SQLSTATE of our triggers on PostgreSQL.
const TRIGGER_SQLSTATE: &str = "KN001";

/// The violated UNIQUE constraint, unique index or primary key (`<table>_pkey`), as named in the migrations.
pub fn unique_violation(error: &DbErr) -> Option<String> {
    let database = database_error(error)?;
    if database.kind() != ErrorKind::UniqueViolation {
        return None;
    }
    if let Some(name) = postgres(database).and_then(PgDatabaseError::constraint) {
        return Some(name.to_owned());
    }
    let columns = database.message().strip_prefix("UNIQUE constraint failed: ")?;
    Some(constraints::name_of(columns))
}

/// The violated CHECK constraint, as named in the migrations.
pub fn check_violation(error: &DbErr) -> Option<String> {
    let database = database_error(error)?;
    if let Some(name) = database.message().strip_prefix(CHECK_PREFIX) {
        return Some(name.to_owned());
    }
    if database.kind() != ErrorKind::CheckViolation {
        return None;
    }
    if let Some(name) = postgres(database).and_then(PgDatabaseError::constraint) {
        return Some(name.to_owned());
    }
    database.message().strip_prefix("CHECK constraint failed: ").map(str::to_owned)
}

/// Whether a row referred to is absent, or a row is still referred to.
pub fn foreign_key_violation(error: &DbErr) -> bool {
    database_error(error).is_some_and(|e| e.kind() == ErrorKind::ForeignKeyViolation)
}

/// The sentence of the guard (trigger) that refused the write, without its `kn:` prefix.
pub fn trigger_message(error: &DbErr) -> Option<String> {
    let database = database_error(error)?;
    let ours = match postgres(database) {
        Some(pg) => pg.code() == TRIGGER_SQLSTATE,
        None => true,
    };
    let message = database.message();
    if !ours || message.starts_with(CHECK_PREFIX) {
        return None;
    }
    message.strip_prefix(TRIGGER_PREFIX).map(str::to_owned)
}

/// Whether running the whole transaction again may succeed: a deadlock, a serialization failure, a lock
/// that could not be had in time.
pub fn is_retryable(error: &DbErr) -> bool {
    if let Some(code) = sqlite_code(error) {
        // BUSY and LOCKED, whatever the extended code says.
        return matches!(code & 0xff, 5 | 6);
    }
    postgres_code(error).is_some_and(|code| matches!(code, "40001" | "40P01" | "55P03"))
}

/// Whether the database can't serve anybody at the moment: no connection, disk full, read-only, input/output
/// error, shutting down, or too slow to answer in time.
pub fn is_unavailable(error: &DbErr) -> bool {
    if let Some(code) = sqlite_code(error) {
        // PERM, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB
        return matches!(code & 0xff, 3 | 7 | 8 | 10 | 11 | 13 | 14 | 26);
    }
    if let Some(code) = postgres_code(error) {
        return ["08", "53", "57", "58", "F0", "XX"].iter().any(|class| code.starts_with(class))
            || code == "25006";
    }
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => matches!(
            e.as_ref(),
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
        ),
        _ => false,
    }
}

/// SQLite's extended result code.
pub(crate) fn sqlite_code(error: &DbErr) -> Option<i32> {
    let database = database_error(error)?;
    database.try_downcast_ref::<SqliteError>()?;
    database.code()?.parse().ok()
}

fn postgres_code(error: &DbErr) -> Option<&str> {
    database_error(error).and_then(postgres).map(PgDatabaseError::code)
}

fn postgres(error: &dyn DatabaseError) -> Option<&PgDatabaseError> {
    error.try_downcast_ref::<PgDatabaseError>()
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    let (DbErr::Exec(RuntimeErr::SqlxError(e))
    | DbErr::Query(RuntimeErr::SqlxError(e))
    | DbErr::Conn(RuntimeErr::SqlxError(e))) = error
    else {
        return None;
    };
    match e.as_ref() {
        sqlx::Error::Database(database) => Some(database.as_ref()),
        _ => None,
    }
}
