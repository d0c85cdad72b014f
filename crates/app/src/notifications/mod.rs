//! Mails to people: what is sent, to whom, and how it looks.
//!
//! `send` joins the caller's transaction: it writes the mail-log row and a job, nothing leaves. The job renders
//! the template with the state of that moment and hands the message to the transport; a failed try is retried
//! by the job queue, and the message id stays the same, so a provider can drop a repeat.
//! Called by `reactions` and by staff operations that send again.

mod context;
mod render;
mod store;

use kn_core::ids::{EmailId, InvoiceId, OrderId, PaymentId, ServiceId, UserId};
use kn_core::ports::mail::{MailError, MailMessage, Mailbox};
use kn_jobs::{JobError, NewJob};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{Error, Result};
use crate::settings;
use crate::work::Work;

pub use render::{Rendered, Template};

/// The job kind that delivers one mail.
pub const JOB: &str = "mail.send";

/// A mail, by what it is about. Kept in a job's payload: ids only, never a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mail", rename_all = "snake_case")]
pub enum Mail {
    Welcome { user: UserId },
    OrderPlaced { order: OrderId },
    PaymentReceived { payment: PaymentId, invoice: InvoiceId },
    ServerReady { service: ServiceId },
}

impl Mail {
    /// The template it is written with.
    pub const fn template(self) -> Template {
        match self {
            Mail::Welcome { .. } => Template::Welcome,
            Mail::OrderPlaced { .. } => Template::OrderPlaced,
            Mail::PaymentReceived { .. } => Template::PaymentReceived,
            Mail::ServerReady { .. } => Template::ServerReady,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    email: EmailId,
    #[serde(flatten)]
    mail: Mail,
}

/// Promises a mail: the log row and the job commit with the caller's transaction.
pub(crate) async fn send(work: &mut Work, mail: Mail) -> Result<()> {
    if !work.app().config().send_mail {
        return Ok(());
    }
    let recipient = store::recipient(work.tx(), mail).await?;
    let email: EmailId = work.new_id();
    store::queue(work, email, mail.template(), &recipient).await?;
    work.enqueue(NewJob {
        kind: JOB,
        payload: serde_json::to_value(Payload { email, mail })?,
        dedupe_key: Some(format!("mail:{email}")),
        run_at: work.now(),
        max_attempts: 12,
    });
    Ok(())
}

/// Delivers one promised mail; the handler of the job kind [`JOB`].
pub(crate) async fn deliver(
    app: &App,
    payload: &serde_json::Value,
    last_try: bool,
) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_value(payload.clone())
        .map_err(|fault| JobError::Permanent(fault.to_string()))?;
    let sent = attempt(app, &payload).await;
    let noted = match &sent {
        Ok(receipt) => store::mark_sent(app, payload.email, receipt).await,
        Err(Failure { permanent, why }) => {
            store::mark_failed(app, payload.email, why, *permanent || last_try).await
        }
    };
    if let Err(fault) = noted {
        tracing::warn!(email = %payload.email, causes = ?fault.chain(), "the mail log could not be written");
    }
    match sent {
        Ok(_) => Ok(()),
        Err(Failure { permanent: true, why }) => Err(JobError::Permanent(why)),
        Err(Failure { why, .. }) => Err(JobError::Retry(why)),
    }
}

/// What the mail log keeps of a delivery.
pub(crate) struct Sent {
    transport: String,
    provider_id: Option<String>,
    subject: String,
}

struct Failure {
    permanent: bool,
    why: String,
}

impl From<Error> for Failure {
    fn from(fault: Error) -> Self {
        let why =
            std::iter::once(fault.to_string()).chain(fault.chain()).collect::<Vec<_>>().join(": ");
        Self { permanent: false, why }
    }
}

async fn attempt(app: &App, payload: &Payload) -> Result<Sent, Failure> {
    let setup = settings::mail_setup(app).await?;
    let mail = context::build(app, payload.mail).await?;
    let rendered = render::render(payload.mail.template(), &mail.values)?;
    let recipient = store::recipient_of(app.db().reader(), payload.email).await?;
    let message = MailMessage {
        id: payload.email.to_string(),
        from: setup.from,
        to: Mailbox { name: mail.recipient_name, email: recipient },
        reply_to: setup.reply_to,
        subject: rendered.subject.clone(),
        text: rendered.text,
        html: rendered.html,
        attachments: mail.attachments,
        category: payload.mail.template().as_str().to_owned(),
    };
    match setup.mailer.send(&message).await {
        Ok(receipt) => Ok(Sent {
            transport: setup.mailer.describe(),
            provider_id: receipt.provider_id,
            subject: rendered.subject,
        }),
        Err(fault) => Err(Failure {
            permanent: matches!(fault, MailError::Permanent(_)),
            why: fault.to_string(),
        }),
    }
}

/// The link to a page of the console.
pub(crate) fn console_link(app: &App, path: &str) -> String {
    format!("{}{path}", app.config().public_url)
}
