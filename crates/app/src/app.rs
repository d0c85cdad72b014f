//! The running product: database, ports, keys and configuration, shared by every operation.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use kn_core::calendar::{BusinessZone, truncate_micros};
use kn_core::code::Code;
use kn_core::money::Currency;
use kn_core::ports::clock::Clock;
use kn_core::ports::document::DocumentRenderer;
use kn_core::ports::entropy::Entropy;
use kn_core::ports::mail::{MailTransport, Mailbox, MailerFactory};
use kn_core::ports::panel::PanelDriver;
use kn_core::secret::Secret;
use kn_db::Db;
use kn_jobs::Waker;

use crate::error::{Error, Result};
use crate::identity::sessions::SessionCache;
use crate::keys::Keys;

/// Demo: loopback, sample data, documented logins. Production: everything strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Demo,
    Production,
}

impl Mode {
    pub const fn as_str(self) -> &'static str {
        match self {
            Mode::Demo => "demo",
            Mode::Production => "production",
        }
    }
}

/// What the operator configured; fixed while the process runs.
#[derive(Debug, Clone)]
pub struct AppConfig {
    pub mode: Mode,
    /// Scheme, host and port as customers reach us, without a trailing slash.
    pub public_url: String,
    /// The zone in which a business day begins and ends.
    pub zone: BusinessZone,
    /// The currency new accounts get.
    pub currency: Currency,
    /// Mail transport and sender until Admin → Settings says otherwise.
    pub env_mail: MailTransport,
    pub mail_from: Mailbox,
    pub rate_limits: bool,
    /// Off while sample data is written, so that no mail about the past leaves.
    pub send_mail: bool,
    pub version: &'static str,
}

/// Everything `App::new` needs.
pub struct AppParts {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub documents: Arc<dyn DocumentRenderer>,
    pub mailers: Arc<dyn MailerFactory>,
    pub panels: Vec<Arc<dyn PanelDriver>>,
    pub master_key: Secret<Vec<u8>>,
    pub waker: Waker,
    pub config: AppConfig,
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    documents: Arc<dyn DocumentRenderer>,
    mailers: Arc<dyn MailerFactory>,
    panels: BTreeMap<&'static str, Arc<dyn PanelDriver>>,
    keys: Arc<Keys>,
    waker: Waker,
    config: AppConfig,
    sessions: SessionCache,
    password_slots: tokio::sync::Semaphore,
}

/// Handle to the running product; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("config", &self.0.config).finish_non_exhaustive()
    }
}

impl App {
    pub fn new(parts: AppParts) -> Self {
        let slots = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Inner {
            db: parts.db,
            clock: parts.clock,
            entropy: parts.entropy,
            documents: parts.documents,
            mailers: parts.mailers,
            panels: parts.panels.into_iter().map(|p| (p.key(), p)).collect(),
            keys: Arc::new(Keys::derive(&parts.master_key)),
            waker: parts.waker,
            config: parts.config,
            sessions: SessionCache::default(),
            password_slots: tokio::sync::Semaphore::new(slots),
        }))
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.0.entropy
    }
    pub fn documents(&self) -> &dyn DocumentRenderer {
        &*self.0.documents
    }
    pub fn mailers(&self) -> &dyn MailerFactory {
        &*self.0.mailers
    }
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }
    pub fn waker(&self) -> &Waker {
        &self.0.waker
    }
    pub fn config(&self) -> &AppConfig {
        &self.0.config
    }
    pub(crate) fn sessions(&self) -> &SessionCache {
        &self.0.sessions
    }
    /// Bounds how many password hashes are computed at once.
    pub(crate) fn password_slots(&self) -> &tokio::sync::Semaphore {
        &self.0.password_slots
    }

    /// The driver a service was made with.
    pub fn panel(&self, key: &str) -> Result<Arc<dyn PanelDriver>> {
        self.0
            .panels
            .get(key)
            .cloned()
            .ok_or_else(|| Error::internal(format!("no server driver named {key:?} is configured")))
    }

    /// The current instant at the precision both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        truncate_micros(self.0.clock.now())
    }

    /// Today's business date.
    pub fn today(&self) -> NaiveDate {
        self.0.config.zone.business_date(self.now())
    }

    /// The same product at another time and without mail; for sample data.
    pub(crate) fn rehearsal(&self, clock: Arc<dyn Clock>) -> Self {
        let inner = &self.0;
        Self(Arc::new(Inner {
            db: inner.db.clone(),
            clock,
            entropy: inner.entropy.clone(),
            documents: inner.documents.clone(),
            mailers: inner.mailers.clone(),
            panels: inner.panels.clone(),
            keys: inner.keys.clone(),
            waker: inner.waker.clone(),
            config: AppConfig { send_mail: false, ..inner.config.clone() },
            sessions: SessionCache::default(),
            password_slots: tokio::sync::Semaphore::new(1),
        }))
    }

    /// Whether requests can be served: database reachable, every migration applied.
    pub async fn ready(&self) -> Result<()> {
        self.0.db.ping().await?;
        let status = self
            .0
            .db
            .migration_status()
            .await
            .map_err(|cause| Error::msg(Code::Unavailable, cause.to_string()))?;
        if status.pending.is_empty() {
            Ok(())
        } else {
            Err(Error::msg(
                Code::Unavailable,
                format!("{} migrations are pending", status.pending.len()),
            ))
        }
    }
}
