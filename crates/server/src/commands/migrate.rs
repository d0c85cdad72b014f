//! `migrate`: brings the database up to date and says what was done.

use crate::config::Config;
use crate::{boot, output};

pub(crate) async fn run(config: &Config) -> Result<(), String> {
    let db = boot::connect(config).await?;
    let applied = boot::migrate(config, &db).await?;
    boot::close(&db).await;
    output::line(&match applied {
        0 => "The database is up to date.".to_owned(),
        n => format!("Applied {n} migrations; the database is up to date."),
    })
}
