//! What the router needs from its server, and what it keeps while the process runs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use kn_app::App;
use kn_core::secret::Secret;
use tokio::sync::Semaphore;

use crate::cookies::Cookies;
use crate::layer::guard::TIME_LIMIT;
use crate::proxies::Network;
use crate::rate::Limits;
use crate::site::Site;

/// Renders the Prometheus text.
pub type RenderMetrics = Arc<dyn Fn() -> String + Send + Sync>;

/// How many requests are worked on at once.
const PLACES: usize = 1_024;

/// What the server wires together.
pub struct HttpParts {
    pub app: App,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// `None`: there is no `/metrics`.
    pub metrics: Option<RenderMetrics>,
    /// With it `/metrics` may be asked from anywhere; without, from this machine only.
    pub metrics_token: Option<Secret<String>>,
    pub time_limit: Duration,
}

impl HttpParts {
    /// The parts with nothing but an app: no proxies, no metrics, the usual time limit.
    pub fn new(app: App) -> Self {
        Self {
            app,
            trusted_proxies: Vec::new(),
            metrics: None,
            metrics_token: None,
            time_limit: TIME_LIMIT,
        }
    }
}

struct Inner {
    parts: HttpParts,
    cookies: Cookies,
    limits: Limits,
    places: Semaphore,
    idempotent: BTreeSet<String>,
    document: String,
    site: Site,
}

/// Shared by every request; cheap to clone.
#[derive(Clone)]
pub struct HttpState(Arc<Inner>);

impl HttpState {
    pub fn new(parts: HttpParts) -> Self {
        let (_, document) = crate::openapi::api();
        let config = parts.app.config();
        let https = config.public_url.starts_with("https://");
        Self(Arc::new(Inner {
            cookies: Cookies::new(https),
            limits: Limits::new(config.rate_limits),
            places: Semaphore::new(PLACES),
            idempotent: crate::routes::idempotent_paths(&document),
            document: crate::openapi::to_json(&document),
            site: Site::default(),
            parts,
        }))
    }

    pub(crate) fn app(&self) -> &App {
        &self.0.parts.app
    }
    /// Scheme, host and port as customers reach us.
    pub(crate) fn origin(&self) -> &str {
        &self.app().config().public_url
    }
    pub(crate) fn is_https(&self) -> bool {
        self.origin().starts_with("https://")
    }
    pub(crate) fn cookies(&self) -> Cookies {
        self.0.cookies
    }
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }
    pub(crate) fn places(&self) -> &Semaphore {
        &self.0.places
    }
    pub(crate) fn time_limit(&self) -> Duration {
        self.0.parts.time_limit
    }
    pub(crate) fn trusted_proxies(&self) -> &[Network] {
        &self.0.parts.trusted_proxies
    }
    pub(crate) fn is_idempotent(&self, template: &str) -> bool {
        self.0.idempotent.contains(template)
    }
    pub(crate) fn document(&self) -> &str {
        &self.0.document
    }
    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }
    pub(crate) fn metrics(&self) -> Option<&RenderMetrics> {
        self.0.parts.metrics.as_ref()
    }
    pub(crate) fn metrics_token(&self) -> Option<&Secret<String>> {
        self.0.parts.metrics_token.as_ref()
    }
}
