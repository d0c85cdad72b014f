//! Plays the story: each step at its instant, by the operation a person would use.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use kn_core::ids::OrderId;
use kn_core::money::Money;
use kn_core::secret::Secret;
use kn_db::entities::payment::Method;

use super::cast::{Cast, Player};
use super::clock::PastClock;
use super::story::{Paid, Step, steps};
use crate::actor::Actor;
use crate::app::App;
use crate::catalog::{self, Configuration};
use crate::error::Result;
use crate::idempotency::IdempotencyKey;
use crate::orders::{self, Order, PlaceOrder};
use crate::payments::{self, RecordPayment};
use crate::provisioning::{self, Provision};
use crate::services::PanelLogin;
use crate::wallet::topups::{self, NewApprovedTopup};

/// What the demo customer's wallet holds in the end, in minor units.
const DEMO_BALANCE: i64 = 25_000;

/// Something to do at an instant.
struct Cue {
    at: DateTime<Utc>,
    act: Act,
}

enum Act {
    Order(usize, Step),
    /// The order of the n-th step is paid by bank.
    Record(usize),
    Provision(usize),
    Cancel(usize),
    DemoTopup,
}

/// Plays everything in the order of its instants.
pub(super) async fn play(
    app: &App,
    clock: &PastClock,
    now: DateTime<Utc>,
    cast: &Cast,
) -> Result<()> {
    let mut placed: BTreeMap<usize, (Order, Step)> = BTreeMap::new();
    for cue in cues(now) {
        clock.set(cue.at);
        match cue.act {
            Act::Order(n, step) => {
                let order = place(app, cast, n, &step).await?;
                placed.insert(n, (order, step));
            }
            Act::Record(n) => {
                if let Some((order, _)) = placed.get(&n) {
                    record(app, cast, order).await?;
                }
            }
            Act::Provision(n) => {
                if let Some((order, step)) = placed.get(&n) {
                    provision(app, cast, n, order, step).await?;
                }
            }
            Act::Cancel(n) => {
                if let Some((order, step)) = placed.get(&n) {
                    let customer = cast.player(step.who)?.customer(app);
                    orders::cancel(app, &customer, order.id, None).await?;
                }
            }
            Act::DemoTopup => {
                let demo = cast.player(super::story::Who::Demo)?;
                let amount = Money::new(DEMO_BALANCE, app.config().currency);
                topup(app, &cast.admin, demo, amount, "DEMO250").await?;
            }
        }
    }
    Ok(())
}

fn cues(now: DateTime<Utc>) -> Vec<Cue> {
    let mut cues = Vec::new();
    for (n, step) in steps().enumerate() {
        // Different minutes, so that lists have an order people can follow.
        let minutes = i64::try_from(n).unwrap_or(0) * 7 % 50;
        let at = now - Duration::days(step.days_ago) - Duration::minutes(minutes + 5);
        let (paid, provisioned) = (step.paid, step.provisioned);
        // Younger orders are dealt with within hours, so that nothing happens after now.
        let (payment, ready) = if step.days_ago > 2 { (20, 26) } else { (3, 5) };
        cues.push(Cue { at, act: Act::Order(n, step) });
        match paid {
            Paid::Bank => cues.push(Cue { at: at + Duration::hours(payment), act: Act::Record(n) }),
            Paid::Cancelled => {
                cues.push(Cue { at: at + Duration::hours(payment), act: Act::Cancel(n) });
            }
            Paid::Wallet | Paid::Not => {}
        }
        if provisioned {
            cues.push(Cue { at: at + Duration::hours(ready), act: Act::Provision(n) });
        }
    }
    cues.push(Cue { at: now - Duration::days(6), act: Act::DemoTopup });
    cues.sort_by_key(|cue| cue.at);
    cues
}

fn key(what: &str, n: usize) -> IdempotencyKey {
    IdempotencyKey {
        key: format!("demo-{what}-{n}"),
        route: format!("demo {what}"),
        request_hash: [0; 32],
    }
}

async fn place(app: &App, cast: &Cast, n: usize, step: &Step) -> Result<Order> {
    let player = cast.player(step.who)?;
    let customer = player.customer(app);
    let addons: Vec<String> = step.addons.iter().map(|slug| (*slug).to_owned()).collect();
    let configuration = Configuration {
        plan: step.plan.to_owned(),
        cycle: step.cycle,
        operating_system: step.system.map(str::to_owned),
        datacenter: Some(step.place.to_owned()),
        addons: addons.clone(),
        coupon: None,
    };
    let total = catalog::quote(app, &customer, configuration).await?.total;
    let method = if step.paid == Paid::Wallet { Method::Wallet } else { Method::BankTransfer };
    if method == Method::Wallet {
        topup(app, &cast.admin, player, total, &format!("DEMO{n:04}")).await?;
    }
    let command = PlaceOrder {
        plan: step.plan.to_owned(),
        cycle: step.cycle,
        operating_system: step.system.map(str::to_owned),
        datacenter: step.place.to_owned(),
        hostname: Some(step.hostname.to_owned()),
        addons,
        coupon: None,
        notes: None,
        payment_method: method,
        expected_total: total,
    };
    Ok(orders::place(app, &customer, &key("order", n), command).await?.value)
}

async fn topup(
    app: &App,
    admin: &Player,
    player: &Player,
    amount: Money,
    reference: &str,
) -> Result<()> {
    let new = NewApprovedTopup {
        account: player.account,
        requested_by: player.user,
        reviewed_by: admin.user,
        method: Method::BankTransfer,
        amount,
        reference: reference.to_owned(),
        value_date: app.today(),
    };
    app.transact(&Actor::system("demo"), move |work| {
        let new = new.clone();
        Box::pin(async move { topups::post_approved(work, new).await.map(|_| ()) })
    })
    .await
}

async fn record(app: &App, cast: &Cast, order: &Order) -> Result<()> {
    let staff = cast.admin.staff(app)?;
    let received_on: NaiveDate = app.today();
    let payment = RecordPayment {
        method: Method::BankTransfer,
        reference: format!("{}-IN", order.invoice.reference),
        amount: order.total,
        received_on,
        note: None,
    };
    let id: OrderId = order.id;
    payments::record_for_order(app, &staff, &key(&order.number, 0), id, payment).await.map(|_| ())
}

async fn provision(app: &App, cast: &Cast, n: usize, order: &Order, step: &Step) -> Result<()> {
    let staff = cast.admin.staff(app)?;
    let windows = step.system.is_some_and(|os| os.starts_with("windows"));
    let secret = || Secret::new(app.entropy().password(20));
    let control_panel = order.control_panel.as_ref().map(|_| PanelLogin {
        url: format!("https://{}:2087", step.hostname),
        username: "root".to_owned(),
        password: secret(),
    });
    // Addresses set aside for examples (RFC 5737).
    let ip_address = format!("203.0.113.{}", 10 + n);
    let data = Provision {
        ip_address,
        hostname: step.hostname.to_owned(),
        username: if windows { "Administrator" } else { "root" }.to_owned(),
        password: secret(),
        ssh_port: 22,
        control_panel,
        notes: None,
        send_email: false,
        allow_ip_clash: false,
    };
    provisioning::provision(app, &staff, &key("provision", n), order.id, data).await.map(|_| ())
}
