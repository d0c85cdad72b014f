//! The API reference: the OpenAPI document, and a page of our own that reads it (no CDN, strict policy).

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::layer::headers::set_page_policy;
use crate::state::HttpState;

const PAGE: &str = include_str!("../assets/docs/index.html");
const SCRIPT: &str = include_str!("../assets/docs/reader.js");
const STYLE: &str = include_str!("../assets/docs/reader.css");

/// The part that counts as API.
pub(crate) fn api_router() -> Router<HttpState> {
    Router::new().route("/api/v1/openapi.json", get(document))
}

pub(crate) fn router() -> Router<HttpState> {
    Router::new()
        .route("/api/docs", get(page))
        .route(
            "/api/docs/reader.js",
            get(|| async { asset("text/javascript; charset=utf-8", SCRIPT) }),
        )
        .route("/api/docs/reader.css", get(|| async { asset("text/css; charset=utf-8", STYLE) }))
}

async fn document(State(state): State<HttpState>) -> Response {
    let json: [(HeaderName, &str); 2] =
        [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "public, max-age=300")];
    (json, state.document().to_owned()).into_response()
}

async fn page() -> Response {
    let mut response = Html(PAGE).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    set_page_policy(headers, None);
    response
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")], text).into_response()
}
