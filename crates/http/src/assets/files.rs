//! Files of the built front end.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::encoding::Encoding;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

#[derive(RustEmbed)]
#[folder = "../../web/dist-ssr"]
#[allow_missing = true]
struct Bundle;

/// Names of files under it carry a hash of their content.
const HASHED: &str = "assets/";

/// The file at a path, if the front end has one that is meant for the outside.
pub(super) fn serve(path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.strip_prefix('/').filter(|name| is_public(name))?;
    let plain = Dist::get(name)?;
    let encoded = Encoding::ALL
        .into_iter()
        .filter(|encoding| encoding.accepted(headers))
        .find_map(|encoding| Some((encoding, Dist::get(&format!("{name}{}", encoding.suffix()))?)));
    let tag = etag(&plain);
    let unchanged = headers.get(IF_NONE_MATCH).is_some_and(|given| matches(given, &tag));
    let mut response = match (unchanged, &encoded) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some((_, file))) => Body::from(file.data.to_vec()).into_response(),
        (false, None) => Body::from(plain.data.to_vec()).into_response(),
    };
    let answer = response.headers_mut();
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    answer.insert(ETAG, tag);
    let cache = if name.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    if !unchanged {
        answer.insert(CONTENT_TYPE, content_type(&plain));
        if let Some((encoding, _)) = encoded {
            answer.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
        }
    }
    Some(response)
}

/// Pages are served with their policy by others; maps, prepared encodings and dot files by nobody.
fn is_public(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.is_empty() || part.starts_with('.'));
    let kept = [".html", ".map", ".br", ".gz"].iter().any(|end| name.ends_with(end));
    // The server writes its own, with the address of the sitemap.
    !hidden && !kept && name != "robots.txt"
}

/// Weak: the same for every encoding of the file.
fn etag(file: &EmbeddedFile) -> HeaderValue {
    let digest = file.metadata.sha256_hash();
    let short: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{short}\"")).expect("hexadecimal is header text")
}

/// Whether `If-None-Match` names the tag; weak comparison.
pub(crate) fn matches(given: &HeaderValue, tag: &HeaderValue) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    let (Ok(given), Ok(tag)) = (given.to_str(), tag.to_str()) else { return false };
    given.split(',').any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

fn content_type(file: &EmbeddedFile) -> HeaderValue {
    let kind = file.metadata.mimetype();
    let text = kind.starts_with("text/")
        || kind.ends_with("javascript")
        || kind.ends_with("json")
        || kind.ends_with("xml");
    let full = if text { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
    HeaderValue::from_str(&full).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn text(file: EmbeddedFile) -> Option<String> {
    String::from_utf8(file.data.into_owned()).ok()
}

/// The console's page as built.
pub(super) fn app_template() -> Option<String> {
    Dist::get("index.html").and_then(text)
}

/// The public pages' frame as built.
pub(crate) fn site_template() -> Option<String> {
    Dist::get("site.html").and_then(text)
}

/// The script that renders the public pages.
pub(crate) fn bundle_source() -> Option<String> {
    Bundle::get("site.js").and_then(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_meant_for_the_outside_is_served() {
        for name in ["favicon.svg", "assets/app-1a2b.js", "assets/inter.woff2"] {
            assert!(is_public(name), "{name}");
        }
        for name in [
            "",
            "index.html",
            "site.html",
            ".vite/manifest.json",
            "assets/app.js.map",
            "assets/app.js.br",
            "a//b",
        ] {
            assert!(!is_public(name), "{name}");
        }
    }

    #[test]
    fn tags_compare_weakly() {
        let tag = HeaderValue::from_static("W/\"ab\"");
        for (given, same) in [
            ("W/\"ab\"", true),
            ("\"ab\"", true),
            ("\"x\", W/\"ab\"", true),
            ("*", true),
            ("\"abc\"", false),
        ] {
            assert_eq!(matches(&given.parse().unwrap(), &tag), same, "{given}");
        }
    }
}
