//! The reading order and structure of a document for people who listen to it: headings, paragraphs,
//! tables with row and column headers. Built while painting, in painting order.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree, kind};

use super::sheet::{Head, Role};

/// Collects tagged pieces and turns them into a tag tree.
#[derive(Default)]
pub(super) struct Outline {
    nodes: Vec<Node>,
    table: Option<OpenTable>,
}

struct OpenTable {
    number: u16,
    rows: Vec<OpenRow>,
}

struct OpenRow {
    number: u16,
    cells: Vec<OpenCell>,
}

struct OpenCell {
    column: u16,
    head: Head,
    pieces: Vec<Identifier>,
}

impl Outline {
    /// Adds a piece of the page; `name` is the alternative text of a figure and the title of a heading.
    pub(super) fn add(&mut self, role: Role, piece: Identifier, name: &str) {
        if let Role::Cell { table, row, column, head } = role {
            self.add_cell(table, row, OpenCell { column, head, pieces: vec![piece] });
            return;
        }
        self.close_table();
        let tag: TagKind = match role {
            Role::Heading(level) => {
                let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(name.to_owned())).into()
            }
            Role::Figure => Tag::Figure(Some(name.to_owned())).into(),
            Role::Paragraph | Role::Artifact | Role::Cell { .. } => Tag::P.into(),
        };
        self.nodes.push(group(tag, vec![piece]).into());
    }

    /// The finished tree.
    pub(super) fn finish(mut self, language: &str) -> TagTree {
        self.close_table();
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for node in self.nodes {
            tree.push(node);
        }
        tree
    }

    fn add_cell(&mut self, table: u16, row: u16, cell: OpenCell) {
        if self.table.as_ref().is_some_and(|t| t.number != table) {
            self.close_table();
        }
        let open = self.table.get_or_insert_with(|| OpenTable { number: table, rows: Vec::new() });
        match open.rows.last_mut() {
            Some(last) if last.number == row => match last.cells.last_mut() {
                Some(same) if same.column == cell.column => same.pieces.extend(cell.pieces),
                _ => last.cells.push(cell),
            },
            _ => open.rows.push(OpenRow { number: row, cells: vec![cell] }),
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let mut head = TagGroup::new(Tag::THead);
        let mut body = TagGroup::new(Tag::TBody);
        for row in table.rows {
            let is_head = row.cells.iter().all(|c| c.head == Head::OfColumn);
            let mut cells = TagGroup::new(Tag::<kind::TR>::TR);
            for cell in row.cells {
                cells.push(group(cell_tag(cell.head), cell.pieces));
            }
            if is_head {
                head.push(cells);
            } else {
                body.push(cells);
            }
        }
        let mut whole = TagGroup::new(Tag::<kind::Table>::Table);
        for part in [head, body] {
            if !part.children.is_empty() {
                whole.push(part);
            }
        }
        self.nodes.push(whole.into());
    }
}

fn cell_tag(head: Head) -> TagKind {
    match head {
        Head::None => Tag::TD.into(),
        Head::OfColumn => Tag::TH(TableHeaderScope::Column).into(),
        Head::OfRow => Tag::TH(TableHeaderScope::Row).into(),
    }
}

fn group(tag: TagKind, pieces: Vec<Identifier>) -> TagGroup {
    let mut group = TagGroup::new(tag);
    for piece in pieces {
        group.push(piece);
    }
    group
}
