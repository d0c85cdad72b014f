//! Orders of what is not sold, does not fit, or is not written as it must be.

use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::world::{World, order_body, with, without};

const ORDERS: &str = "/api/v1/orders";

fn order(what: &str, changes: Value) -> Bad {
    Bad::post(what, Who::Ana, ORDERS, &with(order_body(), &changes))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sold_cannot_be_ordered() {
    let world = World::new().await;
    for (slug, state) in
        [("vps-enterprise", "retired"), ("shared-pro", "hidden"), ("dedicated-pro", "draft")]
    {
        world.t.execute(&format!("UPDATE plans SET state = '{state}' WHERE slug = '{slug}'")).await;
    }
    let plan = |what: &str, slug: &str| {
        order(what, json!({ "plan": slug })).names("plan", "plan_unavailable")
    };
    let mut entries = vec![
        plan("an unknown plan", "vps-gigantic"),
        plan("an empty plan", ""),
        plan("a retired plan", "vps-enterprise"),
        plan("a hidden plan", "shared-pro"),
        plan("a draft", "dedicated-pro"),
        plan("a plan in capitals", "VPS-STARTER"),
        order("a plan with a NUL", json!({ "plan": "vps-starter\0" })).names("plan", "invalid"),
        plan("a plan with SQL", "x' OR '1'='1"),
        plan("a plan with a wildcard", "vps-%"),
        plan("a plan of 900 kB", &"v".repeat(900_000)),
        order("a cycle it is not sold in", json!({ "cycle": "biennial" }))
            .names("cycle", "unsupported"),
        order("half a year", json!({ "cycle": "semiannual" })).names("cycle", "unsupported"),
        order("an unknown system", json!({ "operating_system": "templeos" }))
            .names("operating_system", "invalid"),
        order("an empty system", json!({ "operating_system": "" }))
            .names("operating_system", "invalid"),
        order("no system on a VPS", json!({ "operating_system": null }))
            .names("operating_system", "required"),
        order("an unknown place", json!({ "datacenter": "moon-1" })).names("datacenter", "invalid"),
        order("an empty place", json!({ "datacenter": "" })).names("datacenter", "invalid"),
        Bad::post("no place", Who::Ana, ORDERS, &without(order_body(), "datacenter"))
            .names("datacenter", "required"),
        order("a coupon that is none", json!({ "coupon": "FREE100" })).names("coupon", "invalid"),
        order("a method without an account behind it", json!({ "payment_method": "card" }))
            .names("payment_method", "unsupported"),
        order("a method for staff", json!({ "payment_method": "other" }))
            .names("payment_method", "unsupported"),
    ];
    let quote = |what: &str, changes: Value| {
        let base = json!({ "plan": "vps-starter", "cycle": "monthly" });
        Bad::post(what, Who::Nobody, "/api/v1/quotes", &with(base, &changes))
    };
    entries.extend([
        quote("a quote of a retired plan", json!({ "plan": "vps-enterprise" }))
            .names("plan", "plan_unavailable"),
        quote("a quote of an unknown plan", json!({ "plan": "?" }))
            .names("plan", "plan_unavailable"),
        quote("a quote with two panels", json!({ "addons": ["plesk", "cpanel-whm"] }))
            .names("addons.1", "addon_incompatible"),
        quote("a quote of an unsold cycle", json!({ "cycle": "biennial" }))
            .names("cycle", "unsupported"),
    ]);
    refuse_all(&world, 25, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addons_must_fit() {
    let world = World::new().await;
    let windows = |addon: &str| json!({ "operating_system": "windows-2022", "addons": [addon] });
    let shared = |addon: &str| json!({ "plan": "shared-basic", "operating_system": null, "addons": [addon] });
    let many: Vec<String> = (0..51).map(|_| "ssl-standard".to_owned()).collect();
    let misfit = |what: &str, changes: Value, field: &str| {
        order(what, changes).names(field, "addon_incompatible")
    };
    refuse_all(
        &world,
        11,
        vec![
            misfit("two panels", json!({ "addons": ["cpanel-whm", "plesk"] }), "addons.1"),
            misfit(
                "two panels around another",
                json!({ "addons": ["plesk", "ssl-standard", "cpanel-whm"] }),
                "addons.2",
            ),
            misfit("cPanel on Windows", windows("cpanel-whm"), "addons.0"),
            misfit("cPanel on shared hosting", shared("cpanel-whm"), "addons.0"),
            misfit("Plesk on shared hosting", shared("plesk"), "addons.0"),
            misfit("an address on shared hosting", shared("additional-ipv4"), "addons.0"),
            order("the same twice", json!({ "addons": ["ssl-standard", "ssl-standard"] }))
                .names("addons.1", "invalid"),
            order("an unknown add-on", json!({ "addons": ["rootkit"] }))
                .names("addons.0", "invalid"),
            order("a plan as add-on", json!({ "addons": ["vps-pro"] }))
                .names("addons.0", "invalid"),
            order("an empty add-on", json!({ "addons": [""] })).names("addons.0", "invalid"),
            order("51 add-ons", json!({ "addons": many })).names("addons", "too_long"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostnames_and_notes_are_plain() {
    let world = World::new().await;
    let host = |what: &str, name: &str, code: &'static str| {
        order(what, json!({ "hostname": name })).names("hostname", code)
    };
    let note = |what: &str, text: &str, code: &'static str| {
        order(what, json!({ "notes": text })).names("notes", code)
    };
    let long_label = format!("{}.example.com", "a".repeat(64));
    refuse_all(
        &world,
        24,
        vec![
            host("an underscore", "my_server.example.com", "invalid"),
            host("a space", "my server.example.com", "invalid"),
            host("a hyphen first", "-web.example.com", "invalid"),
            host("a hyphen last", "web-.example.com", "invalid"),
            host("two dots", "web..example.com", "invalid"),
            host("a dot first", ".example.com", "invalid"),
            host("a dot last", "example.com.", "invalid"),
            host("an IPv4 address", "203.0.113.5", "invalid"),
            host("an address in hex", "0x7f000001", "invalid"),
            host("an IPv6 address", "2001:db8::1", "invalid"),
            host("a URL", "https://example.com/", "invalid"),
            host("a wildcard", "*.example.com", "invalid"),
            host("umlauts", "bücher.example", "invalid"),
            host("a look-alike", "exаmple.com", "invalid"),
            host("a NUL", "web\0.example.com", "invalid"),
            host("a line break", "web.example.com\r\nSet-Cookie: a=b", "invalid"),
            host("a text direction", "web\u{202e}.example.com", "invalid"),
            host("a zero-width space", "web\u{200b}.example.com", "invalid"),
            host("a shell", "$(reboot).example.com", "invalid"),
            host("a long label", &long_label, "invalid"),
            host("254 characters", &"a.".repeat(127), "too_long"),
            host("900 kB", &"a".repeat(900_000), "too_long"),
            note("2001 characters", &"n".repeat(2_001), "too_long"),
            note("900 kB of notes", &"n".repeat(900_000), "too_long"),
            note("a NUL in the notes", "please\0hurry", "invalid"),
            note("an escape in the notes", "please \u{1b}[31mhurry", "invalid"),
            note("a bell in the notes", "\u{7}", "invalid"),
            note("a turned text in the notes", "invoice \u{202e}gpj.exe", "invalid"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_faults_of_an_order_are_told_at_once() {
    let world = World::new().await;
    let body = with(
        order_body(),
        &json!({
            "plan": "?", "datacenter": "?", "operating_system": "?", "hostname": "_", "notes": "\u{7}", "addons": ["?"],
            "coupon": "X", "payment_method": "card",
        }),
    );
    let answer = world.as_ana().post_once(ORDERS, "all", &body).await.expect(422).json();
    let fields: Vec<&str> = answer["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .filter_map(|f| f["field"].as_str())
        .collect();
    for field in [
        "plan",
        "datacenter",
        "operating_system",
        "hostname",
        "notes",
        "addons.0",
        "coupon",
        "payment_method",
    ] {
        assert!(fields.contains(&field), "{field} is among {fields:?}");
    }
}
