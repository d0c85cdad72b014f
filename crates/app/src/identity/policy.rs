//! Which passwords are taken: 8 to 128 characters, not common, not guessed from the person, not ours from
//! the demo. No composition rules and no expiry (NIST SP 800-63B §3.1.1.2).
//!
//! Strength is zxcvbn's estimate; the deny list beside this file adds what people choose under composition
//! rules. Called by `password::accept`, on a blocking thread.

use kn_core::code::Code;
use zxcvbn::Score;

use crate::app::Mode;
use crate::error::Error;

/// The documented passwords of demo mode; refused everywhere else.
const DEMO_PASSWORDS: [&str; 2] = ["Cloud@9874", "Test123!"];

pub(super) const MIN_CHARS: usize = 8;
pub(super) const MAX_CHARS: usize = 128;
/// zxcvbn 2: more than a million guesses.
const MIN_SCORE: Score = Score::Two;
const COMMON: &str = include_str!("common-passwords.txt");
/// Words that say where the password is used.
const OUR_WORDS: [&str; 3] = ["kloudnests", "kloud", "nests"];

/// Refuses the demo passwords in production, whoever the user is.
pub(super) fn refuse_demo_password(mode: Mode, password: &str) -> Result<(), Error> {
    if mode == Mode::Production && is_demo_password(password) {
        return Err(Error::msg(
            Code::DemoRefused,
            "This is the password of the public demo and is not accepted here. Use another one.",
        ));
    }
    Ok(())
}

/// Why the password is not taken, if it is not. `about` is what others know of the person: name, address,
/// company.
pub(super) fn check(mode: Mode, field: &str, password: &str, about: &[&str]) -> Result<(), Error> {
    refuse_demo_password(mode, password)?;
    let length = password.chars().count();
    if length < MIN_CHARS {
        let message =
            format!("Use at least {MIN_CHARS} characters; three or four unrelated words are good.");
        return Err(Error::field(field, Code::TooShort, message));
    }
    if length > MAX_CHARS {
        return Err(Error::field(
            field,
            Code::TooLong,
            format!("Use at most {MAX_CHARS} characters."),
        ));
    }
    if is_demo_password(password) || is_common(password) {
        let message = "This password is one of those that are tried first. Use another one.";
        return Err(Error::field(field, Code::WeakPassword, message));
    }
    let inputs: Vec<&str> = about
        .iter()
        .flat_map(|text| std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric())))
        .chain(OUR_WORDS)
        .filter(|word| word.chars().count() >= 3)
        .collect();
    let strength = zxcvbn::zxcvbn(password, &inputs);
    if strength.score() < MIN_SCORE {
        return Err(Error::field(field, Code::WeakPassword, advice(&strength)));
    }
    Ok(())
}

fn is_demo_password(password: &str) -> bool {
    DEMO_PASSWORDS.contains(&password)
}

fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    COMMON.lines().any(|common| common == folded)
}

fn advice(strength: &zxcvbn::Entropy) -> String {
    let mut text = "This password is too easy to guess.".to_owned();
    if let Some(feedback) = strength.feedback() {
        let warning = feedback.warning().map(|w| w.to_string());
        let suggestion = feedback.suggestions().first().map(ToString::to_string);
        for more in warning.into_iter().chain(suggestion) {
            text.push(' ');
            text.push_str(&more);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::fakes::SeededEntropy;
    use kn_core::ports::entropy::Entropy;

    const ANA: [&str; 3] = ["ana.petrovic@example.com", "Ana Petrović", "Northwind Hosting"];

    fn code(mode: Mode, password: &str) -> Option<Code> {
        let error = check(mode, "password", password, &ANA).err()?;
        Some(error.field_errors().first().map_or(error.code(), |field| field.code))
    }

    #[test]
    fn ordinary_good_passwords_pass() {
        for good in [
            "correct horse battery staple",
            "gT7$kk2pQz",
            "пароль-из-трёх-слов",
            "एक लंबा गुप्त वाक्य",
            &SeededEntropy::new(1).password(MAX_CHARS),
            "  spaces count too  ",
        ] {
            assert_eq!(code(Mode::Production, good), None, "{good}");
        }
    }

    #[test]
    fn short_long_common_and_personal_ones_do_not() {
        for (bad, why) in [
            ("", Code::TooShort),
            ("gT7$kk2", Code::TooShort),
            (&*"x7Kq".repeat(33), Code::TooLong),
            ("Password123!", Code::WeakPassword),
            ("P@SSW0RD123", Code::WeakPassword),
            ("KloudNests123", Code::WeakPassword),
            ("Welcome2026!", Code::WeakPassword),
            ("aaaaaaaaaaaa", Code::WeakPassword),
            ("1234567890123", Code::WeakPassword),
            ("qwertyuiop", Code::WeakPassword),
            ("petrovic1", Code::WeakPassword),
            ("northwind1", Code::WeakPassword),
        ] {
            assert_eq!(code(Mode::Demo, bad), Some(why), "{bad}");
        }
    }

    #[test]
    fn the_demo_passwords_are_weak_in_the_demo_and_refused_in_production() {
        for demo in DEMO_PASSWORDS {
            assert_eq!(code(Mode::Production, demo), Some(Code::DemoRefused));
            assert_eq!(code(Mode::Demo, demo), Some(Code::WeakPassword));
            assert!(refuse_demo_password(Mode::Demo, demo).is_ok());
        }
        assert!(refuse_demo_password(Mode::Production, "cloud@9874 ").is_ok());
    }

    #[test]
    fn the_list_is_folded_and_of_acceptable_length() {
        for common in COMMON.lines() {
            assert_eq!(common, common.to_lowercase().trim());
            assert!((MIN_CHARS..=MAX_CHARS).contains(&common.chars().count()), "{common}");
        }
    }
}
