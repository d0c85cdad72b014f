//! What comes back is what the OpenAPI document says: the status is documented and the body fits its schema.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use kn_testkit::{Answer, PASSWORD};
use serde_json::{Value, json};

use crate::ops::{self, Op};
use crate::schema;
use crate::world::{World, order_body, text, with};

struct Contract {
    document: Value,
    seen: BTreeMap<String, BTreeSet<u16>>,
    broken: BTreeSet<String>,
}

/// All that was not as promised is told at once.
impl Drop for Contract {
    fn drop(&mut self) {
        assert!(std::thread::panicking() || self.broken.is_empty(), "{:#?}", self.broken);
    }
}

impl Contract {
    fn new() -> Self {
        Self { document: ops::document(), seen: BTreeMap::new(), broken: BTreeSet::new() }
    }

    /// The answer fits what the operation promises.
    fn check(&mut self, op: &Op, answer: &Answer) {
        let status = answer.status.as_u16();
        self.seen.entry(op.id.clone()).or_default().insert(status);
        if let Err(why) = self.fits(op, answer) {
            self.broken.insert(format!("{} {status}: {why}", op.name()));
        }
    }

    fn fits(&self, op: &Op, answer: &Answer) -> Result<(), String> {
        let (method, status) = (op.method.as_str().to_lowercase(), answer.status.as_str());
        let responses = &self.document["paths"][op.template.as_str()][method.as_str()]["responses"];
        let promised = responses.get(status).ok_or("this status is not documented")?;
        let kind = answer.headers.get("content-type").and_then(|value| value.to_str().ok());
        let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default();
        let Some(content) = promised.get("content").and_then(Value::as_object) else {
            return if answer.bytes.is_empty() { Ok(()) } else { Err("promised no body".into()) };
        };
        let media = content.get(essence).ok_or(format!("{essence} was not promised"))?;
        if !essence.ends_with("json") {
            return Ok(());
        }
        let schema = &media["schema"];
        let mut faults = schema::faults(&self.document, schema, &answer.json());
        // Problems may carry more; it is written with the code.
        if !essence.contains("problem") {
            faults.extend(schema::untold(&self.document, schema, &answer.json()));
        }
        if faults.is_empty() { Ok(()) } else { Err(format!("{faults:?}")) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_what_the_document_promises() {
    let world = World::new().await;
    let mut contract = Contract::new();
    let (mut reading, mut writing): (Vec<Op>, Vec<Op>) =
        ops::all().into_iter().partition(|op| op.method == Method::GET);
    // What ends the session or changes the password comes last; what pays an order before what cancels it.
    let order = |op: &Op| match op.id.as_str() {
        "order_cancel" | "admin_order_update" => 1,
        "auth_refresh" => 2,
        "me_change_password" => 3,
        "auth_logout" => 4,
        _ => 0,
    };
    writing.sort_by_key(order);
    reading.extend(writing);
    for op in &reading {
        let client = if op.is_staff() { world.as_boss() } else { world.as_ana() };
        let answer = op.ask(&world, &client).await;
        contract.check(op, &answer);
        // Strangers, other people, wrong ids: promised as well.
        if !op.is_open {
            contract.check(op, &op.ask(&world, &world.client).await);
            if op.is_staff() {
                contract.check(op, &op.ask(&world, &world.as_eve()).await);
            }
        }
    }
    let happy =
        contract.seen.values().filter(|seen| seen.iter().any(|status| *status < 300)).count();
    let sad: Vec<&String> = contract
        .seen
        .iter()
        .filter(|(_, seen)| seen.iter().all(|s| *s >= 300))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(contract.seen.len(), ops::all().len());
    // Nobody's refresh token, an order already paid or cancelled on the way, a job that is not dead.
    let known = [
        "admin_job_retry",
        "admin_order_update",
        "auth_refresh",
        "invoice_pay",
        "order_cancel",
        "admin_invoice_record_payment",
        "admin_order_record_payment",
    ];
    assert!(
        sad.iter().all(|id| known.contains(&id.as_str())),
        "no good answer was seen of {sad:?}"
    );
    assert!(happy >= 60, "{happy}");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_an_order_are_documented_problems() {
    let world = World::new().await;
    let mut contract = Contract::new();
    let op = ops::all().into_iter().find(|op| op.id == "order_create").expect("an operation");
    let ana = world.as_ana();
    let total = |amount: i64| json!({ "expected_total": { "amount": amount, "currency": "USD" } });
    let dear = with(order_body(), &json!({ "plan": "dedicated-pro", "cycle": "yearly" }));
    contract.check(
        &op,
        &ana.post_once(&op.template, "a", &with(dear, &total(199_999))).await.expect(402),
    );
    contract.check(
        &op,
        &ana.post_once(&op.template, "b", &with(order_body(), &total(1))).await.expect(409),
    );
    contract.check(&op, &ana.post_once(&op.template, "c", &json!({})).await.expect(422));
    contract.check(&op, &ana.post(&op.template, &order_body()).await.expect(428));
    let bank = with(
        order_body(),
        &json!({ "payment_method": "bank_transfer", "addons": ["ssl-standard"] }),
    );
    let bank = with(bank, &total(599 + 999));
    contract.check(&op, &ana.post_once(&op.template, "d", &bank).await.expect(201));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_story_of_an_order_fits_the_document() {
    let world = World::new().await;
    let mut contract = Contract::new();
    let ops: BTreeMap<String, Op> = ops::all().into_iter().map(|op| (op.id.clone(), op)).collect();
    let op = |id: &str| ops.get(id).expect("an operation");
    let (ana, boss) = (world.as_ana(), world.as_boss());
    let login = json!({ "email": world.ana.email, "password": PASSWORD, "transport": "bearer" });
    let session = world.client.post("/api/v1/auth/login", &login).await.expect(200);
    contract.check(op("auth_login"), &session);
    let refresh = json!({ "refresh_token": text(&session.json(), "/refresh_token") });
    contract.check(
        op("auth_refresh"),
        &world.client.post("/api/v1/auth/refresh", &refresh).await.expect(200),
    );
    let bank = with(order_body(), &json!({ "payment_method": "bank_transfer" }));
    let order = ana.post_once("/api/v1/orders", "story", &bank).await.expect(201);
    contract.check(op("order_create"), &order);
    let id = text(&order.json(), "/id");
    let admin = format!("/api/v1/admin/orders/{id}");
    for (amount, n) in [(300, "one"), (299, "two")] {
        let payment = json!({
            "method": "bank_transfer", "reference": format!("WIRE-{n}"), "amount": { "amount": amount, "currency": "USD" },
            "received_on": world.t.app.today(), "note": "seen on the statement",
        });
        let paid = boss.post_once(&format!("{admin}/payments"), n, &payment).await.expect(200);
        contract.check(op("admin_order_record_payment"), &paid);
        contract
            .check(op("order_get"), &ana.get(&format!("/api/v1/orders/{id}")).await.expect(200));
        contract.check(
            op("invoice_list"),
            &ana.get("/api/v1/invoices?total=true&sort=-due_on").await.expect(200),
        );
    }
    let dialog = crate::world::provision_body("203.0.113.99");
    let service = boss.post_once(&format!("{admin}/provision"), "go", &dialog).await.expect(200);
    contract.check(op("admin_order_provision"), &service);
    let service = text(&service.json(), "/id");
    for (name, path) in [
        ("service_get", format!("/api/v1/services/{service}")),
        ("service_activity", format!("/api/v1/services/{service}/activity")),
        ("service_invoices", format!("/api/v1/services/{service}/invoices?total=true")),
        ("dashboard_get", "/api/v1/dashboard".to_owned()),
        ("wallet_transaction_list", "/api/v1/wallet/transactions?format=csv".to_owned()),
    ] {
        contract.check(op(name), &ana.get(&path).await.expect(200));
    }
    world.t.run_jobs().await;
    for (name, path) in [
        ("admin_email_list", "emails"),
        ("admin_job_list", "jobs"),
        ("admin_audit_list", "audit"),
        ("admin_dashboard_get", "dashboard"),
    ] {
        contract.check(op(name), &boss.get(&format!("/api/v1/admin/{path}")).await.expect(200));
    }
}
