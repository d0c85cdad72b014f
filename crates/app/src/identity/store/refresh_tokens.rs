//! Queries of refresh tokens. Who wins a token is decided by `WHERE` and told by `rows_affected`.

use chrono::{DateTime, Utc};
use kn_core::ids::{RefreshTokenId, SessionId};
use kn_db::entities::refresh_token;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::Result;
use crate::work::Work;

pub(in crate::identity) async fn insert(
    work: &Work,
    id: RefreshTokenId,
    session: SessionId,
    hash: Vec<u8>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = refresh_token::ActiveModel {
        id: Set(id.uuid()),
        session_id: Set(session.uuid()),
        token_hash: Set(hash),
        successor_id: Set(None),
        consumed_at: Set(None),
        revoked_at: Set(None),
        expires_at: Set(expires_at),
        created_at: Set(work.now()),
    };
    refresh_token::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

pub(in crate::identity) async fn find(
    conn: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find()
        .filter(refresh_token::Column::TokenHash.eq(hash))
        .one(conn)
        .await?)
}

pub(in crate::identity) async fn find_by_id(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find_by_id(id).one(conn).await?)
}

/// Consumes a fresh token in favour of its successor; false if somebody else did, or it was revoked.
pub(in crate::identity) async fn consume(
    work: &Work,
    token: Uuid,
    successor: RefreshTokenId,
) -> Result<bool> {
    let written = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::ConsumedAt, Expr::value(work.now()))
        .col_expr(refresh_token::Column::SuccessorId, Expr::value(successor.uuid()))
        .filter(refresh_token::Column::Id.eq(token))
        .filter(refresh_token::Column::ConsumedAt.is_null())
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

/// Revokes a token that is still fresh; false if it was consumed or revoked before.
pub(in crate::identity) async fn revoke_unused(work: &Work, token: Uuid) -> Result<bool> {
    let written = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(work.now()))
        .filter(refresh_token::Column::Id.eq(token))
        .filter(refresh_token::Column::ConsumedAt.is_null())
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

/// Gives a consumed token another successor, if it still has the one that was read.
pub(in crate::identity) async fn replace_successor(
    work: &Work,
    token: Uuid,
    old: Uuid,
    new: RefreshTokenId,
) -> Result<bool> {
    let written = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SuccessorId, Expr::value(new.uuid()))
        .filter(refresh_token::Column::Id.eq(token))
        .filter(refresh_token::Column::SuccessorId.eq(old))
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}
