//! Whatever goes wrong is a problem document, and no answer lacks its headers.

use axum::body::Body;
use axum::http::{Method, Request};
use kn_testkit::TestApp;
use serde_json::json;

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let app = TestApp::new().await;
    let client = app.client();
    let missing = client.get("/api/v1/nothing").await.expect(404);
    assert_eq!(missing.headers["content-type"], "application/problem+json");
    assert_eq!(missing.code(), "not_found");
    let body = missing.json();
    assert_eq!(body["request_id"], missing.headers["x-request-id"].to_str().unwrap());
    let wrong = client.send(Method::DELETE, "/api/v1/site", &[], None).await.expect(405);
    assert_eq!(wrong.code(), "method_not_allowed");
    assert!(wrong.headers["allow"].to_str().unwrap().contains("GET"));
}

#[tokio::test]
async fn bodies_are_refused_by_field() {
    let app = TestApp::new().await;
    let client = app.client();
    let unknown = client
        .post("/api/v1/quotes", &json!({"plan": "vps-pro", "cycle": "monthly", "price": 1}))
        .await
        .expect(422);
    assert_eq!(unknown.json()["errors"][0]["field"], "price");
    assert_eq!(unknown.json()["errors"][0]["code"], "unknown_field");
    let cycle = client
        .post("/api/v1/quotes", &json!({"plan": "vps-pro", "cycle": "daily"}))
        .await
        .expect(422);
    assert_eq!(cycle.json()["errors"][0]["field"], "cycle");
    let post = |kind: &str, body: &str| {
        let request = Request::post("/api/v1/quotes")
            .header("content-type", kind)
            .body(Body::from(body.to_owned()));
        client.raw(request.unwrap())
    };
    assert_eq!(post("application/json", "{").await.expect(400).code(), "malformed_json");
    assert_eq!(post("text/plain", "{}").await.expect(415).code(), "unsupported_media_type");
    assert_eq!(
        post("application/json", &" ".repeat((1 << 20) + 1)).await.expect(413).code(),
        "body_too_large"
    );
}

#[tokio::test]
async fn ids_of_another_kind_do_not_exist() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let client = app.client_of(&person);
    for id in [
        "x",
        "ord_1",
        "inv_01h455vb4pex5vsknk084sn02q",
        "ord_01h455vb4pex5vsknk084sn02q",
        "%00",
        "ORD_01H455VB4PEX5VSKNK084SN02Q",
    ] {
        let answer = client.get(&format!("/api/v1/orders/{id}")).await.expect(404);
        assert_eq!(answer.code(), "not_found", "{id}");
    }
}

#[tokio::test]
async fn list_parameters_are_checked() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let client = app.client_of(&person);
    for (query, field) in [
        ("limit=101", "limit"),
        ("colour=red", "colour"),
        ("status=odd", "status"),
        ("sort=colour", "sort"),
    ] {
        let answer = client.get(&format!("/api/v1/orders?{query}")).await.expect(422);
        assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
    }
    let page = client.get("/api/v1/orders?limit=5&total=true&status=").await.expect(200).json();
    assert_eq!(page, json!({"items": [], "next_cursor": null, "total": 0}));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::new().await;
    for path in [
        "/api/v1/site",
        "/api/v1/nothing",
        "/healthz",
        "/readyz",
        "/api/docs",
        "/robots.txt",
        "/login",
    ] {
        let answer = app.client().get(path).await;
        let header = |name: &str| {
            answer.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("x-request-id").is_empty(), "{path}");
        assert_eq!(header("strict-transport-security"), "", "{path}: plain http promises nothing");
        if path.starts_with("/api/v1/") {
            assert_eq!(header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_harmless_request_id_is_kept() {
    let app = TestApp::new().await;
    let answer =
        app.client().send(Method::GET, "/healthz", &[("x-request-id", "proxy-1234")], None).await;
    assert_eq!(answer.headers["x-request-id"], "proxy-1234");
}

#[tokio::test]
async fn metrics_are_not_for_everyone() {
    let app = TestApp::new().await;
    app.client().get("/metrics").await.expect(404);
}
