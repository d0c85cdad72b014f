//! Jobs, mails and the audit log.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::enums::{ActorKind, EmailStatus, JobState};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Job {
    pub id: String,
    pub kind: String,
    pub state: JobState,
    pub attempts: u32,
    pub max_attempts: u32,
    pub run_at: DateTime<Utc>,
    pub last_error: Option<String>,
    pub finished_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Email {
    pub id: String,
    pub template: String,
    pub recipient: String,
    pub subject: String,
    pub status: EmailStatus,
    pub account_id: Option<String>,
    pub transport: Option<String>,
    pub last_error: Option<String>,
    pub sent_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditRow {
    pub id: String,
    pub at: DateTime<Utc>,
    pub actor_kind: ActorKind,
    /// The person; `null` for the system and for visitors.
    pub actor_name: Option<String>,
    pub account_id: Option<String>,
    #[schema(example = "order.provisioned")]
    pub action: String,
    #[schema(example = "order")]
    pub subject_kind: String,
    pub subject_id: String,
    /// The changed fields before and after, never a secret.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    pub reason: Option<String>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
}

page! { JobPage of Job, EmailPage of Email, AuditPage of AuditRow }

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobFilter {
    #[param(inline)]
    pub state: Option<JobState>,
    pub kind: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmailFilter {
    #[param(inline)]
    pub status: Option<EmailStatus>,
    /// Account id.
    pub account: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// For example `order.provisioned`.
    pub action: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    /// User id.
    pub actor: Option<String>,
}
