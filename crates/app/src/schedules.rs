//! What happens by the clock. Every node tries; a unique key per firing lets one win.

use chrono::Duration;
use kn_core::calendar::BusinessZone;
use kn_db::entities::{idempotency_key, job, refresh_token};
use kn_jobs::Schedule;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::app::App;
use crate::error::Result;

/// The job kind of the daily clean-up.
pub const CLEAN_UP: &str = "housekeeping.clean_up";

/// The job kind that finds workflows whose job died with its process.
pub const ABANDONED: &str = "workflows.find_abandoned";

/// Every schedule, in the business zone.
pub fn all(zone: BusinessZone) -> Vec<Schedule> {
    vec![
        Schedule { name: CLEAN_UP, cron: "15 3 * * *", zone: zone.0 },
        Schedule { name: ABANDONED, cron: "*/5 * * * *", zone: zone.0 },
    ]
}

/// Days an idempotency answer is kept; money events are protected for ever by their own unique keys.
const IDEMPOTENCY_DAYS: i64 = 90;
/// Days a finished job is kept for staff to look at.
const JOB_DAYS: i64 = 30;
/// Days a dead refresh token is kept, so that a late replay is still recognised.
const TOKEN_DAYS: i64 = 60;

/// Removes what has served its time.
pub(crate) async fn clean_up(app: &App) -> Result<()> {
    let now = app.now();
    let tx = app.db().begin_write().await?;
    let answers = idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(now - Duration::days(IDEMPOTENCY_DAYS)))
        .exec(&tx)
        .await?;
    let jobs = job::Entity::delete_many()
        .filter(job::Column::FinishedAt.lt(now - Duration::days(JOB_DAYS)))
        .exec(&tx)
        .await?;
    let tokens = refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::ExpiresAt.lt(now - Duration::days(TOKEN_DAYS)))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    tracing::info!(
        answers = answers.rows_affected,
        jobs = jobs.rows_affected,
        tokens = tokens.rows_affected,
        "cleaned up"
    );
    Ok(())
}

/// Marks workflows nobody drives any more as stuck, for staff to see.
pub(crate) async fn find_abandoned(app: &App) -> Result<()> {
    let tx = app.db().begin_write().await?;
    let marked = kn_jobs::workflow::mark_abandoned(&tx, app.now()).await?;
    tx.commit().await?;
    if marked > 0 {
        tracing::warn!(marked, "workflows are stuck: their job died with its process");
    }
    Ok(())
}
