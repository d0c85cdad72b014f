//! Amounts, currencies, totals and days that cannot be taken.

use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::world::{World, order_body, text, with};

fn usd(amount: impl Into<Value>) -> Value {
    json!({ "amount": amount.into(), "currency": "USD" })
}

/// Every amount that is no whole number of cents.
fn strange_amounts() -> Vec<(&'static str, Value)> {
    let big: Value = serde_json::from_str("9223372036854775808").expect("a number");
    vec![
        ("a float", json!(5.99)),
        ("a whole float", json!(599.0)),
        ("a power", serde_json::from_str("5e2").expect("a number")),
        ("a text", json!("599")),
        ("a boolean", json!(true)),
        ("null", json!(null)),
        ("over 64 bits", big),
        ("far over 64 bits", json!(1e30)),
        ("an object", json!({})),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_expected_total_is_money_and_todays_price() {
    let world = World::new().await;
    let order = |what: String, total: Value| {
        Bad::post(
            what,
            Who::Ana,
            "/api/v1/orders",
            &with(order_body(), &json!({ "expected_total": total })),
        )
    };
    let mut entries: Vec<Bad> = strange_amounts()
        .into_iter()
        .map(|(what, amount)| {
            order(format!("a total that is {what}"), usd(amount))
                .names("expected_total.amount", "invalid")
        })
        .collect();
    for (what, amount) in [
        ("a cent less", 598),
        ("a cent more", 600),
        ("nothing", 0),
        ("negative", -599),
        ("the largest", i64::MAX),
        ("the smallest", i64::MIN),
    ] {
        entries.push(
            order(format!("a total that is {what}"), usd(amount)).gives(409, "price_changed"),
        );
    }
    entries.push(
        order("another currency".into(), json!({ "amount": 599, "currency": "EUR" }))
            .gives(409, "price_changed"),
    );
    for (what, currency) in [
        ("unknown", json!("XXQ")),
        ("lower-case", json!("usd")),
        ("a sign", json!("$")),
        ("empty", json!("")),
    ] {
        let total = json!({ "amount": 599, "currency": currency });
        entries.push(
            order(format!("a currency that is {what}"), total)
                .names("expected_total.currency", "invalid"),
        );
    }
    entries.push(order("a bare number".into(), json!(599)).names("expected_total", "invalid"));
    entries.push(
        order("no currency".into(), json!({ "amount": 599 }))
            .names("expected_total.currency", "required"),
    );
    refuse_all(&world, 22, entries).await;
    let stale = world
        .as_ana()
        .post_once(
            "/api/v1/orders",
            "stale",
            &with(order_body(), &json!({ "expected_total": usd(1) })),
        )
        .await;
    assert_eq!(stale.expect(409).json()["total"], usd(599), "today's price is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shortfall_is_told_and_nothing_is_taken() {
    let world = World::new().await;
    let body = with(
        order_body(),
        &json!({ "plan": "dedicated-pro", "cycle": "yearly", "expected_total": usd(199_999) }),
    );
    let bad = Bad::post("more than there is", Who::Ana, "/api/v1/orders", &body)
        .gives(402, "insufficient_funds");
    refuse_all(&world, 1, vec![bad]).await;
    let problem =
        world.as_ana().post_once("/api/v1/orders", "poor", &body).await.expect(402).json();
    let held = 100_000 - 599 - 1_799;
    assert_eq!((&problem["needed"], &problem["available"]), (&usd(199_999), &usd(held)));
    assert_eq!(problem["shortfall"], usd(199_999 - held));
    let wallet = world.as_ana().get("/api/v1/wallet").await.expect(200).json();
    assert_eq!(wallet["balance"], usd(held));
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_are_recorded_only_as_they_can_have_arrived() {
    let world = World::new().await;
    let good = json!({ "method": "bank_transfer", "reference": "WIRE-9", "amount": usd(599), "received_on": "2030-01-01" });
    let path = format!("/api/v1/admin/orders/{}/payments", world.anas.unpaid_order);
    let pay = |what: String, changes: Value| {
        Bad::post(what, Who::Boss, path.clone(), &with(good.clone(), &changes))
    };
    let mut entries: Vec<Bad> = strange_amounts()
        .into_iter()
        .map(|(what, amount)| {
            pay(format!("an amount that is {what}"), json!({ "amount": usd(amount) }))
                .names("amount.amount", "invalid")
        })
        .collect();
    for (what, amount) in [("nothing", 0), ("negative", -1), ("the smallest", i64::MIN)] {
        entries.push(
            pay(format!("an amount that is {what}"), json!({ "amount": usd(amount) }))
                .names("amount", "out_of_range"),
        );
    }
    for (what, day) in [
        ("no such day", "2030-02-30"),
        ("the wrong way round", "01.02.2030"),
        ("an instant", "2030-01-01T00:00:00Z"),
        ("empty", ""),
        ("a thirteenth month", "2030-13-01"),
    ] {
        entries.push(
            pay(format!("a day that is {what}"), json!({ "received_on": day }))
                .names("received_on", "invalid"),
        );
    }
    entries.extend([
        pay("a day to come".into(), json!({ "received_on": "2030-01-02" }))
            .names("received_on", "out_of_range"),
        pay("a day as number".into(), json!({ "received_on": 20300101 }))
            .names("received_on", "invalid"),
        pay("the wallet".into(), json!({ "method": "wallet" })).names("method", "unsupported"),
        pay("an unknown method".into(), json!({ "method": "cash" })).names("method", "invalid"),
        pay("no reference".into(), json!({ "reference": " " })).names("reference", "required"),
        pay("a long reference".into(), json!({ "reference": "R".repeat(129) }))
            .names("reference", "too_long"),
        pay("a reference with a line break".into(), json!({ "reference": "a\r\nb" }))
            .names("reference", "invalid"),
        pay("a turned reference".into(), json!({ "reference": "a\u{202e}b" }))
            .names("reference", "invalid"),
        pay("a long note".into(), json!({ "note": "n".repeat(501) })).names("note", "too_long"),
        pay("a NUL in the note".into(), json!({ "note": "a\0" })).names("note", "invalid"),
        pay("an unknown field".into(), json!({ "paid": true })).names("paid", "unknown_field"),
    ]);
    refuse_all(&world, 28, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn adjustments_have_an_amount_a_reason_and_cover() {
    let world = World::new().await;
    let good = json!({ "account": world.ana.account.to_string(), "amount": usd(100), "reason": "goodwill" });
    let path = format!("/api/v1/admin/users/{}/wallet-adjustments", world.ana.user);
    let adjust = |what: &str, changes: Value| {
        Bad::post(what, Who::Boss, path.clone(), &with(good.clone(), &changes))
    };
    let service = text(&json!({ "id": world.anas.service }), "/id");
    refuse_all(
        &world,
        14,
        vec![
            adjust("nothing", json!({ "amount": usd(0) })).names("amount", "out_of_range"),
            adjust("the largest", json!({ "amount": usd(i64::MAX) }))
                .names("amount", "out_of_range"),
            adjust("the smallest", json!({ "amount": usd(i64::MIN) }))
                .names("amount", "out_of_range"),
            adjust("a float", json!({ "amount": usd(1.5) })).names("amount.amount", "invalid"),
            adjust("another currency", json!({ "amount": { "amount": 1, "currency": "EUR" } }))
                .names("amount", "invalid"),
            adjust("an unknown currency", json!({ "amount": { "amount": 1, "currency": "ZZZ" } }))
                .names("amount.currency", "invalid"),
            adjust("more than there is", json!({ "amount": usd(-9_999_900) }))
                .gives(402, "insufficient_funds"),
            adjust("a short reason", json!({ "reason": "ok" })).names("reason", "too_short"),
            adjust("a blank reason", json!({ "reason": "     " })).names("reason", "required"),
            adjust("a long reason", json!({ "reason": "r".repeat(501) }))
                .names("reason", "too_long"),
            adjust("a reason with a NUL", json!({ "reason": "good\0will" }))
                .names("reason", "invalid"),
            adjust("a user for an account", json!({ "account": world.ana.user.to_string() }))
                .names("account", "invalid"),
            adjust("a service for an account", json!({ "account": service }))
                .names("account", "invalid"),
            adjust(
                "an account in capitals",
                json!({ "account": world.ana.account.to_string().to_uppercase() }),
            )
            .names("account", "invalid"),
            adjust("no account", json!({ "account": null })).names("account", "invalid"),
        ],
    )
    .await;
}
