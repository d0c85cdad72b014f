//! Every entity is written and read back unchanged, on both engines, with and without its optional parts.

use kn_db::entities::*;
use kn_db::testing::TestDb;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, ModelTrait,
};
use serde_json::json;
use uuid::Uuid;

use crate::fixtures::{World, post, put};
use crate::samples::{self, day, id, now};

/// Inserts with RETURNING, reads everything back and finds the row among it.
async fn trip<M>(conn: &impl ConnectionTrait, model: M) -> M
where
    M: ModelTrait
        + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>
        + FromQueryResult
        + PartialEq
        + Sync,
    M::Entity: EntityTrait<Model = M>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    let row = model.clone().into_active_model().reset_all();
    let returned = row.insert(conn).await.unwrap();
    assert_eq!(returned, model);
    assert!(find(conn, &model).await, "not found again: {model:?}");
    model
}

async fn find<M>(conn: &impl ConnectionTrait, model: &M) -> bool
where
    M: ModelTrait + FromQueryResult + PartialEq + Sync,
    M::Entity: EntityTrait<Model = M>,
{
    <M::Entity as EntityTrait>::find().all(conn).await.unwrap().contains(model)
}

#[tokio::test]
async fn people_and_sessions() {
    let test = TestDb::new().await;
    let tx = test.db().begin_write().await.unwrap();
    let user = trip(&tx, samples::user()).await.id;
    let account = trip(&tx, samples::account(7, "EUR")).await.id;
    for role in membership::Role::ALL {
        let user_id = put(&tx, samples::user()).await.unwrap().id;
        let row = membership::Model {
            id: id(),
            user_id,
            account_id: account,
            role: *role,
            created_at: now(),
        };
        trip(&tx, row).await;
    }
    let role = staff_role::Model {
        id: id(),
        key: "billing".into(),
        name: "Billing".into(),
        permissions: json!(["invoices.read", "payments.record"]),
        created_at: now(),
        updated_at: now(),
        version: 1,
    };
    let role_id = trip(&tx, role).await.id;
    trip(&tx, staff::Model { user_id: user, role_id, created_at: now() }).await;
    let session = session::Model {
        id: id(),
        user_id: user,
        active_account_id: Some(account),
        transport: session::Transport::Cookie,
        user_agent: Some("Mozilla/5.0".into()),
        ip: Some("2001:db8::1".into()),
        authenticated_at: now(),
        last_used_at: now(),
        expires_at: now(),
        revoked_at: None,
        revoke_reason: None,
        created_at: now(),
    };
    let session_id = trip(&tx, session).await.id;
    let token = refresh_token::Model {
        id: id(),
        session_id,
        token_hash: vec![0, 1, 254, 255],
        successor_id: None,
        consumed_at: Some(now()),
        revoked_at: None,
        expires_at: now(),
        created_at: now(),
    };
    trip(&tx, token).await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_catalogue() {
    let test = TestDb::new().await;
    let tx = test.db().begin_write().await.unwrap();
    let plan = trip(&tx, samples::plan()).await.id;
    for cycle in Cycle::ALL {
        trip(&tx, samples::plan_price(plan, *cycle)).await;
    }
    trip(&tx, samples::datacenter()).await;
    trip(&tx, samples::operating_system()).await;
    let addon = trip(&tx, samples::addon()).await.id;
    trip(&tx, samples::addon_price(addon)).await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_machine_room() {
    let test = TestDb::new().await;
    let tx = test.db().begin_write().await.unwrap();
    let user = put(&tx, samples::user()).await.unwrap().id;
    let setting = setting::Model {
        section: "mail".into(),
        value: json!({"from": "a@b", "port": 587, "nested": {"empty": null}}),
        sealed: Some(vec![9; 40]),
        updated_by: Some(user),
        created_at: now(),
        updated_at: now(),
        version: 3,
    };
    trip(&tx, setting).await;
    trip(&tx, counter::Model { name: "ticket".into(), next_value: i64::MAX }).await;
    let key = idempotency_key::Model {
        id: id(),
        user_id: user,
        account_id: None,
        scope: "u/a/POST orders".into(),
        key: "k".into(),
        request_hash: vec![7; 32],
        status: 201,
        response: json!({"id": "ord_1"}),
        created_at: now(),
    };
    trip(&tx, key).await;
    let job = job::Model {
        id: id(),
        kind: "mail".into(),
        payload: json!({"to": [1, 2]}),
        dedupe_key: None,
        run_at: now(),
        attempts: 0,
        max_attempts: 12,
        lease_owner: Some("node-1".into()),
        lease_until: Some(now()),
        last_error: None,
        finished_at: None,
        failed_at: None,
        created_at: now(),
    };
    trip(&tx, job).await;
    for status in workflow::Status::ALL {
        let row = workflow::Model {
            id: id(),
            kind: "provision".into(),
            subject_id: id(),
            status: *status,
            step: 2,
            state: json!({}),
            last_error: Some("…".into()),
            created_at: now(),
            updated_at: now(),
            version: 1,
        };
        trip(&tx, row).await;
    }
    let transitions = allowed_transition::Entity::find().all(&tx).await.unwrap();
    assert!(transitions.iter().any(|t| t.machine == allowed_transition::Machine::Topup));
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_trail() {
    let test = TestDb::new().await;
    let tx = test.db().begin_write().await.unwrap();
    let account = put(&tx, samples::account(7, "EUR")).await.unwrap().id;
    for (before, actor_kind) in
        [(None, ActorKind::System), (Some(json!({"a": 1})), ActorKind::Staff)]
    {
        let row = audit_log::Model {
            id: id(),
            at: now(),
            actor_kind,
            actor_id: Some(id()),
            account_id: None,
            action: "invoice.paid".into(),
            subject_kind: "invoice".into(),
            subject_id: "inv_1".into(),
            before,
            after: Some(json!([1, "x"])),
            reason: None,
            ip: None,
            session_id: None,
            request_id: Some("r".into()),
        };
        trip(&tx, row).await;
    }
    let activity = activity::Model {
        id: id(),
        account_id: account,
        service_id: Some(id()),
        kind: "service.active".into(),
        summary: "Server is ready".into(),
        actor_label: "KloudNests".into(),
        at: now(),
    };
    trip(&tx, activity).await;
    for status in email::Status::ALL {
        let row = email::Model {
            id: id(),
            account_id: Some(account),
            template: "welcome".into(),
            recipient: "a@b".into(),
            subject: "Hi".into(),
            status: *status,
            transport: None,
            provider_id: None,
            last_error: None,
            sent_at: None,
            created_at: now(),
        };
        trip(&tx, row).await;
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_ledger_and_documents() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let book = samples::ledger_account("tax", None, ledger_account::Side::Credit, false, "USD");
    trip(&tx, book).await;
    let mut entry = samples::ledger_entry("correction");
    entry.actor_kind = ActorKind::Staff;
    entry.actor_id = Some(world.staff);
    entry.reason = Some("typing error".into());
    entry.reverses = Some(world.funding.0);
    let entry = trip(&tx, entry).await.id;
    let transfer = ledger_transfer::Model {
        id: id(),
        entry_id: entry,
        line: 1,
        debit_account: world.clearing,
        credit_account: world.wallet,
        currency: "USD".into(),
        amount: 100_000_000_000_000,
        created_at: now(),
    };
    trip(&tx, transfer.clone()).await;
    let statement = ledger_statement::Model {
        account_id: world.wallet,
        seq: 2,
        transfer_id: transfer.id,
        change: 100_000_000_000_000,
        balance: 100_000_000_010_000,
    };
    assert!(find(&tx, &statement).await);
    let series = doc_series::Model { series: "CN-2030".into(), next_no: 1 };
    trip(&tx, series).await;
    let draft = trip(&tx, samples::invoice(world.account, 100)).await.id;
    trip(&tx, samples::invoice_line(draft, 1, 100)).await;
    let mut other = samples::invoice_line(draft, 2, 50);
    other.kind = invoice_line::Kind::Other;
    other.revenue_line = invoice_line::RevenueLine::Setup;
    (other.cycle, other.period_start, other.period_end) = (None, None, None);
    trip(&tx, other).await;
    let invoice = world.paid(&tx, 2_500).await.unwrap();
    let allocations = allocation::Entity::find().all(&tx).await.unwrap();
    assert_eq!((allocations[0].invoice_id, allocations[0].amount), (invoice, 2_500));
    let paid = invoice::Entity::find_by_id(invoice).one(&tx).await.unwrap().unwrap();
    assert_eq!((paid.paid_at, paid.numbered_on), (Some(now()), Some(day(2))));
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn payments_orders_and_services() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    for method in payment::Method::ALL {
        let key = format!("payment {method}");
        let (entry, _) = post(&tx, &key, &[(world.clearing, world.wallet, 100)]).await.unwrap();
        let mut row = samples::payment(world.account, entry);
        row.method = *method;
        trip(&tx, row).await;
    }
    trip(&tx, samples::topup(world.account, world.user)).await;
    let invoice = world.proforma(&tx, 2_500).await.unwrap();
    let order = trip(&tx, world.order(10_001, invoice)).await.id;
    let addon = put(&tx, samples::addon()).await.unwrap().id;
    for (position, kind, addon_id) in [(1, ItemKind::Plan, None), (2, ItemKind::Addon, Some(addon))]
    {
        let row = order_item::Model {
            id: id(),
            order_id: order,
            position,
            kind,
            addon_id,
            price_id: world.price,
            description: "VPS 2".into(),
            cycle: Cycle::Yearly,
            amount: 2_500,
            setup_fee: 0,
        };
        trip(&tx, row).await;
    }
    let service = trip(&tx, world.service(Some(order))).await.id;
    let item = trip(&tx, samples::service_item(service, world.price)).await.id;
    trip(&tx, samples::service_period(item, invoice, 0, (1, 31))).await;
    holds_and_credentials(&tx, service).await;
    tx.commit().await.unwrap();
}

async fn holds_and_credentials(tx: &impl ConnectionTrait, service: Uuid) {
    for kind in service_hold::Kind::ALL {
        let row = service_hold::Model {
            id: id(),
            service_id: service,
            kind: *kind,
            reason: None,
            opened_at: now(),
            closed_at: None,
        };
        trip(tx, row).await;
    }
    for (kind, sealed) in [
        (service_credential::Kind::Ssh, Some(vec![1, 2, 3])),
        (service_credential::Kind::ControlPanel, None),
    ] {
        let row = service_credential::Model {
            id: id(),
            service_id: service,
            kind,
            username: "root".into(),
            sealed,
            key_id: "k1".into(),
            created_at: now(),
            updated_at: now(),
            version: 1,
        };
        trip(tx, row).await;
    }
}
