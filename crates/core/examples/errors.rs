//! Prints the text of `docs/ERRORS.md`; `scripts/docs-check.sh` compares the file with it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().lock().write_all(kn_core::code::errors_markdown().as_bytes())
}
