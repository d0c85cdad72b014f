//! The customer's start page.

use axum::extract::State;
use kn_app::dashboard;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::dashboard::CustomerDashboard;
use crate::extract::{Customer, Json};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(dashboard_get))
}

/// Counts, what needs attention, spend and activity.
#[utoipa::path(
    get,
    path = "/dashboard",
    tag = "dashboard",
    responses((status = 200, description = "The dashboard", body = CustomerDashboard))
)]
pub(crate) async fn dashboard_get(
    State(state): State<HttpState>,
    Customer(actor): Customer,
) -> Reply<Json<CustomerDashboard>> {
    let page = dashboard::customer(state.app(), &actor).await?;
    Ok(Json(page.into()))
}
