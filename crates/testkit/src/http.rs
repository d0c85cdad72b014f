//! Requests through the whole router, without sockets.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use kn_http::{HttpParts, HttpState, router};
use serde_json::Value;
use tower::ServiceExt;

use crate::{Person, TestApp};

/// A client with a bearer token, or none.
#[derive(Clone)]
pub struct Client {
    router: Router,
    token: Option<String>,
    account: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The problem's code, if it is one.
    pub fn code(&self) -> String {
        self.json().get("code").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
}

impl TestApp {
    /// The whole router.
    pub fn router(&self) -> Router {
        router(HttpState::new(HttpParts::new(self.app.clone())))
    }

    /// A client of a router made of these parts.
    pub fn client_with(&self, change: impl FnOnce(&mut HttpParts)) -> Client {
        let mut parts = HttpParts::new(self.app.clone());
        change(&mut parts);
        Client { router: router(HttpState::new(parts)), token: None, account: None }
    }

    /// A client that is not signed in.
    pub fn client(&self) -> Client {
        Client { router: self.router(), token: None, account: None }
    }

    /// A client signed in as this person.
    pub fn client_of(&self, person: &Person) -> Client {
        Client { router: self.router(), token: Some(person.token.clone()), account: None }
    }
}

impl Client {
    /// The same router with another person's token.
    #[must_use]
    pub fn as_person(&self, person: Option<&Person>) -> Self {
        Self { router: self.router.clone(), token: person.map(|p| p.token.clone()), account: None }
    }

    /// The same person, acting for this account by `X-KN-Account`.
    #[must_use]
    pub fn acting_for(&self, account: impl std::fmt::Display) -> Self {
        Self { account: Some(account.to_string()), ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// A POST with an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &[("idempotency-key", key)], Some(body)).await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(account) = &self.account {
            request = request.header("x-kn-account", account);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            None => request.body(Body::empty()),
            Some(json) => request
                .header("content-type", "application/json")
                .body(Body::from(json.to_string())),
        };
        self.raw(request.expect("a well-formed request")).await
    }

    /// Any request, as it is.
    pub async fn raw(&self, request: Request<Body>) -> Answer {
        let response =
            self.router.clone().oneshot(request).await.expect("the router always answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 32 << 20)
            .await
            .expect("the body arrives")
            .to_vec();
        Answer { status, headers, bytes }
    }
}
