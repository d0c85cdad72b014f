//! Ids in paths and parameters of lists that are not what they should be.

use axum::http::Method;
use kn_core::page::{Cursor, Sort};
use serde_json::json;

use super::{Bad, Who, refuse_all};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_cannot_be_ids_are_not_found() {
    let world = World::new().await;
    let real = &world.anas.paid_order;
    let suffix = real.trim_start_matches("ord_").to_owned();
    let (cut, longer) = (&real[..real.len() - 1], format!("{real}0"));
    let ids = [
        real.to_uppercase(),
        suffix.clone(),
        format!("inv_{suffix}"),
        format!("ord-{suffix}"),
        format!("ord__{suffix}"),
        cut.to_owned(),
        longer,
        "ord_".to_owned(),
        "ord_zzzzzzzzzzzzzzzzzzzzzzzzzz".to_owned(),
        "ord_iiiiiiiiiiiiiiiiiiiiiiiiii".to_owned(),
        "1".to_owned(),
        "-1".to_owned(),
        "null".to_owned(),
        "*".to_owned(),
        "%00".to_owned(),
        "%0d%0aSet-Cookie:a=b".to_owned(),
        "..%2f..%2fetc%2fpasswd".to_owned(),
        "1%20OR%201=1".to_owned(),
        "%E2%80%AE".to_owned(),
        "a".repeat(10_000),
    ];
    let mut entries = Vec::new();
    for id in ids {
        for (who, list) in [(Who::Ana, "/api/v1/orders"), (Who::Boss, "/api/v1/admin/orders")] {
            entries.push(Bad::get(format!("{list}/{id}"), who).gives(404, "not_found"));
        }
    }
    for (who, path) in [
        (Who::Ana, format!("/api/v1/services/{real}")),
        (Who::Ana, format!("/api/v1/invoices/{real}")),
        (Who::Ana, format!("/api/v1/invoices/{real}/pdf")),
        (Who::Boss, format!("/api/v1/admin/users/{}", world.ana.account)),
        (Who::Nobody, "/api/v1/catalog/plans/no-such-plan".to_owned()),
        (Who::Nobody, "/api/v1/catalog/plans/%00".to_owned()),
        (Who::Nobody, format!("/api/v1/catalog/plans/{}", "p".repeat(10_000))),
    ] {
        entries.push(Bad::get(path, who).gives(404, "not_found"));
    }
    refuse_all(&world, 47, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_of_lists_are_named_when_wrong() {
    let world = World::new().await;
    let mut entries = Vec::new();
    let common = [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=1e1", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("cursor=zzz", "cursor"),
        ("cursor=bm90IG91cnM", "cursor"),
        // {"v":2,"s":"-placed_at","k":[]}
        ("cursor=eyJ2IjoyLCJzIjoiLXBsYWNlZF9hdCIsImsiOltdfQ", "cursor"),
        ("sort=id;drop%20table%20orders", "sort"),
        ("sort=--created_at", "sort"),
        ("total=maybe", "total"),
        ("q=%00", "q"),
        ("q=a%E2%80%AEb", "q"),
    ];
    for list in
        ["/api/v1/orders", "/api/v1/invoices", "/api/v1/services", "/api/v1/wallet/transactions"]
    {
        for (query, field) in common {
            entries.push(Bad::get(format!("{list}?{query}"), Who::Ana).names(field, "invalid"));
        }
        let hidden = format!("{list}?sort=password_hash");
        entries.push(Bad::get(hidden, Who::Ana).names("sort", "unsupported"));
        entries.push(
            Bad::get(format!("{list}?colour=red"), Who::Ana).names("colour", "unknown_field"),
        );
        entries.push(
            Bad::get(format!("{list}?q={}", "q".repeat(2_000)), Who::Ana).names("q", "invalid"),
        );
        entries.push(
            Bad::get(format!("{list}?cursor={}", "A".repeat(4_000)), Who::Ana)
                .names("cursor", "invalid"),
        );
    }
    refuse_all(&world, 72, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_named_when_wrong() {
    let world = World::new().await;
    let user = world.ana.user;
    let statement = format!("/api/v1/admin/users/{user}/transactions");
    let mut entries: Vec<Bad> = [
        ("/api/v1/admin/orders?status=lost".to_owned(), "status"),
        ("/api/v1/admin/orders?payment_status=PAID".to_owned(), "payment_status"),
        ("/api/v1/admin/orders?category=cloud".to_owned(), "category"),
        (format!("/api/v1/admin/orders?account={user}"), "account"),
        ("/api/v1/admin/orders?account=acc_1".to_owned(), "account"),
        ("/api/v1/admin/invoices?overdue=si".to_owned(), "overdue"),
        ("/api/v1/admin/invoices?account=x".to_owned(), "account"),
        ("/api/v1/admin/services?status=%00".to_owned(), "status"),
        ("/api/v1/admin/emails?account=x".to_owned(), "account"),
        ("/api/v1/admin/audit?actor=acc_1".to_owned(), "actor"),
        ("/api/v1/admin/jobs?state=zombie".to_owned(), "state"),
        ("/api/v1/admin/users?role=god".to_owned(), "role"),
        (format!("{statement}?format=xml"), "format"),
        (format!("{statement}?from=2030-02-30"), "from"),
        (format!("{statement}?to=tomorrow"), "to"),
        (format!("{statement}?kind=theft"), "kind"),
        (format!("{statement}?account=srv_1"), "account"),
    ]
    .into_iter()
    .map(|(path, field)| Bad::get(path, Who::Boss).names(field, "invalid"))
    .collect();
    entries.push(
        Bad::get("/api/v1/catalog/plans?category=moon", Who::Nobody).names("category", "invalid"),
    );
    entries.push(
        Bad::get("/api/v1/catalog/plans?limit=1", Who::Nobody).names("limit", "unknown_field"),
    );
    for header in ["x", "usr_1", "acc_", "acc_ACC"] {
        let bad = Bad::new(format!("X-KN-Account: {header}"), Who::Ana, Method::GET, "/api/v1/me");
        entries.push(bad.header("x-kn-account", header).names("X-KN-Account", "invalid"));
    }
    refuse_all(&world, 23, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_cursor_is_no_cursor() {
    let world = World::new().await;
    let id = json!("01890a5d-ac96-774b-bcce-b302099a8057");
    let forged = [
        vec![],
        vec![json!(null)],
        vec![id.clone()],
        vec![json!("\0"), id.clone()],
        vec![json!("x"), id.clone()],
        vec![json!(true), id.clone()],
        vec![json!(1.5), id.clone()],
        vec![json!(i64::MAX), id.clone()],
        vec![json!(i64::MIN), id.clone()],
        vec![json!(1), json!("\0")],
        vec![json!(1), json!("1 OR 1=1")],
        vec![json!(1), json!(1)],
        vec![json!(1), id.clone(), id],
    ];
    let lists = ["/api/v1/orders", "/api/v1/invoices", "/api/v1/services"];
    let mut entries = Vec::new();
    for list in lists {
        let sort = Sort::descending("created_at");
        for values in &forged {
            let cursor = Cursor::new(&sort, values.clone()).encode();
            let bad = Bad::get(format!("{list}?sort=-created_at&cursor={cursor}"), Who::Ana);
            entries.push(bad.names("cursor", "invalid"));
        }
        let other = Cursor::new(&Sort::ascending("total"), vec![json!(1), json!("x")]).encode();
        let bad = Bad::get(format!("{list}?sort=-created_at&cursor={other}"), Who::Ana);
        entries.push(bad.names("cursor", "invalid"));
    }
    refuse_all(&world, 42, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_parameter_brings_a_nul_to_the_database() {
    let world = World::new().await;
    let entries = [
        (Who::Ana, "/api/v1/services?datacenter=a%00", "datacenter"),
        (Who::Boss, "/api/v1/admin/services?datacenter=%00b", "datacenter"),
        (Who::Boss, "/api/v1/admin/audit?action=%00", "action"),
        (Who::Boss, "/api/v1/admin/audit?subject_kind=%00", "subject_kind"),
        (Who::Boss, "/api/v1/admin/audit?subject_id=%00", "subject_id"),
        (Who::Boss, "/api/v1/admin/jobs?kind=%00", "kind"),
        (Who::Boss, "/api/v1/admin/users?q=%00", "q"),
    ];
    let entries = entries.map(|(who, path, field)| Bad::get(path, who).names(field, "invalid"));
    refuse_all(&world, 7, entries.into()).await;
}
