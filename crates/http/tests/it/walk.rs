//! Every route of the document: anonymous callers are sent to sign in, customers stay out of the staff's area, and
//! strangers find nothing.

use axum::http::Method;
use kn_testkit::TestApp;
use serde_json::{Value, json};

struct Route {
    method: Method,
    path: String,
    public: bool,
    body: bool,
    idempotent: bool,
}

/// A well-formed id of nothing, by the route's collection.
fn filled(template: &str) -> String {
    let prefix = [
        ("/orders/", "ord"),
        ("/services/", "srv"),
        ("/invoices/", "inv"),
        ("/users/", "usr"),
        ("/jobs/", "job"),
    ];
    let kind =
        prefix.iter().find(|(part, _)| template.contains(part)).map_or("ord", |(_, kind)| kind);
    template
        .replace("{id}", &format!("{kind}_01h455vb4pex5vsknk084sn02q"))
        .replace("{slug}", "no-such-plan")
}

fn routes() -> Vec<Route> {
    let document: Value = serde_json::from_str(&kn_http::openapi::json()).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push(Route {
                method: method.to_uppercase().parse().unwrap(),
                path: filled(path),
                public: operation["security"] == json!([{}]),
                body: operation.get("requestBody").is_some(),
                idempotent: operation.get("x-idempotent").is_some(),
            });
        }
    }
    all
}

fn keyed(route: &Route) -> Vec<(&'static str, &'static str)> {
    if route.idempotent { vec![("idempotency-key", "walk")] } else { Vec::new() }
}

#[tokio::test]
async fn anonymous_callers_are_asked_to_sign_in() {
    let app = TestApp::new().await;
    let client = app.client();
    for route in
        routes().iter().filter(|route| !route.public && route.path != "/api/v1/auth/logout")
    {
        let body = route.body.then(|| json!({}));
        let answer =
            client.send(route.method.clone(), &route.path, &keyed(route), body.as_ref()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (401, "unauthenticated"),
            "{} {}",
            route.method,
            route.path
        );
    }
}

#[tokio::test]
async fn customers_stay_out_of_the_staff_area() {
    let app = TestApp::new().await;
    let person = app.customer("Ada").await;
    let client = app.client_of(&person);
    for route in routes().iter().filter(|route| route.path.contains("/admin/")) {
        let body = route.body.then(|| json!({}));
        let answer =
            client.send(route.method.clone(), &route.path, &keyed(route), body.as_ref()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (403, "forbidden"),
            "{} {}",
            route.method,
            route.path
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::new().await;
    let (customer, staff) = (app.customer("Ada").await, app.owner().await);
    let client = app.client();
    for route in routes().iter().filter(|route| {
        route.method == Method::GET && route.path.contains("01h455vb4pex5vsknk084sn02q")
    }) {
        let who = if route.path.contains("/admin/") { &staff } else { &customer };
        let answer = client.as_person(Some(who)).get(&route.path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (404, "not_found"),
            "{}",
            route.path
        );
    }
}

#[tokio::test]
async fn lists_and_start_pages_answer_whoever_may_see_them() {
    let app = TestApp::new().await;
    let (customer, staff) = (app.customer("Ada").await, app.owner().await);
    let client = app.client();
    for route in routes().iter().filter(|route| {
        route.method == Method::GET && !route.path.contains("01h455vb4pex5vsknk084sn02q")
    }) {
        if route.path.contains("no-such-plan") {
            continue;
        }
        let who = if route.path.contains("/admin/") { &staff } else { &customer };
        client.as_person(Some(who)).get(&route.path).await.expect(200);
    }
}

#[tokio::test]
async fn changes_need_a_well_formed_body() {
    let app = TestApp::new().await;
    let (customer, staff) = (app.customer("Ada").await, app.owner().await);
    let client = app.client();
    for route in routes().iter().filter(|route| route.body) {
        let who = if route.path.contains("/admin/") { &staff } else { &customer };
        let body = json!({"no_such_field": 1});
        let answer = client
            .as_person(Some(who))
            .send(route.method.clone(), &route.path, &keyed(route), Some(&body))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (422, "validation_failed"),
            "{} {}",
            route.method,
            route.path
        );
        assert_eq!(
            answer.json()["errors"][0]["field"],
            "no_such_field",
            "{} {}",
            route.method,
            route.path
        );
    }
}
