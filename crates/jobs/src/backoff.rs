//! How long a failed job waits: exponential with full jitter, so that what failed together does not come
//! back together (AWS Architecture Blog, "Exponential Backoff And Jitter").

use std::time::Duration;

use kn_core::ports::Entropy;

/// Ceiling of the first delay.
const BASE: Duration = Duration::from_secs(5);
/// Ceiling of every delay.
const CAP: Duration = Duration::from_hours(6);

/// A random delay after the `attempt`-th failure (from 1): evenly between nothing and the ceiling.
pub fn delay(attempt: i32, entropy: &dyn Entropy) -> Duration {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    let ceiling = ceiling(attempt).as_micros();
    let random = u128::from(u64::from_le_bytes(bytes));
    // Below the ceiling, which fits easily.
    let micros = u64::try_from((random * ceiling) >> 64).unwrap_or(u64::MAX);
    Duration::from_micros(micros)
}

/// 5 s, 10 s, 20 s … 6 h.
fn ceiling(attempt: i32) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(31);
    BASE.saturating_mul(1 << doublings).min(CAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::fakes::SeededEntropy;

    #[test]
    fn ceilings_double_up_to_the_cap() {
        let seconds: Vec<_> = (1..=14).map(|n| ceiling(n).as_secs()).collect();
        assert_eq!(seconds[..4], [5, 10, 20, 40]);
        assert_eq!(seconds[11..], [10_240, 20_480, 21_600]);
        assert_eq!(ceiling(i32::MAX), CAP);
        assert_eq!(ceiling(i32::MIN), BASE);
    }

    #[test]
    fn delays_fill_the_room_below_the_ceiling() {
        let entropy = SeededEntropy::new(1);
        let delays: Vec<_> = (0..1_000).map(|_| delay(3, &entropy)).collect();
        assert!(delays.iter().all(|d| *d < Duration::from_secs(20)));
        assert!(delays.iter().any(|d| *d < Duration::from_secs(1)));
        assert!(delays.iter().any(|d| *d > Duration::from_secs(19)));
        let sum: Duration = delays.iter().sum();
        assert!((9_000..11_000).contains(&sum.as_secs()), "{sum:?}");
    }
}
