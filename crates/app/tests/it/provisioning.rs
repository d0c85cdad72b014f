//! From the paid order to the running server: by hand, and by a driver that fails wherever it can.

use chrono::{Duration, NaiveDate};
use futures::future::join_all;
use kn_app::Error;
use kn_app::orders::{self, Order, OrderStatus, PlaceOrder};
use kn_app::provisioning::{Provision, provision, send_credentials};
use kn_app::services::{self, PanelLogin, Service, ServiceStatus};
use kn_core::calendar::Cycle;
use kn_core::code::Code;
use kn_core::fakes::{FailPoint, PanelCall};
use kn_core::ports::panel::PanelError;
use kn_core::secret::Secret;
use kn_db::entities::workflow::Status as WorkflowStatus;
use kn_db::entities::{plan, service_credential, service_item, service_period, workflow};
use kn_jobs::JobError;
use kn_jobs::workflow::{Direction, Instance, Workflow, resume};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryOrder};

use crate::orders::{ANA, Shop, code, faults, field, idem, usd, vps_pro};

pub(crate) const PASSWORD: &str = "correct-Horse-7";

/// What staff type for a server without a control panel.
pub(crate) fn dialog() -> Provision {
    Provision {
        ip_address: "203.0.113.7".to_owned(),
        hostname: "web-01.example.com".to_owned(),
        username: "root".to_owned(),
        password: Secret::new(PASSWORD.to_owned()),
        ssh_port: 2222,
        control_panel: None,
        notes: Some("Welcome aboard".to_owned()),
        send_email: true,
        allow_ip_clash: false,
    }
}

fn panel() -> PanelLogin {
    PanelLogin {
        url: "https://203.0.113.7:2087".to_owned(),
        username: "root".to_owned(),
        password: Secret::new("panel-Secret-1".to_owned()),
    }
}

async fn hand_over(
    shop: &Shop,
    key: &str,
    order: &Order,
    data: Provision,
) -> Result<Service, Error> {
    let answer = provision(&shop.t.app, &shop.boss, &idem(key), order.id, data).await;
    answer.map(|answer| answer.value)
}

fn with_panel() -> PlaceOrder {
    PlaceOrder {
        addons: vec!["cpanel-whm".to_owned()],
        expected_total: usd(1999 + 1500),
        ..vps_pro()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provisioned_order_is_an_active_service_with_its_first_periods() {
    let shop = Shop::open().await;
    let order = shop.paid("one", vps_pro()).await;
    shop.t.advance(Duration::minutes(3));
    let service = hand_over(&shop, "go", &order, dialog()).await.expect("provisioned");
    assert_eq!(service.status, ServiceStatus::Active);
    assert_eq!(service.ip_address.as_deref(), Some("203.0.113.7"));
    assert_eq!((service.ssh_username.as_deref(), service.ssh_port), (Some("root"), Some(2222)));
    assert_eq!(
        (service.recurring, service.order_number.as_deref()),
        (usd(1999), Some(order.number.as_str()))
    );
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    assert_eq!(service.next_due_on, Some(day("2030-02-01")));
    let due: Vec<_> = service.items.iter().map(|item| (item.cycle, item.next_due_on)).collect();
    assert_eq!(
        due,
        [(Cycle::Monthly, Some(day("2030-02-01"))), (Cycle::Yearly, Some(day("2031-01-01")))]
    );

    let items = service_item::Entity::find().all(shop.t.db().reader()).await.expect("read");
    assert!(items.iter().all(|item| item.anchor_on == Some(day("2030-01-01"))));
    let periods = service_period::Entity::find()
        .order_by_asc(service_period::Column::EndsOn)
        .all(shop.t.db().reader())
        .await
        .expect("read");
    let spans: Vec<_> = periods.iter().map(|p| (p.period_no, p.starts_on, p.ends_on)).collect();
    let first = day("2030-01-01");
    assert_eq!(spans, [(0, first, day("2030-02-01")), (0, first, day("2031-01-01"))]);
    assert!(periods.iter().all(|period| period.invoice_id == order.invoice.id.uuid()));

    let done = shop.order(&order).await;
    assert_eq!((done.status, done.can_provision), (OrderStatus::Active, false));
    assert!(done.timeline.iter().all(|step| step.state == orders::StepState::Done));
    let workflows = shop.workflows().await;
    assert_eq!((workflows.len(), workflows[0].status), (1, WorkflowStatus::Done));
    shop.t.run_jobs().await;
    let mails = shop.t.mailer.sent_to(ANA);
    let ready = mails.last().expect("a mail");
    assert!(ready.text.contains("203.0.113.7") && !ready.text.contains(PASSWORD), "{}", ready.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_dialog_twice_is_one_server_and_so_are_two_colleagues() {
    let shop = Shop::open().await;
    let order = shop.paid("one", vps_pro()).await;
    let rivals = join_all(["a", "b", "c"].map(|key| hand_over(&shop, key, &order, dialog()))).await;
    let (won, lost): (Vec<_>, Vec<_>) = rivals.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    assert!(lost.into_iter().all(|answer| code(answer) == Some(Code::Conflict)));
    let counts = shop.t.row_counts().await;
    let mut replayed = 0;
    for key in ["a", "b", "c"] {
        let again = provision(&shop.t.app, &shop.boss, &idem(key), order.id, dialog()).await;
        replayed += usize::from(again.is_ok_and(|answer| answer.replayed));
    }
    assert_eq!(replayed, 1, "the winner's answer, once more");
    assert_eq!(shop.t.row_counts().await, counts);
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_fresh_staff_provision_and_only_what_is_paid() {
    let shop = Shop::open().await;
    let unpaid = shop.unpaid("unpaid").await;
    assert_eq!(code(hand_over(&shop, "a", &unpaid, dialog()).await), Some(Code::OrderNotPaid));
    orders::cancel(&shop.t.app, &shop.ana, unpaid.id, None).await.expect("cancelled");
    assert_eq!(code(hand_over(&shop, "a", &unpaid, dialog()).await), Some(Code::Conflict));
    let order = shop.paid("paid", vps_pro()).await;
    let by_customer = provision(&shop.t.app, &shop.ana, &idem("b"), order.id, dialog()).await;
    assert_eq!(code(by_customer), Some(Code::Forbidden));
    shop.t.advance(Duration::minutes(6));
    assert_eq!(code(hand_over(&shop, "c", &order, dialog()).await), Some(Code::StepUpRequired));
    let boss = shop.t.owner().await.actor;
    provision(&shop.t.app, &boss, &idem("c"), order.id, dialog()).await.expect("fresh again");
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dialog_is_checked_field_by_field() {
    let shop = Shop::open().await;
    let plain = shop.paid("plain", vps_pro()).await;
    let panelled = shop.paid("panel", with_panel()).await;
    let counts = shop.t.row_counts().await;
    let wrong = Provision {
        ip_address: "0.0.0.0".to_owned(),
        hostname: "web_01".to_owned(),
        username: "Root".to_owned(),
        password: Secret::new("short".to_owned()),
        ssh_port: 0,
        control_panel: Some(PanelLogin {
            url: "http://panel.example.com".to_owned(),
            username: "a b".to_owned(),
            password: Secret::new("p".repeat(129)),
        }),
        notes: Some("n".repeat(2001)),
        ..dialog()
    };
    let common = [
        field("ip_address", Code::Invalid),
        field("hostname", Code::Invalid),
        field("username", Code::Invalid),
        field("password", Code::TooShort),
        field("ssh_port", Code::OutOfRange),
        field("notes", Code::TooLong),
    ];
    let mut with = std::collections::BTreeSet::from(common.clone());
    with.extend([
        field("control_panel.url", Code::Invalid),
        field("control_panel.username", Code::Invalid),
        field("control_panel.password", Code::TooLong),
    ]);
    assert_eq!(faults(hand_over(&shop, "a", &panelled, wrong.clone()).await), with);
    let mut without = std::collections::BTreeSet::from(common);
    without.insert(field("control_panel", Code::Unsupported));
    assert_eq!(faults(hand_over(&shop, "b", &plain, wrong).await), without);
    let missing = hand_over(&shop, "c", &panelled, dialog()).await;
    assert_eq!(faults(missing), [field("control_panel", Code::Required)].into());
    assert_eq!(shop.t.row_counts().await, counts);

    let data = Provision { control_panel: Some(panel()), ..dialog() };
    let service = hand_over(&shop, "d", &panelled, data).await.expect("provisioned");
    assert_eq!(service.panel_kind.as_deref(), Some("cPanel/WHM"));
    let shown = services::reveal(&shop.t.app, &shop.ana, service.id).await.expect("shown");
    let panel = shown.control_panel.expect("a panel");
    assert_eq!(
        (panel.username.as_str(), panel.password.expose().as_str()),
        ("root", "panel-Secret-1")
    );

    let clash = hand_over(&shop, "e", &plain, dialog()).await.expect_err("the address is in use");
    assert_eq!(
        (clash.code(), clash.data()["hostname"].as_str()),
        (Code::IpInUse, Some("web-01.example.com"))
    );
    let meant = Provision { allow_ip_clash: true, ..dialog() };
    hand_over(&shop, "e", &plain, meant).await.expect("shared on purpose");
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_details_are_sent_again_once_per_wish() {
    let shop = Shop::open().await;
    let order = shop.paid("one", vps_pro()).await;
    let waiting = order.service.expect("there").id;
    let send =
        async |key: &str| send_credentials(&shop.t.app, &shop.boss, &idem(key), waiting).await;
    assert_eq!(code(send("early").await), Some(Code::Conflict));
    let quiet = Provision { send_email: false, ..dialog() };
    hand_over(&shop, "go", &order, quiet).await.expect("provisioned");
    shop.t.run_jobs().await;
    let before = shop.t.mailer.sent_to(ANA).len();
    assert!(!send("again").await.expect("sent").replayed);
    assert!(send("again").await.expect("replayed").replayed);
    shop.t.run_jobs().await;
    assert_eq!(shop.t.mailer.sent_to(ANA).len(), before + 1);
}

/// A shop whose VPS Pro is built by the fake driver.
async fn automatic() -> Shop {
    let shop = Shop::open().await;
    shop.plan("vps-pro", plan::Column::Driver, "fake").await;
    shop
}

/// Runs the queue until nothing is left of it, whatever the delays between attempts.
async fn settle(shop: &Shop) {
    for _ in 0..40 {
        shop.t.run_jobs().await;
        shop.t.advance(Duration::hours(6));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_builds_what_is_paid() {
    let shop = automatic().await;
    let order = shop.paid("one", vps_pro()).await;
    let service = order.service.expect("there").id;
    let building = shop.order(&order).await;
    assert_eq!(building.status, OrderStatus::Provisioning);
    assert_eq!(code(hand_over(&shop, "by-hand", &order, dialog()).await), Some(Code::Conflict));
    let stop =
        orders::set_status(&shop.t.app, &shop.boss, order.id, OrderStatus::Pending, None).await;
    assert_eq!(code(stop), Some(Code::Conflict), "nobody grabs into a running workflow");
    shop.t.run_jobs().await;
    assert_eq!(shop.order(&order).await.status, OrderStatus::Active);
    let servers = shop.t.panel.servers();
    assert_eq!((servers.len(), servers[0].tag.clone()), (1, service.to_string()));
    let built = services::get(&shop.t.app, &shop.ana, service).await.expect("there");
    assert_eq!(built.ip_address, Some(servers[0].addresses[0].to_string()));
    assert!(built.capabilities.power);
    let shown = services::reveal(&shop.t.app, &shop.ana, service).await.expect("shown");
    assert_eq!(shown.password.expose().len(), 24);
    assert_eq!(shop.workflows().await[0].status, WorkflowStatus::Done);
}

/// Calls of the driver in a run without failures.
const CALLS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_at_any_call_leaves_a_clean_slate_and_a_second_try_succeeds() {
    for point in [FailPoint::BeforeEffect, FailPoint::AfterEffect] {
        for nth in 1..=CALLS {
            let shop = automatic().await;
            shop.t.panel.fail_nth(nth, point, PanelError::Permanent("out of stock".to_owned()));
            let order = shop.paid("one", vps_pro()).await;
            shop.t.run_jobs().await;
            let told = format!("call {nth}, {point:?}: {:?}", shop.t.panel.calls());
            let failed = shop.order(&order).await;
            assert_eq!(failed.status, OrderStatus::Failed, "{told}");
            assert_eq!(failed.service.map(|s| s.status), Some(ServiceStatus::Failed), "{told}");
            assert!(shop.t.panel.servers().is_empty(), "{told}");
            let left =
                service_credential::Entity::find().all(shop.t.db().reader()).await.expect("read");
            assert!(left.iter().all(|row| row.sealed.is_none()), "{told}");
            assert!(
                service_period::Entity::find()
                    .all(shop.t.db().reader())
                    .await
                    .expect("read")
                    .is_empty()
            );
            assert_eq!(shop.workflows().await[0].status, WorkflowStatus::Compensated, "{told}");

            let again = OrderStatus::Provisioning;
            orders::set_status(&shop.t.app, &shop.boss, order.id, again, None)
                .await
                .expect("tried again");
            shop.t.run_jobs().await;
            assert_eq!(shop.order(&order).await.status, OrderStatus::Active, "{told}");
            assert_eq!(shop.t.panel.servers().len(), 1, "{told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_at_any_call_ends_in_one_server() {
    for point in [FailPoint::BeforeEffect, FailPoint::AfterEffect] {
        for nth in 1..=CALLS {
            let shop = automatic().await;
            shop.t.panel.fail_nth(nth, point, PanelError::Transient("timed out".to_owned()));
            let order = shop.paid("one", vps_pro()).await;
            settle(&shop).await;
            assert_eq!(
                shop.order(&order).await.status,
                OrderStatus::Active,
                "call {nth}, {point:?}"
            );
            assert_eq!(shop.t.panel.servers().len(), 1, "call {nth}, {point:?}");
            let made = |call: &PanelCall| matches!(call, PanelCall::Create(_));
            let created = shop.t.panel.calls().iter().filter(|call| made(call)).count();
            assert!(created <= 2, "call {nth}, {point:?}: {:?}", shop.t.panel.calls());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_order_can_be_finished_by_hand() {
    let shop = automatic().await;
    shop.t.panel.fail_nth(
        2,
        FailPoint::BeforeEffect,
        PanelError::Permanent("no such plan".to_owned()),
    );
    let order = shop.paid("one", vps_pro()).await;
    shop.t.run_jobs().await;
    assert_eq!(shop.order(&order).await.status, OrderStatus::Failed);
    let service = hand_over(&shop, "by-hand", &order, dialog()).await.expect("provisioned");
    assert_eq!((service.status, service.driver.as_str()), (ServiceStatus::Active, "manual"));
    let shown = services::reveal(&shop.t.app, &shop.ana, service.id).await.expect("shown");
    assert_eq!(shown.password.expose(), PASSWORD);
    assert_eq!(shop.order(&order).await.status, OrderStatus::Active);
    shop.t.run_jobs().await;
}

/// As many steps as the workflow `provision` has.
struct FourSteps;

#[async_trait::async_trait]
impl Workflow for FourSteps {
    fn steps(&self) -> usize {
        4
    }
    async fn run(&self, _: usize, _: &Instance) -> Result<serde_json::Value, JobError> {
        unreachable!("only counted")
    }
    async fn undo(&self, _: usize, _: &Instance) -> Result<serde_json::Value, JobError> {
        unreachable!("only counted")
    }
}

/// Takes every step, or every undo, of the only workflow once more.
async fn once_more(shop: &Shop, direction: Direction) {
    let row = shop.workflows().await.pop().expect("a workflow");
    let tx = shop.t.db().begin_write().await.expect("a transaction");
    workflow::Entity::update_many()
        .col_expr(workflow::Column::Status, Expr::value(WorkflowStatus::Stuck.as_str()))
        .exec(&tx)
        .await
        .expect("marked");
    let entropy = shop.t.app.entropy().clone();
    let gone_on = resume(&tx, &*entropy, shop.t.now(), &FourSteps, row.id, direction).await;
    assert!(gone_on.expect("resumed"));
    tx.commit().await.expect("committed");
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_and_every_undo_twice_changes_nothing_more() {
    let shop = automatic().await;
    let order = shop.paid("one", vps_pro()).await;
    shop.t.run_jobs().await;
    let service = order.service.expect("there").id;
    let reveal = async || {
        let shown = services::reveal(&shop.t.app, &shop.boss, service).await.expect("shown");
        shown.password.expose().clone()
    };
    let (password, built) = (reveal().await, shop.order(&order).await);
    let periods =
        async || service_period::Entity::find().all(shop.t.db().reader()).await.expect("read");
    let (paid_for, mails) = (periods().await, shop.t.mailer.sent().len());
    once_more(&shop, Direction::Forward).await;
    assert_eq!(shop.workflows().await[0].status, WorkflowStatus::Done);
    assert_eq!((reveal().await, shop.order(&order).await), (password, built));
    assert_eq!((periods().await, shop.t.mailer.sent().len()), (paid_for, mails));
    assert_eq!(shop.t.panel.servers().len(), 1);

    let shop = automatic().await;
    shop.t.panel.fail_nth(4, FailPoint::BeforeEffect, PanelError::Permanent("gone".to_owned()));
    let order = shop.paid("one", vps_pro()).await;
    shop.t.run_jobs().await;
    let (failed, counts) = (shop.order(&order).await, shop.t.row_counts().await);
    once_more(&shop, Direction::Undo).await;
    assert_eq!(shop.workflows().await[0].status, WorkflowStatus::Compensated);
    assert_eq!(shop.order(&order).await, failed);
    let without_jobs = |counts: std::collections::BTreeSet<(String, i64)>| {
        counts.into_iter().filter(|(table, _)| table != "jobs").collect::<Vec<_>>()
    };
    assert_eq!(without_jobs(shop.t.row_counts().await), without_jobs(counts));
    assert!(shop.t.panel.servers().is_empty());
}
