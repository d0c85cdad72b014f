//! What a command says on standard output.

use std::io::Write;

/// Writes the text and flushes; a closed pipe is not an error.
pub(crate) fn line(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("Cannot write the output: {fault}."))
        }
        _ => Ok(()),
    }
}
