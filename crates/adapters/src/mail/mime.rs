//! A mail as RFC 5322 text, built by lettre so that every header is encoded by a library.

use kn_core::ports::mail::{MailError, MailMessage, Mailbox};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox as LettreMailbox, MultiPart};
use lettre::{Address, Message};

/// Checks a message and turns it into MIME.
pub(super) fn build(message: &MailMessage) -> Result<Message, MailError> {
    message.check()?;
    let from = mailbox(&message.from)?;
    let id = format!("<{}@{}>", message.id, from.email.domain());
    let mut builder = Message::builder()
        .message_id(Some(id))
        .from(from)
        .to(mailbox(&message.to)?)
        .subject(message.subject.clone())
        .header(AutoSubmitted);
    if let Some(reply_to) = &message.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    let body = MultiPart::alternative_plain_html(message.text.clone(), message.html.clone());
    let built = if message.attachments.is_empty() {
        builder.multipart(body)
    } else {
        let mut mixed = MultiPart::mixed().multipart(body);
        for attachment in &message.attachments {
            let kind = ContentType::parse(&attachment.content_type).map_err(|_| {
                refused(format!("\"{}\" is not a content type", attachment.content_type))
            })?;
            let part = Attachment::new(attachment.filename.clone());
            mixed = mixed.singlepart(part.body(attachment.bytes.clone(), kind));
        }
        builder.multipart(mixed)
    };
    built.map_err(|error| refused(format!("the mail can't be built: {error}")))
}

fn mailbox(mailbox: &Mailbox) -> Result<LettreMailbox, MailError> {
    let address: Address = mailbox
        .email
        .parse()
        .map_err(|_| refused(format!("\"{}\" is not a mail address", mailbox.email)))?;
    let name = Some(mailbox.name.clone()).filter(|name| !name.is_empty());
    Ok(LettreMailbox::new(name, address))
}

fn refused(reason: String) -> MailError {
    MailError::Permanent(reason)
}

/// `Auto-Submitted: auto-generated` (RFC 3834): absence notes do not answer.
#[derive(Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
