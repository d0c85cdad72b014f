//! The worker: claims what it can run at once, runs it, and leaves in an orderly way.

use std::sync::Arc;
use std::time::Duration;

use kn_core::ports::{Clock, Entropy};
use kn_db::Db;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::job::JobHandler;
use crate::queue;
use crate::run::{self, Context};

/// How a worker works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerOptions {
    /// Jobs that run at the same time.
    pub concurrency: usize,
    /// Jobs claimed at once, at most.
    pub batch: usize,
    /// How long a claim holds without a heartbeat; the longest time a crash can delay a job.
    pub lease: Duration,
    /// How often the queue is looked at when nobody wakes the worker.
    pub poll: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            concurrency: 8,
            batch: 8,
            lease: Duration::from_secs(60),
            poll: Duration::from_secs(1),
        }
    }
}

/// Wakes a worker of the same process, so that a commit does not wait for the next look at the queue.
/// Other processes find the job by looking.
#[derive(Clone, Debug, Default)]
pub struct Waker {
    notify: Arc<Notify>,
}

impl Waker {
    /// A waker to be given to a worker and to whoever commits jobs.
    pub fn new() -> Self {
        Self::default()
    }

    /// There may be work. Cheap, and never lost: a busy worker looks again when it has room.
    pub fn wake(&self) {
        self.notify.notify_one();
    }
}

/// Runs jobs until it is told to stop.
pub struct Worker {
    context: Context,
    options: WorkerOptions,
    owner: String,
    waker: Waker,
}

impl Worker {
    /// A worker with a name of its own.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        handlers: Arc<dyn JobHandler>,
        options: WorkerOptions,
    ) -> Self {
        let owner = format!("worker-{}", entropy.token(12));
        let context = Context { db, clock, entropy, handlers, lease: options.lease };
        Self { context, options, owner, waker: Waker::new() }
    }

    /// The same worker, woken by a waker that exists already.
    #[must_use]
    pub fn with_waker(mut self, waker: Waker) -> Self {
        self.waker = waker;
        self
    }

    /// The handle that wakes this worker.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Works until `shutdown`, then claims nothing more and waits for the jobs that run.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut running = JoinSet::new();
        while !shutdown.is_cancelled() {
            let more = self.fill(&mut running).await;
            let room = self.limit(running.len()) > 0;
            if more && room {
                continue;
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.waker.notify.notified(), if room => {}
                () = tokio::time::sleep(self.options.poll), if room => {}
                Some(_) = running.join_next() => {}
            }
        }
        tracing::debug!(owner = self.owner, running = running.len(), "worker drains");
        while running.join_next().await.is_some() {}
    }

    /// Claims as many jobs as can start at once and starts them; tells whether there may be more.
    async fn fill(&self, running: &mut JoinSet<()>) -> bool {
        let limit = self.limit(running.len());
        if limit == 0 {
            return false;
        }
        let now = self.context.clock.now();
        let claim = queue::claim(&self.context.db, &self.owner, now, self.options.lease, limit);
        let jobs = match claim.await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::warn!(%error, "jobs could not be claimed");
                return false;
            }
        };
        let more = jobs.len() == limit;
        for job in jobs {
            let context = self.context.clone();
            running.spawn(async move {
                run::run(&context, &job).await;
            });
        }
        more
    }

    fn limit(&self, running: usize) -> usize {
        self.options.concurrency.saturating_sub(running).min(self.options.batch)
    }
}
