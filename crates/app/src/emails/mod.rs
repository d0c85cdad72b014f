//! The mail log as staff see it.

use chrono::{DateTime, Utc};
use kn_core::ids::{AccountId, EmailId};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::email;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::Serialize;

use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::paging;

pub use kn_db::entities::email::Status as EmailStatus;

/// One mail that was promised, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct EmailRow {
    pub id: EmailId,
    pub account: Option<AccountId>,
    pub template: String,
    pub recipient: String,
    pub subject: String,
    pub status: EmailStatus,
    pub transport: Option<String>,
    pub last_error: Option<String>,
    pub sent_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// What to show of the mail log.
#[derive(Debug, Clone, Copy, Default)]
pub struct EmailFilter {
    pub status: Option<EmailStatus>,
    pub account: Option<AccountId>,
}

/// The mail log, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: EmailFilter,
    page: PageRequest,
) -> Result<Page<EmailRow>> {
    actor.require(Permission::EmailsView)?;
    let mut condition = Condition::all();
    if let Some(status) = filter.status {
        condition = condition.add(email::Column::Status.eq(status));
    }
    if let Some(account) = filter.account {
        condition = condition.add(email::Column::AccountId.eq(account.uuid()));
    }
    if let Some(q) = &page.q {
        condition = condition.add(email::Column::Recipient.contains(q.as_str()));
    }
    let query = email::Entity::find().filter(condition);
    let rows = paging::newest_first(
        app.db().reader(),
        query,
        email::Column::CreatedAt,
        email::Column::Id,
        &page,
        |r| (r.created_at, r.id),
    )
    .await?;
    Ok(rows.map(|r| EmailRow {
        id: EmailId::from_uuid(r.id),
        account: r.account_id.map(AccountId::from_uuid),
        template: r.template,
        recipient: r.recipient,
        subject: r.subject,
        status: r.status,
        transport: r.transport,
        last_error: r.last_error,
        sent_at: r.sent_at,
        created_at: r.created_at,
    }))
}
