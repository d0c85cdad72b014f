//! The name of a catalog item or page in a URL.

use std::str::FromStr;

use super::{TextError, text_type};

const MAX: usize = 64;

/// Lower-case letters and digits in groups joined by single hyphens, at most 64 characters.
/// Not lower-cased on the way in: a slug is an identifier, and two spellings would be two URLs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

text_type!(Slug);

impl FromStr for Slug {
    type Err = TextError;

    fn from_str(input: &str) -> Result<Self, TextError> {
        let slug = input.trim();
        if slug.is_empty() {
            return Err(TextError::Empty);
        }
        if slug.len() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        let is_group = |group: &str| {
            !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if slug.split('-').all(is_group) { Ok(Self(slug.to_owned())) } else { Err(TextError::Slug) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_spelling_passes() {
        for good in ["vps-1", "a", "ubuntu-24-04", "404"] {
            assert_eq!(good.parse::<Slug>().unwrap().as_str(), good);
        }
        let long = "a".repeat(65);
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "a/b", "..", "é", "a\0", &long]
        {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?} was taken");
        }
    }
}
