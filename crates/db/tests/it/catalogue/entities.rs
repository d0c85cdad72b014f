//! The same through SeaORM: the entity layer opens no side door.

use kn_db::entities::*;
use kn_db::testing::TestDb;
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect,
};

use super::Reason;
use super::stage::Stage;
use crate::fixtures::{post, put, take_number};
use crate::samples::{self, now};

/// Runs a write in a transaction of its own and checks why it is refused.
async fn refused(
    test: &TestDb,
    why: Reason,
    write: impl AsyncFnOnce(&DatabaseTransaction) -> Result<(), DbErr>,
) {
    let tx = test.db().begin_write().await.unwrap();
    let error = write(&tx).await.expect_err("the write must be refused");
    assert!(why.fits(&error), "expected {why:?}, got {error:?}");
    tx.rollback().await.unwrap();
}

#[tokio::test]
async fn the_ledger_refuses() {
    let test = TestDb::new().await;
    let stage = Stage::new(&test).await;
    let world = &stage.world;
    refused(&test, Reason::Check("ledger_accounts_not_below_zero"), async |tx| {
        // The second line of the entry is one too many.
        let lines = [(world.wallet, world.deferred, 7_000), (world.wallet, world.deferred, 500)];
        post(tx, "n", &lines).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("balances are moved by posting a transfer only"), async |tx| {
        let account = ledger_account::Entity::find_by_id(world.wallet).one(tx).await?.unwrap();
        let mut change = account.into_active_model();
        change.credits = Set(1_000_000);
        change.update(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("ledger_transfers is append-only"), async |tx| {
        ledger_transfer::Entity::delete_many().exec(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("ledger_entries is append-only"), async |tx| {
        let change = ledger_entry::ActiveModel { kind: Set("x".into()), ..Default::default() };
        ledger_entry::Entity::update_many().set(change).exec(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("a ledger account starts empty"), async |tx| {
        let side = ledger_account::Side::Credit;
        let mut book = samples::ledger_account("x", Some(world.account), side, true, "USD");
        (book.credits, book.line_count) = (5, 1);
        put(tx, book).await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn documents_refuse() {
    let test = TestDb::new().await;
    let stage = Stage::new(&test).await;
    let world = &stage.world;
    refused(&test, Reason::Check("invoices_paid_is_settled"), async |tx| {
        take_number(tx, stage.id("proforma")).await
    })
    .await;
    refused(&test, Reason::Guard("a numbered invoice is fixed"), async |tx| {
        let invoice =
            invoice::Entity::find_by_id(stage.id("paid")).lock_exclusive().one(tx).await?.unwrap();
        let mut change = invoice.into_active_model();
        change.buyer = Set(serde_json::json!({"name": "Somebody else"}));
        change.update(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("only a draft can be deleted"), async |tx| {
        invoice::Entity::delete_by_id(stage.id("paid")).exec(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("a document starts as a draft without money on it"), async |tx| {
        let mut row = samples::invoice(world.account, 100);
        row.status = invoice::Status::Open;
        put(tx, row).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("lines change only while the document is a draft"), async |tx| {
        put(tx, samples::invoice_line(stage.id("proforma"), 2, 1)).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Check("invoices_due"), async |tx| {
        let row = allocation::Model {
            id: samples::id(),
            invoice_id: stage.id("small"),
            transfer_id: stage.id("free"),
            amount: 300,
            created_at: now(),
        };
        put(tx, row).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("the status of the order may not change like this"), async |tx| {
        let change = order::ActiveModel {
            id: Set(stage.id("order")),
            status: Set(order::Status::Failed),
            ..Default::default()
        };
        change.update(tx).await.map(|_| ())
    })
    .await;
    refused(&test, Reason::Guard("a series starts at 1"), async |tx| {
        put(tx, doc_series::Model { series: "Q".into(), next_no: 9 }).await.map(|_| ())
    })
    .await;
}
