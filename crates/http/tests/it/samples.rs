//! For every operation an id of Ana's and a body that would be accepted.

use kn_testkit::PASSWORD;
use serde_json::{Value, json};

use crate::ops::Op;
use crate::world::{World, order_body, payment_settings, provision_body};

/// The id that stands in the path.
pub(crate) fn id(op: &Op, world: &World) -> String {
    let things = &world.anas;
    let what = op
        .template
        .split("/{id}")
        .next()
        .and_then(|head| head.rsplit('/').next())
        .unwrap_or_default();
    match (what, op.id.as_str()) {
        ("orders", "order_cancel" | "admin_order_record_payment" | "admin_order_update") => {
            things.unpaid_order.clone()
        }
        ("orders", _) => things.paid_order.clone(),
        ("invoices", "invoice_pay" | "admin_invoice_record_payment") => {
            things.unpaid_invoice.clone()
        }
        ("invoices", _) => things.invoice.clone(),
        ("services", _) => things.service.clone(),
        ("users", _) => world.ana.user.to_string(),
        ("jobs", _) => world.job.clone(),
        _ => String::new(),
    }
}

fn payment(world: &World) -> Value {
    json!({
        "method": "bank_transfer", "reference": "WIRE-1", "amount": { "amount": 599, "currency": "USD" },
        "received_on": world.t.app.today(),
    })
}

/// The body; an operation with a body that is not in this list fails the walk.
pub(crate) fn body(op: &Op, world: &World) -> Value {
    match op.id.as_str() {
        "auth_login" => {
            json!({ "email": world.ana.email, "password": PASSWORD, "transport": "bearer" })
        }
        "auth_register" => json!({
            "email": "new.person@customer.example", "password": PASSWORD, "full_name": "New Person",
            "accept_terms": true, "transport": "bearer",
        }),
        "auth_refresh" => json!({ "refresh_token": "not-one-of-ours" }),
        "auth_step_up" => json!({ "password": PASSWORD }),
        "quote_create" => json!({ "plan": "vps-starter", "cycle": "monthly" }),
        "me_update" => json!({ "company": "Walkers Ltd" }),
        "me_set_active_account" => json!({ "account": world.ana.account.to_string() }),
        "me_change_password" => {
            json!({ "current_password": PASSWORD, "new_password": "another-horse-battery-10" })
        }
        "order_create" => order_body(),
        "order_cancel" => json!({ "reason": "changed my mind" }),
        "invoice_pay" => json!({ "method": "wallet" }),
        "service_update" => json!({ "auto_renew": true }),
        "admin_order_update" => json!({ "status": "cancelled", "reason": "walked" }),
        "admin_order_record_payment" | "admin_invoice_record_payment" => payment(world),
        "admin_order_provision" => provision_body("203.0.113.78"),
        "admin_service_update" => json!({ "notes": "Moved to rack 7" }),
        "admin_user_update" => json!({ "phone": "+49 30 1234567" }),
        "admin_user_adjust_wallet" => json!({
            "account": world.ana.account.to_string(), "amount": { "amount": 100, "currency": "USD" }, "reason": "goodwill",
        }),
        "admin_email_settings_test" => json!({ "to": "boss@customer.example" }),
        "admin_payments_settings_put" => payment_settings(),
        "admin_company_settings_put" => json!({ "value": {
            "legal_name": "KloudNests Ltd", "address_lines": ["1 Cloud Street"], "country": "DE", "tax_id": "",
            "email": "", "phone": "", "website": "", "invoice_footer": "", "number_prefix": "INV", "number_padding": 6,
        }}),
        "admin_branding_settings_put" => json!({ "value": {
            "name": "KloudNests", "tagline": "", "browser_title": "KloudNests", "support_email": "", "accent": "#1d4ed8",
        }}),
        "admin_email_settings_put" => json!({ "value": {
            "transport": "environment", "from_name": "", "from_email": "", "reply_to": "",
            "smtp": { "host": "", "port": 587, "security": "starttls", "username": "" },
        }}),
        other => unreachable!("{other} takes a body, but samples.rs has none for it"),
    }
}
