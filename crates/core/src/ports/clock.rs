//! The clock port. The rest of the program never asks the system for the time.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant. May jump, in both directions, when the system clock is set.
    fn now(&self) -> DateTime<Utc>;

    /// Time since an arbitrary start, never going back: for time-outs and measuring.
    fn monotonic(&self) -> Duration;
}
