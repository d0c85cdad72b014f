//! What a list was asked for, and how it is read from a query string.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::{Cursor, CursorError};
use crate::text::{TextError, clean_line};

/// Rows on a page when nothing else is asked for.
pub const DEFAULT_LIMIT: u16 = 25;
/// The most rows a page may have.
pub const MAX_LIMIT: u16 = 100;
/// The most characters a search may have.
pub const MAX_SEARCH_CHARS: usize = 200;

/// What a list was asked for. Made by [`PageQuery`] or, inside the program, from `default()`.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRequest {
    /// Rows wanted, 1 to [`MAX_LIMIT`].
    pub limit: u16,
    /// Where the page before ended; none asks for the first page.
    pub cursor: Option<Cursor>,
    /// The order wanted; none takes the list's own.
    pub sort: Option<Sort>,
    /// Words to search for, already cleaned; none lists everything.
    pub q: Option<String>,
    /// Whether to count all rows, up to [`TOTAL_CAP`](super::TOTAL_CAP).
    pub with_total: bool,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, cursor: None, sort: None, q: None, with_total: false }
    }
}

/// The paging part of a query string as it arrived: all text, so that it can be flattened into a
/// list's own filters and each problem can name its field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct PageQuery {
    /// 1 to 100.
    pub limit: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// A field name, with `-` in front for descending.
    pub sort: Option<String>,
    /// Words to search for.
    pub q: Option<String>,
    /// `true` or `false`.
    pub total: Option<String>,
}

/// A paging parameter that cannot be taken; [`PageError::field`] names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// `limit` is no number from 1 to 100.
    #[error("limit must be a number from 1 to {MAX_LIMIT}")]
    Limit,
    /// `sort` is no field name.
    #[error("sort must be a field name such as created_at, or -created_at for descending")]
    Sort,
    /// `total` is neither true nor false.
    #[error("total must be true or false")]
    Total,
    /// `q` has characters that are not taken or is too long.
    #[error("q: {0}")]
    Search(TextError),
    /// The cursor is not one of ours, or belongs to another order.
    #[error(transparent)]
    Cursor(#[from] CursorError),
}

impl PageError {
    /// The name of the query parameter at fault.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Sort => "sort",
            Self::Total => "total",
            Self::Search(_) => "q",
            Self::Cursor(_) => "cursor",
        }
    }
}

impl TryFrom<PageQuery> for PageRequest {
    type Error = PageError;

    fn try_from(query: PageQuery) -> Result<Self, PageError> {
        let limit = match query.limit.as_deref() {
            None => DEFAULT_LIMIT,
            Some(text) => text.parse().map_err(|_| PageError::Limit)?,
        };
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(PageError::Limit);
        }
        let with_total = match query.total.as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err(PageError::Total),
        };
        let q = match query.q.as_deref().map(|q| clean_line(q, MAX_SEARCH_CHARS)) {
            None | Some(Err(TextError::Empty)) => None,
            Some(Ok(q)) => Some(q),
            Some(Err(error)) => return Err(PageError::Search(error)),
        };
        Ok(Self {
            limit,
            cursor: query.cursor.as_deref().map(Cursor::decode).transpose()?,
            sort: query.sort.as_deref().map(str::parse).transpose()?,
            q,
            with_total,
        })
    }
}

/// An order: by which field, in which direction. Written `created_at` or `-created_at`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The field's name in the API; the store checks it against those it can sort by.
    pub field: String,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Sort {
    /// Smallest first.
    pub fn ascending(field: &str) -> Self {
        Self { field: field.to_owned(), descending: false }
    }

    /// Largest first.
    pub fn descending(field: &str) -> Self {
        Self { field: field.to_owned(), descending: true }
    }
}

impl FromStr for Sort {
    type Err = PageError;

    fn from_str(text: &str) -> Result<Self, PageError> {
        let (descending, field) = match text.strip_prefix('-') {
            Some(field) => (true, field),
            None => (false, text),
        };
        let is_name = (1..=40).contains(&field.len())
            && field.starts_with(|c: char| c.is_ascii_lowercase())
            && field.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if is_name {
            Ok(Self { field: field.to_owned(), descending })
        } else {
            Err(PageError::Sort)
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        write!(f, "{sign}{}", self.field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(pairs: &[(&str, &str)]) -> Result<PageRequest, PageError> {
        let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), serde_json::Value::from(*v)));
        let query: PageQuery = serde_json::from_value(pairs.collect()).unwrap();
        query.try_into()
    }

    #[test]
    fn nothing_asked_is_the_default() {
        assert_eq!(ask(&[]), Ok(PageRequest::default()));
        assert_eq!(ask(&[("q", "  ")]), Ok(PageRequest::default()));
    }

    #[test]
    fn each_problem_names_its_field() {
        for (field, value) in [
            ("limit", "0"),
            ("limit", "101"),
            ("limit", "-1"),
            ("limit", "ten"),
            ("limit", "99999999999"),
            ("total", "yes"),
            ("sort", ""),
            ("sort", "-"),
            ("sort", "--id"),
            ("sort", "id;drop"),
            ("sort", "1id"),
            ("q", "a\u{0}b"),
            ("cursor", "!!"),
        ] {
            assert_eq!(ask(&[(field, value)]).unwrap_err().field(), field, "{value}");
        }
    }

    #[test]
    fn a_sort_round_trips() {
        let request = ask(&[("sort", "-created_at"), ("limit", "100"), ("total", "true")]).unwrap();
        assert_eq!(request.sort, Some(Sort::descending("created_at")));
        assert_eq!(request.sort.unwrap().to_string(), "-created_at");
        assert!(request.with_total && request.limit == 100);
    }
}
