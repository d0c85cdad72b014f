//! The staff's start page.

use axum::extract::State;
use kn_app::dashboard;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::dashboard::StaffDashboard;
use crate::extract::{Json, Staff};
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(admin_dashboard_get))
}

/// Queues, revenue and activity.
#[utoipa::path(
    get,
    path = "/admin/dashboard",
    tag = "admin",
    responses((status = 200, description = "The dashboard", body = StaffDashboard))
)]
pub(crate) async fn admin_dashboard_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
) -> Reply<Json<StaffDashboard>> {
    let page = dashboard::staff(state.app(), &actor).await?;
    Ok(Json(page.into()))
}
