//! Money that staff saw arrive: the way an order or document becomes paid by bank, crypto, card or otherwise.
//!
//! Nobody sets "paid". A payment is recorded with method, reference, amount and the day it was received, and
//! the document's status follows: enough pays it, too little stays allocated to it, too much goes to the wallet.
//!
//! Invariants: a reference counts once per method, whoever's money it was (I16); nobody records a payment for
//! an account they belong to; a payment is never changed. Callers: staff through http, `demo`.
#![deny(clippy::float_arithmetic, clippy::arithmetic_side_effects)]

mod model;
mod record;
mod store;

pub use model::{PaymentFor, PaymentMethod, RecordPayment, Recorded};
pub use record::{receive, record_for_invoice, record_for_order};
