//! Queries of documents.

mod around;
mod list;
mod money;
mod read;
mod write;

pub(super) use around::{Around, around};
pub(super) use list::page;
pub(super) use money::{
    allocate, allocated_by_entry, count_payments, insert_payment, payments, reference_used,
    taxes_by_rate,
};
pub(super) use read::{belongs_to, buyer, find, find_in, lines, lock, pdf_hash, seller};
pub(super) use write::{
    Draft, Numbered, ensure_counter, insert_draft, insert_lines, mark_issued, mark_paid, mark_void,
    next_in_series, set_pdf_hash,
};
