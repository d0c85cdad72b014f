//! Fills the frame of a public page.

use axum::http::HeaderValue;
use sha2::{Digest, Sha256};

use super::boot::Boot;
use super::engine::Rendered;
use crate::assets::escape_html;

/// A finished page and the state of the data it shows.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) html: String,
    pub(crate) tag: HeaderValue,
    pub(super) version: [u8; 32],
}

impl Page {
    pub(super) fn of(template: &str, rendered: &Rendered, boot: &Boot) -> Self {
        let html = fill(
            template,
            &[
                ("<!--head-->", &rendered.head),
                ("<!--app-->", &rendered.body),
                ("<!--boot-->", &rendered.boot),
            ],
        );
        Self::new(rendered.status, html, boot.version)
    }

    /// Without a body: the browser renders it.
    pub(super) fn bare(template: &str, boot: &Boot) -> Self {
        let head = format!("<title>{}</title>", escape_html(&boot.brand.browser_title));
        let html =
            fill(template, &[("<!--head-->", &head), ("<!--app-->", ""), ("<!--boot-->", "")]);
        // Never taken for good: the next request tries again.
        Self::new(200, html, [0; 32])
    }

    fn new(status: u16, html: String, version: [u8; 32]) -> Self {
        let digest: String = Sha256::digest(html.as_bytes())
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let tag =
            HeaderValue::from_str(&format!("W/\"{digest}\"")).expect("hexadecimal is header text");
        Self { status, html, tag, version }
    }
}

/// Replaces each mark once, in the order they stand; what is put in is never searched again.
fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(
        template.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>(),
    );
    let mut rest = template;
    for (mark, text) in parts {
        if let Some((before, after)) = rest.split_once(mark) {
            out.push_str(before);
            out.push_str(text);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let parts = [("<!--head-->", "H<!--app-->"), ("<!--app-->", "A"), ("<!--boot-->", "B")];
        assert_eq!(fill("1<!--head-->2<!--app-->3<!--boot-->4", &parts), "1H<!--app-->2A3B4");
        assert_eq!(fill("no marks", &parts), "no marks");
    }
}
