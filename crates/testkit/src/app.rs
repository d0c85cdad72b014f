//! The product under test.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use kn_adapters::panels::ManualPanel;
use kn_adapters::pdf::KrillaRenderer;
use kn_app::{App, AppConfig, AppParts, Mode};
use kn_core::calendar::BusinessZone;
use kn_core::fakes::{FakePanel, FrozenClock, RecordingMailer, SeededEntropy};
use kn_core::money::Currency;
use kn_core::ports::document::DocumentRenderer;
use kn_core::ports::mail::{MailTransport, Mailbox};
use kn_core::secret::Secret;
use kn_db::testing::{TestDb, engine_under_test};
use kn_db::{Db, Durability, Engine};
use kn_jobs::Waker;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::audit;
use crate::mailers::RecordingFactory;

/// A whole product on its own database.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<FrozenClock>,
    pub mailer: Arc<RecordingMailer>,
    pub panel: Arc<FakePanel>,
    failures_expected: AtomicBool,
    books_expected_wrong: AtomicBool,
    db: TestDb,
}

/// Writers are kept out while this is held.
#[derive(Debug)]
pub struct Lock {
    held: DatabaseTransaction,
    other: Db,
}

impl Lock {
    pub async fn release(self) {
        self.held.rollback().await.expect("the lock is given back");
        self.other.close().await.expect("the second connection closes");
    }
}

/// Fonts are parsed once for all tests of a process.
fn documents() -> Arc<dyn DocumentRenderer> {
    static RENDERER: OnceLock<Arc<KrillaRenderer>> = OnceLock::new();
    RENDERER
        .get_or_init(|| Arc::new(KrillaRenderer::new(None).expect("the built-in fonts load")))
        .clone()
}

/// What the tests run with, unless they say otherwise.
pub(crate) fn usual_config() -> AppConfig {
    AppConfig {
        mode: Mode::Demo,
        public_url: "http://127.0.0.1:8080".to_owned(),
        zone: BusinessZone::UTC,
        currency: Currency::USD,
        env_mail: MailTransport::File { dir: "unused".into() },
        mail_from: Mailbox::new("KloudNests", "no-reply@kloudnests.test"),
        rate_limits: false,
        send_mail: true,
        version: "test",
    }
}

pub(crate) fn assemble(
    db: Db,
    clock: Arc<FrozenClock>,
    mailer: Arc<RecordingMailer>,
    panel: Arc<FakePanel>,
    config: AppConfig,
) -> App {
    App::new(AppParts {
        db,
        clock,
        entropy: Arc::new(SeededEntropy::new(20_300_101)),
        documents: documents(),
        mailers: Arc::new(RecordingFactory(mailer)),
        panels: vec![Arc::new(ManualPanel::default()), panel],
        master_key: Secret::new(vec![42; 32]),
        waker: Waker::default(),
        config,
    })
}

impl TestApp {
    /// On the engine named by `TEST_DB`.
    pub async fn new() -> Self {
        Self::configured(|_| ()).await
    }

    /// On the engine named by `TEST_DB`, with another configuration.
    pub async fn configured(change: impl FnOnce(&mut AppConfig)) -> Self {
        let mut config = usual_config();
        change(&mut config);
        Self::with(engine_under_test(), config).await
    }

    /// On this engine, whatever is under test.
    pub async fn on(engine: Engine) -> Self {
        Self::with(engine, usual_config()).await
    }

    async fn with(engine: Engine, config: AppConfig) -> Self {
        let db = TestDb::with(engine, Durability::Off).await;
        let clock = Arc::new(FrozenClock::default());
        let (mailer, panel) = (Arc::new(RecordingMailer::new()), Arc::new(FakePanel::new()));
        let app = assemble(db.db().clone(), clock.clone(), mailer.clone(), panel.clone(), config);
        kn_app::setup::prepare(&app).await.expect("roles and catalogue are seeded");
        Self {
            app,
            clock,
            mailer,
            panel,
            failures_expected: AtomicBool::new(false),
            books_expected_wrong: AtomicBool::new(false),
            db,
        }
    }

    pub fn db(&self) -> &Db {
        self.db.db()
    }

    pub fn engine(&self) -> Engine {
        self.db().engine()
    }

    /// Keeps every writer out, as another process with the database would.
    pub async fn lock_out_writers(&self) -> Lock {
        let other = Db::connect(self.db.options()).await.expect("the test database opens twice");
        let held = other.begin_write().await.expect("the lock");
        if self.engine() == Engine::Postgres {
            held.execute_unprepared("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE")
                .await
                .expect("the lock");
        }
        Lock { held, other }
    }

    /// Runs one statement, for what no operation does.
    pub async fn execute(&self, sql: &str) {
        let tx = self.db().begin_write().await.expect("a transaction");
        tx.execute_unprepared(sql).await.expect("the statement runs");
        tx.commit().await.expect("the commit");
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.now()
    }

    /// Moves the clock on.
    pub fn advance(&self, by: chrono::Duration) {
        self.clock.advance(by.to_std().expect("time only moves forward here"));
    }

    /// Runs every due job until none is left; answers how many were done.
    pub async fn run_jobs(&self) -> u64 {
        kn_app::jobs::run_until_idle(&self.app).await.expect("the job queue answers")
    }

    /// This test makes jobs fail on purpose.
    pub fn expect_failed_jobs(&self) {
        self.failures_expected.store(true, Ordering::SeqCst);
    }

    /// This test spoils the books on purpose.
    pub fn expect_wrong_books(&self) {
        self.books_expected_wrong.store(true, Ordering::SeqCst);
    }

    /// Row counts of every table, to prove that nothing changed.
    pub async fn row_counts(&self) -> BTreeSet<(String, i64)> {
        audit::row_counts(self.db.db()).await
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let options = self.db.options().clone();
        let skip_books = self.books_expected_wrong.load(Ordering::SeqCst);
        let skip_jobs = self.failures_expected.load(Ordering::SeqCst);
        // A thread and a connection of its own: the test's runtime may be the one that is dropping us.
        let found =
            std::thread::spawn(move || audit::after_test(&options, skip_books, skip_jobs)).join();
        match found {
            Ok(complaints) if complaints.is_empty() => {}
            Ok(complaints) => unreachable!("after the test: {}", complaints.join("; ")),
            Err(_) => unreachable!("the audit after the test failed"),
        }
    }
}
