//! `doctor`: is this installation fit to run? One line per check; ends with 1 if any is bad.

use std::path::Path;
use std::process::ExitCode;

use kn_app::App;

use crate::config::Config;
use crate::{boot, output};

struct Check {
    name: &'static str,
    finding: Result<String, String>,
}

pub(crate) async fn run(config: &Config) -> Result<ExitCode, String> {
    let mut checks = vec![
        Check {
            name: "configuration",
            finding: Ok(format!("{} mode, {}", config.mode.as_str(), config.public_url)),
        },
        Check { name: "data folder", finding: writable(config) },
        Check {
            name: "secret key",
            finding: config
                .master_key()
                .map(|_| config.secret_key_file.display().to_string())
                .and_then(private),
        },
    ];
    match boot::connect(config).await {
        Err(fault) => checks.push(Check { name: "database", finding: Err(fault) }),
        Ok(db) => {
            checks.push(Check {
                name: "database",
                finding: Ok(format!("{} answers", config.engine().as_str())),
            });
            let app = boot::assemble(config, db)?;
            checks.extend(inside(&app).await);
            boot::close(app.db()).await;
        }
    }
    let lines: Vec<String> = checks.iter().map(line).collect();
    output::line(&lines.join("\n"))?;
    Ok(if checks.iter().all(|check| check.finding.is_ok()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn line(check: &Check) -> String {
    match &check.finding {
        Ok(said) => format!("ok   {:<14} {said}", check.name),
        Err(said) => format!("BAD  {:<14} {said}", check.name),
    }
}

async fn inside(app: &App) -> Vec<Check> {
    let migrations = match app.db().migration_status().await {
        Ok(status) if status.pending.is_empty() => Ok(format!("{} applied", status.applied.len())),
        Ok(status) => Err(format!("{} pending; run kloudnests migrate", status.pending.len())),
        Err(fault) => Err(fault.to_string()),
    };
    if migrations.is_err() {
        return vec![Check { name: "migrations", finding: migrations }];
    }
    let queue = match kn_app::jobs::counts(app).await {
        Ok(counts) if counts.dead > 0 => {
            Err(format!("{} jobs ran out of tries; see the dead jobs", counts.dead))
        }
        Ok(counts) => Ok(format!(
            "{} ready, {} running, {} waiting",
            counts.ready, counts.running, counts.waiting
        )),
        Err(fault) => Err(boot::explain("unreadable", &fault)),
    };
    let mail = kn_app::settings::mail_setup(app).await;
    let mail = mail
        .map(|setup| setup.mailer.describe())
        .map_err(|fault| boot::explain("unusable", &fault));
    let books = match kn_app::wallet::verify_books(app).await {
        Ok(report) if report.differences.is_empty() => Ok("in order".to_owned()),
        Ok(report) => {
            Err(format!("{} differences; run kloudnests verify-books", report.differences.len()))
        }
        Err(fault) => Err(boot::explain("unreadable", &fault)),
    };
    vec![
        Check { name: "migrations", finding: migrations },
        Check { name: "job queue", finding: queue },
        Check { name: "mail", finding: mail },
        Check { name: "books", finding: books },
    ]
}

fn writable(config: &Config) -> Result<String, String> {
    config.prepare_data_dir()?;
    let probe = config.data_dir.join(".doctor");
    let tried = std::fs::write(&probe, b"ok").and_then(|()| std::fs::remove_file(&probe));
    let shown = config.data_dir.display();
    tried
        .map(|()| format!("{shown} can be written"))
        .map_err(|fault| format!("{shown} cannot be written: {fault}"))
}

/// The key file must be readable by its owner only.
#[cfg(unix)]
fn private(path: String) -> Result<String, String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(Path::new(&path))
        .map_err(|fault| fault.to_string())?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        Ok(path)
    } else {
        Err(format!("{path} can be read by others; run chmod 600 on it"))
    }
}

#[cfg(not(unix))]
fn private(path: String) -> Result<String, String> {
    Ok(path)
}
