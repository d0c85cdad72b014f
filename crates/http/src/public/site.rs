//! What this installation is called and offers.

use axum::extract::State;
use kn_app::settings;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::site::Site;
use crate::extract::Json;
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(site_get))
}

/// Brand, contact, features and payment methods.
#[utoipa::path(
    get,
    path = "/site",
    tag = "site",
    responses((status = 200, description = "This installation", body = Site))
)]
pub(crate) async fn site_get(State(state): State<HttpState>) -> Reply<Json<Site>> {
    let site = settings::site(state.app()).await?;
    Ok(Json(Site::of(site, state.app().config().mode)))
}
