//! Two customers and the house: Ana has everything worth stealing, Eve has an order of her own.

use kn_testkit::{Answer, Client, Person, TestApp};
use serde_json::{Value, json};

pub(crate) const HOSTNAME: &str = "ana-only.secret-host.example";
pub(crate) const ADDRESS: &str = "203.0.113.77";
pub(crate) const SSH_PASSWORD: &str = "sealed-Password-77";
pub(crate) const PANEL_PASSWORD: &str = "panel-Password-78";
pub(crate) const LABEL: &str = "Ana's crown jewels";

/// The ids of one customer's things.
#[derive(Debug, Clone, Default)]
pub(crate) struct Things {
    /// Waits for a bank transfer.
    pub(crate) unpaid_order: String,
    pub(crate) unpaid_invoice: String,
    /// Paid from the wallet, waits to be provisioned.
    pub(crate) paid_order: String,
    pub(crate) invoice: String,
    /// Active, with credentials.
    pub(crate) service: String,
    /// The order the service came from.
    pub(crate) done_order: String,
}

pub(crate) struct World {
    pub(crate) t: TestApp,
    pub(crate) client: Client,
    pub(crate) boss: Person,
    pub(crate) ana: Person,
    pub(crate) eve: Person,
    pub(crate) anas: Things,
    pub(crate) job: String,
    /// What must never be read by anybody else.
    pub(crate) markers: Vec<String>,
}

/// A small order that is always possible; 5.99.
pub(crate) fn order_body() -> Value {
    json!({
        "plan": "vps-starter", "cycle": "monthly", "operating_system": "debian-13", "datacenter": "eu-central",
        "payment_method": "wallet", "expected_total": { "amount": 599, "currency": "USD" },
    })
}

/// The object with some members set anew.
pub(crate) fn with(mut base: Value, changes: &Value) -> Value {
    let into = base.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object of changes") {
        into.insert(name.clone(), value.clone());
    }
    base
}

/// The object without a member.
pub(crate) fn without(mut base: Value, name: &str) -> Value {
    base.as_object_mut().expect("an object").remove(name).expect("a member to leave out");
    base
}

pub(crate) fn provision_body(ip: &str) -> Value {
    json!({
        "ip_address": ip, "hostname": HOSTNAME, "username": "root", "password": SSH_PASSWORD,
        "ssh_port": 2222, "send_email": true,
    })
}

pub(crate) fn panel_body() -> Value {
    json!({ "url": "https://panel.example.com:2087", "username": "root", "password": PANEL_PASSWORD })
}

pub(crate) fn payment_settings() -> Value {
    json!({ "value": {
        "bank_transfer_enabled": true,
        "bank_accounts": [{
            "label": "USD", "bank": "Test Bank", "holder": "KloudNests", "account_number": "CY17", "bank_code": "TBCY",
            "currency": "USD",
        }],
        "crypto_enabled": true,
        "crypto_addresses": [{ "asset": "USDT", "network": "TRON (TRC-20)", "address": "TXYZ12345" }],
        "instructions": "Quote the reference.",
    }})
}

/// The text at a JSON pointer.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map_or_else(|| unreachable!("no text at {pointer} of {value}"), str::to_owned)
}

async fn place(client: &Client, key: &str, changes: Value) -> Value {
    client.post_once("/api/v1/orders", key, &with(order_body(), &changes)).await.expect(201).json()
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::in_app(TestApp::new().await).await
    }

    pub(crate) async fn in_app(t: TestApp) -> Self {
        let client = t.client();
        let boss = t.owner().await;
        let ana = t.funded_customer("Ana Petrova", 100_000).await;
        let eve = t.funded_customer("Eve Stranger", 50_000).await;
        let staff = client.as_person(Some(&boss));
        let put = axum::http::Method::PUT;
        let saved = staff
            .send(put, "/api/v1/admin/settings/payments", &[], Some(&payment_settings()))
            .await;
        saved.expect(200);
        let mut world = Self {
            t,
            client,
            boss,
            ana,
            eve,
            anas: Things::default(),
            job: String::new(),
            markers: vec![],
        };
        world.sell().await;
        world
    }

    async fn sell(&mut self) {
        let (ana, eve, staff) = (self.as_ana(), self.as_eve(), self.as_boss());
        let host = json!({ "hostname": HOSTNAME });
        let panel = json!({ "hostname": HOSTNAME, "addons": ["plesk"], "expected_total": { "amount": 1799, "currency": "USD" } });
        let bank = json!({ "hostname": HOSTNAME, "payment_method": "bank_transfer" });
        let (paid, unpaid, done) = (
            place(&ana, "w-1", host).await,
            place(&ana, "w-2", bank).await,
            place(&ana, "w-3", panel).await,
        );
        place(&eve, "w-4", json!({ "payment_method": "bank_transfer" })).await;
        place(&eve, "w-5", json!({})).await;
        let done_order = text(&done, "/id");
        let dialog = with(provision_body(ADDRESS), &json!({ "control_panel": panel_body() }));
        let path = format!("/api/v1/admin/orders/{done_order}/provision");
        let service = staff.post_once(&path, "w-6", &dialog).await.expect(200).json();
        let service = text(&service, "/id");
        let patch = axum::http::Method::PATCH;
        let named = json!({ "label": LABEL });
        ana.send(patch, &format!("/api/v1/services/{service}"), &[], Some(&named))
            .await
            .expect(200);
        let jobs = staff.get("/api/v1/admin/jobs?limit=1").await.expect(200).json();
        self.job = text(&jobs, "/items/0/id");
        let of = |order: &Value, pointer: &str| text(order, pointer);
        self.markers = [&paid, &unpaid, &done]
            .iter()
            .flat_map(|order| ["/number", "/invoice/reference"].map(|pointer| of(order, pointer)))
            .chain(
                [HOSTNAME, ADDRESS, LABEL, SSH_PASSWORD, PANEL_PASSWORD, "Ana Petrova"]
                    .map(str::to_owned),
            )
            .chain([
                self.ana.email.clone(),
                self.ana.user.to_string(),
                self.ana.account.to_string(),
            ])
            .collect();
        self.anas = Things {
            unpaid_order: of(&unpaid, "/id"),
            unpaid_invoice: of(&unpaid, "/invoice/id"),
            paid_order: of(&paid, "/id"),
            invoice: of(&paid, "/invoice/id"),
            service,
            done_order,
        };
    }

    pub(crate) fn as_ana(&self) -> Client {
        self.client.as_person(Some(&self.ana))
    }
    pub(crate) fn as_eve(&self) -> Client {
        self.client.as_person(Some(&self.eve))
    }
    pub(crate) fn as_boss(&self) -> Client {
        self.client.as_person(Some(&self.boss))
    }

    /// Nothing of Ana's stands in this answer.
    pub(crate) fn assert_tells_nothing(&self, what: &str, answer: &Answer) {
        let ids = [
            &self.anas.unpaid_order,
            &self.anas.paid_order,
            &self.anas.done_order,
            &self.anas.invoice,
        ];
        let ids = ids.into_iter().chain([&self.anas.unpaid_invoice, &self.anas.service]);
        let said = String::from_utf8_lossy(&answer.bytes);
        for marker in self.markers.iter().chain(ids) {
            assert!(!said.contains(marker.as_str()), "{what} tells {marker}: {said}");
        }
    }
}

/// That an answer is a whole problem document with this status and code.
#[track_caller]
pub(crate) fn assert_problem(what: &str, answer: &Answer, status: u16, code: &str) -> Value {
    let said = String::from_utf8_lossy(&answer.bytes);
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{what}: {said}");
    let header = |name: &str| {
        answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    assert_eq!(header("content-type"), "application/problem+json", "{what}");
    let problem = answer.json();
    assert_eq!(problem.get("status"), Some(&json!(status)), "{what}");
    assert_eq!(problem.get("type"), Some(&json!(format!("/api/docs#{code}"))), "{what}");
    assert!(
        !text(&problem, "/title").is_empty() && !text(&problem, "/detail").is_empty(),
        "{what}: {said}"
    );
    let id = text(&problem, "/request_id");
    assert!(
        !id.is_empty() && id == header("x-request-id"),
        "{what}: the request id is told twice the same"
    );
    assert!(problem.get("errors").is_some_and(Value::is_array), "{what}");
    assert!(
        answer.bytes.len() < 8_192,
        "{what}: a problem is short, not {} bytes",
        answer.bytes.len()
    );
    problem
}
