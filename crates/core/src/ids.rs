//! Typed ids: every record has its own id type, so an order id cannot be passed where an invoice
//! id is meant.
//!
//! An id is a UUID (version 7, made by `Work`) inside and a TypeID-style string outside:
//! `ord_` followed by the 128 bits as 26 characters of lower-case Crockford base32.
//! Each UUID has exactly one spelling: upper case, look-alike letters, another length and values
//! over 128 bits are refused, so a string can be compared without being parsed.
//!
//! Stores read and write [`TypedId::uuid`]; the HTTP layer, tokens and logs use the string.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Characters after the underscore: 128 bits in groups of five.
const SUFFIX_LEN: usize = 26;
/// Crockford's alphabet without `i`, `l`, `o`, `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A string that is not the id it should be. The message is fit for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The string starts with another prefix, or with none.
    #[error("expected an id that starts with `{expected}_`, but got `{given}`")]
    WrongPrefix {
        /// The prefix this kind of id has.
        expected: &'static str,
        /// What was given, shortened and without control characters.
        given: String,
    },
    /// The prefix is right; what follows it is not 26 characters of lower-case base32.
    #[error(
        "expected `{expected}_` followed by 26 characters of 0-9 and a-z without i, l, o, u \
         (the first one 0-7), but got `{given}`"
    )]
    Malformed {
        /// The prefix this kind of id has.
        expected: &'static str,
        /// What was given, shortened and without control characters.
        given: String,
    },
}

/// What all id types have in common, for code that makes or stores ids of any kind.
pub trait TypedId:
    Copy + Ord + fmt::Display + FromStr<Err = IdError> + Send + Sync + 'static
{
    /// The three letters before the underscore.
    const PREFIX: &'static str;

    /// Takes a stored or freshly made UUID as an id of this kind.
    fn from_uuid(uuid: Uuid) -> Self;

    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

fn encode(prefix: &str, uuid: Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bits = uuid.as_u128();
    let mut text = String::with_capacity(prefix.len() + 1 + SUFFIX_LEN);
    text.push_str(prefix);
    text.push('_');
    for place in (0..SUFFIX_LEN).rev() {
        let index = usize::try_from((bits >> (place * 5)) & 31).expect("five bits fit");
        let letter = ALPHABET.get(index).expect("five bits index 32 letters");
        text.push(char::from(*letter));
    }
    f.pad(&text)
}

fn decode(prefix: &'static str, text: &str) -> Result<Uuid, IdError> {
    let suffix = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .ok_or_else(|| IdError::WrongPrefix { expected: prefix, given: shorten(text) })?;
    let malformed = || IdError::Malformed { expected: prefix, given: shorten(text) };
    if suffix.len() != SUFFIX_LEN {
        return Err(malformed());
    }
    let mut bits: u128 = 0;
    for (place, byte) in suffix.bytes().enumerate() {
        let value = ALPHABET.iter().position(|letter| *letter == byte).ok_or_else(malformed)?;
        // 26 groups hold 130 bits: the first letter may only carry three.
        if place == 0 && value > 7 {
            return Err(malformed());
        }
        bits = (bits << 5) | u128::try_from(value).expect("a position under 32 fits");
    }
    Ok(Uuid::from_u128(bits))
}

/// A hostile string must not fill a log line or an error document.
fn shorten(text: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(40).map(clean).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

macro_rules! typed_ids {
    ($($name:ident $prefix:literal $what:literal;)+) => {
        /// Every prefix in use, in the order of declaration.
        pub const PREFIXES: &[&str] = &[$($prefix),+];

        $(
            #[doc = concat!("The id of ", $what, ": `", $prefix, "_…`.")]
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(Uuid);

            impl $name {
                /// The three letters before the underscore.
                pub const PREFIX: &'static str = $prefix;

                /// Takes a stored or freshly made UUID as an id of this kind.
                pub const fn from_uuid(uuid: Uuid) -> Self {
                    Self(uuid)
                }

                /// The UUID inside, for storage.
                pub const fn uuid(self) -> Uuid {
                    self.0
                }
            }

            impl TypedId for $name {
                const PREFIX: &'static str = $prefix;

                fn from_uuid(uuid: Uuid) -> Self {
                    Self(uuid)
                }

                fn uuid(self) -> Uuid {
                    self.0
                }
            }

            impl From<$name> for Uuid {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    encode($prefix, self.0, f)
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    encode($prefix, self.0, f)
                }
            }

            impl FromStr for $name {
                type Err = IdError;

                fn from_str(text: &str) -> Result<Self, IdError> {
                    decode($prefix, text).map(Self)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(serde::de::Error::custom)
                }
            }
        )+
    };
}

typed_ids! {
    UserId "usr" "a person who signs in";
    AccountId "acc" "an account: who owes and owns";
    MembershipId "mbr" "a user's membership of an account";
    SessionId "ses" "a signed-in session";
    PlanId "pln" "a plan in the catalog";
    PriceId "prc" "a price of a plan or add-on";
    AddonId "adn" "an add-on in the catalog";
    DatacenterId "dcn" "a datacenter";
    OperatingSystemId "osy" "an operating system image";
    CouponId "cpn" "a coupon";
    OrderId "ord" "an order";
    OrderItemId "ori" "an item of an order";
    InvoiceId "inv" "an invoice or proforma";
    InvoiceLineId "inl" "a line of an invoice";
    PaymentId "pay" "a payment attempt";
    ServiceId "srv" "a service: a rented server";
    ServiceItemId "sri" "a recurring item of a service";
    PeriodId "per" "a billed period of a service item";
    CredentialId "crd" "sealed credentials of a service";
    LedgerAccountId "lac" "a ledger account";
    EntryId "ent" "a ledger entry";
    TransferId "trf" "a ledger transfer";
    AllocationId "alc" "an allocation of a payment to a document";
    TopupId "top" "a wallet top-up";
    JobId "job" "a job";
    WorkflowId "wfl" "a workflow";
    AuditId "aud" "an audit record";
    EmailId "eml" "an outgoing e-mail";
    ActivityId "evt" "an activity record";
    RefreshTokenId "rft" "a refresh token";
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prefixes_are_unique_three_letters() {
        let mut seen = std::collections::BTreeSet::new();
        for prefix in PREFIXES {
            assert!(prefix.len() == 3 && prefix.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(seen.insert(prefix), "{prefix} is used twice");
        }
    }

    #[test]
    fn spelling_follows_the_typeid_specification() {
        // Vector from the TypeID specification, "valid.json": uuidv7.
        let uuid: Uuid = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let id = OrderId::from_uuid(uuid);
        assert_eq!(id.to_string(), "ord_01h455vb4pex5vsknk084sn02q");
        assert_eq!(OrderId::from_uuid(Uuid::nil()).to_string(), "ord_00000000000000000000000000");
        assert_eq!(OrderId::from_uuid(Uuid::max()).to_string(), "ord_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn anything_else_is_refused_with_a_message_that_names_what_was_expected() {
        let wrong = "inv_01h455vb4pex5vsknk084sn02q".parse::<OrderId>().unwrap_err();
        assert!(matches!(wrong, IdError::WrongPrefix { expected: "ord", .. }));
        assert!(wrong.to_string().contains("`ord_`"));
        for text in [
            "",
            "ord",
            "ord_",
            "01h455vb4pex5vsknk084sn02q",
            "ORD_01h455vb4pex5vsknk084sn02q",
            "ord_01H455VB4PEX5VSKNK084SN02Q",
            "ord_01h455vb4pex5vsknk084sn02",
            "ord_01h455vb4pex5vsknk084sn02qq",
            "ord_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "ord_01h455vb4pex5vsknk084sn02l",
            "ord_ 1h455vb4pex5vsknk084sn02q",
            "ord_01h455vb4pex5vsknk084sn02\u{e9}",
            "ord_01890a5d-ac96-774b-bcce-b302099a8057",
        ] {
            assert!(text.parse::<OrderId>().is_err(), "{text} was taken");
        }
        let long = "x\n".repeat(1000).parse::<OrderId>().unwrap_err().to_string();
        assert!(long.len() < 250 && !long.contains('\n'));
    }

    proptest! {
        #[test]
        fn every_uuid_round_trips(bits: u128) {
            let id = ServiceId::from_uuid(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse::<ServiceId>().unwrap(), id);
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<ServiceId>(&json).unwrap(), id);
        }

        #[test]
        fn strings_sort_like_ids(a: u128, b: u128) {
            let (a, b) = (JobId::from_uuid(Uuid::from_u128(a)), JobId::from_uuid(Uuid::from_u128(b)));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn hostile_text_never_panics_and_what_parses_is_canonical(text in ".{0,60}") {
            if let Ok(id) = text.parse::<UserId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
