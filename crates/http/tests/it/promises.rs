//! Promises of the contract that hold for many routes at once.

use axum::http::Method;
use kn_testkit::TestApp;
use serde_json::{Value, json};

/// The order every test places.
fn order(total: i64) -> Value {
    json!({
        "plan": "vps-pro", "cycle": "monthly", "operating_system": "debian-12", "datacenter": "eu-central",
        "hostname": "web-01.example.com", "addons": ["daily-backup"], "payment_method": "wallet",
        "expected_total": {"amount": total, "currency": "USD"},
    })
}

#[tokio::test]
async fn the_checked_in_document_is_what_the_handlers_say() {
    let checked_in = include_str!("../../../../openapi.json");
    assert!(checked_in == kn_http::openapi::json(), "run `cargo run -p xtask -- openapi`");
}

#[tokio::test]
async fn the_document_is_served() {
    let app = TestApp::new().await;
    let document = app.client().get("/api/v1/openapi.json").await.expect(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"].as_object().unwrap().len() >= 60);
}

#[tokio::test]
async fn an_order_from_the_wallet_happens_once() {
    let app = TestApp::new().await;
    let person = app.funded_customer("Ada", 10_000).await;
    let client = app.client_of(&person);
    let quote = json!({"plan": "vps-pro", "cycle": "monthly", "operating_system": "debian-12", "datacenter": "eu-central", "addons": ["daily-backup"]});
    let total = client.post("/api/v1/quotes", &quote).await.expect(200).json()["total"]["amount"]
        .as_i64()
        .unwrap();
    let missing = client.post("/api/v1/orders", &order(total)).await.expect(428);
    assert_eq!(missing.code(), "idempotency_key_required");
    let first = client.post_once("/api/v1/orders", "k-1", &order(total)).await.expect(201);
    let placed = first.json();
    assert_eq!(
        first.headers["location"],
        format!("/api/v1/orders/{}", placed["id"].as_str().unwrap()).as_str()
    );
    assert_eq!(placed["payment_status"], "paid");
    assert!(
        placed.get("customer").is_none() && placed.get("allowed_statuses").is_none(),
        "that is for staff"
    );
    let again = client.post_once("/api/v1/orders", "k-1", &order(total)).await.expect(201);
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.json()["id"], placed["id"]);
    let other = client.post_once("/api/v1/orders", "k-1", &order(total + 1)).await.expect(422);
    assert_eq!(other.code(), "idempotency_key_reused");
    let balance = client.get("/api/v1/wallet").await.expect(200).json()["balance"]["amount"]
        .as_i64()
        .unwrap();
    assert_eq!(balance, 10_000 - total);
}

#[tokio::test]
async fn a_short_wallet_says_how_much_is_missing() {
    let app = TestApp::new().await;
    let person = app.funded_customer("Ada", 100).await;
    let client = app.client_of(&person);
    let quoted = client.post("/api/v1/quotes", &json!({"plan": "vps-pro", "cycle": "monthly", "operating_system": "debian-12", "datacenter": "eu-central", "addons": ["daily-backup"]})).await.json();
    let total = quoted["total"]["amount"].as_i64().unwrap();
    let refused = client.post_once("/api/v1/orders", "k-2", &order(total)).await.expect(402).json();
    assert_eq!(refused["code"], "insufficient_funds");
    assert_eq!(refused["needed"], json!({"amount": total, "currency": "USD"}));
    assert_eq!(refused["available"], json!({"amount": 100, "currency": "USD"}));
    assert_eq!(refused["shortfall"], json!({"amount": total - 100, "currency": "USD"}));
}

#[tokio::test]
async fn the_statement_comes_as_a_file() {
    let app = TestApp::new().await;
    let person = app.funded_customer("Ada", 5_000).await;
    let client = app.client_of(&person);
    let file = client.get("/api/v1/wallet/transactions?format=csv").await.expect(200);
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; filename=\"")
    );
    assert_eq!(file.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(), 2);
}

#[tokio::test]
async fn settings_are_typed_and_secrets_never_come_back() {
    let app = TestApp::new().await;
    let staff = app.owner().await;
    let client = app.client_of(&staff);
    let put = |body: Value| {
        let client = client.clone();
        async move { client.send(Method::PUT, "/api/v1/admin/settings/email", &[], Some(&body)).await }
    };
    let view = client.get("/api/v1/admin/settings/email").await.expect(200).json();
    assert_eq!(
        (&view["version"], &view["secrets"]["smtp_password"]["set"]),
        (&json!(0), &json!(false))
    );
    let mut value = view["value"].clone();
    value["transport"] = json!("smtp");
    let missing_host = put(json!({"value": value})).await.expect(422).json();
    assert_eq!(missing_host["errors"][0]["field"], "smtp.host");
    value["smtp"]["host"] = json!("mail.example.com");
    let saved =
        put(json!({"value": value, "secrets": {"smtp_password": "hunter2-canary"}, "version": 0}))
            .await
            .expect(200);
    assert!(!String::from_utf8_lossy(&saved.bytes).contains("hunter2-canary"));
    let saved = saved.json();
    assert_eq!(saved["secrets"]["smtp_password"]["set"], true);
    assert_eq!(
        put(json!({"value": value, "version": 0})).await.expect(409).code(),
        "version_conflict"
    );
    let kept = put(json!({"value": value, "version": saved["version"]})).await.expect(200).json();
    assert_eq!(kept["secrets"]["smtp_password"]["set"], true, "a secret left out stays");
    for section in ["company", "branding", "payments"] {
        let path = format!("/api/v1/admin/settings/{section}");
        let view = client.get(&path).await.expect(200).json();
        let body = json!({"value": view["value"], "version": view["version"]});
        client.send(Method::PUT, &path, &[], Some(&body)).await.expect(200);
    }
    client.get("/api/v1/admin/settings/nothing").await.expect(404);
}
