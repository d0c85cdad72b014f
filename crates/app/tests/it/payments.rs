//! Payments that staff saw arrive.

use chrono::Duration;
use futures::future::join_all;
use kn_app::idempotency::Answer;
use kn_app::invoices::{self, InvoiceDetail, InvoiceStatus};
use kn_app::orders::{self, OrderStatus, PaymentStatus, PlaceOrder};
use kn_app::payments::{self, PaymentMethod, RecordPayment};
use kn_app::settings::{self, PutSettings, Section};
use kn_app::{Actor, Error};
use kn_core::calendar::Cycle;
use kn_core::code::Code;
use kn_core::ids::InvoiceId;
use kn_core::money::{Currency, Money};
use kn_testkit::TestApp;
use serde_json::json;

use crate::wallet::{
    Customer, balance, bill, body, code, customer, day, field, fund, issue, key, line, lines,
    staff, usd,
};

fn wire(reference: &str, amount: i64) -> RecordPayment {
    RecordPayment {
        method: PaymentMethod::BankTransfer,
        reference: reference.to_owned(),
        amount: usd(amount),
        received_on: day("2029-12-30"),
        note: None,
    }
}

async fn record(
    t: &TestApp,
    by: &Actor,
    name: &str,
    id: InvoiceId,
    payment: RecordPayment,
) -> Result<Answer<InvoiceDetail>, Error> {
    payments::record_for_invoice(&t.app, by, &key(name), id, payment).await
}

pub(crate) async fn offer_bank(t: &TestApp, boss: &Actor) {
    let account = json!({ "label": "Main", "bank": "Bank", "holder": "KloudNests", "account_number": "CY17",
        "bank_code": "BCYP", "currency": "USD" });
    let value = json!({ "bank_transfer_enabled": true, "bank_accounts": [account], "crypto_enabled": false,
        "crypto_addresses": [], "instructions": "Quote the reference." });
    let change = PutSettings { value, secrets: Default::default(), version: None };
    settings::put(&t.app, boss, Section::Payments, change).await.expect("bank transfer is offered");
}

pub(crate) async fn order(
    t: &TestApp,
    c: &Customer,
    name: &str,
    method: PaymentMethod,
) -> Result<orders::Order, Error> {
    let wanted = PlaceOrder {
        plan: "vps-starter".to_owned(),
        cycle: Cycle::Monthly,
        operating_system: Some("debian-12".to_owned()),
        datacenter: "eu-central".to_owned(),
        hostname: Some(format!("{name}.example.com")),
        addons: Vec::new(),
        coupon: None,
        notes: None,
        payment_method: method,
        expected_total: usd(599),
    };
    orders::place(&t.app, &c.actor, &key(name), wanted).await.map(|answer| answer.value)
}

#[tokio::test]
async fn two_parts_pay_a_document_and_number_it_with_the_second() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = issue(&t, &c, vec![line(1_000, 100)]).await.id;
    let part = record(&t, &boss, "a", id, wire("WIRE 1", 400)).await.unwrap().value;
    assert_eq!((part.invoice.status, part.invoice.amount_due), (InvoiceStatus::Proforma, usd(700)));
    assert!(part.invoice.number.is_none() && part.can_record_payment);
    let whole = record(&t, &boss, "b", id, wire("WIRE 2", 700)).await.unwrap().value;
    assert_eq!((whole.invoice.status, whole.invoice.amount_due), (InvoiceStatus::Paid, usd(0)));
    assert_eq!(whole.invoice.number.as_deref(), Some("INV-2030-000001"));
    assert_eq!(whole.payments.iter().map(|p| p.amount).collect::<Vec<_>>(), [usd(400), usd(700)]);
    assert_eq!(balance(&t, &c).await, 0);
    let more = record(&t, &boss, "c", id, wire("WIRE 3", 1)).await;
    assert_eq!(code(&more), Some(Code::AlreadyPaid));
}

#[tokio::test]
async fn what_is_too_much_goes_to_the_wallet() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = bill(&t, &c, 1_000).await;
    let detail = record(&t, &boss, "a", id, wire("WIRE 1", 1_250)).await.unwrap().value;
    assert_eq!(
        (detail.invoice.status, detail.payments[0].amount),
        (InvoiceStatus::Paid, usd(1_000))
    );
    assert_eq!(balance(&t, &c).await, 250);
    let line = &lines(&t, &c).await[0];
    assert_eq!(line.description, "Paid more than was due on INV-2030-000001");
    assert_eq!((line.reference.as_deref(), line.amount), (Some("WIRE 1"), usd(250)));
}

#[tokio::test]
async fn a_part_from_outside_and_the_rest_from_the_wallet() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    fund(&t, &c, 1_000).await;
    let id = bill(&t, &c, 1_000).await;
    record(&t, &boss, "a", id, wire("WIRE 1", 900)).await.unwrap();
    invoices::pay(&t.app, &c.actor, &key("b"), id, PaymentMethod::Wallet).await.unwrap();
    assert_eq!(balance(&t, &c).await, 900);
}

#[tokio::test]
async fn a_reference_counts_once_per_method_however_it_is_spelled() {
    let t = TestApp::new().await;
    let (a, b) = (customer(&t, "ana").await, customer(&t, "bea").await);
    let boss = staff(&t, "boss").await;
    let (first, second) = (bill(&t, &a, 100).await, bill(&t, &b, 100).await);
    record(&t, &boss, "a", first, wire("Wire 20-45", 50)).await.unwrap();
    let before = t.row_counts().await;
    for (name, id, spelled) in [("b", first, "wire20-45"), ("c", second, " WIRE  20-45 ")] {
        let again = record(&t, &boss, name, id, wire(spelled, 50)).await;
        assert_eq!(field(&again), Some(("reference".to_owned(), Code::Taken)));
    }
    assert_eq!(t.row_counts().await, before);
    let other = RecordPayment { method: PaymentMethod::Upi, ..wire("wire20-45", 50) };
    record(&t, &boss, "d", second, other).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_reference_recorded_by_eight_at_once_counts_once() {
    let t = TestApp::new().await;
    let boss = staff(&t, "boss").await;
    let mut bills = Vec::new();
    for n in 0..8 {
        let c = customer(&t, &format!("c{n}")).await;
        bills.push(bill(&t, &c, 100).await);
    }
    let names: Vec<String> = (0..8).map(|n| format!("p{n}")).collect();
    let answers = join_all(
        bills.iter().zip(&names).map(|(id, name)| record(&t, &boss, name, *id, wire("W-1", 100))),
    )
    .await;
    assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
    let taken = Some(("reference".to_owned(), Code::Taken));
    assert_eq!(answers.iter().filter(|a| field(a) == taken).count(), 7);
}

#[tokio::test]
async fn a_payment_is_recorded_once_however_often_it_is_sent() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = bill(&t, &c, 100).await;
    let first = record(&t, &boss, "a", id, wire("W-1", 60)).await.unwrap();
    let second = record(&t, &boss, "a", id, wire("W-1", 60)).await.unwrap();
    assert!(!first.replayed && second.replayed && first.value == second.value);
    let reused =
        payments::record_for_invoice(&t.app, &boss, &body("a", "b"), id, wire("W-2", 40)).await;
    assert_eq!(code(&reused), Some(Code::IdempotencyKeyReused));
}

#[tokio::test]
async fn what_can_not_be_a_payment_is_refused_by_field() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = bill(&t, &c, 100).await;
    let before = t.row_counts().await;
    let bad = [
        (
            RecordPayment { method: PaymentMethod::Wallet, ..wire("W", 1) },
            "method",
            Code::Unsupported,
        ),
        (wire("W", 0), "amount", Code::OutOfRange),
        (wire("W", -5), "amount", Code::OutOfRange),
        (wire(" ", 5), "reference", Code::Required),
        (
            RecordPayment { received_on: day("2030-01-02"), ..wire("W", 5) },
            "received_on",
            Code::OutOfRange,
        ),
        (
            RecordPayment { amount: Money::new(5, Currency::EUR), ..wire("W", 5) },
            "amount",
            Code::Invalid,
        ),
    ];
    for (n, (payment, name, fault)) in bad.into_iter().enumerate() {
        let answer = record(&t, &boss, &format!("k{n}"), id, payment).await;
        assert_eq!(field(&answer), Some((name.to_owned(), fault)));
    }
    assert_eq!(t.row_counts().await, before);
}

#[tokio::test]
async fn recording_takes_permission_a_fresh_factor_and_somebody_elses_account() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = bill(&t, &c, 100).await;
    assert_eq!(code(&record(&t, &c.actor, "a", id, wire("W", 5)).await), Some(Code::Forbidden));
    let own = crate::wallet::staff_as(&t, c.user);
    assert_eq!(code(&record(&t, &own, "b", id, wire("W", 5)).await), Some(Code::Forbidden));
    let nowhere = InvoiceId::from_uuid(c.user.uuid());
    assert_eq!(code(&record(&t, &boss, "c", nowhere, wire("W", 5)).await), Some(Code::NotFound));
    t.advance(Duration::minutes(6));
    assert_eq!(code(&record(&t, &boss, "d", id, wire("W", 5)).await), Some(Code::StepUpRequired));
}

#[tokio::test]
async fn recording_a_payment_is_how_an_order_becomes_paid() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    offer_bank(&t, &boss).await;
    let placed = order(&t, &c, "web", PaymentMethod::BankTransfer).await.unwrap();
    assert_eq!(
        (placed.status, placed.payment_status),
        (OrderStatus::Pending, PaymentStatus::Pending)
    );
    let go = async |name: &str, payment: RecordPayment| {
        payments::record_for_order(&t.app, &boss, &key(name), placed.id, payment).await
    };
    let part = go("a", wire("W-1", 100)).await.unwrap().value;
    assert_eq!(part.payment_status, PaymentStatus::PartiallyPaid);
    let paid = go("b", wire("W-2", 499)).await.unwrap();
    assert_eq!(paid.value.payment_status, PaymentStatus::Paid);
    assert!(paid.value.paid_at.is_some() && paid.value.service.is_some());
    assert_eq!(go("b", wire("W-2", 499)).await.unwrap().value, paid.value);
    assert_eq!(code(&go("c", wire("W-3", 1)).await), Some(Code::AlreadyPaid));
    let shown = orders::get(&t.app, &c.actor, placed.id).await.unwrap();
    assert_eq!(shown.payment_status, PaymentStatus::Paid);
    t.run_jobs().await;
}

#[tokio::test]
async fn an_order_is_paid_from_the_wallet_or_not_placed() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let before = t.row_counts().await;
    let short = order(&t, &c, "web", PaymentMethod::Wallet).await;
    assert_eq!(code(&short), Some(Code::InsufficientFunds));
    assert_eq!(t.row_counts().await, before);
    fund(&t, &c, 599).await;
    let placed = order(&t, &c, "web", PaymentMethod::Wallet).await.unwrap();
    assert_eq!(placed.payment_status, PaymentStatus::Paid);
    assert_eq!(balance(&t, &c).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_paying_and_cancelling_at_once_one_happens() {
    let t = TestApp::new().await;
    let boss = staff(&t, "boss").await;
    offer_bank(&t, &boss).await;
    let mut placed = Vec::new();
    for n in 0..8 {
        let c = customer(&t, &format!("c{n}")).await;
        let id = order(&t, &c, "web", PaymentMethod::BankTransfer).await.unwrap().id;
        placed.push((c, id));
    }
    let duels = placed.iter().enumerate().map(|(n, (c, id))| {
        let (app, boss, actor, id) = (t.app.clone(), boss.clone(), c.actor.clone(), *id);
        async move {
            let name = key(&format!("pay-{n}"));
            let payment = wire(&format!("W-{n}"), 599);
            let pay = payments::record_for_order(&app, &boss, &name, id, payment);
            let cancel = orders::cancel(&app, &actor, id, None);
            let (pay, cancel) = tokio::join!(pay, cancel);
            assert!(pay.is_ok() != cancel.is_ok(), "{:?} {:?}", code(&pay), code(&cancel));
            let lost = code(&pay).or(code(&cancel));
            assert_eq!(lost, Some(Code::Conflict), "the loser is told why");
        }
    });
    join_all(duels).await;
}
