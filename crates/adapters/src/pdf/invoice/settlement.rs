//! What was paid, how to pay the rest, and remarks.

use kn_core::ports::document::DocumentError;

use super::super::sheet::{Align, Frame, Head, Role};
use super::super::style::{self, CONTENT_WIDTH, LEFT, RIGHT};
use super::super::text::TextBlock;
use super::{Composer, amount, day};

const SECTION_GAP: f32 = 16.0;
const HEADING_HEIGHT: f32 = 19.0;
const INSET: f32 = 8.0;
const DATE_WIDTH: f32 = 72.0;
const METHOD_WIDTH: f32 = 150.0;
const COLUMN_GAP: f32 = 12.0;
const ROW_PADDING: f32 = 3.0;
const BOX_PADDING: f32 = 9.0;
const BOX_RULE: f32 = 3.0;
/// Rows of payment instructions shown.
const MAX_INSTRUCTIONS: usize = 24;

impl Composer<'_> {
    pub(super) fn payments(&mut self) -> Result<(), DocumentError> {
        let document = self.document;
        if document.payments.is_empty() {
            return Ok(());
        }
        let reference_x = LEFT + INSET + DATE_WIDTH + METHOD_WIDTH + 2.0 * COLUMN_GAP;
        let mut rows = Vec::with_capacity(document.payments.len());
        for payment in &document.payments {
            let sum = self.engine.line(&amount(payment.amount), style::NUMBER)?;
            let room = RIGHT - INSET - sum.width() - COLUMN_GAP - reference_x;
            rows.push([
                self.engine.line(&day(payment.date), style::NUMBER)?,
                self.engine.wrap(&payment.method, style::BODY, METHOD_WIDTH)?,
                self.engine.wrap(&payment.reference, style::BODY, room.max(60.0))?,
                sum,
            ]);
        }
        let labels = [
            self.engine.line("Date", style::LABEL)?,
            self.engine.line("Method", style::LABEL)?,
            self.engine.line("Reference", style::LABEL)?,
            self.engine.line("Amount", style::LABEL)?,
        ];
        let label_height = style::LABEL.leading + 2.0 * ROW_PADDING;
        let first = rows.first().map_or(0.0, row_height);
        self.section("Payments", label_height + first)?;
        let table = self.flow.next_table();
        self.payment_row(&labels, Some((table, 0)));
        for (index, row) in (1..).zip(&rows) {
            if self.flow.room_for(row_height(row)) {
                self.payment_row(&labels, None);
            }
            self.payment_row(row, Some((table, index)));
        }
        Ok(())
    }

    /// A row of payments; row 0 and a repeated heading (`place` is `None`) are set as headings.
    fn payment_row(&mut self, row: &[TextBlock; 4], place: Option<(u16, u16)>) {
        let heading = place.is_none_or(|(_, index)| index == 0);
        let head = if heading { Head::OfColumn } else { Head::None };
        let role = |column| {
            place.map_or(Role::Artifact, |(table, row)| Role::Cell { table, row, column, head })
        };
        let ink = if heading { style::MUTED } else { style::BLACK };
        let (height, top) = (row_height(row), self.flow.y + ROW_PADDING);
        let [date, method, reference, sum] = row;
        let sheet = self.flow.sheet();
        let mut x = LEFT + INSET;
        sheet.block(date, (x, top), Align::Left, ink, role(0));
        x += DATE_WIDTH + COLUMN_GAP;
        sheet.block(method, (x, top), Align::Left, ink, role(1));
        x += METHOD_WIDTH + COLUMN_GAP;
        sheet.block(reference, (x, top), Align::Left, ink, role(2));
        sheet.block(sum, (RIGHT - INSET, top), Align::Right, ink, role(3));
        sheet.rule(LEFT, top - ROW_PADDING + height, CONTENT_WIDTH, 0.6, style::RULE);
        self.flow.y += height;
    }

    pub(super) fn instructions(&mut self) -> Result<(), DocumentError> {
        let document = self.document;
        if document.payment_instructions.is_empty() || document.amount_due.amount() <= 0 {
            return Ok(());
        }
        let shown = document.payment_instructions.iter().take(MAX_INSTRUCTIONS);
        let mut labels = Vec::new();
        for (label, _) in shown.clone() {
            labels.push(self.engine.wrap(label, style::BODY, 150.0)?);
        }
        let label_width = labels.iter().map(TextBlock::width).fold(60.0, f32::max);
        let x = LEFT + BOX_RULE + BOX_PADDING;
        let value_x = x + label_width + COLUMN_GAP;
        let mut rows = Vec::new();
        for (label, (_, value)) in labels.into_iter().zip(shown) {
            let width = RIGHT - BOX_PADDING - value_x;
            rows.push((label, self.engine.wrap(value, style::STRONG, width)?));
        }
        let height =
            |(label, value): &(TextBlock, TextBlock)| label.height().max(value.height()) + 2.0;
        let whole = rows.iter().map(height).sum::<f32>() + 2.0 * BOX_PADDING;
        self.section("How to pay", whole.min(220.0))?;
        let table = self.flow.next_table();
        self.box_piece(BOX_PADDING);
        for (index, row) in (0..).zip(&rows) {
            let height = height(row);
            self.flow.room_for(height + BOX_PADDING);
            let y = self.flow.y;
            self.box_piece(height);
            let head = Role::Cell { table, row: index, column: 0, head: Head::OfRow };
            let cell = Role::Cell { table, row: index, column: 1, head: Head::None };
            let sheet = self.flow.sheet();
            sheet.block(&row.0, (x, y + 1.0), Align::Left, style::MUTED, head);
            sheet.block(&row.1, (value_x, y + 1.0), Align::Left, style::BLACK, cell);
        }
        self.box_piece(BOX_PADDING);
        Ok(())
    }

    /// A slice of the tinted box with the accent rule at its left; moves down by its height.
    fn box_piece(&mut self, height: f32) {
        let (y, accent) = (self.flow.y, self.accent);
        let sheet = self.flow.sheet();
        sheet.fill(Frame { x: LEFT, y, width: CONTENT_WIDTH, height }, 0.0, style::TINT);
        sheet.fill(Frame { x: LEFT, y, width: BOX_RULE, height }, 0.0, accent);
        self.flow.y += height;
    }

    pub(super) fn notes(&mut self) -> Result<(), DocumentError> {
        let mut notes = Vec::new();
        for note in self.document.notes.iter().filter(|n| !n.trim().is_empty()) {
            notes.push(self.engine.wrap(note, style::SMALL, CONTENT_WIDTH)?);
        }
        let Some(first) = notes.first() else { return Ok(()) };
        let lines = first.lines.len().min(4) as f32;
        self.section("Notes", lines * style::SMALL.leading)?;
        for note in &notes {
            self.flow.paragraph(note, LEFT, style::MUTED, Role::Paragraph);
            self.flow.y += 3.0;
        }
        Ok(())
    }

    /// A heading that stays with the first `content` points below it.
    fn section(&mut self, title: &str, content: f32) -> Result<(), DocumentError> {
        let gap = self.space(SECTION_GAP);
        self.flow.room_for(gap + HEADING_HEIGHT + content);
        self.flow.gap(gap);
        let heading = self.engine.line(title, style::SECTION)?;
        let at = (LEFT, self.flow.y);
        let role = Role::Heading(2);
        self.flow.sheet().block(&heading, at, Align::Left, style::BLACK, role);
        self.flow.y += HEADING_HEIGHT;
        Ok(())
    }
}

fn row_height(row: &[TextBlock; 4]) -> f32 {
    row.iter().map(TextBlock::height).fold(0.0, f32::max) + 2.0 * ROW_PADDING
}
