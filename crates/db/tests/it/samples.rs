//! One complete row of every kind; tests change what they are about.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use kn_db::entities::*;
use serde_json::json;
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A fresh id; later ones sort later.
pub(crate) fn id() -> Uuid {
    Uuid::from_u128(
        0x0192_0000_0000_7000_8000_0000_0000_0000
            + u128::from(NEXT.fetch_add(1, Ordering::Relaxed)),
    )
}

/// An instant with microseconds, so that lost precision shows.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(1_893_456_000_123_456).unwrap()
}

pub(crate) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2030, 1, n).unwrap()
}

pub(crate) fn user() -> user::Model {
    let id = id();
    user::Model {
        id,
        email: format!("Ana.{id}@example.test"),
        email_folded: format!("ana.{id}@example.test"),
        full_name: "Ana Petrović".into(),
        password_hash: "$argon2id$…".into(),
        phone: Some("+381 11 123".into()),
        country: Some("RS".into()),
        locale: "en".into(),
        time_zone: "Europe/Belgrade".into(),
        email_verified_at: Some(now()),
        disabled_at: None,
        is_demo: true,
        terms_accepted_at: Some(now()),
        last_seen_at: None,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn account(number: i64, currency: &str) -> account::Model {
    account::Model {
        id: id(),
        number,
        name: "Ana".into(),
        company: Some("Petrović d.o.o.".into()),
        currency: currency.into(),
        billing_email: "billing@example.test".into(),
        address_line1: Some("Knez Mihailova 1".into()),
        address_line2: None,
        city: Some("Beograd".into()),
        region: None,
        postal_code: Some("11000".into()),
        country: Some("RS".into()),
        tax_id: Some("RS123".into()),
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn plan() -> plan::Model {
    let id = id();
    plan::Model {
        id,
        slug: format!("plan-{id}"),
        category: plan::Category::Vps,
        name: "VPS 2".into(),
        description: "Two cores".into(),
        vcpu: Some(2),
        cpu_label: "2 vCPU".into(),
        ram_mb: 4096,
        disk_gb: 80,
        disk_kind: plan::DiskKind::Nvme,
        traffic_gb: None,
        features: json!(["IPv6", "Snapshots"]),
        state: plan::State::Live,
        position: 3,
        driver: "manual".into(),
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn plan_price(plan_id: Uuid, cycle: Cycle) -> plan_price::Model {
    plan_price::Model {
        id: id(),
        plan_id,
        cycle,
        currency: "USD".into(),
        amount: 2_500,
        setup_fee: 0,
        retired_at: None,
        created_at: now(),
    }
}

pub(crate) fn datacenter() -> datacenter::Model {
    let id = id();
    datacenter::Model {
        id,
        slug: format!("dc-{id}"),
        name: "Frankfurt 1".into(),
        city: "Frankfurt".into(),
        country: "DE".into(),
        description: String::new(),
        state: datacenter::State::Active,
        position: 0,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn operating_system() -> operating_system::Model {
    let id = id();
    operating_system::Model {
        id,
        slug: format!("os-{id}"),
        family: operating_system::Family::Linux,
        name: "Debian 13".into(),
        state: operating_system::State::Active,
        position: 1,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn addon() -> addon::Model {
    let id = id();
    addon::Model {
        id,
        slug: format!("addon-{id}"),
        kind: addon::Kind::ControlPanel,
        name: "cPanel/WHM".into(),
        description: String::new(),
        categories: json!(["vps", "dedicated"]),
        os_families: json!(["linux"]),
        state: addon::State::Disabled,
        position: 0,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn addon_price(addon_id: Uuid) -> addon_price::Model {
    addon_price::Model {
        id: id(),
        addon_id,
        cycle: Cycle::Yearly,
        currency: "USD".into(),
        amount: 9_900,
        setup_fee: 100,
        retired_at: None,
        created_at: now(),
    }
}

pub(crate) fn ledger_account(
    code: &str,
    owner_id: Option<Uuid>,
    side: ledger_account::Side,
    bounded: bool,
    currency: &str,
) -> ledger_account::Model {
    ledger_account::Model {
        id: id(),
        code: code.into(),
        owner_id,
        currency: currency.into(),
        side,
        bounded,
        tracked: owner_id.is_some(),
        debits: 0,
        credits: 0,
        line_count: 0,
        created_at: now(),
    }
}

pub(crate) fn ledger_entry(event_key: &str) -> ledger_entry::Model {
    ledger_entry::Model {
        id: id(),
        event_key: event_key.into(),
        kind: "test".into(),
        actor_kind: ActorKind::System,
        actor_id: None,
        reason: None,
        effective_on: day(1),
        reverses: None,
        correlation: Some("req-1".into()),
        first_line: 1,
        created_at: now(),
    }
}

pub(crate) fn invoice(account_id: Uuid, total: i64) -> invoice::Model {
    let id = id();
    invoice::Model {
        id,
        account_id,
        order_id: None,
        status: invoice::Status::Draft,
        reference: format!("PRO-{id}"),
        number_series: None,
        number_no: None,
        number: None,
        currency: "USD".into(),
        subtotal: total,
        discount: 0,
        tax: 0,
        total,
        allocated: 0,
        released: 0,
        credited: 0,
        written_off: 0,
        issued_on: day(1),
        due_on: day(8),
        numbered_on: None,
        paid_at: None,
        seller: json!({"name": "KloudNests", "lines": ["Street 1"]}),
        buyer: json!({"name": "Ana"}),
        notes: Some("Thank you".into()),
        pdf_sha256: None,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn invoice_line(invoice_id: Uuid, position: i32, amount: i64) -> invoice_line::Model {
    invoice_line::Model {
        id: id(),
        invoice_id,
        position,
        kind: invoice_line::Kind::Plan,
        revenue_line: invoice_line::RevenueLine::Vps,
        description: "VPS 2".into(),
        detail: Some("web-1.example.test".into()),
        cycle: Some(Cycle::Monthly),
        period_start: Some(day(1)),
        period_end: Some(day(31)),
        quantity: 1,
        unit_amount: amount,
        amount,
        discount: 0,
        tax_rate_ppm: 0,
        tax: 0,
        created_at: now(),
    }
}

pub(crate) fn payment(account_id: Uuid, entry_id: Uuid) -> payment::Model {
    let id = id();
    payment::Model {
        id,
        account_id,
        invoice_id: None,
        method: payment::Method::BankTransfer,
        currency: "USD".into(),
        amount: 100,
        reference: format!("ref {id}"),
        reference_key: format!("REF{id}"),
        received_on: day(2),
        note: None,
        recorded_by: None,
        entry_id,
        created_at: now(),
    }
}

pub(crate) fn topup(account_id: Uuid, requested_by: Uuid) -> topup::Model {
    let id = id();
    topup::Model {
        id,
        account_id,
        requested_by,
        method: payment::Method::Crypto,
        currency: "USD".into(),
        amount: 5_000,
        reference: format!("TOP-{id}"),
        status: topup::Status::Submitted,
        verified_amount: None,
        value_date: None,
        reviewed_by: None,
        reviewed_at: None,
        entry_id: None,
        created_at: now(),
        updated_at: now(),
        version: 1,
    }
}

pub(crate) fn service_item(service_id: Uuid, price_id: Uuid) -> service_item::Model {
    service_item::Model {
        id: id(),
        service_id,
        kind: ItemKind::Plan,
        addon_id: None,
        price_id,
        description: "VPS 2".into(),
        cycle: Cycle::Monthly,
        currency: "USD".into(),
        amount: 2_500,
        anchor_on: Some(day(1)),
        next_due_on: Some(day(31)),
        ended_at: None,
        created_at: now(),
    }
}

pub(crate) fn service_period(
    service_item_id: Uuid,
    invoice_id: Uuid,
    period_no: i32,
    days: (u32, u32),
) -> service_period::Model {
    service_period::Model {
        id: id(),
        service_item_id,
        period_no,
        starts_on: day(days.0),
        ends_on: day(days.1),
        invoice_id,
        created_at: now(),
    }
}
