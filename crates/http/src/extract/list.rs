//! Query strings of lists: the five common parameters and the list's own named filters, unknown names refused.

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use kn_app::Error;
use kn_core::code::Code;
use kn_core::page::{PageQuery, PageRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::json::{HAS_NUL, explain_data};
use crate::problem::Problem;

/// A list that has no filters of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoFilter {}

/// The page asked for, and the list's filters.
#[derive(Debug)]
pub(crate) struct List<F = NoFilter> {
    pub(crate) page: PageRequest,
    pub(crate) filter: F,
}

/// Named parameters of a route that is no list.
#[derive(Debug)]
pub(crate) struct Params<F>(pub(crate) F);

impl<S: Send + Sync, F: DeserializeOwned> FromRequestParts<S> for List<F> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut common = PageQuery::default();
        let mut own = Vec::new();
        for (name, value) in pairs(&parts.uri)? {
            let slot = match name.as_str() {
                "limit" => &mut common.limit,
                "cursor" => &mut common.cursor,
                "sort" => &mut common.sort,
                "q" => &mut common.q,
                "total" => &mut common.total,
                _ => {
                    own.push((name, value));
                    continue;
                }
            };
            *slot = Some(value);
        }
        let page = PageRequest::try_from(common)
            .map_err(|fault| Error::field(fault.field(), Code::Invalid, format!("{fault}.")))?;
        Ok(Self { page, filter: typed(&own)? })
    }
}

impl<S: Send + Sync, F: DeserializeOwned> FromRequestParts<S> for Params<F> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(typed(&pairs(&parts.uri)?)?))
    }
}

/// Names and values as sent; empty values count as not sent, as forms send them.
fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Error> {
    let Query(mut pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| Error::field("query", Code::Invalid, "The query string cannot be read."))?;
    pairs.retain(|(_, value)| !value.is_empty());
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\0')) {
        return Err(Error::field(name.replace('\0', ""), Code::Invalid, HAS_NUL));
    }
    Ok(pairs)
}

/// Reads the pairs as the filter. They are written out again because numbers and flags are told apart only there.
fn typed<F: DeserializeOwned>(pairs: &[(String, String)]) -> Result<F, Error> {
    let query: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    let uri: Uri = format!("/?{}", query.join("&")).parse().map_err(Error::internal)?;
    Query::<F>::try_from_uri(&uri).map(|Query(filter)| filter).map_err(|fault| {
        let said = std::error::Error::source(&fault)
            .map_or_else(|| fault.to_string(), ToString::to_string);
        let (path, message) = said.split_once(": ").unwrap_or(("", &said));
        explain_data(path, message)
    })
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        status: Option<Status>,
        overdue: Option<bool>,
        account: Option<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Status {
        InReview,
    }

    async fn take(query: &str) -> Result<List<Filter>, String> {
        let request = axum::http::Request::builder().uri(format!("/x?{query}")).body(()).unwrap();
        let (mut parts, ()) = request.into_parts();
        List::from_request_parts(&mut parts, &()).await.map_err(|problem| format!("{problem:?}"))
    }

    #[tokio::test]
    async fn common_parameters_and_filters_are_told_apart() {
        let list = take("limit=10&status=in_review&overdue=true&q=a%20b%26c&account=x%26y&sort=-created_at&total=true").await.unwrap();
        assert_eq!(list.page.limit, 10);
        assert_eq!(list.page.q.as_deref(), Some("a b&c"));
        assert!(list.page.with_total);
        let expected = Filter {
            status: Some(Status::InReview),
            overdue: Some(true),
            account: Some("x&y".to_owned()),
        };
        assert_eq!(list.filter, expected);
    }

    #[tokio::test]
    async fn faults_name_the_parameter() {
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("total=maybe", "total"),
            ("sort=;drop", "sort"),
            ("cursor=zzz", "cursor"),
            ("status=nope", "status"),
            ("overdue=si", "overdue"),
            ("colour=red", "colour"),
        ] {
            let fault = take(query).await.unwrap_err();
            assert!(fault.contains(&format!("field: {field:?}")), "{query}: {fault}");
        }
    }

    #[tokio::test]
    async fn empty_means_not_sent() {
        let list = take("status=&account=&q=&cursor=").await.unwrap();
        assert_eq!(list.filter, Filter { status: None, overdue: None, account: None });
        assert!(list.page.cursor.is_none() && list.page.q.is_none());
    }
}
