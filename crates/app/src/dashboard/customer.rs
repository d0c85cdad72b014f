//! What a customer sees first.

use chrono::{Datelike, Months, NaiveDate};
use kn_core::ids::{AccountId, InvoiceId, ServiceId};
use kn_core::money::Money;
use kn_db::entities::plan::Category;
use serde::Serialize;

use super::store;
use crate::access::Right;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::services::{self, Service};
use crate::wallet::{self, Wallet};

/// How many months of spend are shown.
const SPEND_MONTHS: u32 = 12;

/// The customer's start page.
#[derive(Debug, Clone, Serialize)]
pub struct CustomerDashboard {
    pub active_services: u32,
    pub provisioning_services: u32,
    pub wallet: Wallet,
    /// Unpaid documents due by the end of the month, and renewals that fall due by then.
    pub due_this_month: Money,
    pub next_due_on: Option<NaiveDate>,
    pub attention: Vec<Attention>,
    /// One point per month and category that has spend.
    pub spend: Vec<SpendPoint>,
    /// The next five to renew.
    pub renewing: Vec<Service>,
    /// The latest ten.
    pub activity: Vec<services::Activity>,
}

/// Something that waits for the customer, with one action.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Attention {
    pub kind: &'static str,
    pub title: String,
    pub detail: String,
    /// A path in the console.
    pub link: String,
    pub action: &'static str,
}

/// Paid documents of one month, by what they were for.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SpendPoint {
    /// `YYYY-MM`.
    pub month: String,
    pub category: Category,
    pub amount: Money,
}

/// The start page of the active account.
pub async fn customer(app: &App, actor: &Actor) -> Result<CustomerDashboard> {
    let account = actor.account(Right::View)?;
    let conn = app.db().reader();
    let today = app.today();
    let wallet = wallet::balance(app, actor).await?;
    let currency = wallet.balance.currency();
    let counts = store::service_counts(conn, account).await?;
    let month_end = last_day_of_month(today);
    let unpaid = store::unpaid_invoices(conn, account).await?;
    let renewals = store::renewals_due(conn, account, month_end).await?;
    let due = unpaid.iter().filter(|i| i.due_on <= month_end).map(|i| i.due);
    let due_this_month =
        Money::sum(currency, due.chain(renewals.iter().map(|r| Money::new(r.amount, currency))))?;
    let next_due_on =
        unpaid.iter().map(|i| i.due_on).chain(store::next_renewal(conn, account).await?).min();
    Ok(CustomerDashboard {
        active_services: counts.active,
        provisioning_services: counts.provisioning,
        attention: attention(app, account, &unpaid, wallet.balance, today).await?,
        wallet,
        due_this_month,
        next_due_on,
        spend: spend(app, account, today).await?,
        renewing: services::renewing_next(app, actor, 5).await?,
        activity: services::recent_activity(app, actor, 10).await?,
    })
}

async fn attention(
    app: &App,
    account: AccountId,
    unpaid: &[store::UnpaidInvoice],
    balance: Money,
    today: NaiveDate,
) -> Result<Vec<Attention>> {
    let mut items: Vec<Attention> =
        unpaid.iter().take(5).map(|i| unpaid_item(i, balance, today)).collect();
    for held in store::held_services(app.db().reader(), account).await? {
        items.push(Attention {
            kind: "service_suspended",
            title: format!("{} is suspended", held.name),
            detail: held
                .reason
                .unwrap_or_else(|| format!("Reason: {}.", held.kind.as_str().replace('_', " "))),
            link: format!("/dashboard/services/{}", ServiceId::from_uuid(held.service_id)),
            action: "View",
        });
    }
    Ok(items)
}

fn unpaid_item(invoice: &store::UnpaidInvoice, balance: Money, today: NaiveDate) -> Attention {
    let days = (invoice.due_on - today).num_days();
    let when = match days {
        ..=-1 => format!("was due {}", plural(-days, "day ago", "days ago")),
        0 => "is due today".to_owned(),
        1 => "is due tomorrow".to_owned(),
        _ => format!("is due in {days} days"),
    };
    let amount = invoice.due.format_symbol();
    let covered = balance.checked_cmp(invoice.due).is_ok_and(std::cmp::Ordering::is_ge);
    let detail = if covered {
        format!("{amount}. Your wallet covers it.")
    } else {
        format!("{amount} to pay.")
    };
    Attention {
        kind: "invoice_unpaid",
        title: format!("Invoice {} {when}", invoice.name),
        detail,
        link: format!("/dashboard/billing/{}", InvoiceId::from_uuid(invoice.id)),
        action: if covered { "Pay now" } else { "View" },
    }
}

fn plural(n: i64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

async fn spend(app: &App, account: AccountId, today: NaiveDate) -> Result<Vec<SpendPoint>> {
    let first = today.with_day(1).unwrap_or(today) - Months::new(SPEND_MONTHS - 1);
    let days =
        store::spend_by_day(app.db().reader(), account, app.config().currency, first).await?;
    let mut points: Vec<SpendPoint> = Vec::new();
    for day in days {
        let month = day.day.format("%Y-%m").to_string();
        let amount = Money::new(day.amount, app.config().currency);
        match points.iter_mut().find(|p| p.month == month && p.category == day.category) {
            Some(point) => point.amount = point.amount.checked_add(amount)?,
            None => points.push(SpendPoint { month, category: day.category, amount }),
        }
    }
    Ok(points)
}

fn last_day_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    (first + Months::new(1)).pred_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::money::Currency;

    #[test]
    fn months_end_on_their_last_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a date");
        assert_eq!(last_day_of_month(day(2028, 2, 3)), day(2028, 2, 29));
        assert_eq!(last_day_of_month(day(2026, 12, 31)), day(2026, 12, 31));
    }

    #[test]
    fn an_unpaid_invoice_says_when_and_whether_the_wallet_covers_it() {
        let due_on = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date");
        let invoice = store::UnpaidInvoice {
            id: uuid::Uuid::nil(),
            name: "PRO-2026-000001".to_owned(),
            due: Money::new(4800, Currency::USD),
            due_on,
        };
        let item = |balance, days: i64| {
            unpaid_item(
                &invoice,
                Money::new(balance, Currency::USD),
                due_on - chrono::Duration::days(days),
            )
        };
        assert_eq!(item(4800, 3).title, "Invoice PRO-2026-000001 is due in 3 days");
        assert_eq!(item(4800, 3).detail, "$48.00. Your wallet covers it.");
        assert_eq!(item(4799, -1).title, "Invoice PRO-2026-000001 was due 1 day ago");
        assert_eq!(item(4799, -1).action, "View");
    }
}
