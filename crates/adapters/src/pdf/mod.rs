//! Invoices as PDF: krilla writes the file, parley shapes and measures the text.
//!
//! Pure: no clock, no network, no system fonts. The same document gives the same bytes, which is what
//! lets the product store only a hash of a numbered invoice. Called through `DocumentRenderer` by the
//! HTTP layer on download and by mail jobs.

mod fonts;
mod invoice;
mod logo;
mod paint;
#[cfg(test)]
mod sample;
mod sheet;
mod style;
mod tags;
mod text;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use kn_core::ports::document::{DocumentError, DocumentKind, DocumentRenderer, InvoiceDocument};
use krilla::configure::Configuration;
use krilla::metadata::Metadata;

use fonts::FontSet;
use paint::Labels;
use text::TextEngine;

pub use logo::check_logo;

/// Most item lines of one document.
pub const MAX_LINES: usize = 2_000;
/// Most payments, notes or taxes of one document.
pub const MAX_ROWS: usize = 500;

/// Raised whenever a change here, of a font or of a library may change the bytes.
const VERSION: &str = "kn-invoice-1";

/// Renders documents with krilla.
pub struct KrillaRenderer {
    fonts: FontSet,
    /// Text engines between two renderings; their caches make the next one faster.
    idle: Mutex<Vec<TextEngine>>,
}

impl KrillaRenderer {
    /// Loads the bundled fonts and those in `font_dir` (`KN_FONT_DIR`), which are asked for characters
    /// that the bundled ones lack.
    ///
    /// # Errors
    /// When the folder or a font in it can't be read.
    pub fn new(font_dir: Option<&Path>) -> Result<Self, DocumentError> {
        Ok(Self { fonts: FontSet::load(font_dir)?, idle: Mutex::new(Vec::new()) })
    }

    fn render(
        &self,
        document: &InvoiceDocument,
        configuration: Configuration,
    ) -> Result<Vec<u8>, DocumentError> {
        check_size(document)?;
        let logo = document.brand.logo_png.as_deref().map(logo::load).transpose()?;
        let mut engine = self.engines().pop().unwrap_or_else(|| TextEngine::new(&self.fonts));
        let sheets = invoice::compose(document, logo.as_ref(), &mut engine);
        engine.forget_texts();
        self.engines().push(engine);
        paint::paint(&sheets?, labels(document), configuration)
    }

    fn engines(&self) -> std::sync::MutexGuard<'_, Vec<TextEngine>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DocumentRenderer for KrillaRenderer {
    fn render_invoice(&self, document: &InvoiceDocument) -> Result<Vec<u8>, DocumentError> {
        self.render(document, Configuration::default())
    }

    fn renderer_version(&self) -> &'static str {
        VERSION
    }
}

fn check_size(document: &InvoiceDocument) -> Result<(), DocumentError> {
    let counts = [
        ("lines", document.lines.len(), MAX_LINES),
        ("taxes", document.taxes.len(), MAX_ROWS),
        ("payments", document.payments.len(), MAX_ROWS),
        ("notes", document.notes.len(), MAX_ROWS),
    ];
    for (what, count, most) in counts {
        if count > most {
            return Err(DocumentError::TooLarge(format!("{count} {what}, at most {most}")));
        }
    }
    Ok(())
}

fn labels(document: &InvoiceDocument) -> Labels<'_> {
    let name = document.number.as_deref().unwrap_or(&document.reference);
    let kind = match document.kind {
        DocumentKind::Proforma => "proforma",
        DocumentKind::Invoice => "invoice",
        DocumentKind::CreditNote => "credit note",
    };
    let title = text::printable(&format!("{} {name}", document.title));
    let metadata = Metadata::new()
        .title(title.clone())
        .authors(vec![text::printable(&document.seller.name)])
        .description(text::printable(&format!("{kind} for {}", document.buyer.name)))
        .creator("KloudNests".to_owned())
        .producer(VERSION.to_owned())
        .document_id(format!("{kind}:{name}"));
    Labels { metadata, bookmark: title, logo: &document.brand.name }
}
