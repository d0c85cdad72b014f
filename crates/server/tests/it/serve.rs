//! Starting, answering, stopping.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

use crate::client::{Client, read_reply};
use crate::home::{ADMIN, CUSTOMER, Home};

fn order() -> Value {
    json!({
        "plan": "shared-basic", "cycle": "monthly", "datacenter": "eu-central", "payment_method": "wallet",
        "expected_total": { "amount": 299, "currency": "USD" },
    })
}

fn total(client: &Client, list: &str) -> u64 {
    let page = client
        .get(&format!("/api/v1/{list}?total=true&limit=1"))
        .expect("an answer")
        .expect(200)
        .json();
    page["total"].as_u64().unwrap_or_else(|| unreachable!("{list}: {page}"))
}

#[test]
fn one_command_gives_a_running_demo() {
    let home = Home::empty();
    let server = home.serve();
    assert!(!server.client.address.ends_with(":0"), "the real port is printed");
    for (path, status) in [
        ("/healthz", 200),
        ("/readyz", 200),
        ("/api/v1/site", 200),
        ("/api/v1/me", 401),
        ("/metrics", 200),
    ] {
        server.client.get(path).expect("an answer").expect(status);
    }
    let customer = server.client.sign_in(CUSTOMER.0, CUSTOMER.1);
    let wallet = customer.get("/api/v1/wallet").expect("an answer").expect(200).json();
    assert_eq!(
        wallet["balance"],
        json!({ "amount": 25_000, "currency": "USD" }),
        "the demo wallet holds 250.00"
    );
    customer.post("/api/v1/orders", Some("first"), &order()).expect("an answer").expect(201);
    server
        .client
        .sign_in(ADMIN.0, ADMIN.1)
        .get("/api/v1/admin/dashboard")
        .expect("an answer")
        .expect(200);
    server.stop();
}

#[test]
fn a_second_start_seeds_nothing_anew() {
    let home = Home::seeded();
    let lists = ["admin/users", "admin/orders", "admin/services", "admin/invoices"];
    let count = || {
        let server = home.serve();
        let admin = server.client.sign_in(ADMIN.0, ADMIN.1);
        let counts = lists.map(|list| total(&admin, list));
        server.stop();
        counts
    };
    let first = count();
    assert!(first.iter().all(|n| *n > 2), "{first:?}");
    assert_eq!(count(), first);
}

#[test]
fn a_request_under_way_is_finished_before_the_end() {
    let home = Home::seeded();
    let server = home.serve();
    let customer = server.client.sign_in(CUSTOMER.0, CUSTOMER.1);
    let body = order().to_string();
    let head = customer.head("POST", "/api/v1/orders", Some("slow"), body.len());
    let head = head.replacen("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", 1);
    let mut slow = customer.connect().expect("connected");
    slow.write_all(head.as_bytes()).expect("sent");
    // The handler has asked for the body: the request is under way.
    let mut go = [0; 25];
    slow.read_exact(&mut go).expect("an interim answer");
    assert_eq!(&go, b"HTTP/1.1 100 Continue\r\n\r\n");
    server.terminate();
    let (first, rest) = body.split_at(body.len() / 2);
    slow.write_all(first.as_bytes()).expect("sent");
    slow.flush().expect("sent");
    slow.write_all(rest.as_bytes()).expect("sent");
    let reply = read_reply(&mut slow).expect("a whole answer").expect(201);
    let address = server.client.address.clone();
    assert_eq!(server.wait(), Some(0));
    assert!(TcpStream::connect(&address).is_err(), "nobody listens any more");
    let server = home.serve();
    let customer = server.client.sign_in(CUSTOMER.0, CUSTOMER.1);
    customer.get(&format!("/api/v1/orders/{}", reply.text("/id"))).expect("an answer").expect(200);
    server.stop();
}

#[test]
fn an_idle_connection_does_not_hold_up_the_end() {
    let home = Home::seeded();
    let server = home.serve();
    let mut idle = server.client.connect().expect("connected");
    let head = server.client.head("GET", "/healthz", None, 0).replace("Connection: close\r\n", "");
    idle.write_all(head.as_bytes()).expect("sent");
    let mut answer = [0; 15];
    idle.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    server.stop();
}

#[test]
fn an_address_in_use_is_said_so() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let home = Home::empty().with("KN_LISTEN", &address);
    let said = home.run(&["serve"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains(&address) && said.err.contains("KN_LISTEN"), "{said:?}");
    assert_eq!(said.err.trim_end().lines().count(), 1, "{said:?}");
    assert!(!home.database().exists(), "nothing was begun");
}
