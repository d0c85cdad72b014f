//! Hashing and checking passwords: argon2id on blocking threads, as many at once as there are cores.
//!
//! A caller waits a bounded time for its turn and then hears `unavailable`, so that a flood of sign-ins
//! cannot queue up behind itself. Checking a password of nobody costs the same as checking a real one.
//! Called by `register`, `login`, `step_up`, `profile`, `admin` and the demo seeder.

use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kn_core::code::Code;
use kn_core::secret::Secret;
use zeroize::Zeroizing;

use super::policy;
use crate::app::App;
use crate::error::{Error, Result};

/// OWASP's floor for argon2id; stored in each hash, so it can be raised at any time (`is_outdated`).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_LEN: usize = 16;
/// How long a caller waits for its turn before it is told to come back.
const MAX_WAIT: Duration = Duration::from_secs(5);
/// More bytes than any accepted password has (128 characters of at most four bytes).
const MAX_BYTES: usize = policy::MAX_CHARS * 4;

/// Checks a new password against the policy and hashes it.
///
/// # Errors
/// `validation_failed` naming `field`; `demo_refused`; `unavailable` when too many are waiting.
pub(super) async fn accept(
    app: &App,
    field: &'static str,
    password: &Secret<String>,
    about: Vec<String>,
) -> Result<String> {
    let (password, mode, salt) = (password.clone(), app.config().mode, salt(app));
    in_turn(app, move || {
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        policy::check(mode, field, password.expose(), &about)?;
        hash_with(password.expose(), &salt)
    })
    .await
}

/// Hashes a password without asking the policy; for the documented logins of demo mode.
pub(crate) async fn hash(app: &App, password: &Secret<String>) -> Result<String> {
    let (password, salt) = (password.clone(), salt(app));
    in_turn(app, move || hash_with(password.expose(), &salt)).await
}

/// Whether the password belongs to the hash. Without a hash, or with one that is none (a user without a
/// password), the answer is no, after the same work.
pub(super) async fn verify(
    app: &App,
    password: &Secret<String>,
    hash: Option<String>,
) -> Result<bool> {
    if password.expose().len() > MAX_BYTES {
        return Ok(false);
    }
    let password = password.clone();
    in_turn(app, move || verify_against(password.expose(), hash.as_deref())).await
}

/// Whether the hash was made with less than is asked today.
pub(super) fn is_outdated(hash: &str) -> bool {
    let params = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok());
    params.is_none_or(|p| p.m_cost() < MEMORY_KIB || p.t_cost() < PASSES || p.p_cost() < LANES)
}

/// Gives the slot back when the work is done, even if whoever asked has gone or the work panicked.
struct Slot(App);

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.password_slots().add_permits(1);
    }
}

async fn in_turn<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let turn = tokio::time::timeout(MAX_WAIT, app.password_slots().acquire()).await;
    let Ok(Ok(permit)) = turn else {
        return Err(Error::msg(
            Code::Unavailable,
            "Too many people are signing in at this moment. Please try again.",
        )
        .retry_after(5));
    };
    permit.forget();
    let slot = Slot(app.clone());
    let task = tokio::task::spawn_blocking(move || {
        let _slot = slot;
        work()
    });
    task.await.map_err(Error::internal)?
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn salt(app: &App) -> [u8; SALT_LEN] {
    let mut salt = [0u8; SALT_LEN];
    app.entropy().fill(&mut salt);
    salt
}

fn hash_with(password: &str, salt: &[u8; SALT_LEN]) -> Result<String> {
    let hash: PasswordHash =
        hasher()?.hash_password_with_salt(password.as_bytes(), salt).map_err(Error::internal)?;
    Ok(hash.to_string())
}

fn verify_against(password: &str, hash: Option<&str>) -> Result<bool> {
    let Some(hash) = hash.and_then(|hash| PasswordHash::new(hash).ok()) else {
        let mut out = Zeroizing::new([0u8; Params::DEFAULT_OUTPUT_LEN]);
        hasher()?
            .hash_password_into(password.as_bytes(), &[0; SALT_LEN], out.as_mut())
            .map_err(Error::internal)?;
        std::hint::black_box(&out);
        return Ok(false);
    };
    match hasher()?.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(cause) => Err(Error::internal(cause)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; SALT_LEN] = [7; SALT_LEN];

    fn opens(password: &str, hash: &str) -> bool {
        verify_against(password, Some(hash)).expect("verifies")
    }

    #[test]
    fn a_hash_opens_with_its_password_only() {
        let hash = hash_with("correct horse", &SALT).expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(opens("correct horse", &hash));
        assert!(!opens("correct horsf", &hash) && !opens("", &hash));
        assert_ne!(hash, hash_with("correct horse", &[8; SALT_LEN]).expect("hashes"));
    }

    #[test]
    fn who_has_no_password_has_no_password_that_opens() {
        for none in ["", "!", "plain", "correct horse"] {
            assert!(
                !opens("", none) && !opens("!", none) && !opens("correct horse", none),
                "{none}"
            );
        }
        assert!(!verify_against("correct horse", None).expect("verifies"));
        let hash = hash_with("correct horse", &SALT).expect("hashes");
        for damaged in ["$argon2id$v=19$m=19456,t=2,p=1$", &hash[..hash.len() - 30]] {
            assert!(!verify_against("correct horse", Some(damaged)).unwrap_or(false), "{damaged}");
        }
    }

    #[test]
    fn weaker_parameters_are_outdated() {
        assert!(!is_outdated(&hash_with("correct horse", &SALT).expect("hashes")));
        let weak = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8 * 1024, 1, 1, None).expect("params"),
        );
        let weak: PasswordHash =
            weak.hash_password_with_salt(b"correct horse", &SALT).expect("hashes");
        assert!(is_outdated(&weak.to_string()));
        assert!(opens("correct horse", &weak.to_string()), "old hashes still open");
        assert!(is_outdated("plain"));
    }
}
