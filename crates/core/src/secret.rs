//! A value that must not be seen: passwords, keys, tokens.
//!
//! Debug shows `Secret(…)`, there is no Display and no Serialize, and the memory is overwritten on
//! drop. Reading it takes a visible [`Secret::expose`], which reviews and greps can find. Copies
//! made before the value was wrapped (a request body, a parser's buffer) are not covered.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// Holds a `String`, `Vec<u8>` or other value that can be overwritten.
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Never log, format or store what this returns.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        #[derive(Debug, Deserialize)]
        struct Login {
            password: Secret<String>,
        }
        let login: Login = serde_json::from_str(r#"{"password":"hunter2"}"#).unwrap();
        assert_eq!(login.password.expose(), "hunter2");
        assert_eq!(format!("{login:?}"), "Login { password: Secret(…) }");
        assert_eq!(format!("{:#?}", Secret::new(vec![1u8, 2])), "Secret(…)");
    }

    #[test]
    fn the_value_is_overwritten_on_drop() {
        use std::sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
        };
        struct Witness(Arc<AtomicBool>);
        impl Zeroize for Witness {
            fn zeroize(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let wiped = Arc::new(AtomicBool::new(false));
        drop(Secret::new(Witness(Arc::clone(&wiped))));
        assert!(wiped.load(Ordering::Relaxed));
    }
}
