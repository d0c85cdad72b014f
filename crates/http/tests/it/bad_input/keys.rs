//! Idempotency keys that are absent, strange or used for something else.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::ops;
use crate::world::{World, order_body, with};

const ORDERS: &str = "/api/v1/orders";

fn keyed(what: &str, key: &str) -> Bad {
    Bad::new(what, Who::Ana, Method::POST, ORDERS)
        .json(&order_body())
        .header("idempotency-key", key)
}

#[tokio::test(flavor = "multi_thread")]
async fn strange_keys_are_refused() {
    let world = World::new().await;
    let strange = |what: &str, key: &str| keyed(what, key).names("Idempotency-Key", "invalid");
    refuse_all(
        &world,
        7,
        vec![
            strange("an empty key", ""),
            strange("a key of spaces", "   "),
            strange("a key with a space", "a b"),
            strange("a key of 129 characters", &"k".repeat(129)),
            strange("a key of 10 kB", &"k".repeat(10_000)),
            strange("a key in umlauts", "schlüssel"),
            strange("two keys", "one").header("idempotency-key", "two"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_moves_money_needs_a_key() {
    let world = World::new().await;
    let mut entries = Vec::new();
    for op in ops::all().into_iter().filter(|op| op.idempotent) {
        let who = if op.is_staff() { Who::Boss } else { Who::Ana };
        let mut bad = Bad::new(op.name(), who, op.method.clone(), op.path(&world));
        if op.has_body {
            bad = bad.json(&crate::samples::body(&op, &world));
        }
        entries.push(bad.gives(428, "idempotency_key_required"));
    }
    refuse_all(&world, 7, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_good_for_one_request_only() {
    let world = World::new().await;
    let reused = |bad: Bad| bad.gives(422, "idempotency_key_reused");
    let order = |what: &str, changes: Value| {
        let bad =
            Bad::new(what, Who::Ana, Method::POST, ORDERS).json(&with(order_body(), &changes));
        reused(bad.header("idempotency-key", "taken"))
    };
    world.as_ana().post_once(ORDERS, "taken", &order_body()).await.expect(201);
    let pay = json!({ "method": "bank_transfer" });
    let pay_path = |id: &str| format!("/api/v1/invoices/{id}/pay");
    world
        .as_ana()
        .post_once(&pay_path(&world.anas.unpaid_invoice), "taken", &pay)
        .await
        .expect(200);
    refuse_all(
        &world,
        5,
        vec![
            order("another place", json!({ "datacenter": "us-east" })),
            order("another price", json!({ "expected_total": { "amount": 1, "currency": "USD" } })),
            order("another note", json!({ "notes": "x" })),
            order("an absent note as null", json!({ "notes": null })),
            reused(
                Bad::new("another invoice", Who::Ana, Method::POST, pay_path(&world.anas.invoice))
                    .json(&pay)
                    .header("idempotency-key", "taken"),
            ),
        ],
    )
    .await;
}
