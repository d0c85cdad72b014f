//! One transaction with everything an operation needs: instant, ids, actor, and what follows on commit.
//!
//! `App::transact` is the only way to write. It runs on a task of its own, so a client that hangs up leaves
//! either the whole effect or none; a transaction that lost a race in the database is run again, at most
//! three times in all. Audit rows, activities and jobs are written by the same commit.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use futures::future::BoxFuture;
use kn_core::code::Code;
use kn_core::ids::TypedId;
use kn_core::ports::entropy::uuid_v7;
use kn_jobs::NewJob;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Activity, Audit};
use crate::error::{Error, Result};
use crate::event::Event;
use crate::reactions;

const MAX_TRIES: u32 = 3;
/// A chain of reactions longer than this is a loop.
const MAX_EVENTS: usize = 64;

/// An open transaction and what will be written with it.
pub struct Work {
    app: App,
    tx: DatabaseTransaction,
    now: DateTime<Utc>,
    actor: Actor,
    jobs: Vec<NewJob>,
    audits: Vec<Audit>,
    activities: Vec<Activity>,
    events: VecDeque<Event>,
    last_id: Mutex<Uuid>,
    wake: bool,
}

impl Work {
    pub fn app(&self) -> &App {
        &self.app
    }
    pub fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }
    /// The instant of this transaction; the same for every row it writes.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }
    /// The business date of this transaction.
    pub fn today(&self) -> NaiveDate {
        self.app.config().zone.business_date(self.now)
    }
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// A fresh id, after every id this transaction made before.
    pub fn new_uuid(&self) -> Uuid {
        let fresh = uuid_v7(self.now, &**self.app.entropy());
        let mut last = self.last_id.lock().unwrap_or_else(PoisonError::into_inner);
        *last =
            if fresh > *last { fresh } else { Uuid::from_u128(last.as_u128().saturating_add(1)) };
        *last
    }
    /// A fresh typed id.
    pub fn new_id<T: TypedId>(&self) -> T {
        T::from_uuid(self.new_uuid())
    }

    /// Work for later, written by this commit.
    pub fn enqueue(&mut self, job: NewJob) {
        self.jobs.push(job);
    }
    /// Has the worker look at the queue after the commit, though no job is new.
    pub fn wake_on_commit(&mut self) {
        self.wake = true;
    }
    /// A fact others may react to, inside this transaction.
    pub fn emit(&mut self, event: Event) {
        self.events.push_back(event);
    }
    /// A line of the audit trail.
    pub fn audit(&mut self, audit: Audit) {
        self.audits.push(audit);
    }
    /// A line the account's people see.
    pub fn activity(&mut self, activity: Activity) {
        self.activities.push(activity);
    }

    async fn finish(mut self) -> Result<()> {
        let mut handled = 0;
        while let Some(event) = self.events.pop_front() {
            handled += 1;
            if handled > MAX_EVENTS {
                return Err(Error::internal(format!("reactions go round in circles at {event:?}")));
            }
            reactions::react(&mut self, event).await?;
        }
        audit::write(&self, &self.audits, &self.activities).await?;
        for job in &self.jobs {
            kn_jobs::enqueue(&self.tx, self.new_uuid(), self.now, job).await?;
        }
        let wake = self.wake || !self.jobs.is_empty();
        self.tx.commit().await?;
        if wake {
            self.app.waker().wake();
        }
        Ok(())
    }
}

impl App {
    /// Runs `op` in one transaction; commits if it answers `Ok`, else nothing happened.
    ///
    /// `op` may run up to three times, so it must not reach outside the transaction.
    pub async fn transact<T, F>(&self, actor: &Actor, op: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'w> Fn(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + Sync + 'static,
    {
        let (app, actor) = (self.clone(), actor.clone());
        let span = tracing::Span::current();
        let task = async move { app.run_tries(&actor, &op).await };
        let task = kn_db::meter::inherit(tracing::Instrument::instrument(task, span));
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where an operation outlives its request"
        )]
        let joined = tokio::spawn(task).await;
        joined.unwrap_or_else(|cause| Err(Error::internal(cause)))
    }

    async fn run_tries<T, F>(&self, actor: &Actor, op: &F) -> Result<T>
    where
        F: for<'w> Fn(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + Sync,
    {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.run_once(actor, op).await {
                Err(error) if error.is_transient() && tried < MAX_TRIES => {
                    tracing::debug!(tried, causes = ?error.chain(), "transaction runs again");
                    let mut jitter = [0u8; 1];
                    self.entropy().fill(&mut jitter);
                    let [jitter] = jitter;
                    tokio::time::sleep(Duration::from_millis(
                        u64::from(tried) * 10 + u64::from(jitter) / 8,
                    ))
                    .await;
                }
                answer => return answer,
            }
        }
    }

    async fn run_once<T, F>(&self, actor: &Actor, op: &F) -> Result<T>
    where
        F: for<'w> Fn(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + Sync,
    {
        let tx = self.db().begin_write().await?;
        let mut work = Work {
            app: self.clone(),
            tx,
            now: self.now(),
            actor: actor.clone(),
            jobs: Vec::new(),
            audits: Vec::new(),
            activities: Vec::new(),
            events: VecDeque::new(),
            last_id: Mutex::new(Uuid::nil()),
            wake: false,
        };
        match op(&mut work).await {
            Ok(value) => work.finish().await.map(|()| value),
            Err(error) => {
                if let Err(cause) = work.tx.rollback().await {
                    tracing::warn!(%cause, "rollback failed; the connection is dropped");
                }
                Err(error)
            }
        }
    }
}

/// For a step that found the world changed since it was read.
pub fn lost_race(what: &str) -> Error {
    Error::msg(
        Code::VersionConflict,
        format!("This {what} was changed by someone else; reload and try again."),
    )
}
