//! Signing in by cookie and by bearer token, and what cookies need besides.

use axum::http::Method;
use kn_testkit::{Answer, PASSWORD, TestApp};
use serde_json::json;

const CSRF: (&str, &str) = ("x-kn-csrf", "1");

fn cookies(answer: &Answer) -> Vec<String> {
    answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect()
}

/// What the browser would send back.
fn jar(answer: &Answer) -> String {
    let pairs: Vec<String> =
        cookies(answer).iter().map(|cookie| cookie.split(';').next().unwrap().to_owned()).collect();
    pairs.join("; ")
}

#[tokio::test]
async fn a_browser_gets_cookies_and_no_token() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let login = json!({"email": person.email, "password": PASSWORD});
    let answer = app
        .client()
        .send(Method::POST, "/api/v1/auth/login", &[CSRF], Some(&login))
        .await
        .expect(200);
    let body = answer.json();
    assert!(body.get("access_token").is_none() && body.get("refresh_token").is_none());
    let set = cookies(&answer);
    assert!(set.iter().any(|one| one.starts_with("kn_at=")
        && one.contains("Path=/;")
        && one.contains("HttpOnly; SameSite=Strict")));
    assert!(set.iter().any(|one| one.starts_with("kn_rt=") && one.contains("Path=/api/v1/auth;")));
    let me = app
        .client()
        .send(Method::GET, "/api/v1/me", &[("cookie", &jar(&answer))], None)
        .await
        .expect(200);
    assert_eq!(me.json()["user"]["email"], person.email);
}

#[tokio::test]
async fn a_script_gets_tokens_and_no_cookie() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let login = json!({"email": person.email, "password": PASSWORD, "transport": "bearer"});
    let answer = app.client().post("/api/v1/auth/login", &login).await.expect(200);
    assert!(cookies(&answer).is_empty());
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    let again = json!({"refresh_token": body["refresh_token"]});
    let refreshed = app.client().post("/api/v1/auth/refresh", &again).await.expect(200).json();
    let bearer = format!("Bearer {}", refreshed["access_token"].as_str().unwrap());
    app.client()
        .send(Method::GET, "/api/v1/me", &[("authorization", &bearer)], None)
        .await
        .expect(200);
}

#[tokio::test]
async fn cookies_change_nothing_without_the_signs_of_our_page() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let login = json!({"email": person.email, "password": PASSWORD});
    let client = app.client();
    assert_eq!(client.post("/api/v1/auth/login", &login).await.expect(403).code(), "csrf_failed");
    let answer =
        client.send(Method::POST, "/api/v1/auth/login", &[CSRF], Some(&login)).await.expect(200);
    let cookie = jar(&answer);
    let patch = json!({"full_name": "Ada L."});
    let mine = ("cookie", cookie.as_str());
    let send = |headers: Vec<(&'static str, &'static str)>| {
        let all: Vec<(&str, &str)> = headers.into_iter().chain([mine]).collect();
        let (client, patch) = (client.clone(), patch.clone());
        async move { client.send(Method::PATCH, "/api/v1/me", &all, Some(&patch)).await }
    };
    assert_eq!(send(vec![]).await.expect(403).code(), "csrf_failed");
    send(vec![CSRF, ("sec-fetch-site", "cross-site")]).await.expect(403);
    send(vec![CSRF, ("origin", "https://evil.example")]).await.expect(403);
    send(vec![CSRF, ("origin", "null")]).await.expect(403);
    send(vec![CSRF, ("sec-fetch-site", "same-origin")]).await.expect(200);
    send(vec![CSRF, ("origin", "http://127.0.0.1:8080")]).await.expect(200);
}

#[tokio::test]
async fn signing_out_ends_the_session_even_after_a_pause() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let login = json!({"email": person.email, "password": PASSWORD});
    let client = app.client();
    let answer =
        client.send(Method::POST, "/api/v1/auth/login", &[CSRF], Some(&login)).await.expect(200);
    let all = jar(&answer);
    let refresh_only = all.split("; ").find(|pair| pair.starts_with("kn_rt=")).unwrap().to_owned();
    client
        .send(Method::POST, "/api/v1/auth/logout", &[("cookie", &refresh_only)], None)
        .await
        .expect(403);
    let out = client
        .send(Method::POST, "/api/v1/auth/logout", &[CSRF, ("cookie", &refresh_only)], None)
        .await
        .expect(204);
    assert!(cookies(&out).iter().all(|one| one.contains("Max-Age=0")));
    client.send(Method::GET, "/api/v1/me", &[("cookie", &all)], None).await.expect(401);
    client.send(Method::POST, "/api/v1/auth/logout", &[CSRF], None).await.expect(204);
}

#[tokio::test]
async fn nobody_is_told_how_to_sign_in() {
    let app = TestApp::new().await;
    let client = app.client();
    let anonymous = client.get("/api/v1/me").await.expect(401);
    assert_eq!(anonymous.code(), "unauthenticated");
    assert!(anonymous.headers.contains_key("www-authenticate"));
    for header in ["Basic YTpi", "Bearer", "Bearer x.y.z"] {
        client
            .send(Method::GET, "/api/v1/me", &[("authorization", header)], None)
            .await
            .expect(401);
    }
    let person = app.customer("Ada").await;
    let bearer = format!("Bearer {}", person.token);
    let both =
        [("authorization", bearer.as_str()), ("x-kn-account", "acc_01h455vb4pex5vsknk084sn02q")];
    let foreign = client.send(Method::GET, "/api/v1/wallet", &both, None).await;
    assert!(foreign.status.is_client_error(), "{}", foreign.status);
}
