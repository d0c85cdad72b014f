//! The console's page: the built file with the brand's title and a nonce of its own for each answer.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse, Response};

use super::{escape_html, files, not_built};
use crate::layer::headers::set_page_policy;
use crate::problem::Problem;
use crate::state::HttpState;

pub(super) async fn serve(state: &HttpState) -> Response {
    let Some(template) = files::app_template() else { return not_built() };
    let boot = match state.site().boot(state.app()).await {
        Ok(boot) => boot,
        Err(error) => return Problem::from(error).into_response(),
    };
    // The browser hides the attribute from style sheets and scripts once it has read the policy.
    let nonce = state.app().entropy().token(16);
    let head = format!(
        "<meta property=\"csp-nonce\" nonce=\"{nonce}\">\n    <title>{}</title>",
        escape_html(&boot.brand.browser_title)
    );
    let mut response = Html(template.replacen("<!--head-->", &head, 1)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, private"));
    set_page_policy(headers, Some(&nonce));
    response
}
