//! The built front end: files by path, the console's page for its own paths, and everything else not found.
//!
//! Release builds carry `web/dist` inside; debug builds read it from disk, so that a front-end build needs no compile.

mod app_page;
mod encoding;
mod files;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use kn_app::Error;
use kn_core::code::Code;

pub(crate) use files::{bundle_source, matches, site_template};

use crate::problem::Problem;
use crate::site;
use crate::state::HttpState;

/// Paths that belong to the single-page app; it does its own routing below them.
const APP_PATHS: [&str; 8] = [
    "/login",
    "/register",
    "/forgot-password",
    "/reset-password",
    "/verify-email",
    "/two-factor",
    "/dashboard",
    "/admin",
];

/// Whatever no route took.
pub(crate) async fn fallback(State(state): State<HttpState>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/api" || path.starts_with("/api/") {
        return nothing_here(request.uri()).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let said = format!("{} is not possible here.", request.method());
        return Problem::new(Code::MethodNotAllowed, said).into_response();
    }
    if let Some(file) = files::serve(&path, request.headers()) {
        return file;
    }
    if is_app_path(&path) {
        return app_page::serve(&state).await;
    }
    site::page::serve(&state, &path, request.headers()).await
}

fn nothing_here(uri: &Uri) -> Problem {
    Error::msg(Code::NotFound, format!("There is nothing at {}.", uri.path())).into()
}

fn is_app_path(path: &str) -> bool {
    APP_PATHS.iter().any(|root| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// For who runs a build without the front end.
pub(crate) fn not_built() -> Response {
    let page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Front end not built</title></head>\
        <body><main><h1>Front end not built</h1><p>The API is up, but this build has no pages. Run \
        <code>cargo run -p xtask -- web</code> and load the page again.</p></main></body></html>";
    (StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response()
}

/// Text that can stand in HTML, in quotes too.
pub(crate) fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            plain => escaped.push(plain),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_owns_its_paths_and_no_others() {
        for path in [
            "/login",
            "/dashboard",
            "/dashboard/orders/x",
            "/admin/settings/email",
            "/verify-email",
        ] {
            assert!(is_app_path(path), "{path}");
        }
        for path in ["/", "/loginx", "/administrator", "/pricing", "/dashboards"] {
            assert!(!is_app_path(path), "{path}");
        }
    }

    #[test]
    fn html_is_escaped() {
        assert_eq!(escape_html("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
