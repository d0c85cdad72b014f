//! The limiter switched on: who asks too often waits, and nobody waits for anybody else.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use chrono::Duration;
use kn_testkit::{Answer, Client, PASSWORD, Person, TestApp};
use serde_json::{Value, json};

use crate::world::assert_problem;

async fn limited() -> TestApp {
    TestApp::configured(|config| config.rate_limits = true).await
}

/// A request as it comes from an address.
async fn from(
    client: &Client,
    host: u8,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Answer {
    let address: SocketAddr = format!("203.0.113.{host}:4711").parse().expect("an address");
    let mut request =
        Request::builder().method(method).uri(path).header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.extension(ConnectInfo(address)).body(Body::from(body.to_string()));
    client.raw(request.expect("a request")).await
}

async fn login(client: &Client, host: u8, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password, "transport": "bearer" });
    from(client, host, Method::POST, "/api/v1/auth/login", &[], &body).await
}

fn number(answer: &Answer, header: &str) -> u32 {
    let value = answer.headers.get(header).and_then(|value| value.to_str().ok()?.parse().ok());
    value.unwrap_or_else(|| unreachable!("no number in {header}: {:?}", answer.headers))
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_from_one_address_is_stopped_and_told_how_long() {
    let t = limited().await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    for left in (0..5).rev() {
        let answer = login(&client, 1, &ana.email, "wrong").await.expect(401);
        assert_eq!(number(&answer, "ratelimit-remaining"), left);
        assert_eq!(number(&answer, "ratelimit-limit"), 5);
    }
    let before = t.row_counts().await;
    let refused = login(&client, 1, &ana.email, PASSWORD).await;
    let problem = assert_problem("the sixth", &refused, 429, "rate_limited");
    let wait = number(&refused, "retry-after");
    assert_eq!(problem["retry_after"], json!(wait));
    assert!((1..=60).contains(&wait) && number(&refused, "ratelimit-reset") >= wait);
    assert!(refused.headers.contains_key("ratelimit-policy"));
    assert_eq!(t.row_counts().await, before, "a refused guess does nothing");
    // Not a matter of who is asked for: anybody else's address is free, and this one after the wait.
    login(&client, 2, &ana.email, PASSWORD).await.expect(200);
    t.advance(Duration::seconds(i64::from(wait)));
    login(&client, 1, &ana.email, PASSWORD).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_one_account_from_many_addresses_stops_for_that_account_only() {
    let t = limited().await;
    let (ana, eve) = (t.customer("Ana Petrova").await, t.customer("Eve Stranger").await);
    let client = t.client();
    for host in 10..25 {
        let spelled = if host % 2 == 0 { ana.email.to_uppercase() } else { ana.email.clone() };
        login(&client, host, &spelled, "wrong").await.expect(401);
    }
    let refused = login(&client, 99, &ana.email, "wrong").await;
    assert_problem("the sixteenth address", &refused, 429, "rate_limited");
    login(&client, 99, &eve.email, PASSWORD).await.expect(200);
    t.advance(Duration::seconds(i64::from(number(&refused, "retry-after"))));
    login(&client, 98, &ana.email, PASSWORD).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_address_is_not_believed() {
    let t = limited().await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    let body = json!({ "email": ana.email, "password": "wrong", "transport": "bearer" });
    let mut last = 0;
    for n in 0..6 {
        let claimed = format!("198.51.100.{n}");
        let headers = [
            ("x-forwarded-for", claimed.as_str()),
            ("x-real-ip", claimed.as_str()),
            ("forwarded", "for=1.2.3.4"),
        ];
        last = from(&client, 1, Method::POST, "/api/v1/auth/login", &headers, &body)
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
}

async fn empty_orders(client: &Client, person: &Person, times: usize) -> Vec<u16> {
    let token = format!("Bearer {}", person.token);
    let mut statuses = Vec::new();
    for _ in 0..times {
        let headers = [("authorization", token.as_str())];
        statuses.push(
            from(client, 7, Method::POST, "/api/v1/orders", &headers, &json!({}))
                .await
                .status
                .as_u16(),
        );
    }
    statuses
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_money_is_limited_by_person() {
    let t = limited().await;
    let (ana, eve) = (t.customer("Ana Petrova").await, t.customer("Eve Stranger").await);
    let client = t.client();
    let statuses = empty_orders(&client, &ana, 31).await;
    assert!(statuses.iter().take(30).all(|status| *status == 428), "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429));
    // The same address, another person; and the same person for what moves nothing.
    assert_eq!(empty_orders(&client, &eve, 1).await, [428]);
    let reading = client.as_person(Some(&ana)).get("/api/v1/wallet").await.expect(200);
    assert!(number(&reading, "ratelimit-remaining") > 0);
    t.advance(Duration::seconds(2));
    assert_eq!(empty_orders(&client, &ana, 2).await, [428, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn seeing_credentials_and_stepping_up_are_limited_by_person() {
    let t = limited().await;
    let (ana, eve) = (t.customer("Ana Petrova").await, t.customer("Eve Stranger").await);
    let client = t.client();
    let (as_ana, as_eve) = (client.as_person(Some(&ana)), client.as_person(Some(&eve)));
    let reveal = "/api/v1/services/srv_01kq2r8v5xe0da9zt3h7wm4cnb/credentials";
    for _ in 0..10 {
        as_ana.send(Method::POST, reveal, &[], None).await.expect(404);
    }
    assert_problem(
        "the eleventh reveal",
        &as_ana.send(Method::POST, reveal, &[], None).await,
        429,
        "rate_limited",
    );
    as_eve.send(Method::POST, reveal, &[], None).await.expect(404);
    let guess = json!({ "password": "wrong" });
    for _ in 0..5 {
        as_ana.post("/api/v1/auth/step-up", &guess).await.expect(401);
    }
    assert_problem(
        "the sixth guess",
        &as_ana.post("/api/v1/auth/step-up", &guess).await,
        429,
        "rate_limited",
    );
    as_eve.post("/api/v1/auth/step-up", &json!({ "password": PASSWORD })).await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn health_checks_are_never_limited() {
    let t = limited().await;
    let client = t.client();
    for _ in 0..300 {
        client.get("/healthz").await.expect(200);
    }
    let public: Vec<u16> =
        futures::future::join_all((0..130).map(|_| client.get("/api/v1/catalog/datacenters")))
            .await
            .iter()
            .map(|answer| answer.status.as_u16())
            .collect();
    let refused = public.iter().filter(|status| **status == 429).count();
    assert_eq!((public.len() - refused, refused), (120, 10), "public reads have a burst of 120");
}
