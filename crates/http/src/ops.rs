//! For whoever runs the server: is the process up, can it serve, and its numbers.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kn_app::Error;
use kn_core::code::Code;
use sha2::{Digest, Sha256};

use crate::problem::{Problem, Reply};
use crate::state::HttpState;

pub(crate) fn router() -> Router<HttpState> {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
}

async fn healthz() -> &'static str {
    "ok\n"
}

/// 503 while the database is away or migrations are missing: send no traffic here.
async fn readyz(State(state): State<HttpState>) -> Reply<&'static str> {
    match state.app().ready().await {
        Ok(()) => Ok("ready\n"),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            let error =
                Error::msg(Code::Unavailable, "The database is away, or migrations are missing.");
            Err(error.retry_after(2).into())
        }
    }
}

async fn metrics(State(state): State<HttpState>, request: Request) -> Reply<Response> {
    let nothing = || Problem::from(Error::not_found("page"));
    let render = state.metrics().ok_or_else(nothing)?;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if !(has_token(request.headers(), &state) || is_local(peer, request.headers())) {
        return Err(nothing());
    }
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], render()).into_response())
}

/// From this machine itself, not through a proxy on it.
fn is_local(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let proxied = ["x-forwarded-for", "forwarded", "x-real-ip"]
        .iter()
        .any(|name| headers.contains_key(*name));
    !proxied && peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}

/// Compares digests, so that the time taken says nothing about the token.
fn has_token(headers: &HeaderMap, state: &HttpState) -> bool {
    let Some(token) = state.metrics_token() else { return false };
    let given =
        headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    given.is_some_and(|given| {
        Sha256::digest(given.as_bytes()) == Sha256::digest(token.expose().as_bytes())
    })
}
