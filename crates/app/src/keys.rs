//! Keys derived from the installation's secret key, and sealing of secrets at rest.
//!
//! Envelope encryption: every sealed value has its own data key, wrapped by a key-encryption key that never
//! touches the database. The associated data names table, column and row, so a ciphertext moved to another
//! row does not open. Layout: version, key id, nonce, wrapped key, nonce, ciphertext.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use kn_core::ports::entropy::Entropy;
use kn_core::secret::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

const VERSION: u8 = 1;
const KEY_ID_LEN: usize = 8;
const NONCE_LEN: usize = 24;
const KEY_LEN: usize = 32;
const TAG_LEN: usize = 16;
const WRAPPED_LEN: usize = KEY_LEN + TAG_LEN;
const HEADER_LEN: usize = 1 + KEY_ID_LEN + NONCE_LEN + WRAPPED_LEN + NONCE_LEN;

/// The installation's keys. Never stored, never logged.
pub struct Keys {
    sealing: Zeroizing<[u8; KEY_LEN]>,
    signing: Zeroizing<[u8; KEY_LEN]>,
    key_id: [u8; KEY_ID_LEN],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.key_id())
    }
}

/// Which row and column a sealed value belongs to.
#[derive(Debug, Clone, Copy)]
pub struct SealedAt<'a> {
    pub table: &'a str,
    pub column: &'a str,
    pub row: &'a str,
}

impl SealedAt<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::new();
        for part in [self.table, self.column, self.row] {
            data.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            data.extend_from_slice(part.as_bytes());
        }
        data
    }
}

impl Keys {
    /// Derives every key from the 32-byte secret key.
    pub fn derive(master: &Secret<Vec<u8>>) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(b"kloudnests"), master.expose());
        let expand = |label: &[u8]| {
            let mut out = Zeroizing::new([0u8; KEY_LEN]);
            hkdf.expand(label, out.as_mut()).expect("32 bytes is a valid HKDF-SHA256 length");
            out
        };
        let sealing = expand(b"seal/1");
        let digest = Sha256::digest(sealing.as_ref());
        let mut key_id = [0u8; KEY_ID_LEN];
        key_id.copy_from_slice(digest.get(..KEY_ID_LEN).expect("a SHA-256 digest has 32 bytes"));
        Self { sealing, signing: expand(b"session-token/1"), key_id }
    }

    /// Names the sealing key in stored rows, so that a rotation can find what it has to re-seal.
    pub fn key_id(&self) -> String {
        self.key_id.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The HMAC key of session tokens.
    pub fn signing_key(&self) -> &[u8] {
        self.signing.as_ref()
    }

    /// Seals a secret for one row and column.
    pub fn seal(&self, at: SealedAt<'_>, plain: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let aad = at.associated_data();
        let mut data_key = Zeroizing::new([0u8; KEY_LEN]);
        entropy.fill(data_key.as_mut());
        let wrap_nonce = nonce(entropy);
        let text_nonce = nonce(entropy);
        let wrapped = encrypt(&self.sealing, &wrap_nonce, data_key.as_ref(), &aad)?;
        let text = encrypt(&data_key, &text_nonce, plain, &aad)?;
        let mut out = Vec::with_capacity(HEADER_LEN + text.len());
        out.push(VERSION);
        out.extend_from_slice(&self.key_id);
        out.extend_from_slice(&wrap_nonce);
        out.extend_from_slice(&wrapped);
        out.extend_from_slice(&text_nonce);
        out.extend_from_slice(&text);
        Ok(out)
    }

    /// Opens what `seal` made, for the same row and column.
    pub fn open(&self, at: SealedAt<'_>, sealed: &[u8]) -> Result<Secret<Vec<u8>>> {
        let aad = at.associated_data();
        let mut rest = sealed;
        let version = take(&mut rest, 1)?;
        let key_id = take(&mut rest, KEY_ID_LEN)?;
        if version != [VERSION] || key_id != self.key_id {
            return Err(Error::internal(
                "a sealed value names another secret key than the one configured",
            ));
        }
        let wrap_nonce = take(&mut rest, NONCE_LEN)?;
        let wrapped = take(&mut rest, WRAPPED_LEN)?;
        let text_nonce = take(&mut rest, NONCE_LEN)?;
        let opened = Zeroizing::new(decrypt(self.sealing.as_ref(), wrap_nonce, wrapped, &aad)?);
        decrypt(&opened, text_nonce, rest, &aad).map(Secret::new)
    }
}

fn nonce(entropy: &dyn Entropy) -> [u8; NONCE_LEN] {
    let mut nonce = [0u8; NONCE_LEN];
    entropy.fill(&mut nonce);
    nonce
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8]> {
    let (head, tail) =
        rest.split_at_checked(n).ok_or_else(|| Error::internal("a sealed value is cut short"))?;
    *rest = tail;
    Ok(head)
}

fn cipher(key: &[u8]) -> Result<XChaCha20Poly1305> {
    let key = Key::try_from(key).map_err(|_| Error::internal("a data key has the wrong length"))?;
    Ok(XChaCha20Poly1305::new(&key))
}

fn encrypt(
    key: &[u8; KEY_LEN],
    nonce: &[u8; NONCE_LEN],
    msg: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>> {
    cipher(key)?
        .encrypt(&XNonce::from(*nonce), Payload { msg, aad })
        .map_err(|_| Error::internal("sealing failed"))
}

fn decrypt(key: &[u8], nonce: &[u8], msg: &[u8], aad: &[u8]) -> Result<Vec<u8>> {
    let nonce =
        XNonce::try_from(nonce).map_err(|_| Error::internal("a nonce has the wrong length"))?;
    cipher(key)?
        .decrypt(&nonce, Payload { msg, aad })
        .map_err(|_| Error::internal("a sealed value does not open: wrong key, row or content"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::fakes::SeededEntropy;

    const HERE: SealedAt<'_> =
        SealedAt { table: "service_credentials", column: "sealed", row: "1" };

    #[test]
    fn sealed_value_opens_only_where_it_was_sealed() {
        let keys = Keys::derive(&Secret::new(vec![7; 32]));
        let entropy = SeededEntropy::new(1);
        let sealed = keys.seal(HERE, b"s3cret", &entropy).expect("seals");
        assert_eq!(keys.open(HERE, &sealed).expect("opens").expose().as_slice(), b"s3cret");
        assert!(keys.open(SealedAt { row: "2", ..HERE }, &sealed).is_err());
        assert!(Keys::derive(&Secret::new(vec![8; 32])).open(HERE, &sealed).is_err());
        for cut in [0, 1, 40, sealed.len() - 1] {
            assert!(keys.open(HERE, &sealed[..cut]).is_err());
        }
        assert_ne!(sealed, keys.seal(HERE, b"s3cret", &entropy).expect("seals again"));
    }
}
