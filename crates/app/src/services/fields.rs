//! What staff type about a server, checked: each function answers the clean value or notes the fault.

use kn_core::code::Code;
use kn_core::secret::Secret;
use kn_core::text::{Hostname, clean_line, clean_optional, clean_text, parse_ip};

use crate::error::Faults;

/// Longest note of staff to the customer, and of the customer to staff.
pub(crate) const MAX_NOTES: usize = 2_000;
const MAX_URL: usize = 300;
const MAX_LABEL: usize = 80;
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=128;

pub(crate) fn ip_address(faults: &mut Faults, field: &str, input: &str) -> Option<String> {
    match parse_ip(input) {
        Ok(address) => Some(address.to_string()),
        Err(fault) => {
            faults.add(field, fault.code(), format!("The IP address {fault}."));
            None
        }
    }
}

pub(crate) fn hostname(faults: &mut Faults, field: &str, input: &str) -> Option<String> {
    match input.parse::<Hostname>() {
        Ok(name) => Some(name.as_str().to_owned()),
        Err(fault) => {
            faults.add(field, fault.code(), format!("The hostname {fault}."));
            None
        }
    }
}

pub(crate) fn ssh_port(faults: &mut Faults, field: &str, input: u16) -> Option<i32> {
    if input == 0 {
        faults.add(field, Code::OutOfRange, "A port is a number from 1 to 65535.");
        return None;
    }
    Some(i32::from(input))
}

/// A login name as Linux takes it, or the administrator of Windows.
pub(crate) fn username(faults: &mut Faults, field: &str, input: &str) -> Option<String> {
    let name = input.trim();
    let mut bytes = name.bytes();
    let plain = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
        && name.len() <= 32;
    if plain || name == "Administrator" {
        return Some(name.to_owned());
    }
    let code = if name.is_empty() { Code::Required } else { Code::Invalid };
    let why = "A user name is lower-case letters, digits, _ and -, begins with a letter or _, \
               and has at most 32 characters; on Windows, Administrator.";
    faults.add(field, code, why);
    None
}

/// A login name of a control panel.
pub(crate) fn panel_username(faults: &mut Faults, field: &str, input: &str) -> Option<String> {
    let name = input.trim();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._@-".contains(&b);
    if (1..=64).contains(&name.len()) && name.bytes().all(plain) {
        return Some(name.to_owned());
    }
    let code = if name.is_empty() { Code::Required } else { Code::Invalid };
    faults.add(
        field,
        code,
        "The panel's user name is letters, digits and . _ @ -, at most 64 of them.",
    );
    None
}

/// Checks a password without keeping it; it is never trimmed.
pub(crate) fn password(faults: &mut Faults, field: &str, input: &Secret<String>) {
    let letters = input.expose().chars().count();
    if letters < *PASSWORD.start() {
        faults.add(field, Code::TooShort, "The password must have at least 8 characters.");
    } else if letters > *PASSWORD.end() {
        faults.add(field, Code::TooLong, "The password must have at most 128 characters.");
    } else if input.expose().chars().any(char::is_control) {
        faults.add(field, Code::Invalid, "The password contains a character that cannot be typed.");
    }
}

/// The address of a control panel: `https://`, a host, perhaps a port and a path.
pub(crate) fn panel_url(faults: &mut Faults, field: &str, input: &str) -> Option<String> {
    let url = match clean_line(input, MAX_URL) {
        Ok(url) => url,
        Err(fault) => {
            faults.add(field, fault.code(), format!("The panel's address {fault}."));
            return None;
        }
    };
    if is_https(&url) {
        return Some(url);
    }
    let why = "Please give the panel's address as https://, a host name or IP address, and the port if needed.";
    faults.add(field, Code::Invalid, why);
    None
}

fn is_https(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    if url.contains(|c: char| c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"' | '\'' | '`'))
    {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let known_host = host.parse::<Hostname>().is_ok() || parse_ip(bare).is_ok();
    known_host && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// The customer's own name for a service; blank is none.
pub(crate) fn label(faults: &mut Faults, field: &str, input: Option<&str>) -> Option<String> {
    match clean_optional(input, MAX_LABEL) {
        Ok(label) => label,
        Err(fault) => {
            faults.add(field, fault.code(), format!("The label {fault}."));
            None
        }
    }
}

/// Free text; blank is none.
pub(crate) fn notes(faults: &mut Faults, field: &str, input: Option<&str>) -> Option<String> {
    let text = input.filter(|text| !text.trim().is_empty())?;
    match clean_text(text, MAX_NOTES) {
        Ok(text) => Some(text),
        Err(fault) => {
            faults.add(field, fault.code(), format!("The note {fault}."));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken<T>(check: impl FnOnce(&mut Faults) -> Option<T>) -> bool {
        let mut faults = Faults::default();
        let value = check(&mut faults);
        assert_eq!(
            value.is_some(),
            faults.finish().is_ok(),
            "a fault and no value, or a value and no fault"
        );
        value.is_some()
    }

    #[test]
    fn user_names_follow_the_rule_of_linux() {
        let long = "a".repeat(32);
        for good in ["root", "_x", "web-admin_1", " root ", "Administrator", &long] {
            assert!(taken(|f| username(f, "username", good)), "{good}");
        }
        let long = "a".repeat(33);
        for bad in ["", "Root", "1a", "-a", "a b", "a;id", "administrátor", "root\n#", &long] {
            assert!(!taken(|f| username(f, "username", bad)), "{bad:?}");
        }
    }

    #[test]
    fn panel_addresses_are_https_and_name_a_host() {
        for good in [
            "https://203.0.113.7:2087",
            "https://panel.example.com",
            "https://web-1.example.com:8443/login?x=1#top",
            "https://[2001:db8::1]:2087/",
        ] {
            assert!(taken(|f| panel_url(f, "url", good)), "{good}");
        }
        for bad in [
            "",
            "http://panel.example.com",
            "https://",
            "https:///x",
            "https://a b.example",
            "javascript:alert(1)",
            "https://user:pw@panel.example.com",
            "https://panel.example.com:0",
            "https://panel.example.com:99999",
            "https://panel.example.com/\"><script>",
            "https://127.0.0.1:2087",
        ] {
            assert!(!taken(|f| panel_url(f, "url", bad)), "{bad:?}");
        }
    }

    #[test]
    fn ports_and_passwords_have_their_ranges() {
        for (port, good) in [(0, false), (1, true), (65_535, true)] {
            assert_eq!(taken(|f| ssh_port(f, "ssh_port", port)), good, "{port}");
        }
        for (text, good) in
            [("1234567", false), ("12345678", true), ("pässwörd", true), ("a\0bcdefgh", false)]
        {
            let mut faults = Faults::default();
            password(&mut faults, "password", &Secret::new(text.to_owned()));
            assert_eq!(faults.finish().is_ok(), good, "{text:?}");
        }
    }
}
