//! What the product does is accepted, in one transaction, and the books agree afterwards.

use kn_db::entities::*;
use kn_db::testing::TestDb;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::fixtures::{FUNDED, World, post, put, set_status};
use crate::samples::{self, day, now};

#[tokio::test]
async fn an_order_paid_from_the_wallet_in_one_transaction() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let invoice = world.paid(&tx, 2_500).await.unwrap();
    let order = put(&tx, world.order(10_001, invoice)).await.unwrap();
    let service = put(&tx, world.service(Some(order.id))).await.unwrap();
    let change = order::ActiveModel {
        id: Set(order.id),
        status: Set(order::Status::Active),
        service_id: Set(Some(service.id)),
        paid_at: Set(Some(now())),
        ..Default::default()
    };
    order::Entity::update(change).exec(&tx).await.unwrap();
    let change = service::ActiveModel {
        id: Set(service.id),
        status: Set(service::Status::Active),
        activated_at: Set(Some(now())),
        ..Default::default()
    };
    service::Entity::update(change).exec(&tx).await.unwrap();
    let item = put(&tx, samples::service_item(service.id, world.price)).await.unwrap();
    put(&tx, samples::service_period(item.id, invoice, 0, (1, 15))).await.unwrap();
    put(&tx, samples::service_period(item.id, invoice, 1, (15, 31))).await.unwrap();
    tx.commit().await.unwrap();

    let reader = test.db().reader();
    let paid = invoice::Entity::find_by_id(invoice).one(reader).await.unwrap().unwrap();
    assert_eq!(paid.status, invoice::Status::Paid);
    assert_eq!((paid.allocated, paid.total), (2_500, 2_500));
    assert_eq!(paid.number.as_deref(), Some("INV-2030-000001"));
    let series = doc_series::Entity::find_by_id("INV-2030").one(reader).await.unwrap().unwrap();
    assert_eq!(series.next_no, 2);
    let wallet =
        ledger_account::Entity::find_by_id(world.wallet).one(reader).await.unwrap().unwrap();
    assert_eq!((wallet.debits, wallet.credits, wallet.line_count), (2_500, FUNDED, 2));
    let statement = ledger_statement::Entity::find()
        .filter(ledger_statement::Column::AccountId.eq(world.wallet))
        .order_by_asc(ledger_statement::Column::Seq)
        .all(reader)
        .await
        .unwrap();
    let lines: Vec<_> = statement.iter().map(|s| (s.seq, s.change, s.balance)).collect();
    assert_eq!(lines, [(1, FUNDED, FUNDED), (2, -2_500, FUNDED - 2_500)]);
    let untracked =
        ledger_account::Entity::find_by_id(world.deferred).one(reader).await.unwrap().unwrap();
    assert_eq!((untracked.debits, untracked.credits, untracked.line_count), (0, 0, 0));
}

#[tokio::test]
async fn numbers_follow_one_another_and_a_free_document_needs_no_money() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    for total in [100, 0, 300] {
        let invoice = world.proforma(&tx, total).await.unwrap();
        if total > 0 {
            world.allocate(&tx, invoice, total).await.unwrap();
        }
        crate::fixtures::take_number(&tx, invoice).await.unwrap();
    }
    tx.commit().await.unwrap();
    let numbers: Vec<_> = invoice::Entity::find()
        .order_by_asc(invoice::Column::NumberNo)
        .all(test.db().reader())
        .await
        .unwrap()
        .into_iter()
        .filter_map(|i| i.number_no)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test]
async fn a_rolled_back_number_is_taken_by_the_next() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    world.paid(&tx, 100).await.unwrap();
    tx.rollback().await.unwrap();
    let tx = test.db().begin_write().await.unwrap();
    let invoice = world.paid(&tx, 100).await.unwrap();
    tx.commit().await.unwrap();
    let paid = invoice::Entity::find_by_id(invoice).one(test.db().reader()).await.unwrap().unwrap();
    assert_eq!(paid.number_no, Some(1));
}

#[tokio::test]
async fn drafts_may_be_changed_and_deleted_and_unpaid_documents_voided() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let draft = world.draft(&tx, 100).await.unwrap();
    let more = put(&tx, samples::invoice_line(draft, 2, 50)).await.unwrap();
    invoice_line::Entity::delete_by_id(more.id).exec(&tx).await.unwrap();
    invoice_line::Entity::delete_many()
        .filter(invoice_line::Column::InvoiceId.eq(draft))
        .exec(&tx)
        .await
        .unwrap();
    invoice::Entity::delete_by_id(draft).exec(&tx).await.unwrap();
    let proforma = world.proforma(&tx, 100).await.unwrap();
    set_status(&tx, proforma, invoice::Status::Void).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_topup_is_approved_by_another_person_and_a_price_retires_once() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let topup = put(&tx, samples::topup(world.account, world.user)).await.unwrap();
    let (entry, _) =
        post(&tx, "topup:approved", &[(world.clearing, world.wallet, 5_000)]).await.unwrap();
    let change = topup::ActiveModel {
        id: Set(topup.id),
        status: Set(topup::Status::Approved),
        verified_amount: Set(Some(5_000)),
        value_date: Set(Some(day(3))),
        reviewed_by: Set(Some(world.staff)),
        reviewed_at: Set(Some(now())),
        entry_id: Set(Some(entry)),
        ..Default::default()
    };
    topup::Entity::update(change).exec(&tx).await.unwrap();
    let retire = plan_price::ActiveModel {
        id: Set(world.price),
        retired_at: Set(Some(now())),
        ..Default::default()
    };
    plan_price::Entity::update(retire).exec(&tx).await.unwrap();
    put(&tx, samples::plan_price(world.plan, Cycle::Monthly)).await.unwrap();
    tx.commit().await.unwrap();
}
