//! That a change was asked for by our own page (SECURITY.md S12). Needed wherever cookies authenticate or are set;
//! bearer calls carry no ambient authority and pass.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use kn_app::Error;
use kn_core::code::Code;

use crate::state::HttpState;

/// The outcome of the check, for handlers that need it only with some bodies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Csrf(bool);

impl Csrf {
    /// # Errors
    /// `csrf_failed`.
    pub(crate) fn require(self) -> Result<(), Error> {
        if self.0 { Ok(()) } else { Err(refused()) }
    }
}

impl FromRequestParts<HttpState> for Csrf {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Infallible> {
        Ok(Self(is_ours(&parts.headers, state.origin())))
    }
}

/// For extractors that authenticate by cookie.
pub(super) fn check(headers: &HeaderMap, state: &HttpState) -> Result<(), Error> {
    Csrf(is_ours(headers, state.origin())).require()
}

fn refused() -> Error {
    let detail = "This request did not come from our own page: it needs the header X-KN-CSRF: 1 and must be sent from the same site.";
    Error::msg(Code::CsrfFailed, detail)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"))
}

/// No other site can send the header without our consent; the two other signs catch what a browser would let pass.
fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let marked = text(headers, "x-kn-csrf") == Some("1");
    let same_site = match (text(headers, "sec-fetch-site"), text(headers, "origin")) {
        (Some(site), _) => ["same-origin", "none"].contains(&site),
        (None, Some(given)) => given == origin || is_own_loopback(given, text(headers, "host")),
        // No browser at all: it would have sent an Origin with a change.
        (None, None) => true,
    };
    marked && same_site
}

/// In the demo people reach us as `localhost` and as `127.0.0.1`; both are this machine.
fn is_own_loopback(origin: &str, host: Option<&str>) -> bool {
    let Some(authority) = origin.strip_prefix("http://") else { return false };
    let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
    Some(authority) == host && ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(
                axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                value.parse().unwrap(),
            );
        }
        is_ours(&headers, "https://cloud.example")
    }

    #[test]
    fn our_page_passes() {
        assert!(ours(&[
            ("x-kn-csrf", "1"),
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://cloud.example")
        ]));
        assert!(ours(&[("x-kn-csrf", "1"), ("origin", "https://cloud.example")]));
        assert!(ours(&[("x-kn-csrf", "1")]));
        assert!(ours(&[
            ("x-kn-csrf", "1"),
            ("origin", "http://localhost:8080"),
            ("host", "localhost:8080")
        ]));
    }

    #[test]
    fn others_do_not() {
        for headers in [
            vec![],
            vec![("x-kn-csrf", "0")],
            vec![("origin", "https://cloud.example")],
            vec![
                ("x-kn-csrf", "1"),
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://cloud.example"),
            ],
            vec![("x-kn-csrf", "1"), ("sec-fetch-site", "same-site")],
            vec![("x-kn-csrf", "1"), ("origin", "https://evil.example")],
            vec![("x-kn-csrf", "1"), ("origin", "null")],
            vec![("x-kn-csrf", "1"), ("origin", "http://cloud.example")],
            vec![("x-kn-csrf", "1"), ("origin", "http://evil.example"), ("host", "evil.example")],
        ] {
            assert!(!ours(&headers), "{headers:?}");
        }
    }
}
