//! Writing, claiming, leases, fences, failures.

use std::time::Duration;

use chrono::TimeDelta;
use kn_db::entities::job;
use kn_jobs::{Enqueued, Failed, JobError, NewJob};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn a_job_exists_exactly_when_its_change_was_committed() {
    let bench = Bench::new().await;
    let new = NewJob::new("fine", json!({"a": 1}), bench.now());
    let tx = bench.test.db().begin_write().await.unwrap();
    kn_jobs::enqueue(&tx, bench.id(), bench.now(), &new).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(bench.claim("w", 10).await.is_empty());
    let (id, outcome) = bench.put(&new).await;
    assert_eq!(outcome, Enqueued::New);
    let jobs = bench.claim("w", 10).await;
    assert_eq!((jobs[0].id, &jobs[0].payload, jobs[0].attempts), (id, &json!({"a": 1}), 1));
    assert_eq!(jobs[0].run_at, bench.now());
}

#[tokio::test]
async fn a_dedupe_key_lives_once_even_after_the_job_is_done() {
    let bench = Bench::new().await;
    let new = NewJob::new("fine", json!({}), bench.now()).once("renewals@2030-01-01");
    assert_eq!(bench.put(&new).await.1, Enqueued::New);
    assert_eq!(bench.put(&new).await.1, Enqueued::Duplicate);
    let job = bench.claim("w", 10).await.remove(0);
    assert!(bench.finish(&job).await);
    assert_eq!(bench.put(&new).await.1, Enqueued::Duplicate);
    // A duplicate does not spoil the transaction it is in.
    let tx = bench.test.db().begin_write().await.unwrap();
    kn_jobs::enqueue(&tx, bench.id(), bench.now(), &new).await.unwrap();
    let other = NewJob::new("fine", json!({}), bench.now());
    kn_jobs::enqueue(&tx, bench.id(), bench.now(), &other).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(job::Entity::find().count(bench.test.db().reader()).await.unwrap(), 2);
}

#[tokio::test]
async fn the_longest_due_comes_first_and_the_future_not_at_all() {
    let bench = Bench::new().await;
    let mut ids = Vec::new();
    for minutes in [-1, -3, -2, 1] {
        let at = bench.now() + TimeDelta::minutes(minutes);
        ids.push(bench.put(&NewJob::new("fine", json!({}), at)).await.0);
    }
    let first: Vec<_> = bench.claim("w", 2).await.iter().map(|j| j.id).collect();
    assert_eq!(first, [ids[1], ids[2]]);
    let rest: Vec<_> = bench.claim("w", 10).await.iter().map(|j| j.id).collect();
    assert_eq!(rest, [ids[0]]);
    bench.clock.advance(Duration::from_secs(59));
    assert!(bench.claim("w", 10).await.is_empty());
}

#[tokio::test]
async fn a_crash_between_claim_and_finish_is_claimed_again_after_the_lease() {
    let bench = Bench::new().await;
    let id = bench.due("fine").await;
    let crashed = bench.claim("crashed", 10).await.remove(0);
    bench.clock.advance(Duration::from_secs(59));
    assert!(bench.claim("other", 10).await.is_empty(), "the lease still holds");
    bench.clock.advance(Duration::from_secs(1));
    let again = bench.claim("other", 10).await.remove(0);
    assert_eq!((again.id, again.attempts), (id, 2));

    // The one that was thought dead comes back late: nothing it says counts.
    assert!(!bench.finish(&crashed).await);
    let error = JobError::Retry("late".into());
    assert_eq!(bench.fail(&crashed, &error).await, Failed::Lost);
    let until = bench.now() + TimeDelta::hours(1);
    assert!(!kn_jobs::heartbeat(bench.test.db(), &crashed, until).await.unwrap());
    assert!(bench.row(id).await.last_error.is_none());

    assert!(bench.finish(&again).await);
    assert!(!bench.finish(&again).await, "done is done");
    assert_eq!(bench.row(id).await.finished_at, Some(bench.now()));
}

#[tokio::test]
async fn the_same_owner_is_fenced_by_the_attempt() {
    let bench = Bench::new().await;
    bench.due("fine").await;
    let first = bench.claim("w", 1).await.remove(0);
    bench.clock.advance(Duration::from_secs(61));
    let second = bench.claim("w", 1).await.remove(0);
    assert!(!bench.finish(&first).await);
    assert!(bench.finish(&second).await);
}

#[tokio::test]
async fn a_heartbeat_keeps_the_lease() {
    let bench = Bench::new().await;
    bench.due("fine").await;
    let job = bench.claim("w", 1).await.remove(0);
    bench.clock.advance(Duration::from_secs(50));
    let until = bench.now() + TimeDelta::seconds(60);
    assert!(kn_jobs::heartbeat(bench.test.db(), &job, until).await.unwrap());
    bench.clock.advance(Duration::from_secs(50));
    assert!(bench.claim("other", 1).await.is_empty());
    assert!(bench.finish(&job).await);
}

#[tokio::test]
async fn failures_wait_longer_and_longer_and_then_the_job_is_dead() {
    let bench = Bench::new().await;
    let mut new = NewJob::new("later", json!({}), bench.now());
    new.max_attempts = 4;
    let (id, _) = bench.put(&new).await;
    for (attempt, ceiling) in [(1, 5), (2, 10), (3, 20)] {
        let job = bench.claim("w", 1).await.remove(0);
        assert_eq!(job.attempts, attempt);
        let Failed::Again(at) = bench.fail(&job, &JobError::Retry(format!("no {attempt}"))).await
        else {
            panic!("the job has attempts left");
        };
        assert!(at >= bench.now() && at < bench.now() + TimeDelta::seconds(ceiling), "{at}");
        let row = bench.row(id).await;
        assert_eq!((row.run_at, row.lease_owner, row.lease_until), (at, None, None));
        bench.clock.set(at);
    }
    let job = bench.claim("w", 1).await.remove(0);
    assert!(job.is_last_attempt());
    assert_eq!(bench.fail(&job, &JobError::Retry("no 4".into())).await, Failed::Dead);
    let row = bench.row(id).await;
    assert_eq!((row.failed_at, row.last_error.as_deref()), (Some(bench.now()), Some("no 4")));
    bench.clock.advance(Duration::from_hours(100));
    assert!(bench.claim("w", 1).await.is_empty());
}

#[tokio::test]
async fn a_permanent_failure_is_dead_at_once_and_long_errors_are_cut() {
    let bench = Bench::new().await;
    let id = bench.due("never").await;
    let job = bench.claim("w", 1).await.remove(0);
    let error = JobError::Permanent("ž".repeat(10_000));
    assert_eq!(bench.fail(&job, &error).await, Failed::Dead);
    assert_eq!(bench.row(id).await.last_error.unwrap().chars().count(), 2_000);
}
