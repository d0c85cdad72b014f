//! The one registry of error codes.
//!
//! A code is a stable snake_case word in the API: clients branch on it, so a code is never renamed
//! and never changes its class. The class is free of HTTP; `http/problem.rs` alone maps it to a
//! status. `docs/ERRORS.md` and the TypeScript union are generated from this file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! words {
    (
        $(#[$meta:meta])*
        enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// All values, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(word: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word).ok_or(UnknownCode)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

macro_rules! codes {
    ($($variant:ident $word:literal $class:ident $retry:ident $title:literal)+) => {
        words! {
            /// What went wrong, as a stable word.
            enum Code { $(#[doc = concat!("`", $word, "`: ", $title, ".")] $variant = $word,)+ }
        }

        impl Code {
            /// The kind of failure, which decides the HTTP status.
            pub const fn class(self) -> Class {
                match self { $(Self::$variant => Class::$class,)+ }
            }

            /// A short title for people, the same for every occurrence.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Whether the same request may succeed later without being changed.
            pub const fn retryable(self) -> bool {
                match self { $(Self::$variant => codes!(@ $retry),)+ }
            }
        }
    };
    (@ again) => { true };
    (@ final) => { false };
}

/// The text is no code or class of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code of the registry")]
pub struct UnknownCode;

words! {
    /// The kind of a failure, free of HTTP.
    enum Class {
        /// The request cannot be understood as it stands.
        Invalid = "invalid",
        /// It is not known who asks.
        Unauthenticated = "unauthenticated",
        /// Who asks may not do this.
        Forbidden = "forbidden",
        /// There is no such thing, or not for who asks.
        NotFound = "not_found",
        /// The present state does not allow it.
        Conflict = "conflict",
        /// It takes money that is not there.
        PaymentRequired = "payment_required",
        /// A header that makes the request safe is missing.
        PreconditionRequired = "precondition_required",
        /// Understood, but its values are not acceptable.
        Unprocessable = "unprocessable",
        /// More bytes than are taken.
        TooLarge = "too_large",
        /// Too many requests.
        Limited = "limited",
        /// Not now: overload, a dependency is away, or time ran out.
        Unavailable = "unavailable",
        /// Our fault.
        Internal = "internal",
    }
}

codes! {
    ValidationFailed "validation_failed" Unprocessable final "Some fields are not acceptable"
    MalformedJson "malformed_json" Invalid final "The body is not the JSON that was expected"
    UnsupportedMediaType "unsupported_media_type" Invalid final "The content type is not supported"
    BodyTooLarge "body_too_large" TooLarge final "The body is too large"
    Unauthenticated "unauthenticated" Unauthenticated final "Sign in first"
    InvalidCredentials "invalid_credentials" Unauthenticated final "The sign-in data is not right"
    TwoFactorRequired "two_factor_required" Unauthenticated final "A second factor is needed"
    SessionExpired "session_expired" Unauthenticated final "The session has ended"
    CsrfFailed "csrf_failed" Forbidden final "The request did not come from our own page"
    Forbidden "forbidden" Forbidden final "Not permitted"
    StepUpRequired "step_up_required" Forbidden final "Confirm who you are first"
    NotFound "not_found" NotFound final "Not found"
    MethodNotAllowed "method_not_allowed" Invalid final "The method is not allowed here"
    Conflict "conflict" Conflict final "The present state does not allow this"
    VersionConflict "version_conflict" Conflict final "Someone changed it in the meantime"
    EmailTaken "email_taken" Conflict final "The e-mail address is in use"
    InvalidTransition "invalid_transition" Conflict final "The status cannot change that way"
    PriceChanged "price_changed" Conflict final "The price has changed"
    PlanUnavailable "plan_unavailable" Conflict final "The plan cannot be ordered"
    AddonIncompatible "addon_incompatible" Unprocessable final "The add-on does not fit the plan"
    InsufficientFunds "insufficient_funds" PaymentRequired final "The wallet holds too little"
    AlreadyPaid "already_paid" Conflict final "Already paid"
    IdempotencyKeyRequired "idempotency_key_required" PreconditionRequired final "The Idempotency-Key header is missing"
    IdempotencyKeyReused "idempotency_key_reused" Unprocessable final "The Idempotency-Key was used for another request"
    IdempotencyInProgress "idempotency_in_progress" Conflict again "The first request with this key is still running"
    RateLimited "rate_limited" Limited again "Too many requests"
    Unavailable "unavailable" Unavailable again "Not available right now"
    Timeout "timeout" Unavailable again "It took too long"
    Internal "internal" Internal final "Something went wrong on our side"
    AlreadyExists "already_exists" Conflict final "It exists already"
    IpInUse "ip_in_use" Conflict final "The IP address is in use"
    OrderNotPaid "order_not_paid" Conflict final "The order is not paid"
    DemoRefused "demo_refused" Forbidden final "Not possible in the demo"
    WeakPassword "weak_password" Unprocessable final "The password is too easy to guess"

    Required "required" Unprocessable final "The field is required"
    Invalid "invalid" Unprocessable final "The value is not valid"
    TooShort "too_short" Unprocessable final "The value is too short"
    TooLong "too_long" Unprocessable final "The value is too long"
    OutOfRange "out_of_range" Unprocessable final "The value is out of range"
    UnknownField "unknown_field" Unprocessable final "The field is not known"
    Taken "taken" Unprocessable final "The value is in use"
    Unsupported "unsupported" Unprocessable final "The value is not supported"
}

impl Code {
    /// Whether the code describes one field (`errors[].code`) rather than the whole answer.
    pub const fn is_field_level(self) -> bool {
        matches!(
            self,
            Self::Required
                | Self::Invalid
                | Self::TooShort
                | Self::TooLong
                | Self::OutOfRange
                | Self::UnknownField
                | Self::Taken
                | Self::Unsupported
        )
    }
}

/// The text of `docs/ERRORS.md`; a check compares the file with it.
pub fn errors_markdown() -> String {
    let mut text = String::from(
        "# Error codes\n\n\
         Generated from `crates/core/src/code.rs`; do not edit.\n\n\
         Every error answer is a problem document (RFC 9457) whose `code` is one of these words.\n\
         *Retry* says whether the same request may succeed later without being changed.\n\n\
         ## Answers\n\n",
    );
    let table = |text: &mut String, fields: bool| {
        text.push_str("| Code | Class | Retry | Title |\n|---|---|---|---|\n");
        for code in Code::ALL.iter().filter(|code| code.is_field_level() == fields) {
            let retry = if code.retryable() { "yes" } else { "no" };
            let class = code.class();
            text.push_str(&format!("| `{code}` | {class} | {retry} | {} |\n", code.title()));
        }
    };
    table(&mut text, false);
    text.push_str(
        "\n## Fields\n\nThese stand in `errors[].code`, beside the name of the field.\n\n",
    );
    table(&mut text, true);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_stable_words() {
        let words: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.as_str().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{code}");
            assert_eq!(code.as_str().parse(), Ok(*code));
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), *code);
            assert!(!code.title().is_empty() && !code.title().ends_with('.'));
        }
        assert_eq!("Internal".parse::<Code>(), Err(UnknownCode));
    }

    #[test]
    fn the_markdown_lists_every_code_once() {
        let text = errors_markdown();
        for code in Code::ALL {
            assert_eq!(text.matches(&format!("| `{code}` |")).count(), 1, "{code}");
        }
    }
}
