//! What repeats on every page: the running head from page 2 on, the footer and the page number.

use kn_core::ports::document::DocumentError;

use super::super::sheet::{Align, Frame, Role};
use super::super::style::{self, CONTENT_WIDTH, LEFT, RIGHT};
use super::Composer;

/// Footer lines shown; the page has no room for more.
const MAX_FOOTER_LINES: usize = 3;

impl Composer<'_> {
    pub(super) fn margins(&mut self) -> Result<(), DocumentError> {
        let document = self.document;
        let brand = self.engine.line(&document.brand.name, style::STRONG)?;
        let head = format!("{} {}", document.title, self.name());
        let head = self.engine.line(&head, style::BODY)?;
        let mut footer = self.engine.wrap(&document.footer, style::FOOT, CONTENT_WIDTH - 90.0)?;
        footer.lines.truncate(MAX_FOOTER_LINES);
        let count = self.flow.sheets.len();
        let accent = self.accent;
        for (number, sheet) in (1..).zip(&mut self.flow.sheets) {
            if number > 1 {
                let width = style::PAGE_WIDTH;
                let bar = Frame { x: 0.0, y: 0.0, width, height: style::BAR_HEIGHT };
                sheet.fill(bar, 0.0, accent);
                let ink = style::BLACK;
                sheet.block(&brand, (LEFT, 38.0), Align::Left, ink, Role::Artifact);
                sheet.block(&head, (RIGHT, 38.0), Align::Right, style::MUTED, Role::Artifact);
                sheet.rule(LEFT, 58.0, CONTENT_WIDTH, 0.6, style::RULE);
            }
            let page = self.engine.line(&format!("Page {number} of {count}"), style::FOOT)?;
            let top = style::FOOTER_TOP;
            sheet.rule(LEFT, top - 6.0, CONTENT_WIDTH, 0.6, style::RULE);
            sheet.block(&footer, (LEFT, top), Align::Left, style::MUTED, Role::Artifact);
            sheet.block(&page, (RIGHT, top), Align::Right, style::MUTED, Role::Artifact);
        }
        Ok(())
    }
}
