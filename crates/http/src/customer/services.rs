//! The customer's services.

use axum::extract::State;
use kn_app::{invoices, services};
use kn_core::ids::ServiceId;
use kn_core::page::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::invoices::InvoicePage;
use crate::dto::page::ListParams;
use crate::dto::services::{
    ActivityPage, Credentials, Service, ServiceFilter, ServicePage, ServicePatch,
};
use crate::extract::{Customer, Id, Json, List};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(service_list))
        .routes(routes!(service_get, service_update))
        .routes(routes!(service_credentials))
        .routes(routes!(service_activity))
        .routes(routes!(service_invoices))
}

/// Own services.
#[utoipa::path(
    get,
    path = "/services",
    tag = "services",
    params(ListParams, ServiceFilter),
    responses((status = 200, description = "A page of services", body = ServicePage))
)]
pub(crate) async fn service_list(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    list: List<ServiceFilter>,
) -> Reply<Json<ServicePage>> {
    let page = services::list(state.app(), &actor, list.filter.into(), list.page).await?;
    Ok(Json(page.into()))
}

/// One service.
#[utoipa::path(
    get,
    path = "/services/{id}",
    tag = "services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    responses((status = 200, description = "The service", body = Service))
)]
pub(crate) async fn service_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<ServiceId>,
) -> Reply<Json<Service>> {
    let service = services::get(state.app(), &actor, id).await?;
    Ok(Json(service.into()))
}

/// Rename, or switch automatic renewal.
#[utoipa::path(
    patch,
    path = "/services/{id}",
    tag = "services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    request_body = ServicePatch,
    responses((status = 200, description = "As it is now", body = Service))
)]
pub(crate) async fn service_update(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<ServiceId>,
    Json(patch): Json<ServicePatch>,
) -> Reply<Json<Service>> {
    let service = services::update(state.app(), &actor, id, patch.into()).await?;
    Ok(Json(service.into()))
}

/// Reveal the credentials; needs a fresh password, is logged.
#[utoipa::path(
    post,
    path = "/services/{id}/credentials",
    tag = "services",
    params(("id" = String, Path, description = "Service id, `srv_…`")),
    responses((status = 200, description = "Show for 60 seconds, never store", body = Credentials), (status = 403, description = "`step_up_required`", body = Problem))
)]
pub(crate) async fn service_credentials(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<ServiceId>,
) -> Reply<Json<Credentials>> {
    let revealed = services::reveal(state.app(), &actor, id).await?;
    Ok(Json(revealed.into()))
}

/// What happened to a service.
#[utoipa::path(
    get,
    path = "/services/{id}/activity",
    tag = "services",
    params(("id" = String, Path, description = "Service id, `srv_…`"), ListParams),
    responses((status = 200, description = "Latest first", body = ActivityPage))
)]
pub(crate) async fn service_activity(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<ServiceId>,
    list: List,
) -> Reply<Json<ActivityPage>> {
    let page = services::activity(state.app(), &actor, id, list.page).await?;
    Ok(Json(page.into()))
}

/// Invoices of a service.
#[utoipa::path(
    get,
    path = "/services/{id}/invoices",
    tag = "services",
    params(("id" = String, Path, description = "Service id, `srv_…`"), ListParams),
    responses((status = 200, description = "Latest first", body = InvoicePage))
)]
pub(crate) async fn service_invoices(
    State(state): State<HttpState>,
    Customer(actor): Customer,
    Id(id): Id<ServiceId>,
    list: List,
) -> Reply<Json<InvoicePage>> {
    let service = services::get(state.app(), &actor, id).await?;
    let page = match service.order_id {
        Some(order) => {
            let filter = invoices::InvoiceFilter { order: Some(order), ..Default::default() };
            invoices::list(state.app(), &actor, filter, list.page).await?
        }
        None => Page { items: Vec::new(), next_cursor: None, total: None },
    };
    Ok(Json(page.into()))
}
