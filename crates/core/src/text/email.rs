//! An e-mail address, checked conservatively.
//!
//! What passes can be put into a header, a URL and a log without escaping: ASCII, one `@`, an
//! unquoted local part, a domain with at least two labels. Rarer forms that RFC 5321 allows
//! (quoted local parts, address literals) are refused; an international domain is taken in its
//! `xn--` form. Whether mail arrives is for the verification mail to find out.

use std::fmt;
use std::str::FromStr;

use super::{Hostname, TextError, text_type};

const MAX: usize = 254;
const MAX_LOCAL: usize = 64;

/// An address as its owner writes it. Compare two of them by [`Email::folded`].
/// Debug shows it masked, so that a logged command does not tell whose it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

text_type!(Email);

impl Email {
    /// The key under which an address is unique: all lower case.
    ///
    /// Strictly a local part may tell upper from lower case; no provider of today does, and two
    /// accounts for `Ana@` and `ana@` would be a trap.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// For logs and hints: the first character and the domain, `a…@example.com`.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().expect("checked when parsed");
        format!("{first}…@{}", self.domain())
    }

    /// What stands after the `@`, in lower case.
    pub fn domain(&self) -> String {
        let (_, domain) = self.0.rsplit_once('@').expect("checked when parsed");
        domain.to_ascii_lowercase()
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

impl FromStr for Email {
    type Err = TextError;

    fn from_str(input: &str) -> Result<Self, TextError> {
        let text = input.trim();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(TextError::Control);
        }
        if text.len() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        if !text.is_ascii() {
            return Err(TextError::Email(
                "write it in plain letters; an international domain in its xn-- form",
            ));
        }
        let (local, domain) = text.split_once('@').ok_or(TextError::Email("it has no @"))?;
        check_local(local)?;
        let host: Hostname = domain
            .parse()
            .map_err(|_| TextError::Email("what stands after the @ is not a domain"))?;
        if !host.as_str().contains('.') {
            return Err(TextError::Email("the domain needs a dot, as in example.com"));
        }
        Ok(Self(text.to_owned()))
    }
}

fn check_local(local: &str) -> Result<(), TextError> {
    if local.is_empty() {
        return Err(TextError::Email("nothing stands before the @"));
    }
    if local.len() > MAX_LOCAL {
        return Err(TextError::Email("more than 64 characters stand before the @"));
    }
    // The characters of an `atom` in RFC 5322.
    let is_atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    if !local.bytes().all(|b| b == b'.' || is_atom(b)) {
        return Err(TextError::Email("a character before the @ cannot be used"));
    }
    if local.split('.').any(str::is_empty) {
        return Err(TextError::Email("a dot before the @ stands at an end or beside another"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_addresses_pass_as_written() {
        for good in [
            "ana@example.com",
            "Ana.Petrovic+vps@Mail.Example.CO.UK",
            "o'brien@example.ie",
            "x@xn--bcher-kva.example",
        ] {
            let email: Email = format!("  {good} ").parse().unwrap();
            assert_eq!(email.as_str(), good);
            assert_eq!(email.folded(), good.to_ascii_lowercase());
        }
        assert_eq!("a@Example.COM".parse::<Email>().unwrap().domain(), "example.com");
    }

    #[test]
    fn hostile_and_odd_addresses_are_refused() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long = format!("a@{}.com", "b.".repeat(130));
        for bad in [
            "",
            "@",
            "a",
            "a@",
            "@example.com",
            "a@b",
            "a@@example.com",
            "a@b@example.com",
            "a b@example.com",
            "a@exa mple.com",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a@example..com",
            "a@.example.com",
            "a@example.com.",
            "a@-example.com",
            "a@[192.0.2.1]",
            "a@192.0.2.1",
            "\"a b\"@example.com",
            "a@example.com\r\nBcc: b@example.com",
            "a\0@example.com",
            "Ana <a@example.com>",
            "a@example.com,b@example.com",
            "a@bücher.example",
            "ána@example.com",
            "a@example.com\u{202e}",
            &long_local,
            &long,
        ] {
            assert!(bad.parse::<Email>().is_err(), "{bad:?} was taken");
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_plain_and_passes_again(input in "[ -~\u{e9}\r\n@.]{0,40}") {
            if let Ok(email) = input.parse::<Email>() {
                let text = email.as_str();
                prop_assert!(text.is_ascii() && text.matches('@').count() == 1);
                prop_assert!(!text.contains(['\r', '\n', ' ', '<', '>', ',', '"', ';', ':']));
                prop_assert_eq!(text.parse::<Email>(), Ok(email.clone()));
                prop_assert!(email.folded().parse::<Email>().is_ok());
            }
        }
    }
}
