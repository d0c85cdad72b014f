//! What is known about the request being answered: its id for problem documents and logs, who turned out to ask, and
//! what the rate limiter decided. A task-local, set by the outermost layer, so that nothing is passed around.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use kn_core::ids::{AccountId, UserId};

use crate::rate::Decision;

tokio::task_local! {
    static SCOPE: Arc<RequestScope>;
}

pub(crate) struct RequestScope {
    id: String,
    facts: Mutex<Facts>,
}

/// Learnt while the request is handled.
#[derive(Clone, Copy, Default)]
pub(crate) struct Facts {
    pub(crate) user: Option<UserId>,
    pub(crate) account: Option<AccountId>,
    /// The tightest limit that applied.
    pub(crate) limit: Option<Decision>,
}

impl RequestScope {
    pub(crate) fn new(id: String) -> Arc<Self> {
        Arc::new(Self { id, facts: Mutex::default() })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn facts(&self) -> Facts {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn run<F: Future>(self: &Arc<Self>, work: F) -> F::Output {
        SCOPE.scope(Arc::clone(self), work).await
    }
}

/// The id of the present request; empty outside of one.
pub(crate) fn request_id() -> String {
    SCOPE.try_with(|scope| scope.id.clone()).unwrap_or_default()
}

/// Writes down something learnt about the present request.
pub(crate) fn note(change: impl FnOnce(&mut Facts)) {
    // Outside a request there is nobody to tell.
    let _ = SCOPE
        .try_with(|scope| change(&mut scope.facts.lock().unwrap_or_else(PoisonError::into_inner)));
}
