//! Services: who sees and changes them, and how their secrets stay secret.

use kn_app::orders::PlaceOrder;
use kn_app::provisioning;
use kn_app::services::{
    self, AdminPatch, HoldKind, PanelLogin, Service, ServiceFilter, ServicePatch, ServiceStatus,
};
use kn_app::{Actor, Error};
use kn_core::code::Code;
use kn_core::ids::ServiceId;
use kn_core::page::PageRequest;
use kn_core::secret::Secret;
use kn_db::entities::{activity, audit_log, service, service_credential, service_hold};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::orders::{ANA, Shop, code, faults, field, idem, vps_pro};
use crate::provisioning::{PASSWORD, dialog};

/// An active service; its address ends in `n`.
async fn active(shop: &Shop, n: u8) -> Service {
    let order = shop.paid(&format!("order-{n}"), vps_pro()).await;
    let data = provisioning::Provision { ip_address: format!("203.0.113.{n}"), ..dialog() };
    let key = idem(&format!("provision-{n}"));
    let answer = provisioning::provision(&shop.t.app, &shop.boss, &key, order.id, data).await;
    answer.expect("provisioned").value
}

async fn list(
    shop: &Shop,
    actor: &Actor,
    filter: ServiceFilter,
    q: Option<&str>,
) -> Vec<ServiceId> {
    let page = PageRequest { q: q.map(str::to_owned), ..Default::default() };
    let page = services::list(&shop.t.app, actor, filter, page).await.expect("a page");
    page.items.into_iter().map(|service| service.id).collect()
}

async fn hold(shop: &Shop, id: ServiceId) {
    let row = service_hold::ActiveModel {
        id: Set(uuid::Uuid::from_u128(7)),
        service_id: Set(id.uuid()),
        kind: Set(HoldKind::Overdue),
        reason: Set(None),
        opened_at: Set(shop.t.now()),
        closed_at: Set(None),
    };
    let tx = shop.t.db().begin_write().await.expect("a transaction");
    service_hold::Entity::insert(row).exec_without_returning(&tx).await.expect("held");
    tx.commit().await.expect("committed");
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_revealed_to_their_people_with_a_fresh_factor() {
    let shop = Shop::open().await;
    let service = active(&shop, 10).await;
    let shown =
        services::reveal(&shop.t.app, &shop.ana, service.id).await.expect("fresh from sign-up");
    assert_eq!((shown.username.as_str(), shown.password.expose().as_str()), ("root", PASSWORD));
    assert_eq!((shown.ip_address.as_str(), shown.ssh_port), ("203.0.113.10", 2222));
    assert!(shown.control_panel.is_none());
    assert!(!format!("{shown:?}").contains(PASSWORD));

    shop.t.advance(chrono::Duration::minutes(6));
    let stale = services::reveal(&shop.t.app, &shop.ana, service.id).await;
    assert_eq!(code(stale), Some(Code::StepUpRequired));
    let again = shop.t.sign_in(ANA).await.actor;
    services::reveal(&shop.t.app, &again, service.id).await.expect("fresh again");
    shop.t.advance(chrono::Duration::minutes(1));
    let by_staff = shop.t.owner().await.actor;
    services::reveal(&shop.t.app, &by_staff, service.id).await.expect("staff with the permission");

    let eve = shop.eve().await;
    assert_eq!(code(services::reveal(&shop.t.app, &eve, service.id).await), Some(Code::NotFound));
    let audits = audit_log::Entity::find()
        .filter(audit_log::Column::Action.eq("service.credentials_revealed"))
        .all(shop.t.db().reader())
        .await
        .expect("read");
    assert_eq!(audits.len(), 3);
    let history = services::activity(&shop.t.app, &again, service.id, PageRequest::default()).await;
    let history = history.expect("a page").items;
    let revealed: Vec<&str> = history
        .iter()
        .filter(|line| line.kind == "credentials.revealed")
        .map(|line| line.actor_label.as_str())
        .collect();
    assert_eq!(revealed, ["KloudNests team", "Ana Petrova", "Ana Petrova"], "newest first");
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_destroyed_or_moved_password_does_not_open() {
    let shop = Shop::open().await;
    let (one, two) = (active(&shop, 10).await, active(&shop, 11).await);
    let change = async |id: ServiceId, sealed: Option<Vec<u8>>| {
        let tx = shop.t.db().begin_write().await.expect("a transaction");
        service_credential::Entity::update_many()
            .col_expr(service_credential::Column::Sealed, Expr::value(sealed))
            .filter(service_credential::Column::ServiceId.eq(id.uuid()))
            .exec(&tx)
            .await
            .expect("changed");
        tx.commit().await.expect("committed");
    };
    let rows = service_credential::Entity::find().all(shop.t.db().reader()).await.expect("read");
    let stolen = rows.iter().find(|row| row.service_id == two.id.uuid()).expect("there");
    change(one.id, stolen.sealed.clone()).await;
    assert_eq!(code(services::reveal(&shop.t.app, &shop.ana, one.id).await), Some(Code::Internal));
    change(one.id, None).await;
    assert_eq!(code(services::reveal(&shop.t.app, &shop.ana, one.id).await), Some(Code::NotFound));
    services::reveal(&shop.t.app, &shop.ana, two.id).await.expect("the other one is untouched");
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_renames_and_stops_renewal_of_their_own() {
    let shop = Shop::open().await;
    let service = active(&shop, 10).await;
    let patch =
        ServicePatch { label: Some(Some("  Web shop ".to_owned())), auto_renew: Some(false) };
    let changed =
        services::update(&shop.t.app, &shop.ana, service.id, patch.clone()).await.expect("changed");
    assert_eq!((changed.label.as_deref(), changed.auto_renew), (Some("Web shop"), false));
    let counts = shop.t.row_counts().await;
    services::update(&shop.t.app, &shop.ana, service.id, patch.clone())
        .await
        .expect("nothing to change");
    assert_eq!(shop.t.row_counts().await, counts);
    let cleared = ServicePatch { label: Some(None), auto_renew: None };
    let cleared =
        services::update(&shop.t.app, &shop.ana, service.id, cleared).await.expect("changed");
    assert_eq!(cleared.label, None);
    let long = ServicePatch { label: Some(Some("x".repeat(81))), auto_renew: None };
    let refused = services::update(&shop.t.app, &shop.ana, service.id, long).await;
    assert_eq!(faults(refused), [field("label", Code::TooLong)].into());

    let eve = shop.eve().await;
    let foreign = services::update(&shop.t.app, &eve, service.id, patch).await;
    assert_eq!(code(foreign), Some(Code::NotFound));
    assert_eq!(code(services::get(&shop.t.app, &eve, service.id).await), Some(Code::NotFound));
    let history = services::activity(&shop.t.app, &eve, service.id, PageRequest::default()).await;
    assert_eq!(code(history), Some(Code::NotFound));
    let lines = activity::Entity::find()
        .filter(activity::Column::ServiceId.eq(service.id.uuid()))
        .filter(activity::Column::Kind.is_in(["service.renamed", "service.auto_renew"]))
        .all(shop.t.db().reader())
        .await
        .expect("read");
    assert_eq!(lines.len(), 3);
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_show_ones_own_and_take_a_fixed_number_of_statements() {
    let shop = Shop::open().await;
    let first = active(&shop, 10).await;
    let count = async || {
        let page = services::list(
            &shop.t.app,
            &shop.boss,
            ServiceFilter::default(),
            PageRequest::default(),
        );
        let (page, counts) = kn_db::meter::scope(page).await;
        (page.expect("a page").items.len(), counts.queries)
    };
    let (_, for_one) = count().await;
    shop.t.advance(chrono::Duration::seconds(1));
    let second = active(&shop, 11).await;
    shop.paid("waiting", PlaceOrder { hostname: None, ..vps_pro() }).await;
    let (found, for_three) = count().await;
    assert_eq!((found, for_three), (3, for_one));
    assert!(for_one <= 6, "{for_one} statements");

    let of = |status| ServiceFilter { status: Some(status), ..Default::default() };
    assert_eq!(
        list(&shop, &shop.ana, of(ServiceStatus::Active), None).await,
        [second.id, first.id]
    );
    assert_eq!(list(&shop, &shop.ana, of(ServiceStatus::Pending), None).await.len(), 1);
    hold(&shop, first.id).await;
    assert_eq!(list(&shop, &shop.ana, of(ServiceStatus::Active), None).await, [second.id]);
    assert_eq!(list(&shop, &shop.ana, of(ServiceStatus::Suspended), None).await, [first.id]);
    let held = services::get(&shop.t.app, &shop.ana, first.id).await.expect("there");
    assert_eq!((held.status, held.holds), (ServiceStatus::Suspended, vec![HoldKind::Overdue]));

    let all = ServiceFilter::default;
    assert_eq!(list(&shop, &shop.boss, all(), Some("113.11")).await, [second.id]);
    assert_eq!(list(&shop, &shop.boss, all(), second.order_number.as_deref()).await, [second.id]);
    assert_eq!(list(&shop, &shop.boss, all(), Some("ana.petrova@")).await.len(), 3);
    let away = ServiceFilter { datacenter: Some("us-east".to_owned()), ..all() };
    assert!(list(&shop, &shop.boss, away, None).await.is_empty());
    let here = ServiceFilter { datacenter: Some("eu-central".to_owned()), ..all() };
    assert_eq!(list(&shop, &shop.boss, here, Some("web-01")).await.len(), 3 - 1);
    let eve = shop.eve().await;
    assert!(
        list(&shop, &eve, ServiceFilter { account: Some(shop.account), ..all() }, None)
            .await
            .is_empty()
    );
    let next = services::renewing_next(&shop.t.app, &shop.ana, 5).await.expect("read");
    assert_eq!(next.len(), 2);
    assert!(!services::recent_activity(&shop.t.app, &shop.ana, 10).await.expect("read").is_empty());
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_correct_a_service_and_leave_a_trace() {
    let shop = Shop::open().await;
    let (one, two) = (active(&shop, 10).await, active(&shop, 11).await);
    let correct = async |patch: AdminPatch| -> Result<Service, Error> {
        services::admin_update(&shop.t.app, &shop.boss, one.id, patch).await
    };
    let taken = AdminPatch { ip_address: two.ip_address.clone(), ..Default::default() };
    let error = correct(taken.clone()).await.expect_err("the address is in use");
    assert_eq!(error.code(), Code::IpInUse);
    assert_eq!(error.data()["hostname"], "web-01.example.com");
    correct(AdminPatch { allow_ip_clash: true, ..taken }).await.expect("meant");
    let patch = AdminPatch {
        hostname: Some("db-01.example.com".to_owned()),
        ip_address: Some("2001:DB8::7".to_owned()),
        ssh_port: Some(22),
        notes: Some(Some("Moved to a new rack".to_owned())),
        password: Some(Secret::new("another-secret-9".to_owned())),
        ..Default::default()
    };
    let changed = correct(patch).await.expect("changed");
    assert_eq!(changed.ip_address.as_deref(), Some("2001:db8::7"));
    assert_eq!(
        (changed.ssh_port, changed.notes.as_deref()),
        (Some(22), Some("Moved to a new rack"))
    );
    let shown = services::reveal(&shop.t.app, &shop.ana, one.id).await.expect("shown");
    assert_eq!(
        (shown.username.as_str(), shown.password.expose().as_str()),
        ("root", "another-secret-9")
    );
    let panel = PanelLogin {
        url: "https://203.0.113.10:2087".to_owned(),
        username: "root".to_owned(),
        password: Secret::new("panel-secret-9".to_owned()),
    };
    let unsold =
        correct(AdminPatch { control_panel: Some(Some(panel)), ..Default::default() }).await;
    assert_eq!(faults(unsold), [field("control_panel", Code::Unsupported)].into());
    let wrong = AdminPatch {
        hostname: Some("-".to_owned()),
        ip_address: Some("127.0.0.1".to_owned()),
        ssh_port: Some(0),
        ..Default::default()
    };
    let expected = [
        field("hostname", Code::Invalid),
        field("ip_address", Code::Invalid),
        field("ssh_port", Code::OutOfRange),
    ];
    assert_eq!(faults(correct(wrong).await), expected.into());
    let audits = audit_log::Entity::find()
        .filter(audit_log::Column::Action.eq("service.corrected"))
        .all(shop.t.db().reader())
        .await
        .expect("read");
    assert_eq!(audits.len(), 2);
    assert!(audits.iter().all(|row| !format!("{row:?}").contains("another-secret-9")));
    let by_customer =
        services::admin_update(&shop.t.app, &shop.ana, one.id, AdminPatch::default()).await;
    assert_eq!(code(by_customer), Some(Code::Forbidden));
    let rows = service::Entity::find().all(shop.t.db().reader()).await.expect("read");
    assert!(rows.iter().all(|row| row.version >= 1));
    shop.t.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_nobody_ordered_belongs_to_the_accounts_owner() {
    let shop = Shop::open().await;
    let order = shop.paid("one", vps_pro()).await;
    let known =
        service::Entity::find().one(shop.t.db().reader()).await.expect("read").expect("there");
    let id = uuid::Uuid::from_u128(9);
    let gift = service::Model { id, order_id: None, hostname: None, ..known };
    let tx = shop.t.db().begin_write().await.expect("a transaction");
    let row = service::ActiveModel::from(gift).reset_all();
    service::Entity::insert(row).exec_without_returning(&tx).await.expect("inserted");
    tx.commit().await.expect("committed");
    let service =
        services::get(&shop.t.app, &shop.ana, ServiceId::from_uuid(id)).await.expect("there");
    assert_eq!(service.customer, order.customer);
    assert_eq!((service.order_id, service.order_number), (None, None));
    shop.t.run_jobs().await;
}
