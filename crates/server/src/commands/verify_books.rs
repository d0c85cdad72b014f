//! `verify-books`: recomputes everything that must balance.

use std::process::ExitCode;

use crate::config::Config;
use crate::{boot, output};

pub(crate) async fn run(config: &Config) -> Result<ExitCode, String> {
    let db = boot::connect(config).await?;
    let app = boot::assemble(config, db)?;
    let report = kn_app::wallet::verify_books(&app)
        .await
        .map_err(|fault| boot::explain("The books cannot be read", &fault))?;
    boot::close(app.db()).await;
    let mut lines: Vec<String> =
        report.checked.iter().map(|(what, count)| format!("{count:>10}  {what}")).collect();
    if report.differences.is_empty() {
        lines.push("The books are in order.".to_owned());
        output::line(&lines.join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    lines.push("Differences:".to_owned());
    lines.extend(report.differences.iter().map(|difference| format!("  {difference}")));
    output::line(&lines.join("\n"))?;
    Ok(ExitCode::FAILURE)
}
