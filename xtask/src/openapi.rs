//! `openapi.json`, from the handlers.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::report;

pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let file = root.join("openapi.json");
    let text = kn_http::openapi::json();
    let current = fs::read_to_string(&file).is_ok_and(|old| old == text);
    if check && !current {
        bail!(
            "openapi: openapi.json is not what the handlers say; run `cargo run -p xtask -- openapi`"
        );
    }
    if !current {
        fs::write(&file, text)?;
    }
    report::line(if current { "openapi: current" } else { "openapi: written" });
    Ok(())
}
