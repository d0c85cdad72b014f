//! All services.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kn_app::{provisioning, services};
use kn_core::ids::ServiceId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::page::ListParams;
use crate::dto::services::{
    ActivityPage, AdminService, AdminServiceFilter, AdminServicePage, AdminServicePatch,
    Credentials,
};
use crate::extract::idempotent::Empty;
use crate::extract::{Id, Idempotent, Json, List, Staff};
use crate::problem::Reply;
use crate::reply::marked;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_service_list))
        .routes(routes!(admin_service_get, admin_service_update))
        .routes(routes!(admin_service_credentials))
        .routes(routes!(admin_service_send_credentials))
        .routes(routes!(admin_service_activity))
}

/// All services.
#[utoipa::path(
    get,
    path = "/admin/services",
    tag = "admin services",
    params(ListParams, AdminServiceFilter),
    responses((status = 200, description = "A page of services with their customers", body = AdminServicePage))
)]
pub(crate) async fn admin_service_list(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    list: List<AdminServiceFilter>,
) -> Reply<Json<AdminServicePage>> {
    let page = services::list(state.app(), &actor, list.filter.try_into()?, list.page).await?;
    Ok(Json(page.into()))
}

/// One service.
#[utoipa::path(
    get,
    path = "/admin/services/{id}",
    tag = "admin services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    responses((status = 200, description = "The service", body = AdminService))
)]
pub(crate) async fn admin_service_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<ServiceId>,
) -> Reply<Json<AdminService>> {
    let service = services::get(state.app(), &actor, id).await?;
    Ok(Json(service.into()))
}

/// Change addresses, credentials or notes.
#[utoipa::path(
    patch,
    path = "/admin/services/{id}",
    tag = "admin services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    request_body = AdminServicePatch,
    responses((status = 200, description = "As it is now", body = AdminService), (status = 409, description = "`conflict`: the address is in use", body = Problem))
)]
pub(crate) async fn admin_service_update(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<ServiceId>,
    Json(patch): Json<AdminServicePatch>,
) -> Reply<Json<AdminService>> {
    let service = services::admin_update(state.app(), &actor, id, patch.into()).await?;
    Ok(Json(service.into()))
}

/// Reveal the credentials; needs a fresh password, is logged.
#[utoipa::path(
    post,
    path = "/admin/services/{id}/credentials",
    tag = "admin services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    responses((status = 200, description = "Show for 60 seconds, never store", body = Credentials), (status = 403, description = "`forbidden`, or `step_up_required`", body = Problem))
)]
pub(crate) async fn admin_service_credentials(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<ServiceId>,
) -> Reply<Json<Credentials>> {
    let revealed = services::reveal(state.app(), &actor, id).await?;
    Ok(Json(revealed.into()))
}

/// Mail the customer how to reach the server.
#[utoipa::path(
    post,
    path = "/admin/services/{id}/send-credentials",
    tag = "admin services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    responses((status = 202, description = "On its way")),
    extensions(("x-idempotent" = json!(true)))
)]
pub(crate) async fn admin_service_send_credentials(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<ServiceId>,
    call: Idempotent<Empty>,
) -> Reply<Response> {
    let answer = provisioning::send_credentials(state.app(), &actor, &call.key, id).await?;
    Ok(marked(StatusCode::ACCEPTED.into_response(), answer.replayed))
}

/// What happened to a service.
#[utoipa::path(
    get,
    path = "/admin/services/{id}/activity",
    tag = "admin services",
    params(("id" = String, Path, description = "Service id, `srv_…`"), ListParams),
    responses((status = 200, description = "Latest first", body = ActivityPage))
)]
pub(crate) async fn admin_service_activity(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Id(id): Id<ServiceId>,
    list: List,
) -> Reply<Json<ActivityPage>> {
    let page = services::activity(state.app(), &actor, id, list.page).await?;
    Ok(Json(page.into()))
}
