//! Jobs, mails and the audit log.

use axum::extract::State;
use axum::http::StatusCode;
use kn_app::{audit, emails, jobs};
use kn_core::ids::JobId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::page::ListParams;
use crate::dto::system::{AuditFilter, AuditPage, EmailFilter, EmailPage, Job, JobFilter, JobPage};
use crate::extract::{Id, Json, List, Staff};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_job_list))
        .routes(routes!(admin_job_retry))
        .routes(routes!(admin_email_list))
        .routes(routes!(admin_audit_list))
}

/// Jobs, latest first.
#[utoipa::path(
    get,
    path = "/admin/jobs",
    tag = "admin system",
    params(ListParams, JobFilter),
    responses((status = 200, description = "A page of jobs", body = JobPage))
)]
pub(crate) async fn admin_job_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<JobFilter>,
) -> Reply<Json<JobPage>> {
    let page = jobs::list(state.app(), &actor, list.filter.into(), list.page).await?;
    Ok(Json(page.into()))
}

/// Run a failed job again.
#[utoipa::path(
    post,
    path = "/admin/jobs/{id}/retry",
    tag = "admin system",
    params(("id" = String, Path, description = "Job id, `job_…`")),
    responses((status = 202, description = "Ready to run", body = Job))
)]
pub(crate) async fn admin_job_retry(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<JobId>,
) -> Reply<(StatusCode, Json<Job>)> {
    let job = jobs::retry_dead(state.app(), &actor, id).await?;
    Ok((StatusCode::ACCEPTED, Json(job.into())))
}

/// Mails, latest first.
#[utoipa::path(
    get,
    path = "/admin/emails",
    tag = "admin system",
    params(ListParams, EmailFilter),
    responses((status = 200, description = "A page of mails", body = EmailPage))
)]
pub(crate) async fn admin_email_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<EmailFilter>,
) -> Reply<Json<EmailPage>> {
    let page = emails::list(state.app(), &actor, list.filter.try_into()?, list.page).await?;
    Ok(Json(page.into()))
}

/// Who did what, latest first.
#[utoipa::path(
    get,
    path = "/admin/audit",
    tag = "admin system",
    params(ListParams, AuditFilter),
    responses((status = 200, description = "A page of the audit log", body = AuditPage))
)]
pub(crate) async fn admin_audit_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<AuditFilter>,
) -> Reply<Json<AuditPage>> {
    let page = audit::list(state.app(), &actor, list.filter.try_into()?, list.page).await?;
    Ok(Json(page.into()))
}
