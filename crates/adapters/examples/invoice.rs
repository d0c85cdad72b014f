//! Renders a ten-line invoice again and again and prints what one costs; `bench/` calls it.
//!
//! `cargo run --release -p kn-adapters --example invoice -- [TIMES] [FOLDER]`
//! With a folder, the samples are written there as PDF files to look at.

#[path = "../src/pdf/sample.rs"]
mod sample;

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use kn_adapters::pdf::KrillaRenderer;
use kn_core::ports::document::DocumentRenderer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let times: u32 = arguments.next().map_or(Ok(200), |n| n.parse())?;
    let folder = arguments.next().map(PathBuf::from);
    let renderer = KrillaRenderer::new(None)?;
    let mut out = std::io::stdout().lock();

    if let Some(folder) = folder {
        std::fs::create_dir_all(&folder)?;
        for (name, document) in sample::all() {
            std::fs::write(
                folder.join(format!("{name}.pdf")),
                renderer.render_invoice(&document)?,
            )?;
        }
    }
    let document = sample::ten_lines();
    let bytes = renderer.render_invoice(&document)?.len();
    let started = Instant::now();
    for _ in 0..times {
        renderer.render_invoice(&document)?;
    }
    let each = started.elapsed().as_secs_f64() * 1_000.0 / f64::from(times.max(1));
    writeln!(out, "invoice_pdf ms={each:.3} n={times} bytes={bytes}")?;
    Ok(())
}
