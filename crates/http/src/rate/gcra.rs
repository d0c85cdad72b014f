//! A token bucket per key, kept as one instant: when the bucket will be full again (GCRA).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// `burst` at once, then one per `refill`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) name: &'static str,
    pub(crate) burst: u32,
    pub(crate) refill: Duration,
}

/// What one call was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) policy: Policy,
    /// Calls left at once.
    pub(crate) remaining: u32,
    /// Seconds until the bucket is full.
    pub(crate) reset: u32,
    /// Seconds to wait; `None`: go ahead.
    pub(crate) retry_after: Option<u32>,
}

impl Decision {
    /// The one to tell the caller about.
    pub(crate) fn tighter(self, other: Self) -> Self {
        let rank = |d: &Self| (d.retry_after.is_none(), d.remaining, d.policy.burst);
        if rank(&other) < rank(&self) { other } else { self }
    }
}

/// Time is given in, so that tests can move it; only differences matter.
pub(crate) struct Limiter<K> {
    policy: Policy,
    buckets: Mutex<Buckets<K>>,
}

struct Buckets<K> {
    full_at: HashMap<K, Duration>,
    /// At this many keys those that are full again are dropped.
    sweep_at: usize,
}

const SMALL: usize = 1024;

impl<K: Hash + Eq> Limiter<K> {
    pub(crate) fn new(policy: Policy) -> Self {
        Self { policy, buckets: Mutex::new(Buckets { full_at: HashMap::new(), sweep_at: SMALL }) }
    }

    /// Takes one token, or says how long to wait. A refused call costs nothing.
    pub(crate) fn take(&self, key: K, now: Duration) -> Decision {
        let Policy { burst, refill, .. } = self.policy;
        let tolerance = refill.saturating_mul(burst.saturating_sub(1));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.sweep(now);
        let full_at = buckets.full_at.get(&key).copied().unwrap_or(now).max(now);
        let debt = full_at.saturating_sub(now);
        if debt > tolerance {
            let retry_after = Some(seconds(debt.saturating_sub(tolerance)).max(1));
            return Decision {
                policy: self.policy,
                remaining: 0,
                reset: seconds(debt),
                retry_after,
            };
        }
        let debt = debt.saturating_add(refill);
        buckets.full_at.insert(key, now.saturating_add(debt));
        let used = debt.as_nanos().div_ceil(refill.as_nanos().max(1));
        let remaining = burst.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
        Decision { policy: self.policy, remaining, reset: seconds(debt), retry_after: None }
    }
}

impl<K: Hash + Eq> Buckets<K> {
    fn sweep(&mut self, now: Duration) {
        if self.full_at.len() >= self.sweep_at {
            self.full_at.retain(|_, full_at| *full_at > now);
            self.sweep_at = SMALL.max(self.full_at.len().saturating_mul(2));
        }
    }
}

/// Rounded up, so that who waits as told is let in.
fn seconds(span: Duration) -> u32 {
    let whole = span.as_secs() + u64::from(span.subsec_nanos() > 0);
    u32::try_from(whole).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Policy = Policy { name: "test", burst: 3, refill: Duration::from_secs(10) };
    const START: Duration = Duration::from_secs(500);

    #[test]
    fn a_burst_then_one_per_refill() {
        let limiter = Limiter::new(POLICY);
        let left: Vec<u32> = (0..3).map(|_| limiter.take("a", START).remaining).collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = limiter.take("a", START);
        assert_eq!((refused.retry_after, refused.reset), (Some(10), 30));
        assert_eq!(limiter.take("a", START + Duration::from_millis(9_500)).retry_after, Some(1));
        assert_eq!(limiter.take("a", START + Duration::from_secs(10)).retry_after, None);
        assert!(limiter.take("a", START + Duration::from_secs(10)).retry_after.is_some());
        assert_eq!(limiter.take("a", START + Duration::from_secs(600)).remaining, 2);
    }

    #[test]
    fn refused_calls_do_not_push_the_end_away() {
        let limiter = Limiter::new(POLICY);
        for _ in 0..100 {
            limiter.take("a", START);
        }
        assert_eq!(limiter.take("a", START + Duration::from_secs(10)).retry_after, None);
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let limiter = Limiter::new(POLICY);
        for key in 0..SMALL {
            limiter.take(key, START);
        }
        limiter.take(usize::MAX, START + Duration::from_secs(60));
        assert_eq!(limiter.buckets.lock().unwrap().full_at.len(), 1);
    }

    #[test]
    fn the_tighter_of_two_is_told() {
        let wide = Decision {
            policy: Policy { burst: 100, ..POLICY },
            remaining: 90,
            reset: 1,
            retry_after: None,
        };
        let tight = Decision { policy: POLICY, remaining: 1, reset: 20, retry_after: None };
        let refused = Decision { retry_after: Some(3), remaining: 0, ..wide };
        assert_eq!(wide.tighter(tight), tight);
        assert_eq!(tight.tighter(wide), tight);
        assert_eq!(tight.tighter(refused), refused);
    }
}
