//! Opening PostgreSQL: one pool, session limits, and a first connection that explains what is wrong.

use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{Database, DatabaseConnection};

use crate::connect::{ConnectError, ConnectOptions, Durability};

const STATEMENT_TIMEOUT_MS: &str = "5000";
const LOCK_TIMEOUT_MS: &str = "4000";
/// A client that dies inside a transaction must not hold its locks for ever.
const IDLE_IN_TRANSACTION_MS: &str = "60000";
/// `13.0`, the first with all that the schema uses.
const OLDEST_VERSION: i32 = 130_000;
/// Idle connections older than this are pinged before use, so a restarted server is noticed cheaply.
const PING_AFTER_IDLE: Duration = Duration::from_secs(30);

/// Opens the pool after one plain connection has shown that the server can be used.
pub(crate) async fn open(options: &ConnectOptions) -> Result<DatabaseConnection, ConnectError> {
    let connect = session(options)?;
    examine(&connect, options).await?;
    let mut pool = sea_orm::ConnectOptions::new(options.url.clone());
    pool.max_connections(options.max_readers.max(2))
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(PING_AFTER_IDLE)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(move |_| connect.clone());
    Database::connect(pool).await.map_err(ConnectError::Other)
}

fn session(options: &ConnectOptions) -> Result<PgConnectOptions, ConnectError> {
    let parsed: PgConnectOptions = options
        .url
        .parse()
        .map_err(|error: sqlx::Error| ConnectError::BadUrl(error.to_string()))?;
    let parsed = sqlx::ConnectOptions::disable_statement_logging(parsed)
        .application_name("kloudnests")
        .options([
            ("statement_timeout", STATEMENT_TIMEOUT_MS),
            ("lock_timeout", LOCK_TIMEOUT_MS),
            ("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_MS),
            ("default_transaction_isolation", "read committed"),
            ("TimeZone", "UTC"),
        ]);
    Ok(match options.durability {
        Durability::Full => parsed,
        Durability::Off => parsed.options([("synchronous_commit", "off")]),
    })
}

async fn examine(connect: &PgConnectOptions, options: &ConnectOptions) -> Result<(), ConnectError> {
    let server = format!(
        "{}:{}/{}",
        connect.get_host(),
        connect.get_port(),
        connect.get_database().unwrap_or_default()
    );
    let attempt = PgConnection::connect_with(connect);
    let mut connection = match tokio::time::timeout(options.acquire_timeout, attempt).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(sqlx::Error::Database(refusal))) => {
            return Err(ConnectError::Refused { server, reason: refusal.message().into() });
        }
        Ok(Err(error)) => {
            return Err(ConnectError::Unreachable { server, reason: error.to_string() });
        }
        Err(_) => {
            return Err(ConnectError::Unreachable { server, reason: "it does not answer".into() });
        }
    };
    let shown: (String, String, String) = sqlx::query_as(
        "SELECT current_setting('server_version_num'), current_setting('synchronous_commit'), \
         current_setting('fsync')",
    )
    .fetch_one(&mut connection)
    .await
    .map_err(|error| ConnectError::Unreachable { server, reason: error.to_string() })?;
    // Closing is a courtesy; the examination is over either way.
    let _ = connection.close().await;
    judge(&shown.0, &shown.1, &shown.2, options.durability)
}

fn judge(
    version: &str,
    commit: &str,
    fsync: &str,
    durability: Durability,
) -> Result<(), ConnectError> {
    if version.parse::<i32>().unwrap_or_default() < OLDEST_VERSION {
        return Err(ConnectError::Unsafe(format!(
            "the server is PostgreSQL {version}, at least {OLDEST_VERSION} (13) is needed"
        )));
    }
    if durability == Durability::Full && (commit == "off" || fsync == "off") {
        return Err(ConnectError::Unsafe(format!(
            "synchronous_commit is {commit} and fsync is {fsync}; with either of them off a power cut loses payments"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_may_lose_commits_is_refused() {
        assert!(judge("150004", "on", "on", Durability::Full).is_ok());
        assert!(judge("150004", "remote_apply", "on", Durability::Full).is_ok());
        assert!(judge("150004", "off", "on", Durability::Full).is_err());
        assert!(judge("150004", "on", "off", Durability::Full).is_err());
        assert!(judge("150004", "off", "off", Durability::Off).is_ok());
        assert!(judge("120010", "on", "on", Durability::Off).is_err());
    }
}
