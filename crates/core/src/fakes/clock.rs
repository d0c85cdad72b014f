//! A clock that stands still until it is moved.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::ports::Clock;

/// Tells the instant it was set to.
#[derive(Debug)]
pub struct FrozenClock {
    inner: Mutex<Hands>,
}

#[derive(Debug, Clone, Copy)]
struct Hands {
    now: DateTime<Utc>,
    monotonic: Duration,
}

impl FrozenClock {
    /// A clock that shows `now`.
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self { inner: Mutex::new(Hands { now, monotonic: Duration::ZERO }) }
    }

    /// Moves the wall clock to any instant, as an administrator might; monotonic time stands still.
    pub fn set(&self, now: DateTime<Utc>) {
        self.hands().now = now;
    }

    /// Lets time pass, on both the wall clock and the monotonic one.
    pub fn advance(&self, by: Duration) {
        let mut hands = self.hands();
        hands.now += by;
        hands.monotonic += by;
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        // A panic of another test thread leaves two plain values behind, both still good.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 1 January 2030, 00:00 UTC, where every test begins.
impl Default for FrozenClock {
    fn default() -> Self {
        let day = NaiveDate::from_ymd_opt(2030, 1, 1).expect("a date that exists");
        Self::new(day.and_time(NaiveTime::MIN).and_utc())
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> DateTime<Utc> {
        self.hands().now
    }

    fn monotonic(&self) -> Duration {
        self.hands().monotonic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_only_when_told() {
        let clock = FrozenClock::default();
        assert_eq!(clock.now().to_rfc3339(), "2030-01-01T00:00:00+00:00");
        clock.advance(Duration::from_secs(86_400));
        assert_eq!(clock.now().to_rfc3339(), "2030-01-02T00:00:00+00:00");
        assert_eq!(clock.monotonic(), Duration::from_secs(86_400));
        clock.set(DateTime::UNIX_EPOCH);
        assert_eq!(clock.now(), DateTime::<Utc>::UNIX_EPOCH);
        assert_eq!(clock.monotonic(), Duration::from_secs(86_400));
    }
}
