//! The same request sent twice happens once, whatever happens to the client in between.

use std::collections::BTreeSet;

use axum::http::Method;
use futures::future::join_all;
use serde_json::json;

use crate::world::{World, order_body, provision_body, text, with};

const ORDERS: &str = "/api/v1/orders";

async fn number_of_orders(world: &World) -> u64 {
    let list = world.as_ana().get("/api/v1/orders?total=true&limit=100").await.expect(200).json();
    list["total"].as_u64().expect("a total")
}

async fn balance(world: &World) -> i64 {
    let wallet = world.as_ana().get("/api/v1/wallet").await.expect(200).json();
    wallet["balance"]["amount"].as_i64().expect("an amount")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_order_is_answered_byte_for_byte() {
    let world = World::new().await;
    let ana = world.as_ana();
    let first = ana.post_once(ORDERS, "once", &order_body()).await.expect(201);
    let counts = world.t.row_counts().await;
    let again = ana.post_once(ORDERS, "once", &order_body()).await.expect(201);
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(first.headers.get("location"), again.headers.get("location"));
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(
        again.headers.get("idempotency-replayed").map(|v| v.as_bytes()),
        Some(b"true".as_slice())
    );
    assert_eq!(world.t.row_counts().await, counts);
    let other = with(order_body(), &json!({ "datacenter": "us-west" }));
    assert_eq!(
        ana.post_once(ORDERS, "once", &other).await.expect(422).code(),
        "idempotency_key_reused"
    );
    // The same meaning in another spelling is the same request.
    let request = axum::http::Request::post(ORDERS)
        .header("authorization", format!("Bearer {}", world.ana.token))
        .header("content-type", "application/json")
        .header("idempotency-key", "once");
    let spelled = serde_json::to_string_pretty(&order_body()).expect("JSON");
    let request = request.body(axum::body::Body::from(spelled)).expect("a request");
    assert_eq!(ana.raw(request).await.expect(201).bytes, first.bytes);
    assert_eq!(world.t.row_counts().await, counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_with_a_key_replays_its_answer() {
    let world = World::new().await;
    let ops: Vec<_> = crate::ops::all().into_iter().filter(|op| op.idempotent).collect();
    assert!(ops.len() >= 7);
    let mut late = 0;
    for op in ops {
        let client = if op.is_staff() { world.as_boss() } else { world.as_ana() };
        let first = op.ask(&world, &client).await;
        if first.status.as_u16() == 409 {
            // These three pay the same document, and only the first of them can.
            let rivals =
                ["admin_order_record_payment", "admin_invoice_record_payment", "invoice_pay"];
            assert!(rivals.contains(&op.id.as_str()), "{}", op.name());
            late += 1;
            continue;
        }
        assert!(first.status.is_success(), "{}: {}", op.name(), first.status);
        let counts = world.t.row_counts().await;
        let again = op.ask(&world, &client).await;
        assert_eq!((again.status, &again.bytes), (first.status, &first.bytes), "{}", op.name());
        assert!(again.headers.contains_key("idempotency-replayed"), "{}", op.name());
        assert_eq!(world.t.row_counts().await, counts, "{}", op.name());
    }
    assert_eq!(late, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_its_user_account_and_route() {
    let world = World::new().await;
    let first = world.as_ana().post_once(ORDERS, "shared", &order_body()).await.expect(201).json();
    let other = world.as_eve().post_once(ORDERS, "shared", &order_body()).await.expect(201).json();
    assert_ne!(first["id"], other["id"], "another user's key is another key");
    world.assert_tells_nothing("eve's order", &world.as_eve().get(ORDERS).await.expect(200));
    world.t.join(&world.eve, world.ana.account, kn_app::identity::MembershipRole::Billing).await;
    let member = world.as_eve().acting_for(world.ana.account);
    let third = member.post_once(ORDERS, "shared", &order_body()).await.expect(201).json();
    assert_ne!(third["id"], other["id"], "the same user's key for another account is another key");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_uses_its_key_up_for_nothing() {
    let world = World::new().await;
    let dear = json!({ "plan": "dedicated-pro", "cycle": "yearly", "expected_total": { "amount": 199_999, "currency": "USD" } });
    let dear = with(order_body(), &dear);
    world.as_ana().post_once(ORDERS, "later", &dear).await.expect(402);
    world.t.fund(&world.ana, 300_000).await;
    world.as_ana().post_once(ORDERS, "later", &dear).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_at_once_with_one_key_are_one_order() {
    let world = World::new().await;
    let (orders, funds) = (number_of_orders(&world).await, balance(&world).await);
    let ana = world.as_ana();
    let (once, body) = (ORDERS, order_body());
    let answers = join_all((0..32).map(|_| ana.post_once(once, "crowd", &body))).await;
    let ids: BTreeSet<String> = answers
        .iter()
        .map(|answer| {
            // A rival that cannot wait any longer says so; it never does the work again.
            assert!([201, 409].contains(&answer.status.as_u16()), "{}", answer.status);
            if answer.status == 409 {
                assert_eq!(answer.code(), "idempotency_in_progress");
                return String::new();
            }
            text(&answer.json(), "/id")
        })
        .filter(|id| !id.is_empty())
        .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    let fresh = answers
        .iter()
        .filter(|a| a.status == 201 && !a.headers.contains_key("idempotency-replayed"));
    assert_eq!(fresh.count(), 1, "exactly one of them did it");
    assert_eq!(number_of_orders(&world).await, orders + 1);
    assert_eq!(balance(&world).await, funds - 599);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_leaves_all_or_nothing_and_may_ask_again() {
    let world = World::new().await;
    let (orders, funds) = (number_of_orders(&world).await, balance(&world).await);
    let ana = world.as_ana();
    let (mut cut_short, rounds) = (0, 24u64);
    for polls in 0..rounds {
        let (key, body) = (format!("gone-{polls}"), order_body());
        let mut request = Box::pin(ana.post_once(ORDERS, &key, &body));
        let mut answered = false;
        for _ in 0..=polls {
            if futures::poll!(&mut request).is_ready() {
                answered = true;
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(request);
        cut_short += u64::from(!answered);
        let retry = ana.post_once(ORDERS, &key, &body).await.expect(201).json();
        ana.get(&format!("{ORDERS}/{}", text(&retry, "/id"))).await.expect(200);
        assert_eq!(
            number_of_orders(&world).await,
            orders + polls + 1,
            "one order for each key, after {polls} polls"
        );
    }
    assert!(cut_short >= 8, "only {cut_short} requests were cut short");
    let cost = 599 * i64::try_from(rounds).expect("a small number");
    assert_eq!(balance(&world).await, funds - cost);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_cannot_both_provision_one_order() {
    let world = World::new().await;
    let rivals = [world.as_boss(), world.client.as_person(Some(&world.t.owner().await))];
    let path = format!("/api/v1/admin/orders/{}/provision", world.anas.paid_order);
    let dialogs = [provision_body("203.0.113.81"), provision_body("203.0.113.82")];
    let race = rivals.iter().zip(["first", "second"]).zip(&dialogs);
    let answers =
        join_all(race.map(|((client, key), dialog)| client.post_once(&path, key, dialog))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let lost = answers.iter().find(|answer| answer.status == 409).expect("a loser");
    crate::world::assert_problem("the slower colleague", lost, 409, "conflict");
    let order = world
        .as_boss()
        .get(&format!("/api/v1/admin/orders/{}", world.anas.paid_order))
        .await
        .expect(200)
        .json();
    assert_eq!(order["status"], json!("active"));
    let services = world.as_ana().get("/api/v1/services?total=true").await.expect(200).json();
    assert_eq!(services["total"], json!(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_cancelled_or_paid_but_never_both() {
    let world = World::new().await;
    let funds = balance(&world).await;
    let (order, invoice) = (&world.anas.unpaid_order, &world.anas.unpaid_invoice);
    let (ana, boss) = (world.as_ana(), world.as_boss());
    let (cancel, pay) =
        (format!("{ORDERS}/{order}/cancel"), format!("/api/v1/invoices/{invoice}/pay"));
    let patch = format!("/api/v1/admin/orders/{order}");
    let (nothing, by_wallet, cancelled) =
        (json!({}), json!({ "method": "wallet" }), json!({ "status": "cancelled" }));
    let (a, b, c) = tokio::join!(
        ana.post(&cancel, &nothing),
        ana.post_once(&pay, "pay", &by_wallet),
        boss.send(Method::PATCH, &patch, &[], Some(&cancelled)),
    );
    let (cancels, paid) = ([a.status.as_u16(), c.status.as_u16()], b.status.as_u16());
    let now = boss.get(&patch).await.expect(200).json();
    let taken = funds - balance(&world).await;
    match now["payment_status"].as_str() {
        Some("paid") => assert_eq!((paid, taken), (200, 599), "{cancels:?} {now}"),
        _ => {
            assert_eq!(
                (now["status"].as_str(), paid, taken),
                (Some("cancelled"), 409, 0),
                "{cancels:?}"
            );
            assert!(cancels.contains(&200));
        }
    }
}
