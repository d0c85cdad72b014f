//! Access tokens (JWT, RFC 9068 `at+jwt`, HS256) and refresh secrets.
//!
//! An access token says only whose session it is and until when; everything else is read from the session.
//! It is good for one purpose: another `typ`, `iss` or `aud` is refused, and so is any header that points
//! to a key. Time comes from the caller, never from the system. Called by `sessions`, `refresh`,
//! `authenticate`.

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kn_core::ids::{SessionId, UserId};
use kn_core::ports::entropy::Entropy;
use kn_core::secret::Secret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// How long an access token is good; S01 allows no more.
const ACCESS_LIFE: Duration = Duration::minutes(5);
/// How far the clocks of two nodes may differ.
const CLOCK_SKEW: Duration = Duration::seconds(30);
const TYPE: &str = "at+jwt";
const AUDIENCE: &str = "kloudnests-api";
/// A real one has some 330 characters.
const MAX_ACCESS_LEN: usize = 2048;
/// Marks our refresh tokens for secret scanners.
const REFRESH_PREFIX: &str = "knr_";
const REFRESH_BYTES: usize = 32;
const MAX_REFRESH_LEN: usize = 128;

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) user: UserId,
    pub(super) session: SessionId,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Signs and reads the access tokens of one installation.
pub(super) struct Signer<'a> {
    pub(super) key: &'a [u8],
    /// The public URL.
    pub(super) issuer: &'a str,
}

impl Signer<'_> {
    /// A token for a session that ends at `end`, and how many seconds it is good.
    pub(super) fn issue(
        &self,
        access: Access,
        now: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> Result<(Secret<String>, u32)> {
        let exp = (now + ACCESS_LIFE).min(end).timestamp();
        let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
        let claims = Claims {
            iss: self.issuer.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: access.user,
            sid: access.session,
            iat: now.timestamp(),
            exp,
        };
        let token = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(self.key))
            .map_err(Error::internal)?;
        Ok((Secret::new(token), u32::try_from(exp - claims.iat).unwrap_or(0)))
    }

    /// Whose session the token names, if it is one of ours and in time.
    pub(super) fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Access> {
        if token.len() > MAX_ACCESS_LEN {
            return None;
        }
        let mut expected = Validation::new(Algorithm::HS256);
        expected.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        expected.set_issuer(&[self.issuer]);
        expected.set_audience(&[AUDIENCE]);
        // The library would ask the system for the time; checked below against the caller's.
        expected.validate_exp = false;
        let read =
            jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(self.key), &expected)
                .ok()?;
        let header = &read.header;
        let points_to_a_key = header.jku.is_some()
            || header.jwk.is_some()
            || header.x5u.is_some()
            || header.x5c.is_some();
        if header.typ.as_deref() != Some(TYPE) || points_to_a_key || header.crit.is_some() {
            return None;
        }
        let Claims { iat, exp, sub, sid, .. } = read.claims;
        let in_time = now.timestamp() < exp
            && iat <= (now + CLOCK_SKEW).timestamp()
            && exp.checked_sub(iat).is_some_and(|life| life <= ACCESS_LIFE.num_seconds());
        in_time.then_some(Access { user: sub, session: sid })
    }
}

/// A fresh refresh token: 256 random bits.
pub(super) fn new_refresh(entropy: &dyn Entropy) -> Secret<String> {
    Secret::new(format!("{REFRESH_PREFIX}{}", entropy.token(REFRESH_BYTES)))
}

/// What is kept of a refresh token; none if it cannot be one of ours. The token has 256 bits, so a plain
/// hash is enough.
pub(super) fn refresh_hash(token: &Secret<String>) -> Option<Vec<u8>> {
    let token = token.expose();
    if token.len() > MAX_REFRESH_LEN || !token.starts_with(REFRESH_PREFIX) {
        return None;
    }
    Some(Sha256::digest(token.as_bytes()).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::fakes::SeededEntropy;
    use serde_json::{Value, json};
    use uuid::Uuid;

    const KEY: [u8; 32] = [9; 32];
    const SIGNER: Signer<'static> = Signer { key: &KEY, issuer: "https://panel.example" };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn now() -> DateTime<Utc> {
        at("2030-01-01T12:00:00Z")
    }

    fn ana() -> Access {
        Access {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            session: SessionId::from_uuid(Uuid::from_u128(2)),
        }
    }

    fn forged(header: &Header, change: impl Fn(&mut Value)) -> String {
        let mut claims = json!({
            "iss": SIGNER.issuer, "aud": AUDIENCE, "sub": ana().user, "sid": ana().session,
            "iat": now().timestamp(), "exp": now().timestamp() + 300,
        });
        change(&mut claims);
        jsonwebtoken::encode(header, &claims, &EncodingKey::from_secret(&KEY)).unwrap()
    }

    fn ours() -> Header {
        Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) }
    }

    #[test]
    fn a_token_names_its_session_for_five_minutes() {
        let (token, life) = SIGNER.issue(ana(), now(), now() + Duration::days(30)).unwrap();
        assert_eq!(life, 300);
        assert_eq!(SIGNER.read(token.expose(), now()), Some(ana()));
        assert_eq!(SIGNER.read(token.expose(), at("2030-01-01T12:04:59Z")), Some(ana()));
        assert_eq!(SIGNER.read(token.expose(), at("2030-01-01T12:05:00Z")), None);
        assert_eq!(
            SIGNER.read(token.expose(), at("2030-01-01T11:59:00Z")),
            None,
            "from the future"
        );
    }

    #[test]
    fn a_token_does_not_outlive_its_session() {
        let (token, life) = SIGNER.issue(ana(), now(), at("2030-01-01T12:01:00Z")).unwrap();
        assert_eq!(life, 60);
        assert_eq!(SIGNER.read(token.expose(), at("2030-01-01T12:01:00Z")), None);
    }

    #[test]
    fn another_key_issuer_audience_type_or_purpose_is_refused() {
        assert!(SIGNER.read(&forged(&ours(), |_| ()), now()).is_some(), "the control is taken");
        let other_key = Signer { key: &[8; 32], ..SIGNER };
        let other_issuer = Signer { issuer: "https://other.example", ..SIGNER };
        for signer in [other_key, other_issuer] {
            let (token, _) = signer.issue(ana(), now(), now() + Duration::days(1)).unwrap();
            assert_eq!(SIGNER.read(token.expose(), now()), None);
        }
        for (claim, value) in [
            ("aud", json!("download")),
            ("aud", json!(["kloudnests-api", "download"])),
            ("iss", Value::Null),
            ("sub", json!("acc_00000000000000000000000001")),
            ("sid", Value::Null),
            ("exp", Value::Null),
            ("exp", json!(now().timestamp() + 301)),
            ("iat", json!(i64::MIN)),
        ] {
            let token = forged(&ours(), |claims| claims[claim] = value.clone());
            assert_eq!(SIGNER.read(&token, now()), None, "{claim} {value}");
        }
        let other_type = Header { typ: Some("JWT".to_owned()), ..ours() };
        let no_type = Header { typ: None, ..ours() };
        let key_from_afar = Header { jku: Some("https://evil.example/keys".to_owned()), ..ours() };
        let other_algorithm = Header { alg: Algorithm::HS512, ..ours() };
        for header in [other_type, no_type, key_from_afar, other_algorithm] {
            assert_eq!(SIGNER.read(&forged(&header, |_| ()), now()), None, "{header:?}");
        }
    }

    #[test]
    fn hostile_tokens_are_refused_without_panic() {
        let (token, _) = SIGNER.issue(ana(), now(), now() + Duration::days(1)).unwrap();
        let token = token.expose().as_str();
        let parts: Vec<&str> = token.split('.').collect();
        // {"alg":"none","typ":"at+jwt"}
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{}.", parts[1]);
        let cut = &token[..token.len() - 1];
        let stripped = format!("{}.{}.", parts[0], parts[1]);
        for bad in [
            "",
            ".",
            "..",
            "a.b.c",
            &unsigned,
            cut,
            &stripped,
            &format!("{token}.x"),
            &"A".repeat(1_000_000),
        ] {
            assert_eq!(SIGNER.read(bad, now()), None, "{bad:.60}");
        }
    }

    #[test]
    fn refresh_tokens_are_long_random_and_kept_as_hashes() {
        let entropy = SeededEntropy::new(1);
        let (one, two) = (new_refresh(&entropy), new_refresh(&entropy));
        assert_eq!(one.expose().len(), REFRESH_PREFIX.len() + 43);
        assert_ne!(one.expose(), two.expose());
        let hash = refresh_hash(&one).unwrap();
        assert_eq!(hash.len(), 32);
        assert_ne!(Some(hash), refresh_hash(&two));
        for bad in ["", "knr", "knt_abc", &format!("knr_{}", "a".repeat(200))] {
            assert_eq!(refresh_hash(&Secret::new(bad.to_owned())), None);
        }
    }
}
