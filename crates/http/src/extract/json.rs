//! JSON bodies: the right content type, at most 1 MiB, no unknown fields, and faults that name the field.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kn_app::Error;
use kn_core::code::Code;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Problem;

/// The largest body any JSON route takes.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// A NUL as JSON writes it.
const NUL: &[u8] = b"\\u0000";
pub(super) const HAS_NUL: &str = "This text contains a character that cannot be used.";

/// A request body, or a response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        require_json(request.headers())?;
        let bytes = read(request).await?;
        Ok(Self(decode(&bytes)?))
    }
}

/// A body that may be missing altogether.
impl<S: Send + Sync, T: DeserializeOwned> OptionalFromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Option<Self>, Problem> {
        let typed = require_json(request.headers());
        let bytes = read(request).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        typed?;
        Ok(Some(Self(decode(&bytes)?)))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, "application/json")], Body::from(body)).into_response(),
            Err(cause) => Problem::from(Error::internal(cause)).into_response(),
        }
    }
}

pub(super) fn require_json(headers: &HeaderMap) -> Result<(), Error> {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
    {
        return Ok(());
    }
    Err(Error::msg(
        Code::UnsupportedMediaType,
        "Please send the body as Content-Type: application/json.",
    ))
}

/// The whole body, if it is not too large.
pub(super) async fn read(request: Request) -> Result<Bytes, Error> {
    let too_large = || Error::msg(Code::BodyTooLarge, "The body is larger than 1 MiB.");
    let declared = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > MAX_BODY) {
        return Err(too_large());
    }
    axum::body::to_bytes(request.into_body(), MAX_BODY).await.map_err(|cause| {
        let limit = std::error::Error::source(&cause)
            .is_some_and(|source| source.to_string().contains("length limit"));
        if limit {
            too_large()
        } else {
            Error::msg(Code::MalformedJson, "The body did not arrive whole.")
        }
    })
}

/// The value, or a fault that names the field.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // serde takes a list for an object, field by field; nobody should depend on that.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(unexpected("body", "a list was given"));
    }
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|fault| {
        let path = fault.path().to_string();
        explain(bytes, &path, fault.inner())
    })?;
    source.end().map_err(|fault| malformed(&fault))?;
    refuse_nul(bytes)?;
    Ok(value)
}

/// No text of ours holds a NUL, and PostgreSQL could not even look for one.
fn refuse_nul(bytes: &[u8]) -> Result<(), Error> {
    if !bytes.windows(NUL.len()).any(|six| six == NUL) {
        return Ok(());
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|fault| malformed(&fault))?;
    match place_of_nul("", &value) {
        Some(field) => Err(Error::field(field, Code::Invalid, HAS_NUL)),
        // The text speaks of \u0000 without meaning it.
        None => Ok(()),
    }
}

fn place_of_nul(at: &str, value: &Value) -> Option<String> {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    match value {
        Value::String(text) => text.contains('\0').then(|| at.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(n, item)| place_of_nul(&below(&n.to_string()), item)),
        Value::Object(members) => {
            members.iter().find_map(|(name, member)| place_of_nul(&below(name), member))
        }
        _ => None,
    }
}

fn explain(bytes: &[u8], path: &str, fault: &serde_json::Error) -> Error {
    if fault.is_data() {
        return explain_data(path, &fault.to_string());
    }
    // Some wrong types are reported like broken text; whether it is broken, the text itself tells.
    match serde_json::from_slice::<Value>(bytes) {
        Ok(_) => explain_data(path, "another kind of value was given"),
        Err(fault) => malformed(&fault),
    }
}

fn malformed(fault: &serde_json::Error) -> Error {
    let place = format!("line {}, column {}", fault.line(), fault.column());
    Error::msg(Code::MalformedJson, format!("The body is not well-formed JSON: see {place}."))
}

fn unexpected(field: &str, message: &str) -> Error {
    Error::field(field, Code::Invalid, format!("This value is not what was expected: {message}."))
}

/// What serde says about a value, as the field's fault.
pub(super) fn explain_data(path: &str, message: &str) -> Error {
    let message = message.split(" at line ").next().unwrap_or(message);
    let parent = if path == "." { "" } else { path };
    let below = |name: &str| match parent {
        "" => name.to_owned(),
        // The path may already end in the field that serde complains about.
        at if at == name || at.ends_with(&format!(".{name}")) => at.to_owned(),
        at => format!("{at}.{name}"),
    };
    if let Some(name) = quoted(message, "unknown field `") {
        let field = below(name);
        let said = format!("There is no field `{field}` here.");
        return Error::field(field, Code::UnknownField, said);
    }
    if let Some(name) = quoted(message, "missing field `") {
        return Error::field(below(name), Code::Required, "This field is required.");
    }
    if let Some(name) = quoted(message, "duplicate field `") {
        return Error::field(below(name), Code::Invalid, "This field is given twice.");
    }
    let field = if parent.is_empty() { "body" } else { parent };
    unexpected(field, message)
}

fn quoted<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.split('`').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only parsed")]
        name: String,
        #[expect(dead_code, reason = "only parsed")]
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only parsed")]
        port: u16,
    }

    fn fault(body: &str) -> (Code, String, Code) {
        let error = decode::<Outer>(body.as_bytes()).unwrap_err();
        let field = error.field_errors().first().cloned();
        (
            error.code(),
            field.clone().map_or(String::new(), |f| f.field),
            field.map_or(error.code(), |f| f.code),
        )
    }

    #[test]
    fn faults_name_the_field() {
        let invalid = Code::ValidationFailed;
        assert_eq!(
            fault(r#"{"name":"a","role":"admin"}"#),
            (invalid, "role".into(), Code::UnknownField)
        );
        assert_eq!(fault("{}"), (invalid, "name".into(), Code::Required));
        assert_eq!(
            fault(r#"{"name":"a","inner":{}}"#),
            (invalid, "inner.port".into(), Code::Required)
        );
        assert_eq!(
            fault(r#"{"name":"a","inner":{"port":1,"x":2}}"#),
            (invalid, "inner.x".into(), Code::UnknownField)
        );
        assert_eq!(
            fault(r#"{"name":"a","inner":{"port":70000}}"#),
            (invalid, "inner.port".into(), Code::Invalid)
        );
        assert_eq!(fault(r#"{"name":"a","name":"b"}"#), (invalid, "name".into(), Code::Invalid));
        for body in ["[]", "[\"a\"]", " [\"a\", null]"] {
            assert_eq!(fault(body), (invalid, "body".into(), Code::Invalid), "{body}");
        }
    }

    #[test]
    fn a_nul_is_refused_wherever_it_stands() {
        assert_eq!(
            fault(r#"{"name":"a\u0000b"}"#),
            (Code::ValidationFailed, "name".into(), Code::Invalid)
        );
        assert!(decode::<Outer>(br#"{"name":"say \\u0000"}"#).is_ok());
        let lists = serde_json::json!({"a": ["x", {"b": "\0"}]});
        assert_eq!(place_of_nul("", &lists).as_deref(), Some("a.1.b"));
    }

    #[test]
    fn a_value_of_another_kind_is_no_broken_text() {
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Word {
            Yes,
        }
        #[derive(Debug, Deserialize)]
        struct Form {
            #[expect(dead_code, reason = "only parsed")]
            word: Word,
        }
        for body in [r#"{"word":1}"#, r#"{"word":[]}"#, r#"{"word":null}"#, r#"{"word":"no"}"#] {
            let error = decode::<Form>(body.as_bytes()).unwrap_err();
            assert_eq!(error.code(), Code::ValidationFailed, "{body}");
            assert_eq!(error.field_errors()[0].field, "word", "{body}");
        }
        assert!(decode::<Form>(br#"{"word":"yes"}"#).is_ok());
    }

    #[test]
    fn broken_text_is_malformed() {
        for body in ["", "{", "{\"name\":\"a\"} x", "\u{1}"] {
            assert_eq!(fault(body).0, Code::MalformedJson, "{body}");
        }
    }

    #[tokio::test]
    async fn content_type_and_size_are_checked() {
        let request = |kind: &str, body: Vec<u8>| {
            Request::builder()
                .method("POST")
                .header(CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap()
        };
        let code = |request| async {
            let taken = <Json<Outer> as FromRequest<()>>::from_request(request, &()).await;
            taken.map(|_| ()).unwrap_err().into_response().status().as_u16()
        };
        assert_eq!(code(request("text/plain", b"{}".to_vec())).await, 415);
        assert_eq!(code(request("application/x-www-form-urlencoded", b"{}".to_vec())).await, 415);
        assert_eq!(code(request("application/json", vec![b' '; MAX_BODY + 1])).await, 413);
        assert_eq!(code(request("application/json; charset=utf-8", b"{}".to_vec())).await, 422);
        let empty = request("text/plain", Vec::new());
        let none =
            <Json<Outer> as OptionalFromRequest<()>>::from_request(empty, &()).await.unwrap();
        assert!(none.is_none());
    }
}
