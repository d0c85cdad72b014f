//! Schedules without a leader: every node writes the job of every fire time under the dedupe key
//! `name@fire time`, and the unique key lets one of them win.
//!
//! After a pause, missed fire times are caught up in order: at most [`MAX_CAUGHT_UP`] of each schedule and
//! not older than [`CATCH_UP`]. A schedule that never fired starts with its next fire time.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, SubsecRound, TimeDelta, Utc};
use chrono_tz::Tz;
use croner::Cron;
use kn_core::ports::entropy::uuid_v7;
use kn_core::ports::{Clock, Entropy};
use kn_db::Db;
use kn_db::entities::job;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::job::{Enqueued, NewJob};
use crate::queue;
use crate::worker::Waker;

/// Fire times longer ago are forgotten.
pub const CATCH_UP: Duration = Duration::from_hours(7 * 24);
/// So many missed fire times of one schedule are caught up at most, the latest ones.
pub const MAX_CAUGHT_UP: usize = 7;
/// How often a running scheduler looks at the clock.
const LOOK: Duration = Duration::from_secs(5);

/// When something happens again and again. Its name is the kind of its jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Kind of the jobs, e.g. `renewals`; without `@`.
    pub name: &'static str,
    /// Cron expression of five fields, or six with seconds in front.
    pub cron: &'static str,
    /// The zone whose wall clock is meant.
    pub zone: Tz,
}

/// A schedule that can't be understood.
#[derive(Debug, thiserror::Error)]
#[error("the schedule {name} has the cron expression \"{cron}\", which can't be read: {reason}")]
pub struct ScheduleError {
    name: &'static str,
    cron: &'static str,
    reason: String,
}

/// Writes the jobs of schedules as their time comes. Their payload is `{"fire_at": "2030-01-01T00:00:00Z"}`.
pub struct Scheduler {
    db: Db,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    waker: Waker,
    plans: Vec<Plan>,
}

struct Plan {
    schedule: Schedule,
    cron: Cron,
    /// Fire times up to here are written.
    after: Option<DateTime<Utc>>,
}

impl Scheduler {
    /// A scheduler for these schedules.
    ///
    /// # Errors
    /// [`ScheduleError`] for the first cron expression that can't be read.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        waker: Waker,
        schedules: &[Schedule],
    ) -> Result<Self, ScheduleError> {
        let plans = schedules.iter().map(|schedule| {
            let Schedule { name, cron, .. } = *schedule;
            let parsed = cron.parse().map_err(|error: croner::errors::CronError| {
                ScheduleError { name, cron, reason: error.to_string() }
            })?;
            Ok(Plan { schedule: *schedule, cron: parsed, after: None })
        });
        let plans = plans.collect::<Result<_, _>>()?;
        Ok(Self { db, clock, entropy, waker, plans })
    }

    /// Looks at the clock until `shutdown`.
    pub async fn run(mut self, shutdown: CancellationToken) {
        loop {
            if let Err(error) = self.tick().await {
                tracing::warn!(%error, "schedules could not be written, they will be caught up");
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Writes the jobs of all fire times that have come; tells how many this node was first to write.
    ///
    /// # Errors
    /// [`DbErr`] when the jobs can't be written; the next call tries again.
    pub async fn tick(&mut self) -> Result<u64, DbErr> {
        let now = self.clock.now();
        let mut new = 0;
        for plan in &mut self.plans {
            let after = match plan.after {
                Some(after) => after,
                None => last_fired(&self.db, &plan.schedule).await?.unwrap_or(now),
            };
            let due = plan.due(after, now);
            if !due.is_empty() {
                let tx = self.db.begin_write().await?;
                for at in due {
                    let id = uuid_v7(now, self.entropy.as_ref());
                    let job = plan.schedule.job(at);
                    if queue::enqueue(&tx, id, now, &job).await? == Enqueued::New {
                        new += 1;
                    }
                }
                tx.commit().await?;
            }
            // A clock that was set back must not make what has fired fire again.
            plan.after = Some(after.max(now));
        }
        if new > 0 {
            self.waker.wake();
        }
        Ok(new)
    }
}

impl Schedule {
    fn job(&self, at: DateTime<Utc>) -> NewJob {
        let fire_at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let key = format!("{}@{fire_at}", self.name);
        NewJob::new(self.name, json!({ "fire_at": fire_at }), at).once(key)
    }
}

impl Plan {
    /// The fire times after one instant and up to another, in order, within the limits of catching up.
    fn due(&self, after: DateTime<Utc>, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
        let zone = self.schedule.zone;
        let oldest = TimeDelta::from_std(CATCH_UP).map_or(after, |span| after.max(now - span));
        let mut found = Vec::new();
        let mut from = now.trunc_subsecs(0).with_timezone(&zone);
        let mut inclusive = true;
        while found.len() < MAX_CAUGHT_UP {
            // No earlier occurrence within croner's horizon is the same as none.
            let Ok(at) = self.cron.find_previous_occurrence(&from, inclusive) else { break };
            if at <= oldest {
                break;
            }
            found.push(at.with_timezone(&Utc));
            (from, inclusive) = (at, false);
        }
        found.reverse();
        found
    }
}

/// The last fire time any node has written.
async fn last_fired(db: &Db, schedule: &Schedule) -> Result<Option<DateTime<Utc>>, DbErr> {
    let prefix = format!("{}@", schedule.name);
    // Fire times are written alike, so the greatest key is the latest.
    let latest: Option<Option<String>> = job::Entity::find()
        .select_only()
        .column_as(job::Column::DedupeKey.max(), "latest")
        .filter(job::Column::Kind.eq(schedule.name))
        .filter(job::Column::DedupeKey.starts_with(&prefix))
        .into_tuple()
        .one(db.reader())
        .await?;
    let fired = latest.flatten().and_then(|key| {
        let at = DateTime::parse_from_rfc3339(key.strip_prefix(&prefix)?).ok()?;
        Some(at.with_timezone(&Utc))
    });
    Ok(fired)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(cron: &'static str, zone: Tz) -> Plan {
        let schedule = Schedule { name: "x", cron, zone };
        Plan { schedule, cron: cron.parse().unwrap(), after: None }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn due(plan: &Plan, after: &str, now: &str) -> Vec<String> {
        plan.due(at(after), at(now))
            .iter()
            .map(|t| t.to_rfc3339_opts(SecondsFormat::Secs, true))
            .collect()
    }

    #[test]
    fn fire_times_lie_after_the_last_and_up_to_now() {
        let daily = plan("30 2 * * *", Tz::UTC);
        assert!(due(&daily, "2030-01-01T02:30:00Z", "2030-01-02T02:29:59.9Z").is_empty());
        let one = ["2030-01-02T02:30:00Z"];
        assert_eq!(due(&daily, "2030-01-01T02:30:00Z", "2030-01-02T02:30:00Z"), one);
        assert_eq!(due(&daily, "2030-01-01T02:30:00Z", "2030-01-02T02:30:00.5Z"), one);
        assert!(due(&daily, "2030-01-02T02:30:00Z", "2030-01-02T02:30:00.5Z").is_empty());
        assert!(due(&daily, "2030-01-05T00:00:00Z", "2030-01-02T00:00:00Z").is_empty());
    }

    #[test]
    fn catching_up_is_bounded_and_in_order() {
        let daily = plan("0 0 * * *", Tz::UTC);
        let times = due(&daily, "2029-01-01T00:00:00Z", "2030-01-10T12:00:00Z");
        assert_eq!(times.len(), 7);
        assert_eq!(times.first().unwrap(), "2030-01-04T00:00:00Z");
        assert_eq!(times.last().unwrap(), "2030-01-10T00:00:00Z");
        let minutely = plan("* * * * *", Tz::UTC);
        let times = due(&minutely, "2029-01-01T00:00:00Z", "2030-01-10T12:00:00Z");
        assert_eq!(times.len(), MAX_CAUGHT_UP);
        let monthly = plan("0 0 1 * *", Tz::UTC);
        assert!(due(&monthly, "2029-01-01T00:00:00Z", "2030-01-10T12:00:00Z").is_empty());
    }

    #[test]
    fn the_wall_clock_of_the_zone_is_meant() {
        let berlin = plan("30 2 * * *", Tz::Europe__Berlin);
        let summer = due(&berlin, "2030-07-01T00:00:00Z", "2030-07-01T12:00:00Z");
        assert_eq!(summer, ["2030-07-01T00:30:00Z"]);
        // The night the clock goes forward has no 02:30, yet a daily job runs every day.
        let spring = due(&berlin, "2030-03-30T12:00:00Z", "2030-03-31T12:00:00Z");
        assert_eq!(spring.len(), 1, "{spring:?}");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!("61 * * * *".parse::<Cron>().is_err());
    }
}
