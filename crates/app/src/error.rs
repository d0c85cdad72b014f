//! The one error type of the product: a registered code, a sentence for the person, and a cause for the log.
//!
//! `detail` and `fields` are shown to the caller; `source` never is. HTTP turns this into a problem
//! document in one place.

use std::fmt;

use kn_core::code::Code;
use sea_orm::DbErr;
use serde::Serialize;
use serde_json::{Map, Value};

/// Result of every operation and step.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was wrong with one field of the command.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field in the request, e.g. `control_panel.url`.
    pub field: String,
    /// Stable code of the field's fault.
    pub code: Code,
    /// One sentence for the person who filled it in.
    pub message: String,
}

/// An operation that did not happen; nothing was changed.
#[derive(Debug)]
pub struct Error {
    code: Code,
    detail: String,
    fields: Vec<FieldError>,
    data: Map<String, Value>,
    retry_after: Option<u32>,
    transient: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with the code's own title as its detail.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: code.title().to_owned(),
            fields: Vec::new(),
            data: Map::new(),
            retry_after: None,
            transient: false,
            source: None,
        }
    }

    /// An error with a sentence for the caller.
    pub fn msg(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..Self::new(code) }
    }

    /// One field was wrong.
    pub fn field(field: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError { field: field.into(), code, message: message.into() }])
    }

    /// Several fields were wrong; `fields` must not be empty.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let detail = fields.first().map_or_else(String::new, |f| f.message.clone());
        Self { detail, fields, ..Self::new(Code::ValidationFailed) }
    }

    /// The thing is not there, or not the caller's.
    pub fn not_found(what: &str) -> Self {
        Self::msg(Code::NotFound, format!("There is no such {what}."))
    }

    /// Our own fault, with the cause for the log.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(cause.into()), ..Self::new(Code::Internal) }
    }

    /// Adds a machine-readable value to the answer.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.data.insert(key.to_owned(), value);
        }
        self
    }

    /// Says after how many seconds a retry makes sense.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Marks the whole operation as worth another try at once (lost a race inside the database).
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.transient = true;
        self
    }

    pub fn code(&self) -> Code {
        self.code
    }
    pub fn detail(&self) -> &str {
        &self.detail
    }
    pub fn field_errors(&self) -> &[FieldError] {
        &self.fields
    }
    pub fn data(&self) -> &Map<String, Value> {
        &self.data
    }
    pub fn retry_after_seconds(&self) -> Option<u32> {
        self.retry_after
    }
    pub fn is_transient(&self) -> bool {
        self.transient
    }

    /// The causes, outermost first, for the log at the boundary.
    pub fn chain(&self) -> Vec<String> {
        let mut causes = Vec::new();
        let mut next: Option<&(dyn std::error::Error + 'static)> =
            self.source.as_ref().map(|s| &**s as &(dyn std::error::Error + 'static));
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
            if causes.len() >= 16 {
                break;
            }
        }
        causes
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|s| &**s as &(dyn std::error::Error + 'static))
    }
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        let transient = kn_db::is_retryable(&cause);
        let error = if transient || kn_db::is_unavailable(&cause) {
            Self::msg(
                Code::Unavailable,
                "The database did not answer in time. Nothing was changed; please try again.",
            )
            .retry_after(1)
        } else {
            Self::new(Code::Internal)
        };
        Self { transient, source: Some(Box::new(cause)), ..error }
    }
}

impl From<kn_core::money::MoneyError> for Error {
    fn from(cause: kn_core::money::MoneyError) -> Self {
        Self::internal(cause)
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::internal(cause)
    }
}

/// Turns a unique violation of a named constraint into the caller's error; everything else stays what it was.
pub trait OnUnique<T> {
    fn on_unique(self, constraint: &str, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnUnique<T> for std::result::Result<T, DbErr> {
    fn on_unique(self, constraint: &str, error: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(|cause| {
            if kn_db::unique_violation(&cause).as_deref() == Some(constraint) {
                error()
            } else {
                cause.into()
            }
        })
    }
}

/// Collects field errors so that a form hears of all its faults at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// Keeps the value, or notes what was wrong with the field.
    pub fn check<T, E: fmt::Display>(
        &mut self,
        field: &str,
        parsed: std::result::Result<T, E>,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(field, Code::Invalid, fault.to_string());
                None
            }
        }
    }

    /// Notes a fault.
    pub fn add(&mut self, field: &str, code: Code, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), code, message: message.into() });
    }

    /// Ends the check: an error if anything was noted.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}
