//! What staff may not type into the provisioning dialog or the correction of a server.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::world::{ADDRESS, World, panel_body, provision_body, with};

const FREE: &str = "203.0.113.90";

#[tokio::test(flavor = "multi_thread")]
async fn the_dialog_takes_only_what_a_server_can_have() {
    let world = World::new().await;
    let path = format!("/api/v1/admin/orders/{}/provision", world.anas.paid_order);
    let go = |what: &str, changes: Value| {
        Bad::post(what, Who::Boss, path.clone(), &with(provision_body(FREE), &changes))
    };
    let ip = |what: &str, address: &str| {
        go(what, json!({ "ip_address": address })).names("ip_address", "invalid")
    };
    let user =
        |what: &str, name: &str| go(what, json!({ "username": name })).names("username", "invalid");
    let mut entries = vec![
        ip("a number too large", "203.0.113.256"),
        ip("three numbers", "203.0.113"),
        ip("leading zeros", "203.000.113.005"),
        ip("an address in hex", "0xCB007105"),
        ip("a port", "203.0.113.5:22"),
        ip("a network", "203.0.113.0/24"),
        ip("loopback", "127.0.0.1"),
        ip("no address", "0.0.0.0"),
        ip("broadcast", "255.255.255.255"),
        ip("multicast", "224.0.0.1"),
        ip("IPv6 loopback", "::1"),
        ip("IPv6 with a zone", "fe80::1%eth0"),
        ip("IPv6 in brackets", "[2001:db8::1]"),
        ip("a name", "server.example.com"),
        ip("a line break", "203.0.113.5\r\nX: y"),
        ip("Arabic digits", "٢٠٣.0.113.5"),
        ip("a kilobyte", &"1".repeat(1_024)),
        user("capitals", "Root"),
        user("a digit first", "1root"),
        user("a command", "root; id"),
        user("a user with a line break", "root\nroot"),
        user("33 characters", &"a".repeat(33)),
        user("a NUL", "ro\0ot"),
        go("no address at all", json!({ "ip_address": "" })).names("ip_address", "invalid"),
        go("no user name", json!({ "username": "" })).names("username", "required"),
        go("no host name", json!({ "hostname": " " })).names("hostname", "required"),
        go("an address as host name", json!({ "hostname": FREE })).names("hostname", "invalid"),
        go("port 0", json!({ "ssh_port": 0 })).names("ssh_port", "out_of_range"),
        go("port 65536", json!({ "ssh_port": 65_536 })).names("ssh_port", "invalid"),
        go("port -1", json!({ "ssh_port": -1 })).names("ssh_port", "invalid"),
        go("port 22.5", json!({ "ssh_port": 22.5 })).names("ssh_port", "invalid"),
        go("a port as text", json!({ "ssh_port": "22" })).names("ssh_port", "invalid"),
        go("a short password", json!({ "password": "1234567" })).names("password", "too_short"),
        go("a long password", json!({ "password": "p".repeat(129) })).names("password", "too_long"),
        go("a password with a NUL", json!({ "password": "secret\0secret" }))
            .names("password", "invalid"),
        go("a password with a line break", json!({ "password": "secret\nsecret" }))
            .names("password", "invalid"),
        go("long notes", json!({ "notes": "n".repeat(2_001) })).names("notes", "too_long"),
        go("yes for true", json!({ "send_email": "yes" })).names("send_email", "invalid"),
        go("a panel that was not ordered", json!({ "control_panel": panel_body() }))
            .names("control_panel", "unsupported"),
        go("an unknown field", json!({ "root": true })).names("root", "unknown_field"),
        go(
            "an unknown field in the panel",
            json!({ "control_panel": with(panel_body(), &json!({ "port": 1 })) }),
        )
        .names("control_panel.port", "unknown_field"),
        go("half a panel", json!({ "control_panel": { "url": "https://p.example.com" } }))
            .names("control_panel.username", "required"),
    ];
    entries.push(go("an address in use", json!({ "ip_address": ADDRESS })).gives(409, "ip_in_use"));
    refuse_all(&world, 43, entries).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_that_cannot_be_provisioned_are_not() {
    let world = World::new().await;
    let things = &world.anas;
    let go = |what: &str, id: &str| {
        Bad::post(
            what,
            Who::Boss,
            format!("/api/v1/admin/orders/{id}/provision"),
            &provision_body(FREE),
        )
    };
    let status = |what: &str, id: &str, status: &str| {
        let path = format!("/api/v1/admin/orders/{id}");
        Bad::new(what, Who::Boss, Method::PATCH, path).json(&json!({ "status": status }))
    };
    refuse_all(
        &world,
        10,
        vec![
            go("an unpaid order", &things.unpaid_order).gives(409, "order_not_paid"),
            go("an order that is done", &things.done_order).gives(409, "conflict"),
            go("a service", &things.service).gives(404, "not_found"),
            go("an invoice", &things.invoice).gives(404, "not_found"),
            status("active by hand", &things.paid_order, "active").gives(409, "conflict"),
            status("back to pending", &things.done_order, "pending")
                .gives(409, "invalid_transition"),
            status("an unknown status", &things.paid_order, "lost").names("status", "invalid"),
            status("a status in capitals", &things.paid_order, "ACTIVE").names("status", "invalid"),
            Bad::new(
                "no status",
                Who::Boss,
                Method::PATCH,
                format!("/api/v1/admin/orders/{}", things.paid_order),
            )
            .json(&json!({}))
            .names("status", "required"),
            Bad::post(
                "a done order cancelled",
                Who::Ana,
                format!("/api/v1/orders/{}/cancel", things.done_order),
                &json!({}),
            )
            .gives(409, "conflict"),
            Bad::post(
                "a paid invoice paid",
                Who::Ana,
                format!("/api/v1/invoices/{}/pay", things.invoice),
                &json!({ "method": "wallet" }),
            )
            .gives(409, "already_paid"),
            Bad::post(
                "a job that is not dead",
                Who::Boss,
                format!("/api/v1/admin/jobs/{}/retry", world.job),
                &json!({}),
            )
            .gives(409, "conflict"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn corrections_of_a_server_are_checked_like_the_dialog() {
    let world = World::new().await;
    let patch = |what: &str, who: Who, changes: Value| {
        let area = if who == Who::Boss { "admin/services" } else { "services" };
        let path = format!("/api/v1/{area}/{}", world.anas.service);
        Bad::new(what, who, Method::PATCH, path).json(&changes)
    };
    let panel = |what: &str, changes: Value| {
        patch(what, Who::Boss, json!({ "control_panel": with(panel_body(), &changes) }))
    };
    let url = |what: &str, address: &str| {
        panel(what, json!({ "url": address })).names("control_panel.url", "invalid")
    };
    refuse_all(
        &world,
        20,
        vec![
            url("a panel without https", "http://panel.example.com"),
            url("a script as panel", "javascript:alert(1)"),
            url("a panel with a login", "https://root:pw@panel.example.com"),
            url("a panel on port 0", "https://panel.example.com:0"),
            url("a panel here", "https://127.0.0.1:2087"),
            url("a panel with markup", "https://panel.example.com/\"><script>"),
            url("a panel without host", "https://"),
            panel(
                "a panel of 301 characters",
                json!({ "url": format!("https://p.example.com/{}", "x".repeat(300)) }),
            )
            .names("control_panel.url", "too_long"),
            panel("a panel user with a space", json!({ "username": "a b" }))
                .names("control_panel.username", "invalid"),
            panel("a short panel password", json!({ "password": "short" }))
                .names("control_panel.password", "too_short"),
            patch("a bad host name", Who::Boss, json!({ "hostname": "a_b" }))
                .names("hostname", "invalid"),
            patch("a bad address", Who::Boss, json!({ "ip_address": "1.2.3" }))
                .names("ip_address", "invalid"),
            patch("a port of 0", Who::Boss, json!({ "ssh_port": 0 }))
                .names("ssh_port", "out_of_range"),
            patch("a user name with a space", Who::Boss, json!({ "username": "a b" }))
                .names("username", "invalid"),
            patch("another status", Who::Boss, json!({ "status": "terminated" }))
                .names("status", "unknown_field"),
            patch("a long label", Who::Ana, json!({ "label": "l".repeat(81) }))
                .names("label", "too_long"),
            patch("a label with a NUL", Who::Ana, json!({ "label": "a\0b" }))
                .names("label", "invalid"),
            patch("a turned label", Who::Ana, json!({ "label": "a\u{202e}b" }))
                .names("label", "invalid"),
            patch("a customer's own address", Who::Ana, json!({ "ip_address": FREE }))
                .names("ip_address", "unknown_field"),
            patch("a text for a switch", Who::Ana, json!({ "auto_renew": "on" }))
                .names("auto_renew", "invalid"),
        ],
    )
    .await;
}
