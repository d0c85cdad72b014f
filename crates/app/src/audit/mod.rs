//! The audit trail and the activity lists, written by the commit they describe.

use kn_core::ids::{AccountId, ActivityId, AuditId, ServiceId, TypedId};
use kn_core::page::{Page, PageRequest};
use kn_db::entities::{activity, audit_log};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde_json::Value;

use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::work::Work;

mod store;
pub use store::{AuditFilter, AuditRow};

/// One state-changing fact for the audit trail.
#[derive(Debug, Clone)]
pub struct Audit {
    /// `noun.verb`, e.g. `order.placed`.
    pub action: &'static str,
    pub subject_kind: &'static str,
    pub subject_id: String,
    pub account: Option<AccountId>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub reason: Option<String>,
}

impl Audit {
    /// A fact about one record.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what names a subject is an id or a borrowed word"
    )]
    pub fn of(action: &'static str, subject_kind: &'static str, subject: impl ToString) -> Self {
        Self {
            action,
            subject_kind,
            subject_id: subject.to_string(),
            account: None,
            before: None,
            after: None,
            reason: None,
        }
    }
    #[must_use]
    pub fn account(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }
    /// What the record was and became; never a secret.
    #[must_use]
    pub fn change(mut self, before: impl Serialize, after: impl Serialize) -> Self {
        self.before = serde_json::to_value(before).ok().filter(|v| !v.is_null());
        self.after = serde_json::to_value(after).ok().filter(|v| !v.is_null());
        self
    }
    #[must_use]
    pub fn reason(mut self, reason: Option<impl Into<String>>) -> Self {
        self.reason = reason.map(Into::into);
        self
    }
}

/// One line the account's people see on their dashboard and on the server's Activity tab.
#[derive(Debug, Clone)]
pub struct Activity {
    pub account: AccountId,
    pub service: Option<ServiceId>,
    /// `noun.verb`, for the icon.
    pub kind: &'static str,
    pub summary: String,
}

pub(crate) async fn write(work: &Work, audits: &[Audit], activities: &[Activity]) -> Result<()> {
    let actor = work.actor();
    if !audits.is_empty() {
        let rows = audits.iter().map(|a| audit_log::ActiveModel {
            id: Set(work.new_id::<AuditId>().uuid()),
            at: Set(work.now()),
            actor_kind: Set(actor.kind()),
            actor_id: Set(actor.user_id().map(TypedId::uuid)),
            account_id: Set(a.account.map(TypedId::uuid)),
            action: Set(a.action.to_owned()),
            subject_kind: Set(a.subject_kind.to_owned()),
            subject_id: Set(a.subject_id.clone()),
            before: Set(a.before.clone()),
            after: Set(a.after.clone()),
            reason: Set(a.reason.clone()),
            ip: Set(actor.ctx.ip.map(|ip| ip.to_string())),
            session_id: Set(actor.session().map(|s| s.id.uuid())),
            request_id: Set(actor.ctx.request_id.clone()),
        });
        audit_log::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
    }
    if !activities.is_empty() {
        let label = if actor.is_staff_area() { "KloudNests team" } else { actor.label() };
        let rows = activities.iter().map(|a| activity::ActiveModel {
            id: Set(work.new_id::<ActivityId>().uuid()),
            account_id: Set(a.account.uuid()),
            service_id: Set(a.service.map(TypedId::uuid)),
            kind: Set(a.kind.to_owned()),
            summary: Set(a.summary.clone()),
            actor_label: Set(label.to_owned()),
            at: Set(work.now()),
        });
        activity::Entity::insert_many(rows).exec_without_returning(work.tx()).await?;
    }
    Ok(())
}

/// The audit trail, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: AuditFilter,
    page: PageRequest,
) -> Result<Page<AuditRow>> {
    actor.require(Permission::AuditView)?;
    store::list(app.db().reader(), &filter, &page).await
}
