//! The port to randomness, and what is made of it: ids, tokens, passwords.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// Letters and digits that cannot be mistaken for each other when read from a screen:
/// without `0 O 1 I l`.
const UNAMBIGUOUS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/// Gives random bytes, in production from the operating system.
pub trait Entropy: Send + Sync {
    /// Fills the buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// `n_bytes` of randomness as URL-safe base64 without padding, four characters per three bytes.
    /// 32 bytes for anything that grants access.
    fn token(&self, n_bytes: usize) -> String {
        let mut bytes = vec![0; n_bytes];
        self.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A password of `len` characters (5.8 bits each) that people can copy by hand.
    fn password(&self, len: usize) -> String {
        let mut password = String::with_capacity(len);
        while password.len() < len {
            let mut bytes = [0; 32];
            self.fill(&mut bytes);
            let letters = bytes.into_iter().filter_map(unambiguous);
            password.extend(letters.take(len - password.len()));
        }
        password
    }
}

/// A letter for a byte. Bytes beyond the last whole multiple of the alphabet are dropped, otherwise
/// the first letters would be more likely than the others.
fn unambiguous(byte: u8) -> Option<char> {
    let count = UNAMBIGUOUS.len();
    let fair = (256 / count) * count;
    let value = usize::from(byte);
    let letter = UNAMBIGUOUS.get(value % count).filter(|_| value < fair)?;
    Some(char::from(*letter))
}

/// A version 7 UUID (RFC 9562) of an instant: milliseconds, then the fraction of the millisecond in
/// 12 bits (method 3 of section 6.2), then 62 random bits.
///
/// Ids of later microseconds sort later. Within one microsecond the order is random: who needs it
/// strictly rising keeps the last one and counts on from it. Instants before 1970 count as 1970.
pub fn uuid_v7(now: DateTime<Utc>, entropy: &dyn Entropy) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    // Below 4096: the fraction is below 1000 micros, but for a leap second, which is capped.
    let micros = (now.timestamp_subsec_micros() % 1_000).min(999);
    let fraction = u16::try_from(micros * 4_096 / 1_000).unwrap_or(0).to_be_bytes();
    let mut tail = [0; 10];
    entropy.fill(&mut tail);
    // The builder overwrites the version and variant bits and keeps the rest.
    let (head, _) = tail.split_at_mut(2);
    head.copy_from_slice(&fraction);
    Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::SeededEntropy;
    use chrono::TimeDelta;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn an_id_carries_its_instant_and_sorts_by_it() {
        let entropy = SeededEntropy::new(1);
        let mut at: DateTime<Utc> = "2030-01-01T00:00:00.000001Z".parse().unwrap();
        let mut last = Uuid::nil();
        for _ in 0..5_000 {
            let id = uuid_v7(at, &entropy);
            assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122));
            assert_eq!(i128::from(at.timestamp_millis()), (id.as_u128() >> 80).cast_signed());
            assert!(id > last);
            (last, at) = (id, at + TimeDelta::microseconds(1));
        }
        assert_eq!(uuid_v7(DateTime::<Utc>::MIN_UTC, &entropy).as_u128() >> 80, 0);
    }

    #[test]
    fn ids_of_one_instant_differ() {
        let entropy = SeededEntropy::new(2);
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let ids: BTreeSet<_> = (0..10_000).map(|_| uuid_v7(at, &entropy)).collect();
        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn passwords_use_every_letter_about_equally() {
        let entropy = SeededEntropy::new(3);
        let mut counts = BTreeMap::new();
        for letter in entropy.password(57_000).chars() {
            *counts.entry(letter).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), UNAMBIGUOUS.len());
        assert!(counts.keys().all(|c| !"0O1Il".contains(*c)));
        assert!(counts.values().all(|n| (800..1_200).contains(n)), "{counts:?}");
        assert_eq!(entropy.password(0), "");
        assert_eq!(entropy.password(20).len(), 20);
    }

    #[test]
    fn tokens_are_url_safe() {
        let token = SeededEntropy::new(4).token(32);
        assert_eq!(token.len(), 43);
        assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }
}
