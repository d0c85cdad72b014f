//! Puts the product together from the configuration.

use std::sync::Arc;

use kn_adapters::mail::{MailFactory, Reach};
use kn_adapters::panels::ManualPanel;
use kn_adapters::pdf::KrillaRenderer;
use kn_adapters::system::{OsEntropy, SystemClock};
use kn_app::{App, AppConfig, AppParts, Mode};
use kn_db::{ConnectOptions, Db};
use kn_jobs::Waker;

use crate::config::Config;

/// Connects to the database named in the configuration.
pub(crate) async fn connect(config: &Config) -> Result<Db, String> {
    config.prepare_data_dir()?;
    Db::connect(&config.connect_options()).await.map_err(|fault| sentence(&fault.to_string()))
}

/// Applies pending migrations, with the migrating role where one is configured; answers how many there were.
pub(crate) async fn migrate(config: &Config, db: &Db) -> Result<usize, String> {
    let fail = |fault: kn_db::MigrateError| sentence(&fault.to_string());
    let pending = db.migration_status().await.map_err(fail)?.pending.len();
    match &config.migrate_url {
        None => {
            db.migrate().await.map_err(fail)?;
        }
        Some(url) => {
            let migrator = Db::connect(&ConnectOptions::new(url.clone())).await;
            let migrator = migrator.map_err(|fault| sentence(&fault.to_string()))?;
            let applied = migrator.migrate().await;
            close(&migrator).await;
            applied.map_err(fail)?;
        }
    }
    Ok(pending)
}

/// The running product on an open, migrated database.
pub(crate) fn assemble(config: &Config, db: Db) -> Result<App, String> {
    let documents = KrillaRenderer::new(config.font_dir.as_deref())
        .map_err(|fault| format!("The fonts for documents cannot be loaded: {fault}."))?;
    Ok(App::new(AppParts {
        db,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        documents: Arc::new(documents),
        mailers: Arc::new(MailFactory::new(match config.mode {
            Mode::Demo => Reach::ThisMachine,
            Mode::Production => Reach::Anywhere,
        })),
        panels: vec![Arc::new(ManualPanel::default())],
        master_key: config.master_key()?,
        waker: Waker::new(),
        config: AppConfig {
            mode: config.mode,
            public_url: config.public_url.clone(),
            zone: config.zone,
            currency: config.currency,
            env_mail: config.mail.clone(),
            mail_from: config.mail_from.clone(),
            rate_limits: config.rate_limits,
            send_mail: true,
            version: env!("CARGO_PKG_VERSION"),
        },
    }))
}

/// Everything the commands need: connected, migrated, prepared; sample data in demo mode.
pub(crate) async fn start(config: &Config) -> Result<App, String> {
    let db = connect(config).await?;
    let migrations = migrate(config, &db).await?;
    tracing::debug!(migrations, "database is up to date");
    let app = assemble(config, db)?;
    match config.mode {
        Mode::Demo => {
            kn_app::demo::seed(&app)
                .await
                .map_err(|fault| explain("The sample data cannot be written", &fault))?;
        }
        Mode::Production => {
            kn_app::setup::prepare(&app)
                .await
                .map_err(|fault| explain("The database cannot be prepared", &fault))?;
            let demo = kn_app::identity::has_demo_accounts(&app).await;
            if demo.map_err(|fault| explain("The accounts cannot be read", &fault))? {
                return Err("This database holds the demo's logins. Production mode needs a database of its own.".to_owned());
            }
        }
    }
    Ok(app)
}

/// An application error as one line for the operator.
pub(crate) fn explain(what: &str, fault: &kn_app::Error) -> String {
    let causes = fault.chain();
    if causes.is_empty() {
        format!("{what}: {}", fault.detail())
    } else {
        format!("{what}: {}", causes.join(": "))
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}

/// Closes the pools at the end of a command; a fault here harms nothing any more.
pub(crate) async fn close(db: &Db) {
    if let Err(cause) = db.close().await {
        tracing::warn!(%cause, "the database was not closed cleanly");
    }
}
