//! How long sessions live, and the two-second memory of what they may do.
//!
//! The session row decides; the cache only spares a busy client the same query again. An entry is at most
//! two seconds old, and forgotten at once when this node ends the session, steps it up, switches its account
//! or changes its user. What was read before such a change is never put in after it (`Ticket`).
//! Called by `authenticate` and by every operation of identity that changes what a session may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration as Span;

use chrono::{DateTime, Duration, Utc};
use kn_core::ids::{AccountId, SessionId, UserId};
use kn_db::entities::membership::Role;

use crate::access::Permission;

/// `last_used_at` is written at most this often.
pub(super) const TOUCH_EVERY: Duration = Duration::minutes(1);
const CACHE_LIFE: Span = Span::from_secs(2);
const CACHE_ENTRIES: usize = 10_000;

/// How long a session lives after its last use.
pub(super) fn idle_limit(is_staff: bool) -> Duration {
    if is_staff { Duration::minutes(30) } else { Duration::days(7) }
}

/// How long a session lives in all.
pub(super) fn absolute_limit(is_staff: bool) -> Duration {
    if is_staff { Duration::hours(12) } else { Duration::days(30) }
}

/// The instants a session's life is measured from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    pub(super) created_at: DateTime<Utc>,
    pub(super) last_used_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) revoked: bool,
    pub(super) is_staff: bool,
}

impl Life {
    /// The absolute end. Who became staff after signing in gets the shorter life of staff.
    pub(super) fn end(&self) -> DateTime<Utc> {
        self.expires_at.min(self.created_at + absolute_limit(self.is_staff))
    }

    pub(super) fn is_live(&self, now: DateTime<Utc>) -> bool {
        !self.revoked && now < self.end() && now - self.last_used_at < idle_limit(self.is_staff)
    }
}

/// What a session may do, as read from the database.
#[derive(Debug, Clone)]
pub(crate) struct Principal {
    pub(super) session: SessionId,
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) authenticated_at: DateTime<Utc>,
    pub(super) life: Life,
    pub(super) account: Option<(AccountId, Role)>,
    pub(super) permissions: BTreeSet<Permission>,
}

type Key = (SessionId, Option<AccountId>);

struct Entry {
    principal: Arc<Principal>,
    read_at: Span,
    touched_at: DateTime<Utc>,
}

#[derive(Default)]
struct Memory {
    entries: BTreeMap<Key, Entry>,
    /// Rises whenever something is forgotten.
    forgotten: u64,
}

/// What sessions may do, remembered for two seconds.
#[derive(Default)]
pub(crate) struct SessionCache(Mutex<Memory>);

/// Taken before reading the database: what was read is remembered only if nothing was forgotten since.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket(u64);

/// A remembered principal, and whether the caller is the one to note the session's use.
pub(super) struct Hit {
    pub(super) principal: Arc<Principal>,
    pub(super) touch: bool,
}

impl SessionCache {
    pub(super) fn ticket(&self) -> Ticket {
        Ticket(self.memory().forgotten)
    }

    pub(super) fn find(&self, key: Key, elapsed: Span, now: DateTime<Utc>) -> Option<Hit> {
        let mut memory = self.memory();
        let entry = memory.entries.get_mut(&key)?;
        if elapsed.saturating_sub(entry.read_at) >= CACHE_LIFE {
            memory.entries.remove(&key);
            return None;
        }
        let touch = now - entry.touched_at >= TOUCH_EVERY;
        if touch {
            entry.touched_at = now;
        }
        Some(Hit { principal: Arc::clone(&entry.principal), touch })
    }

    /// Remembers what was read; `touched_at` is when the session's use was last noted.
    pub(super) fn put(
        &self,
        ticket: Ticket,
        key: Key,
        principal: Arc<Principal>,
        elapsed: Span,
        touched_at: DateTime<Utc>,
    ) {
        let mut memory = self.memory();
        if memory.forgotten != ticket.0 {
            return;
        }
        if memory.entries.len() >= CACHE_ENTRIES {
            memory.entries.retain(|_, entry| elapsed.saturating_sub(entry.read_at) < CACHE_LIFE);
        }
        if memory.entries.len() >= CACHE_ENTRIES {
            memory.entries.clear();
        }
        memory.entries.insert(key, Entry { principal, read_at: elapsed, touched_at });
    }

    /// After ending, stepping up or switching a session.
    pub(super) fn forget_session(&self, session: SessionId) {
        self.forget(|principal| principal.session == session);
    }

    /// After changing a user, or ending several of their sessions.
    pub(super) fn forget_user(&self, user: UserId) {
        self.forget(|principal| principal.user == user);
    }

    fn forget(&self, which: impl Fn(&Principal) -> bool) {
        let mut memory = self.memory();
        memory.forgotten += 1;
        memory.entries.retain(|_, entry| !which(&entry.principal));
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // A panic elsewhere leaves whole entries behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
