//! Paging of lists: what a caller asks for, and what it gets.
//!
//! Lists are paged by keyset: a cursor holds the sort values of the last row, never an offset, so
//! rows that come and go in between are neither skipped nor repeated. The HTTP layer turns the
//! query string into a [`PageRequest`] through [`PageQuery`]; each feature's store decides which
//! fields may be sorted by and answers a [`Page`].

mod cursor;
mod request;

use serde::{Serialize, Serializer};

pub use cursor::{Cursor, CursorError};
pub use request::{
    DEFAULT_LIMIT, MAX_LIMIT, MAX_SEARCH_CHARS, PageError, PageQuery, PageRequest, Sort,
};

/// Counting stops here: above it a total is only "more".
pub const TOTAL_CAP: u64 = 10_000;

/// How many rows there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Exactly so many, at most [`TOTAL_CAP`].
    Exact(u64),
    /// More than [`TOTAL_CAP`]; written `"10000+"`.
    AtLeast10000,
}

impl Total {
    /// From a count that was stopped just above [`TOTAL_CAP`] (`LIMIT 10001`).
    pub const fn from_count(count: u64) -> Self {
        if count > TOTAL_CAP { Self::AtLeast10000 } else { Self::Exact(count) }
    }
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(count) => serializer.serialize_u64(*count),
            Self::AtLeast10000 => serializer.serialize_str("10000+"),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows, at most as many as asked for.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; none on the last.
    pub next_cursor: Option<String>,
    /// How many rows there are in all, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
}

impl<T> Page<T> {
    /// Builds a page from `limit + 1` fetched rows: the one too many only says that there is more.
    /// `cursor_of` makes the cursor of the last row shown.
    pub fn from_rows(
        mut rows: Vec<T>,
        request: &PageRequest,
        cursor_of: impl FnOnce(&T) -> Cursor,
    ) -> Self {
        let limit = usize::from(request.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|last| cursor_of(last).encode());
        Self { items: rows, next_cursor, total: None }
    }

    /// The same page with other rows, for turning records into what the API shows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_too_many_becomes_a_cursor() {
        let request = PageRequest { limit: 2, ..PageRequest::default() };
        let cursor = |id: &i64| Cursor::new(&Sort::ascending("id"), vec![(*id).into()]);
        let page = Page::from_rows(vec![1, 2, 3], &request, cursor);
        assert_eq!(page.items, [1, 2]);
        let next = Cursor::decode(&page.next_cursor.unwrap()).unwrap();
        assert_eq!(next.values_for(&Sort::ascending("id")).unwrap(), [2]);
        assert_eq!(Page::from_rows(vec![1, 2], &request, cursor).next_cursor, None);
    }

    #[test]
    fn json_is_what_the_contract_says() {
        let mut page = Page { items: vec![1], next_cursor: None, total: None }.map(|n| n + 1);
        assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"items":[2],"next_cursor":null}"#);
        for (count, json) in [(0, "0"), (10_000, "10000"), (10_001, r#""10000+""#)] {
            page.total = Some(Total::from_count(count));
            let text = serde_json::to_string(&page).unwrap();
            assert!(text.ends_with(&format!(r#""total":{json}}}"#)), "{text}");
        }
    }
}
