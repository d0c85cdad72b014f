//! The ledger, the wallets and their statements. The helpers at the top serve all tests about money.

use chrono::{Duration, NaiveDate};
use futures::future::{BoxFuture, join_all};
use kn_app::access::Permission;
use kn_app::actor::{SessionRef, SignedInPerson};
use kn_app::idempotency::IdempotencyKey;
use kn_app::invoices::{self, Invoice, LineKind, NewInvoice, NewLine, RevenueLine};
use kn_app::wallet::topups::{self, NewApprovedTopup};
use kn_app::wallet::{
    self, Adjustment, Entry, EntryKind, Holder, Posting, StatementFilter, Transfer,
};
use kn_app::{Actor, Error, RequestContext, Work};
use kn_core::code::Code;
use kn_core::ids::{AccountId, InvoiceId, MembershipId, SessionId, UserId};
use kn_core::money::{Currency, Money};
use kn_core::page::{Cursor, PageRequest};
use kn_core::tax::TaxRate;
use kn_db::entities::payment::Method;
use kn_db::entities::{account, ledger_account, ledger_entry, membership, payment, user};
use kn_testkit::TestApp;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sha2::{Digest, Sha256};

pub(crate) fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn code<T>(answer: &Result<T, Error>) -> Option<Code> {
    answer.as_ref().err().map(Error::code)
}

/// The code of the first field at fault.
pub(crate) fn field<T>(answer: &Result<T, Error>) -> Option<(String, Code)> {
    let fault = answer.as_ref().err()?.field_errors().first()?;
    Some((fault.field.clone(), fault.code))
}

/// A key for a request with this body.
pub(crate) fn key(name: &str) -> IdempotencyKey {
    body(name, name)
}

pub(crate) fn body(name: &str, body: &str) -> IdempotencyKey {
    IdempotencyKey {
        key: name.to_owned(),
        route: "POST /test".to_owned(),
        request_hash: Sha256::digest(body.as_bytes()).into(),
    }
}

/// Somebody with an account of their own.
pub(crate) struct Customer {
    pub(crate) user: UserId,
    pub(crate) account: AccountId,
    pub(crate) actor: Actor,
}

pub(crate) fn system() -> Actor {
    Actor::system("test")
}

/// A step in a transaction of its own.
pub(crate) async fn run<T, F>(t: &TestApp, step: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: for<'w> Fn(&'w mut Work) -> BoxFuture<'w, Result<T, Error>> + Send + Sync + 'static,
{
    t.app.transact(&system(), step).await
}

fn signed_in(t: &TestApp, user: UserId, name: &str) -> SignedInPerson {
    SignedInPerson {
        user,
        name: name.to_owned(),
        session: SessionRef { id: SessionId::from_uuid(user.uuid()), authenticated_at: t.now() },
        account: None,
        permissions: Default::default(),
    }
}

pub(crate) async fn person(t: &TestApp, name: &str) -> UserId {
    let (name, now) = (name.to_owned(), t.now());
    let write = run(t, move |work| {
        let name = name.clone();
        Box::pin(async move {
            let id: UserId = work.new_id();
            let row = user::ActiveModel {
                id: Set(id.uuid()),
                email: Set(format!("{name}@{id}.example")),
                email_folded: Set(format!("{name}@{id}.example")),
                full_name: Set(name),
                password_hash: Set("none".to_owned()),
                phone: Set(None),
                country: Set(None),
                locale: Set("en".to_owned()),
                time_zone: Set("UTC".to_owned()),
                email_verified_at: Set(None),
                disabled_at: Set(None),
                is_demo: Set(false),
                terms_accepted_at: Set(None),
                last_seen_at: Set(None),
                created_at: Set(now),
                updated_at: Set(now),
                version: Set(1),
            };
            user::Entity::insert(row).exec_without_returning(work.tx()).await?;
            Ok(id)
        })
    });
    write.await.expect("a user is written")
}

pub(crate) async fn customer(t: &TestApp, name: &str) -> Customer {
    customer_in(t, name, Currency::USD).await
}

pub(crate) async fn customer_in(t: &TestApp, name: &str, currency: Currency) -> Customer {
    let user = person(t, name).await;
    let (label, now) = (name.to_owned(), t.now());
    let write = run(t, move |work| {
        let name = label.clone();
        Box::pin(async move {
            let id: AccountId = work.new_id();
            let number = account::Entity::find().count(work.tx()).await? + 50_001;
            let row = account::ActiveModel {
                id: Set(id.uuid()),
                number: Set(i64::try_from(number).expect("few accounts")),
                name: Set(name.clone()),
                company: Set(None),
                currency: Set(currency.code().to_owned()),
                billing_email: Set(format!("{name}@example.com")),
                address_line1: Set(None),
                address_line2: Set(None),
                city: Set(None),
                region: Set(None),
                postal_code: Set(None),
                country: Set(None),
                tax_id: Set(None),
                created_at: Set(now),
                updated_at: Set(now),
                version: Set(1),
            };
            account::Entity::insert(row).exec_without_returning(work.tx()).await?;
            let row = membership::ActiveModel {
                id: Set(work.new_id::<MembershipId>().uuid()),
                user_id: Set(user.uuid()),
                account_id: Set(id.uuid()),
                role: Set(membership::Role::Owner),
                created_at: Set(now),
            };
            membership::Entity::insert(row).exec_without_returning(work.tx()).await?;
            Ok(id)
        })
    });
    let account = write.await.expect("an account is written");
    let mut signed = signed_in(t, user, name);
    signed.account = Some((account, membership::Role::Owner));
    Customer { user, account, actor: Actor::person(signed, RequestContext::default()) }
}

/// Somebody on the staff who may do everything and has just given a password.
pub(crate) async fn staff(t: &TestApp, name: &str) -> Actor {
    let user = person(t, name).await;
    staff_of(t, user, name)
}

/// The same, for somebody who is also a customer.
pub(crate) fn staff_as(t: &TestApp, user: UserId) -> Actor {
    staff_of(t, user, "staff")
}

fn staff_of(t: &TestApp, user: UserId, name: &str) -> Actor {
    let mut signed = signed_in(t, user, name);
    signed.permissions = Permission::ALL.iter().copied().collect();
    Actor::person(signed, RequestContext::default()).as_staff().expect("has permissions")
}

/// A top-up that somebody else approved.
pub(crate) async fn fund(t: &TestApp, customer: &Customer, amount: i64) {
    let reviewer = person(t, "reviewer").await;
    let new = NewApprovedTopup {
        account: customer.account,
        requested_by: customer.user,
        reviewed_by: reviewer,
        method: Method::BankTransfer,
        amount: usd(amount),
        reference: format!("TOP-{reviewer}"),
        value_date: day("2029-12-31"),
    };
    top_up(t, new).await.expect("the top-up is approved");
}

async fn top_up(t: &TestApp, new: NewApprovedTopup) -> Result<(), Error> {
    let step = run(t, move |work| {
        let new = new.clone();
        Box::pin(async move { topups::post_approved(work, new).await.map(|_| ()) })
    });
    step.await
}

pub(crate) fn line(amount: i64, tax: i64) -> NewLine {
    NewLine {
        kind: LineKind::Plan,
        revenue_line: RevenueLine::Vps,
        description: "VPS Pro".to_owned(),
        detail: Some("web-01.example.com".to_owned()),
        cycle: None,
        period_start: None,
        period_end: None,
        quantity: 1,
        unit_amount: usd(amount),
        discount: usd(0),
        tax_rate: TaxRate::from_ppm(if tax == 0 { 0 } else { 100_000 }).expect("a rate"),
        tax: usd(tax),
    }
}

pub(crate) async fn issue(t: &TestApp, customer: &Customer, lines: Vec<NewLine>) -> Invoice {
    let account = customer.account;
    let step = run(t, move |work| {
        let lines = lines.clone();
        Box::pin(async move {
            let due_on = work.today() + Duration::days(7);
            let new = NewInvoice { account, order: None, lines, due_on, notes: None };
            invoices::issue(work, new).await
        })
    });
    let id = step.await.expect("the document is issued");
    let detail = invoices::get(&t.app, &Actor::system("test"), id).await;
    detail.expect("the document is there").invoice
}

/// A document over so much, without tax.
pub(crate) async fn bill(t: &TestApp, customer: &Customer, amount: i64) -> InvoiceId {
    issue(t, customer, vec![line(amount, 0)]).await.id
}

pub(crate) async fn balance(t: &TestApp, customer: &Customer) -> i64 {
    let wallet = wallet::balance(&t.app, &customer.actor).await.expect("the balance is read");
    wallet.balance.amount()
}

pub(crate) async fn lines(t: &TestApp, customer: &Customer) -> Vec<wallet::WalletLine> {
    let page = PageRequest { limit: 100, ..PageRequest::default() };
    wallet::list_transactions(&t.app, &customer.actor, page).await.expect("the statement").items
}

fn adjustment(amount: i64) -> Adjustment {
    Adjustment { amount: usd(amount), reason: "outage credit".to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_payments_at_once_exactly_the_funded_number_succeed() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 1_000).await;
    let mut bills = Vec::new();
    for _ in 0..64 {
        bills.push(bill(&t, &c, 100).await);
    }
    let paid =
        join_all(bills.iter().enumerate().map(|(n, id)| {
            let (app, actor, id) = (t.app.clone(), c.actor.clone(), *id);
            async move {
                invoices::pay(&app, &actor, &key(&format!("pay-{n}")), id, Method::Wallet).await
            }
        }))
        .await;
    let refused: Vec<Code> = paid.iter().filter_map(code).collect();
    assert_eq!(refused, vec![Code::InsufficientFunds; 54]);
    assert_eq!(balance(&t, &c).await, 0);
    assert_eq!(lines(&t, &c).await.len(), 11);
}

#[tokio::test]
async fn a_short_wallet_changes_nothing_and_says_what_is_missing() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 500).await;
    let id = bill(&t, &c, 1_999).await;
    let before = t.row_counts().await;
    let answer = invoices::pay(&t.app, &c.actor, &key("a"), id, Method::Wallet).await;
    let error = answer.unwrap_err();
    assert_eq!(error.code(), Code::InsufficientFunds);
    let data = serde_json::to_value(error.data()).unwrap();
    assert_eq!(data["needed"], serde_json::to_value(usd(1_999)).unwrap());
    assert_eq!(data["available"]["amount"], 500);
    assert_eq!(data["shortfall"]["amount"], 1_499);
    assert_eq!(t.row_counts().await, before);
    assert_eq!(balance(&t, &c).await, 500);
    // The same key may be used again once there is enough.
    fund(&t, &c, 1_499).await;
    let answer = invoices::pay(&t.app, &c.actor, &key("a"), id, Method::Wallet).await.unwrap();
    assert!(!answer.replayed);
    assert_eq!(balance(&t, &c).await, 0);
}

#[tokio::test]
async fn a_wallet_nobody_ever_funded_is_just_empty() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    assert_eq!(balance(&t, &c).await, 0);
    assert!(lines(&t, &c).await.is_empty());
    let id = bill(&t, &c, 1).await;
    let answer = invoices::pay(&t.app, &c.actor, &key("a"), id, Method::Wallet).await;
    assert_eq!(code(&answer), Some(Code::InsufficientFunds));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_request_sixteen_times_at_once_happens_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 1_000).await;
    let id = bill(&t, &c, 300).await;
    let answers =
        join_all(
            (0..16).map(|_| {
                let (app, actor) = (t.app.clone(), c.actor.clone());
                async move {
                    invoices::pay(&app, &actor, &key("same"), id, Method::Wallet).await.unwrap()
                }
            }),
        )
        .await;
    assert_eq!(answers.iter().filter(|a| !a.replayed).count(), 1);
    let first = &answers[0].value;
    assert!(answers.iter().all(|a| a.value == *first));
    assert_eq!(balance(&t, &c).await, 700);
    let other = invoices::pay(&t.app, &c.actor, &body("same", "other"), id, Method::Wallet).await;
    assert_eq!(code(&other), Some(Code::IdempotencyKeyReused));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_first_uses_of_one_shared_account_make_one_row() {
    let t = TestApp::new().await;
    let mut customers = Vec::new();
    for n in 0..12 {
        customers.push(customer(&t, &format!("c{n}")).await);
    }
    join_all(customers.iter().map(|c| fund(&t, c, 100))).await;
    let rows = ledger_account::Entity::find()
        .filter(ledger_account::Column::Code.eq("manual_clearing:bank"))
        .count(t.db().reader())
        .await
        .unwrap();
    assert_eq!(rows, 1);
    for c in &customers {
        assert_eq!(balance(&t, c).await, 100);
    }
}

#[tokio::test]
async fn an_event_is_posted_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let entry = Entry {
        event_key: "opening:ana".to_owned(),
        kind: EntryKind::OpeningBalance,
        reason: None,
        effective_on: None,
        correlation: None,
        transfers: vec![Transfer {
            debit: wallet::Acct::OpeningBalance,
            credit: wallet::Acct::Wallet(c.account),
            amount: usd(42),
        }],
    };
    let post = |entry: Entry| {
        run(&t, move |work| {
            let entry = entry.clone();
            Box::pin(async move { wallet::post_once(work, entry).await })
        })
    };
    assert!(matches!(post(entry.clone()).await.unwrap(), Posting::Posted(_)));
    assert_eq!(post(entry.clone()).await.unwrap(), Posting::Duplicate);
    let again = run(&t, move |work| {
        let entry = entry.clone();
        Box::pin(async move { wallet::post(work, entry).await })
    });
    assert_eq!(code(&again.await), Some(Code::Conflict));
    assert_eq!(balance(&t, &c).await, 42);
}

#[tokio::test]
async fn top_ups_are_approved_by_somebody_else_and_counted_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let reviewer = person(&t, "bob").await;
    let new = NewApprovedTopup {
        account: c.account,
        requested_by: c.user,
        reviewed_by: c.user,
        method: Method::Crypto,
        amount: usd(700),
        reference: "TX-1".to_owned(),
        value_date: day("2029-12-30"),
    };
    assert_eq!(code(&top_up(&t, new.clone()).await), Some(Code::Forbidden));
    let new = NewApprovedTopup { reviewed_by: reviewer, ..new };
    top_up(&t, new.clone()).await.unwrap();
    let twice = top_up(&t, new.clone()).await;
    assert_eq!(field(&twice), Some(("reference".to_owned(), Code::Taken)));
    let wrong = NewApprovedTopup { method: Method::Wallet, reference: "TX-2".to_owned(), ..new };
    assert_eq!(field(&top_up(&t, wrong).await), Some(("method".to_owned(), Code::Unsupported)));
    let line = &lines(&t, &c).await[0];
    assert_eq!((line.description.as_str(), line.amount), ("Top-up by crypto", usd(700)));
    assert_eq!(line.reference.as_deref(), Some("TX-1"));
}

#[tokio::test]
async fn staff_adjust_a_wallet_but_never_below_zero() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let adjust = async |name: &str, amount: i64| {
        let holder = Holder::User(c.user);
        wallet::adjust(&t.app, &boss, &key(name), holder, adjustment(amount)).await
    };
    let line = adjust("a", 2_500).await.unwrap().value;
    assert_eq!((line.amount, line.balance), (usd(2_500), usd(2_500)));
    assert_eq!(line.description, "Balance adjustment: outage credit");
    let again = adjust("a", 2_500).await.unwrap();
    assert!(again.replayed && again.value == line);
    let before = t.row_counts().await;
    assert_eq!(code(&adjust("b", -2_501).await), Some(Code::InsufficientFunds));
    assert_eq!(t.row_counts().await, before);
    adjust("c", -2_500).await.unwrap();
    assert_eq!(balance(&t, &c).await, 0);
    // What staff wrote stays with staff.
    assert!(lines(&t, &c).await.iter().all(|l| !l.description.contains("outage")));
}

#[tokio::test]
async fn an_adjustment_takes_permission_a_fresh_factor_and_somebody_elses_account() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let own = staff_as(&t, c.user);
    let holder = Holder::Account(c.account);
    let refused = |answer: Result<_, Error>| {
        let answer: Result<kn_app::idempotency::Answer<wallet::WalletLine>, Error> = answer;
        code(&answer)
    };
    let go = async |actor: &Actor, holder: Holder, amount: Money, reason: &str| {
        let adjustment = Adjustment { amount, reason: reason.to_owned() };
        wallet::adjust(&t.app, actor, &key("x"), holder, adjustment).await
    };
    assert_eq!(refused(go(&c.actor, holder, usd(5), "why not").await), Some(Code::Forbidden));
    assert_eq!(refused(go(&own, holder, usd(5), "why not").await), Some(Code::Forbidden));
    let stranger = Holder::Member { user: boss.user_id().unwrap(), account: c.account };
    assert_eq!(refused(go(&boss, stranger, usd(5), "why not").await), Some(Code::NotFound));
    let euro = go(&boss, holder, Money::new(5, Currency::EUR), "why not").await;
    assert_eq!(field(&euro), Some(("amount".to_owned(), Code::Invalid)));
    let terse = go(&boss, holder, usd(5), " x ").await;
    assert_eq!(field(&terse), Some(("reason".to_owned(), Code::TooShort)));
    t.advance(Duration::minutes(6));
    assert_eq!(refused(go(&boss, holder, usd(5), "why not").await), Some(Code::StepUpRequired));
    assert_eq!(balance(&t, &c).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_adjustment_is_undone_once_even_by_eight_at_once() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let holder = Holder::Account(c.account);
    let made = wallet::adjust(&t.app, &boss, &key("a"), holder, adjustment(900)).await.unwrap();
    let line = made.value.id;
    let answers =
        join_all((0..8).map(|n| {
            let (app, boss) = (t.app.clone(), boss.clone());
            async move {
                wallet::reverse_line(&app, &boss, &key(&format!("r{n}")), line, "a mistake").await
            }
        }))
        .await;
    let refused: Vec<Code> = answers.iter().filter_map(code).collect();
    assert_eq!(refused, vec![Code::Conflict; 7]);
    assert_eq!(balance(&t, &c).await, 0);
    let reversal = answers.into_iter().find_map(Result::ok).unwrap().value;
    assert_eq!((reversal.kind, reversal.amount), (EntryKind::Reversal, usd(-900)));
    let twice = wallet::reverse_line(&t.app, &boss, &key("rr"), reversal.id, "and back").await;
    assert_eq!(code(&twice), Some(Code::Conflict));
}

#[tokio::test]
async fn what_was_spent_or_belongs_to_a_record_is_not_undone() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    let holder = Holder::Account(c.account);
    let made = wallet::adjust(&t.app, &boss, &key("a"), holder, adjustment(900)).await.unwrap();
    let id = bill(&t, &c, 500).await;
    invoices::pay(&t.app, &c.actor, &key("p"), id, Method::Wallet).await.unwrap();
    let before = t.row_counts().await;
    let spent = wallet::reverse_line(&t.app, &boss, &key("r"), made.value.id, "a mistake").await;
    assert_eq!(code(&spent), Some(Code::InsufficientFunds));
    let payment = lines(&t, &c).await[0].id;
    let bound = wallet::reverse_line(&t.app, &boss, &key("s"), payment, "a mistake").await;
    assert_eq!(code(&bound), Some(Code::Conflict));
    assert_eq!(t.row_counts().await, before);
}

#[tokio::test]
async fn the_statement_pages_newest_first_without_gaps_and_filters() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let boss = staff(&t, "boss").await;
    fund(&t, &c, 10_000).await;
    for n in 0..7 {
        let id = bill(&t, &c, 100 + n).await;
        invoices::pay(&t.app, &c.actor, &key(&format!("p{n}")), id, Method::Wallet).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut page = PageRequest { limit: 3, ..PageRequest::default() };
    loop {
        let got = wallet::list_transactions(&t.app, &c.actor, page.clone()).await.unwrap();
        seen.extend(got.items);
        let Some(next) = got.next_cursor else { break };
        page.cursor = Some(Cursor::decode(&next).unwrap());
    }
    assert_eq!(seen.len(), 8);
    assert_eq!(seen[0].balance, usd(balance(&t, &c).await));
    for pair in seen.windows(2) {
        assert_eq!(pair[0].balance.checked_sub(pair[0].amount).unwrap(), pair[1].balance);
    }
    assert!(
        seen[0].description.starts_with("Payment of INV-2030-00000"),
        "{}",
        seen[0].description
    );
    let of = |kind, from| StatementFilter { kind, from, to: None };
    let filtered = async |filter| {
        let holder = Holder::Account(c.account);
        let page = PageRequest { with_total: true, ..PageRequest::default() };
        wallet::list_transactions_of(&t.app, &boss, holder, filter, page).await.unwrap()
    };
    assert_eq!(filtered(of(Some(EntryKind::Topup), None)).await.items.len(), 1);
    assert_eq!(filtered(of(None, Some(day("2030-01-01")))).await.items.len(), 8);
    assert_eq!(filtered(of(None, Some(day("2030-01-02")))).await.items.len(), 0);
}

#[tokio::test]
async fn the_statement_as_a_file_holds_every_line_and_no_formula() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    let reviewer = person(&t, "bob").await;
    let evil = NewApprovedTopup {
        account: c.account,
        requested_by: c.user,
        reviewed_by: reviewer,
        method: Method::BankTransfer,
        amount: usd(1_000),
        reference: "=HYPERLINK(\"http://evil\")".to_owned(),
        value_date: day("2030-01-01"),
    };
    top_up(&t, evil).await.unwrap();
    for n in 0..120 {
        let id = bill(&t, &c, 1).await;
        invoices::pay(&t.app, &c.actor, &key(&format!("p{n}")), id, Method::Wallet).await.unwrap();
    }
    let file = wallet::transactions_csv(&t.app, &c.actor).await.unwrap();
    assert_eq!(file.body.lines().count(), 122);
    assert!(file.body.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), "{}", file.body);
    assert!(!file.truncated && file.filename.ends_with(".csv"));
}

#[tokio::test]
async fn nobody_reads_the_statement_of_somebody_else() {
    let t = TestApp::new().await;
    let (a, b) = (customer(&t, "ana").await, customer(&t, "bea").await);
    fund(&t, &a, 700).await;
    assert!(lines(&t, &b).await.is_empty());
    let holder = Holder::Account(a.account);
    let page = PageRequest::default();
    let peek =
        wallet::list_transactions_of(&t.app, &b.actor, holder, StatementFilter::default(), page);
    assert_eq!(code(&peek.await), Some(Code::Forbidden));
}

#[tokio::test]
async fn every_posting_of_a_payment_is_in_the_ledger() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 1_000).await;
    let id = issue(&t, &c, vec![line(500, 50)]).await.id;
    invoices::pay(&t.app, &c.actor, &key("p"), id, Method::Wallet).await.unwrap();
    let kinds: Vec<String> = ledger_entry::Entity::find()
        .all(t.db().reader())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.kind)
        .collect();
    for kind in ["topup", "invoice_finalised", "invoice_payment"] {
        assert!(kinds.iter().any(|k| k == kind), "{kind} in {kinds:?}");
    }
    let codes: Vec<String> = ledger_account::Entity::find()
        .all(t.db().reader())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    assert!(codes.contains(&"tax_payable:ZZ:100000".to_owned()), "{codes:?}");
    assert_eq!(payment::Entity::find().count(t.db().reader()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_posting_that_forgot_to_look_is_refused_by_the_database() {
    let t = TestApp::new().await;
    let c = customer(&t, "ana").await;
    fund(&t, &c, 10).await;
    let before = t.row_counts().await;
    let account = c.account;
    let careless = run(&t, move |work| {
        Box::pin(async move {
            let transfer = Transfer {
                debit: wallet::Acct::Wallet(account),
                credit: wallet::Acct::RefundsAndAllowances,
                amount: usd(11),
            };
            let entry = Entry {
                event_key: "careless".to_owned(),
                kind: EntryKind::Adjustment,
                reason: None,
                effective_on: None,
                correlation: None,
                transfers: vec![transfer],
            };
            wallet::post(work, entry).await
        })
    });
    assert_eq!(code(&careless.await), Some(Code::InsufficientFunds));
    assert_eq!(t.row_counts().await, before);
}
