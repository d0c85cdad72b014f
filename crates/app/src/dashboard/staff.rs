//! What staff see first: queues before figures.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, Utc};
use kn_core::calendar::Cycle;
use kn_core::money::Money;
use kn_core::page::PageRequest;
use serde::Serialize;

use super::store;
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, AuditFilter, AuditRow};
use crate::error::Result;

/// Days of revenue shown as bars.
const REVENUE_DAYS: i64 = 30;

/// The staff's start page.
#[derive(Debug, Clone, Serialize)]
pub struct StaffDashboard {
    pub queues: Vec<Queue>,
    pub revenue_this_month: Money,
    pub revenue_last_month: Money,
    /// The last thirty days, one row each, zeros included.
    pub revenue_by_day: Vec<DayAmount>,
    /// What active services bring in per month, whatever their cycle.
    pub mrr: Money,
    /// What customers' wallets hold: owed, not earned.
    pub wallet_liability: Money,
    /// Orders of the last thirty days.
    pub orders_by_plan: Vec<PlanCount>,
    pub services_by_datacenter: Vec<DatacenterCount>,
    pub sign_ups_30d: u32,
    /// The latest fifteen; empty without the permission to see the audit trail.
    pub activity: Vec<AuditRow>,
}

/// Work that waits for staff.
#[derive(Debug, Clone, Serialize)]
pub struct Queue {
    pub key: &'static str,
    pub label: &'static str,
    pub count: u32,
    pub oldest_at: Option<DateTime<Utc>>,
    /// The filtered list behind the number.
    pub link: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct DayAmount {
    pub date: NaiveDate,
    pub amount: Money,
}

#[derive(Debug, Clone, Serialize)]
pub struct PlanCount {
    pub plan: String,
    pub count: u32,
    pub amount: Money,
}

#[derive(Debug, Clone, Serialize)]
pub struct DatacenterCount {
    pub datacenter: String,
    pub count: u32,
}

/// The start page of the staff area.
pub async fn staff(app: &App, actor: &Actor) -> Result<StaffDashboard> {
    actor.require(Permission::DashboardView)?;
    let conn = app.db().reader();
    let currency = app.config().currency;
    let (today, month_ago) = (app.today(), app.now() - Duration::days(30));
    let this_month = today.with_day(1).unwrap_or(today);
    let last_month = this_month - Months::new(1);
    let days =
        store::revenue_by_day(conn, currency, last_month.min(today - Duration::days(REVENUE_DAYS)))
            .await?;
    let between = |from: NaiveDate, to: NaiveDate| {
        let amounts = days
            .iter()
            .filter(|d| d.day >= from && d.day < to)
            .map(|d| Money::new(d.amount, currency));
        Money::sum(currency, amounts)
    };
    let mut revenue_by_day = Vec::new();
    for back in (0..REVENUE_DAYS).rev() {
        let date = today - Duration::days(back);
        revenue_by_day.push(DayAmount { date, amount: between(date, date + Duration::days(1))? });
    }
    Ok(StaffDashboard {
        queues: store::queues(conn, today).await?,
        revenue_this_month: between(this_month, today + Duration::days(1))?,
        revenue_last_month: between(last_month, this_month)?,
        revenue_by_day,
        mrr: Money::new(monthly(&store::recurring_by_cycle(conn, currency).await?), currency),
        wallet_liability: Money::new(store::wallet_liability(conn, currency).await?, currency),
        orders_by_plan: store::orders_by_plan(conn, currency, month_ago).await?,
        services_by_datacenter: store::services_by_datacenter(conn).await?,
        sign_ups_30d: store::sign_ups_since(conn, month_ago).await?,
        activity: latest_audit(app, actor).await?,
    })
}

/// Sums of what recurs, brought to one month, rounded down once.
fn monthly(by_cycle: &[(Cycle, i64)]) -> i64 {
    // Twenty-four is divisible by every cycle's months, so the only rounding is the last division.
    let per_two_years = by_cycle
        .iter()
        .map(|(cycle, amount)| i128::from(*amount) * 24 / i128::from(cycle.months()))
        .sum::<i128>();
    i64::try_from(per_two_years / 24).unwrap_or(i64::MAX)
}

async fn latest_audit(app: &App, actor: &Actor) -> Result<Vec<AuditRow>> {
    if actor.require(Permission::AuditView).is_err() {
        return Ok(Vec::new());
    }
    let page = PageRequest { limit: 15, ..PageRequest::default() };
    Ok(audit::list(app, actor, AuditFilter::default(), page).await?.items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recurring_revenue_is_brought_to_one_month() {
        assert_eq!(
            monthly(&[(Cycle::Monthly, 1999), (Cycle::Yearly, 12_000), (Cycle::Quarterly, 300)]),
            3099
        );
        assert_eq!(monthly(&[]), 0);
    }
}
