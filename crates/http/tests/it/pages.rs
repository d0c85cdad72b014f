//! Pages and files. The front end may or may not be built where the tests run; what holds in both cases is tested.

use axum::http::Method;
use kn_testkit::TestApp;

#[tokio::test]
async fn the_reference_runs_under_a_strict_policy() {
    let app = TestApp::new().await;
    let page = app.client().get("/api/docs").await.expect(200);
    let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"));
    let text = String::from_utf8(page.bytes).unwrap();
    assert!(!text.contains("style=") && !text.contains("http://") && !text.contains("https://"));
    assert_eq!(
        app.client().get("/api/docs/reader.js").await.expect(200).headers["content-type"],
        "text/javascript; charset=utf-8"
    );
    app.client().get("/api/docs/reader.css").await.expect(200);
}

#[tokio::test]
async fn the_console_has_a_nonce_of_its_own_each_time() {
    let app = TestApp::new().await;
    let client = app.client();
    let (one, two) = (client.get("/dashboard/orders").await, client.get("/dashboard/orders").await);
    if one.status == 503 {
        assert!(String::from_utf8_lossy(&one.bytes).contains("Front end not built"));
        return;
    }
    let nonce = |answer: &kn_testkit::Answer| {
        let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
        policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
    };
    assert_ne!(nonce(&one), nonce(&two));
    let html = String::from_utf8_lossy(&one.bytes);
    assert!(html.contains(&format!("<meta property=\"csp-nonce\" nonce=\"{}\">", nonce(&one))));
    assert!(html.contains("<title>KloudNests - Enterprise Cloud Infrastructure</title>"));
}

#[tokio::test]
async fn public_pages_show_what_is_on_sale_and_know_when_they_did_not_change() {
    let app = TestApp::new().await;
    let client = app.client();
    let page = client.get("/").await;
    if page.status == 503 {
        return;
    }
    assert_eq!(page.status, 200);
    let html = String::from_utf8_lossy(&page.bytes).into_owned();
    for mark in ["<!--head-->", "<!--app-->", "<!--boot-->", " style="] {
        assert!(!html.contains(mark), "{mark} is left in the page");
    }
    for text in ["<h1", "VPS Starter", "$5.99", "Frankfurt"] {
        assert!(html.contains(text), "{text} is missing");
    }
    let tag = page.headers["etag"].to_str().unwrap();
    let same = client.send(Method::GET, "/", &[("if-none-match", tag)], None).await.expect(304);
    assert!(same.bytes.is_empty());
    client.get("/no-such-page").await.expect(404);
}

#[tokio::test]
async fn engines_find_the_sitemap_and_not_the_console() {
    let app = TestApp::new().await;
    let robots = app.client().get("/robots.txt").await.expect(200);
    let text = String::from_utf8(robots.bytes).unwrap();
    assert!(
        text.contains("Disallow: /admin")
            && text.contains("Sitemap: http://127.0.0.1:8080/sitemap.xml")
    );
    let map = app.client().get("/sitemap.xml").await.expect(200);
    assert!(String::from_utf8(map.bytes).unwrap().contains("<urlset"));
}

#[tokio::test]
async fn paths_cannot_leave_the_built_folder() {
    let app = TestApp::new().await;
    for path in [
        "/assets/../index.html",
        "/assets/%2e%2e/site.html",
        "/.vite/manifest.json",
        "/index.html",
        "/site.html",
        "/..%2f..%2fCargo.toml",
    ] {
        let answer = app.client().get(path).await;
        assert!([404, 503].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("[workspace]"));
    }
}
