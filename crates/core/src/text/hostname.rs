//! The name of a server: RFC 1123 labels, in lower case.

use std::str::FromStr;

use super::{TextError, text_type};

const MAX: usize = 253;
const MAX_LABEL: usize = 63;

/// One or more labels of letters, digits and inner hyphens, joined by dots; at most 253 characters.
///
/// Never looks like an IP address: the last label is not a number in any notation that address
/// parsers know (digits, or `0x` and hex digits).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hostname(String);

text_type!(Hostname);

impl FromStr for Hostname {
    type Err = TextError;

    fn from_str(input: &str) -> Result<Self, TextError> {
        let name = input.trim().to_ascii_lowercase();
        if name.is_empty() {
            return Err(TextError::Empty);
        }
        if name.len() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        if name.ends_with('.') {
            return Err(TextError::Hostname("leave out the dot at the end"));
        }
        for label in name.split('.') {
            check_label(label)?;
        }
        let last = name.rsplit('.').next().unwrap_or_default();
        if is_number(last) {
            return Err(TextError::Hostname("the last part is a number, as in an IP address"));
        }
        Ok(Self(name))
    }
}

fn check_label(label: &str) -> Result<(), TextError> {
    if label.is_empty() {
        return Err(TextError::Hostname("a part between dots is empty"));
    }
    if label.len() > MAX_LABEL {
        return Err(TextError::Hostname("a part between dots is longer than 63 characters"));
    }
    if !label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(TextError::Hostname("only letters, digits, hyphens and dots can be used"));
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(TextError::Hostname("a part between dots begins or ends with a hyphen"));
    }
    Ok(())
}

/// What the WHATWG URL standard calls "ends in a number".
fn is_number(label: &str) -> bool {
    let digits = label.strip_prefix("0x");
    label.bytes().all(|b| b.is_ascii_digit())
        || digits.is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_lower_cased() {
        for (input, name) in [
            (" VPS-1.Example.COM ", "vps-1.example.com"),
            ("web", "web"),
            ("1and1.de", "1and1.de"),
            ("10.example", "10.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(input.parse::<Hostname>().unwrap().as_str(), name);
        }
    }

    #[test]
    fn hostile_names_are_refused() {
        let label = "a".repeat(64);
        let long = "a.".repeat(127);
        for bad in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a.-b.c",
            "a_b",
            "a b",
            "a/b",
            "a:22",
            "12345",
            "192.0.2.1",
            "a.0x7f",
            "0x",
            "bücher.de",
            "a\0",
            "a\r\nHost: b",
            "a;reboot",
            "$(id)",
            "[::1]",
            "a@b",
            &label,
            &long,
        ] {
            assert!(bad.parse::<Hostname>().is_err(), "{bad:?} was taken");
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_plain_and_passes_again(input in "[a-zA-Z0-9.\\-_ é]{0,80}") {
            if let Ok(name) = input.parse::<Hostname>() {
                prop_assert!(name.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.'));
                prop_assert!(name.as_str().parse::<std::net::IpAddr>().is_err());
                prop_assert_eq!(name.as_str().parse::<Hostname>(), Ok(name));
            }
        }
    }
}
