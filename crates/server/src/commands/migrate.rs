//! `migrate`: brings the database up to date and says what was done.

use crate::config::Config;
use crate::{boot, output};

pub(crate) async fn run(config: &Config) -> Result<(), String> {
    let db = boot::connect(config).await?;
    let applied = boot::migrate(config, &db).await?;
    db.close().await;
    if applied.is_empty() {
        output::line("The database is up to date.")
    } else {
        output::line(&format!("Applied {}.", applied.join(", ")))
    }
}
