//! The examination of the books: clean after every kind of business, and not blind to anything planted.

use kn_app::invoices;
use kn_app::payments::{self, PaymentMethod, RecordPayment};
use kn_app::wallet::{self, Adjustment, BooksReport, Holder};
use kn_core::page::PageRequest;
use kn_db::Engine;
use kn_testkit::TestApp;
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::payments::{offer_bank, order};
use crate::wallet::{bill, customer, day, fund, issue, key, line, lines, run, staff, usd};

/// Every kind of business once: top-ups, wallet payments, partial and too large payments from outside, a void
/// document, orders paid and unpaid, an adjustment and its reversal.
async fn busy() -> TestApp {
    let t = TestApp::new().await;
    let (a, b) = (customer(&t, "ana").await, customer(&t, "bea").await);
    let boss = staff(&t, "boss").await;
    offer_bank(&t, &boss).await;
    fund(&t, &a, 5_000).await;
    fund(&t, &a, 700).await;
    fund(&t, &b, 900).await;
    let taxed = issue(&t, &a, vec![line(1_000, 100), line(50, 0)]).await.id;
    invoices::pay(&t.app, &a.actor, &key("pay"), taxed, PaymentMethod::Wallet)
        .await
        .expect("business goes on");
    for (name, amount) in [("part", 400), ("rest", 900)] {
        let id = if name == "part" { bill(&t, &b, 1_000).await } else { latest(&t, &b).await };
        let payment = RecordPayment {
            method: PaymentMethod::BankTransfer,
            reference: format!("W-{name}"),
            amount: usd(amount),
            received_on: day("2029-12-31"),
            note: None,
        };
        payments::record_for_invoice(&t.app, &boss, &key(name), id, payment)
            .await
            .expect("business goes on");
    }
    let dropped = bill(&t, &b, 33).await;
    let step = run(&t, move |work| Box::pin(async move { invoices::void(work, dropped).await }));
    step.await.expect("business goes on");
    bill(&t, &b, 77).await;
    order(&t, &a, "paid", PaymentMethod::Wallet).await.expect("business goes on");
    order(&t, &a, "unpaid", PaymentMethod::BankTransfer).await.expect("business goes on");
    let adjustment = Adjustment { amount: usd(120), reason: "goodwill".to_owned() };
    let holder = Holder::Account(b.account);
    wallet::adjust(&t.app, &boss, &key("adj"), holder, adjustment).await.expect("business goes on");
    let made = lines(&t, &b).await.first().expect("a line").id;
    wallet::reverse_line(&t.app, &boss, &key("rev"), made, "not deserved")
        .await
        .expect("business goes on");
    t
}

async fn latest(t: &TestApp, c: &crate::wallet::Customer) -> kn_core::ids::InvoiceId {
    let filter = invoices::InvoiceFilter::default();
    let page = invoices::list(&t.app, &c.actor, filter, PageRequest::default())
        .await
        .expect("business goes on");
    page.items.first().expect("a document").id
}

async fn verify(t: &TestApp) -> BooksReport {
    wallet::verify_books(&t.app).await.expect("the books can be read")
}

/// Runs statements past every guard: triggers, checks and keys.
pub(crate) async fn plant(t: &TestApp, statements: &[&str]) {
    match t.db().engine() {
        Engine::Sqlite => plant_sqlite(t, statements).await,
        Engine::Postgres => plant_postgres(t, statements).await,
    }
}

async fn names(conn: &impl ConnectionTrait, sql: &str, column: &str) -> Vec<String> {
    let statement = Statement::from_string(conn.get_database_backend(), sql.to_owned());
    let rows = conn.query_all_raw(statement).await.expect("the guards can be passed");
    rows.iter().map(|row| row.try_get("", column).expect("the guards can be passed")).collect()
}

async fn plant_sqlite(t: &TestApp, statements: &[&str]) {
    let file = names(t.db().reader(), "PRAGMA database_list", "file").await.remove(0);
    let mut options = sea_orm::ConnectOptions::new(format!("sqlite://{file}?mode=rw"));
    options.max_connections(1).sqlx_logging(false);
    let conn = Database::connect(options).await.expect("the guards can be passed");
    let run = async |sql: &str| {
        conn.execute_unprepared(sql).await.expect("the guards can be passed");
    };
    run("PRAGMA foreign_keys = OFF").await;
    run("PRAGMA ignore_check_constraints = ON").await;
    for name in names(&conn, "SELECT name FROM sqlite_master WHERE type = 'trigger'", "name").await
    {
        run(&format!("DROP TRIGGER {name}")).await;
    }
    for statement in statements {
        run(statement).await;
    }
    conn.close().await.expect("the guards can be passed");
}

async fn plant_postgres(t: &TestApp, statements: &[&str]) {
    let tx = t.db().begin_write().await.expect("the guards can be passed");
    let run = async |sql: &str| {
        tx.execute_unprepared(sql).await.expect("the guards can be passed");
    };
    run("SET LOCAL session_replication_role = replica").await;
    let checks = "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop \
         FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace";
    for drop in names(&tx, checks, "drop").await {
        run(&drop).await;
    }
    for statement in statements {
        run(statement).await;
    }
    tx.commit().await.expect("the guards can be passed");
}

/// Plants something in busy books and expects to be told of it.
async fn finds(planted: &[&str], told: &str) {
    let t = busy().await;
    t.expect_wrong_books();
    plant(&t, planted).await;
    let report = verify(&t).await;
    assert!(report.differences.iter().any(|d| d.contains(told)), "{told:?} not in {report:#?}");
}

#[tokio::test]
async fn busy_books_are_clean_and_every_kind_of_row_was_looked_at() {
    let t = busy().await;
    let report = verify(&t).await;
    assert!(report.is_clean(), "{:#?}", report.differences);
    for (name, rows) in &report.checked {
        assert!(*rows > 0, "no {name} were checked");
    }
    for name in
        ["ledger entries", "cached credits", "statement balances", "document series", "paid orders"]
    {
        assert!(report.checked.iter().any(|(known, _)| *known == name), "{name}");
    }
}

#[tokio::test]
async fn empty_books_are_clean() {
    let t = TestApp::new().await;
    let report = verify(&t).await;
    assert!(report.is_clean() && !report.truncated);
}

#[tokio::test]
async fn more_rows_than_a_batch_are_all_looked_at() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let account = c.account;
    for round in 0..4 {
        let step = run(&t, move |work| {
            Box::pin(async move {
                for n in 0..300 {
                    let entry = wallet::Entry {
                        event_key: format!("opening:{round}:{n}"),
                        kind: wallet::EntryKind::OpeningBalance,
                        reason: None,
                        effective_on: None,
                        correlation: None,
                        transfers: vec![wallet::Transfer {
                            debit: wallet::Acct::OpeningBalance,
                            credit: wallet::Acct::Wallet(account),
                            amount: usd(1),
                        }],
                    };
                    wallet::post(work, entry).await?;
                }
                Ok(())
            })
        });
        step.await.unwrap();
    }
    let report = verify(&t).await;
    let entries = report.checked.iter().find(|(name, _)| *name == "ledger entries").unwrap();
    assert_eq!((entries.1, report.is_clean()), (1_200, true));
}

#[tokio::test]
async fn a_balance_that_was_changed_is_found() {
    finds(
        &["UPDATE ledger_accounts SET credits = credits + 5 WHERE code = 'wallet'"],
        "keeps credits of",
    )
    .await;
    finds(
        &["UPDATE ledger_accounts SET debits = credits + 1 WHERE code = 'wallet'"],
        "is below zero: -1",
    )
    .await;
    finds(
        &["UPDATE ledger_accounts SET debits = 7 WHERE code = 'deferred_revenue'"],
        "keeps debits of 7",
    )
    .await;
    finds(
        &["UPDATE ledger_accounts SET bounded = NOT bounded WHERE code = 'wallet'"],
        "nature of its kind",
    )
    .await;
}

#[tokio::test]
async fn a_transfer_that_was_changed_or_removed_is_found() {
    let topup = "(SELECT id FROM ledger_entries WHERE kind = 'topup' ORDER BY id LIMIT 1)";
    let more = format!("UPDATE ledger_transfers SET amount = amount + 1 WHERE entry_id = {topup}");
    finds(&[&more], "is approved for").await;
    finds(&[&more], "keeps credits of").await;
    let gone = format!("DELETE FROM ledger_transfers WHERE entry_id = {topup}");
    finds(&[&gone], "has no transfers").await;
    let euro = format!("UPDATE ledger_transfers SET currency = 'EUR' WHERE entry_id = {topup}");
    finds(&[&euro], "is not one between two accounts of its currency").await;
    let line = format!("UPDATE ledger_transfers SET line = 2 WHERE entry_id = {topup}");
    finds(&[&line], "not numbered 1 to").await;
    let gone = "DELETE FROM ledger_entries WHERE kind = 'adjustment'";
    finds(&[gone], "is not one between two accounts").await;
    let less = "UPDATE ledger_transfers SET amount = 1 WHERE entry_id IN \
        (SELECT id FROM ledger_entries WHERE kind = 'reversal')";
    finds(&[less], "reverses 1 where 120 were posted").await;
}

#[tokio::test]
async fn a_currency_that_does_not_balance_is_found() {
    let alien = "UPDATE ledger_accounts SET currency = 'EUR' WHERE code = 'deferred_revenue'";
    finds(&[alien], "In EUR the debits are 0 and the credits").await;
}

#[tokio::test]
async fn a_statement_that_was_changed_is_found() {
    finds(
        &["UPDATE ledger_statement SET balance = balance + 1 WHERE seq = 1"],
        "Line 1 of the statement",
    )
    .await;
    finds(
        &["UPDATE ledger_statement SET change = change + 1 WHERE seq = 1"],
        "Line 1 of the statement",
    )
    .await;
    finds(&["DELETE FROM ledger_statement WHERE seq = 1"], "not numbered through").await;
    finds(&["DELETE FROM ledger_statement WHERE seq = 1"], "statement lines instead of").await;
    finds(
        &["UPDATE ledger_accounts SET line_count = line_count + 1 WHERE code = 'wallet'"],
        "are counted",
    )
    .await;
}

#[tokio::test]
async fn a_document_whose_amounts_were_changed_is_found() {
    finds(
        &["UPDATE invoices SET total = total + 1 WHERE status = 'proforma'"],
        "where its parts make",
    )
    .await;
    let both = "UPDATE invoices SET tax = tax + 1, total = total + 1 WHERE status = 'proforma'";
    finds(&[both], "where its lines make").await;
    finds(&["UPDATE invoice_lines SET unit_amount = unit_amount + 1"], "one of its lines is wrong")
        .await;
    finds(
        &["UPDATE invoices SET allocated = allocated - 1 WHERE status = 'paid'"],
        "is allocated where",
    )
    .await;
    finds(
        &["UPDATE invoices SET paid_at = NULL WHERE status = 'paid'"],
        "does not go with its status",
    )
    .await;
    finds(
        &["UPDATE invoices SET status = 'proforma' WHERE status = 'paid'"],
        "does not go with its status",
    )
    .await;
    finds(
        &["UPDATE invoices SET credited = 10 WHERE status = 'paid'"],
        "where the documents make it",
    )
    .await;
}

#[tokio::test]
async fn an_allocation_that_was_changed_or_removed_is_found() {
    finds(&["UPDATE allocations SET amount = amount + 1"], "does not agree with its transfer")
        .await;
    finds(&["DELETE FROM allocations"], "where its allocations make 0").await;
    finds(&["DELETE FROM allocations"], "is allocated to its document where").await;
}

#[tokio::test]
async fn a_number_that_is_missing_or_doubled_is_found() {
    finds(&["UPDATE doc_series SET next_no = next_no + 1"], "numbers were handed out").await;
    finds(&["UPDATE invoices SET number_no = number_no + 9 WHERE number_no = 1"], "each once")
        .await;
    finds(
        &["UPDATE invoices SET number = 'INV-2030-000099' WHERE number_no = 1"],
        "not the one of its series",
    )
    .await;
    let unbooked = "UPDATE ledger_entries SET event_key = 'gone' WHERE event_key = \
        (SELECT event_key FROM ledger_entries WHERE kind = 'invoice_finalised' ORDER BY id LIMIT 1)";
    finds(&[unbooked], "made it final for 0").await;
}

#[tokio::test]
async fn a_record_that_disagrees_with_the_ledger_is_found() {
    finds(&["UPDATE payments SET amount = amount + 1"], "where the ledger received").await;
    finds(&["DELETE FROM payments WHERE method = 'wallet'"], "no payment or top-up beside it")
        .await;
    finds(&["UPDATE topups SET verified_amount = verified_amount + 1"], "is approved for").await;
    finds(&["UPDATE topups SET reviewed_by = requested_by"], "nobody else approved it").await;
    let undone = "UPDATE topups SET status = 'rejected', entry_id = NULL";
    finds(&[undone], "no payment or top-up beside it").await;
    finds(
        &["UPDATE orders SET paid_at = created_at WHERE paid_at IS NULL"],
        "is marked paid though",
    )
    .await;
    finds(&["UPDATE orders SET paid_at = NULL"], "is not marked paid though").await;
    finds(&["UPDATE orders SET total = total + 1"], "don't belong together").await;
}

#[tokio::test]
async fn an_event_posted_twice_is_found_where_the_key_could_be_dropped() {
    let t = busy().await;
    if t.db().engine() == Engine::Sqlite {
        // SQLite can't drop a UNIQUE of its table; the key can't be doubled there at all.
        return;
    }
    t.expect_wrong_books();
    let doubled = "UPDATE ledger_entries SET event_key = 'same' WHERE kind = 'topup'";
    plant(&t, &["ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_event_key", doubled])
        .await;
    let report = verify(&t).await;
    assert!(report.differences.iter().any(|d| d.contains("posted more than once")), "{report:#?}");
}
