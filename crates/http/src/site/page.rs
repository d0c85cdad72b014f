//! Answers with a public page, and with what search engines ask for first.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::assets;
use crate::layer::headers::set_page_policy;
use crate::problem::Problem;
use crate::state::HttpState;

/// The page at a path; unknown paths get the bundle's own page for that, with 404.
pub(crate) async fn serve(state: &HttpState, path: &str, headers: &HeaderMap) -> Response {
    let boot = match state.site().boot(state.app()).await {
        Ok(boot) => boot,
        Err(error) => return Problem::from(error).into_response(),
    };
    let Some(page) = state.site().page(path, &boot).await else { return assets::not_built() };
    let unchanged =
        headers.get(IF_NONE_MATCH).is_some_and(|given| assets::matches(given, &page.tag));
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK);
    let mut response = if unchanged && status.is_success() {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (status, Html(page.html.clone())).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600"),
    );
    answer.insert(ETAG, page.tag.clone());
    // Kept by browsers, so no nonce: these pages have no styles but the linked ones.
    set_page_policy(answer, None);
    response
}

pub(crate) async fn robots(State(state): State<HttpState>) -> String {
    let origin = state.origin();
    format!(
        "User-agent: *\nDisallow: /dashboard\nDisallow: /admin\nDisallow: /api/\n\nSitemap: {origin}/sitemap.xml\n"
    )
}

pub(crate) async fn sitemap(State(state): State<HttpState>) -> Response {
    let origin = state.origin();
    let paths = state.site().paths().await;
    let urls: String = paths
        .iter()
        .map(|path| {
            format!("  <url><loc>{}</loc></url>\n", assets::escape_html(&format!("{origin}{path}")))
        })
        .collect();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    );
    ([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}
