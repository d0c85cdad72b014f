//! PATCH semantics: a field left out stays, a field sent as `null` is cleared.

use serde::{Deserialize, Deserializer};

/// `None` = not in the body, `Some(None)` = `null`, `Some(Some(v))` = a value. Use with `#[serde(default)]`.
pub fn double<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
