//! What follows from what: the one list of consequences, each inside the transaction of its cause.
//!
//! A feature that changes a record emits an event and knows nothing of the others; `Work` hands every event
//! here before it commits. A reaction may emit in turn. Everything for later (mails) is a job row written by
//! the same commit, so a consequence is neither lost nor done twice.

use crate::error::Result;
use crate::event::Event;
use crate::notifications::{self, Mail};
use crate::orders;
use crate::work::Work;

/// Does what follows from `event`.
pub(crate) async fn react(work: &mut Work, event: Event) -> Result<()> {
    match event {
        Event::UserRegistered { user, account: _ } => {
            notifications::send(work, Mail::Welcome { user }).await
        }
        Event::OrderPlaced { order } => {
            notifications::send(work, Mail::OrderPlaced { order }).await
        }
        Event::PaymentReceived { payment, invoice } => {
            notifications::send(work, Mail::PaymentReceived { payment, invoice }).await
        }
        Event::InvoicePaid { invoice } => orders::fulfil(work, invoice).await,
        Event::ServiceActivated { service, send_email } => {
            orders::complete(work, service).await?;
            if send_email {
                notifications::send(work, Mail::ServerReady { service }).await?;
            }
            Ok(())
        }
    }
}
