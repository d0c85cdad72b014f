//! People, accounts, sessions, tokens.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Duration;
use futures::future::join_all;
use kn_app::identity::{
    self, Address, ChangePassword, Login, MembershipRole, ProfilePatch, Register, SignedIn, StepUp,
    Transport, UserFilter, UserPatch, UserRole, UserStatus,
};
use kn_app::{Actor, App, AppConfig, AppParts, Error, Mode, RequestContext};
use kn_core::code::Code;
use kn_core::fakes::SeededEntropy;
use kn_core::ids::{AccountId, UserId};
use kn_core::page::{PageRequest, Sort};
use kn_core::ports::document::{DocumentError, DocumentRenderer, InvoiceDocument};
use kn_core::ports::mail::{MailError, MailTransport, Mailer, MailerFactory};
use kn_core::secret::Secret;
use kn_db::entities::{account, audit_log, counter, membership, refresh_token, session, user};
use kn_testkit::TestApp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

mod sessions;

const PASSWORD: &str = "plum-otter-Kiln-42";

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn visitor() -> Actor {
    Actor::anonymous(RequestContext {
        ip: Some("192.0.2.7".parse().expect("an address")),
        user_agent: Some("Firefox on a\u{7} laptop".to_owned()),
        request_id: Some("req-1".to_owned()),
    })
}

fn registration(email: &str) -> Register {
    Register {
        email: email.to_owned(),
        password: secret(PASSWORD),
        full_name: "Ana Petrović".to_owned(),
        company: None,
        country: Some("rs".to_owned()),
        accept_terms: Some(true),
        referral_code: None,
        transport: Transport::Bearer,
    }
}

async fn register(t: &TestApp, email: &str) -> SignedIn {
    identity::register(&t.app, &visitor(), registration(email)).await.expect("registers")
}

async fn login(t: &TestApp, email: &str, password: &str) -> Result<SignedIn, Error> {
    let login = Login {
        email: email.to_owned(),
        password: secret(password),
        totp_code: None,
        recovery_code: None,
        remember_device: false,
        transport: Transport::Bearer,
    };
    identity::login(&t.app, &visitor(), login).await
}

async fn admin(t: &TestApp) -> SignedIn {
    identity::create_admin(&t.app, "boss@example.com", secret(PASSWORD), "Boss")
        .await
        .expect("creates the admin");
    login(t, "boss@example.com", PASSWORD).await.expect("the admin signs in")
}

async fn who(
    t: &TestApp,
    signed_in: &SignedIn,
    account: Option<AccountId>,
) -> Result<Actor, Error> {
    identity::authenticate(
        &t.app,
        RequestContext::default(),
        signed_in.tokens.access.expose(),
        account,
    )
    .await
}

async fn actor(t: &TestApp, signed_in: &SignedIn) -> Actor {
    who(t, signed_in, None).await.expect("is signed in")
}

async fn staff(t: &TestApp, signed_in: &SignedIn) -> Actor {
    actor(t, signed_in).await.as_staff().expect("is staff")
}

async fn refresh(t: &TestApp, token: &Secret<String>) -> Result<SignedIn, Error> {
    identity::refresh(&t.app, &visitor(), token.clone(), Transport::Bearer).await
}

fn code<T>(answer: Result<T, Error>) -> Option<Code> {
    answer.err().map(|error| error.code())
}

fn fields(error: &Error) -> BTreeSet<(&str, Code)> {
    error.field_errors().iter().map(|f| (f.field.as_str(), f.code)).collect()
}

async fn sessions_of(t: &TestApp, user: UserId) -> Vec<session::Model> {
    let query = session::Entity::find().filter(session::Column::UserId.eq(user.uuid()));
    query
        .order_by_asc(session::Column::CreatedAt)
        .order_by_asc(session::Column::Id)
        .all(t.db().reader())
        .await
        .expect("the database answers")
}

async fn tokens_of(t: &TestApp, session: &session::Model) -> Vec<refresh_token::Model> {
    let query =
        refresh_token::Entity::find().filter(refresh_token::Column::SessionId.eq(session.id));
    query.all(t.db().reader()).await.expect("the database answers")
}

async fn actions(t: &TestApp) -> Vec<(String, Option<String>)> {
    let rows = audit_log::Entity::find()
        .order_by_asc(audit_log::Column::Id)
        .all(t.db().reader())
        .await
        .expect("the database answers");
    rows.into_iter().map(|row| (row.action, row.reason)).collect()
}

/// Makes the user a member of somebody else's account, which no operation does yet.
async fn join(t: &TestApp, user: UserId, account: AccountId, role: MembershipRole) {
    let tx = t.db().begin_write().await.expect("the database answers");
    let row = membership::ActiveModel {
        id: Set(uuid::Uuid::from_u128(77)),
        user_id: Set(user.uuid()),
        account_id: Set(account.uuid()),
        role: Set(role),
        created_at: Set(t.app.now() + Duration::seconds(1)),
    };
    membership::Entity::insert(row)
        .exec_without_returning(&tx)
        .await
        .expect("the database answers");
    tx.commit().await.expect("the database answers");
}

#[tokio::test]
async fn registering_makes_a_user_with_an_account_and_signs_in() {
    let t = TestApp::new().await;
    let ana = register(&t, "Ana@Example.com").await;
    assert_eq!(ana.user.email, "Ana@Example.com");
    assert_eq!(ana.account.name, "Ana Petrović");
    assert_eq!((ana.account.number, ana.account.currency.code()), (1001, "USD"));
    assert_eq!(ana.account.country.as_deref(), Some("RS"));
    assert_eq!(ana.tokens.access_expires_in, 300);
    assert_eq!(ana.tokens.refresh_expires_at, t.app.now() + Duration::days(30));

    let me = identity::me(&t.app, &actor(&t, &ana).await).await.unwrap();
    assert_eq!((me.user.id, me.account.id), (ana.user.id, ana.account.id));
    assert_eq!(me.memberships.len(), 1);
    assert_eq!(me.memberships[0].role, MembershipRole::Owner);
    assert!(me.permissions.is_empty() && !me.user.is_staff && !me.user.email_verified);
    assert_eq!(me.fresh_until, Some(t.app.now() + Duration::minutes(5)));

    let session = &sessions_of(&t, ana.user.id).await[0];
    assert_eq!(
        (session.ip.as_deref(), session.user_agent.as_deref()),
        (Some("192.0.2.7"), Some("Firefox on a laptop"))
    );
    let row =
        user::Entity::find_by_id(ana.user.id.uuid()).one(t.db().reader()).await.unwrap().unwrap();
    assert!(
        row.password_hash.starts_with("$argon2id$")
            && row.terms_accepted_at.is_some()
            && !row.is_demo
    );
    assert_eq!(row.last_seen_at, Some(t.app.now()));

    let ben = identity::register(
        &t.app,
        &visitor(),
        Register {
            company: Some("Ben & Co".to_owned()),
            accept_terms: None,
            ..registration("ben@example.com")
        },
    )
    .await
    .unwrap();
    assert_eq!((ben.account.number, ben.account.name.as_str()), (1002, "Ben & Co"));
}

#[tokio::test]
async fn an_address_in_use_is_refused_and_changes_nothing() {
    let t = TestApp::new().await;
    register(&t, "ana@example.com").await;
    let before = t.row_counts().await;
    let again = identity::register(&t.app, &visitor(), registration(" ANA@example.com ")).await;
    assert_eq!(code(again), Some(Code::EmailTaken));
    assert_eq!(t.row_counts().await, before);
    let next = counter::Entity::find_by_id("account").one(t.db().reader()).await.unwrap().unwrap();
    assert_eq!(next.next_value, 1002, "the number was given back");

    let visitor = visitor();
    let crowd =
        (0..8).map(|_| identity::register(&t.app, &visitor, registration("rush@example.com")));
    let answers = join_all(crowd).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert!(
        answers.into_iter().filter_map(|a| a.err()).all(|error| error.code() == Code::EmailTaken)
    );
}

#[tokio::test]
async fn a_form_hears_of_all_its_faults_at_once() {
    let t = TestApp::new().await;
    let before = t.row_counts().await;
    let bad = Register {
        email: "nobody".to_owned(),
        password: secret("short"),
        full_name: "  ".to_owned(),
        company: Some("a\u{202e}b".to_owned()),
        country: Some("Serbia".to_owned()),
        accept_terms: Some(false),
        ..registration("x@example.com")
    };
    let error = identity::register(&t.app, &visitor(), bad).await.unwrap_err();
    assert_eq!(error.code(), Code::ValidationFailed);
    let expected = [
        ("email", Code::Invalid),
        ("password", Code::TooShort),
        ("full_name", Code::Required),
        ("company", Code::Invalid),
        ("country", Code::Invalid),
        ("accept_terms", Code::Required),
    ];
    assert_eq!(fields(&error), BTreeSet::from(expected));
    let weak = Register { password: secret("Cloud@9874"), ..registration("x@example.com") };
    let error = identity::register(&t.app, &visitor(), weak).await.unwrap_err();
    assert_eq!(fields(&error), BTreeSet::from([("password", Code::WeakPassword)]));
    assert_eq!(t.row_counts().await, before);
}

#[tokio::test]
async fn unknown_wrong_and_disabled_get_the_same_answer() {
    let t = TestApp::new().await;
    let boss = admin(&t).await;
    register(&t, "ana@example.com").await;
    let gone = register(&t, "gone@example.com").await;
    let off = UserPatch { disabled: Some(true), ..UserPatch::default() };
    identity::update_user(&t.app, &staff(&t, &boss).await, gone.user.id, off).await.unwrap();

    register(&t, "sample@example.com").await;
    let tx = t.db().begin_write().await.unwrap();
    let without =
        user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value("!"));
    without.filter(user::Column::EmailFolded.eq("sample@example.com")).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();

    assert!(login(&t, " ANA@example.com ", PASSWORD).await.is_ok(), "the control signs in");
    let mut answers = BTreeSet::new();
    for (email, password) in [
        ("ana@example.com", "not-the-password"),
        ("nobody@example.com", PASSWORD),
        ("gone@example.com", PASSWORD),
        ("sample@example.com", PASSWORD),
        ("sample@example.com", "!"),
        ("not an address", PASSWORD),
        ("ana@example.com", ""),
        ("ana@example.com", &"x".repeat(100_000)),
    ] {
        let error = login(&t, email, password).await.unwrap_err();
        let shape = (error.field_errors().len(), error.data().len(), error.retry_after_seconds());
        answers.insert((error.code(), error.detail().to_owned(), shape));
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(answers.first().map(|(code, ..)| *code), Some(Code::InvalidCredentials));

    let refused: Vec<_> =
        actions(&t).await.into_iter().filter(|(action, _)| action == "session.refused").collect();
    assert_eq!(refused.len(), 8, "each is noted");
    let rows = audit_log::Entity::find().all(t.db().reader()).await.unwrap();
    let text = format!("{rows:?}");
    assert!(
        !text.contains("not-the-password") && !text.contains(PASSWORD) && !text.contains("argon2")
    );
}

#[tokio::test]
async fn a_profile_is_changed_with_its_account() {
    let t = TestApp::new().await;
    let ana = register(&t, "ana@example.com").await;
    let me = actor(&t, &ana).await;
    let patch = ProfilePatch {
        full_name: Some("Ana Marković".to_owned()),
        phone: Some(Some("+381 11 000".to_owned())),
        address: Some(Address {
            line1: Some("Knez Mihailova 1".to_owned()),
            city: Some(" ".to_owned()),
            ..Address::default()
        }),
        country: Some(Some("de".to_owned())),
        tax_id: Some(Some("DE123".to_owned())),
        locale: Some("de-DE".to_owned()),
        time_zone: Some("Europe/Berlin".to_owned()),
        ..ProfilePatch::default()
    };
    let changed = identity::update_profile(&t.app, &me, patch).await.unwrap();
    assert_eq!(
        (changed.user.full_name.as_str(), changed.account.name.as_str()),
        ("Ana Marković", "Ana Marković")
    );
    assert_eq!(
        (changed.user.country.as_deref(), changed.account.country.as_deref()),
        (Some("DE"), Some("DE"))
    );
    assert_eq!(changed.account.address.line1.as_deref(), Some("Knez Mihailova 1"));
    assert_eq!(
        (changed.account.address.city, changed.account.tax_id.as_deref()),
        (None, Some("DE123"))
    );
    assert_eq!(actor(&t, &ana).await.label(), "Ana Marković", "at once");

    let company = ProfilePatch {
        company: Some(Some("Marković d.o.o.".to_owned())),
        phone: Some(None),
        ..ProfilePatch::default()
    };
    let changed = identity::update_profile(&t.app, &me, company).await.unwrap();
    assert_eq!((changed.account.name.as_str(), changed.user.phone), ("Marković d.o.o.", None));
    assert_eq!(changed.user.time_zone, "Europe/Berlin", "what is left out stays");
    let bad = ProfilePatch {
        time_zone: Some("Mars/Olympus".to_owned()),
        locale: Some("x".to_owned()),
        ..ProfilePatch::default()
    };
    let error = identity::update_profile(&t.app, &me, bad).await.unwrap_err();
    assert_eq!(
        fields(&error),
        BTreeSet::from([("locale", Code::Invalid), ("time_zone", Code::Invalid)])
    );
    let row = account::Entity::find_by_id(ana.account.id.uuid())
        .one(t.db().reader())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.version, 3);
}

#[tokio::test]
async fn staff_find_users_in_a_fixed_number_of_queries() {
    let t = TestApp::new().await;
    let boss = staff(&t, &admin(&t).await).await;
    let list = async |filter: UserFilter, page: PageRequest| {
        let (page, counts) =
            kn_db::meter::scope(identity::list_users(&t.app, &boss, filter, page)).await;
        let page = page.unwrap();
        (
            page.items.iter().map(|row| row.email.clone()).collect::<Vec<_>>(),
            page.next_cursor,
            counts.queries,
        )
    };
    let all = UserFilter::default();
    let (_, _, for_one) = list(all, PageRequest::default()).await;
    for n in 0..12 {
        t.advance(Duration::seconds(1));
        let company = (n % 2 == 0).then(|| format!("Studio {n} 100%"));
        let command = Register { company, ..registration(&format!("user{n}@example.com")) };
        identity::register(&t.app, &visitor(), command).await.unwrap();
    }
    let (emails, _, for_many) = list(all, PageRequest::default()).await;
    assert_eq!((emails.len(), emails[0].as_str(), for_many), (13, "user11@example.com", for_one));

    let ask = |q: &str| PageRequest { q: Some(q.to_owned()), ..PageRequest::default() };
    for (q, found) in [
        ("USER7@example.com", 1),
        ("user1", 3),
        ("petrović", 12),
        ("Petrović", 12),
        ("studio 4", 1),
        ("100%", 6),
        ("%", 6),
        ("_", 0),
        ("#1003", 1),
        ("1003", 1),
        ("nobody", 0),
        ("' OR 1=1 --", 0),
    ] {
        assert_eq!(list(all, ask(q)).await.0.len(), found, "{q}");
    }
    let of = |role, status| UserFilter { role, status };
    assert_eq!(
        list(of(Some(UserRole::Staff), None), PageRequest::default()).await.0,
        ["boss@example.com"]
    );
    assert_eq!(list(of(Some(UserRole::Customer), None), PageRequest::default()).await.0.len(), 12);
    assert_eq!(
        list(of(None, Some(UserStatus::Unverified)), PageRequest::default()).await.0.len(),
        12
    );
    assert_eq!(list(of(None, Some(UserStatus::Active)), PageRequest::default()).await.0.len(), 1);
    assert_eq!(list(of(None, Some(UserStatus::Disabled)), PageRequest::default()).await.0.len(), 0);

    let mut request =
        PageRequest { limit: 5, sort: Some(Sort::ascending("email")), ..PageRequest::default() };
    let mut seen = Vec::new();
    loop {
        let (emails, next, _) = list(all, request.clone()).await;
        seen.extend(emails);
        let Some(next) = next else { break };
        request.cursor = Some(kn_core::page::Cursor::decode(&next).unwrap());
    }
    assert_eq!(seen.len(), 13);
    assert!(seen.is_sorted());
}

#[tokio::test]
async fn a_user_is_shown_with_figures_and_only_to_staff() {
    let t = TestApp::new().await;
    let boss_in = admin(&t).await;
    let boss = staff(&t, &boss_in).await;
    let ana = register(&t, "ana@example.com").await;
    let detail = identity::get_user(&t.app, &boss, ana.user.id).await.unwrap();
    assert_eq!(
        (detail.user.id, detail.accounts.len(), detail.status),
        (ana.user.id, 1, UserStatus::Unverified)
    );
    assert!(detail.balance.is_zero() && detail.stats.total_spent.is_zero());
    assert_eq!(
        (detail.stats.orders, detail.stats.services, detail.stats.unpaid_invoices),
        (0, 0, 0)
    );
    let nobody = UserId::from_uuid(uuid::Uuid::from_u128(5));
    assert_eq!(code(identity::get_user(&t.app, &boss, nobody).await), Some(Code::NotFound));

    let customer = actor(&t, &ana).await;
    assert_eq!(code(customer.as_staff()), Some(Code::Forbidden));
    let list =
        identity::list_users(&t.app, &customer, UserFilter::default(), PageRequest::default())
            .await;
    assert_eq!(code(list), Some(Code::Forbidden));
    let outside = actor(&t, &boss_in).await;
    assert_eq!(
        code(identity::get_user(&t.app, &outside, ana.user.id).await),
        Some(Code::Forbidden)
    );
    assert_eq!(boss.permissions().len(), kn_app::access::Permission::ALL.len());
}

struct Nothing;

impl DocumentRenderer for Nothing {
    fn render_invoice(&self, _: &InvoiceDocument) -> Result<Vec<u8>, DocumentError> {
        unreachable!("identity renders nothing")
    }
    fn renderer_version(&self) -> &'static str {
        "none"
    }
}

impl MailerFactory for Nothing {
    fn build(&self, _: &MailTransport) -> Result<Arc<dyn Mailer>, MailError> {
        unreachable!("identity mails nothing by itself")
    }
}

/// The same database, as a server in production mode would open it.
fn in_production(t: &TestApp) -> App {
    App::new(AppParts {
        db: t.db().clone(),
        clock: t.clock.clone(),
        entropy: Arc::new(SeededEntropy::new(7)),
        documents: Arc::new(Nothing),
        mailers: Arc::new(Nothing),
        panels: Vec::new(),
        master_key: Secret::new(vec![42; 32]),
        waker: t.app.waker().clone(),
        config: AppConfig { mode: Mode::Production, ..t.app.config().clone() },
    })
}

#[tokio::test]
async fn the_demo_passwords_are_refused_in_production() {
    let t = TestApp::new().await;
    let app = in_production(&t);
    let ana = identity::register(&app, &visitor(), registration("ana@example.com")).await.unwrap();
    let me =
        identity::authenticate(&app, RequestContext::default(), ana.tokens.access.expose(), None)
            .await
            .unwrap();
    for demo in kn_app::demo::LOGINS.map(|login| login.password) {
        let new = Register { password: secret(demo), ..registration("new@example.com") };
        assert_eq!(code(identity::register(&app, &visitor(), new).await), Some(Code::DemoRefused));
        let boss = identity::create_admin(&app, "boss@example.com", secret(demo), "Boss").await;
        assert_eq!(code(boss), Some(Code::DemoRefused));
        let change = ChangePassword { current: secret(PASSWORD), new: secret(demo) };
        assert_eq!(
            code(identity::change_password(&app, &me, change).await),
            Some(Code::DemoRefused)
        );
        for email in ["ana@example.com", "nobody@example.com"] {
            let login = Login {
                email: email.to_owned(),
                password: secret(demo),
                totp_code: None,
                recovery_code: None,
                remember_device: false,
                transport: Transport::Cookie,
            };
            assert_eq!(
                code(identity::login(&app, &visitor(), login).await),
                Some(Code::DemoRefused)
            );
        }
    }
    assert!(!identity::has_demo_accounts(&app).await.unwrap());
    let tx = t.db().begin_write().await.unwrap();
    user::Entity::update_many()
        .col_expr(user::Column::IsDemo, Expr::value(true))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(identity::has_demo_accounts(&app).await.unwrap());
}
