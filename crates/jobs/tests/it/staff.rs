//! What staff see and do.

use std::time::Duration;

use chrono::TimeDelta;
use kn_core::page::{Cursor, PageRequest, Sort};
use kn_jobs::{ListError, NewJob, QueueCounts};
use serde_json::json;

use crate::bench::{Bench, Obedient};

#[tokio::test]
async fn counts_tell_how_the_queue_stands() {
    let bench = Bench::new().await;
    let db = bench.test.db();
    assert_eq!(kn_jobs::counts(db.reader(), bench.now()).await.unwrap(), QueueCounts::default());
    bench.due("never").await;
    bench.idle(Obedient::new()).await;
    bench.due("fine").await;
    bench.claim("w", 1).await;
    for minutes in [-10, -5, 30] {
        let at = bench.now() + TimeDelta::minutes(minutes);
        bench.put(&NewJob::new("fine", json!({}), at)).await;
    }
    let counts = kn_jobs::counts(db.reader(), bench.now()).await.unwrap();
    let expected = QueueCounts {
        ready: 2,
        running: 1,
        waiting: 1,
        dead: 1,
        oldest: Some(Duration::from_mins(10)),
    };
    assert_eq!(counts, expected);
    // A lease that ran out makes the job ready again.
    bench.clock.advance(Duration::from_secs(61));
    let counts = kn_jobs::counts(db.reader(), bench.now()).await.unwrap();
    assert_eq!((counts.ready, counts.running), (3, 0));
}

#[tokio::test]
async fn dead_jobs_are_paged_and_tried_again() {
    let bench = Bench::new().await;
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(bench.due("never").await);
        bench.idle(Obedient::new()).await;
        // Two of them give up in the same instant.
        bench.clock.advance(Duration::from_secs(u64::from(n != 1)));
    }
    let reader = bench.test.db().reader();
    let mut request = PageRequest { limit: 2, ..PageRequest::default() };
    let mut listed = Vec::new();
    loop {
        let page = kn_jobs::list_dead(reader, &request).await.unwrap();
        assert!(page.items.iter().all(|job| job.last_error == "no such server"));
        listed.extend(page.items.iter().map(|job| (job.failed_at, job.id)));
        let Some(next) = page.next_cursor else { break };
        request.cursor = Some(Cursor::decode(&next).unwrap());
    }
    assert_eq!(listed.len(), 5);
    assert!(listed.is_sorted_by(|a, b| a > b), "{listed:?}");

    let tx = bench.test.db().begin_write().await.unwrap();
    assert!(kn_jobs::retry_dead(&tx, ids[3], bench.now()).await.unwrap());
    assert!(!kn_jobs::retry_dead(&tx, ids[3], bench.now()).await.unwrap(), "it lives again");
    assert!(!kn_jobs::retry_dead(&tx, bench.id(), bench.now()).await.unwrap());
    tx.commit().await.unwrap();
    let job = bench.claim("w", 10).await.remove(0);
    assert_eq!((job.id, job.attempts), (ids[3], 1));
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let bench = Bench::new().await;
    let reader = bench.test.db().reader();
    for cursor in [
        Cursor::new(&Sort::ascending("name"), vec![1.into()]),
        Cursor::new(&Sort::descending("failed_at"), vec!["x".into(), "y".into()]),
        Cursor::new(&Sort::descending("failed_at"), vec![]),
    ] {
        let request = PageRequest { cursor: Some(cursor), ..PageRequest::default() };
        let error = kn_jobs::list_dead(reader, &request).await.unwrap_err();
        assert!(matches!(error, ListError::Cursor(_)));
    }
}

#[tokio::test]
async fn old_finished_jobs_are_swept_and_dead_ones_stay() {
    let bench = Bench::new().await;
    for kind in ["fine", "fine", "fine", "never"] {
        bench.due(kind).await;
    }
    bench.idle(Obedient::new()).await;
    bench.clock.advance(Duration::from_hours(24));
    bench.due("fine").await;
    bench.idle(Obedient::new()).await;
    let before = bench.now() - TimeDelta::hours(1);
    let sweep = async |limit| {
        let tx = bench.test.db().begin_write().await.unwrap();
        let swept = kn_jobs::delete_finished(&tx, before, limit).await.unwrap();
        tx.commit().await.unwrap();
        swept
    };
    assert_eq!((sweep(2).await, sweep(2).await, sweep(2).await), (2, 1, 0));
    let counts = kn_jobs::counts(bench.test.db().reader(), bench.now()).await.unwrap();
    assert_eq!(counts.dead, 1);
}
