//! What stands around every answer: security headers, request ids, nonces and caching.

use axum::http::HeaderMap;
use kn_testkit::{Answer, TestApp};

use crate::ops;
use crate::world::{World, assert_problem};

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn assert_guarded(what: &str, answer: &Answer) {
    let headers = &answer.headers;
    assert_eq!(header(headers, "x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header(headers, "x-frame-options"), "DENY", "{what}");
    assert_eq!(header(headers, "cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header(headers, "cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(
        ["no-referrer", "strict-origin-when-cross-origin"]
            .contains(&header(headers, "referrer-policy")),
        "{what}"
    );
    assert!(header(headers, "permissions-policy").contains("camera=()"), "{what}");
    let policy = header(headers, "content-security-policy");
    let frames = policy.contains("frame-ancestors 'none'") || policy.contains("sandbox");
    assert!(policy.starts_with("default-src '") && frames, "{what}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{what}: {policy}");
    for telling in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert!(!headers.contains_key(telling), "{what}: {telling}");
    }
    assert!(!headers.contains_key("strict-transport-security"), "{what}: this is plain http");
    assert!(!header(headers, "x-request-id").is_empty(), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_of_the_api_is_guarded_and_never_stored() {
    let world = World::new().await;
    for op in ops::all() {
        let mut answers = vec![op.ask(&world, &world.client).await];
        if op.method == axum::http::Method::GET {
            answers.push(
                op.ask(&world, &if op.is_staff() { world.as_boss() } else { world.as_ana() })
                    .await
                    .expect(200),
            );
        }
        for answer in answers {
            let what = format!("{} {}", op.name(), answer.status);
            assert_guarded(&what, &answer);
            assert_eq!(header(&answer.headers, "cache-control"), "no-store", "{what}");
            let policy = header(&answer.headers, "content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
        }
    }
    assert_guarded("nothing", &world.client.get("/api/v1/nothing").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_saved_and_not_shown() {
    let world = World::new().await;
    let statement = "/api/v1/wallet/transactions?format=csv".to_owned();
    for (path, kind) in [
        (format!("/api/v1/invoices/{}/pdf", world.anas.invoice), "application/pdf"),
        (statement, "text/csv; charset=utf-8"),
    ] {
        let answer = world.as_ana().get(&path).await.expect(200);
        assert_eq!(header(&answer.headers, "content-type"), kind);
        assert!(
            header(&answer.headers, "content-disposition").starts_with("attachment; filename=\"")
        );
        assert!(header(&answer.headers, "content-security-policy").contains("sandbox"));
        assert_guarded(&path, &answer);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_guarded_and_each_nonce_is_used_once() {
    let t = TestApp::new().await;
    let client = t.client();
    for path in [
        "/",
        "/login",
        "/dashboard/orders",
        "/admin",
        "/reset-password?token=x",
        "/no-such-page",
        "/api/docs",
        "/robots.txt",
        "/healthz",
    ] {
        let answer = client.get(path).await;
        assert_guarded(path, &answer);
        let policy = header(&answer.headers, "content-security-policy");
        let scripts = policy
            .split(';')
            .find(|part| part.trim().starts_with("script-src"))
            .unwrap_or_default();
        assert!(!scripts.contains("nonce"), "{path}: scripts come from files only: {policy}");
    }
    assert_eq!(
        header(&client.get("/reset-password?token=x").await.headers, "referrer-policy"),
        "no-referrer"
    );
    let nonces: Vec<String> = futures::future::join_all((0..8).map(|_| client.get("/login")))
        .await
        .iter()
        .filter(|answer| answer.status == 200)
        .map(|answer| {
            let policy = header(&answer.headers, "content-security-policy");
            let nonce = policy
                .split("'nonce-")
                .nth(1)
                .and_then(|rest| rest.split('\'').next())
                .expect("a nonce")
                .to_owned();
            assert!(String::from_utf8_lossy(&answer.bytes).contains(&format!("nonce=\"{nonce}\"")));
            nonce
        })
        .collect();
    // Without a built front end there is no page that could carry one: then it answers 503 and says how to build it.
    let page = client.get("/login").await;
    assert!(nonces.len() == 8 || page.status == 503, "{}", page.status);
    let different: std::collections::BTreeSet<&String> = nonces.iter().collect();
    assert_eq!(different.len(), nonces.len());
    assert!(nonces.iter().all(|nonce| nonce.len() >= 16));
}

#[tokio::test(flavor = "multi_thread")]
async fn https_is_insisted_on_only_where_it_is_used() {
    let secure =
        TestApp::configured(|config| config.public_url = "https://cloud.example".to_owned()).await;
    for path in ["/api/v1/site", "/login", "/healthz", "/api/v1/nothing"] {
        let answer = secure.client().get(path).await;
        let told = header(&answer.headers, "strict-transport-security");
        assert!(told.starts_with("max-age=63072000; includeSubDomains"), "{path}: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_harmless_request_id_is_kept_and_a_hostile_one_replaced() {
    let t = TestApp::new().await;
    let client = t.client();
    let get = async |id: &str| {
        client.send(axum::http::Method::GET, "/api/v1/me", &[("x-request-id", id)], None).await
    };
    for kept in ["req-12345678", "A.b_c-9999", &"x".repeat(64)] {
        let answer = get(kept).await;
        assert_eq!(header(&answer.headers, "x-request-id"), kept);
        assert_problem(kept, &answer, 401, "unauthenticated");
    }
    for hostile in [
        "",
        "short",
        "with space 1",
        "<script>alert(1)</script>",
        "a/../../b12345",
        "${jndi:ldap://x}",
        &"x".repeat(65),
        "ключключ",
    ] {
        let answer = get(hostile).await;
        let id = header(&answer.headers, "x-request-id");
        assert!(
            id != hostile
                && id.len() >= 8
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)),
            "{hostile}: {id}"
        );
        assert_problem(hostile, &answer, 401, "unauthenticated");
    }
    let ids: std::collections::BTreeSet<String> =
        futures::future::join_all((0..16).map(|_| client.get("/healthz")))
            .await
            .iter()
            .map(|a| header(&a.headers, "x-request-id").to_owned())
            .collect();
    assert_eq!(ids.len(), 16, "every request has an id of its own");
}
