//! Answers that are more than a JSON body.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kn_app::idempotency::Answer;
use kn_app::wallet::Csv;
use serde::Serialize;

use crate::extract::Json;

const TRUNCATED: HeaderName = HeaderName::from_static("x-kn-truncated");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// 201 with the created resource and where it is.
pub(crate) fn created<T: Serialize>(location: &str, body: T) -> Response {
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// Marks an answer that an earlier call with the same key got already.
pub(crate) fn marked(mut response: Response, replayed: bool) -> Response {
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// 200 with an idempotent operation's answer.
pub(crate) fn answered<T, B: Serialize>(answer: Answer<T>, body: impl FnOnce(T) -> B) -> Response {
    let replayed = answer.replayed;
    marked(Json(body(answer.value)).into_response(), replayed)
}

/// A file to save. The policy keeps a browser that shows it from running anything in it.
pub(crate) fn file(kind: &'static str, filename: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers
        .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    let safe: String =
        filename.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// A statement as a file; `X-KN-Truncated` says that the oldest lines were left out.
pub(crate) fn csv(csv: Csv) -> Response {
    let mut response = file("text/csv; charset=utf-8", &csv.filename, csv.body.into_bytes());
    if csv.truncated {
        response.headers_mut().insert(TRUNCATED, HeaderValue::from_static("true"));
    }
    response
}
