//! Security headers (SECURITY.md S13–S14, FRONTEND.md §6.5). A page that needs another policy sets its own first.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::HttpState;

/// Pages on which an address must not leave in a Referer: it holds a token.
const TOKEN_PAGES: [&str; 3] = ["/verify-email", "/reset-password", "/invite"];

const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Everything a browser could be asked for and we never ask.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()";

pub(crate) async fn security(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let api = path.starts_with("/api/");
    let token_page = TOKEN_PAGES.iter().any(|page| path.starts_with(page));
    let mut response = next.run(request).await;
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if unchanged {
        // What is not sent stays as the stored answer had it.
        return response;
    }
    if api {
        default(headers, CACHE_CONTROL, "no-store");
    }
    default(headers, CONTENT_SECURITY_POLICY, API_POLICY);
    default(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(
        headers,
        REFERRER_POLICY,
        if token_page { "no-referrer" } else { "strict-origin-when-cross-origin" },
    );
    default(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    default(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    default(headers, HeaderName::from_static("x-frame-options"), "DENY");
    if state.is_https() {
        default(headers, STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains; preload");
    }
    response
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

/// Sets the policy of our pages, proven with the whole front end. Styles may carry the nonce, scripts never. Trusted
/// Types only report: what a later library does with markup is to be seen before it is forbidden.
pub(crate) fn set_page_policy(headers: &mut HeaderMap, nonce: Option<&str>) {
    if let Ok(policy) = HeaderValue::from_str(&page_policy(nonce)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let report = HeaderValue::from_static("require-trusted-types-for 'script'");
    headers.insert(CONTENT_SECURITY_POLICY_REPORT_ONLY, report);
}

fn page_policy(nonce: Option<&str>) -> String {
    let style = nonce.map_or_else(String::new, |nonce| format!(" 'nonce-{nonce}'"));
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self'{style}; img-src 'self' blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self'"
    )
}
