//! Queries of sessions.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, SessionId, UserId};
use kn_db::entities::{membership, session, staff, staff_role, user};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};
use serde_json::Value;
use uuid::Uuid;

use crate::access::Permission;
use crate::error::Result;
use crate::identity::sessions::{Life, Principal, TOUCH_EVERY};
use crate::work::Work;

#[derive(Debug, FromQueryResult)]
struct PrincipalRow {
    #[sea_orm(nested)]
    session: session::Model,
    full_name: String,
    disabled_at: Option<DateTime<Utc>>,
    account_id: Option<Uuid>,
    role: Option<membership::Role>,
    staff_id: Option<Uuid>,
    permissions: Option<Value>,
}

/// The session with its user, the membership of the account it acts for (its own, or `account`), and the
/// staff role: one statement. None for no such session or a disabled user.
pub(in crate::identity) async fn principal(
    conn: &impl ConnectionTrait,
    id: SessionId,
    account: Option<AccountId>,
) -> Result<Option<Principal>> {
    let acting_for = membership::Relation::User.def().rev().on_condition(move |_, member| {
        let column = Expr::col((member, membership::Column::AccountId));
        match account {
            Some(account) => column.eq(account.uuid()).into_condition(),
            None => {
                column.equals((session::Entity, session::Column::ActiveAccountId)).into_condition()
            }
        }
    });
    let row = session::Entity::find()
        .join(JoinType::InnerJoin, session::Relation::User.def())
        .join(JoinType::LeftJoin, acting_for)
        .join_rev(JoinType::LeftJoin, staff::Relation::User.def())
        .join(JoinType::LeftJoin, staff::Relation::Role.def())
        .column(user::Column::FullName)
        .column(user::Column::DisabledAt)
        .column(membership::Column::AccountId)
        .column(membership::Column::Role)
        .column_as(staff::Column::UserId, "staff_id")
        .column(staff_role::Column::Permissions)
        .filter(session::Column::Id.eq(id.uuid()))
        .into_model::<PrincipalRow>()
        .one(conn)
        .await?;
    Ok(row.filter(|row| row.disabled_at.is_none()).map(PrincipalRow::into_principal))
}

impl PrincipalRow {
    fn into_principal(self) -> Principal {
        let session = self.session;
        Principal {
            session: SessionId::from_uuid(session.id),
            user: UserId::from_uuid(session.user_id),
            name: self.full_name,
            authenticated_at: session.authenticated_at,
            life: life(&session, self.staff_id.is_some()),
            account: self.account_id.map(AccountId::from_uuid).zip(self.role),
            permissions: self.permissions.as_ref().map(permissions).unwrap_or_default(),
        }
    }
}

/// The permissions a role names; names of other versions of this program are left out.
fn permissions(names: &Value) -> BTreeSet<Permission> {
    let names = names.as_array().into_iter().flatten();
    names.filter_map(Value::as_str).filter_map(Permission::parse).collect()
}

pub(in crate::identity) fn life(row: &session::Model, is_staff: bool) -> Life {
    Life {
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        revoked: row.revoked_at.is_some(),
        is_staff,
    }
}

pub(in crate::identity) async fn insert(work: &Work, row: session::ActiveModel) -> Result<()> {
    session::Entity::insert(row).exec_without_returning(work.tx()).await?;
    Ok(())
}

/// The session, locked until the commit where the engine locks rows: rivals for its tokens wait here.
pub(in crate::identity) async fn lock(
    work: &Work,
    id: SessionId,
) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(id.uuid()).lock_exclusive().one(work.tx()).await?)
}

/// Notes that the session and its user were here, unless that was noted within the last minute.
pub(in crate::identity) async fn touch(work: &Work, id: SessionId, user: UserId) -> Result<()> {
    let now = work.now();
    let written = session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .filter(session::Column::Id.eq(id.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::LastUsedAt.lte(now - TOUCH_EVERY))
        .exec(work.tx())
        .await?;
    if written.rows_affected == 1 {
        super::seen(work, user, now).await?;
    }
    Ok(())
}

/// Notes that a factor was given just now.
pub(in crate::identity) async fn authenticated(work: &Work, id: SessionId) -> Result<bool> {
    let written = session::Entity::update_many()
        .col_expr(session::Column::AuthenticatedAt, Expr::value(work.now()))
        .filter(session::Column::Id.eq(id.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

pub(in crate::identity) async fn set_account(
    work: &Work,
    id: SessionId,
    account: AccountId,
) -> Result<bool> {
    let written = session::Entity::update_many()
        .col_expr(session::Column::ActiveAccountId, Expr::value(account.uuid()))
        .filter(session::Column::Id.eq(id.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

/// Ends a session; false if it had ended before.
pub(in crate::identity) async fn revoke(
    work: &Work,
    id: SessionId,
    reason: &'static str,
) -> Result<bool> {
    let ended = end_where(work, reason, session::Column::Id.eq(id.uuid()).into_condition()).await?;
    Ok(ended == 1)
}

/// Ends the user's sessions, all but `keep`; answers how many.
pub(in crate::identity) async fn revoke_all(
    work: &Work,
    user: UserId,
    keep: Option<SessionId>,
    reason: &'static str,
) -> Result<u64> {
    let mut which = session::Column::UserId.eq(user.uuid()).into_condition();
    if let Some(keep) = keep {
        which = which.add(session::Column::Id.ne(keep.uuid()));
    }
    end_where(work, reason, which).await
}

async fn end_where(work: &Work, reason: &'static str, which: sea_orm::Condition) -> Result<u64> {
    let written = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(work.now()))
        .col_expr(session::Column::RevokeReason, Expr::value(reason))
        .filter(which)
        .filter(session::Column::RevokedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(written.rows_affected)
}
