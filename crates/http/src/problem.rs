//! The only mapping from [`Error`] to HTTP: RFC 9457 problem documents.
//!
//! What the caller reads is the error's detail and fields; its causes go to the log here, once, with the request id.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kn_app::Error;
use kn_core::code::{Class, Code};
use serde_json::{Map, Value, json};

use crate::scope;

/// Result of every handler.
pub(crate) type Reply<T> = Result<T, Problem>;

/// An [`Error`] on its way out.
#[derive(Debug)]
pub(crate) struct Problem(Box<Error>);

impl Problem {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Error::msg(code, detail).into()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(Box::new(error))
    }
}

/// The status of a code: its class decides, but for the few HTTP has a word of its own for.
pub(crate) const fn status_of(code: Code) -> StatusCode {
    match code {
        Code::UnsupportedMediaType => return StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::MethodNotAllowed => return StatusCode::METHOD_NOT_ALLOWED,
        _ => {}
    }
    match code.class() {
        Class::Invalid => StatusCode::BAD_REQUEST,
        Class::Unauthenticated => StatusCode::UNAUTHORIZED,
        Class::Forbidden => StatusCode::FORBIDDEN,
        Class::NotFound => StatusCode::NOT_FOUND,
        Class::Conflict => StatusCode::CONFLICT,
        Class::PaymentRequired => StatusCode::PAYMENT_REQUIRED,
        Class::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        Class::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        Class::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Class::Limited => StatusCode::TOO_MANY_REQUESTS,
        Class::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Class::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn document(error: &Error, status: StatusCode) -> Map<String, Value> {
    let code = error.code();
    let errors: Vec<Value> = error
        .field_errors()
        .iter()
        .map(|fault| json!({ "field": fault.field, "code": fault.code, "message": fault.message }))
        .collect();
    // What the operation added stands first, so that it can never replace a member of the standard.
    let mut body = error.data().clone();
    let standard = [
        ("type", json!(format!("/api/docs#{code}"))),
        ("title", json!(code.title())),
        ("status", json!(status.as_u16())),
        ("detail", json!(error.detail())),
        ("code", json!(code)),
        ("request_id", json!(scope::request_id())),
        ("errors", Value::Array(errors)),
    ];
    body.extend(standard.map(|(name, value)| (name.to_owned(), value)));
    if let Some(seconds) = error.retry_after_seconds() {
        body.insert("retry_after".to_owned(), json!(seconds));
    }
    body
}

fn log(error: &Error) {
    let causes = error.chain();
    if error.code().class() == Class::Internal {
        tracing::error!(code = %error.code(), ?causes, "request failed");
    } else if !causes.is_empty() {
        tracing::warn!(code = %error.code(), ?causes, "request refused");
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let error = &self.0;
        log(error);
        let status = status_of(error.code());
        let body = Value::Object(document(error, status)).to_string();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = error.retry_after_seconds() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"KloudNests\""));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn parts(error: Error) -> (StatusCode, axum::http::HeaderMap, Value) {
        let response = Problem::from(error).into_response();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 16).await.unwrap();
        (parts.status, parts.headers, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn a_problem_has_every_member_of_the_standard() {
        let (status, headers, body) = parts(Error::field("email", Code::Taken, "In use.")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["code"], "validation_failed");
        assert_eq!(body["type"], "/api/docs#validation_failed");
        assert_eq!(body["status"], 422);
        assert_eq!(
            body["errors"][0],
            json!({"field": "email", "code": "taken", "message": "In use."})
        );
        assert!(body["title"].is_string() && body["request_id"].is_string());
    }

    #[tokio::test]
    async fn shortfall_travels_as_extension_members_and_never_replaces_the_standard_ones() {
        let money = json!({"amount": 1240, "currency": "USD"});
        let error = Error::msg(Code::InsufficientFunds, "You need $12.40 more.")
            .with("shortfall", &money)
            .with("status", 200);
        let (status, _, body) = parts(error).await;
        assert_eq!(status, StatusCode::PAYMENT_REQUIRED);
        assert_eq!(body["shortfall"], money);
        assert_eq!(body["status"], 402);
    }

    #[tokio::test]
    async fn waiting_and_signing_in_are_told_by_headers_too() {
        let (status, headers, body) = parts(Error::new(Code::RateLimited).retry_after(7)).await;
        assert_eq!(
            (status, headers[RETRY_AFTER].to_str().unwrap()),
            (StatusCode::TOO_MANY_REQUESTS, "7")
        );
        assert_eq!(body["retry_after"], 7);
        let (_, headers, _) = parts(Error::new(Code::Unauthenticated)).await;
        assert!(headers[WWW_AUTHENTICATE].to_str().unwrap().starts_with("Bearer"));
    }

    #[tokio::test]
    async fn causes_stay_in_the_log() {
        let (status, _, body) = parts(Error::internal("password=hunter2")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!body.to_string().contains("hunter2"));
    }

    #[test]
    fn every_code_of_an_answer_has_a_status_of_its_class() {
        for code in Code::ALL {
            let status = status_of(*code);
            assert!(status.is_client_error() || status.is_server_error(), "{code}");
        }
        assert_eq!(status_of(Code::UnsupportedMediaType), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(status_of(Code::Timeout), StatusCode::SERVICE_UNAVAILABLE);
    }
}
