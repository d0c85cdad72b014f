//! Whatever goes wrong is a problem document: unknown paths, wrong methods, our own faults.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use kn_core::secret::Secret;
use kn_testkit::TestApp;

use crate::ops;
use crate::world::{World, assert_problem, order_body};

#[tokio::test(flavor = "multi_thread")]
async fn unknown_paths_of_the_api_are_problems() {
    let t = TestApp::new().await;
    let client = t.client();
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/me",
        "/api/v1/nothing",
        "/api/v1/orders/",
        "/api/v1//me",
        "/api/v1/ME",
        "/api/../etc/passwd",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = client.send(method, path, &[], None).await;
            let problem = assert_problem(path, &answer, 404, "not_found");
            assert!(
                problem["detail"].as_str().is_some_and(|said| !said.contains('<')),
                "{problem}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_a_path_does_not_have_is_405_and_told_which_it_has() {
    let t = TestApp::new().await;
    let client = t.client();
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for op in ops::all() {
        methods.entry(op.template).or_default().insert(op.method.to_string());
    }
    for (template, has) in methods {
        let path = template.replace("{id}", "x").replace("{slug}", "x");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if has.contains(method) {
                continue;
            }
            let method: Method = method.parse().expect("a method");
            let answer = client.send(method.clone(), &path, &[], None).await;
            assert_problem(&format!("{method} {template}"), &answer, 405, "method_not_allowed");
            let allow = answer
                .headers
                .get("allow")
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            let told: BTreeSet<String> = allow
                .split(',')
                .map(|one| one.trim().to_owned())
                .filter(|one| one != "HEAD")
                .collect();
            assert_eq!(told, has, "{method} {template}");
        }
    }
    let answer = client.send(Method::DELETE, "/login", &[], None).await;
    assert_problem("DELETE /login", &answer, 405, "method_not_allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_one_lost_request_and_tells_nothing() {
    let t = TestApp::new().await;
    let client = t.client_with(|parts| {
        parts.metrics = Some(Arc::new(|| unreachable!("the secret cause {}", 42)));
        parts.metrics_token = Some(Secret::new("token".to_owned()));
    });
    let ask = || {
        Request::get("/metrics")
            .header("authorization", "Bearer token")
            .body(Body::empty())
            .expect("a request")
    };
    for _ in 0..3 {
        let answer = client.raw(ask()).await;
        assert_problem("a panic", &answer, 500, "internal");
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("secret"));
        assert!(answer.headers.contains_key("x-content-type-options"), "headers stand on it, too");
    }
    client.get("/healthz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_nobodys_business_without_the_token() {
    let t = TestApp::new().await;
    let client = t.client_with(|parts| {
        parts.metrics = Some(Arc::new(|| "up 1\n".to_owned()));
        parts.metrics_token = Some(Secret::new("token".to_owned()));
    });
    let ask = |headers: &[(&str, &str)]| {
        let request = headers
            .iter()
            .fold(Request::get("/metrics"), |request, (name, value)| request.header(*name, *value));
        request.body(Body::empty()).expect("a request")
    };
    for headers in
        [vec![], vec![("authorization", "Bearer other")], vec![("authorization", "token")]]
    {
        assert_problem("metrics", &client.raw(ask(&headers)).await, 404, "not_found");
    }
    client.raw(ask(&[("authorization", "Bearer token")])).await.expect(200);
    assert_problem("no metrics at all", &t.client().get("/metrics").await, 404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_takes_too_long_says_so_and_may_be_asked_for_again() {
    let world = World::new().await;
    let hurried = world.t.client_with(|parts| parts.time_limit = Duration::from_millis(100));
    let hurried = hurried.as_person(Some(&world.ana));
    let lock = world.t.lock_out_writers().await;
    let answer = hurried.post_once("/api/v1/orders", "slow", &order_body()).await;
    let problem = assert_problem("too slow", &answer, 503, "timeout");
    assert!(answer.headers.contains_key("retry-after"));
    assert!(problem["detail"].as_str().is_some_and(|said| said.contains("Idempotency-Key")));
    lock.release().await;
    let order = world.as_ana().post_once("/api/v1/orders", "slow", &order_body()).await.expect(201);
    let again = world.as_ana().post_once("/api/v1/orders", "slow", &order_body()).await.expect(201);
    assert_eq!(order.bytes, again.bytes);
    let orders = world.as_ana().get("/api/v1/orders?total=true").await.expect(200).json();
    assert_eq!(orders["total"], serde_json::json!(4), "three of the world, one of this test");
}
