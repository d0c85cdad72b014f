//! Text made measurable: shaping, per-character font fallback, wrapping and real widths.
//!
//! A [`TextBlock`] is finished: every glyph has its font and place, so composing a page is plain
//! arithmetic and painting it needs no further decision.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use kn_core::ports::document::DocumentError;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag as VariationTag};
use parley::layout::Run;
use parley::style::{
    FontFamily, FontFamilyName, FontFeature, FontFeatures, FontWeight, OverflowWrap, StyleProperty,
};
use parley::{FontContext, LayoutContext};

use super::fonts::{Face, FontSet};
use super::style::{StyleKey, TextStyle};

/// Longest text of one block in characters; the rest is cut and marked with an ellipsis.
const MAX_CHARS: usize = 1_500;

/// Glyphs of one font within a line.
pub(super) struct GlyphRun {
    /// Distance from the start of the line.
    pub(super) x: f32,
    pub(super) size: f32,
    pub(super) font: Font,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// One line of a block.
pub(super) struct TextLine {
    /// Width without trailing white space.
    pub(super) width: f32,
    pub(super) runs: Vec<GlyphRun>,
}

/// Shaped and wrapped text; cheap to clone.
#[derive(Clone)]
pub(super) struct TextBlock {
    /// The text that the glyph runs refer to.
    pub(super) text: Arc<str>,
    pub(super) lines: Vec<Arc<TextLine>>,
    pub(super) style: TextStyle,
}

impl TextBlock {
    /// Height of all lines.
    pub(super) fn height(&self) -> f32 {
        self.style.leading * self.lines.len() as f32
    }

    /// Width of the longest line.
    pub(super) fn width(&self) -> f32 {
        self.lines.iter().map(|l| l.width).fold(0.0, f32::max)
    }
}

/// Shapes text; keeps its caches between calls.
pub(super) struct TextEngine {
    fonts: FontSet,
    context: FontContext,
    layouts: LayoutContext<()>,
    order: Arc<[FontFamilyName<'static>]>,
    instances: HashMap<InstanceKey, Font>,
    /// Texts of the document at hand: a second layout and repeated amounts cost nothing.
    shaped: HashMap<ShapedKey, TextBlock>,
}

/// Text, style, and the bits of the width it is wrapped at.
type ShapedKey = (String, StyleKey, Option<u32>);

/// Font data, index in it, and variation settings (tag and bits of the value).
type InstanceKey = (u64, u32, Vec<([u8; 4], u32)>);

impl TextEngine {
    pub(super) fn new(fonts: &FontSet) -> Self {
        Self {
            fonts: fonts.clone(),
            context: fonts.context(),
            layouts: LayoutContext::new(),
            order: fonts.order(),
            instances: HashMap::new(),
            shaped: HashMap::new(),
        }
    }

    /// Shapes `text` on one line, however long.
    pub(super) fn line(
        &mut self,
        text: &str,
        style: TextStyle,
    ) -> Result<TextBlock, DocumentError> {
        self.block(printable(text).replace('\n', " "), style, None)
    }

    /// Shapes `text` and wraps it at `width`; line breaks in the text are kept.
    pub(super) fn wrap(
        &mut self,
        text: &str,
        style: TextStyle,
        width: f32,
    ) -> Result<TextBlock, DocumentError> {
        self.block(printable(text), style, Some(width))
    }

    /// Forgets the texts of a document; nothing of a customer stays in memory.
    pub(super) fn forget_texts(&mut self) {
        self.shaped.clear();
    }

    fn block(
        &mut self,
        text: String,
        style: TextStyle,
        width: Option<f32>,
    ) -> Result<TextBlock, DocumentError> {
        let key = (text, style.key(), width.map(f32::to_bits));
        if let Some(block) = self.shaped.get(&key) {
            return Ok(block.clone());
        }
        let block = self.shape(&key.0, style, width)?;
        self.shaped.insert(key, block.clone());
        Ok(block)
    }

    fn shape(
        &mut self,
        text: &str,
        style: TextStyle,
        width: Option<f32>,
    ) -> Result<TextBlock, DocumentError> {
        let tabular = [FontFeature::new(parley::setting::Tag::new(b"tnum"), 1)];
        let order = Arc::clone(&self.order);
        let mut builder = self.layouts.ranged_builder(&mut self.context, text, 1.0, false);
        builder.push_default(FontFamily::List(order.as_ref().into()));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(style.weight)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if style.tabular {
            builder.push_default(FontFeatures::from(&tabular));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(width);
        let mut lines = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let mut runs = Vec::new();
            let mut x = 0.0;
            for run in line.runs() {
                let font = self.font_of(&run)?;
                let data = run.font();
                let face = self.fonts.face(data.data.id(), data.index);
                let (glyphs, advance) = glyphs_of(&run, text, face);
                runs.push(GlyphRun { x, size: run.font_size(), font, glyphs });
                x += advance;
            }
            let width = (metrics.advance - metrics.hanging_advance).max(0.0);
            lines.push(Arc::new(TextLine { width, runs }));
        }
        Ok(TextBlock { text: text.into(), lines, style })
    }

    fn font_of(&mut self, run: &Run<'_, ()>) -> Result<Font, DocumentError> {
        let data = run.font();
        let settings: Vec<([u8; 4], f32)> = run
            .synthesis()
            .variation_settings()
            .iter()
            .map(|(tag, value)| (tag.to_be_bytes(), *value))
            .collect();
        if settings.is_empty()
            && let Some(face) = self.fonts.face(data.data.id(), data.index)
        {
            return Ok(face.font.clone());
        }
        let bits = settings.iter().map(|(tag, value)| (*tag, value.to_bits())).collect();
        let key = (data.data.id(), data.index, bits);
        if let Some(font) = self.instances.get(&key) {
            return Ok(font.clone());
        }
        let coordinates: Vec<(VariationTag, f32)> =
            settings.iter().map(|(tag, value)| (VariationTag::new(tag), *value)).collect();
        let (bytes, _) = data.data.clone().into_raw_parts();
        let font = Font::new_variable(bytes.into(), data.index, &coordinates)
            .ok_or_else(|| DocumentError::Render("a font can't be embedded".into()))?;
        self.instances.insert(key, font.clone());
        Ok(font)
    }
}

/// Glyphs of a run from left to right, and their advance together.
fn glyphs_of(run: &Run<'_, ()>, text: &str, face: Option<&Face>) -> (Vec<KrillaGlyph>, f32) {
    let size = run.font_size();
    let mut glyphs: Vec<KrillaGlyph> = Vec::new();
    let mut total = 0.0;
    for cluster in run.visual_clusters() {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation() {
            // Its text belongs to the glyph before it (after it, where text runs right to left).
            if let Some(last) = glyphs.last_mut() {
                last.text_range.start = last.text_range.start.min(range.start);
                last.text_range.end = last.text_range.end.max(range.end);
            }
            continue;
        }
        let ids: Vec<u32> = cluster.glyphs().map(|g| g.id).collect();
        let spelled = match face {
            Some(face) if ids.len() > 1 && !run.is_rtl() => spell(text, &range, &ids, face),
            _ => vec![range; ids.len()],
        };
        for (glyph, range) in cluster.glyphs().zip(spelled) {
            total += glyph.advance;
            // parley counts y downwards, krilla upwards; krilla wants parts of an em.
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance / size,
                glyph.x / size,
                -glyph.y / size,
                0.0,
                range,
                None,
            ));
        }
    }
    (glyphs, total)
}

/// Which characters each glyph of a cluster stands for. Glyphs at both ends that stand for one
/// character each get it; those between share the rest. Without this a viewer would have to guess
/// where a cluster such as "कु" ends, and searching for a word with it could fail.
fn spell(text: &str, range: &Range<usize>, ids: &[u32], face: &Face) -> Vec<Range<usize>> {
    let mut rest: Vec<(usize, char)> = text
        .get(range.clone())
        .unwrap_or_default()
        .char_indices()
        .map(|(at, c)| (range.start + at, c))
        .collect();
    let (mut from, mut to) = (range.start, range.end);
    let mut glyphs = ids;
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    while let ([(at, c), .., (last_at, last)], [id, .., last_id]) = (rest.as_slice(), glyphs) {
        let (at, c, last_at, last) = (*at, *c, *last_at, *last);
        if face.glyph_of(last) == Some(*last_id) {
            tail.push(last_at..to);
            to = last_at;
            rest.pop();
            glyphs = glyphs.split_last().map_or(&[], |(_, others)| others);
        } else if face.glyph_of(c) == Some(*id) {
            head.push(at..at + c.len_utf8());
            from = at + c.len_utf8();
            rest.remove(0);
            glyphs = glyphs.split_first().map_or(&[], |(_, others)| others);
        } else {
            break;
        }
    }
    head.extend(glyphs.iter().map(|_| from..to));
    head.extend(tail.into_iter().rev());
    head
}

/// Text without control characters and without the marks that reorder foreign text (a name must not
/// turn an amount around), cut at [`MAX_CHARS`].
pub(super) fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.trim_end().chars().filter(|c| !reorders(*c));
    for c in chars.by_ref().take(MAX_CHARS) {
        match c {
            '\n' => clean.push('\n'),
            c if c.is_control() => clean.push(' '),
            c => clean.push(c),
        }
    }
    if chars.next().is_some() {
        clean.push('…');
    }
    clean
}

fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\r')
}

#[cfg(test)]
mod tests {
    use super::super::style;
    use super::*;

    fn engine() -> TextEngine {
        TextEngine::new(&FontSet::load(None).expect("bundled fonts load"))
    }

    #[test]
    fn digits_have_one_width_in_number_columns() {
        let mut engine = engine();
        let ones = engine.line("$1,111.11", style::NUMBER).unwrap().width();
        let eights = engine.line("$8,888.88", style::NUMBER).unwrap().width();
        assert!((ones - eights).abs() < 0.01, "{ones} and {eights}");
    }

    #[test]
    fn wrapped_lines_never_exceed_the_width_even_without_spaces() {
        let mut engine = engine();
        let long = "a-very-long-hostname-without-any-space.".repeat(9);
        for text in
            [long.as_str(), "Виртуальный сервер с очень длинным описанием и резервной копией"]
        {
            let block = engine.wrap(text, style::BODY, 120.0).unwrap();
            assert!(block.lines.len() > 2);
            assert!(block.width() <= 120.01, "{}", block.width());
        }
    }

    #[test]
    fn every_script_we_promise_has_glyphs() {
        let mut engine = engine();
        for text in
            ["Zażółć gęślą jaźń", "Αθήνα Ελλάδα", "Петровић Ђорђе", "अनिल शर्मा", "₹ € £ ₺ ₴"]
        {
            let block = engine.line(text, style::BODY).unwrap();
            let missing = block.lines.iter().flat_map(|l| &l.runs).flat_map(|r| &r.glyphs);
            assert_eq!(missing.filter(|g| g.glyph_id.to_u32() == 0).count(), 0, "{text}");
        }
    }

    #[test]
    fn devanagari_is_shaped_and_not_spelled() {
        let mut engine = engine();
        // क् + ष forms one conjunct glyph, so there are fewer glyphs than characters.
        let block = engine.line("क्ष", style::BODY).unwrap();
        let glyphs: usize = block.lines.iter().flat_map(|l| &l.runs).map(|r| r.glyphs.len()).sum();
        assert_eq!(glyphs, 1);
    }

    #[test]
    fn a_missing_character_is_a_box_with_a_width() {
        let mut engine = engine();
        let block = engine.line("漢", style::BODY).unwrap();
        assert!(block.width() > 1.0);
        assert_eq!(block.lines[0].runs[0].glyphs[0].glyph_id.to_u32(), 0);
    }

    #[test]
    fn control_and_reordering_characters_do_not_reach_the_page() {
        assert_eq!(printable("a\u{0}b\tc\u{202E}d\r\ne  "), "a b cd\ne");
        let long = "x".repeat(MAX_CHARS + 5);
        assert_eq!(printable(&long).chars().count(), MAX_CHARS + 1);
    }
}
