//! Schedules on several nodes.

use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Tz;
use kn_db::entities::job;
use kn_jobs::{Schedule, Scheduler, Waker};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::bench::Bench;

const DAILY: Schedule = Schedule { name: "renewals", cron: "0 6 * * *", zone: Tz::UTC };

fn node(bench: &Bench) -> Scheduler {
    let (clock, entropy) = (Arc::clone(&bench.clock), Arc::clone(&bench.entropy));
    Scheduler::new(bench.test.db().clone(), clock, entropy, Waker::new(), &[DAILY]).unwrap()
}

async fn fired(bench: &Bench) -> Vec<String> {
    job::Entity::find()
        .order_by_asc(job::Column::RunAt)
        .all(bench.test.db().reader())
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            let fire_at = row.payload["fire_at"].as_str().unwrap().to_owned();
            assert_eq!(row.kind, "renewals");
            assert_eq!(row.payload, json!({"fire_at": fire_at}));
            assert_eq!(row.dedupe_key.unwrap(), format!("renewals@{fire_at}"));
            fire_at
        })
        .collect()
}

#[tokio::test]
async fn each_fire_time_is_written_once_by_whoever_comes_first() {
    let bench = Bench::new().await;
    let (mut a, mut b, mut c) = (node(&bench), node(&bench), node(&bench));
    assert_eq!(a.tick().await.unwrap() + b.tick().await.unwrap() + c.tick().await.unwrap(), 0);
    bench.clock.advance(Duration::from_hours(7));
    let news = [a.tick().await.unwrap(), b.tick().await.unwrap(), c.tick().await.unwrap()];
    assert_eq!(news, [1, 0, 0]);
    assert_eq!(a.tick().await.unwrap(), 0);
    assert_eq!(fired(&bench).await, ["2030-01-01T06:00:00Z"]);
}

#[tokio::test]
async fn what_was_missed_is_caught_up_but_not_before_the_first_start() {
    let bench = Bench::new().await;
    bench.clock.advance(Duration::from_hours(7));
    assert_eq!(node(&bench).tick().await.unwrap(), 0, "a new schedule starts with its next time");
    let mut first = node(&bench);
    first.tick().await.unwrap();
    bench.clock.advance(Duration::from_hours(24));
    assert_eq!(first.tick().await.unwrap(), 1);
    drop(first);
    // Three days without any node.
    bench.clock.advance(Duration::from_hours(3 * 24));
    assert_eq!(node(&bench).tick().await.unwrap(), 3);
    let expected: Vec<_> = (2..=5).map(|day| format!("2030-01-0{day}T06:00:00Z")).collect();
    assert_eq!(fired(&bench).await, expected);
    // A month without any node.
    bench.clock.advance(Duration::from_hours(30 * 24));
    assert_eq!(node(&bench).tick().await.unwrap(), 7);
}

#[tokio::test]
async fn a_clock_set_back_fires_nothing_twice() {
    let bench = Bench::new().await;
    let mut node = node(&bench);
    node.tick().await.unwrap();
    let start = bench.now();
    bench.clock.advance(Duration::from_hours(7));
    assert_eq!(node.tick().await.unwrap(), 1);
    bench.clock.set(start);
    assert_eq!(node.tick().await.unwrap(), 0);
    bench.clock.advance(Duration::from_hours(7));
    assert_eq!(node.tick().await.unwrap(), 0);
}

#[tokio::test]
async fn the_scheduler_stops_when_told() {
    let bench = Bench::new().await;
    let shutdown = CancellationToken::new();
    let mut tasks = JoinSet::new();
    tasks.spawn(node(&bench).run(shutdown.clone()));
    shutdown.cancel();
    tasks.join_all().await;
}

#[tokio::test]
async fn an_expression_that_can_not_be_read_is_named() {
    let bench = Bench::new().await;
    let bad = Schedule { cron: "99 * * * *", ..DAILY };
    let (clock, entropy) = (Arc::clone(&bench.clock), Arc::clone(&bench.entropy));
    let made = Scheduler::new(bench.test.db().clone(), clock, entropy, Waker::new(), &[bad]);
    let sentence = made.err().unwrap().to_string();
    assert!(sentence.contains("renewals") && sentence.contains("99 * * * *"), "{sentence}");
}
