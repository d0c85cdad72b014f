//! The bench the tests work at: a database, a clock that stands still, and a handler that does as told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kn_core::fakes::FrozenClock;
use kn_core::fakes::SeededEntropy;
use kn_core::ports::entropy::uuid_v7;
use kn_core::ports::{Clock, Entropy};
use kn_db::entities::job;
use kn_db::testing::TestDb;
use kn_jobs::{Enqueued, IdleReport, Job, JobError, JobHandler, NewJob, Worker, WorkerOptions};
use sea_orm::EntityTrait;
use serde_json::json;
use tokio::sync::Notify;
use uuid::Uuid;

pub(crate) struct Bench {
    pub(crate) test: TestDb,
    pub(crate) clock: Arc<FrozenClock>,
    pub(crate) entropy: Arc<SeededEntropy>,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self {
            test: TestDb::new().await,
            clock: Arc::new(FrozenClock::default()),
            entropy: Arc::new(SeededEntropy::new(42)),
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn id(&self) -> Uuid {
        uuid_v7(self.now(), self.entropy.as_ref())
    }

    pub(crate) async fn put(&self, new: &NewJob) -> (Uuid, Enqueued) {
        let id = self.id();
        let tx = self.test.db().begin_write().await.unwrap();
        let outcome = kn_jobs::enqueue(&tx, id, self.now(), new).await.unwrap();
        tx.commit().await.unwrap();
        (id, outcome)
    }

    /// A job of a kind that is due now.
    pub(crate) async fn due(&self, kind: &'static str) -> Uuid {
        self.put(&NewJob::new(kind, json!({}), self.now())).await.0
    }

    pub(crate) async fn claim(&self, owner: &str, limit: usize) -> Vec<Job> {
        let lease = Duration::from_secs(60);
        kn_jobs::claim(self.test.db(), owner, self.now(), lease, limit).await.unwrap()
    }

    pub(crate) async fn finish(&self, job: &Job) -> bool {
        let tx = self.test.db().begin_write().await.unwrap();
        let done = kn_jobs::finish(&tx, job, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        done
    }

    pub(crate) async fn fail(&self, job: &Job, error: &JobError) -> kn_jobs::Failed {
        let tx = self.test.db().begin_write().await.unwrap();
        let entropy: &dyn Entropy = self.entropy.as_ref();
        let outcome = kn_jobs::fail(&tx, job, self.now(), error, entropy).await.unwrap();
        tx.commit().await.unwrap();
        outcome
    }

    pub(crate) async fn row(&self, id: Uuid) -> job::Model {
        job::Entity::find_by_id(id).one(self.test.db().reader()).await.unwrap().unwrap()
    }

    pub(crate) fn worker(&self, handler: Arc<dyn JobHandler>, options: WorkerOptions) -> Worker {
        let (clock, entropy) = (Arc::clone(&self.clock), Arc::clone(&self.entropy));
        Worker::new(self.test.db().clone(), clock, entropy, handler, options)
    }

    pub(crate) async fn idle(&self, handler: Arc<dyn JobHandler>) -> IdleReport {
        let (clock, entropy) = (Arc::clone(&self.clock), Arc::clone(&self.entropy));
        kn_jobs::run_until_idle(self.test.db(), clock, entropy, handler).await.unwrap()
    }
}

/// Does what the kind of the job says, and remembers how often.
#[derive(Default)]
pub(crate) struct Obedient {
    seen: Mutex<BTreeMap<Uuid, usize>>,
    /// Told when a `wait` job has started, and tells it to go on.
    pub(crate) started: Notify,
    pub(crate) go: Notify,
    /// Told after every job.
    pub(crate) ended: Notify,
}

impl Obedient {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    pub(crate) fn seen(&self) -> BTreeMap<Uuid, usize> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn total(&self) -> usize {
        self.seen().values().sum()
    }
}

#[async_trait]
impl JobHandler for Obedient {
    async fn handle(&self, job: &Job) -> Result<(), JobError> {
        *self.seen.lock().unwrap().entry(job.id).or_default() += 1;
        let result = match job.kind.as_str() {
            "fine" => Ok(()),
            "later" => Err(JobError::Retry("the vendor is asleep".into())),
            "never" => Err(JobError::Permanent("no such server".into())),
            "panic" => panic!("seven of {}", 9),
            "wait" => {
                self.started.notify_one();
                self.go.notified().await;
                Ok(())
            }
            other => Err(JobError::Permanent(format!("unknown kind {other}"))),
        };
        self.ended.notify_one();
        result
    }
}
