//! Every operation of the document, asked by everybody who may not.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use kn_testkit::TestApp;
use serde_json::{Value, json};

use crate::needs::{self, NEEDS, Need};
use crate::ops::{self, Op};
use crate::samples;
use crate::world::{World, assert_problem};

/// Ids of the right kind that nobody has.
const NOBODYS: &str = "01kq2r8v5xe0da9zt3h7wm4cnb";

fn public_routes() -> BTreeMap<String, u16> {
    let lines = include_str!("public_routes.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, status) = line.rsplit_once(' ').expect("method, path and status");
            (name.to_owned(), status.parse().expect("a status"))
        })
        .collect()
}

#[test]
fn every_operation_has_its_need_written_down() {
    let documented: BTreeSet<String> = ops::all().into_iter().map(|op| op.id).collect();
    let written: BTreeSet<String> = NEEDS.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(documented, written, "openapi.json and needs.rs list the same operations");
    assert_eq!(written.len(), NEEDS.len(), "each once");
}

#[test]
fn what_the_document_calls_open_is_what_the_list_of_public_routes_says() {
    let open: BTreeSet<String> = ops::all().iter().filter(|op| op.is_open).map(Op::name).collect();
    let mut listed: BTreeSet<String> = public_routes().into_keys().collect();
    // Documented with sign-in, because only who is signed in has anything to end.
    assert!(listed.remove("POST /api/v1/auth/logout"));
    assert_eq!(open, listed);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_asked_to_sign_in_everywhere_but_on_the_listed_routes() {
    let world = World::new().await;
    let public = public_routes();
    let before = world.t.row_counts().await;
    for op in ops::all() {
        let name = op.name();
        if let Some(status) = public.get(&name) {
            assert!(matches!(needs::of(&op.id), Need::Nobody), "{name}");
            if op.id != "auth_register" && op.id != "auth_login" {
                assert_eq!(op.ask(&world, &world.client).await.status.as_u16(), *status, "{name}");
            }
            continue;
        }
        let answer = op.ask(&world, &world.client).await;
        assert_problem(&name, &answer, 401, "unauthenticated");
        assert!(answer.headers.contains_key("www-authenticate"), "{name}");
        world.assert_tells_nothing(&name, &answer);
    }
    assert_eq!(world.t.row_counts().await, before, "strangers change nothing");
    for (name, status) in
        public.iter().filter(|(name, _)| name.contains("login") || name.contains("register"))
    {
        let op = ops::all().into_iter().find(|op| op.name() == *name).expect("an operation");
        assert_eq!(op.ask(&world, &world.client).await.status.as_u16(), *status, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_ours_or_has_ended_opens_nothing() {
    let world = World::new().await;
    let good = &world.ana.token;
    let parts: Vec<&str> = good.split('.').collect();
    let (head, claims, mac) = (parts[0], parts[1], parts[2]);
    // {"alg":"none","typ":"at+jwt"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{claims}.");
    let flipped: String = mac.chars().rev().collect();
    let ended = world.t.sign_in(&world.ana.email).await;
    world
        .client
        .as_person(Some(&ended))
        .send(Method::POST, "/api/v1/auth/logout", &[], None)
        .await
        .expect(204);
    let tokens = [
        "",
        "x",
        "null",
        &unsigned,
        &format!("{head}.{claims}.{flipped}"),
        &format!("{head}.{claims}"),
        &ended.token,
    ];
    let before = world.t.row_counts().await;
    for op in ops::all().iter().filter(|op| !matches!(needs::of(&op.id), Need::Nobody)) {
        for token in tokens {
            let forged = kn_testkit::Person { token: token.to_owned(), ..world.ana.clone() };
            let answer = op.ask(&world, &world.client.as_person(Some(&forged))).await;
            let code = if token == ended.token { "session_expired" } else { "unauthenticated" };
            assert_problem(&op.name(), &answer, 401, code);
        }
    }
    assert_eq!(world.t.row_counts().await, before);
    world.as_ana().get("/api/v1/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_kept_out_of_every_staff_operation() {
    let world = World::new().await;
    let before = world.t.row_counts().await;
    let mut walked = 0;
    for op in ops::all().into_iter().filter(Op::is_staff) {
        for client in [world.as_eve(), world.as_ana()] {
            let answer = op.ask(&world, &client).await;
            assert_problem(&op.name(), &answer, 403, "forbidden");
            world.assert_tells_nothing(&op.name(), &answer);
        }
        walked += 1;
    }
    assert!(walked >= 37, "only {walked} staff operations were found");
    assert_eq!(world.t.row_counts().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_ids_answer_as_ids_that_nobody_has() {
    let world = World::new().await;
    let before = world.t.row_counts().await;
    let mut walked = 0;
    for op in ops::all().into_iter().filter(|op| op.has_id() && !op.is_staff()) {
        let foreign = op.path(&world);
        let id = samples::id(&op, &world);
        let prefix = id.split('_').next().unwrap_or_default();
        let nobodys = foreign.replace(&id, &format!("{prefix}_{NOBODYS}"));
        // Staff in the customer area are customers, too.
        for client in [world.as_eve(), world.as_boss()] {
            let refused = op.ask(&world, &client).await;
            world.assert_tells_nothing(&op.name(), &refused);
            let refused = assert_problem(&op.name(), &refused, 404, "not_found");
            let unknown = op.ask_at(&world, &client, &nobodys).await;
            let unknown = assert_problem(&op.name(), &unknown, 404, "not_found");
            let plain = |mut problem: Value| {
                problem["request_id"] = json!("");
                problem
            };
            assert_eq!(
                plain(refused),
                plain(unknown),
                "{}: the two cannot be told apart",
                op.name()
            );
        }
        walked += 1;
    }
    assert!(walked >= 10, "only {walked} operations with an id were found");
    assert_eq!(world.t.row_counts().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_pages_show_only_what_is_the_callers() {
    let world = World::new().await;
    for op in ops::all()
        .into_iter()
        .filter(|op| op.method == Method::GET && !op.is_staff() && !op.has_id())
    {
        let answer = op.ask(&world, &world.as_eve()).await.expect(200);
        world.assert_tells_nothing(&op.name(), &answer);
    }
    for q in ["ana", crate::world::HOSTNAME, crate::world::ADDRESS, "%25", "KN-1"] {
        for list in ["orders", "services", "invoices"] {
            let answer =
                world.as_eve().get(&format!("/api/v1/{list}?q={q}&total=true")).await.expect(200);
            world.assert_tells_nothing(list, &answer);
        }
    }
    let mine = world.as_ana().get("/api/v1/orders?total=true").await.expect(200).json();
    assert_eq!(mine["total"], json!(3), "the markers are there for their owner");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_one_does_not_belong_to_cannot_be_named() {
    let world = World::new().await;
    let before = world.t.row_counts().await;
    for client in [
        world.as_eve().acting_for(world.ana.account),
        world.as_boss().acting_for(world.ana.account),
    ] {
        for op in ops::all().iter().filter(|op| !matches!(needs::of(&op.id), Need::Nobody)) {
            let answer = op.ask(&world, &client).await;
            assert_problem(&op.name(), &answer, 403, "forbidden");
            world.assert_tells_nothing(&op.name(), &answer);
        }
    }
    let switch = json!({ "account": world.ana.account.to_string() });
    let answer = world.as_eve().post("/api/v1/me/active-account", &switch).await;
    assert!([403, 404].contains(&answer.status.as_u16()), "{}", answer.status);
    world.assert_tells_nothing("switching to a foreign account", &answer);
    assert_eq!(world.t.row_counts().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_in_a_body_or_a_filter_must_be_the_users() {
    let world = World::new().await;
    let before = world.t.row_counts().await;
    let eve = world.eve.user;
    let adjust = json!({
        "account": world.ana.account.to_string(), "amount": { "amount": 100, "currency": "USD" }, "reason": "goodwill",
    });
    let path = format!("/api/v1/admin/users/{eve}/wallet-adjustments");
    let answer = world.as_boss().post_once(&path, "nested", &adjust).await;
    assert_problem("an adjustment", &answer, 404, "not_found");
    for list in ["orders", "services", "invoices", "transactions"] {
        let path = format!("/api/v1/admin/users/{eve}/{list}?account={}", world.ana.account);
        let answer = world.as_boss().get(&path).await;
        assert_problem(list, &answer, 404, "not_found");
        world.assert_tells_nothing(list, &answer);
    }
    assert_eq!(world.t.row_counts().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_user_is_out_at_once() {
    let t = TestApp::new().await;
    let (boss, ana) = (t.owner().await, t.customer("Ana Petrova").await);
    let client = t.client();
    client.as_person(Some(&ana)).get("/api/v1/me").await.expect(200);
    let path = format!("/api/v1/admin/users/{}", ana.user);
    let body = json!({ "disabled": true });
    client.as_person(Some(&boss)).send(Method::PATCH, &path, &[], Some(&body)).await.expect(200);
    let answer = client.as_person(Some(&ana)).get("/api/v1/me").await;
    assert_problem("a disabled user", &answer, 401, "session_expired");
}
