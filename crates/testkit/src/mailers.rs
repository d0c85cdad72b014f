//! Every transport leads to the one recording mailer.

use std::sync::Arc;

use kn_core::fakes::RecordingMailer;
use kn_core::ports::mail::{MailError, MailTransport, Mailer, MailerFactory};

pub(crate) struct RecordingFactory(pub(crate) Arc<RecordingMailer>);

impl MailerFactory for RecordingFactory {
    fn build(&self, _transport: &MailTransport) -> Result<Arc<dyn Mailer>, MailError> {
        Ok(self.0.clone())
    }
}
