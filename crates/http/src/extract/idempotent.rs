//! Calls that must happen once: the caller's `Idempotency-Key` and what it was used for.

use axum::extract::{FromRequest, MatchedPath, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use kn_app::Error;
use kn_app::idempotency::IdempotencyKey;
use kn_core::code::Code;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::json;
use crate::problem::Problem;

/// The key and the body it belongs to. `Idempotent<Empty>` for routes without a body.
#[derive(Debug)]
pub(crate) struct Idempotent<T> {
    pub(crate) key: IdempotencyKey,
    pub(crate) body: T,
}

/// A route that takes no body, or `{}`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Empty {}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Idempotent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let template = request
            .extensions()
            .get::<MatchedPath>()
            .map_or_else(String::new, |path| path.as_str().to_owned());
        let route = format!("{} {template}", request.method());
        let path = request.uri().path().to_owned();
        let typed = request.headers().contains_key(CONTENT_TYPE);
        if typed {
            json::require_json(request.headers())?;
        }
        let mut bytes = json::read(request).await?;
        if bytes.is_empty() {
            bytes = axum::body::Bytes::from_static(b"{}");
        } else if !typed {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Please send the body as Content-Type: application/json.",
            ));
        }
        let body = json::decode(&bytes)?;
        let request_hash = request_hash(&path, &json::decode::<Value>(&bytes)?);
        Ok(Self { key: IdempotencyKey { key, route, request_hash }, body })
    }
}

fn key(headers: &HeaderMap) -> Result<String, Error> {
    let mut given = headers.get_all("idempotency-key").iter();
    let Some(value) = given.next() else {
        let detail = "Please send an Idempotency-Key header: any text of your own, new for each intended action.";
        return Err(Error::msg(Code::IdempotencyKeyRequired, detail));
    };
    let text = value.to_str().unwrap_or_default();
    let visible =
        (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if visible && given.next().is_none() {
        return Ok(text.to_owned());
    }
    let message = "The key must be one header of 1 to 128 visible ASCII characters.";
    Err(Error::field("Idempotency-Key", Code::Invalid, message))
}

/// The same for the same path and the same JSON, whatever its spacing and order of members.
fn request_hash(path: &str, body: &Value) -> [u8; 32] {
    let mut text = format!("{path}\n");
    canonical(body, &mut text);
    Sha256::digest(text.as_bytes()).into()
}

fn canonical(value: &Value, into: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            into.push('{');
            for name in names {
                into.push_str(&Value::from(name.as_str()).to_string());
                into.push(':');
                members.get(name).into_iter().for_each(|member| canonical(member, into));
                into.push(',');
            }
            into.push('}');
        }
        Value::Array(items) => {
            into.push('[');
            for item in items {
                canonical(item, into);
                into.push(',');
            }
            into.push(']');
        }
        plain => into.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::response::IntoResponse;
    use serde_json::json;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Pay {
        amount: i64,
    }

    async fn take<T: DeserializeOwned>(keys: &[&str], body: &str) -> Result<Idempotent<T>, u16> {
        let mut request = Request::builder().method("POST").uri("/x/1");
        for key in keys {
            request = request.header("idempotency-key", *key);
        }
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        Idempotent::from_request(request, &())
            .await
            .map_err(|problem| problem.into_response().status().as_u16())
    }

    #[tokio::test]
    async fn a_missing_key_is_428_and_a_strange_one_422() {
        let body = r#"{"amount":1}"#;
        assert_eq!(take::<Pay>(&[], body).await.unwrap_err(), 428);
        let long = "k".repeat(129);
        for keys in [vec![""], vec!["a b"], vec![long.as_str()], vec!["a", "b"]] {
            assert_eq!(take::<Pay>(&keys, body).await.unwrap_err(), 422, "{keys:?}");
        }
        let taken = take::<Pay>(&["k1"], body).await.unwrap();
        assert_eq!((taken.key.key.as_str(), taken.body.amount), ("k1", 1));
    }

    #[tokio::test]
    async fn a_route_without_a_body_takes_none() {
        let none = take::<Empty>(&["k"], "").await.unwrap();
        let braces = take::<Empty>(&["k"], "{}").await.unwrap();
        assert_eq!(none.key.request_hash, braces.key.request_hash);
        assert_eq!(take::<Empty>(&["k"], r#"{"a":1}"#).await.unwrap_err(), 422);
    }

    #[test]
    fn the_hash_is_of_meaning_not_of_spelling() {
        let one: Value = serde_json::from_str(r#"{"a":1,"b":{"d":[1,2],"c":null}}"#).unwrap();
        let two: Value =
            serde_json::from_str(r#"{ "b": {"c":null, "d":[1, 2]}, "a": 1 }"#).unwrap();
        assert_eq!(request_hash("/p", &one), request_hash("/p", &two));
        assert_ne!(request_hash("/p", &one), request_hash("/q", &one));
        assert_ne!(request_hash("/p", &json!({"a": 1})), request_hash("/p", &json!({"a": "1"})));
        assert_ne!(request_hash("/p", &json!(["a,b"])), request_hash("/p", &json!(["a", "b"])));
    }
}
