//! Subtotal, discount, taxes, total and amount due, under the amount column.

use kn_core::money::Money;
use kn_core::ports::document::{DocumentError, DocumentKind};

use super::super::sheet::{Align, Frame, Head, Role};
use super::super::style::{self, RIGHT, TextStyle};
use super::super::text::TextBlock;
use super::{Composer, amount, minus};

const LEFT_EDGE: f32 = RIGHT - 248.0;
const INSET: f32 = 8.0;
const LABEL_WIDTH: f32 = 132.0;
const GAP_ABOVE: f32 = 8.0;
const ROW_PADDING: f32 = 2.5;
const STRONG_PADDING: f32 = 5.0;

/// How a row of the totals looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Total,
    /// What is still to pay, on a tinted ground.
    Due,
}

struct TotalRow {
    label: TextBlock,
    value: TextBlock,
    look: Look,
    padding: f32,
}

impl TotalRow {
    fn height(&self) -> f32 {
        self.label.height().max(self.value.height()) + 2.0 * self.padding
    }
}

/// The totals, shaped and ready to be placed.
pub(super) struct Totals {
    rows: Vec<TotalRow>,
    gap_above: f32,
}

impl Totals {
    pub(super) fn height(&self) -> f32 {
        self.gap_above + self.rows.iter().map(TotalRow::height).sum::<f32>()
    }
}

impl Composer<'_> {
    pub(super) fn measure_totals(&mut self) -> Result<Totals, DocumentError> {
        let document = self.document;
        let code = document.currency.code();
        let mut rows = vec![self.total_row("Subtotal", &amount(document.subtotal), Look::Plain)?];
        if let Some(discount) = document.discount {
            rows.push(self.total_row("Discount", &minus(discount), Look::Plain)?);
        }
        for tax in &document.taxes {
            rows.push(self.total_row(&tax.label, &amount(tax.amount), Look::Plain)?);
        }
        let total = match document.kind {
            DocumentKind::CreditNote => format!("Total credit ({code})"),
            DocumentKind::Proforma | DocumentKind::Invoice => format!("Total ({code})"),
        };
        rows.push(self.total_row(&total, &amount(document.total), Look::Total)?);
        if document.kind != DocumentKind::CreditNote || !is_zero(document.amount_due) {
            rows.push(self.total_row("Amount due", &amount(document.amount_due), Look::Due)?);
        }
        Ok(Totals { rows, gap_above: self.space(GAP_ABOVE) })
    }

    pub(super) fn totals(&mut self, totals: &Totals) -> Result<(), DocumentError> {
        self.flow.room_for(totals.height());
        self.flow.gap(totals.gap_above);
        let table = self.flow.next_table();
        for (index, row) in (0..).zip(&totals.rows) {
            self.flow.room_for(row.height());
            self.place_total(row, table, index);
        }
        Ok(())
    }

    fn total_row(
        &mut self,
        label: &str,
        value: &str,
        look: Look,
    ) -> Result<TotalRow, DocumentError> {
        let (label_style, value_style, padding): (TextStyle, TextStyle, f32) = match look {
            Look::Plain => (style::BODY, style::NUMBER, ROW_PADDING),
            Look::Total | Look::Due => (style::TOTAL, style::TOTAL, STRONG_PADDING),
        };
        let value = self.engine.line(value, value_style)?;
        let room = (RIGHT - LEFT_EDGE - 2.0 * INSET - 12.0 - value.width()).max(LABEL_WIDTH / 2.0);
        let label = self.engine.wrap(label, label_style, room)?;
        Ok(TotalRow { label, value, look, padding: self.space(padding) })
    }

    fn place_total(&mut self, row: &TotalRow, table: u16, index: u16) {
        let y = self.flow.y;
        let (height, width) = (row.height(), RIGHT - LEFT_EDGE);
        let sheet = self.flow.sheet();
        match row.look {
            Look::Plain => {}
            Look::Total => sheet.rule(LEFT_EDGE, y, width, 0.8, style::BLACK),
            Look::Due => {
                sheet.fill(Frame { x: LEFT_EDGE, y, width, height }, 3.0, style::TINT);
            }
        }
        let top = y + row.padding;
        let ink = if row.look == Look::Plain { style::MUTED } else { style::BLACK };
        let head = Role::Cell { table, row: index, column: 0, head: Head::OfRow };
        let cell = Role::Cell { table, row: index, column: 1, head: Head::None };
        sheet.block(&row.label, (LEFT_EDGE + INSET, top), Align::Left, ink, head);
        let at = (RIGHT - INSET, top);
        sheet.block(&row.value, at, Align::Right, style::BLACK, cell);
        self.flow.y += height;
    }
}

fn is_zero(money: Money) -> bool {
    money.amount() == 0
}
