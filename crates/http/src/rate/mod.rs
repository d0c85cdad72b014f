//! How often somebody may ask. Every route belongs to a class; each class has its own bucket per caller, so that nobody
//! can use up anybody else's.

mod gcra;

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use kn_core::code::Code;
use kn_core::ids::UserId;

pub(crate) use gcra::{Decision, Limiter, Policy};

use crate::scope;

/// What a limit counts by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    /// IPv6 by its /64: who has one address there has them all.
    Address(IpAddr),
    /// The server did not say where the call came from.
    Nowhere,
    Login(String),
    User(UserId),
}

/// The classes of SECURITY.md S19 and S74.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Guessing a password or an address.
    Auth,
    /// Guessing one account's password from many addresses.
    Login,
    /// Keeping a session alive.
    Session,
    /// Public reads and quotes.
    Anonymous,
    /// Anything from one address.
    Address,
    /// What moves money or changes a server.
    Money,
    /// Seeing credentials.
    Reveal,
    /// Anything one user does.
    Person,
}

impl Class {
    const ALL: [Self; 8] = [
        Self::Auth,
        Self::Login,
        Self::Session,
        Self::Anonymous,
        Self::Address,
        Self::Money,
        Self::Reveal,
        Self::Person,
    ];

    const fn policy(self) -> Policy {
        let (name, burst, refill) = match self {
            Self::Auth => ("auth", 5, Duration::from_secs(10)),
            // Wider than one address can use up, so that one attacker cannot lock the owner out.
            Self::Login => ("login", 15, Duration::from_secs(10)),
            Self::Session => ("session", 60, Duration::from_secs(1)),
            Self::Anonymous => ("anonymous", 120, Duration::from_millis(500)),
            Self::Address => ("address", 1_200, Duration::from_millis(50)),
            Self::Money => ("money", 30, Duration::from_secs(2)),
            Self::Reveal => ("reveal", 10, Duration::from_secs(360)),
            Self::Person => ("person", 600, Duration::from_millis(100)),
        };
        Policy { name, burst, refill }
    }
}

/// All buckets of this process.
pub(crate) struct Limits {
    on: bool,
    buckets: [Limiter<Key>; 8],
}

impl Limits {
    pub(crate) fn new(on: bool) -> Self {
        Self { on, buckets: Class::ALL.map(|class| Limiter::new(class.policy())) }
    }

    pub(crate) fn by_address(
        &self,
        class: Class,
        ip: Option<IpAddr>,
        now: Duration,
    ) -> Result<(), kn_app::Error> {
        self.take(class, ip.map_or(Key::Nowhere, |ip| Key::Address(network_of(ip))), now)
    }

    pub(crate) fn by_login(&self, email: &str, now: Duration) -> Result<(), kn_app::Error> {
        let folded: String = email.trim().to_lowercase().chars().take(254).collect();
        self.take(Class::Login, Key::Login(folded), now)
    }

    pub(crate) fn by_user(
        &self,
        class: Class,
        user: UserId,
        now: Duration,
    ) -> Result<(), kn_app::Error> {
        self.take(class, Key::User(user), now)
    }

    fn take(&self, class: Class, key: Key, now: Duration) -> Result<(), kn_app::Error> {
        let Some(bucket) = self.buckets.get(class as usize).filter(|_| self.on) else {
            return Ok(());
        };
        let decision = bucket.take(key, now);
        scope::note(|facts| {
            facts.limit = Some(facts.limit.map_or(decision, |earlier| earlier.tighter(decision)));
        });
        match decision.retry_after {
            None => Ok(()),
            Some(seconds) => {
                metrics::counter!("http_rate_limited_total", "class" => decision.policy.name)
                    .increment(1);
                let detail = format!("Too many requests. Please try again in {}.", wait(seconds));
                Err(kn_app::Error::msg(Code::RateLimited, detail).retry_after(seconds))
            }
        }
    }
}

fn wait(seconds: u32) -> String {
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

fn network_of(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_000);

    #[test]
    fn addresses_have_buckets_of_their_own() {
        let limits = Limits::new(true);
        let ip = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        for _ in 0..5 {
            assert!(limits.by_address(Class::Auth, ip("203.0.113.1"), NOW).is_ok());
        }
        let refused = limits.by_address(Class::Auth, ip("203.0.113.1"), NOW).unwrap_err();
        assert_eq!(refused.code(), Code::RateLimited);
        assert_eq!(refused.retry_after_seconds(), Some(10));
        assert!(limits.by_address(Class::Auth, ip("203.0.113.2"), NOW).is_ok());
        assert!(limits.by_address(Class::Anonymous, ip("203.0.113.1"), NOW).is_ok());
        assert!(
            limits
                .by_address(Class::Auth, ip("203.0.113.1"), NOW + Duration::from_secs(10))
                .is_ok()
        );
    }

    #[test]
    fn one_ipv6_customer_is_one_caller() {
        let limits = Limits::new(true);
        for host in 1..=5u16 {
            let ip = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, host));
            assert!(limits.by_address(Class::Auth, Some(ip), NOW).is_ok());
        }
        let ip = "2001:db8:0:1::9".parse().ok();
        assert!(limits.by_address(Class::Auth, ip, NOW).is_err());
        assert!(limits.by_address(Class::Auth, "2001:db8:0:2::9".parse().ok(), NOW).is_ok());
    }

    #[test]
    fn a_login_is_counted_however_it_is_spelled() {
        let limits = Limits::new(true);
        for spelling in ["A@b.example", " a@B.example", "a@b.example"].iter().cycle().take(15) {
            assert!(limits.by_login(spelling, NOW).is_ok());
        }
        assert!(limits.by_login("a@b.example", NOW).is_err());
    }

    #[test]
    fn off_means_off() {
        let limits = Limits::new(false);
        assert!((0..1000).all(|_| limits.by_address(Class::Auth, None, NOW).is_ok()));
    }
}
