//! The logo: PNG bytes that somebody uploaded, measured before they are decoded.

use kn_core::ports::document::DocumentError;
use krilla::image::Image;

/// Largest logo file.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Largest side in pixels; a small file can claim to be enormous.
const MAX_SIDE: u32 = 4_000;

/// Whether a logo can be printed; for the settings page to ask before it stores one.
///
/// # Errors
/// [`DocumentError::Invalid`] with the reason.
pub fn check_logo(png: &[u8]) -> Result<(), DocumentError> {
    let image = load(png)?;
    // krilla decodes the pixels only when the file is written.
    let mut document = krilla::Document::new();
    let mut page = document.start_page();
    let mut surface = page.surface();
    if let Some(size) = krilla::geom::Size::from_wh(1.0, 1.0) {
        surface.draw_image(image, size);
    }
    surface.finish();
    page.finish();
    document.finish().map(|_| ()).map_err(|_| invalid("its pixels can't be read"))
}

pub(super) fn load(png: &[u8]) -> Result<Image, DocumentError> {
    if png.len() > MAX_BYTES {
        return Err(invalid(&format!("the file has {} bytes, at most {MAX_BYTES}", png.len())));
    }
    let image = Image::from_png(png.to_vec().into(), true)
        .map_err(|_| invalid("the file is not a PNG image"))?;
    let (width, height) = image.size();
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return Err(invalid(&format!(
            "it is {width} × {height} pixels, each side may have 1 to {MAX_SIDE}"
        )));
    }
    Ok(image)
}

fn invalid(reason: &str) -> DocumentError {
    DocumentError::Invalid(format!("the logo can't be used: {reason}"))
}
