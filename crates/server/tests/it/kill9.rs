//! SIGKILL under load, again and again: what was acknowledged is there, what was not happens once when asked again,
//! and the books balance to the cent.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use kn_db::Engine;
use kn_db::testing::{TestDb, postgres_at_hand};
use serde_json::{Value, json};

use crate::client::Client;
use crate::home::{ADMIN, CUSTOMER, Home, Server};

const CLIENTS: usize = 4;
const PRICE: i64 = 299;
const FUNDS: i64 = 1_000_000;

/// How one order ended, as its client saw it.
enum Ended {
    Acknowledged {
        key: String,
        id: String,
    },
    /// The connection broke: it may have happened or not.
    Unknown {
        key: String,
    },
}

#[derive(Default)]
struct Ledger {
    /// Key and order, told to a client with 201.
    acknowledged: BTreeMap<String, String>,
    unknown: Vec<String>,
    /// Of these, so many had happened although nobody was told.
    happened_unseen: usize,
    kills: usize,
}

fn order() -> Value {
    json!({
        "plan": "shared-basic", "cycle": "monthly", "datacenter": "eu-central", "payment_method": "wallet",
        "expected_total": { "amount": PRICE, "currency": "USD" },
    })
}

fn balance(client: &Client) -> i64 {
    let wallet = client.get("/api/v1/wallet").expect("an answer").expect(200).json();
    wallet["balance"]["amount"].as_i64().unwrap_or_else(|| unreachable!("{wallet}"))
}

fn orders(client: &Client) -> u64 {
    let page =
        client.get("/api/v1/orders?total=true&limit=1").expect("an answer").expect(200).json();
    page["total"].as_u64().unwrap_or_else(|| unreachable!("{page}"))
}

fn fund(server: &Server) {
    let customer = server.client.sign_in(CUSTOMER.0, CUSTOMER.1);
    let me = customer.get("/api/v1/me").expect("an answer").expect(200);
    let body = json!({
        "account": me.text("/account/id"), "amount": { "amount": FUNDS, "currency": "USD" }, "reason": "for the loop",
    });
    let path = format!("/api/v1/admin/users/{}/wallet-adjustments", me.text("/user/id"));
    let admin = server.client.sign_in(ADMIN.0, ADMIN.1);
    admin.post(&path, Some("funds"), &body).expect("an answer").expect(201);
}

/// The session outlives the server; only its short token has to be renewed now and then.
fn still_signed_in(client: &Client, server: &Server) -> Client {
    let client = client.at(&server.client.address);
    match client.get("/api/v1/me").expect("an answer").status {
        200 => client,
        _ => server.client.sign_in(CUSTOMER.0, CUSTOMER.1),
    }
}

/// One customer's browser that orders until the server is gone.
fn shopper(client: Client, round: usize, n: usize, tell: Sender<Ended>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        for turn in 0..1_000 {
            let key = format!("order-{round}-{n}-{turn}");
            let ended = match client.post("/api/v1/orders", Some(&key), &order()) {
                Ok(reply) => Ended::Acknowledged { key, id: reply.expect(201).text("/id") },
                Err(_) => Ended::Unknown { key },
            };
            let gone = matches!(ended, Ended::Unknown { .. });
            if tell.send(ended).is_err() || gone {
                return;
            }
        }
    })
}

impl Ledger {
    fn note(&mut self, ended: Ended) -> bool {
        match ended {
            Ended::Acknowledged { key, id } => {
                self.acknowledged.insert(key, id);
                true
            }
            Ended::Unknown { key } => {
                self.unknown.push(key);
                false
            }
        }
    }

    /// After a restart: nothing acknowledged is lost, and what was unknown happens exactly once.
    fn examine(&mut self, client: &Client, last: &BTreeMap<String, String>, placed: u64) {
        for id in last.values() {
            client.get(&format!("/api/v1/orders/{id}")).expect("an answer").expect(200);
        }
        if let Some((key, id)) = last.last_key_value() {
            let again =
                client.post("/api/v1/orders", Some(key), &order()).expect("an answer").expect(201);
            assert_eq!(&again.text("/id"), id, "the same key is the same order");
        }
        let there = orders(client);
        let unknown = std::mem::take(&mut self.unknown);
        for key in &unknown {
            let reply =
                client.post("/api/v1/orders", Some(key), &order()).expect("an answer").expect(201);
            let again =
                client.post("/api/v1/orders", Some(key), &order()).expect("an answer").expect(201);
            assert_eq!(reply.text("/id"), again.text("/id"));
            self.acknowledged.insert(key.clone(), reply.text("/id"));
        }
        let now = orders(client);
        assert_eq!(
            now,
            placed + u64::try_from(self.acknowledged.len()).expect("a count"),
            "one order for each key"
        );
        let made = usize::try_from(now - there).expect("a count");
        self.happened_unseen += unknown.len() - made;
    }
}

/// Waits for so many acknowledged orders, then a moment that is different every time, then kills.
fn kill_under_load(server: Server, round: usize, told: &Receiver<Ended>, ledger: &mut Ledger) {
    let wanted = 2 + round % 4;
    let mut seen = 0;
    while seen < wanted {
        seen += usize::from(
            ledger.note(told.recv_timeout(Duration::from_secs(30)).expect("orders are placed")),
        );
    }
    let moment = Duration::from_micros(u64::try_from(round * 1_873 % 29_000).expect("a moment"));
    if let Ok(ended) = told.recv_timeout(moment) {
        ledger.note(ended);
    }
    server.kill();
    ledger.kills += 1;
}

fn kill_loop(home: &Home, kills: usize) -> Ledger {
    let mut ledger = Ledger::default();
    let mut last = BTreeMap::new();
    let first = home.serve();
    fund(&first);
    let mut customer = first.client.sign_in(CUSTOMER.0, CUSTOMER.1);
    let (placed, funds) = (orders(&customer), balance(&customer));
    let mut server = first;
    for round in 0..kills {
        customer = still_signed_in(&customer, &server);
        ledger.examine(&customer, &last, placed);
        let known = ledger.acknowledged.clone();
        let (tell, told) = channel();
        let shoppers: Vec<_> =
            (0..CLIENTS).map(|n| shopper(customer.clone(), round, n, tell.clone())).collect();
        drop(tell);
        kill_under_load(server, round, &told, &mut ledger);
        for ended in told {
            ledger.note(ended);
        }
        for shopper in shoppers {
            shopper.join().expect("no shopper saw anything but 201 or a broken connection");
        }
        last = ledger.acknowledged.clone();
        last.retain(|key, _| !known.contains_key(key));
        // Now and then jobs, too, are cut off in the middle; always would cost a minute of mails with PDFs.
        let flags: &[&str] = if round % 5 == 0 { &[] } else { &["--no-worker"] };
        server = home.serve_with(flags);
    }
    customer = still_signed_in(&customer, &server);
    ledger.examine(&customer, &last, placed);
    for id in ledger.acknowledged.values() {
        customer.get(&format!("/api/v1/orders/{id}")).expect("an answer").expect(200);
    }
    let spent = PRICE * i64::try_from(ledger.acknowledged.len()).expect("a count");
    assert_eq!(balance(&customer), funds - spent, "wallet = funds - orders");
    server.stop();
    let books = home.run(&["verify-books"]);
    assert_eq!(books.code, Some(0), "{books:?}");
    ledger
}

#[test]
fn no_acknowledged_order_is_lost_in_fifty_kills_on_sqlite() {
    let home = Home::seeded().with("KN_RATE_LIMITS", "off");
    let ledger = kill_loop(&home, 50);
    assert_eq!(ledger.kills, 50);
    assert!(ledger.acknowledged.len() >= 100, "{} orders", ledger.acknowledged.len());
    println!(
        "{} orders, {} happened without an answer",
        ledger.acknowledged.len(),
        ledger.happened_unseen
    );
}

#[test]
fn no_acknowledged_order_is_lost_in_ten_kills_on_postgres() {
    if !postgres_at_hand() {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let db = runtime.block_on(TestDb::empty(Engine::Postgres));
    let home =
        Home::empty().with("KN_DATABASE_URL", &db.options().url).with("KN_RATE_LIMITS", "off");
    let seeded = home.run(&["seed", "--demo"]);
    assert_eq!(seeded.code, Some(0), "{seeded:?}");
    let ledger = kill_loop(&home, 10);
    assert!(ledger.kills == 10 && ledger.acknowledged.len() >= 20);
}
