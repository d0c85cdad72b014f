//! The mail port: one message out of the door, and how the door is chosen.
//!
//! Callers are mail jobs only, never an operation that holds a `Work`. A transport may deliver twice
//! after a time-out (SMTP and SendGrid have no idempotency key), so every message carries its own
//! [`MailMessage::id`], which ends up in the `Message-ID` and in the provider's custom arguments.
//!
//! Invariant: nothing that came from a person reaches a header by string concatenation. Adapters
//! build headers with a mail library, and [`MailMessage::check`] refuses CR, LF and NUL before that.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// A name and an address, as in `From` and `To`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Shown name; may be empty.
    pub name: String,
    /// The bare address, e.g. `ana@example.test`.
    pub email: String,
}

impl Mailbox {
    /// A mailbox with a shown name; an empty name gives a bare address.
    pub fn new(name: impl Into<String>, email: impl Into<String>) -> Self {
        Self { name: name.into(), email: email.into() }
    }
}

/// A file that travels with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name as the recipient sees it, without a path.
    pub filename: String,
    /// MIME type, e.g. `application/pdf`.
    pub content_type: String,
    /// The raw bytes, not encoded.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("filename", &self.filename)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// One finished mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailMessage {
    /// Our own id of this mail: the dedup key, the local part of `Message-ID`, the `mail_id` argument.
    /// 1 to 128 characters of `A–Z a–z 0–9 . _ -`.
    pub id: String,
    /// Sender.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// Subject line, plain text.
    pub subject: String,
    /// Plain-text body.
    pub text: String,
    /// HTML body.
    pub html: String,
    /// Files; all of them together stay under 20 MB.
    pub attachments: Vec<Attachment>,
    /// Kind of mail for statistics, e.g. `invoice`; never personal data.
    pub category: String,
}

/// Largest sum of attachments in bytes: SendGrid takes 30 MB of JSON and base64 grows by 4/3.
pub const MAX_ATTACHMENT_BYTES: usize = 20 * 1024 * 1024;

impl MailMessage {
    /// Refuses what no transport may send: control characters in anything that becomes a header, an id
    /// that is not a plain token, attachments over [`MAX_ATTACHMENT_BYTES`]. Every `Mailer` calls it first.
    ///
    /// # Errors
    /// [`MailError::Permanent`] naming the field.
    pub fn check(&self) -> Result<(), MailError> {
        let id_ok = (1..=128).contains(&self.id.len())
            && self.id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        if !id_ok {
            return Err(MailError::Permanent(
                "the mail id must be 1 to 128 letters, digits, dots, dashes or underscores".into(),
            ));
        }
        no_control("subject", &self.subject)?;
        no_control("category", &self.category)?;
        for (field, mailbox) in [
            ("from", Some(&self.from)),
            ("to", Some(&self.to)),
            ("reply_to", self.reply_to.as_ref()),
        ] {
            if let Some(mailbox) = mailbox {
                no_control(field, &mailbox.name)?;
                no_control(field, &mailbox.email)?;
            }
        }
        for attachment in &self.attachments {
            no_control("attachment name", &attachment.filename)?;
            no_control("attachment type", &attachment.content_type)?;
        }
        let total: usize = self.attachments.iter().map(|a| a.bytes.len()).sum();
        if total > MAX_ATTACHMENT_BYTES {
            return Err(MailError::Permanent(format!(
                "attachments are {total} bytes together, at most {MAX_ATTACHMENT_BYTES} can be sent"
            )));
        }
        Ok(())
    }
}

fn no_control(field: &str, value: &str) -> Result<(), MailError> {
    if value.chars().any(char::is_control) {
        return Err(MailError::Permanent(format!(
            "{field} holds a line break or another control character"
        )));
    }
    Ok(())
}

/// Why a mail was not accepted by the transport.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Try again later: network, time-out, 4xx of SMTP, 429 and 5xx of HTTP.
    #[error("mail could not be sent now: {0}")]
    Transient(String),
    /// Sending the same again cannot succeed: bad address, refused sender, wrong configuration.
    #[error("mail was refused: {0}")]
    Permanent(String),
}

impl MailError {
    /// Whether the job should try again.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Transient(_))
    }
}

/// What the transport answered when it took the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailReceipt {
    /// The provider's own id, if it gave one (SendGrid's `X-Message-Id`, the SMTP queue answer).
    pub provider_id: Option<String>,
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Where mail goes, for people and logs; never holds a secret. E.g. `smtp://mail.example:587 (starttls)`.
    fn describe(&self) -> String;

    /// Hands one mail to the transport. `Ok` means accepted by the transport, not read by a person.
    ///
    /// # Errors
    /// [`MailError`], which says whether another try makes sense.
    async fn send(&self, message: &MailMessage) -> Result<MailReceipt, MailError>;
}

/// How an SMTP connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpSecurity {
    /// Plain connection upgraded by STARTTLS, which must succeed. Port 587.
    StartTls,
    /// TLS from the first byte. Port 465.
    Tls,
    /// No protection; for a sink or relay on the same machine.
    None,
}

impl SmtpSecurity {
    /// The word used in settings and in `KN_MAIL`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        }
    }

    /// The customary port.
    pub fn default_port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl FromStr for SmtpSecurity {
    type Err = MailError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "starttls" => Ok(Self::StartTls),
            "tls" => Ok(Self::Tls),
            "none" => Ok(Self::None),
            other => Err(MailError::Permanent(format!(
                "mail security \"{other}\" is not known; use starttls, tls or none"
            ))),
        }
    }
}

/// Which transport to use, as configured at start or in Admin → Settings.
#[derive(Clone, Debug)]
pub enum MailTransport {
    /// One `.eml` file per mail; for demos and tests.
    File {
        /// Folder that receives the files; created when absent.
        dir: PathBuf,
    },
    /// Any SMTP server.
    Smtp {
        /// Host name or address.
        host: String,
        /// TCP port.
        port: u16,
        /// Protection of the connection.
        security: SmtpSecurity,
        /// Login name; empty sends without logging in.
        username: String,
        /// Password of the login; empty without one.
        password: Secret<String>,
    },
    /// SendGrid's v3 web API.
    Sendgrid {
        /// Key with at least the `mail.send` scope.
        api_key: Secret<String>,
        /// `https://api.sendgrid.com`, or `https://api.eu.sendgrid.com` for the EU region.
        base_url: String,
    },
}

impl MailTransport {
    /// Where mail would go, for people and logs; never holds a secret.
    pub fn describe(&self) -> String {
        match self {
            Self::File { dir } => format!("files in {}", dir.display()),
            Self::Smtp { host, port, security, .. } => {
                format!("smtp://{host}:{port} ({})", security.as_str())
            }
            Self::Sendgrid { base_url, .. } => format!("SendGrid ({base_url})"),
        }
    }
}

/// Builds a mailer from its configuration, so the transport can change while the program runs.
pub trait MailerFactory: Send + Sync {
    /// Checks the configuration and builds the mailer; opens no connection.
    ///
    /// # Errors
    /// [`MailError::Permanent`] with a sentence for the administrator.
    fn build(&self, transport: &MailTransport) -> Result<Arc<dyn Mailer>, MailError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> MailMessage {
        MailMessage {
            id: "mail_01KN-a.b".into(),
            from: Mailbox::new("KloudNests", "billing@kloudnests.example"),
            to: Mailbox::new("Ana Petrović", "ana@example.test"),
            reply_to: None,
            subject: "Invoice INV-2026-000045".into(),
            text: "Hello\nAna".into(),
            html: "<p>Hello</p>\n".into(),
            attachments: vec![],
            category: "invoice".into(),
        }
    }

    #[test]
    fn a_plain_message_passes_and_bodies_may_hold_line_breaks() {
        assert_eq!(message().check(), Ok(()));
    }

    #[test]
    fn line_breaks_are_refused_in_everything_that_becomes_a_header() {
        let bad = "x\r\nBcc: thief@example.test";
        let mutations: [fn(&mut MailMessage, &str); 8] = [
            |m, v| m.id = v.into(),
            |m, v| m.subject = v.into(),
            |m, v| m.category = v.into(),
            |m, v| m.from.name = v.into(),
            |m, v| m.to.name = v.into(),
            |m, v| m.to.email = v.into(),
            |m, v| m.reply_to = Some(Mailbox::new(v, "a@example.test")),
            |m, v| {
                m.attachments = vec![Attachment {
                    filename: v.into(),
                    content_type: "application/pdf".into(),
                    bytes: vec![],
                }];
            },
        ];
        for (index, mutate) in mutations.iter().enumerate() {
            let mut changed = message();
            mutate(&mut changed, bad);
            let error = changed.check().expect_err(&format!("mutation {index} must be refused"));
            assert!(!error.is_transient());
        }
    }

    #[test]
    fn attachments_over_the_limit_are_refused() {
        let mut large = message();
        large.attachments = vec![Attachment {
            filename: "a.bin".into(),
            content_type: "application/octet-stream".into(),
            bytes: vec![0; MAX_ATTACHMENT_BYTES + 1],
        }];
        assert!(large.check().is_err());
    }

    #[test]
    fn security_words_round_trip() {
        for security in [SmtpSecurity::StartTls, SmtpSecurity::Tls, SmtpSecurity::None] {
            assert_eq!(security.as_str().parse(), Ok(security));
            let json = serde_json::to_string(&security).unwrap();
            assert_eq!(json, format!("\"{}\"", security.as_str()));
        }
        assert!("ssl".parse::<SmtpSecurity>().is_err());
    }
}
