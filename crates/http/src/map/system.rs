//! Jobs, mails and the audit trail.

use kn_app::{Error, audit, emails, jobs};
use serde_json::{Value, json};

use super::{account_id, user_id};
use crate::dto::enums::ActorKind;
use crate::dto::system::{AuditFilter, AuditRow, Email, EmailFilter, Job, JobFilter};

impl From<jobs::JobRow> for Job {
    fn from(job: jobs::JobRow) -> Self {
        Self {
            id: job.id.to_string(),
            kind: job.kind,
            state: job.state.into(),
            attempts: u32::try_from(job.attempts).unwrap_or(0),
            max_attempts: u32::try_from(job.max_attempts).unwrap_or(0),
            run_at: job.run_at,
            last_error: job.last_error,
            finished_at: job.finished_at,
            failed_at: job.failed_at,
            created_at: job.created_at,
        }
    }
}

impl From<JobFilter> for jobs::JobFilter {
    fn from(filter: JobFilter) -> Self {
        Self { state: filter.state.map(Into::into), kind: filter.kind }
    }
}

impl From<emails::EmailRow> for Email {
    fn from(mail: emails::EmailRow) -> Self {
        Self {
            id: mail.id.to_string(),
            account_id: mail.account.map(|id| id.to_string()),
            template: mail.template,
            recipient: mail.recipient,
            subject: mail.subject,
            status: mail.status.into(),
            transport: mail.transport,
            last_error: mail.last_error,
            sent_at: mail.sent_at,
            created_at: mail.created_at,
        }
    }
}

impl TryFrom<EmailFilter> for emails::EmailFilter {
    type Error = Error;

    fn try_from(filter: EmailFilter) -> Result<Self, Error> {
        let account = filter.account.map(|id| account_id("account", &id)).transpose()?;
        Ok(Self { status: filter.status.map(Into::into), account })
    }
}

impl From<audit::AuditRow> for AuditRow {
    fn from(row: audit::AuditRow) -> Self {
        Self {
            id: row.id.to_string(),
            at: row.at,
            actor_kind: actor_kind(row.actor_kind),
            actor_name: row.actor_name,
            account_id: row.account.map(|id| id.to_string()),
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            before: row.before.map(fields),
            after: row.after.map(fields),
            reason: row.reason,
            ip: row.ip,
            request_id: row.request_id,
        }
    }
}

/// A change of a single thing, a status say, is written down as the bare value; on the wire it is a field, too.
fn fields(value: Value) -> Value {
    match value {
        Value::Object(_) | Value::Null => value,
        bare => json!({ "value": bare }),
    }
}

fn actor_kind(word: &str) -> ActorKind {
    match word {
        "user" => ActorKind::User,
        "staff" => ActorKind::Staff,
        "anonymous" => ActorKind::Anonymous,
        _ => ActorKind::System,
    }
}

impl TryFrom<AuditFilter> for audit::AuditFilter {
    type Error = Error;

    fn try_from(filter: AuditFilter) -> Result<Self, Error> {
        Ok(Self {
            action: filter.action,
            subject_kind: filter.subject_kind,
            subject_id: filter.subject_id,
            actor: filter.actor.map(|id| user_id("actor", &id)).transpose()?,
        })
    }
}
