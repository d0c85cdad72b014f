//! The installation's secret key file: 32 random bytes as hexadecimal, readable by the owner only.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use kn_adapters::system::OsEntropy;
use kn_core::ports::entropy::Entropy;
use kn_core::secret::Secret;

const KEY_LEN: usize = 32;

/// Reads the key; makes the file if it is not there.
pub(crate) fn load_or_create(path: &Path) -> Result<Secret<Vec<u8>>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(text.trim()).ok_or_else(|| {
            format!("The secret key file {} must hold 64 hexadecimal digits. Without the right key no stored secret can be opened.", path.display())
        }),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => create(path),
        Err(fault) => Err(format!("The secret key file {} cannot be read: {fault}.", path.display())),
    }
}

fn create(path: &Path) -> Result<Secret<Vec<u8>>, String> {
    let mut key = vec![0u8; KEY_LEN];
    OsEntropy.fill(&mut key);
    let text: String = key.iter().map(|b| format!("{b:02x}")).collect();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    match written {
        Ok(()) => Ok(Secret::new(key)),
        // Another process of ours was faster: use its key.
        Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => load_or_create(path),
        Err(fault) => {
            Err(format!("The secret key file {} cannot be made: {fault}.", path.display()))
        }
    }
}

fn parse(text: &str) -> Option<Secret<Vec<u8>>> {
    if text.len() != KEY_LEN * 2 || !text.is_ascii() {
        return None;
    }
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    Some(Secret::new(
        digits.chunks_exact(2).map(|pair| pair.iter().fold(0u8, |n, d| (n << 4) | d)).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_read_ever_after() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("secret.key");
        let first = load_or_create(&path).expect("made");
        let again = load_or_create(&path).expect("read");
        assert_eq!(first.expose(), again.expose());
        assert_eq!(first.expose().len(), KEY_LEN);
        std::fs::write(&path, "short").expect("written");
        assert!(load_or_create(&path).is_err());
    }
}
