//! A database that is locked, full or gone: 503 with a time to come back, and nothing half-done.

use kn_testkit::{Answer, Engine, TestApp};
use serde_json::{Value, json};

use crate::world::{World, assert_problem, order_body};

fn assert_come_back(what: &str, answer: &Answer) -> Value {
    let problem = assert_problem(what, answer, 503, &answer.code());
    let wait = answer
        .headers
        .get("retry-after")
        .and_then(|value| value.to_str().ok()?.parse::<u32>().ok());
    assert!(
        wait.is_some_and(|seconds| (1..=60).contains(&seconds)),
        "{what}: {:?}",
        answer.headers
    );
    problem
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_is_busy_and_the_order_does_not_happen() {
    let world = World::new().await;
    let before = world.t.row_counts().await;
    let lock = world.t.lock_out_writers().await;
    let answer = world.as_ana().post_once("/api/v1/orders", "locked", &order_body()).await;
    assert_come_back("a locked database", &answer);
    if world.t.engine() == Engine::Sqlite {
        // Readers go on: they look at the last committed state.
        world.as_ana().get("/api/v1/orders").await.expect(200);
    }
    lock.release().await;
    // What was under way may still finish; the same key makes sure that it is one order.
    let retry =
        world.as_ana().post_once("/api/v1/orders", "locked", &order_body()).await.expect(201);
    let again =
        world.as_ana().post_once("/api/v1/orders", "locked", &order_body()).await.expect(201);
    assert_eq!(retry.bytes, again.bytes);
    let orders = |counts: &std::collections::BTreeSet<(String, i64)>| {
        counts.iter().find(|(name, _)| name == "orders").map(|(_, n)| *n)
    };
    assert_eq!(
        orders(&world.t.row_counts().await),
        orders(&before).map(|n| n + 1),
        "one order in all"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_gone_is_503_on_the_api_while_the_process_lives() {
    let world = World::new().await;
    world.client.get("/readyz").await.expect(200);
    world.as_ana().get("/api/v1/wallet").await.expect(200);
    world.t.db().close().await.expect("closed");
    for (path, client) in [
        ("/api/v1/orders", world.as_ana()),
        ("/api/v1/me", world.as_ana()),
        ("/api/v1/admin/orders", world.as_boss()),
        ("/api/v1/catalog/plans", world.client.clone()),
        ("/api/v1/site", world.client.clone()),
        ("/readyz", world.client.clone()),
    ] {
        assert_come_back(path, &client.get(path).await);
    }
    let order = world.as_ana().post_once("/api/v1/orders", "gone", &order_body()).await;
    assert_come_back("an order", &order);
    let login = json!({ "email": world.ana.email, "password": kn_testkit::PASSWORD, "transport": "bearer" });
    assert_come_back("a sign-in", &world.client.post("/api/v1/auth/login", &login).await);
    world.client.get("/healthz").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_orders_and_the_books_stay_right() {
    let t = TestApp::new().await;
    if t.engine() != Engine::Sqlite {
        return;
    }
    let world = World::in_app(t).await;
    // The writer's connection may not grow the file any more, as on a full disk.
    world.t.execute("PRAGMA max_page_count = 1").await;
    let (mut placed, mut refused) = (Vec::new(), None);
    for n in 0..200 {
        let key = format!("full-{n}");
        let before = world.t.row_counts().await;
        let answer = world.as_eve().post_once("/api/v1/orders", &key, &order_body()).await;
        if answer.status == 201 {
            placed.push(answer.json()["id"].as_str().expect("an id").to_owned());
            continue;
        }
        assert_eq!(world.t.row_counts().await, before, "nothing of the refused order is left");
        refused = Some((key, answer));
        break;
    }
    let (key, answer) = refused.expect("the file is full at last");
    let problem = assert_come_back("a full disk", &answer);
    assert!(!problem.to_string().to_lowercase().contains("sqlite"), "{problem}");
    world.as_eve().get("/api/v1/orders").await.expect(200);
    world.t.execute("PRAGMA max_page_count = 1073741823").await;
    world.as_eve().post_once("/api/v1/orders", &key, &order_body()).await.expect(201);
    for id in placed {
        world.as_eve().get(&format!("/api/v1/orders/{id}")).await.expect(200);
    }
}
