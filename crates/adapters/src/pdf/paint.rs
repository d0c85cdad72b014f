//! Turns sheets into PDF bytes. Nothing is decided here.

use kn_core::ports::document::DocumentError;
use krilla::color::rgb;
use krilla::configure::Configuration;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline as Bookmarks, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{Document, SerializeSettings};

use super::sheet::{Frame, Mark, Placed, Role, Sheet};
use super::style::{Ink, PAGE_HEIGHT, PAGE_WIDTH};
use super::tags::Outline;

/// Language of the fixed words on the page.
pub(super) const LANGUAGE: &str = "en";

/// What is said about a document besides what it shows.
pub(super) struct Labels<'a> {
    pub(super) metadata: Metadata,
    /// The one bookmark, which PDF/UA asks for.
    pub(super) bookmark: String,
    /// Alternative text of the logo.
    pub(super) logo: &'a str,
}

/// Paints all sheets.
pub(super) fn paint(
    sheets: &[Sheet],
    labels: Labels<'_>,
    configuration: Configuration,
) -> Result<Vec<u8>, DocumentError> {
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(labels.metadata.language(LANGUAGE.to_owned()));
    let mut outline = Outline::default();
    let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT)
        .ok_or_else(|| DocumentError::Render("the page has no size".into()))?;
    for sheet in sheets {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        for placed in &sheet.marks {
            draw(&mut surface, placed, labels.logo, &mut outline);
        }
        surface.finish();
        page.finish();
    }
    let mut bookmarks = Bookmarks::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    bookmarks.push_child(OutlineNode::new(labels.bookmark, top));
    document.set_outline(bookmarks);
    document.set_tag_tree(outline.finish(LANGUAGE));
    document.finish().map_err(|e| DocumentError::Render(format!("{e:?}")))
}

fn draw(surface: &mut Surface<'_>, placed: &Placed, logo_name: &str, outline: &mut Outline) {
    let tag = match placed.role {
        Role::Artifact => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Role::Figure => ContentTag::Other,
        _ => ContentTag::Span(SpanTag::empty()),
    };
    let piece = surface.start_tagged(tag);
    let mut name = logo_name;
    match &placed.mark {
        Mark::Text { x, baseline, line, text, ink } => {
            name = text;
            surface.set_fill(Some(solid(*ink)));
            for run in &line.runs {
                let start = Point::from_xy(x + run.x, *baseline);
                surface.draw_glyphs(start, &run.glyphs, run.font.clone(), text, run.size, false);
            }
        }
        Mark::Fill { frame, radius, ink } => {
            if let Some(path) = outline_of(*frame, *radius) {
                surface.set_fill(Some(solid(*ink)));
                surface.draw_path(&path);
            }
        }
        Mark::Logo { frame, image } => {
            if let Some(size) = Size::from_wh(frame.width, frame.height) {
                surface.push_transform(&Transform::from_translate(frame.x, frame.y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
    surface.end_tagged();
    if placed.role != Role::Artifact {
        outline.add(placed.role, piece, name);
    }
}

fn solid(ink: Ink) -> Fill {
    Fill {
        paint: rgb::Color::new(ink.0, ink.1, ink.2).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

/// A rectangle, with round corners if `radius` is not 0.
fn outline_of(frame: Frame, radius: f32) -> Option<Path> {
    let Frame { x, y, width, height } = frame;
    let mut path = PathBuilder::new();
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    let r = radius.min(width / 2.0).min(height / 2.0);
    // Distance of the control points that makes a Bézier curve a quarter of a circle.
    let k = r * 0.447_715;
    let (right, bottom) = (x + width, y + height);
    path.move_to(x + r, y);
    path.line_to(right - r, y);
    path.cubic_to(right - k, y, right, y + k, right, y + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(x + r, bottom);
    path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - r);
    path.line_to(x, y + r);
    path.cubic_to(x, y + k, x + k, y, x + r, y);
    path.close();
    path.finish()
}
