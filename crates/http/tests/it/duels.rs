//! Sixty-four clients on one wallet: exactly the funded number succeed. On both engines where both are at hand.

use futures::future::join_all;
use kn_testkit::{Engine, TestApp, postgres_at_hand};
use serde_json::json;

use crate::world::{World, order_body};

const CLIENTS: usize = 64;
const FUNDED: usize = 9;
const PRICE: i64 = 599;

async fn duel_on(engine: Engine) {
    let t = TestApp::on(engine).await;
    // A cent short of one more.
    let funds = PRICE * i64::try_from(FUNDED + 1).expect("small") - 1;
    let ana = t.funded_customer("Ana Petrova", funds).await;
    let client = t.client_of(&ana);
    let body = order_body();
    let keys: Vec<String> = (0..CLIENTS).map(|n| format!("duel-{n}")).collect();
    let answers =
        join_all(keys.iter().map(|key| client.post_once("/api/v1/orders", key, &body))).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(402)), (FUNDED, CLIENTS - FUNDED), "on {}", engine.as_str());
    for poor in answers.iter().filter(|answer| answer.status == 402) {
        crate::world::assert_problem("too late", poor, 402, "insufficient_funds");
    }
    let wallet = client.get("/api/v1/wallet").await.expect(200).json();
    assert_eq!(wallet["balance"]["amount"], json!(PRICE - 1));
    let orders = client.get("/api/v1/orders?total=true&limit=100").await.expect(200).json();
    assert_eq!(orders["total"], json!(FUNDED));
    let numbers: std::collections::BTreeSet<String> = orders["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|order| crate::world::text(order, "/invoice/number"))
        .collect();
    assert_eq!(numbers.len(), FUNDED, "every paid document has a number of its own: {numbers:?}");
    // Whoever lost may try again with the same key once there is money.
    t.fund(&ana, PRICE).await;
    let late =
        keys.iter().zip(&answers).find(|(_, answer)| answer.status == 402).map(|(key, _)| key);
    client.post_once("/api/v1/orders", late.expect("a loser"), &body).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_spend_one_wallet_exactly_on_sqlite() {
    duel_on(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_spend_one_wallet_exactly_on_postgres() {
    if postgres_at_hand() {
        duel_on(Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_invoice_is_paid_once_by_sixty_four_clients() {
    let world = World::new().await;
    let before = world.as_ana().get("/api/v1/wallet").await.expect(200).json();
    let path = format!("/api/v1/invoices/{}/pay", world.anas.unpaid_invoice);
    let keys: Vec<String> = (0..CLIENTS).map(|n| format!("pay-{n}")).collect();
    let (ana, body) = (world.as_ana(), json!({ "method": "wallet" }));
    let answers = join_all(keys.iter().map(|key| ana.post_once(&path, key, &body))).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(200), count(409)), (1, CLIENTS - 1));
    assert!(answers.iter().filter(|a| a.status == 409).all(|a| a.code() == "already_paid"));
    let after = world.as_ana().get("/api/v1/wallet").await.expect(200).json();
    let amount =
        |wallet: &serde_json::Value| wallet["balance"]["amount"].as_i64().expect("an amount");
    assert_eq!(amount(&before) - amount(&after), PRICE);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_taking_money_out_at_once_never_go_below_zero() {
    let world = World::new().await;
    let funds = world.as_eve().get("/api/v1/wallet").await.expect(200).json()["balance"]["amount"]
        .as_i64()
        .expect("an amount");
    let share = funds / 4;
    let path = format!("/api/v1/admin/users/{}/wallet-adjustments", world.eve.user);
    let body = json!({
        "account": world.eve.account.to_string(), "amount": { "amount": -share, "currency": "USD" }, "reason": "a duel",
    });
    let keys: Vec<String> = (0..16).map(|n| format!("out-{n}")).collect();
    let boss = world.as_boss();
    let answers = join_all(keys.iter().map(|key| boss.post_once(&path, key, &body))).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(402)), (4, 12));
}
