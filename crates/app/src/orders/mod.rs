//! Orders: from a priced configuration to a paid, provisioned service.
//!
//! States: `pending → provisioning → active`, `failed`, and the ends `cancelled`, `expired`, `fraud`; the
//! table in `state` is the one the database's trigger enforces. Whether an order is paid is never stored here:
//! it is read from its document, and *paid* happens in one place, `fulfil`, whatever way the money came.
//!
//! Invariants: an order has exactly one document, whose lines come from the same price function that quoted;
//! a customer pays the total they saw or nothing happens; a paid order has its service; cancelling an unpaid
//! order voids its proforma in the same transaction. Called by http, `payments`, `provisioning`, `reactions`.

mod cancel;
mod fulfil;
mod instructions;
mod model;
mod place;
mod query;
mod state;
mod status;
mod store;
mod timeline;

pub use cancel::cancel;
pub(crate) use fulfil::fulfil;
pub use model::{
    Customer, InvoiceRef, InvoiceStatus, NamedRef, Order, OrderFilter, OrderItem, OrderStatus,
    PaymentInstructions, PaymentMethod, PaymentStatus, ServiceRef, StepState, TimelineStep,
};
pub use place::{PlaceOrder, place};
pub(crate) use query::load;
pub use query::{get, list};
pub use state::successors;
pub use status::set_status;
pub(crate) use status::{Locked, complete, lock, move_to};
