//! Text that people and clients send, parsed once at the edge into what the rest may rely on.
//!
//! Invariants of everything that passes: no NUL and no control characters (PostgreSQL refuses the
//! one, mail headers and logs are attacked with the others), no characters that reverse the reading
//! direction, a length limit in characters, no blank around it. Callers: commands of every feature.

mod email;
mod hostname;
mod slug;

use std::net::{IpAddr, Ipv4Addr};

pub use email::Email;
pub use hostname::Hostname;
pub use slug::Slug;

use crate::code::Code;

/// What is wrong with a text, as a sentence for the person who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing that can be seen.
    #[error("must not be empty")]
    Empty,
    /// More characters than are taken.
    #[error("must be at most {0} characters long")]
    TooLong(usize),
    /// A line break where one line is expected.
    #[error("must be a single line")]
    LineBreak,
    /// A control character.
    #[error("contains a control character that cannot be used")]
    Control,
    /// A character that changes the reading direction of what follows.
    #[error("contains an invisible character that changes the direction of the text")]
    Direction,
    /// No e-mail address; says what is missing.
    #[error("is not an e-mail address: {0}")]
    Email(&'static str),
    /// No host name; says what is wrong.
    #[error("is not a host name: {0}")]
    Hostname(&'static str),
    /// No slug.
    #[error("must be lower-case letters and digits in groups joined by single hyphens")]
    Slug,
    /// No IP address at all.
    #[error("is not an IPv4 or IPv6 address")]
    IpFormat,
    /// An IP address no server can have; says which kind.
    #[error("is {0}, which no server can have")]
    IpKind(&'static str),
}

impl TextError {
    /// The field-level code of this problem.
    pub const fn code(self) -> Code {
        match self {
            Self::Empty => Code::Required,
            Self::TooLong(_) => Code::TooLong,
            _ => Code::Invalid,
        }
    }
}

/// One line of text for display: a name, a title, a label.
///
/// Trims; refuses the empty, more than `max` characters, line breaks, control characters and
/// characters that change the reading direction.
pub fn clean_line(input: &str, max: usize) -> Result<String, TextError> {
    let line = input.trim();
    if line.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        return Err(TextError::LineBreak);
    }
    check(line, max, |_| false)?;
    Ok(line.to_owned())
}

/// Text of several lines: a message, a note. Like [`clean_line`], but newline and tab may stand in
/// it; CR LF and CR become a newline.
pub fn clean_text(input: &str, max: usize) -> Result<String, TextError> {
    let text = input.trim().replace("\r\n", "\n").replace('\r', "\n");
    check(&text, max, |c| c == '\n' || c == '\t')?;
    Ok(text)
}

/// An optional line: absent, empty and blank are all `None`.
pub fn clean_optional(input: Option<&str>, max: usize) -> Result<Option<String>, TextError> {
    match input.map(|input| clean_line(input, max)) {
        None | Some(Err(TextError::Empty)) => Ok(None),
        Some(result) => result.map(Some),
    }
}

fn check(text: &str, max: usize, allowed: impl Fn(char) -> bool) -> Result<(), TextError> {
    if text.chars().nth(max).is_some() {
        return Err(TextError::TooLong(max));
    }
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(TextError::Control);
    }
    if text.chars().any(is_direction_change) {
        return Err(TextError::Direction);
    }
    if text.chars().all(is_invisible) { Err(TextError::Empty) } else { Ok(()) }
}

/// Embeddings, overrides and isolates of the Unicode bidirectional algorithm (CVE-2021-42574).
const fn is_direction_change(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that leave no mark. Some have their use inside a word (joiners in Hindi, Persian and
/// emoji), so they are taken, but not alone.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// An address a server can have. IPv4 in IPv6 clothing (`::ffff:192.0.2.1`) becomes IPv4.
///
/// Refuses unspecified, loopback, link-local, multicast and broadcast. Private ranges pass: servers
/// behind a gateway have them.
pub fn parse_ip(input: &str) -> Result<IpAddr, TextError> {
    let address: IpAddr = input.trim().parse().map_err(|_| TextError::IpFormat)?;
    let address = address.to_canonical();
    let link_local = match address {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    // 0.0.0.0/8 means "this network" (RFC 1122) and is never an address of a host.
    let unspecified = match address {
        IpAddr::V4(v4) => v4.octets().first() == Some(&0),
        IpAddr::V6(v6) => v6.is_unspecified(),
    };
    let kind = if unspecified {
        "the unspecified address"
    } else if address.is_loopback() {
        "a loopback address"
    } else if address.is_multicast() {
        "a multicast address"
    } else if address == Ipv4Addr::BROADCAST {
        "the broadcast address"
    } else if link_local {
        "a link-local address"
    } else {
        return Ok(address);
    };
    Err(TextError::IpKind(kind))
}

/// A parsed text travels as a string: Display, `AsRef<str>` and serde, with the same check on the
/// way in.
macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
use text_type;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_trimmed_and_hostile_ones_are_refused() {
        assert_eq!(clean_line("  Ana Petrović \n", 20).unwrap(), "Ana Petrović");
        assert_eq!(clean_line("नमस्ते \u{1f469}\u{200d}\u{1f4bb}", 20).unwrap().chars().count(), 10);
        for (input, error) in [
            ("", TextError::Empty),
            (" \t\n", TextError::Empty),
            ("\u{200b}\u{feff}\u{3164}", TextError::Empty),
            ("a\nb", TextError::LineBreak),
            ("a\r\nBcc: x", TextError::LineBreak),
            ("a\u{2028}b", TextError::LineBreak),
            ("a\0b", TextError::Control),
            ("a\u{1b}[31mb", TextError::Control),
            ("a\tb", TextError::Control),
            ("invoice\u{202e}fdp.exe", TextError::Direction),
            ("a\u{2066}b", TextError::Direction),
            ("aaaaaaaaaaaaaaaaaaaaa", TextError::TooLong(20)),
        ] {
            assert_eq!(clean_line(input, 20), Err(error), "{input:?}");
        }
        assert_eq!(clean_optional(Some("  "), 5), Ok(None));
        assert_eq!(clean_optional(Some("\0a"), 5), Err(TextError::Control));
    }

    #[test]
    fn text_keeps_its_lines() {
        assert_eq!(clean_text("a\r\n\tb\rc\n", 20).unwrap(), "a\n\tb\nc");
        assert_eq!(clean_text("a\u{7}", 20), Err(TextError::Control));
    }

    #[test]
    fn only_addresses_a_server_can_have_pass() {
        for good in ["192.0.2.10", " 10.0.0.1 ", "2001:db8::1", "fd00::1"] {
            assert!(parse_ip(good).is_ok(), "{good}");
        }
        assert_eq!(parse_ip("::ffff:192.0.2.1").unwrap().to_string(), "192.0.2.1");
        for bad in [
            "",
            "0.0.0.0",
            "0.1.2.3",
            "::",
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "224.0.0.1",
            "ff02::1",
            "255.255.255.255",
            "169.254.169.254",
            "fe80::1",
            "192.0.2",
            "192.0.2.010",
            "192.0.2.256",
            "3221225994",
            "0xC0000201",
            "[2001:db8::1]",
            "192.0.2.1:22",
            "192.0.2.1/24",
            "fe80::1%eth0",
            "example.test",
            "192.0.2.1\0",
        ] {
            assert!(parse_ip(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_clean_and_passes_again(input in any::<String>()) {
            if let Ok(line) = clean_line(&input, 50) {
                prop_assert!(!line.is_empty() && line.chars().count() <= 50);
                prop_assert!(!line.chars().any(char::is_control));
                prop_assert_eq!(clean_line(&line, 50), Ok(line));
            }
            if let Ok(text) = clean_text(&input, 50) {
                prop_assert!(!text.contains('\0') && !text.contains('\r'));
                prop_assert_eq!(clean_text(&text, 50), Ok(text));
            }
            let _ = parse_ip(&input);
        }
    }
}
