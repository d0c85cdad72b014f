//! Taking back a document that nobody paid.

use kn_core::code::Code;
use kn_core::ids::InvoiceId;
use kn_db::entities::invoice::Status;

use super::{settle, store};
use crate::audit::Audit;
use crate::error::{Error, Result};
use crate::work::{Work, lost_race};

/// Makes a proforma void. One that is void already stays so.
///
/// # Errors
/// `not_found`; `already_paid`; `conflict` once money was allocated to it.
pub async fn void(work: &mut Work, invoice: InvoiceId) -> Result<()> {
    let held = settle::hold(work, invoice).await?;
    let name = settle::name(&held.row).to_owned();
    match held.row.status {
        Status::Void => return Ok(()),
        Status::Draft | Status::Proforma => {}
        Status::Paid => {
            return Err(Error::msg(Code::AlreadyPaid, format!("{name} is paid already.")));
        }
        Status::Open | Status::Uncollectible => {
            let why = format!("{name} is numbered; it takes a credit note to take it back.");
            return Err(Error::msg(Code::Conflict, why));
        }
    }
    if held.row.allocated != held.row.released {
        let why =
            format!("Money was received for {name}; it can't be cancelled without paying it back.");
        return Err(Error::msg(Code::Conflict, why));
    }
    if !store::mark_void(work, invoice, held.row.status).await? {
        return Err(lost_race("invoice"));
    }
    work.audit(
        Audit::of("invoice.voided", "invoice", invoice)
            .account(held.account)
            .change(held.row.status, Status::Void),
    );
    Ok(())
}
