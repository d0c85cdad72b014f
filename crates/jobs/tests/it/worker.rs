//! Workers: each job once, crashes, panics, shutdown, waking.

use std::sync::Arc;
use std::time::Duration;

use kn_db::entities::job;
use kn_jobs::{NewJob, Waker, WorkerOptions};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::bench::{Bench, Obedient};

fn quick() -> WorkerOptions {
    WorkerOptions {
        concurrency: 4,
        batch: 3,
        lease: Duration::from_secs(60),
        poll: Duration::from_millis(20),
    }
}

async fn unfinished(bench: &Bench) -> u64 {
    job::Entity::find()
        .filter(job::Column::FinishedAt.is_null())
        .filter(job::Column::FailedAt.is_null())
        .count(bench.test.db().reader())
        .await
        .unwrap()
}

/// Waits until the condition holds; the tests say what they wait for, not how long.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let patience = tokio::time::timeout(Duration::from_secs(30), async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    assert!(patience.await.is_ok(), "waited in vain until {what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_workers_do_each_job_once() {
    const JOBS: usize = 200;
    let bench = Bench::new().await;
    for _ in 0..JOBS {
        bench.due("fine").await;
    }
    let handler = Obedient::new();
    let shutdown = CancellationToken::new();
    let mut workers = JoinSet::new();
    for _ in 0..4 {
        let worker = bench.worker(handler.clone(), quick());
        workers.spawn(worker.run(shutdown.clone()));
    }
    until("all jobs are done", async || unfinished(&bench).await == 0).await;
    shutdown.cancel();
    workers.join_all().await;
    let seen = handler.seen();
    assert_eq!(seen.len(), JOBS);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_waits_for_the_running_job_and_starts_no_other() {
    let bench = Bench::new().await;
    let waiting = bench.due("wait").await;
    let handler = Obedient::new();
    let shutdown = CancellationToken::new();
    let mut workers = JoinSet::new();
    let options = WorkerOptions { concurrency: 1, ..quick() };
    workers.spawn(bench.worker(handler.clone(), options).run(shutdown.clone()));
    handler.started.notified().await;
    let left = bench.due("fine").await;
    shutdown.cancel();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(workers.try_join_next().is_none(), "the worker left its job alone");
    handler.go.notify_one();
    workers.join_all().await;
    assert!(bench.row(waiting).await.finished_at.is_some());
    let left = bench.row(left).await;
    assert_eq!((left.finished_at, left.attempts), (None, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wake_up_starts_work_at_once() {
    let bench = Bench::new().await;
    let handler = Obedient::new();
    let shutdown = CancellationToken::new();
    let waker = Waker::new();
    // Without the wake-up the test would wait for an hour.
    let options = WorkerOptions { poll: Duration::from_hours(1), ..quick() };
    let worker = bench.worker(handler.clone(), options).with_waker(waker.clone());
    let mut workers = JoinSet::new();
    workers.spawn(worker.run(shutdown.clone()));
    for n in 1..=3 {
        bench.due("fine").await;
        waker.wake();
        until("the woken worker has worked", async || handler.total() == n).await;
    }
    shutdown.cancel();
    workers.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_job_keeps_its_lease_by_heartbeat() {
    let bench = Bench::new().await;
    let id = bench.due("wait").await;
    let handler = Obedient::new();
    let shutdown = CancellationToken::new();
    let options = WorkerOptions { lease: Duration::from_millis(300), ..quick() };
    let mut workers = JoinSet::new();
    workers.spawn(bench.worker(handler.clone(), options).run(shutdown.clone()));
    handler.started.notified().await;
    // The clock of the leases moves only here: each step is shorter than a lease, all together longer.
    for _ in 0..5 {
        let before = bench.row(id).await.lease_until;
        bench.clock.advance(Duration::from_millis(200));
        until("a heartbeat came", async || bench.row(id).await.lease_until > before).await;
        assert!(bench.claim("thief", 1).await.is_empty());
    }
    handler.go.notify_one();
    until("the job is done", async || unfinished(&bench).await == 0).await;
    shutdown.cancel();
    workers.join_all().await;
    assert_eq!(handler.total(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_lost_its_lease_drops_the_work() {
    let bench = Bench::new().await;
    let id = bench.due("wait").await;
    let handler = Obedient::new();
    let shutdown = CancellationToken::new();
    let options = WorkerOptions { lease: Duration::from_millis(150), concurrency: 1, ..quick() };
    let mut workers = JoinSet::new();
    workers.spawn(bench.worker(handler.clone(), options).run(shutdown.clone()));
    handler.started.notified().await;
    // As if the process had been stopped for a minute: another worker takes over before the next beat.
    let stolen = loop {
        bench.clock.advance(Duration::from_secs(60));
        if let Some(job) = bench.claim("other", 1).await.pop() {
            break job;
        }
    };
    shutdown.cancel();
    // The worker drains although its handler was never told to go on.
    workers.join_all().await;
    assert_eq!(bench.row(id).await.lease_owner.as_deref(), Some("other"));
    assert!(bench.finish(&stolen).await);
}

#[tokio::test]
async fn panics_count_as_failures() {
    let bench = Bench::new().await;
    let mut new = NewJob::new("panic", json!({}), bench.now());
    new.max_attempts = 2;
    let (id, _) = bench.put(&new).await;
    let handler = Obedient::new();
    assert_eq!(bench.idle(handler.clone()).await.again, 1);
    assert_eq!(bench.row(id).await.last_error.as_deref(), Some("panic: seven of 9"));
    bench.clock.advance(Duration::from_secs(5));
    assert_eq!(bench.idle(handler).await.dead, 1);
}

#[tokio::test]
async fn a_job_that_kills_its_worker_each_time_dies_in_the_end() {
    let bench = Bench::new().await;
    let mut new = NewJob::new("fine", json!({}), bench.now());
    new.max_attempts = 2;
    let (id, _) = bench.put(&new).await;
    for _ in 0..2 {
        bench.claim("crashes", 1).await;
        bench.clock.advance(Duration::from_secs(60));
    }
    let handler = Obedient::new();
    assert_eq!(bench.idle(handler.clone()).await.dead, 1);
    assert_eq!(handler.total(), 0, "it is not tried once more");
    let error = bench.row(id).await.last_error.unwrap();
    assert_eq!(error, "the worker died 2 times while running this job");
}

#[tokio::test]
async fn running_until_idle_reports_what_it_did() {
    let bench = Bench::new().await;
    for kind in ["fine", "fine", "later", "never", "unheard of"] {
        bench.due(kind).await;
    }
    let handler: Arc<Obedient> = Obedient::new();
    let report = bench.idle(handler.clone()).await;
    assert_eq!((report.done, report.again, report.dead), (2, 1, 2));
    assert_eq!(bench.idle(handler).await, kn_jobs::IdleReport::default());
}
