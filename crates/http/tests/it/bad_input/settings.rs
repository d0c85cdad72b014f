//! Settings that would spoil documents, mails or pages.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::ops;
use crate::samples;
use crate::world::{World, payment_settings, with};

/// The sample of a section with some of its value changed.
fn value(world: &World, section: &str, changes: &Value) -> Value {
    let id = format!("admin_{section}_settings_put");
    let op = ops::all().into_iter().find(|op| op.id == id).expect("a section");
    let sample = samples::body(&op, world);
    let changed = with(sample.get("value").cloned().expect("a value"), changes);
    with(sample, &json!({ "value": changed }))
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_checked_field_by_field() {
    let world = World::new().await;
    let put = |what: &str, section: &str, body: &Value| {
        Bad::new(what, Who::Boss, Method::PUT, format!("/api/v1/admin/settings/{section}"))
            .json(body)
    };
    let set = |what: &str, section: &str, changes: Value| {
        put(what, section, &value(&world, section, &changes))
    };
    let bank = payment_settings()["value"]["bank_accounts"][0].clone();
    let banks = |changes: Value| json!({ "bank_accounts": [with(bank.clone(), &changes)] });
    let smtp = |changes: Value| {
        let base = json!({ "host": "mail.example.com", "port": 587, "security": "starttls", "username": "" });
        json!({ "transport": "smtp", "smtp": with(base, &changes) })
    };
    let many: Vec<Value> = (0..21).map(|_| bank.clone()).collect();
    refuse_all(&world, 30, vec![
        set("no legal name", "company", json!({ "legal_name": "" })).names("legal_name", "required"),
        set("seven address lines", "company", json!({ "address_lines": ["1", "2", "3", "4", "5", "6", "7"] })).names("address_lines", "too_long"),
        set("an address line with a bell", "company", json!({ "address_lines": ["a\u{7}"] })).names("address_lines.0", "invalid"),
        set("a country of three letters", "company", json!({ "country": "DEU" })).names("country", "invalid"),
        set("a bad address", "company", json!({ "email": "nobody" })).names("email", "invalid"),
        set("a plain website", "company", json!({ "website": "http://example.com" })).names("website", "invalid"),
        set("a script as website", "company", json!({ "website": "javascript:alert(1)" })).names("website", "invalid"),
        set("a prefix in small letters", "company", json!({ "number_prefix": "inv" })).names("number_prefix", "invalid"),
        set("two digits", "company", json!({ "number_padding": 2 })).names("number_padding", "out_of_range"),
        set("300 digits", "company", json!({ "number_padding": 300 })).names("value.number_padding", "invalid"),
        set("minus one digit", "company", json!({ "number_padding": -1 })).names("value.number_padding", "invalid"),
        set("an unknown field", "company", json!({ "logo": "x" })).names("value.logo", "unknown_field"),
        set("no brand", "branding", json!({ "name": " " })).names("name", "required"),
        set("a turned brand", "branding", json!({ "name": "a\u{202e}b" })).names("name", "invalid"),
        set("a colour by name", "branding", json!({ "accent": "red" })).names("accent", "invalid"),
        set("a pale colour", "branding", json!({ "accent": "#ffffff" })).names("accent", "out_of_range"),
        set("a colour with CSS", "branding", json!({ "accent": "#fff;}*{" })).names("accent", "invalid"),
        set("a long tagline", "branding", json!({ "tagline": "t".repeat(121) })).names("tagline", "invalid"),
        set("no bank account", "payments", json!({ "bank_accounts": [] })).names("bank_accounts", "required"),
        set("21 bank accounts", "payments", json!({ "bank_accounts": many })).names("bank_accounts", "too_long"),
        set("a bank without name", "payments", banks(json!({ "bank": "" }))).names("bank_accounts.0.bank", "required"),
        set("an account number with a line break", "payments", banks(json!({ "account_number": "1\n2" }))).names("bank_accounts.0.account_number", "invalid"),
        set("a currency by sign", "payments", banks(json!({ "currency": "$" }))).names("bank_accounts.0.currency", "invalid"),
        set("no crypto address", "payments", json!({ "crypto_addresses": [] })).names("crypto_addresses", "required"),
        set("a crypto address with a space", "payments", json!({ "crypto_addresses": [{ "asset": "BTC", "network": "Bitcoin", "address": "bc1 x" }] }))
            .names("crypto_addresses.0.address", "invalid"),
        set("no mail server", "email", smtp(json!({ "host": "" }))).names("smtp.host", "required"),
        set("mail port 0", "email", smtp(json!({ "port": 0 }))).names("smtp.port", "out_of_range"),
        set("mail port 65536", "email", smtp(json!({ "port": 65_536 }))).names("value.smtp.port", "invalid"),
        set("an unknown transport", "email", json!({ "transport": "pigeon" })).names("value.transport", "invalid"),
        set("a sender with a line break", "email", json!({ "from_name": "a\r\nBcc: b@c.example" })).names("from_name", "invalid"),
        put("no value", "branding", &json!({})).names("value", "required"),
        put("an unknown secret", "email", &with(value(&world, "email", &json!({})), &json!({ "secrets": { "root": "x" } }))).names("secrets.root", "unknown_field"),
        put("a stale version", "payments", &with(payment_settings(), &json!({ "version": 99 }))).gives(409, "version_conflict"),
        Bad::new("a mail to nobody", Who::Boss, Method::POST, "/api/v1/admin/settings/email/test").json(&json!({ "to": "nobody" })).names("to", "invalid"),
        Bad::new("a mail to two", Who::Boss, Method::POST, "/api/v1/admin/settings/email/test")
            .json(&json!({ "to": "a@b.example\r\nBcc: c@d.example" }))
            .names("to", "invalid"),
    ])
    .await;
}
