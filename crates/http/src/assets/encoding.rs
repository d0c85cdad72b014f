//! Which of the encodings we have prepared a caller takes.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smallest first.
    pub(super) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub(super) const fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// Whether the caller takes it: named, and not with `q=0`.
    pub(super) fn accepted(self, headers: &HeaderMap) -> bool {
        let values =
            headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|part| {
            let mut words = part.split(';').map(str::trim);
            let named = words.next().is_some_and(|name| name.eq_ignore_ascii_case(self.token()));
            let refused = words.any(|word| {
                word.strip_prefix("q=")
                    .is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0))
            });
            named && !refused
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read_as_browsers_send_them() {
        let takes = |text: &str, encoding: Encoding| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, text.parse().unwrap());
            encoding.accepted(&headers)
        };
        assert!(takes("gzip, deflate, br, zstd", Encoding::Brotli));
        assert!(takes("GZIP;q=0.5", Encoding::Gzip));
        assert!(!takes("br;q=0, gzip", Encoding::Brotli));
        assert!(!takes("br;q=0.000", Encoding::Brotli));
        assert!(!takes("identity", Encoding::Gzip));
        assert!(!Encoding::Gzip.accepted(&HeaderMap::new()));
    }
}
