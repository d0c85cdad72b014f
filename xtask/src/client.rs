//! The web's client, from `openapi.json`. The generator has a package of its own, because it needs another TypeScript.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::walk::{contents, relative};
use crate::{command, npm_ci, report};

pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let generator = root.join("web/tools/openapi");
    let generated = root.join("web/src/api/generated");
    npm_ci(&generator)?;
    let before = contents(&generated)?;
    command(&generator, "npm", &["run", "--silent", "gen"])?;
    let after = contents(&generated)?;
    if before == after {
        report::line("client: current");
        return Ok(());
    }
    if check {
        restore(&generated, &before)?;
        let names = differing(root, &before, &after).join("\n  ");
        bail!("client: not what openapi.json says; run `cargo run -p xtask -- client`\n  {names}");
    }
    report::line("client: written");
    Ok(())
}

/// A check leaves the files as they were.
fn restore(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, bytes) in files {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn differing(
    root: &Path,
    before: &[(PathBuf, Vec<u8>)],
    after: &[(PathBuf, Vec<u8>)],
) -> Vec<String> {
    let changed = after.iter().filter(|file| !before.contains(file));
    let gone = before.iter().filter(|(path, _)| !after.iter().any(|(other, _)| other == path));
    changed.chain(gone).map(|(path, _)| relative(root, path)).collect()
}
