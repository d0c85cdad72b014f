//! The fonts a PDF may use: Inter first, then Noto Sans, Noto Sans Devanagari and whatever the
//! operator put into the extra folder. System fonts are never looked at, so the same document gives
//! the same bytes on every machine.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use kn_core::ports::document::DocumentError;
use krilla::text::Font;
use parley::FontContext;
use parley::fontique::{
    Blob, CharmapIndex, Collection, CollectionOptions, FontInfoOverride, FontWeight, SourceCache,
};
use parley::style::FontFamilyName;

/// One bundled face: family, CSS weight, file.
type BundledFace = (&'static str, f32, &'static [u8]);

const BUNDLED: [BundledFace; 6] = [
    ("Inter", 400.0, include_bytes!("../../assets/fonts/inter/Inter-Regular.ttf")),
    ("Inter", 600.0, include_bytes!("../../assets/fonts/inter/Inter-SemiBold.ttf")),
    ("Noto Sans", 400.0, include_bytes!("../../assets/fonts/noto-sans/NotoSans-Regular.ttf")),
    ("Noto Sans", 600.0, include_bytes!("../../assets/fonts/noto-sans/NotoSans-SemiBold.ttf")),
    (
        "Noto Sans Devanagari",
        400.0,
        include_bytes!("../../assets/fonts/noto-sans-devanagari/NotoSansDevanagari-Regular.ttf"),
    ),
    (
        "Noto Sans Devanagari",
        600.0,
        include_bytes!("../../assets/fonts/noto-sans-devanagari/NotoSansDevanagari-SemiBold.ttf"),
    ),
];

/// Largest extra font file; the big CJK collections are about 20 MB.
const MAX_FONT_BYTES: u64 = 64 * 1024 * 1024;

/// The registered fonts; cheap to clone.
#[derive(Clone)]
pub(super) struct FontSet {
    collection: Collection,
    order: Arc<[FontFamilyName<'static>]>,
    faces: Arc<HashMap<(u64, u32), Face>>,
}

/// A font file that is ready to be embedded and asked for its characters.
#[derive(Clone)]
pub(super) struct Face {
    pub(super) font: Font,
    bytes: Blob<u8>,
    characters: CharmapIndex,
}

impl Face {
    /// The glyph that stands for a character by itself.
    pub(super) fn glyph_of(&self, character: char) -> Option<u32> {
        self.characters.charmap(self.bytes.as_ref())?.map(character)
    }
}

impl FontSet {
    /// Registers the bundled fonts and every `.ttf`, `.otf` and `.ttc` file of `extra`, by file name.
    pub(super) fn load(extra: Option<&Path>) -> Result<Self, DocumentError> {
        let mut loader = Loader::new();
        for (family, weight, bytes) in BUNDLED {
            loader.add(&Blob::new(Arc::new(bytes)), Some((family, weight)), family)?;
        }
        if let Some(dir) = extra {
            for path in font_files(dir)? {
                let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
                loader.add(&Blob::new(Arc::new(bytes)), None, &path.display().to_string())?;
            }
        }
        Ok(loader.finish())
    }

    /// A font context with these fonts and no others.
    pub(super) fn context(&self) -> FontContext {
        FontContext { collection: self.collection.clone(), source_cache: SourceCache::default() }
    }

    /// Families in the order in which a character is looked for.
    pub(super) fn order(&self) -> Arc<[FontFamilyName<'static>]> {
        Arc::clone(&self.order)
    }

    /// The face behind a font that the layout chose.
    pub(super) fn face(&self, blob_id: u64, index: u32) -> Option<&Face> {
        self.faces.get(&(blob_id, index))
    }
}

struct Loader {
    collection: Collection,
    order: Vec<FontFamilyName<'static>>,
    faces: HashMap<(u64, u32), Face>,
}

impl Loader {
    fn new() -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        Self { collection: Collection::new(options), order: Vec::new(), faces: HashMap::new() }
    }

    fn add(
        &mut self,
        blob: &Blob<u8>,
        known: Option<(&'static str, f32)>,
        source: &str,
    ) -> Result<(), DocumentError> {
        let info = known.map(|(family, weight)| FontInfoOverride {
            family_name: Some(family),
            weight: Some(FontWeight::new(weight)),
            ..FontInfoOverride::default()
        });
        let registered = self.collection.register_fonts(blob.clone(), info);
        if registered.is_empty() {
            return Err(DocumentError::Render(format!("{source} is not a font that can be used")));
        }
        for (family, fonts) in registered {
            let name = self.collection.family_name(family).unwrap_or_default().to_owned();
            let name = FontFamilyName::Named(name.into());
            if !self.order.contains(&name) {
                self.order.push(name);
            }
            for font in fonts {
                let (bytes, id) = blob.clone().into_raw_parts();
                let embedded = Font::new(bytes.into(), font.index()).ok_or_else(|| {
                    DocumentError::Render(format!("{source} cannot be embedded in a PDF"))
                })?;
                let characters = font.charmap_index();
                let face = Face { font: embedded, bytes: blob.clone(), characters };
                self.faces.insert((id, font.index()), face);
            }
        }
        Ok(())
    }

    fn finish(self) -> FontSet {
        FontSet {
            collection: self.collection,
            order: self.order.into(),
            faces: Arc::new(self.faces),
        }
    }
}

fn font_files(dir: &Path) -> Result<Vec<std::path::PathBuf>, DocumentError> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| unreadable(dir, &e))? {
        let path = entry.map_err(|e| unreadable(dir, &e))?.path();
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if !["ttf", "otf", "ttc"].contains(&extension.to_ascii_lowercase().as_str()) {
            continue;
        }
        let length = std::fs::metadata(&path).map_err(|e| unreadable(&path, &e))?.len();
        if length > MAX_FONT_BYTES {
            return Err(DocumentError::Render(format!(
                "font {} has {length} bytes, at most {MAX_FONT_BYTES} are allowed",
                path.display()
            )));
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> DocumentError {
    DocumentError::Render(format!("font folder or file {} can't be read: {error}", path.display()))
}
