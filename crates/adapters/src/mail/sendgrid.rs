//! Mail through SendGrid's v3 web API: `POST /v3/mail/send`.
//!
//! SendGrid has no idempotency key, so a mail whose answer was lost may arrive twice. Our id travels in
//! `custom_args.mail_id` and comes back in every event of the webhook. Custom arguments stand inside
//! `personalizations`: at the top level the specification and the official clients disagree on their
//! type. Click tracking is off, because it would rewrite password-reset links.

use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kn_core::ports::mail::{Attachment, MailError, MailMessage, MailReceipt, Mailbox, Mailer};
use kn_core::secret::Secret;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Client, Response, StatusCode, Url};
use serde::{Deserialize, Serialize};

use crate::http::{client, is_loopback};

/// SendGrid outside the EU region.
pub const SENDGRID_URL: &str = "https://api.sendgrid.com";
const TIMEOUT: Duration = Duration::from_secs(20);
/// Most of an error answer that is read and shown.
const MAX_ERROR_CHARS: usize = 500;

/// Sends through SendGrid.
pub struct SendgridMailer {
    client: Client,
    endpoint: Url,
    authorization: HeaderValue,
}

impl SendgridMailer {
    /// An HTTP client with the limits that mail needs; clones share its connections.
    ///
    /// # Errors
    /// [`MailError::Transient`] when the certificates of the system can't be loaded.
    pub fn client() -> Result<Client, MailError> {
        client(TIMEOUT).map_err(|error| MailError::Transient(format!("no HTTP client: {error}")))
    }

    /// `base_url` is [`SENDGRID_URL`] or the EU region's; plain http only to this machine, for tests.
    ///
    /// # Errors
    /// [`MailError::Permanent`] for an unusable address or key.
    pub fn new(
        client: Client,
        api_key: &Secret<String>,
        base_url: &str,
    ) -> Result<Self, MailError> {
        let endpoint = endpoint(base_url)?;
        let key = api_key.expose().trim();
        if key.is_empty() {
            return Err(wrong("the SendGrid API key is empty"));
        }
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}"))
            .map_err(|_| wrong("the SendGrid API key holds characters no key has"))?;
        authorization.set_sensitive(true);
        Ok(Self { client, endpoint, authorization })
    }
}

fn endpoint(base_url: &str) -> Result<Url, MailError> {
    let base = Url::parse(base_url).map_err(|_| wrong("the SendGrid address is not a URL"))?;
    let local = base.host_str().is_some_and(is_loopback);
    if base.scheme() != "https" && !(base.scheme() == "http" && local) {
        return Err(wrong("the SendGrid address must begin with https://"));
    }
    base.join("/v3/mail/send").map_err(|_| wrong("the SendGrid address is not a URL"))
}

#[async_trait]
impl Mailer for SendgridMailer {
    fn describe(&self) -> String {
        format!("SendGrid ({})", self.endpoint.host_str().unwrap_or_default())
    }

    async fn send(&self, message: &MailMessage) -> Result<MailReceipt, MailError> {
        message.check()?;
        let answer = self
            .client
            .post(self.endpoint.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .json(&Request::of(message))
            .send()
            .await
            .map_err(|error| classify(&error))?;
        if answer.status().is_success() {
            let id = answer.headers().get("X-Message-Id").and_then(|id| id.to_str().ok());
            return Ok(MailReceipt { provider_id: id.map(str::to_owned) });
        }
        Err(refusal(answer).await)
    }
}

fn classify(error: &reqwest::Error) -> MailError {
    if error.is_builder() {
        return MailError::Permanent(format!("the request can't be built: {error}"));
    }
    let what = if error.is_timeout() { "no answer in time" } else { "SendGrid can't be reached" };
    MailError::Transient(what.into())
}

/// 429 and 5xx may pass; any other answer will be the same next time.
async fn refusal(answer: Response) -> MailError {
    let status = answer.status();
    let text = format!("SendGrid answered {}{}", status.as_u16(), reasons(answer).await);
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        MailError::Transient(text)
    } else {
        MailError::Permanent(text)
    }
}

async fn reasons(answer: Response) -> String {
    let Ok(problem) = answer.json::<Problem>().await else { return String::new() };
    let mut text = String::new();
    for error in problem.errors {
        text.push_str(": ");
        text.push_str(&error.message);
        if let Some(field) = error.field {
            text.push_str(&format!(" ({field})"));
        }
    }
    text.chars().filter(|c| !c.is_control()).take(MAX_ERROR_CHARS).collect()
}

fn wrong(sentence: &str) -> MailError {
    MailError::Permanent(sentence.into())
}

#[derive(Serialize)]
struct Request<'a> {
    personalizations: [Personalization<'a>; 1],
    from: Person<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<Person<'a>>,
    subject: &'a str,
    content: [Content<'a>; 2],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    categories: Vec<&'a str>,
    headers: Headers,
    tracking_settings: Tracking,
}

impl<'a> Request<'a> {
    fn of(message: &'a MailMessage) -> Self {
        Self {
            personalizations: [Personalization {
                to: [Person::of(&message.to)],
                custom_args: Arguments { mail_id: &message.id },
            }],
            from: Person::of(&message.from),
            reply_to: message.reply_to.as_ref().map(Person::of),
            subject: &message.subject,
            // The plain text must come first.
            content: [
                Content { kind: "text/plain", value: &message.text },
                Content { kind: "text/html", value: &message.html },
            ],
            attachments: message.attachments.iter().map(File::of).collect(),
            categories: Some(message.category.as_str())
                .filter(|c| !c.is_empty())
                .into_iter()
                .collect(),
            headers: Headers { auto_submitted: "auto-generated" },
            tracking_settings: Tracking {
                click_tracking: Clicks { enable: false, enable_text: false },
                open_tracking: Opens { enable: false },
            },
        }
    }
}

#[derive(Serialize)]
struct Personalization<'a> {
    to: [Person<'a>; 1],
    custom_args: Arguments<'a>,
}

#[derive(Serialize)]
struct Arguments<'a> {
    mail_id: &'a str,
}

#[derive(Serialize)]
struct Person<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
}

impl<'a> Person<'a> {
    fn of(mailbox: &'a Mailbox) -> Self {
        Self { email: &mailbox.email, name: &mailbox.name }
    }
}

#[derive(Serialize)]
struct Content<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    content: String,
    #[serde(rename = "type")]
    kind: &'a str,
    filename: &'a str,
    disposition: &'static str,
}

impl<'a> File<'a> {
    fn of(attachment: &'a Attachment) -> Self {
        Self {
            content: STANDARD.encode(&attachment.bytes),
            kind: &attachment.content_type,
            filename: &attachment.filename,
            disposition: "attachment",
        }
    }
}

#[derive(Serialize)]
struct Headers {
    #[serde(rename = "Auto-Submitted")]
    auto_submitted: &'static str,
}

#[derive(Serialize)]
struct Tracking {
    click_tracking: Clicks,
    open_tracking: Opens,
}

#[derive(Serialize)]
struct Clicks {
    enable: bool,
    enable_text: bool,
}

#[derive(Serialize)]
struct Opens {
    enable: bool,
}

#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    errors: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    message: String,
    field: Option<String>,
}
