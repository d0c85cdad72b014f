//! A document as a PDF: rendered when it is asked for, the same bytes every time once it is paid.
//!
//! At the first rendering of a paid invoice the SHA-256 of its bytes is kept; a later one that differs is not
//! given out, because two different papers under one number would be worse than none.

use kn_core::ids::InvoiceId;
use sha2::{Digest, Sha256};

use super::document::document;
use super::model::{InvoiceDetail, InvoiceStatus};
use super::{query, store};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::settings;

/// A file to download or to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    pub filename: String,
    pub bytes: Vec<u8>,
}

/// The PDF of a document in the actor's scope.
///
/// # Errors
/// `not_found`; `internal` if the bytes of a paid invoice are no longer those first given out.
pub async fn pdf(app: &App, actor: &Actor, id: InvoiceId) -> Result<Pdf> {
    let detail = query::get(app, actor, id).await?;
    let payments = settings::payments(app.db().reader()).await?;
    let paper = document(&detail, &payments)?;
    let renderer = app.clone();
    // Rendering takes longer than a runtime thread should be held.
    let bytes = tokio::task::spawn_blocking(move || renderer.documents().render_invoice(&paper))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    if detail.invoice.status == InvoiceStatus::Paid {
        keep_or_compare(app, &detail, &bytes).await?;
    }
    Ok(Pdf { filename: filename(&detail), bytes })
}

async fn keep_or_compare(app: &App, detail: &InvoiceDetail, bytes: &[u8]) -> Result<()> {
    let id = detail.invoice.id;
    let hash = hex(&Sha256::digest(bytes));
    let kept = match store::pdf_hash(app.db().reader(), id).await? {
        Some(kept) => kept,
        None => keep_first(app, id, hash.clone()).await?,
    };
    if kept == hash {
        return Ok(());
    }
    let renderer = app.documents().renderer_version();
    tracing::error!(invoice = %id, %kept, %hash, renderer, "a paid invoice renders differently");
    Err(Error::internal(format!(
        "the PDF of {id} has the hash {hash}, first given out was {kept} (renderer {renderer})"
    )))
}

/// Keeps the hash unless a rival kept one first; answers the one that is kept.
async fn keep_first(app: &App, id: InvoiceId, hash: String) -> Result<String> {
    app.transact(&Actor::system("invoices.pdf"), move |work| {
        let hash = hash.clone();
        Box::pin(async move {
            if store::set_pdf_hash(work, id, &hash).await? {
                return Ok(hash);
            }
            let kept = store::pdf_hash(work.tx(), id).await?;
            kept.ok_or_else(|| Error::internal(format!("the hash of {id} could not be kept")))
        })
    })
    .await
}

/// `INV-2026-000045.pdf`: number or reference, with nothing a file system or a header could stumble over.
fn filename(detail: &InvoiceDetail) -> String {
    let name = detail.invoice.number.as_deref().unwrap_or(&detail.invoice.reference);
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{}.pdf", if safe.is_empty() { detail.invoice.id.uuid().to_string() } else { safe })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
