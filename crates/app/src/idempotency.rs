//! The same request sent twice happens once and is answered twice.
//!
//! The stored answer commits with the effect: no effect, no row. A rival with the same key waits for the
//! first one's commit (SQLite: the single writer; PostgreSQL: an advisory lock) and then replays its answer.

use kn_core::code::Code;
use kn_db::Engine;
use kn_db::entities::idempotency_key;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::work::Work;

/// The caller's key together with what it was used for.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    pub key: String,
    /// Method and route template, e.g. `POST /api/v1/orders`.
    pub route: String,
    /// SHA-256 over path and canonical body.
    pub request_hash: [u8; 32],
}

/// An answer, and whether it is the stored one of an earlier call.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    pub value: T,
    pub replayed: bool,
}

/// Looks for the answer of an earlier call with this key; first step of every idempotent operation.
pub(crate) async fn find<T: DeserializeOwned>(
    work: &Work,
    key: &IdempotencyKey,
) -> Result<Option<Answer<T>>> {
    let scope = scope(work, key)?;
    lock(work, &scope, &key.key).await?;
    let row = idempotency_key::Entity::find()
        .filter(idempotency_key::Column::Scope.eq(&scope))
        .filter(idempotency_key::Column::Key.eq(&key.key))
        .one(work.tx())
        .await?;
    match row {
        None => Ok(None),
        Some(row) if row.request_hash == key.request_hash => {
            Ok(Some(Answer { value: serde_json::from_value(row.response)?, replayed: true }))
        }
        Some(_) => Err(Error::msg(
            Code::IdempotencyKeyReused,
            "This Idempotency-Key was used before for a different request. Use a new key.",
        )),
    }
}

/// Stores the answer beside its effect; last step of every idempotent operation.
pub(crate) async fn store<T: Serialize>(
    work: &Work,
    key: &IdempotencyKey,
    value: T,
) -> Result<Answer<T>> {
    let row = idempotency_key::ActiveModel {
        id: Set(work.new_uuid()),
        user_id: Set(work.actor().require_user()?.uuid()),
        account_id: Set(work.actor().active_account().map(|(id, _)| id.uuid())),
        scope: Set(scope(work, key)?),
        key: Set(key.key.clone()),
        request_hash: Set(key.request_hash.to_vec()),
        status: Set(200),
        response: Set(serde_json::to_value(&value)?),
        created_at: Set(work.now()),
    };
    idempotency_key::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(Answer { value, replayed: false })
}

fn scope(work: &Work, key: &IdempotencyKey) -> Result<String> {
    let user = work.actor().require_user()?;
    let account = match work.actor().active_account() {
        Some((id, _)) if !work.actor().is_staff_area() => id.to_string(),
        _ => "staff".to_owned(),
    };
    Ok(format!("{user}/{account}/{}", key.route))
}

async fn lock(work: &Work, scope: &str, key: &str) -> Result<()> {
    if work.app().db().engine() != Engine::Postgres {
        return Ok(());
    }
    let digest = Sha256::digest(format!("{scope}\n{key}").as_bytes());
    let mut number = [0u8; 8];
    number.copy_from_slice(digest.get(..8).expect("a SHA-256 digest has 32 bytes"));
    let lock = Statement::from_sql_and_values(
        work.tx().get_database_backend(),
        "SELECT pg_advisory_xact_lock($1)",
        [i64::from_be_bytes(number).into()],
    );
    work.tx().query_one_raw(lock).await.map(|_| ()).map_err(|cause| {
        if kn_db::is_retryable(&cause) {
            Error::msg(
                Code::IdempotencyInProgress,
                "The first request with this key is still running.",
            )
            .retry_after(1)
        } else {
            cause.into()
        }
    })
}
