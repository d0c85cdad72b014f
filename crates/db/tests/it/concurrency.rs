//! 64 tasks want to spend one wallet that pays for 20 of them.

use kn_db::entities::*;
use kn_db::testing::TestDb;
use kn_db::{Db, check_violation, is_retryable};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Statement,
};

use crate::fixtures::{FUNDED, World, post};

const TASKS: i64 = 64;
const PRICE: i64 = 500;
const PAID_FOR: i64 = FUNDED / PRICE;

/// Runs the same work in 64 tasks at once and counts how many say it succeeded.
async fn race<F>(work: impl Fn(i64) -> F) -> i64
where
    F: Future<Output = bool> + Send + 'static,
{
    #[expect(clippy::disallowed_methods, reason = "the tasks of the race")]
    let tasks: Vec<_> = (0..TASKS).map(|n| tokio::spawn(work(n))).collect();
    let mut won = 0;
    for task in tasks {
        won += i64::from(task.await.unwrap());
    }
    won
}

/// One purchase; `Ok(false)` when the wallet does not suffice.
async fn spend(db: &Db, n: i64, wallet: uuid::Uuid, deferred: uuid::Uuid) -> Result<bool, DbErr> {
    for _ in 0..10 {
        let tx = db.begin_write().await?;
        match post(&tx, &format!("spend:{n}"), &[(wallet, deferred, PRICE)]).await {
            Ok(_) => match tx.commit().await {
                Ok(()) => return Ok(true),
                Err(error) if is_retryable(&error) => {}
                Err(error) => return Err(error),
            },
            Err(error) if is_retryable(&error) => tx.rollback().await?,
            Err(error) => {
                tx.rollback().await?;
                assert_eq!(
                    check_violation(&error).as_deref(),
                    Some("ledger_accounts_not_below_zero"),
                    "{error}"
                );
                return Ok(false);
            }
        }
    }
    unreachable!("one wallet is one row: ten retries are more than enough")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wallet_pays_exactly_what_is_in_it() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let (wallet, deferred) = (world.wallet, world.deferred);
    let won = race(|n| {
        let db = test.db().clone();
        async move { spend(&db, n, wallet, deferred).await.unwrap() }
    })
    .await;
    assert_eq!(won, PAID_FOR);

    let reader = test.db().reader();
    let account = ledger_account::Entity::find_by_id(wallet).one(reader).await.unwrap().unwrap();
    assert_eq!((account.credits - account.debits, account.line_count), (0, PAID_FOR + 1));
    let lines = ledger_statement::Entity::find()
        .filter(ledger_statement::Column::AccountId.eq(wallet))
        .order_by_asc(ledger_statement::Column::Seq)
        .all(reader)
        .await
        .unwrap();
    let mut balance = 0;
    for (seq, line) in (1..).zip(&lines) {
        balance += line.change;
        assert_eq!((line.seq, line.balance), (seq, balance));
    }
    assert_eq!(lines.len() as i64, PAID_FOR + 1);
    let entries = ledger_entry::Entity::find().all(reader).await.unwrap().len() as i64;
    assert_eq!(entries, PAID_FOR + 1, "refused purchases leave no entry");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn opposite_transfers_never_deadlock_for_good() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let (wallet, receivable) = (world.wallet, world.receivable);
    let won = race(|n| {
        let db = test.db().clone();
        let (debit, credit) = if n % 2 == 0 { (wallet, receivable) } else { (receivable, wallet) };
        async move {
            let tx = db.begin_write().await.unwrap();
            post(&tx, &format!("swap:{n}"), &[(debit, credit, 1)]).await.unwrap();
            tx.commit().await.is_ok()
        }
    })
    .await;
    assert_eq!(won, TASKS);
    let account =
        ledger_account::Entity::find_by_id(wallet).one(test.db().reader()).await.unwrap().unwrap();
    assert_eq!(account.credits - account.debits, FUNDED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn document_numbers_have_no_gap_under_contention() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let mut invoices = Vec::new();
    for _ in 0..TASKS {
        let invoice = world.proforma(&tx, 100).await.unwrap();
        world.allocate(&tx, invoice, 100).await.unwrap();
        invoices.push(invoice);
    }
    tx.commit().await.unwrap();
    let won = race(|n| {
        let db = test.db().clone();
        let invoice = invoices[usize::try_from(n).unwrap()];
        async move {
            let tx = db.begin_write().await.unwrap();
            let lock = doc_series::Entity::find_by_id("INV-2030");
            sea_orm::QuerySelect::lock_exclusive(lock).one(&tx).await.unwrap();
            crate::fixtures::take_number(&tx, invoice).await.unwrap();
            // Every third one changes its mind, and its number goes to the next.
            if n % 3 == 0 { tx.rollback().await.is_err() } else { tx.commit().await.is_ok() }
        }
    })
    .await;
    let mut numbers: Vec<_> = invoice::Entity::find()
        .filter(invoice::Column::NumberNo.is_not_null())
        .all(test.db().reader())
        .await
        .unwrap()
        .into_iter()
        .filter_map(|i| i.number_no)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=won).collect::<Vec<_>>());
}

/// The control: what everybody writes first. It must fail, or the race above proves nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn control_reading_and_then_writing_overspends() {
    let test = TestDb::new().await;
    let tx = test.db().begin_write().await.unwrap();
    tx.execute_unprepared("CREATE TABLE naive (id INTEGER PRIMARY KEY, balance BIGINT NOT NULL)")
        .await
        .unwrap();
    tx.execute_unprepared(&format!("INSERT INTO naive VALUES (1, {FUNDED})")).await.unwrap();
    tx.commit().await.unwrap();
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(TASKS as usize));
    let won = race(|_| {
        let (db, barrier) = (test.db().clone(), std::sync::Arc::clone(&barrier));
        async move {
            let select = Statement::from_string(
                db.reader().get_database_backend(),
                "SELECT balance FROM naive WHERE id = 1",
            );
            let row = db.reader().query_one_raw(select).await.unwrap().unwrap();
            let balance: i64 = row.try_get_by_index(0).unwrap();
            barrier.wait().await;
            if balance < PRICE {
                return false;
            }
            let tx = db.begin_write().await.unwrap();
            let update = format!("UPDATE naive SET balance = {} WHERE id = 1", balance - PRICE);
            tx.execute_unprepared(&update).await.unwrap();
            tx.commit().await.is_ok()
        }
    })
    .await;
    assert!(won > PAID_FOR, "the naive wallet paid for {won} purchases, {PAID_FOR} were funded");
}

/// Unused elsewhere, but part of what a store does: a guarded update changes one row or none.
#[tokio::test]
async fn a_guarded_update_reports_that_it_lost() {
    let test = TestDb::new().await;
    let world = World::new(&test).await;
    let tx = test.db().begin_write().await.unwrap();
    let guarded = |version: i64| {
        account::Entity::update_many()
            .set(account::ActiveModel { version: Set(version + 1), ..Default::default() })
            .filter(account::Column::Id.eq(world.account))
            .filter(account::Column::Version.eq(version))
    };
    assert_eq!(guarded(1).exec(&tx).await.unwrap().rows_affected, 1);
    assert_eq!(guarded(1).exec(&tx).await.unwrap().rows_affected, 0);
    tx.commit().await.unwrap();
}
