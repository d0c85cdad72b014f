//! Routes that need no sign-in.

use utoipa_axum::router::OpenApiRouter;

use crate::state::HttpState;

mod auth;
mod catalog;
mod site;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().merge(auth::router()).merge(site::router()).merge(catalog::router())
}
