//! The head of the first page: brand, title, status, parties, dates, and the one sentence that says
//! what is to pay.

use kn_core::ports::document::{DocumentError, DocumentKind, Party};
use krilla::image::Image;

use super::super::sheet::{Align, Frame, Head, Mark, Placed, Role};
use super::super::style::{self, CONTENT_WIDTH, Ink, LEFT, RIGHT, TextStyle};
use super::{Composer, amount, day};

const BRAND_HEIGHT: f32 = 38.0;
const LOGO_WIDTH: f32 = 190.0;
const TITLE_WIDTH: f32 = 240.0;
const META_WIDTH: f32 = 168.0;
const COLUMN_GAP: f32 = 16.0;
const PARTY_WIDTH: f32 = (CONTENT_WIDTH - META_WIDTH - 2.0 * COLUMN_GAP) / 2.0;
/// Address lines shown of a party; more are cut.
const MAX_PARTY_LINES: usize = 10;

impl Composer<'_> {
    pub(super) fn header(&mut self, logo: Option<Image>) -> Result<(), DocumentError> {
        let bar = Frame { x: 0.0, y: 0.0, width: style::PAGE_WIDTH, height: style::BAR_HEIGHT };
        let accent = self.accent;
        self.flow.sheet().fill(bar, 0.0, accent);
        let top = self.flow.y;
        match logo {
            Some(image) => self.logo(image, top),
            None => self.brand_as_text(top)?,
        }
        let below_title = self.title(top)?;
        self.flow.y = (top + BRAND_HEIGHT).max(below_title) + self.space(22.0);
        self.columns()?;
        self.summary()
    }

    fn logo(&mut self, image: Image, top: f32) {
        let (width, height) = image.size();
        let (width, height) = (width.max(1) as f32, height.max(1) as f32);
        let scale = (LOGO_WIDTH / width).min(BRAND_HEIGHT / height);
        let frame = Frame { x: LEFT, y: top, width: width * scale, height: height * scale };
        let mark = Mark::Logo { frame, image };
        self.flow.sheet().marks.push(Placed { mark, role: Role::Figure });
    }

    fn brand_as_text(&mut self, top: f32) -> Result<(), DocumentError> {
        let brand = &self.document.brand;
        let initial: String =
            brand.name.chars().find(|c| c.is_alphanumeric()).into_iter().collect();
        let mark = Frame { x: LEFT, y: top + 1.0, width: 36.0, height: 36.0 };
        let accent = self.accent;
        self.flow.sheet().fill(mark, 8.0, accent);
        let initial = self.engine.line(&initial.to_uppercase(), style::INITIAL)?;
        let centre = (mark.x + mark.width / 2.0, mark.y + (mark.height - initial.height()) / 2.0);
        let ink = style::readable_on(accent);
        self.flow.sheet().block(&initial, centre, Align::Centre, ink, Role::Artifact);

        let width = RIGHT - TITLE_WIDTH - LEFT - 48.0;
        let name = self.engine.wrap(&brand.name, style::BRAND, width)?;
        let x = LEFT + 46.0;
        let lone = brand.tagline.is_empty() && name.lines.len() == 1;
        let y = if lone { top + 10.0 } else { top + 3.0 };
        let y = self.flow.sheet().block(&name, (x, y), Align::Left, style::BLACK, Role::Paragraph);
        if !brand.tagline.is_empty() {
            let tagline = self.engine.wrap(&brand.tagline, style::SMALL, width)?;
            let at = (x, y + 1.5);
            self.flow.sheet().block(&tagline, at, Align::Left, style::MUTED, Role::Paragraph);
        }
        Ok(())
    }

    /// Title and status on the right; returns the y below.
    fn title(&mut self, top: f32) -> Result<f32, DocumentError> {
        let title = self.engine.wrap(&self.document.title, style::TITLE, TITLE_WIDTH)?;
        let y = top - 4.0;
        let role = Role::Heading(1);
        let below = self.flow.sheet().block(&title, (RIGHT, y), Align::Right, style::BLACK, role);
        if self.document.status_label.is_empty() {
            return Ok(below);
        }
        let paid = self.document.paid_on.is_some();
        let (ink, ground) =
            if paid { (style::GREEN, style::GREEN_TINT) } else { (style::MUTED, style::TINT) };
        let label = self.document.status_label.to_uppercase();
        let label = self.engine.line(&label, style::BADGE)?;
        let width = label.width() + 16.0;
        let frame = Frame { x: RIGHT - width, y: below + 3.0, width, height: 16.0 };
        self.flow.sheet().fill(frame, 8.0, ground);
        let at = (frame.x + 8.0, frame.y + (frame.height - label.height()) / 2.0);
        self.flow.sheet().block(&label, at, Align::Left, ink, Role::Paragraph);
        Ok(frame.y + frame.height)
    }

    /// Seller, buyer and the facts of the document, side by side.
    fn columns(&mut self) -> Result<(), DocumentError> {
        let top = self.flow.y;
        let document = self.document;
        let to = match document.kind {
            DocumentKind::CreditNote => "Credit to",
            DocumentKind::Proforma | DocumentKind::Invoice => "Billed to",
        };
        let seller = self.party("From", &document.seller, LEFT, top)?;
        let buyer = self.party(to, &document.buyer, LEFT + PARTY_WIDTH + COLUMN_GAP, top)?;
        let facts = self.facts(RIGHT - META_WIDTH, top)?;
        self.flow.y = seller.max(buyer).max(facts);
        Ok(())
    }

    fn party(
        &mut self,
        label: &str,
        party: &Party,
        x: f32,
        top: f32,
    ) -> Result<f32, DocumentError> {
        let mut y =
            self.piece(label, style::LABEL, style::MUTED, (x, top), Role::Heading(2))? + 2.0;
        y = self.piece(&party.name, style::NAME, style::BLACK, (x, y), Role::Paragraph)?;
        let address = party.lines.iter().take(MAX_PARTY_LINES);
        let contact = [&party.tax_id, &party.email, &party.website].into_iter().flatten();
        for line in address.chain(contact).filter(|l| !l.is_empty()) {
            y = self.piece(line, style::BODY, style::BLACK, (x, y), Role::Paragraph)?;
        }
        Ok(y)
    }

    fn piece(
        &mut self,
        text: &str,
        style: TextStyle,
        ink: Ink,
        at: (f32, f32),
        role: Role,
    ) -> Result<f32, DocumentError> {
        let block = self.engine.wrap(text, style, PARTY_WIDTH)?;
        Ok(self.flow.sheet().block(&block, at, Align::Left, ink, role))
    }

    fn facts(&mut self, x: f32, top: f32) -> Result<f32, DocumentError> {
        let document = self.document;
        let number = match document.kind {
            DocumentKind::CreditNote => "Credit note no.",
            DocumentKind::Proforma | DocumentKind::Invoice => "Invoice no.",
        };
        let rows = [
            (number, document.number.clone()),
            ("Reference", Some(document.reference.clone()).filter(|r| !r.is_empty())),
            ("Issued", Some(day(document.issued_on))),
            ("Due", document.due_on.map(day)),
            ("Paid", document.paid_on.map(day)),
        ];
        let table = self.flow.next_table();
        let label = self.engine.line("Details", style::LABEL)?;
        let role = Role::Heading(2);
        let mut y =
            self.flow.sheet().block(&label, (x, top), Align::Left, style::MUTED, role) + 2.0;
        for (row, (label, value)) in (0..).zip(rows) {
            let Some(value) = value else { continue };
            let label = self.engine.line(label, style::BODY)?;
            let room = META_WIDTH - label.width() - 10.0;
            let value = self.engine.wrap(&value, style::BODY, room)?;
            let head = Role::Cell { table, row, column: 0, head: Head::OfRow };
            let cell = Role::Cell { table, row, column: 1, head: Head::None };
            let sheet = self.flow.sheet();
            sheet.block(&label, (x, y), Align::Left, style::MUTED, head);
            y = sheet.block(&value, (RIGHT, y), Align::Right, style::BLACK, cell) + 1.0;
        }
        Ok(y)
    }

    /// The sentence a customer looks for first.
    fn summary(&mut self) -> Result<(), DocumentError> {
        let document = self.document;
        let (sum, rest) = match (document.kind, document.paid_on) {
            (DocumentKind::CreditNote, _) => (document.total, "credited".to_owned()),
            (_, Some(paid)) => (document.total, format!("paid on {}", day(paid))),
            (_, None) => match document.due_on {
                Some(due) if document.amount_due.amount() > 0 => {
                    (document.amount_due, format!("due by {}", day(due)))
                }
                _ => (document.amount_due, "due".to_owned()),
            },
        };
        let code = document.currency.code();
        // A credit is a good thing: the word says it, no minus needed.
        let shown = amount(sum);
        let shown = match document.kind {
            DocumentKind::CreditNote => shown.trim_start_matches('\u{2212}'),
            DocumentKind::Proforma | DocumentKind::Invoice => shown.as_str(),
        };
        let sentence = if shown.contains(code) {
            format!("{shown} {rest}")
        } else {
            format!("{shown} {code} {rest}")
        };
        let block = self.engine.wrap(&sentence, style::SUMMARY, CONTENT_WIDTH)?;
        let at = (LEFT, self.flow.y + self.space(18.0));
        let ink = style::BLACK;
        let below = self.flow.sheet().block(&block, at, Align::Left, ink, Role::Paragraph);
        self.flow.y = below + self.space(12.0);
        Ok(())
    }
}
