//! Documents: issuing, numbering, settling, taking back, lists and PDFs.

use chrono::Duration;
use futures::future::join_all;
use kn_app::invoices::{self, Funding, InvoiceFilter, InvoiceStatus};
use kn_app::settings::{self, PutSettings, Section};
use kn_app::{Actor, Error};
use kn_core::code::Code;
use kn_core::ids::InvoiceId;
use kn_core::page::{PageRequest, Sort};
use kn_db::entities::payment::Method;
use kn_db::entities::{invoice, ledger_entry};
use kn_testkit::TestApp;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::books::plant;
use crate::wallet::{
    Customer, balance, bill, code, customer, fund, issue, key, line, run, staff, system, usd,
};

async fn pay(t: &TestApp, c: &Customer, name: &str, id: InvoiceId) -> Result<(), Error> {
    invoices::pay(&t.app, &c.actor, &key(name), id, Method::Wallet).await.map(|_| ())
}

async fn void(t: &TestApp, id: InvoiceId) -> Result<(), Error> {
    let step = run(t, move |work| Box::pin(async move { invoices::void(work, id).await }));
    step.await
}

async fn numbers(t: &TestApp) -> Vec<String> {
    let rows = invoice::Entity::find().all(t.db().reader()).await.expect("documents");
    let mut numbers: Vec<String> = rows.into_iter().filter_map(|row| row.number).collect();
    numbers.sort();
    numbers
}

async fn set(t: &TestApp, boss: &Actor, section: Section, value: serde_json::Value) {
    let change = PutSettings { value, secrets: Default::default(), version: None };
    settings::put(&t.app, boss, section, change).await.expect("the settings are saved");
}

#[tokio::test]
async fn a_document_is_issued_with_a_reference_and_without_a_number() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let first = issue(&t, &c, vec![line(500, 50), line(200, 0)]).await;
    let second = issue(&t, &c, vec![line(1, 0)]).await;
    assert_eq!((first.reference.as_str(), &first.number), ("PRO-2030-000001", &None));
    assert_eq!(second.reference, "PRO-2030-000002");
    assert_eq!((first.total, first.amount_due, first.tax), (usd(750), usd(750), usd(50)));
    assert_eq!((first.title.as_str(), second.title.as_str()), ("VPS Pro and 1 more", "VPS Pro"));
    assert_eq!((first.status, first.overdue), (InvoiceStatus::Proforma, false));
    let detail = invoices::get(&t.app, &c.actor, first.id).await.unwrap();
    assert_eq!(detail.seller.legal_name, "KloudNests");
    assert_eq!((detail.buyer.name.as_str(), detail.lines.len()), ("ana", 2));
    assert!(ledger_entry::Entity::find().count(t.db().reader()).await.unwrap() == 0);
}

#[tokio::test]
async fn paying_numbers_the_document_and_pays_it_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 2_000).await;
    let id = issue(&t, &c, vec![line(500, 50)]).await.id;
    let answer = invoices::pay(&t.app, &c.actor, &key("a"), id, Method::Wallet).await.unwrap();
    let detail = answer.value;
    assert_eq!(detail.invoice.number.as_deref(), Some("INV-2030-000001"));
    assert_eq!((detail.invoice.status, detail.invoice.amount_due), (InvoiceStatus::Paid, usd(0)));
    assert_eq!((detail.payments.len(), detail.payments[0].amount), (1, usd(550)));
    assert!(!detail.can_record_payment && detail.payment_instructions.is_none());
    assert_eq!(code(&pay(&t, &c, "b", id).await), Some(Code::AlreadyPaid));
    assert_eq!(balance(&t, &c).await, 1_450);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_payers_of_one_document_pay_it_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 5_000).await;
    let id = bill(&t, &c, 100).await;
    let names: Vec<String> = (0..16).map(|n| format!("p{n}")).collect();
    let answers = join_all(names.iter().map(|name| pay(&t, &c, name, id))).await;
    let refused: Vec<Code> = answers.iter().filter_map(code).collect();
    assert_eq!(refused, vec![Code::AlreadyPaid; 15]);
    assert_eq!(balance(&t, &c).await, 4_900);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_are_contiguous_when_many_customers_pay_and_some_cannot() {
    let t = TestApp::new().await;
    let mut bills = Vec::new();
    for n in 0..30 {
        let c = customer(&t, &format!("c{n}")).await;
        if n % 3 != 0 {
            fund(&t, &c, 100).await;
        }
        let id = bill(&t, &c, 100).await;
        bills.push((c, id));
    }
    let answers = join_all(bills.iter().map(|(c, id)| pay(&t, c, "p", *id))).await;
    assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 20);
    let expected: Vec<String> = (1..=20).map(|n| format!("INV-2030-{n:06}")).collect();
    assert_eq!(numbers(&t).await, expected);
}

#[tokio::test]
async fn a_payment_that_fails_after_taking_its_number_gives_it_back() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 200).await;
    let (first, second) = (bill(&t, &c, 100).await, bill(&t, &c, 100).await);
    let before = t.row_counts().await;
    let failed: Result<(), Error> = run(&t, move |work| {
        Box::pin(async move {
            let settled = invoices::settle_from_wallet(work, first).await?;
            assert!(settled.paid);
            Err(Error::msg(Code::Conflict, "something later went wrong"))
        })
    })
    .await;
    assert_eq!(code(&failed), Some(Code::Conflict));
    assert_eq!(t.row_counts().await, before);
    pay(&t, &c, "a", second).await.unwrap();
    pay(&t, &c, "b", first).await.unwrap();
    assert_eq!(numbers(&t).await, ["INV-2030-000001", "INV-2030-000002"]);
}

#[tokio::test]
async fn a_new_year_and_a_new_prefix_start_series_of_their_own() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    fund(&t, &c, 400).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(bill(&t, &c, 100).await);
    }
    pay(&t, &c, "a", ids[0]).await.unwrap();
    let company = settings::company(t.db().reader()).await.unwrap();
    let changed =
        settings::Company { number_prefix: "KN".to_owned(), number_padding: 4, ..company };
    set(&t, &boss, Section::Company, serde_json::to_value(changed).unwrap()).await;
    pay(&t, &c, "b", ids[1]).await.unwrap();
    t.advance(Duration::days(365));
    pay(&t, &c, "c", ids[2]).await.unwrap();
    assert_eq!(numbers(&t).await, ["INV-2030-000001", "KN-2030-0001", "KN-2031-0001"]);
    assert_eq!(issue(&t, &c, vec![line(1, 0)]).await.reference, "PRO-2031-000001");
}

#[tokio::test]
async fn a_document_over_nothing_is_paid_without_money() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let mut free = line(500, 0);
    free.discount = usd(500);
    let id = issue(&t, &c, vec![free]).await.id;
    let settle = run(&t, move |work| {
        Box::pin(async move { invoices::settle(work, id, Funding::Nothing { reason: None }).await })
    });
    let settled = settle.await.unwrap();
    assert!(settled.paid && settled.payment.is_none());
    assert_eq!(numbers(&t).await, ["INV-2030-000001"]);
    assert_eq!(ledger_entry::Entity::find().count(t.db().reader()).await.unwrap(), 0);
    let dear = bill(&t, &c, 5).await;
    let gift = run(&t, move |work| {
        Box::pin(
            async move { invoices::settle(work, dear, Funding::Nothing { reason: None }).await },
        )
    });
    assert_eq!(code(&gift.await), Some(Code::Conflict));
}

#[tokio::test]
async fn only_what_nobody_paid_is_taken_back() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 100).await;
    let (unpaid, paid) = (bill(&t, &c, 100).await, bill(&t, &c, 100).await);
    void(&t, unpaid).await.unwrap();
    void(&t, unpaid).await.unwrap();
    assert_eq!(code(&pay(&t, &c, "a", unpaid).await), Some(Code::Conflict));
    pay(&t, &c, "b", paid).await.unwrap();
    assert_eq!(code(&void(&t, paid).await), Some(Code::AlreadyPaid));
    let shown = invoices::get(&t.app, &c.actor, unpaid).await.unwrap();
    assert_eq!((shown.invoice.status, shown.invoice.amount_due), (InvoiceStatus::Void, usd(0)));
}

#[tokio::test]
async fn the_document_of_another_customer_is_not_there() {
    let t = TestApp::new().await;
    let (a, b) = (customer(&t, "ana").await, customer(&t, "bea").await);
    fund(&t, &b, 1_000).await;
    let id = bill(&t, &a, 100).await;
    assert_eq!(code(&invoices::get(&t.app, &b.actor, id).await), Some(Code::NotFound));
    assert_eq!(code(&invoices::pdf(&t.app, &b.actor, id).await), Some(Code::NotFound));
    assert_eq!(code(&pay(&t, &b, "a", id).await), Some(Code::NotFound));
    let page = invoices::list(&t.app, &b.actor, InvoiceFilter::default(), PageRequest::default());
    assert!(page.await.unwrap().items.is_empty());
    let filter = InvoiceFilter { account: Some(a.account), ..InvoiceFilter::default() };
    let page = invoices::list(&t.app, &b.actor, filter, PageRequest::default());
    assert!(page.await.unwrap().items.is_empty());
    assert_eq!(balance(&t, &b).await, 1_000);
}

#[tokio::test]
async fn lists_filter_search_and_sort() {
    let t = TestApp::new().await;
    let (a, b) = (customer(&t, "ana").await, customer(&t, "bea_50%").await);
    let boss = staff(&t, "boss").await;
    fund(&t, &a, 1_000).await;
    let paid = bill(&t, &a, 300).await;
    pay(&t, &a, "p", paid).await.unwrap();
    let waiting = bill(&t, &a, 100).await;
    let dropped = bill(&t, &b, 200).await;
    void(&t, dropped).await.unwrap();
    let ids = async |filter: InvoiceFilter, q: Option<&str>| -> Vec<InvoiceId> {
        let page = PageRequest {
            q: q.map(str::to_owned),
            sort: Some(Sort::ascending("total")),
            ..PageRequest::default()
        };
        let page = invoices::list(&t.app, &boss, filter, page).await.unwrap();
        page.items.into_iter().map(|invoice| invoice.id).collect()
    };
    let all = InvoiceFilter::default;
    assert_eq!(ids(all(), None).await, [waiting, dropped, paid]);
    assert_eq!(
        ids(InvoiceFilter { status: Some(InvoiceStatus::Paid), ..all() }, None).await,
        [paid]
    );
    assert_eq!(ids(InvoiceFilter { unpaid: Some(true), ..all() }, None).await, [waiting]);
    assert_eq!(ids(InvoiceFilter { unpaid: Some(false), ..all() }, None).await, [dropped, paid]);
    assert_eq!(ids(InvoiceFilter { account: Some(b.account), ..all() }, None).await, [dropped]);
    assert_eq!(ids(all(), Some("inv-2030")).await, [paid]);
    assert_eq!(ids(all(), Some("pro-2030-000002")).await, [waiting]);
    assert_eq!(ids(all(), Some("A_50%")).await, [dropped]);
    // A wildcard of SQL is a letter like any other here.
    assert!(ids(all(), Some("b__50")).await.is_empty());
    assert!(ids(InvoiceFilter { overdue: Some(true), ..all() }, None).await.is_empty());
    t.advance(Duration::days(8));
    assert_eq!(ids(InvoiceFilter { overdue: Some(true), ..all() }, None).await, [waiting]);
    assert!(invoices::get(&t.app, &a.actor, waiting).await.unwrap().invoice.overdue);
}

#[tokio::test]
async fn another_method_changes_nothing_and_says_where_to_pay() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let id = bill(&t, &c, 100).await;
    let ask = async |name: &str| {
        invoices::pay(&t.app, &c.actor, &key(name), id, Method::BankTransfer).await
    };
    assert_eq!(code(&ask("a").await), Some(Code::ValidationFailed));
    let account = json!({ "label": "Main", "bank": "Bank", "holder": "KloudNests", "account_number": "CY17",
        "bank_code": "BCYP", "currency": "USD" });
    let value = json!({ "bank_transfer_enabled": true, "bank_accounts": [account], "crypto_enabled": false,
        "crypto_addresses": [], "instructions": "Quote the reference." });
    set(&t, &boss, Section::Payments, value).await;
    let detail = ask("b").await.unwrap().value;
    let ways = detail.payment_instructions.unwrap();
    assert_eq!((ways.amount, ways.reference.as_str()), (usd(100), "PRO-2030-000001"));
    assert_eq!((detail.invoice.status, ways.bank_accounts.len()), (InvoiceStatus::Proforma, 1));
}

#[tokio::test]
async fn a_paid_invoice_gives_the_same_pdf_ever_after() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    fund(&t, &c, 1_000).await;
    let id = issue(&t, &c, vec![line(500, 50)]).await.id;
    let before = invoices::pdf(&t.app, &c.actor, id).await.unwrap();
    assert_eq!(before.filename, "PRO-2030-000001.pdf");
    pay(&t, &c, "p", id).await.unwrap();
    let first = invoices::pdf(&t.app, &c.actor, id).await.unwrap();
    assert_eq!(first.filename, "INV-2030-000001.pdf");
    assert!(first.bytes.starts_with(b"%PDF-") && first.bytes != before.bytes);
    let brand = settings::branding(t.db().reader()).await.unwrap();
    let brand =
        settings::Branding { name: "Other".to_owned(), accent: "#aa0000".to_owned(), ..brand };
    set(&t, &boss, Section::Branding, serde_json::to_value(brand).unwrap()).await;
    t.advance(Duration::days(400));
    assert_eq!(invoices::pdf(&t.app, &c.actor, id).await.unwrap(), first);
    assert_eq!(invoices::pdf(&t.app, &system(), id).await.unwrap(), first);
}

#[tokio::test]
async fn a_paid_invoice_whose_bytes_changed_is_not_given_out() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 1_000).await;
    let id = bill(&t, &c, 500).await;
    pay(&t, &c, "p", id).await.unwrap();
    invoices::pdf(&t.app, &c.actor, id).await.unwrap();
    t.expect_wrong_books();
    plant(&t, &["UPDATE invoices SET reference = 'PRO-2030-000099'"]).await;
    let spoiled = invoices::pdf(&t.app, &c.actor, id).await;
    assert_eq!(code(&spoiled), Some(Code::Internal));
}
