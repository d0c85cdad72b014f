//! Sheets of paper as lists of marks, before anything is painted.
//!
//! [`Flow`] fills sheets from top to bottom. It knows where the paper ends, so sections ask it for
//! room and never draw across the foot of a page.

use std::sync::Arc;

use krilla::image::Image;

use super::style::{self, Ink, TextStyle};
use super::text::{TextBlock, TextLine};

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// What a mark means to a reader who can't see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Decoration, running head or footer: not read aloud.
    Artifact,
    Heading(u16),
    Paragraph,
    /// The logo.
    Figure,
    /// A cell of a table; `table` is unique in the document.
    Cell {
        table: u16,
        row: u16,
        column: u16,
        head: Head,
    },
}

/// Which way a table cell is a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    None,
    OfColumn,
    OfRow,
}

/// Where a line stands relative to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
    Centre,
}

/// Something visible.
pub(super) enum Mark {
    Text { x: f32, baseline: f32, line: Arc<TextLine>, text: Arc<str>, ink: Ink },
    Fill { frame: Frame, radius: f32, ink: Ink },
    Logo { frame: Frame, image: Image },
}

pub(super) struct Placed {
    pub(super) mark: Mark,
    pub(super) role: Role,
}

/// One page.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Placed>,
}

impl Sheet {
    /// Places every line of a block and returns the y below it.
    pub(super) fn block(
        &mut self,
        block: &TextBlock,
        (x, y): (f32, f32),
        align: Align,
        ink: Ink,
        role: Role,
    ) -> f32 {
        let style = block.style;
        let mut top = y;
        for line in &block.lines {
            let left = match align {
                Align::Left => x,
                Align::Right => x - line.width,
                Align::Centre => x - line.width / 2.0,
            };
            self.line(block, line, (left, top), ink, role);
            top += style.leading;
        }
        top
    }

    /// Places one line of a block with its left end at `x`.
    pub(super) fn line(
        &mut self,
        block: &TextBlock,
        line: &Arc<TextLine>,
        (x, y): (f32, f32),
        ink: Ink,
        role: Role,
    ) {
        let mark = Mark::Text {
            x,
            baseline: y + style::baseline(block.style),
            line: Arc::clone(line),
            text: Arc::clone(&block.text),
            ink,
        };
        self.marks.push(Placed { mark, role });
    }

    /// A filled rectangle; always decoration.
    pub(super) fn fill(&mut self, frame: Frame, radius: f32, ink: Ink) {
        self.marks.push(Placed { mark: Mark::Fill { frame, radius, ink }, role: Role::Artifact });
    }

    /// A hairline across the content.
    pub(super) fn rule(&mut self, x: f32, y: f32, width: f32, thickness: f32, ink: Ink) {
        self.fill(Frame { x, y: y - thickness / 2.0, width, height: thickness }, 0.0, ink);
    }
}

/// Fills sheets from top to bottom.
pub(super) struct Flow {
    pub(super) sheets: Vec<Sheet>,
    /// Top of the next thing.
    pub(super) y: f32,
    /// Factor of all white space: 1, or less to save a page.
    pub(super) air: f32,
    tables: u16,
}

impl Flow {
    pub(super) fn new(air: f32) -> Self {
        Self { sheets: vec![Sheet::default()], y: style::FIRST_TOP, air, tables: 0 }
    }

    /// The sheet being filled.
    pub(super) fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.sheets.push(Sheet::default());
        }
        self.sheets.last_mut().expect("there is always one sheet")
    }

    /// A number for a new table.
    pub(super) fn next_table(&mut self) -> u16 {
        self.tables += 1;
        self.tables
    }

    pub(super) fn fits(&self, height: f32) -> bool {
        self.y + height <= style::BOTTOM + 0.01
    }

    /// Starts a new sheet.
    pub(super) fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = style::NEXT_TOP;
    }

    /// Starts a new sheet unless `height` fits on this one. Returns whether it did.
    pub(super) fn room_for(&mut self, height: f32) -> bool {
        let turn = !self.fits(height) && self.y > style::NEXT_TOP;
        if turn {
            self.turn();
        }
        turn
    }

    /// A gap that disappears at the head of a sheet.
    pub(super) fn gap(&mut self, height: f32) {
        if self.y > style::NEXT_TOP || self.sheets.len() == 1 {
            self.y += height;
        }
    }

    /// A block that may run over the end of a sheet, line by line, but leaves no single line behind.
    pub(super) fn paragraph(&mut self, block: &TextBlock, x: f32, ink: Ink, role: Role) {
        let TextStyle { leading, .. } = block.style;
        let count = block.lines.len();
        for (index, line) in block.lines.iter().enumerate() {
            let left = count - index;
            // Short paragraphs stay together; long ones keep two lines at both ends.
            let together = if count <= 4 && index == 0 {
                count
            } else if index == 0 || left == 2 {
                left.min(2)
            } else {
                1
            };
            self.room_for(leading * together as f32);
            let y = self.y;
            self.sheet().line(block, line, (x, y), ink, role);
            self.y += leading;
        }
    }
}
