//! The two start pages: figures derived from the records and the ledger, in a bounded number of queries.
//!
//! Nothing is stored for them. Amounts are in the installation's currency; documents in another currency are
//! not mixed in.

mod customer;
mod staff;
mod store;

pub use customer::{Attention, CustomerDashboard, SpendPoint, customer};
pub use staff::{DatacenterCount, DayAmount, PlanCount, Queue, StaffDashboard, staff};
