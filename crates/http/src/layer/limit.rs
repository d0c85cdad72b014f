//! Limits by address, before anything else is done for a caller. Limits by person follow in the actor extractor.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::proxies::ClientIp;
use crate::routes;
use crate::state::HttpState;

pub(crate) async fn by_address(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let template = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let class = routes::class_by_address(template);
    let ip = request.extensions().get::<ClientIp>().and_then(|ip| ip.0);
    match state.limits().by_address(class, ip, state.app().clock().monotonic()) {
        Ok(()) => next.run(request).await,
        Err(error) => Problem::from(error).into_response(),
    }
}
