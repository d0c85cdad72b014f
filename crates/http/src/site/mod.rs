//! The public pages, rendered on the server by the front end's own bundle (FRONTEND.md §8).
//!
//! Brand, plans and prices come from the database at most every few seconds; a page is rendered once for each state of
//! them and kept. If rendering fails the last good page is served, else the frame with title and data only.

mod boot;
mod engine;
mod fill;
pub(crate) mod page;
mod texts;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use kn_app::{App, Error};

use boot::Boot;
use engine::Engine;
use fill::Page;

use crate::assets;

/// For how long the data of the pages is taken as fresh.
const FRESH: Duration = Duration::from_secs(5);

/// More paths than pages exist are asked for by who looks for holes; they are rendered, not kept.
const MAX_KEPT: usize = 64;

#[derive(Default)]
pub(crate) struct Site {
    /// Started by the first page that is asked for; `None` if the bundle was not built.
    engine: OnceLock<Option<Engine>>,
    boot: Mutex<Option<(Duration, Arc<Boot>)>>,
    pages: Mutex<HashMap<String, Arc<Page>>>,
}

impl Site {
    fn engine(&self) -> Option<&Engine> {
        let start = || {
            let engine = Engine::start(assets::bundle_source()?);
            engine
                .inspect_err(|cause| tracing::error!(cause, "public pages cannot be rendered"))
                .ok()
        };
        self.engine.get_or_init(start).as_ref()
    }

    /// The paths the bundle has pages for.
    pub(crate) async fn paths(&self) -> Vec<String> {
        match self.engine() {
            Some(engine) => engine.paths().await.unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// What the pages show, at most a few seconds old.
    pub(crate) async fn boot(&self, app: &App) -> Result<Arc<Boot>, Error> {
        let now = app.clock().monotonic();
        let kept = self.boot.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((read_at, boot)) = kept
            && now.saturating_sub(read_at) < FRESH
        {
            return Ok(boot);
        }
        let boot = Arc::new(Boot::read(app).await?);
        *self.boot.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&boot)));
        Ok(boot)
    }

    /// The page at a path; `None` when the front end is not built.
    pub(crate) async fn page(&self, path: &str, boot: &Boot) -> Option<Arc<Page>> {
        let kept = self.kept(path);
        if let Some(page) = kept.as_ref().filter(|page| page.version == boot.version) {
            return Some(Arc::clone(page));
        }
        let template = assets::site_template()?;
        let rendered = match self.engine() {
            Some(engine) => engine.render(path, &boot.json).await,
            None => Err("the bundle is not built".to_owned()),
        };
        match rendered {
            Ok(rendered) => {
                let page = Arc::new(Page::of(&template, &rendered, boot));
                self.keep(path, &page);
                Some(page)
            }
            Err(cause) => {
                tracing::error!(path, cause, "page not rendered");
                metrics::counter!("site_render_failures_total").increment(1);
                Some(kept.unwrap_or_else(|| Arc::new(Page::bare(&template, boot))))
            }
        }
    }

    fn kept(&self, path: &str) -> Option<Arc<Page>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    fn keep(&self, path: &str, page: &Arc<Page>) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() < MAX_KEPT || pages.contains_key(path) {
            pages.insert(path.to_owned(), Arc::clone(page));
        }
    }
}
