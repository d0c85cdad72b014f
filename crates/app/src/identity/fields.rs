//! What commands carry as text, parsed field by field so that a form hears of all its faults at once.

use kn_core::code::Code;
use kn_core::text::{self, Email, TextError};

use super::model::Address;
use crate::error::Faults;

pub(super) const NAME_MAX: usize = 120;
const COMPANY_MAX: usize = 120;
const PHONE_MAX: usize = 40;
const TAX_ID_MAX: usize = 40;

/// Keeps a parsed text, or notes its fault as a sentence.
pub(super) fn keep<T>(faults: &mut Faults, field: &str, parsed: Result<T, TextError>) -> Option<T> {
    parsed.map_err(|fault| faults.add(field, fault.code(), format!("This {fault}."))).ok()
}

pub(super) fn email(faults: &mut Faults, text: &str) -> Option<Email> {
    keep(faults, "email", text.parse())
}

pub(super) fn full_name(faults: &mut Faults, text: &str) -> Option<String> {
    keep(faults, "full_name", text::clean_line(text, NAME_MAX))
}

pub(super) fn company(faults: &mut Faults, text: Option<&str>) -> Option<String> {
    optional(faults, "company", text, COMPANY_MAX)
}

pub(super) fn phone(faults: &mut Faults, text: Option<&str>) -> Option<String> {
    optional(faults, "phone", text, PHONE_MAX)
}

pub(super) fn tax_id(faults: &mut Faults, text: Option<&str>) -> Option<String> {
    optional(faults, "tax_id", text, TAX_ID_MAX)
}

pub(super) fn address(faults: &mut Faults, given: &Address) -> Address {
    Address {
        line1: optional(faults, "address.line1", given.line1.as_deref(), 120),
        line2: optional(faults, "address.line2", given.line2.as_deref(), 120),
        city: optional(faults, "address.city", given.city.as_deref(), 80),
        region: optional(faults, "address.region", given.region.as_deref(), 80),
        postal_code: optional(faults, "address.postal_code", given.postal_code.as_deref(), 20),
    }
}

/// Absent and blank are none.
pub(super) fn optional(
    faults: &mut Faults,
    field: &str,
    text: Option<&str>,
    max: usize,
) -> Option<String> {
    keep(faults, field, text::clean_optional(text, max)).flatten()
}

/// Two letters (ISO 3166 alpha-2), or none.
pub(super) fn country(faults: &mut Faults, text: Option<&str>) -> Option<String> {
    let code = text.map(|t| t.trim().to_ascii_uppercase()).filter(|t| !t.is_empty())?;
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(code);
    }
    faults.add(
        "country",
        Code::Invalid,
        "Please give the country as two letters, such as DE or IN.",
    );
    None
}

/// A language with or without a region: `en`, `pt-BR`.
pub(super) fn locale(faults: &mut Faults, text: &str) -> Option<String> {
    let (language, region) =
        text.split_once('-').map_or((text, None), |(language, region)| (language, Some(region)));
    let language_ok =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
    let region_ok =
        region.is_none_or(|r| r.len() == 2 && r.bytes().all(|b| b.is_ascii_uppercase()));
    if language_ok && region_ok {
        return Some(text.to_owned());
    }
    faults.add("locale", Code::Invalid, "Please give the language as in en or pt-BR.");
    None
}

/// A name of the IANA database.
pub(super) fn time_zone(faults: &mut Faults, text: &str) -> Option<String> {
    let zone = text.parse::<chrono_tz::Tz>();
    if zone.is_err() {
        faults.add("time_zone", Code::Invalid, "Please give a time zone such as Europe/Berlin.");
    }
    zone.ok().map(|zone| zone.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_locales_and_zones_are_checked() {
        let mut faults = Faults::default();
        assert_eq!(country(&mut faults, Some(" de ")).as_deref(), Some("DE"));
        assert_eq!(country(&mut faults, Some("  ")), None);
        assert_eq!(locale(&mut faults, "pt-BR").as_deref(), Some("pt-BR"));
        assert_eq!(time_zone(&mut faults, "Asia/Kolkata").as_deref(), Some("Asia/Kolkata"));
        assert!(faults.finish().is_ok());

        let mut faults = Faults::default();
        for bad in ["D", "DEU", "1x", "ß"] {
            country(&mut faults, Some(bad));
        }
        for bad in ["", "e", "EN", "en-us", "en_US", "en-"] {
            locale(&mut faults, bad);
        }
        time_zone(&mut faults, "Mars/Olympus");
        email(&mut faults, "nobody");
        full_name(&mut faults, " \n");
        let error = faults.finish().expect_err("all of these are faults");
        assert_eq!(error.field_errors().len(), 13);
        assert_eq!(error.field_errors()[12].message, "This must not be empty.");
    }
}
