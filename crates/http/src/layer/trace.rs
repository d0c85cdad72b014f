//! The outermost layer: gives the request its id, finds out who calls, counts, and writes one line per request.

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use kn_app::meter;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tracing::Instrument as _;

use crate::proxies::{ClientIp, client_ip};
use crate::scope::{Facts, RequestScope};
use crate::state::HttpState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Routes that are asked all the time and tell nothing.
const QUIET: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

pub(crate) async fn trace(
    State(state): State<HttpState>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = state.app().clock().monotonic();
    let id = request_id(request.headers()).unwrap_or_else(|| state.app().entropy().token(12));
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let ip = client_ip(peer, request.headers(), state.trusted_proxies());
    request.extensions_mut().insert(ip);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let scope = RequestScope::new(id);
    let span = tracing::info_span!("request", id = %scope.id());
    let work = meter::scope(scope.run(next.run(request)));
    let (mut response, counts) = work.instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(scope.id()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let facts = scope.facts();
    tell_limit(response.headers_mut(), &facts);
    let took = state.app().clock().monotonic().saturating_sub(started);
    let line = Line {
        method,
        route: route.as_ref().map_or("other", |path| path.as_str()),
        status: response.status(),
        took,
        ip,
    };
    span.in_scope(|| line.write(&scope, counts));
    response
}

/// An id given by a proxy, if it is harmless.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(&REQUEST_ID)?.to_str().ok()?;
    let harmless = (8..=64).contains(&given.len())
        && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    harmless.then(|| given.to_owned())
}

fn tell_limit(headers: &mut HeaderMap, facts: &Facts) {
    let Some(limit) = facts.limit else { return };
    headers.insert("ratelimit-limit", HeaderValue::from(limit.policy.burst));
    headers.insert("ratelimit-remaining", HeaderValue::from(limit.remaining));
    headers.insert("ratelimit-reset", HeaderValue::from(limit.reset));
    let window = limit.policy.refill.saturating_mul(limit.policy.burst).as_secs();
    let policy = format!("\"{}\";q={};w={window}", limit.policy.name, limit.policy.burst);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert("ratelimit-policy", policy);
    }
}

struct Line<'r> {
    method: Method,
    route: &'r str,
    status: StatusCode,
    took: Duration,
    ip: ClientIp,
}

impl Line<'_> {
    fn write(&self, scope: &Arc<RequestScope>, counts: meter::Counts) {
        let status = self.status.as_u16();
        let labels = [
            ("method", self.method.to_string()),
            ("route", self.route.to_owned()),
            ("status", status.to_string()),
        ];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", &labels)
            .record(self.took.as_secs_f64());
        if QUIET.contains(&self.route) && self.status.is_success() {
            return;
        }
        let facts = scope.facts();
        tracing::info!(
            method = %self.method,
            route = self.route,
            status,
            ms = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
            queries = counts.queries,
            rows = counts.rows,
            user = facts.user.map(tracing::field::display),
            account = facts.account.map(tracing::field::display),
            ip = self.ip.0.map(tracing::field::display),
            request_id = scope.id(),
            "request"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_ids_are_taken_over() {
        let taken = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, text.parse().unwrap());
            request_id(&headers)
        };
        assert_eq!(taken("req-12345678").as_deref(), Some("req-12345678"));
        for bad in ["short", "with space 1", "<script>alert", &"x".repeat(65)] {
            assert_eq!(taken(bad), None, "{bad}");
        }
    }
}
