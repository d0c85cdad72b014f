//! What is needed to open a database, and the sentences said when it can't be opened.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::DbErr;

/// Which database engine stands behind a [`crate::Db`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite in a local file, linked into the binary.
    Sqlite,
    /// A PostgreSQL server, version 13 or newer.
    Postgres,
}

impl Engine {
    /// `sqlite` or `postgres`, for logs and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// What a returned commit promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Durability {
    /// On disk before `commit` returns. The only choice outside tests.
    Full,
    /// May be lost with the machine's power; for tests, which throw the database away anyway.
    Off,
}

/// How to open a database.
#[derive(Clone, Debug)]
pub struct ConnectOptions {
    /// `sqlite:path/to/file.db`, `sqlite:///absolute/file.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// Size of the reader pool (SQLite) or of the one pool (PostgreSQL).
    pub max_readers: u32,
    /// Longest wait for a connection before the call fails as unavailable.
    pub acquire_timeout: Duration,
    /// What a returned commit promises.
    pub durability: Durability,
}

impl ConnectOptions {
    /// Options with the customary sizes: 8 connections, 5 seconds, full durability.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_readers: 8,
            acquire_timeout: Duration::from_secs(5),
            durability: Durability::Full,
        }
    }
}

/// Why a database could not be opened. Each text is meant for the administrator who reads it.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL is neither of the two kinds, or says something that can't be done.
    #[error("the database URL can't be used: {0}")]
    BadUrl(String),
    /// The folder of a SQLite file is absent.
    #[error("the folder {} for the database file does not exist; create it or change the database URL", .0.display())]
    FolderMissing(PathBuf),
    /// The SQLite file or its folder can't be written.
    #[error("the database file {} can't be opened for writing ({reason}); the program's user needs write access to the file and its folder", .path.display())]
    NotWritable {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// The file is not a SQLite database, or is damaged.
    #[error("the file {} is not a usable SQLite database: {reason}", .path.display())]
    NotADatabase {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// No PostgreSQL server answers.
    #[error("no PostgreSQL server can be reached at {server}: {reason}")]
    Unreachable {
        /// Host, port and database name; never the password.
        server: String,
        /// What the network or the driver said.
        reason: String,
    },
    /// The server answered and refused: unknown database, wrong password, too many connections.
    #[error("PostgreSQL at {server} refused the connection: {reason}")]
    Refused {
        /// Host, port and database name; never the password.
        server: String,
        /// What the server said.
        reason: String,
    },
    /// A setting that protects the books is not in force.
    #[error("the database is not safe to use: {0}")]
    Unsafe(String),
    /// The database was migrated by a newer release of this program.
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
    /// Anything else the driver reports while connecting.
    #[error("the database could not be opened: {0}")]
    Other(#[source] DbErr),
}

/// The two places a URL can point to.
pub(crate) enum Target {
    Sqlite(PathBuf),
    Postgres,
}

/// Reads the scheme of a URL; the rest of a PostgreSQL URL is left to the driver.
pub(crate) fn target(url: &str) -> Result<Target, ConnectError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Target::Postgres);
    }
    let Some(rest) = url.strip_prefix("sqlite:") else {
        return Err(ConnectError::BadUrl("it must start with sqlite: or postgres://".into()));
    };
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !matches!(query, "" | "mode=rwc" | "mode=rw") {
        return Err(ConnectError::BadUrl(format!("a SQLite URL takes no option \"{query}\"")));
    }
    if path.is_empty() || path.starts_with(":memory:") {
        return Err(ConnectError::BadUrl(
            "SQLite needs a file, because readers and the writer use connections of their own"
                .into(),
        ));
    }
    Ok(Target::Sqlite(PathBuf::from(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_apart() {
        for url in ["sqlite:a.db", "sqlite://a.db", "sqlite://a.db?mode=rwc"] {
            assert!(
                matches!(target(url), Ok(Target::Sqlite(p)) if p.as_os_str() == "a.db"),
                "{url}"
            );
        }
        assert!(matches!(target("sqlite:///tmp/a.db"), Ok(Target::Sqlite(p)) if p.is_absolute()));
        assert!(matches!(target("postgresql://h/d"), Ok(Target::Postgres)));
        for url in ["mysql://h/d", "", "sqlite:", "sqlite::memory:", "sqlite:a.db?cache=shared"] {
            assert!(matches!(target(url), Err(ConnectError::BadUrl(_))), "{url}");
        }
    }
}
