//! The front end: built by Vite, then what is served gets its compressed twins and loses its maps.

use std::path::Path;

use anyhow::Result;

use crate::{command, npm_ci, report};

pub(crate) fn run(root: &Path) -> Result<()> {
    let web = root.join("web");
    npm_ci(&web)?;
    command(&web, "npm", &["run", "--silent", "build"])?;
    command(root, "node", &["xtask/compress.mjs", "web/dist"])?;
    report::line("web: built");
    Ok(())
}
