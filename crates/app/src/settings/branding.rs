//! The brand: names, colours and addresses that pages, mails and documents show.

use kn_core::code::Code;
use serde::{Deserialize, Serialize};

use super::{Section, SectionValue, email_or_empty, line, required};
use crate::error::Faults;

/// The brand's words and accent colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branding {
    pub name: String,
    pub tagline: String,
    pub browser_title: String,
    pub support_email: String,
    /// `#rrggbb`; used on mails and documents.
    pub accent: String,
}

impl Default for Branding {
    fn default() -> Self {
        Self {
            name: "KloudNests".to_owned(),
            tagline: "Enterprise Cloud Infrastructure Provider".to_owned(),
            browser_title: "KloudNests - Enterprise Cloud Infrastructure".to_owned(),
            support_email: "support@kloudnests.com".to_owned(),
            accent: "#2563ea".to_owned(),
        }
    }
}

impl Branding {
    /// The accent as red, green, blue; the default blue if it does not parse.
    pub fn accent_rgb(&self) -> (u8, u8, u8) {
        parse_accent(&self.accent).unwrap_or((0x25, 0x63, 0xea))
    }
}

fn parse_accent(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text
        .strip_prefix('#')
        .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some((red, green, blue))
}

/// WCAG contrast of white text on this colour, times 100.
fn contrast_with_white(rgb: (u8, u8, u8)) -> u32 {
    fn channel(value: u8) -> f64 {
        let v = f64::from(value) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    }
    let luminance = 0.2126 * channel(rgb.0) + 0.7152 * channel(rgb.1) + 0.0722 * channel(rgb.2);
    let ratio = 1.05 / (luminance + 0.05) * 100.0;
    // At most 2100; the cast cannot lose anything that matters.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a contrast is between 100 and 2100"
    )]
    let hundredths = ratio as u32;
    hundredths
}

impl SectionValue for Branding {
    const SECTION: Section = Section::Branding;

    fn check(&mut self, faults: &mut Faults) {
        required(faults, "name", &mut self.name, 60);
        line(faults, "tagline", &mut self.tagline, 120);
        required(faults, "browser_title", &mut self.browser_title, 120);
        email_or_empty(faults, "support_email", &mut self.support_email);
        self.accent = self.accent.trim().to_ascii_lowercase();
        match parse_accent(&self.accent) {
            None => faults.add("accent", Code::Invalid, "Please give the colour as #rrggbb."),
            Some(rgb) if contrast_with_white(rgb) < 450 => {
                faults.add(
                    "accent",
                    Code::OutOfRange,
                    "White text is hard to read on this colour; please choose a darker one.",
                );
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pale_accent_is_refused_and_the_default_is_not() {
        let mut faults = Faults::default();
        Branding::default().check(&mut faults);
        assert!(faults.finish().is_ok());
        for bad in ["#ffcc00", "blue", "#12345", "#12345g", ""] {
            let mut faults = Faults::default();
            Branding { accent: bad.to_owned(), ..Branding::default() }.check(&mut faults);
            assert!(faults.finish().is_err(), "{bad}");
        }
        assert_eq!(Branding::default().accent_rgb(), (0x25, 0x63, 0xea));
    }
}
