//! A mailer that keeps what it is given, for tests and simulations. It can be told to fail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::ports::mail::{
    MailError, MailMessage, MailReceipt, MailTransport, Mailer, MailerFactory,
};

/// Records every accepted mail. Clones share one record, and as a [`MailerFactory`] it hands out itself
/// whatever transport is asked for.
#[derive(Clone, Default)]
pub struct RecordingMailer {
    inner: Arc<Mutex<Record>>,
}

#[derive(Default)]
struct Record {
    sent: Vec<MailMessage>,
    attempts: usize,
    next_failures: VecDeque<MailError>,
    lasting_failure: Option<MailError>,
}

impl RecordingMailer {
    /// An empty recorder that accepts everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Accepted mails, oldest first.
    pub fn sent(&self) -> Vec<MailMessage> {
        self.record().sent.clone()
    }

    /// Accepted mails to one address.
    pub fn sent_to(&self, email: &str) -> Vec<MailMessage> {
        self.record().sent.iter().filter(|m| m.to.email == email).cloned().collect()
    }

    /// Calls of `send`, accepted or not.
    pub fn attempts(&self) -> usize {
        self.record().attempts
    }

    /// Hands out the accepted mails and forgets them.
    pub fn take(&self) -> Vec<MailMessage> {
        std::mem::take(&mut self.record().sent)
    }

    /// The next call of `send` fails with this error; may be stacked.
    pub fn fail_next(&self, error: MailError) {
        self.record().next_failures.push_back(error);
    }

    /// Every call fails with this error until `None` is given.
    pub fn fail_always(&self, error: Option<MailError>) {
        self.record().lasting_failure = error;
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    fn describe(&self) -> String {
        "recorder (mail stays in memory)".into()
    }

    async fn send(&self, message: &MailMessage) -> Result<MailReceipt, MailError> {
        let mut record = self.record();
        record.attempts += 1;
        if let Some(error) = record.next_failures.pop_front() {
            return Err(error);
        }
        if let Some(error) = &record.lasting_failure {
            return Err(error.clone());
        }
        message.check()?;
        record.sent.push(message.clone());
        Ok(MailReceipt { provider_id: Some(format!("recorded-{}", record.sent.len())) })
    }
}

impl MailerFactory for RecordingMailer {
    fn build(&self, _transport: &MailTransport) -> Result<Arc<dyn Mailer>, MailError> {
        Ok(Arc::new(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::mail::Mailbox;

    fn message(id: &str) -> MailMessage {
        MailMessage {
            id: id.into(),
            from: Mailbox::new("", "a@example.test"),
            to: Mailbox::new("", "b@example.test"),
            reply_to: None,
            subject: "s".into(),
            text: String::new(),
            html: String::new(),
            attachments: vec![],
            category: "test".into(),
        }
    }

    /// Polls a future that never waits.
    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("the recorder never waits"),
        }
    }

    #[test]
    fn it_records_and_fails_when_told() {
        let mailer = RecordingMailer::new();
        let clone = mailer.clone();
        mailer.fail_next(MailError::Transient("first".into()));
        assert!(now(clone.send(&message("1"))).is_err());
        assert!(now(clone.send(&message("1"))).is_ok());
        mailer.fail_always(Some(MailError::Permanent("no".into())));
        assert!(now(clone.send(&message("2"))).is_err());
        assert_eq!(mailer.attempts(), 3);
        assert_eq!(mailer.sent_to("b@example.test").len(), 1);
        assert_eq!(mailer.take().len(), 1);
        assert!(mailer.sent().is_empty());
    }
}
