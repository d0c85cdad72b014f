//! A clock that can be set to days gone by, so that sample data is written by the product's own operations.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use kn_core::ports::clock::Clock;

pub(super) struct PastClock {
    real: Arc<dyn Clock>,
    now: Mutex<DateTime<Utc>>,
}

impl PastClock {
    pub(super) fn new(real: Arc<dyn Clock>) -> Self {
        let now = Mutex::new(real.now());
        Self { real, now }
    }

    pub(super) fn set(&self, now: DateTime<Utc>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for PastClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn monotonic(&self) -> Duration {
        self.real.monotonic()
    }
}
