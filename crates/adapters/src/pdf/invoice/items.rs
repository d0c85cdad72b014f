//! The items table. Number columns are as wide as their widest number, the description gets the rest.
//!
//! A row never breaks across pages, the header comes again on every page, and the last row goes along
//! with the totals: nobody gets a page with a sum and nothing that was summed.

use kn_core::ports::document::{DocumentError, DocumentLine};

use super::super::sheet::{Align, Frame, Head, Role};
use super::super::style::{self, CONTENT_WIDTH, LEFT, RIGHT};
use super::super::text::TextBlock;
use super::{Composer, amount};

const HEAD_HEIGHT: f32 = 22.0;
const ROW_PADDING: f32 = 5.5;
const COLUMN_GAP: f32 = 18.0;
const INSET: f32 = 8.0;
const HEADINGS: [&str; 4] = ["Description", "Qty", "Unit price", "Amount"];

/// A row, shaped.
struct Row {
    description: TextBlock,
    /// Detail and period.
    fine_print: Option<TextBlock>,
    /// Quantity, unit price, amount.
    numbers: [TextBlock; 3],
    padding: f32,
}

impl Row {
    fn height(&self) -> f32 {
        let fine_print = self.fine_print.as_ref().map_or(0.0, TextBlock::height);
        self.description.height() + fine_print + 2.0 * self.padding
    }
}

/// Column headings and the right edges of the three number columns.
struct Columns {
    headings: [TextBlock; 4],
    edges: [f32; 3],
    description_width: f32,
}

impl Composer<'_> {
    /// `tail` is the height of what must stand below the last row on the same page.
    pub(super) fn items(&mut self, tail: f32) -> Result<(), DocumentError> {
        let numbers = self.numbers()?;
        let columns = self.columns_for(&numbers)?;
        let mut rows = Vec::with_capacity(numbers.len());
        for (line, numbers) in self.document.lines.iter().zip(numbers) {
            rows.push(self.row(line, numbers, columns.description_width)?);
        }
        let table = self.flow.next_table();
        let first = rows.first().map_or(0.0, Row::height);
        self.flow.room_for(HEAD_HEIGHT + first);
        self.heading_row(&columns, Some(table));
        let last = rows.len().saturating_sub(1);
        for (index, row) in (1..).zip(&rows) {
            let keep = if usize::from(index) > last { tail } else { 0.0 };
            if self.flow.room_for(row.height() + keep) {
                self.heading_row(&columns, None);
            }
            self.place_row(row, &columns, table, index);
        }
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<[TextBlock; 3]>, DocumentError> {
        let mut all = Vec::with_capacity(self.document.lines.len());
        for line in &self.document.lines {
            all.push([
                self.engine.line(&line.quantity.to_string(), style::NUMBER)?,
                self.engine.line(&amount(line.unit_price), style::NUMBER)?,
                self.engine.line(&amount(line.amount), style::NUMBER)?,
            ]);
        }
        Ok(all)
    }

    fn columns_for(&mut self, rows: &[[TextBlock; 3]]) -> Result<Columns, DocumentError> {
        let [description, quantity, unit, sum] = HEADINGS;
        let headings = [
            self.engine.line(description, style::LABEL)?,
            self.engine.line(quantity, style::LABEL)?,
            self.engine.line(unit, style::LABEL)?,
            self.engine.line(sum, style::LABEL)?,
        ];
        let [_, quantity, unit, sum] = &headings;
        let mut widths = [quantity.width(), unit.width(), sum.width()];
        for row in rows {
            for (width, block) in widths.iter_mut().zip(row) {
                *width = width.max(block.width());
            }
        }
        let [quantity, unit, sum] = widths;
        let sum_edge = RIGHT - INSET;
        let unit_edge = sum_edge - sum.max(56.0) - COLUMN_GAP;
        let quantity_edge = unit_edge - unit.max(52.0) - COLUMN_GAP;
        let description_width = quantity_edge - quantity - COLUMN_GAP - LEFT - INSET;
        Ok(Columns {
            headings,
            edges: [quantity_edge, unit_edge, sum_edge],
            description_width: description_width.max(150.0),
        })
    }

    fn row(
        &mut self,
        line: &DocumentLine,
        numbers: [TextBlock; 3],
        width: f32,
    ) -> Result<Row, DocumentError> {
        let description = self.engine.wrap(&line.description, style::STRONG, width)?;
        let parts: Vec<&str> = [&line.detail, &line.period]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let fine_print = self.fine_print(&parts, width)?;
        Ok(Row { description, fine_print, numbers, padding: self.space(ROW_PADDING) })
    }

    /// Detail and period on one line if they fit, else below each other.
    fn fine_print(
        &mut self,
        parts: &[&str],
        width: f32,
    ) -> Result<Option<TextBlock>, DocumentError> {
        if parts.is_empty() {
            return Ok(None);
        }
        let one_line = self.engine.line(&parts.join("  ·  "), style::SMALL)?;
        if one_line.width() <= width {
            return Ok(Some(one_line));
        }
        Ok(Some(self.engine.wrap(&parts.join("\n"), style::SMALL, width)?))
    }

    /// The heading; a repeated one (`table` is `None`) is decoration to a reader who listens.
    fn heading_row(&mut self, columns: &Columns, table: Option<u16>) {
        let y = self.flow.y;
        let frame = Frame { x: LEFT, y, width: CONTENT_WIDTH, height: HEAD_HEIGHT };
        let accent = self.accent;
        let sheet = self.flow.sheet();
        sheet.fill(frame, 0.0, style::TINT);
        sheet.rule(LEFT, y, CONTENT_WIDTH, 1.2, accent);
        let [description, numbers @ ..] = &columns.headings;
        let role = |column| match table {
            Some(table) => Role::Cell { table, row: 0, column, head: Head::OfColumn },
            None => Role::Artifact,
        };
        let top = y + (HEAD_HEIGHT - style::LABEL.leading) / 2.0;
        sheet.block(description, (LEFT + INSET, top), Align::Left, style::MUTED, role(0));
        for (column, (heading, edge)) in (1..).zip(numbers.iter().zip(columns.edges)) {
            sheet.block(heading, (edge, top), Align::Right, style::MUTED, role(column));
        }
        self.flow.y += HEAD_HEIGHT;
    }

    fn place_row(&mut self, row: &Row, columns: &Columns, table: u16, index: u16) {
        let top = self.flow.y + row.padding;
        let cell = |column| Role::Cell { table, row: index, column, head: Head::None };
        let height = row.height();
        let sheet = self.flow.sheet();
        let at = (LEFT + INSET, top);
        let below = sheet.block(&row.description, at, Align::Left, style::BLACK, cell(0));
        if let Some(fine_print) = &row.fine_print {
            let at = (LEFT + INSET, below);
            sheet.block(fine_print, at, Align::Left, style::MUTED, cell(0));
        }
        for (column, (number, edge)) in (1..).zip(row.numbers.iter().zip(columns.edges)) {
            sheet.block(number, (edge, top), Align::Right, style::BLACK, cell(column));
        }
        sheet.rule(LEFT, top - row.padding + height, CONTENT_WIDTH, 0.6, style::RULE);
        self.flow.y += height;
    }
}
