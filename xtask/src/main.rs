//! xtask
use anyhow::Context as _;
fn main() -> anyhow::Result<()> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("root")?;
    std::fs::write(root.join("openapi.json"), kn_http::openapi::json())?;
    Ok(())
}
