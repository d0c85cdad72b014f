//! Chores of this repository: `cargo run -p xtask -- <task>`.

mod client;
mod deps;
mod openapi;
mod report;
mod tidy;
mod walk;
mod web;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

const HELP: &str = "\
tidy              sizes, module documents, machine paths, hosts in lock files
deps              who may import whom: crates, and the tiers inside kn-app
openapi [--check] write openapi.json, or fail if it is not current
client [--check]  write web/src/api/generated from it, or fail if it is not current
web               build web/dist and web/dist-ssr and compress what is served";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            report::line(&format!("{fault:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let task = words.next().unwrap_or_default();
    let check = match (words.next().as_deref(), words.next()) {
        (None, None) => false,
        (Some("--check"), None) => true,
        _ => bail!("only --check may follow a task\n\n{HELP}"),
    };
    let root = root()?;
    match task.as_str() {
        "tidy" => tidy::run(&root),
        "deps" => deps::run(&root),
        "openapi" => openapi::run(&root, check),
        "client" => client::run(&root, check),
        "web" => web::run(&root),
        other => bail!("there is no task {other:?}\n\n{HELP}"),
    }
}

/// The folder of the workspace.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("xtask lies in the workspace")
}

/// Runs a program in a folder and fails if it fails.
fn command(folder: &Path, program: &str, words: &[&str]) -> Result<()> {
    let status = Command::new(program)
        .args(words)
        .current_dir(folder)
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    if status.success() {
        return Ok(());
    }
    bail!("{program} {} failed in {}", words.join(" "), folder.display())
}

/// Installs what a folder's lock file says, if it was not done since the lock file changed.
fn npm_ci(folder: &Path) -> Result<()> {
    let (lock, stamp) =
        (folder.join("package-lock.json"), folder.join("node_modules/.installed-lock"));
    let wanted = std::fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    command(folder, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    std::fs::write(stamp, wanted)?;
    Ok(())
}
