//! What happened to a record, for `reactions.rs` to say what follows, inside the same transaction.

use kn_core::ids::{AccountId, InvoiceId, OrderId, PaymentId, ServiceId, UserId};

/// A fact another part of the product may react to.
#[derive(Debug, Clone)]
pub enum Event {
    UserRegistered { user: UserId, account: AccountId },
    OrderPlaced { order: OrderId },
    PaymentReceived { payment: PaymentId, invoice: InvoiceId },
    InvoicePaid { invoice: InvoiceId },
    ServiceActivated { service: ServiceId, send_email: bool },
}
