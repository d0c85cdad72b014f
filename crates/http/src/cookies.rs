//! The two cookies of a browser session. Over https both carry their guarding prefix and `Secure`; on plain-http
//! loopback (demo) neither can.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

/// Which names and attributes this installation uses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    secure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Access,
    Refresh,
}

impl Cookies {
    pub(crate) const fn new(secure: bool) -> Self {
        Self { secure }
    }

    pub(crate) const fn name(self, kind: Kind) -> &'static str {
        match (kind, self.secure) {
            (Kind::Access, true) => "__Host-kn_at",
            (Kind::Access, false) => "kn_at",
            (Kind::Refresh, true) => "__Secure-kn_rt",
            (Kind::Refresh, false) => "kn_rt",
        }
    }

    /// The cookie's value, if the browser sent it exactly once.
    pub(crate) fn read(self, headers: &HeaderMap, kind: Kind) -> Option<&str> {
        let name = self.name(kind);
        let mut found = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(key, value)| *key == name && !value.is_empty())
            .map(|(_, value)| value);
        let first = found.next();
        if found.next().is_some() { None } else { first }
    }

    /// Adds a `Set-Cookie` that keeps the value for so many seconds.
    pub(crate) fn set(self, headers: &mut HeaderMap, kind: Kind, value: &str, seconds: i64) {
        let path = match kind {
            Kind::Access => "/",
            Kind::Refresh => "/api/v1/auth",
        };
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.name(kind);
        let seconds = seconds.max(0);
        let text = format!(
            "{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
        );
        if let Ok(mut header) = HeaderValue::from_str(&text) {
            header.set_sensitive(true);
            headers.append(SET_COOKIE, header);
        }
    }

    /// Tells the browser to forget both.
    pub(crate) fn clear(self, headers: &mut HeaderMap) {
        self.set(headers, Kind::Access, "", 0);
        self.set(headers, Kind::Refresh, "", 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(secure: bool) -> Vec<String> {
        let mut headers = HeaderMap::new();
        Cookies::new(secure).set(&mut headers, Kind::Access, "tok", 300);
        Cookies::new(secure).set(&mut headers, Kind::Refresh, "ref", 900);
        headers.get_all(SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn https_cookies_carry_every_guard() {
        assert_eq!(
            written(true),
            [
                "__Host-kn_at=tok; Path=/; Max-Age=300; HttpOnly; SameSite=Strict; Secure",
                "__Secure-kn_rt=ref; Path=/api/v1/auth; Max-Age=900; HttpOnly; SameSite=Strict; Secure",
            ]
        );
    }

    #[test]
    fn loopback_cookies_have_plain_names() {
        assert_eq!(
            written(false),
            [
                "kn_at=tok; Path=/; Max-Age=300; HttpOnly; SameSite=Strict",
                "kn_rt=ref; Path=/api/v1/auth; Max-Age=900; HttpOnly; SameSite=Strict",
            ]
        );
    }

    #[test]
    fn reading_takes_the_right_name_and_no_double() {
        let cookies = Cookies::new(true);
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=b; __Host-kn_at=one.two=; kn_at=evil".parse().unwrap());
        assert_eq!(cookies.read(&headers, Kind::Access), Some("one.two="));
        assert_eq!(cookies.read(&headers, Kind::Refresh), None);
        headers.append(COOKIE, "__Host-kn_at=other".parse().unwrap());
        assert_eq!(cookies.read(&headers, Kind::Access), None);
    }

    #[test]
    fn a_value_cannot_smuggle_a_header() {
        let mut headers = HeaderMap::new();
        Cookies::new(true).set(&mut headers, Kind::Access, "a\r\nX: y", 1);
        assert!(headers.is_empty());
    }
}
