//! Queries of the audit trail.

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, AuditId, UserId};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::{audit_log, user};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;

use crate::error::Result;
use crate::paging;

/// What to show of the audit trail.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub action: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    pub actor: Option<UserId>,
}

/// One line of the audit trail.
#[derive(Debug, Clone, Serialize)]
pub struct AuditRow {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub actor_kind: &'static str,
    pub actor_name: Option<String>,
    pub account: Option<AccountId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub reason: Option<String>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

pub(super) async fn list(
    conn: &DatabaseConnection,
    filter: &AuditFilter,
    page: &PageRequest,
) -> Result<Page<AuditRow>> {
    let mut condition = Condition::all();
    if let Some(action) = &filter.action {
        condition = condition.add(audit_log::Column::Action.eq(action));
    }
    if let Some(kind) = &filter.subject_kind {
        condition = condition.add(audit_log::Column::SubjectKind.eq(kind));
    }
    if let Some(id) = &filter.subject_id {
        condition = condition.add(audit_log::Column::SubjectId.eq(id));
    }
    if let Some(actor) = filter.actor {
        condition = condition.add(audit_log::Column::ActorId.eq(actor.uuid()));
    }
    let query = audit_log::Entity::find().filter(condition);
    let rows = paging::newest_first(
        conn,
        query,
        audit_log::Column::At,
        audit_log::Column::Id,
        page,
        |r| (r.at, r.id),
    )
    .await?;
    let names = names_of(conn, rows.items.iter().filter_map(|r| r.actor_id).collect()).await?;
    Ok(rows.map(|r| AuditRow {
        id: AuditId::from_uuid(r.id),
        at: r.at,
        actor_kind: r.actor_kind.as_str(),
        actor_name: r
            .actor_id
            .and_then(|id| names.iter().find(|(u, _)| *u == id).map(|(_, n)| n.clone())),
        account: r.account_id.map(AccountId::from_uuid),
        action: r.action,
        subject_kind: r.subject_kind,
        subject_id: r.subject_id,
        before: r.before,
        after: r.after,
        reason: r.reason,
        ip: r.ip,
        request_id: r.request_id,
    }))
}

async fn names_of(
    conn: &DatabaseConnection,
    mut ids: Vec<uuid::Uuid>,
) -> Result<Vec<(uuid::Uuid, String)>> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let users = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(conn).await?;
    Ok(users.into_iter().map(|u| (u.id, u.full_name)).collect())
}
