//! The cursor: the sort values of a page's last row, as one opaque word.
//!
//! It is URL-safe base64 of `{"v":1,"s":"-created_at","k":[…]}`. A client may read it but not rely
//! on it. It is not signed: it carries no right, only a place in a list the caller may see anyway,
//! and the store binds its values as parameters. Everything about it is bounded and checked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Sort;

const VERSION: u8 = 1;
const MAX_LENGTH: usize = 2048;
const MAX_VALUES: usize = 8;

/// A place in a list, under one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    sort: Sort,
    values: Vec<Value>,
}

/// Why a cursor cannot be used. The remedy is the same for all: ask for the first page again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not base64, not our JSON, too long, or with values no row has.
    #[error("the cursor is not one that this list gave; start again from the first page")]
    Malformed,
    /// Made by another version of this program.
    #[error("the cursor is of an older version; start again from the first page")]
    Version,
    /// Made under another order.
    #[error("the cursor belongs to another sort order; start again from the first page")]
    OtherSort,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u8,
    s: String,
    k: Vec<Value>,
}

impl Cursor {
    /// The place after a row whose sort columns (the last one unique, usually the id) have `values`:
    /// strings, integers, booleans or null, at most eight.
    pub fn new(sort: &Sort, values: Vec<Value>) -> Self {
        Self { sort: sort.clone(), values }
    }

    /// The order under which the cursor was made.
    pub const fn sort(&self) -> &Sort {
        &self.sort
    }

    /// The values of the last row, if the list is still asked for in the same order.
    pub fn values_for(&self, sort: &Sort) -> Result<&[Value], CursorError> {
        if self.sort == *sort { Ok(&self.values) } else { Err(CursorError::OtherSort) }
    }

    /// The opaque word.
    pub fn encode(&self) -> String {
        let wire = Wire { v: VERSION, s: self.sort.to_string(), k: self.values.clone() };
        let json = serde_json::to_vec(&wire).expect("strings and scalars always serialize");
        URL_SAFE_NO_PAD.encode(json)
    }

    /// Reads the opaque word; anything not made by [`Cursor::encode`] is refused.
    pub fn decode(word: &str) -> Result<Self, CursorError> {
        if word.len() > MAX_LENGTH {
            return Err(CursorError::Malformed);
        }
        let json = URL_SAFE_NO_PAD.decode(word).map_err(|_| CursorError::Malformed)?;
        let parsed: Value = serde_json::from_slice(&json).map_err(|_| CursorError::Malformed)?;
        // The version decides what the rest means, so it is looked at first.
        match parsed.get("v").and_then(Value::as_u64) {
            Some(version) if version == u64::from(VERSION) => {}
            Some(_) => return Err(CursorError::Version),
            None => return Err(CursorError::Malformed),
        }
        let wire: Wire = serde_json::from_value(parsed).map_err(|_| CursorError::Malformed)?;
        if wire.k.len() > MAX_VALUES || !wire.k.iter().all(is_sort_value) {
            return Err(CursorError::Malformed);
        }
        let sort = wire.s.parse().map_err(|_| CursorError::Malformed)?;
        Ok(Self { sort, values: wire.k })
    }
}

fn is_sort_value(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.is_i64(),
        // PostgreSQL refuses NUL in text.
        Value::String(text) => !text.contains('\0'),
        Value::Array(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test]
    fn another_order_is_refused() {
        let cursor = Cursor::new(&Sort::descending("created_at"), vec![5.into()]);
        assert_eq!(cursor.values_for(&Sort::descending("created_at")).unwrap(), [5]);
        assert_eq!(cursor.values_for(&Sort::ascending("created_at")), Err(CursorError::OtherSort));
    }

    #[test]
    fn hostile_cursors_are_refused() {
        for (text, error) in [
            (String::new(), CursorError::Malformed),
            ("%00".to_owned(), CursorError::Malformed),
            (word("{}"), CursorError::Malformed),
            (word("[1]"), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":[1],"x":1}"#), CursorError::Malformed),
            (word(r#"{"v":2,"s":"id","k":[1]}"#), CursorError::Version),
            (word(r#"{"v":-1,"s":"id","k":[1]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id;--","k":[1]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":[1.5]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":[18446744073709551615]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":[[1]]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":["a\u0000"]}"#), CursorError::Malformed),
            (word(r#"{"v":1,"s":"id","k":[1,2,3,4,5,6,7,8,9]}"#), CursorError::Malformed),
            (word(&"[".repeat(1500)), CursorError::Malformed),
            ("A".repeat(1_000_000), CursorError::Malformed),
        ] {
            assert_eq!(Cursor::decode(&text), Err(error), "{text:.80}");
        }
    }

    fn scalar() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[^\0]{0,20}".prop_map(Value::from),
        ]
    }

    proptest! {
        #[test]
        fn cursors_round_trip(
            field in "[a-z][a-z0-9_]{0,20}",
            descending: bool,
            values in proptest::collection::vec(scalar(), 0..4),
        ) {
            let cursor = Cursor::new(&Sort { field, descending }, values);
            let word = cursor.encode();
            prop_assert!(word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert_eq!(Cursor::decode(&word), Ok(cursor));
        }

        #[test]
        fn any_text_is_decoded_without_panic(text in ".{0,200}", json in ".{0,200}") {
            let _ = Cursor::decode(&text);
            let _ = Cursor::decode(&word(&json));
        }
    }
}
