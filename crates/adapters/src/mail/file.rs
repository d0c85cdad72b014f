//! Mail as `.eml` files, one per message, for demos and tests. Any mail program opens them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use kn_core::ports::mail::{MailError, MailMessage, MailReceipt, Mailer};
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use super::mime;

/// Writes `<message id>.eml` into a folder. A reader never sees half a file: it is written under
/// another name, flushed, and renamed. Sending a message again replaces its file.
#[derive(Debug)]
pub struct FileMailer {
    dir: PathBuf,
    written: AtomicU64,
}

impl FileMailer {
    /// The folder is created when the first mail is sent.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), written: AtomicU64::new(0) }
    }

    async fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
        fs::create_dir_all(&self.dir).await?;
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let partial = self.dir.join(format!(".{name}.{}-{number}.part", std::process::id()));
        let finished = self.dir.join(name);
        let result = write_and_rename(&partial, &finished, bytes).await;
        if result.is_err() {
            // The error that matters is the first one.
            drop(fs::remove_file(&partial).await);
        }
        result.map(|()| finished)
    }
}

async fn write_and_rename(partial: &Path, finished: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(partial).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(partial, finished).await
}

#[async_trait]
impl Mailer for FileMailer {
    fn describe(&self) -> String {
        format!("files in {}", self.dir.display())
    }

    async fn send(&self, message: &MailMessage) -> Result<MailReceipt, MailError> {
        let mail = mime::build(message)?;
        let name = format!("{}.eml", message.id);
        let path = self.write(&name, &mail.formatted()).await.map_err(|error| {
            MailError::Transient(format!("{} can't be written: {error}", self.dir.display()))
        })?;
        Ok(MailReceipt { provider_id: Some(path.display().to_string()) })
    }
}
