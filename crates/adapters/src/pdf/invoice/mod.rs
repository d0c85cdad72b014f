//! An invoice, proforma or credit note on paper: sections from top to bottom, each in its own file.
//!
//! Everything is laid out first and painted later, because a footer can only say "page 1 of 3" when
//! the last page is known, and because a laid-out page can be tested without reading a PDF.

mod header;
mod items;
mod margins;
mod settlement;
mod totals;

use chrono::NaiveDate;
use kn_core::money::Money;
use kn_core::ports::document::{DocumentError, InvoiceDocument};
use krilla::image::Image;

use super::sheet::{Flow, Sheet};
use super::style::Ink;
use super::text::TextEngine;

/// What every section needs.
pub(super) struct Composer<'a> {
    document: &'a InvoiceDocument,
    engine: &'a mut TextEngine,
    accent: Ink,
    flow: Flow,
}

/// White space, from ordinary to tight.
const AIR: [f32; 3] = [1.0, 0.75, 0.5];

/// Lays the document out on as few sheets as it needs. If closer setting saves a page, it is used: ten
/// lines with everything around them fit on one sheet.
pub(super) fn compose(
    document: &InvoiceDocument,
    logo: Option<&Image>,
    engine: &mut TextEngine,
) -> Result<Vec<Sheet>, DocumentError> {
    engine.forget_texts();
    let mut best: Vec<Sheet> = Vec::new();
    for air in AIR {
        let sheets = compose_with(air, document, logo.cloned(), engine)?;
        if best.is_empty() || sheets.len() < best.len() {
            best = sheets;
        }
        if best.len() == 1 {
            break;
        }
    }
    Ok(best)
}

fn compose_with(
    air: f32,
    document: &InvoiceDocument,
    logo: Option<Image>,
    engine: &mut TextEngine,
) -> Result<Vec<Sheet>, DocumentError> {
    let (red, green, blue) = document.brand.accent;
    let mut composer =
        Composer { document, engine, accent: Ink(red, green, blue), flow: Flow::new(air) };
    composer.header(logo)?;
    let totals = composer.measure_totals()?;
    composer.items(totals.height())?;
    composer.totals(&totals)?;
    composer.payments()?;
    composer.instructions()?;
    composer.notes()?;
    composer.margins()?;
    Ok(composer.flow.sheets)
}

impl Composer<'_> {
    /// White space, scaled.
    fn space(&self, points: f32) -> f32 {
        points * self.flow.air
    }

    /// The number people know the document by.
    fn name(&self) -> &str {
        self.document.number.as_deref().unwrap_or(&self.document.reference)
    }
}

/// `5 Dec 2026`: no order of day and month to guess.
fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// An amount with a real minus sign, as wide as a plus.
fn amount(money: Money) -> String {
    money.format_symbol().replacen('-', "\u{2212}", 1)
}

/// A positive amount shown as taken away.
fn minus(money: Money) -> String {
    if money.amount() > 0 { format!("\u{2212}{}", money.format_symbol()) } else { amount(money) }
}
