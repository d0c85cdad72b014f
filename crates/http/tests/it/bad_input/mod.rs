//! Bad input: each entry is refused with the exact problem, names the field at fault, and changes nothing.

mod bodies;
mod identity;
mod keys;
mod money;
mod orders;
mod provisioning;
mod queries;
mod settings;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use kn_testkit::Client;
use serde_json::{Value, json};

use crate::world::{World, assert_problem};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    Ana,
    Boss,
}

/// One request that must be refused.
#[derive(Debug)]
pub(crate) struct Bad {
    what: String,
    who: Who,
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
    chunked: bool,
    status: u16,
    code: &'static str,
    /// Field and code of one of the faults; none where the whole request is at fault.
    fault: Option<(String, &'static str)>,
    /// Refusals that are written to the audit log.
    audited: bool,
}

impl Bad {
    pub(crate) fn new(
        what: impl Into<String>,
        who: Who,
        method: Method,
        path: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            who,
            method,
            path: path.into(),
            headers: Vec::new(),
            body: None,
            chunked: false,
            status: 422,
            code: "validation_failed",
            fault: None,
            audited: false,
        }
    }

    pub(crate) fn get(path: impl Into<String>, who: Who) -> Self {
        let path = path.into();
        Self::new(path.clone(), who, Method::GET, path)
    }

    /// A POST of JSON with an idempotency key of its own.
    pub(crate) fn post(
        what: impl Into<String>,
        who: Who,
        path: impl Into<String>,
        body: &Value,
    ) -> Self {
        let what = what.into();
        Self::new(what, who, Method::POST, path).json(body).key()
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string()).header("content-type", "application/json")
    }

    pub(crate) fn bytes(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: Some(body.into()), ..self }
    }

    /// The body comes in pieces, without its length being told.
    pub(crate) fn chunked(self) -> Self {
        Self { chunked: true, ..self }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn key(self) -> Self {
        let key = format!("bad-{:x}", fingerprint(&self));
        self.header("idempotency-key", key)
    }

    pub(crate) fn gives(self, status: u16, code: &'static str) -> Self {
        Self { status, code, ..self }
    }

    pub(crate) fn names(self, field: impl Into<String>, code: &'static str) -> Self {
        Self { fault: Some((field.into(), code)), ..self }
    }

    pub(crate) fn audited(self) -> Self {
        Self { audited: true, ..self }
    }

    fn request(&self, client_token: Option<&str>) -> Request<Body> {
        let mut request = Request::builder().method(self.method.clone()).uri(&self.path);
        if let Some(token) = client_token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let bytes = self.body.clone().unwrap_or_default();
        let body = if self.chunked { in_pieces(bytes) } else { Body::from(bytes) };
        request.body(body).unwrap_or_else(|fault| unreachable!("{}: {fault}", self.what))
    }

    async fn check(&self, world: &World, client: &Client) {
        let token = match self.who {
            Who::Nobody => None,
            Who::Ana => Some(world.ana.token.as_str()),
            Who::Boss => Some(world.boss.token.as_str()),
        };
        let answer = client.raw(self.request(token)).await;
        let problem = assert_problem(&self.what, &answer, self.status, self.code);
        let faults = problem["errors"].as_array().expect("a list of faults");
        let Some((field, code)) = &self.fault else {
            assert!(faults.is_empty(), "{}: no field is named: {problem}", self.what);
            return;
        };
        let named = faults
            .iter()
            .any(|fault| fault["field"] == json!(field) && fault["code"] == json!(code));
        assert!(named, "{}: expected {code} at {field}: {problem}", self.what);
        let told = faults
            .iter()
            .all(|fault| fault["message"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(told, "{}: every fault has a sentence: {problem}", self.what);
    }
}

fn fingerprint(bad: &Bad) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (&bad.what, &bad.path, &bad.body).hash(&mut hasher);
    hasher.finish()
}

fn in_pieces(bytes: Vec<u8>) -> Body {
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        bytes.chunks(64 << 10).map(|piece| Ok(piece.to_vec())).collect();
    Body::from_stream(futures::stream::iter(pieces))
}

/// Asks everything of a catalogue; `least` is how many entries it is known to have.
pub(crate) async fn refuse_all(world: &World, least: usize, entries: Vec<Bad>) {
    assert!(entries.len() >= least, "the catalogue shrank to {} entries", entries.len());
    let whats: BTreeSet<(&str, &str)> =
        entries.iter().map(|bad| (bad.what.as_str(), bad.path.as_str())).collect();
    assert_eq!(whats.len(), entries.len(), "every entry has a name of its own");
    let mut before = world.t.row_counts().await;
    for bad in &entries {
        bad.check(world, &world.client).await;
        let after = world.t.row_counts().await;
        let changed: Vec<_> = after
            .difference(&before)
            .filter(|(table, _)| !(bad.audited && table == "audit_log"))
            .collect();
        assert!(changed.is_empty(), "{}: rows changed in {changed:?}", bad.what);
        before = after;
    }
}
