//! Orders from the configuration to the paid service, and the shop the other tests sell in.

use std::collections::BTreeSet;

use futures::future::join_all;
use kn_app::catalog::{self, Configuration};
use kn_app::idempotency::IdempotencyKey;
use kn_app::orders::{
    self, Order, OrderFilter, OrderStatus, PaymentMethod, PaymentStatus, PlaceOrder, StepState,
    successors,
};
use kn_app::payments::{self, RecordPayment};
use kn_app::services::ServiceStatus;
use kn_app::settings::{self, PutSettings, Section};
use kn_app::wallet::{self, Adjustment, Holder};
use kn_app::{Actor, Error};
use kn_core::calendar::Cycle;
use kn_core::code::Code;
use kn_core::ids::AccountId;
use kn_core::money::{Currency, Money};
use kn_core::page::{Cursor, PageRequest, Sort};
use kn_db::entities::{allowed_transition, plan, workflow};
use kn_testkit::TestApp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// The address mails to the customer go to.
pub(crate) const ANA: &str = "ana.petrova@customer.example";

/// A product with a member of staff and a customer.
pub(crate) struct Shop {
    pub(crate) t: TestApp,
    pub(crate) boss: Actor,
    pub(crate) ana: Actor,
    pub(crate) account: AccountId,
}

pub(crate) fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub(crate) fn idem(key: &str) -> IdempotencyKey {
    IdempotencyKey { key: key.to_owned(), route: "test".to_owned(), request_hash: [7; 32] }
}

pub(crate) fn code<T>(answer: Result<T, Error>) -> Option<Code> {
    answer.err().map(|error| error.code())
}

/// Which fields were refused, and why.
pub(crate) fn faults<T>(answer: Result<T, Error>) -> BTreeSet<(String, Code)> {
    let error = answer.err().expect("an error");
    assert_eq!(error.code(), Code::ValidationFailed, "{error}");
    error.field_errors().iter().map(|fault| (fault.field.clone(), fault.code)).collect()
}

pub(crate) fn field(name: &str, code: Code) -> (String, Code) {
    (name.to_owned(), code)
}

/// The configuration most tests buy.
pub(crate) fn vps_pro() -> PlaceOrder {
    PlaceOrder {
        plan: "vps-pro".to_owned(),
        cycle: Cycle::Monthly,
        operating_system: Some("ubuntu-24.04".to_owned()),
        datacenter: "eu-central".to_owned(),
        hostname: Some("Web-01.Example.com".to_owned()),
        addons: vec!["ssl-standard".to_owned()],
        coupon: None,
        notes: Some("Please hurry".to_owned()),
        payment_method: PaymentMethod::Wallet,
        expected_total: usd(1999 + 999),
    }
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let t = TestApp::new().await;
        let (boss, ana) = (t.owner().await, t.customer("Ana Petrova").await);
        let shop = Self { t, account: ana.account, boss: boss.actor, ana: ana.actor };
        shop.offer_bank_transfer().await;
        shop
    }

    async fn offer_bank_transfer(&self) {
        let value = serde_json::json!({
            "bank_transfer_enabled": true,
            "bank_accounts": [{
                "label": "EUR", "bank": "Test Bank", "holder": "KloudNests", "account_number": "CY17",
                "bank_code": "TBCY", "currency": "USD",
            }],
            "crypto_enabled": false,
            "crypto_addresses": [],
            "instructions": "Quote the reference.",
        });
        let change = PutSettings { value, secrets: serde_json::Map::new(), version: None };
        settings::put(&self.t.app, &self.boss, Section::Payments, change).await.expect("saved");
    }

    pub(crate) async fn fund(&self, amount: i64) {
        let adjustment = Adjustment { amount: usd(amount), reason: "for the test".to_owned() };
        let (key, holder) = (kn_testkit::idem("fund"), Holder::Account(self.account));
        wallet::adjust(&self.t.app, &self.boss, &key, holder, adjustment).await.expect("funded");
    }

    pub(crate) async fn eve(&self) -> Actor {
        self.t.customer("Eve").await.actor
    }

    pub(crate) async fn place(&self, key: &str, wanted: PlaceOrder) -> Result<Order, Error> {
        orders::place(&self.t.app, &self.ana, &idem(key), wanted).await.map(|answer| answer.value)
    }

    /// An order paid from the wallet.
    pub(crate) async fn paid(&self, key: &str, wanted: PlaceOrder) -> Order {
        self.fund(wanted.expected_total.amount()).await;
        self.place(key, wanted).await.expect("placed and paid")
    }

    /// An order that waits for a bank transfer.
    pub(crate) async fn unpaid(&self, key: &str) -> Order {
        let wanted = PlaceOrder { payment_method: PaymentMethod::BankTransfer, ..vps_pro() };
        self.place(key, wanted).await.expect("placed")
    }

    pub(crate) async fn order(&self, order: &Order) -> Order {
        orders::get(&self.t.app, &self.boss, order.id).await.expect("there")
    }

    async fn record(&self, key: &str, order: &Order, amount: i64) {
        let payment = RecordPayment {
            method: PaymentMethod::BankTransfer,
            reference: format!("WIRE-{key}"),
            amount: usd(amount),
            received_on: self.t.app.today(),
            note: None,
        };
        payments::record_for_order(&self.t.app, &self.boss, &idem(key), order.id, payment)
            .await
            .expect("recorded");
    }

    async fn set(&self, order: &Order, status: OrderStatus) -> Result<Order, Error> {
        orders::set_status(&self.t.app, &self.boss, order.id, status, Some("tested".to_owned()))
            .await
    }

    /// Changes a plan behind the product's back.
    pub(crate) async fn plan(&self, slug: &str, column: plan::Column, value: &str) {
        let tx = self.t.db().begin_write().await.expect("a transaction");
        plan::Entity::update_many()
            .col_expr(column, Expr::value(value))
            .filter(plan::Column::Slug.eq(slug))
            .exec(&tx)
            .await
            .expect("changed");
        tx.commit().await.expect("committed");
    }

    pub(crate) async fn workflows(&self) -> Vec<workflow::Model> {
        workflow::Entity::find().all(self.t.db().reader()).await.expect("read")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_order_is_paid_at_once_and_waits_for_its_server() {
    let shop = Shop::open().await;
    let order = shop.paid("one", vps_pro()).await;
    assert_eq!((order.status, order.payment_status), (OrderStatus::Pending, PaymentStatus::Paid));
    assert!(order.number.starts_with("KN-"), "{}", order.number);
    assert_eq!(order.hostname.as_deref(), Some("web-01.example.com"));
    assert_eq!(order.total, usd(2998));
    assert!(order.invoice.number.is_some() && order.invoice.amount_due.is_zero());
    assert!(order.paid_at.is_some() && order.expires_at.is_none());
    assert_eq!(order.payment_instructions, None);
    assert_eq!(order.service.map(|service| service.status), Some(ServiceStatus::Pending));
    assert!(order.can_provision && !order.can_cancel && !order.can_record_payment);
    let items: Vec<(&str, Cycle)> =
        order.items.iter().map(|item| (item.description.as_str(), item.cycle)).collect();
    assert_eq!(items, [("VPS Pro", Cycle::Monthly), ("SSL Certificate (Standard)", Cycle::Yearly)]);
    assert_eq!(shop.order(&order).await, order, "the answer is what is there");
    let current: Vec<&str> = order
        .timeline
        .iter()
        .filter(|s| s.state == StepState::Current)
        .map(|s| s.key.as_str())
        .collect();
    assert_eq!(current, ["building"]);
    shop.t.run_jobs().await;
    let mails: Vec<String> =
        shop.t.mailer.sent_to(ANA).into_iter().map(|mail| mail.category).collect();
    assert_eq!(mails.len(), 3, "welcome, order and payment: {mails:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_twice_is_one_order() {
    let shop = Shop::open().await;
    shop.fund(10_000).await;
    let place = || orders::place(&shop.t.app, &shop.ana, &ONE, vps_pro());
    static ONE: std::sync::LazyLock<IdempotencyKey> = std::sync::LazyLock::new(|| idem("one"));
    let answers = join_all((0..4).map(|_| place())).await;
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.expect("placed")).collect();
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    assert!(answers.iter().all(|answer| answer.value == answers[0].value));
    let counts = shop.t.row_counts().await;
    assert!(place().await.expect("replayed").replayed);
    assert_eq!(shop.t.row_counts().await, counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn order_with_short_wallet_changes_nothing() {
    let shop = Shop::open().await;
    shop.fund(2997).await;
    let counts = shop.t.row_counts().await;
    let error = shop.place("one", vps_pro()).await.expect_err("a cent is missing");
    assert_eq!(error.code(), Code::InsufficientFunds);
    assert_eq!(error.data()["shortfall"]["amount"], 1);
    assert_eq!(shop.t.row_counts().await, counts);
    shop.fund(1).await;
    shop.place("one", vps_pro()).await.expect("the key was not used up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_total_is_told_todays_price() {
    let shop = Shop::open().await;
    shop.fund(10_000).await;
    let counts = shop.t.row_counts().await;
    let stale = PlaceOrder { expected_total: usd(2997), ..vps_pro() };
    let error = shop.place("one", stale).await.expect_err("the price is another");
    assert_eq!(error.code(), Code::PriceChanged);
    assert_eq!(error.data()["total"]["amount"], 2998);
    assert_eq!(shop.t.row_counts().await, counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_an_order_is_told_at_once() {
    let shop = Shop::open().await;
    let wanted = PlaceOrder {
        operating_system: None,
        datacenter: "atlantis".to_owned(),
        hostname: Some("not a host".to_owned()),
        addons: vec!["plesk".to_owned(), "cpanel-whm".to_owned(), "gold-plating".to_owned()],
        coupon: Some("FREE".to_owned()),
        notes: Some("n".repeat(2001)),
        payment_method: PaymentMethod::Crypto,
        ..vps_pro()
    };
    let counts = shop.t.row_counts().await;
    let expected = [
        field("operating_system", Code::Required),
        field("datacenter", Code::Invalid),
        field("hostname", Code::Invalid),
        field("addons.1", Code::AddonIncompatible),
        field("addons.2", Code::Invalid),
        field("coupon", Code::Invalid),
        field("notes", Code::TooLong),
        field("payment_method", Code::Unsupported),
    ];
    assert_eq!(faults(shop.place("one", wanted).await), BTreeSet::from(expected));
    shop.plan("vps-pro", plan::Column::State, "retired").await;
    let retired = shop.place("one", vps_pro()).await;
    assert_eq!(faults(retired), BTreeSet::from([field("plan", Code::PlanUnavailable)]));
    assert_eq!(shop.t.row_counts().await, counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_order_waits_with_instructions_until_the_payment_is_recorded() {
    let shop = Shop::open().await;
    let order = shop.unpaid("one").await;
    assert_eq!(
        (order.status, order.payment_status),
        (OrderStatus::Pending, PaymentStatus::Pending)
    );
    let how = order.payment_instructions.clone().expect("says how to pay");
    assert_eq!((how.amount, &how.reference), (usd(2998), &order.invoice.reference));
    assert_eq!(how.bank_accounts.len(), 1);
    assert_eq!(how.due_on, shop.t.app.today() + chrono::Days::new(7));
    assert!(order.can_cancel && order.can_record_payment && order.service.is_none());
    shop.record("half", &order, 1000).await;
    let partly = shop.order(&order).await;
    assert_eq!(partly.payment_status, PaymentStatus::PartiallyPaid);
    assert_eq!(partly.payment_instructions.expect("still").amount, usd(1998));
    assert!(!partly.can_cancel, "money was received");
    assert_eq!(
        code(orders::cancel(&shop.t.app, &shop.ana, order.id, None).await),
        Some(Code::Conflict)
    );
    shop.record("rest", &order, 1998).await;
    let paid = shop.order(&order).await;
    assert_eq!(paid.payment_status, PaymentStatus::Paid);
    assert_eq!(paid.service.map(|service| service.status), Some(ServiceStatus::Pending));
    assert_eq!(paid.expires_at, None);
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_voids_the_proforma() {
    let shop = Shop::open().await;
    let order = shop.unpaid("one").await;
    let reason = Some("changed my mind".to_owned());
    let order = orders::cancel(&shop.t.app, &shop.ana, order.id, reason).await.expect("cancelled");
    assert_eq!(order.status, OrderStatus::Cancelled);
    assert_eq!(order.invoice.status, orders::InvoiceStatus::Void);
    assert!(order.allowed_statuses.is_empty() && order.payment_instructions.is_none());
    assert_eq!(
        code(orders::cancel(&shop.t.app, &shop.ana, order.id, None).await),
        Some(Code::Conflict)
    );
    let paid = shop.paid("two", vps_pro()).await;
    assert_eq!(
        code(orders::cancel(&shop.t.app, &shop.ana, paid.id, None).await),
        Some(Code::Conflict)
    );
    assert_eq!(code(shop.set(&paid, OrderStatus::Cancelled).await), Some(Code::Conflict));
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_others_is_not_there() {
    let shop = Shop::open().await;
    let order = shop.unpaid("one").await;
    let eve = shop.eve().await;
    assert_eq!(code(orders::get(&shop.t.app, &eve, order.id).await), Some(Code::NotFound));
    assert_eq!(code(orders::cancel(&shop.t.app, &eve, order.id, None).await), Some(Code::NotFound));
    let page =
        orders::list(&shop.t.app, &eve, OrderFilter::default(), PageRequest::default()).await;
    assert!(page.expect("a page").items.is_empty());
    let foreign = OrderFilter { account: Some(shop.account), ..Default::default() };
    let page = orders::list(&shop.t.app, &eve, foreign, PageRequest::default()).await;
    assert!(page.expect("a page").items.is_empty(), "a filter is no way around the scope");
    let by_customer =
        orders::set_status(&shop.t.app, &shop.ana, order.id, OrderStatus::Fraud, None).await;
    assert_eq!(code(by_customer), Some(Code::Forbidden));
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_move_orders_only_where_they_may_go() {
    let shop = Shop::open().await;
    let unpaid = shop.unpaid("one").await;
    assert_eq!(unpaid.allowed_statuses, [OrderStatus::Cancelled, OrderStatus::Fraud]);
    assert_eq!(code(shop.set(&unpaid, OrderStatus::Active).await), Some(Code::OrderNotPaid));
    assert_eq!(code(shop.set(&unpaid, OrderStatus::Provisioning).await), Some(Code::OrderNotPaid));
    assert_eq!(code(shop.set(&unpaid, OrderStatus::Failed).await), Some(Code::InvalidTransition));
    assert_eq!(code(shop.set(&unpaid, OrderStatus::Expired).await), Some(Code::InvalidTransition));
    let fraud = shop.set(&unpaid, OrderStatus::Fraud).await.expect("held");
    assert_eq!(fraud.invoice.status, orders::InvoiceStatus::Void);
    assert_eq!(code(shop.set(&unpaid, OrderStatus::Pending).await), Some(Code::Conflict));
    assert_eq!(shop.set(&unpaid, OrderStatus::Fraud).await.expect("nothing to do"), fraud);
    shop.set(&unpaid, OrderStatus::Cancelled).await.expect("ended");

    let paid = shop.paid("two", vps_pro()).await;
    assert_eq!(code(shop.set(&paid, OrderStatus::Active).await), Some(Code::Conflict));
    let held = shop.set(&paid, OrderStatus::Fraud).await.expect("held");
    assert_eq!(held.payment_status, PaymentStatus::Paid);
    shop.set(&paid, OrderStatus::Pending).await.expect("cleared");
    let building = shop.set(&paid, OrderStatus::Provisioning).await.expect("being built");
    assert_eq!(building.service.map(|s| s.status), Some(ServiceStatus::Provisioning));
    let failed = shop.set(&paid, OrderStatus::Failed).await.expect("failed");
    assert_eq!(failed.service.map(|s| s.status), Some(ServiceStatus::Failed));
    shop.set(&paid, OrderStatus::Provisioning).await.expect("once more");
    let back = shop.set(&paid, OrderStatus::Pending).await.expect("back in line");
    assert_eq!(back.service.map(|s| s.status), Some(ServiceStatus::Pending));
    shop.t.run_jobs().await;
}

#[tokio::test]
async fn the_transitions_are_those_the_database_enforces() {
    let t = TestApp::new().await;
    let rows = allowed_transition::Entity::find()
        .filter(allowed_transition::Column::Machine.eq(allowed_transition::Machine::Order))
        .all(t.db().reader())
        .await
        .expect("read");
    let stored: BTreeSet<_> = rows.into_iter().map(|row| (row.from_state, row.to_state)).collect();
    let ours: BTreeSet<_> = OrderStatus::ALL
        .iter()
        .flat_map(|from| successors(*from).iter().map(|to| (from.to_string(), to.to_string())))
        .collect();
    assert_eq!(ours, stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_orders_takes_six_statements_however_long() {
    let shop = Shop::open().await;
    let first = shop.paid("paid", vps_pro()).await;
    let list = async |filter: OrderFilter, page: PageRequest| {
        let (page, counts) =
            kn_db::meter::scope(orders::list(&shop.t.app, &shop.boss, filter, page)).await;
        (page.expect("a page"), counts.queries)
    };
    let (_, for_one) = list(OrderFilter::default(), PageRequest::default()).await;
    for n in 0..27 {
        shop.t.advance(chrono::Duration::seconds(1));
        shop.unpaid(&format!("order-{n}")).await;
    }
    let (page, _) = list(OrderFilter::default(), PageRequest::default()).await;
    assert_eq!(page.items.len(), 25);
    let (_, for_many) =
        list(OrderFilter::default(), PageRequest { limit: 100, ..Default::default() }).await;
    assert_eq!((for_one, for_many), (6, 6), "orders, facts, documents, items, services, holds");
    let cursor = Cursor::decode(&page.next_cursor.expect("there is more")).expect("ours");
    let (rest, _) =
        list(OrderFilter::default(), PageRequest { cursor: Some(cursor), ..Default::default() })
            .await;
    assert_eq!(rest.items.len(), 3);
    assert_eq!(rest.items.last().map(|order| order.id), Some(first.id), "newest first");

    let search =
        |q: &str| PageRequest { q: Some(q.to_owned()), with_total: true, ..Default::default() };
    for word in [first.number.as_str(), "ANA.petrova@", "petrova", "web-01"] {
        let (found, _) = list(OrderFilter::default(), search(word)).await;
        assert!(
            found.items.iter().any(|order| order.id == first.id) || found.items.len() == 25,
            "{word}"
        );
    }
    for word in ["%", "_", "KN-99999", "nobody"] {
        assert!(list(OrderFilter::default(), search(word)).await.0.items.is_empty(), "{word}");
    }
    let paid = OrderFilter { payment_status: Some(PaymentStatus::Paid), ..Default::default() };
    let by_total = PageRequest { sort: Some(Sort::ascending("total")), ..Default::default() };
    let (page, _) = list(paid, by_total).await;
    assert_eq!(page.items.iter().map(|order| order.id).collect::<Vec<_>>(), [first.id]);
    for status in [PaymentStatus::Refunded, PaymentStatus::PartiallyPaid, PaymentStatus::InReview] {
        let none = OrderFilter { payment_status: Some(status), ..Default::default() };
        assert!(list(none, PageRequest::default()).await.0.items.is_empty());
    }
    let pending = OrderFilter {
        payment_status: Some(PaymentStatus::Pending),
        status: Some(OrderStatus::Pending),
        category: Some(catalog::Category::Vps),
        account: Some(shop.account),
    };
    let all = PageRequest { limit: 100, ..Default::default() };
    assert_eq!(list(pending, all).await.0.items.len(), 27);
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_quoted_is_what_is_billed() {
    let shop = Shop::open().await;
    let configuration = Configuration {
        plan: "dedicated-pro".to_owned(),
        cycle: Cycle::Yearly,
        operating_system: Some("windows-2022".to_owned()),
        datacenter: Some("us-west".to_owned()),
        addons: vec![
            "priority-support".to_owned(),
            "plesk".to_owned(),
            "additional-ipv4".to_owned(),
        ],
        coupon: None,
    };
    let quote =
        catalog::quote(&shop.t.app, &shop.ana, configuration.clone()).await.expect("a price");
    let wanted = PlaceOrder {
        plan: configuration.plan,
        cycle: configuration.cycle,
        operating_system: configuration.operating_system,
        datacenter: "us-west".to_owned(),
        hostname: None,
        addons: configuration.addons,
        coupon: None,
        notes: None,
        payment_method: PaymentMethod::Wallet,
        expected_total: quote.total,
    };
    let order = shop.paid("one", wanted).await;
    let document =
        kn_app::invoices::get(&shop.t.app, &shop.ana, order.invoice.id).await.expect("there");
    let billed: Vec<_> =
        document.lines.iter().map(|line| (line.description.clone(), line.amount)).collect();
    let quoted: Vec<_> =
        quote.lines.iter().map(|line| (line.description.clone(), line.amount)).collect();
    assert_eq!(billed, quoted);
    assert_eq!((document.invoice.total, order.total), (quote.total, quote.total));
    assert_eq!(order.control_panel.as_deref(), Some("Plesk"));
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_rival_orders_exactly_those_succeed_that_the_wallet_pays_for() {
    let shop = Shop::open().await;
    shop.fund(3 * 2998 + 2997).await;
    let rivals = (0..12).map(|n| {
        let shop = &shop;
        async move { shop.place(&format!("rival-{n}"), vps_pro()).await }
    });
    let answers = join_all(rivals).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 3);
    assert!(lost.into_iter().all(|answer| code(answer) == Some(Code::InsufficientFunds)));
    let numbers: BTreeSet<String> = won.into_iter().flatten().map(|order| order.number).collect();
    assert_eq!(numbers.len(), 3);
    shop.t.run_jobs().await;
}
