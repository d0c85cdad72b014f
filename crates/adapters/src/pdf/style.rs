//! Sizes, colours and distances of a page, in points (1/72 inch). One place, so the paper has one look.

/// An RGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const BLACK: Ink = Ink(17, 19, 24);
pub(super) const MUTED: Ink = Ink(92, 98, 110);
pub(super) const RULE: Ink = Ink(218, 222, 229);
pub(super) const TINT: Ink = Ink(245, 246, 249);
pub(super) const WHITE: Ink = Ink(255, 255, 255);
pub(super) const GREEN: Ink = Ink(17, 112, 61);
pub(super) const GREEN_TINT: Ink = Ink(227, 244, 234);

/// A4.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;
pub(super) const LEFT: f32 = 48.0;
pub(super) const RIGHT: f32 = PAGE_WIDTH - LEFT;
pub(super) const CONTENT_WIDTH: f32 = RIGHT - LEFT;
/// Where content starts on the first page, below the accent bar.
pub(super) const FIRST_TOP: f32 = 42.0;
/// Where content starts on later pages, below the running head.
pub(super) const NEXT_TOP: f32 = 74.0;
/// Where content ends; the footer stands below.
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 60.0;
/// First line of the footer.
pub(super) const FOOTER_TOP: f32 = PAGE_HEIGHT - 46.0;
pub(super) const BAR_HEIGHT: f32 = 5.0;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextStyle {
    pub(super) size: f32,
    /// CSS weight; 400 and 600 are carried.
    pub(super) weight: f32,
    /// Distance from line to line.
    pub(super) leading: f32,
    /// Digits of one width, for columns of numbers.
    pub(super) tabular: bool,
}

/// A style as something that can be compared and hashed.
pub(super) type StyleKey = (u32, u32, u32, bool);

impl TextStyle {
    pub(super) fn key(self) -> StyleKey {
        (self.size.to_bits(), self.weight.to_bits(), self.leading.to_bits(), self.tabular)
    }
}

const fn text(size: f32, weight: f32, leading: f32) -> TextStyle {
    TextStyle { size, weight, leading, tabular: false }
}

const fn number(size: f32, weight: f32, leading: f32) -> TextStyle {
    TextStyle { size, weight, leading, tabular: true }
}

pub(super) const TITLE: TextStyle = text(21.0, 600.0, 26.0);
pub(super) const BRAND: TextStyle = text(15.0, 600.0, 18.0);
pub(super) const INITIAL: TextStyle = text(18.0, 600.0, 22.0);
pub(super) const SUMMARY: TextStyle = text(14.0, 600.0, 19.0);
pub(super) const SECTION: TextStyle = text(10.0, 600.0, 14.0);
pub(super) const LABEL: TextStyle = text(8.0, 600.0, 12.0);
pub(super) const BADGE: TextStyle = text(8.5, 600.0, 12.0);
pub(super) const NAME: TextStyle = text(9.5, 600.0, 13.5);
pub(super) const BODY: TextStyle = text(9.0, 400.0, 13.0);
pub(super) const STRONG: TextStyle = text(9.0, 600.0, 13.0);
pub(super) const SMALL: TextStyle = text(8.0, 400.0, 11.5);
pub(super) const FOOT: TextStyle = text(7.5, 400.0, 10.5);
pub(super) const NUMBER: TextStyle = number(9.0, 400.0, 13.0);
pub(super) const TOTAL: TextStyle = number(11.0, 600.0, 15.0);

/// Baseline below the top of a line: the box is centred on Inter's ascent and descent, whatever
/// fallback font a run uses, so neighbouring cells always share a baseline.
pub(super) fn baseline(style: TextStyle) -> f32 {
    style.leading / 2.0 + style.size * 0.364
}

/// Black or white, whichever can be read on `ground`.
pub(super) fn readable_on(ground: Ink) -> Ink {
    let luma =
        0.299 * f32::from(ground.0) + 0.587 * f32::from(ground.1) + 0.114 * f32::from(ground.2);
    if luma > 160.0 { BLACK } else { WHITE }
}
