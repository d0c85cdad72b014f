//! Browser sessions: cookies that scripts cannot read, and changes only from our own page.

use axum::body::Body;
use axum::http::{Method, Request};
use kn_testkit::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

use crate::needs::{self, Need};
use crate::ops;
use crate::samples;
use crate::world::{World, assert_problem};

const ORIGIN: &str = "http://127.0.0.1:8080";

async fn send(
    client: &Client,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
    client
        .raw(request.header("content-type", "application/json").body(body).expect("a request"))
        .await
}

fn cookies(answer: &Answer) -> Vec<String> {
    answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|v| v.to_str().expect("text").to_owned())
        .collect()
}

/// Signs in as a browser does; the value for `Cookie`.
async fn browser(client: &Client, email: &str) -> String {
    let login = json!({ "email": email, "password": PASSWORD });
    let answer = send(
        client,
        Method::POST,
        "/api/v1/auth/login",
        &[("x-kn-csrf", "1"), ("origin", ORIGIN)],
        Some(&login),
    )
    .await;
    let pairs: Vec<String> = cookies(&answer.expect(200))
        .iter()
        .filter_map(|one| one.split(';').next())
        .map(str::to_owned)
        .collect();
    pairs.join("; ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_cookies_and_never_a_token_to_read() {
    let t = TestApp::new().await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    let login = json!({ "email": ana.email, "password": PASSWORD });
    for body in
        [login.clone(), crate::world::with(login.clone(), &json!({ "transport": "cookie" }))]
    {
        let answer =
            send(&client, Method::POST, "/api/v1/auth/login", &[("x-kn-csrf", "1")], Some(&body))
                .await
                .expect(200);
        let set = cookies(&answer);
        assert_eq!(set.len(), 2, "{set:?}");
        let (said, json) = (String::from_utf8_lossy(&answer.bytes).into_owned(), answer.json());
        for member in ["access_token", "refresh_token", "token_type"] {
            assert!(json.get(member).is_none(), "{member} in {said}");
        }
        for cookie in &set {
            let value = cookie.split(['=', ';']).nth(1).expect("a value");
            assert!(value.len() > 20 && !said.contains(value));
            assert!(
                cookie.contains("; HttpOnly; SameSite=Strict") && !cookie.contains("Secure"),
                "{cookie}"
            );
        }
    }
    let bearer = crate::world::with(login, &json!({ "transport": "bearer" }));
    let answer =
        send(&client, Method::POST, "/api/v1/auth/login", &[], Some(&bearer)).await.expect(200);
    assert!(cookies(&answer).is_empty() && answer.json()["access_token"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_cookies_carry_every_guard() {
    let t =
        TestApp::configured(|config| config.public_url = "https://cloud.example".to_owned()).await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    let login = json!({ "email": ana.email, "password": PASSWORD });
    let ours = [("x-kn-csrf", "1"), ("origin", "https://cloud.example")];
    let set = cookies(
        &send(&client, Method::POST, "/api/v1/auth/login", &ours, Some(&login)).await.expect(200),
    );
    assert!(
        set.iter().any(|one| one.starts_with("__Host-kn_at=") && one.contains("; Path=/;")),
        "{set:?}"
    );
    assert!(
        set.iter()
            .any(|one| one.starts_with("__Secure-kn_rt=") && one.contains("; Path=/api/v1/auth;")),
        "{set:?}"
    );
    assert!(set.iter().all(|one| one.ends_with("; HttpOnly; SameSite=Strict; Secure")), "{set:?}");
    // A cookie without the prefix may have been set by a neighbouring site.
    let pair = set
        .iter()
        .find(|one| one.starts_with("__Host-kn_at="))
        .and_then(|one| one.split(';').next())
        .expect("a cookie");
    let plain = pair.trim_start_matches("__Host-").to_owned();
    send(&client, Method::GET, "/api/v1/me", &[("cookie", pair)], None).await.expect(200);
    send(&client, Method::GET, "/api/v1/me", &[("cookie", &plain)], None).await.expect(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_by_cookie_needs_the_mark_of_our_own_page() {
    let world = World::new().await;
    let (ana, boss) = (
        browser(&world.client, &world.ana.email).await,
        browser(&world.client, &world.boss.email).await,
    );
    let before = world.t.row_counts().await;
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("x-kn-csrf", "0")],
        &[("origin", ORIGIN)],
        &[("x-kn-csrf", "1"), ("origin", "https://evil.example")],
        &[("x-kn-csrf", "1"), ("origin", "null")],
        &[("x-kn-csrf", "1"), ("sec-fetch-site", "cross-site"), ("origin", ORIGIN)],
    ];
    let mut walked = 0;
    for op in ops::all().into_iter().filter(|op| op.method != Method::GET) {
        if matches!(needs::of(&op.id), Need::Nobody) && op.id != "auth_logout" {
            continue;
        }
        let cookie = if op.is_staff() { &boss } else { &ana };
        let body = op.has_body.then(|| samples::body(&op, &world));
        for headers in foreign {
            let headers =
                [headers, &[("cookie", cookie.as_str()), ("idempotency-key", "csrf")]].concat();
            let answer =
                send(&world.client, op.method.clone(), &op.path(&world), &headers, body.as_ref())
                    .await;
            assert_problem(&op.name(), &answer, 403, "csrf_failed");
        }
        walked += 1;
    }
    assert!(walked >= 22, "only {walked} changing operations");
    assert_eq!(world.t.row_counts().await, before);
    let change = json!({ "full_name": "Ana P." });
    for headers in [
        vec![("origin", ORIGIN)],
        vec![("sec-fetch-site", "same-origin"), ("origin", ORIGIN)],
        vec![],
    ] {
        let headers = [headers, vec![("cookie", ana.as_str()), ("x-kn-csrf", "1")]].concat();
        send(&world.client, Method::PATCH, "/api/v1/me", &headers, Some(&change)).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_by_cookie_must_come_from_our_page_too() {
    let t = TestApp::new().await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    let before = t.row_counts().await;
    let login = json!({ "email": ana.email, "password": PASSWORD });
    let join = json!({ "email": "b@customer.example", "password": PASSWORD, "full_name": "B", "accept_terms": true });
    for (path, body) in [("/api/v1/auth/login", &login), ("/api/v1/auth/register", &join)] {
        for headers in [
            vec![],
            vec![("x-kn-csrf", "1"), ("origin", "https://evil.example")],
            vec![("x-kn-csrf", "1"), ("sec-fetch-site", "same-site")],
        ] {
            let answer = send(&client, Method::POST, path, &headers, Some(body)).await;
            assert_problem(path, &answer, 403, "csrf_failed");
            assert!(cookies(&answer).is_empty());
        }
    }
    assert_eq!(t.row_counts().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_with_a_token_needs_no_mark_and_a_cookie_cannot_name_an_account() {
    let world = World::new().await;
    let change = json!({ "full_name": "Ana P." });
    let cross = [("origin", "https://partner.example"), ("sec-fetch-site", "cross-site")];
    world.as_ana().send(Method::PATCH, "/api/v1/me", &cross, Some(&change)).await.expect(200);
    let cookie = browser(&world.client, &world.eve.email).await;
    let account = world.ana.account.to_string();
    let headers = [("cookie", cookie.as_str()), ("x-kn-account", account.as_str())];
    let me =
        send(&world.client, Method::GET, "/api/v1/me", &headers, None).await.expect(200).json();
    assert_eq!(me["account"]["id"], json!(world.eve.account.to_string()));
    let twice = format!("{cookie}; {cookie}");
    let answer = send(&world.client, Method::GET, "/api/v1/me", &[("cookie", &twice)], None).await;
    assert_problem("the cookie twice", &answer, 401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_cookie_is_good_once_and_signing_out_clears_both() {
    let t = TestApp::new().await;
    let (ana, client) = (t.customer("Ana Petrova").await, t.client());
    let old = browser(&client, &ana.email).await;
    let ours = |cookie: &str| {
        vec![("x-kn-csrf".to_owned(), "1".to_owned()), ("cookie".to_owned(), cookie.to_owned())]
    };
    let post = async |path: &str, cookie: &str| {
        let headers = ours(cookie);
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let request = headers.iter().fold(Request::post(path), |r, (n, v)| r.header(*n, *v));
        client.raw(request.body(Body::empty()).expect("a request")).await
    };
    let rotated = post("/api/v1/auth/refresh", &old).await.expect(200);
    assert!(rotated.json().get("refresh_token").is_none() && cookies(&rotated).len() == 2);
    let new: Vec<String> =
        cookies(&rotated).iter().filter_map(|c| c.split(';').next()).map(str::to_owned).collect();
    let out = post("/api/v1/auth/logout", &new.join("; ")).await.expect(204);
    let cleared = cookies(&out);
    assert!(
        cleared.len() == 2
            && cleared.iter().all(|one| one.contains("=; ") && one.contains("Max-Age=0")),
        "{cleared:?}"
    );
    assert_eq!(
        out.headers.get("clear-site-data").map(|v| v.as_bytes()),
        Some(b"\"cookies\"".as_slice())
    );
    post("/api/v1/auth/refresh", &new.join("; ")).await.expect(401);
}
