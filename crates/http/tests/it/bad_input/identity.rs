//! Registration, sign-in and profile with what must not be stored.

use axum::http::Method;
use kn_testkit::PASSWORD;
use serde_json::{Value, json};

use super::{Bad, Who, refuse_all};
use crate::world::{World, with, without};

const REGISTER: &str = "/api/v1/auth/register";

fn registration() -> Value {
    json!({
        "email": "new.person@customer.example", "password": PASSWORD, "full_name": "New Person", "accept_terms": true,
        "transport": "bearer",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn registrations_are_checked_field_by_field() {
    let world = World::new().await;
    let join = |what: &str, changes: Value| {
        Bad::post(what, Who::Nobody, REGISTER, &with(registration(), &changes))
    };
    let email = |what: &str, address: &str, code: &'static str| {
        join(what, json!({ "email": address })).names("email", code)
    };
    let name = |what: &str, text: &str, code: &'static str| {
        join(what, json!({ "full_name": text })).names("full_name", code)
    };
    let pass = |what: &str, text: &str, code: &'static str| {
        join(what, json!({ "password": text })).names("password", code)
    };
    refuse_all(
        &world,
        35,
        vec![
            email("no address", "", "required"),
            email("no @", "nobody", "invalid"),
            email("two @", "a@b@customer.example", "invalid"),
            email("no domain", "a@", "invalid"),
            email("no dot in the domain", "a@localhost", "invalid"),
            email("a name around the address", "Ana <a@customer.example>", "invalid"),
            email("a second recipient", "a@customer.example,b@customer.example", "invalid"),
            email("another header", "a@customer.example\r\nBcc: b@customer.example", "invalid"),
            email("a NUL in the address", "a\0@customer.example", "invalid"),
            email("a turned address", "a\u{202e}@customer.example", "invalid"),
            email(
                "an address of 255 characters",
                &format!("a@{}.example", "b".repeat(250)),
                "too_long",
            ),
            email(
                "an address of 900 kB",
                &format!("{}@customer.example", "a".repeat(900_000)),
                "too_long",
            ),
            join("an address that is taken", json!({ "email": "ANA.petrova@customer.example" }))
                .gives(409, "email_taken"),
            name("a blank name", "  ", "required"),
            name("a long name", &"n".repeat(121), "too_long"),
            name("a name with a NUL", "A\0na", "invalid"),
            name("a name with a line break", "Ana\r\nBcc: x@y.example", "invalid"),
            name("a turned name", "Ana \u{202e}tnuocca", "invalid"),
            name("a name that isolates", "Ana\u{2066}x", "invalid"),
            name("a name of 900 kB", &"n".repeat(900_000), "too_long"),
            pass("a short password", "short7!", "too_short"),
            pass("a long password", &"p".repeat(129), "too_long"),
            pass("a common password", "password123", "weak_password"),
            pass("the address as password", "new.person@customer.example", "weak_password"),
            pass("one letter many times", "aaaaaaaaaaaaaaaa", "weak_password"),
            join("a country of three letters", json!({ "country": "DEU" }))
                .names("country", "invalid"),
            join("a country that is a number", json!({ "country": "12" }))
                .names("country", "invalid"),
            join("terms refused", json!({ "accept_terms": false }))
                .names("accept_terms", "required"),
            join("terms as text", json!({ "accept_terms": "yes" }))
                .names("accept_terms", "invalid"),
            join("a long company", json!({ "company": "c".repeat(121) }))
                .names("company", "too_long"),
            join("a company with a NUL", json!({ "company": "c\0" })).names("company", "invalid"),
            join("a long referral", json!({ "referral_code": "r".repeat(41) }))
                .names("referral_code", "too_long"),
            join("an unknown transport", json!({ "transport": "pigeon" }))
                .names("transport", "invalid"),
            join("a role", json!({ "role": "owner" })).names("role", "unknown_field"),
            join("staff by wish", json!({ "is_staff": true })).names("is_staff", "unknown_field"),
            join("verified by wish", json!({ "email_verified": true }))
                .names("email_verified", "unknown_field"),
            Bad::post("no password", Who::Nobody, REGISTER, &without(registration(), "password"))
                .names("password", "required"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_are_refused_alike() {
    let world = World::new().await;
    let login = |what: &str, email: &str, password: &str| {
        let body = json!({ "email": email, "password": password, "transport": "bearer" });
        let bad = Bad::new(what, Who::Nobody, Method::POST, "/api/v1/auth/login").json(&body);
        bad.gives(401, "invalid_credentials").audited()
    };
    let step_up = |what: &str, body: Value| {
        Bad::new(what, Who::Ana, Method::POST, "/api/v1/auth/step-up").json(&body)
    };
    let change = |what: &str, current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        Bad::new(what, Who::Ana, Method::POST, "/api/v1/me/password").json(&body)
    };
    let ana = world.ana.email.as_str();
    refuse_all(
        &world,
        15,
        vec![
            login("a wrong password", ana, "wrong-horse-battery-9"),
            login("an unknown address", "nobody@customer.example", PASSWORD),
            login("an address that is none", "nobody", PASSWORD),
            login("an empty password", ana, ""),
            login("a password with a bell", ana, &format!("{PASSWORD}\u{7}")),
            Bad::new("a password with a NUL", Who::Nobody, Method::POST, "/api/v1/auth/login")
                .json(&json!({ "email": ana, "password": format!("{PASSWORD}\0") }))
                .header("x-kn-csrf", "1")
                .names("password", "invalid"),
            login("a password with a space", ana, &format!("{PASSWORD} ")),
            login("a password of 900 kB", ana, &"p".repeat(900_000)),
            login("SQL for an address", "' OR 1=1 --", PASSWORD),
            step_up("step-up with another password", json!({ "password": "wrong" }))
                .gives(401, "invalid_credentials")
                .audited(),
            step_up("step-up with nothing", json!({})).names("password", "required"),
            step_up("step-up with a code", json!({ "totp_code": "123456" }))
                .names("totp_code", "unsupported"),
            step_up("step-up with a number", json!({ "password": 12 }))
                .names("password", "invalid"),
            change("another current password", "wrong", "another-horse-battery-10")
                .names("current_password", "invalid")
                .audited(),
            change("a weak new password", PASSWORD, "12345678")
                .names("new_password", "weak_password"),
            change("a short new password", PASSWORD, "x").names("new_password", "too_short"),
            change("a long new password", PASSWORD, &"x".repeat(129))
                .names("new_password", "too_long"),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_hold_plain_text_only() {
    let world = World::new().await;
    let me = |what: &str, changes: Value| {
        Bad::new(what, Who::Ana, Method::PATCH, "/api/v1/me").json(&changes)
    };
    let user = format!("/api/v1/admin/users/{}", world.ana.user);
    let staff = |what: &str, changes: Value| {
        Bad::new(what, Who::Boss, Method::PATCH, user.clone()).json(&changes)
    };
    let account = |what: &str, id: String| {
        Bad::new(what, Who::Ana, Method::POST, "/api/v1/me/active-account")
            .json(&json!({ "account": id }))
    };
    refuse_all(
        &world,
        20,
        vec![
            me("a name with a NUL", json!({ "full_name": "a\0" })).names("full_name", "invalid"),
            me("no name", json!({ "full_name": "" })).names("full_name", "required"),
            me("a long phone", json!({ "phone": "1".repeat(41) })).names("phone", "too_long"),
            me("a phone with a bell", json!({ "phone": "1\u{7}2" })).names("phone", "invalid"),
            me("a bad country", json!({ "country": "Germany" })).names("country", "invalid"),
            me("a bad language", json!({ "locale": "../../etc" })).names("locale", "invalid"),
            me("a bad time zone", json!({ "time_zone": "Mars/Olympus" }))
                .names("time_zone", "invalid"),
            me("a path as time zone", json!({ "time_zone": "../Europe/Berlin" }))
                .names("time_zone", "invalid"),
            me("a long street", json!({ "address": { "line1": "s".repeat(121) } }))
                .names("address.line1", "too_long"),
            me("a street with a line break", json!({ "address": { "line1": "a\nb" } }))
                .names("address.line1", "invalid"),
            me("an unknown line", json!({ "address": { "line3": "x" } }))
                .names("address.line3", "unknown_field"),
            me("a long tax id", json!({ "tax_id": "t".repeat(41) })).names("tax_id", "too_long"),
            me("another address", json!({ "email": "x@customer.example" }))
                .names("email", "unknown_field"),
            me("a list for a name", json!({ "full_name": ["a"] })).names("full_name", "invalid"),
            staff("a name with a NUL, by staff", json!({ "full_name": "a\0" }))
                .names("full_name", "invalid"),
            staff("a long reason", json!({ "reason": "r".repeat(501) }))
                .names("reason", "too_long"),
            staff("yes for true, by staff", json!({ "disabled": "yes" }))
                .names("disabled", "invalid"),
            staff("a password by staff", json!({ "password": PASSWORD }))
                .names("password", "unknown_field"),
            account("a user for an account", world.ana.user.to_string())
                .names("account", "invalid"),
            account("an account that is none", "acc_".to_owned()).names("account", "invalid"),
            account("an account in capitals", world.ana.account.to_string().to_uppercase())
                .names("account", "invalid"),
        ],
    )
    .await;
}
