//! The clock and the randomness of the machine. The one place that asks for either.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound as _, Utc};
use kn_core::ports::{Clock, Entropy};
use rand::TryRngCore as _;
use rand::rngs::OsRng;

/// The clock of the machine, in UTC and whole microseconds (what both databases keep).
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }

    fn monotonic(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// Randomness of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        OsRng.try_fill_bytes(buffer).expect("the operating system gives random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_has_whole_microseconds_and_does_not_run_backwards() {
        let clock = SystemClock;
        let (first, start) = (clock.now(), clock.monotonic());
        assert_eq!(first.timestamp_subsec_nanos() % 1_000, 0);
        assert!(first.timestamp() > 1_700_000_000, "{first}");
        assert!(clock.monotonic() >= start);
    }

    #[test]
    fn random_bytes_differ() {
        let (mut one, mut other) = ([0; 32], [0; 32]);
        OsEntropy.fill(&mut one);
        OsEntropy.fill(&mut other);
        assert_ne!(one, other);
        assert_ne!(one, [0; 32]);
        assert_ne!(OsEntropy.token(32), OsEntropy.token(32));
    }
}
