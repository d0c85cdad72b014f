//! Everything that answers, put together.

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use kn_app::Error;
use kn_core::code::Code;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use crate::layer::{guard, headers, limit, trace};
use crate::problem::Problem;
use crate::site::page;
use crate::state::HttpState;
use crate::{assets, docs, openapi, ops};

/// The whole of HTTP: API, reference, operations, pages and files.
pub fn router(state: HttpState) -> Router {
    let (api, _) = openapi::api();
    let api =
        api.merge(docs::api_router()).layer(from_fn_with_state(state.clone(), limit::by_address));
    Router::new()
        .merge(api)
        .merge(docs::router())
        .route("/robots.txt", get(page::robots))
        .route("/sitemap.xml", get(page::sitemap))
        .merge(ops::router())
        .fallback(assets::fallback)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(state.clone(), guard::timeout))
        .layer(from_fn_with_state(state.clone(), guard::in_flight))
        .layer(CompressionLayer::new().gzip(true).br(true).compress_when(worth_compressing()))
        .layer(from_fn_with_state(state.clone(), headers::security))
        .layer(from_fn_with_state(state.clone(), trace::trace))
        .with_state(state)
}

/// Small answers cost more to compress than to send.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(SizeAbove::new(1024))
}

async fn method_not_allowed(method: Method) -> Problem {
    Error::msg(
        Code::MethodNotAllowed,
        format!("{method} is not possible here; the Allow header names what is."),
    )
    .into()
}
