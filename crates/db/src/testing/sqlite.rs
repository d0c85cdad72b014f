//! SQLite: copies of a template file.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{Home, fingerprint, options, unique};
use crate::{Db, Durability, Engine};

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

struct Template {
    file: PathBuf,
    // Keeps a template that could not be shared alive as long as the process.
    _folder: Option<TempDir>,
}

/// A copy of the template and the folder it lies in.
pub(super) async fn copy() -> (String, Home) {
    let template = TEMPLATE.get_or_init(template).await;
    let folder = folder();
    let file = folder.path().join("test.db");
    std::fs::copy(&template.file, &file).expect("the template can be copied");
    (url(&file), Home::Folder { _folder: folder })
}

/// No file yet.
pub(super) fn empty() -> (String, Home) {
    let folder = folder();
    (url(&folder.path().join("test.db")), Home::Folder { _folder: folder })
}

async fn template() -> Template {
    let shared = std::env::temp_dir().join("kn-test-templates");
    let file = shared.join(format!("sqlite-{}.db", fingerprint(Engine::Sqlite)));
    if file.is_file() {
        return Template { file, _folder: None };
    }
    let folder = folder();
    let built = folder.path().join("template.db");
    build(&built).await;
    // Shared by an atomic rename: whoever comes second replaces a file with one of the same content.
    // Where that fails (another user's folder), the process keeps its own.
    let staged = shared.join(format!("{}.tmp", unique()));
    let moved = std::fs::create_dir_all(&shared)
        .and_then(|()| std::fs::copy(&built, &staged))
        .and_then(|_| std::fs::rename(&staged, &file));
    match moved {
        Ok(()) => Template { file, _folder: None },
        Err(_) => Template { file: built, _folder: Some(folder) },
    }
}

async fn build(file: &Path) {
    let db = Db::connect(&options(url(file), Durability::Off)).await.expect("the template opens");
    db.migrate().await.expect("the template migrates");
    // The last connection folds the write-ahead log into the file, which can then be copied alone.
    db.close().await.expect("the template closes");
}

fn folder() -> TempDir {
    tempfile::Builder::new().prefix("kn-test-").tempdir().expect("a temporary folder can be made")
}

fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}
