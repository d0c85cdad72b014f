//! `seed`: the catalogue; with `--demo` the sample data.

use kn_app::demo::Seeded;

use crate::config::Config;
use crate::{boot, output};

pub(crate) async fn run(config: &Config, demo: bool) -> Result<(), String> {
    let db = boot::connect(config).await?;
    boot::migrate(config, &db).await?;
    let app = boot::assemble(config, db)?;
    let fail = |fault: kn_app::Error| boot::explain("Nothing was seeded", &fault);
    let said = if demo {
        match kn_app::demo::seed(&app).await.map_err(fail)? {
            Seeded::Now => "Catalogue and sample data are written.",
            Seeded::Before => "The sample data is there already; nothing was changed.",
        }
    } else {
        kn_app::setup::prepare(&app).await.map_err(fail)?;
        "The catalogue is in place."
    };
    boot::close(app.db()).await;
    output::line(said)
}
