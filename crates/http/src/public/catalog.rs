//! The catalogue as anyone may read it, and quotes.

use axum::extract::State;
use kn_app::catalog;
use kn_core::page::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::catalog::{
    AddonPage, DatacenterPage, OperatingSystemPage, Plan, PlanFilter, PlanPage, Quote, QuoteRequest,
};
use crate::extract::{Json, Params, Slug, Visitor};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(plan_list))
        .routes(routes!(plan_get))
        .routes(routes!(addon_list))
        .routes(routes!(datacenter_list))
        .routes(routes!(operating_system_list))
        .routes(routes!(quote_create))
}

/// Plans on sale.
#[utoipa::path(
    get,
    path = "/catalog/plans",
    tag = "catalog",
    params(PlanFilter),
    responses((status = 200, description = "Plans in the order to show them", body = PlanPage))
)]
pub(crate) async fn plan_list(
    State(state): State<HttpState>,
    Params(filter): Params<PlanFilter>,
) -> Reply<Json<PlanPage>> {
    let plans = catalog::list_plans(state.app(), filter.category.map(Into::into)).await?;
    Ok(Json(whole(plans).into()))
}

/// One plan.
#[utoipa::path(
    get,
    path = "/catalog/plans/{slug}",
    tag = "catalog",
    params(("slug" = String, Path, description = "Plan slug")),
    responses((status = 200, description = "The plan", body = Plan))
)]
pub(crate) async fn plan_get(
    State(state): State<HttpState>,
    Slug(slug): Slug,
) -> Reply<Json<Plan>> {
    let plan = catalog::find_plan(state.app(), &slug).await?;
    Ok(Json(plan.into()))
}

/// Add-ons on sale.
#[utoipa::path(
    get,
    path = "/catalog/addons",
    tag = "catalog",
    responses((status = 200, description = "Add-ons", body = AddonPage))
)]
pub(crate) async fn addon_list(State(state): State<HttpState>) -> Reply<Json<AddonPage>> {
    let all = catalog::list_addons(state.app()).await?;
    Ok(Json(whole(all).into()))
}

/// Data centres.
#[utoipa::path(
    get,
    path = "/catalog/datacenters",
    tag = "catalog",
    responses((status = 200, description = "Data centres", body = DatacenterPage))
)]
pub(crate) async fn datacenter_list(State(state): State<HttpState>) -> Reply<Json<DatacenterPage>> {
    let all = catalog::list_datacenters(state.app()).await?;
    Ok(Json(whole(all).into()))
}

/// Operating systems.
#[utoipa::path(
    get,
    path = "/catalog/operating-systems",
    tag = "catalog",
    responses((status = 200, description = "Operating systems", body = OperatingSystemPage))
)]
pub(crate) async fn operating_system_list(
    State(state): State<HttpState>,
) -> Reply<Json<OperatingSystemPage>> {
    let all = catalog::list_operating_systems(state.app()).await?;
    Ok(Json(whole(all).into()))
}

/// Price a configuration; the same function prices the order.
#[utoipa::path(
    post,
    path = "/quotes",
    tag = "catalog",
    request_body = QuoteRequest,
    responses((status = 200, description = "The price, line by line", body = Quote))
)]
pub(crate) async fn quote_create(
    State(state): State<HttpState>,
    Visitor(actor): Visitor,
    Json(request): Json<QuoteRequest>,
) -> Reply<Json<Quote>> {
    let quote = catalog::quote(state.app(), &actor, request.into()).await?;
    Ok(Json(quote.into()))
}

/// A list that is never cut into pages.
fn whole<T>(items: Vec<T>) -> Page<T> {
    Page { items, next_cursor: None, total: None }
}
