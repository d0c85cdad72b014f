//! Bodies that are not the JSON that was asked for.

use axum::http::Method;
use serde_json::json;

use super::{Bad, Who, refuse_all};
use crate::world::{World, order_body, with};

const ORDERS: &str = "/api/v1/orders";
const QUOTES: &str = "/api/v1/quotes";

fn order(what: &str, content_type: Option<&str>, body: impl Into<Vec<u8>>) -> Bad {
    let bad = Bad::new(what, Who::Ana, Method::POST, ORDERS).bytes(body);
    let bad = bad.header("idempotency-key", "bodies");
    match content_type {
        Some(kind) => bad.header("content-type", kind),
        None => bad,
    }
}

fn malformed(what: &str, body: impl Into<Vec<u8>>) -> Bad {
    order(what, Some("application/json"), body).gives(400, "malformed_json")
}

fn at(what: &str, field: &str, code: &'static str, body: impl Into<Vec<u8>>) -> Bad {
    order(what, Some("application/json"), body).names(field, code)
}

/// The order's text with something put in right after the opening brace.
fn opened_with(more: &str) -> String {
    order_body().to_string().replacen('{', &format!("{{{more},"), 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_json_is_taken() {
    let world = World::new().await;
    let good = order_body().to_string();
    let unsupported = |what: &str, kind: Option<&str>| {
        order(what, kind, good.clone()).gives(415, "unsupported_media_type")
    };
    refuse_all(
        &world,
        9,
        vec![
            unsupported("no content type", None),
            unsupported("plain text", Some("text/plain")),
            unsupported("a form", Some("application/x-www-form-urlencoded")),
            unsupported("a multipart form", Some("multipart/form-data; boundary=x")),
            unsupported("XML", Some("application/xml")),
            unsupported("JSON in name only", Some("text/json")),
            unsupported("nearly JSON", Some("application/jsonp")),
            unsupported("an empty content type", Some("")),
            Bad::new("a quote as text", Who::Nobody, Method::POST, QUOTES)
                .bytes("{}")
                .header("content-type", "text/plain")
                .gives(415, "unsupported_media_type"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_json_is_named_as_such() {
    let world = World::new().await;
    let good = order_body().to_string();
    let deep = "[".repeat(100_000);
    let deep_object = "{\"plan\":".repeat(5_000);
    let nested = format!("{{\"plan\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    let (head, _) = good.split_at(good.len() - 1);
    refuse_all(
        &world,
        15,
        vec![
            malformed("spaces only", "   "),
            malformed("cut off", head),
            malformed("one letter", "x"),
            malformed("trailing data", format!("{good} {{}}")),
            malformed("trailing letters", format!("{good}x")),
            malformed("two documents", format!("{good}\n{good}")),
            malformed(
                "a trailing comma",
                good.replace("\"wallet\"", "\"wallet\",").replacen(",,", ",", 1) + ",",
            ),
            malformed("single quotes", good.replace('"', "'")),
            malformed("a comment", format!("/* now */{good}")),
            malformed("a byte order mark", format!("\u{feff}{good}")),
            malformed("not a number", good.replace("599", "NaN")),
            malformed("infinity", good.replace("599", "1e999")),
            malformed("a leading zero", good.replace("599", "0599")),
            malformed("a bare NUL", "\0"),
            malformed("an unescaped control character", good.replace("debian-13", "debian\u{1}13")),
            malformed("a lone surrogate", good.replace("debian-13", "\\ud800")),
            malformed("not UTF-8", [b"{\"plan\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat()),
            at("arrays all the way down", "body", "invalid", deep),
            at("objects all the way down", "plan", "invalid", deep_object),
            at("a deep value", "plan", "invalid", nested),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_of_another_shape_is_refused_by_field() {
    let world = World::new().await;
    let text = |changes: serde_json::Value| with(order_body(), &changes).to_string();
    refuse_all(
        &world,
        20,
        vec![
            at("an empty object", "plan", "required", "{}"),
            at("an empty body", "plan", "required", ""),
            at("an array", "body", "invalid", "[]"),
            at("a string", "body", "invalid", "\"order\""),
            at("a number", "body", "invalid", "7"),
            at("null", "body", "invalid", "null"),
            at("an unknown field", "discount", "unknown_field", opened_with("\"discount\":100")),
            at(
                "a field of staff",
                "account_id",
                "unknown_field",
                opened_with("\"account_id\":\"acc_1\""),
            ),
            at("a field in capitals", "Plan", "unknown_field", opened_with("\"Plan\":\"vps-pro\"")),
            at("a prototype", "__proto__", "unknown_field", opened_with("\"__proto__\":{}")),
            at(
                "an unknown field within",
                "expected_total.cents",
                "unknown_field",
                text(json!({ "expected_total": { "amount": 599, "currency": "USD", "cents": 0 } })),
            ),
            at("a field twice", "plan", "invalid", opened_with("\"plan\":\"vps-pro\"")),
            at(
                "a field twice within",
                "expected_total.amount",
                "invalid",
                order_body().to_string().replace("\"amount\":599", "\"amount\":1,\"amount\":599"),
            ),
            at("a number for a text", "plan", "invalid", text(json!({ "plan": 5 }))),
            at("a list for a text", "plan", "invalid", text(json!({ "plan": ["vps-starter"] }))),
            at("an object for a text", "plan", "invalid", text(json!({ "plan": {} }))),
            at("null for a text", "plan", "invalid", text(json!({ "plan": null }))),
            at("a text for a list", "addons", "invalid", text(json!({ "addons": "ssl-standard" }))),
            at("a list of numbers", "addons[0]", "invalid", text(json!({ "addons": [1] }))),
            at("null for a list", "addons", "invalid", text(json!({ "addons": null }))),
            at("an unknown cycle", "cycle", "invalid", text(json!({ "cycle": "hourly" }))),
            at("a cycle in capitals", "cycle", "invalid", text(json!({ "cycle": "Monthly" }))),
            at("a number for a cycle", "cycle", "invalid", text(json!({ "cycle": 1 }))),
            at(
                "an unknown method",
                "payment_method",
                "invalid",
                text(json!({ "payment_method": "paypal" })),
            ),
            at(
                "no total",
                "expected_total",
                "required",
                crate::world::without(order_body(), "expected_total").to_string(),
            ),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_over_a_mebibyte_are_not_read() {
    let world = World::new().await;
    let huge = format!("{{\"notes\":\"{}\"}}", "x".repeat(1 << 20));
    let too_large = |bad: Bad| bad.gives(413, "body_too_large");
    let staff = |what: &str, path: String| {
        let bad = Bad::new(what, Who::Boss, Method::POST, path).bytes(huge.clone());
        too_large(bad.header("content-type", "application/json").header("idempotency-key", "huge"))
    };
    let json = Some("application/json");
    refuse_all(
        &world,
        7,
        vec![
            too_large(order("over the limit", json, huge.clone())),
            too_large(order("over the limit in pieces", json, huge.clone()).chunked()),
            too_large(order("ten mebibytes of spaces", json, vec![b' '; 10 << 20]).chunked()),
            too_large(
                order("a length that is a lie", json, "{}").header("content-length", "1048577"),
            ),
            staff(
                "a huge payment",
                format!("/api/v1/admin/orders/{}/payments", world.anas.unpaid_order),
            ),
            staff(
                "a huge dialog",
                format!("/api/v1/admin/orders/{}/provision", world.anas.paid_order),
            ),
            too_large(
                Bad::new("a huge sign-in", Who::Nobody, Method::POST, "/api/v1/auth/login")
                    .bytes(huge.clone())
                    .header("content-type", "application/json"),
            ),
            too_large(
                Bad::new(
                    "a huge body where it may be left out",
                    Who::Ana,
                    Method::POST,
                    format!("{ORDERS}/{}/cancel", world.anas.unpaid_order),
                )
                .bytes(huge.clone())
                .header("content-type", "application/json"),
            ),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_takes_a_field_it_does_not_know() {
    let world = World::new().await;
    let mut entries = Vec::new();
    for op in crate::ops::all().into_iter().filter(|op| op.has_body) {
        let who = if op.is_staff() { Who::Boss } else { Who::Ana };
        let body = with(crate::samples::body(&op, &world), &json!({ "no_such_field": 1 }));
        let bad = Bad::new(op.name(), who, op.method.clone(), op.path(&world)).json(&body);
        let bad = if op.idempotent { bad.header("idempotency-key", "unknown") } else { bad };
        entries.push(bad.names("no_such_field", "unknown_field"));
    }
    refuse_all(&world, 24, entries).await;
}
