//! What a task found, said once at its end.

use std::io::Write as _;

use anyhow::{Result, bail};

/// One line to whoever runs the task.
pub(crate) fn line(text: &str) {
    // Nobody listens: then there is nobody to tell either.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Says every complaint and fails, or says that all is well.
pub(crate) fn finish(task: &str, mut complaints: Vec<String>, checked: &str) -> Result<()> {
    if complaints.is_empty() {
        line(&format!("{task}: ok, {checked}"));
        return Ok(());
    }
    complaints.sort();
    complaints.dedup();
    for complaint in &complaints {
        line(complaint);
    }
    bail!("{task}: {} complaints", complaints.len())
}
