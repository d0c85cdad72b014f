//! Mail over SMTP (RFC 5321), with STARTTLS, TLS from the first byte, or plain to this machine.

use std::time::Duration;

use async_trait::async_trait;
use kn_core::ports::mail::{MailError, MailMessage, MailReceipt, Mailer, SmtpSecurity};
use kn_core::secret::Secret;
use lettre::Message;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::mime;
use crate::http::is_loopback;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// For the whole conversation; a slow server can't hold a worker for ever.
const MAIL_TIMEOUT: Duration = Duration::from_secs(60);
/// For the farewell, when the mail is delivered already.
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);

/// Sends through one SMTP server, with a connection for each mail: nothing to keep alive, nothing to
/// go stale, and no background task (lettre's pool needs a runtime even to be dropped).
pub struct SmtpMailer {
    host: String,
    port: u16,
    security: SmtpSecurity,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
}

impl SmtpMailer {
    /// Checks the configuration; connects when a mail is sent.
    ///
    /// # Errors
    /// [`MailError::Permanent`] for an impossible host name, half a login, or a login that would
    /// travel unprotected to another machine.
    pub fn new(
        host: &str,
        port: u16,
        security: SmtpSecurity,
        login: Option<(&str, &Secret<String>)>,
    ) -> Result<Self, MailError> {
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(wrong("the SMTP host must be a host name or an address".into()));
        }
        let credentials = match login {
            None => None,
            Some((name, password)) if name.is_empty() || password.expose().is_empty() => {
                return Err(wrong("an SMTP login needs both a user name and a password".into()));
            }
            Some(_) if security == SmtpSecurity::None && !is_loopback(host) => {
                return Err(wrong(format!(
                    "the SMTP password would travel unprotected to {host}; use starttls or tls"
                )));
            }
            Some((name, password)) => {
                Some(Credentials::new(name.to_owned(), password.expose().clone()))
            }
        };
        let tls = match security {
            SmtpSecurity::None => None,
            SmtpSecurity::StartTls | SmtpSecurity::Tls => {
                Some(TlsParameters::new(host.to_owned()).map_err(|error| {
                    wrong(format!("TLS to {host} is not possible: {}", chain(&error)))
                })?)
            }
        };
        let hello = ClientId::default();
        Ok(Self { host: host.to_owned(), port, security, tls, credentials, hello })
    }

    async fn deliver(&self, mail: &Message) -> Result<Response, SmtpError> {
        let wrapped = self.tls.clone().filter(|_| self.security == SmtpSecurity::Tls);
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(CONNECT_TIMEOUT),
            &self.hello,
            wrapped,
            None,
        )
        .await?;
        if let Some(tls) = self.tls.clone().filter(|_| self.security == SmtpSecurity::StartTls) {
            connection.starttls(tls, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        let response = connection.send(mail.envelope(), &mail.formatted()).await?;
        // Delivered: whatever happens to the farewell changes nothing.
        drop(tokio::time::timeout(QUIT_TIMEOUT, connection.quit()).await);
        Ok(response)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    fn describe(&self) -> String {
        format!("smtp://{}:{} ({})", self.host, self.port, self.security.as_str())
    }

    async fn send(&self, message: &MailMessage) -> Result<MailReceipt, MailError> {
        let mail = mime::build(message)?;
        let sent = tokio::time::timeout(MAIL_TIMEOUT, self.deliver(&mail)).await;
        let Ok(sent) = sent else {
            let seconds = MAIL_TIMEOUT.as_secs();
            return Err(MailError::Transient(format!("no answer within {seconds} seconds")));
        };
        let response = sent.map_err(|error| classify(&error))?;
        Ok(MailReceipt { provider_id: response.first_line().map(str::to_owned) })
    }
}

/// 5xx and mails the server can't take are final; 4xx and everything about the network is not.
fn classify(error: &SmtpError) -> MailError {
    let text = chain(error);
    if error.is_permanent() || error.is_client() {
        MailError::Permanent(text)
    } else {
        MailError::Transient(text)
    }
}

/// The error and its causes in one line; lettre's own text leaves the server's words out.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = inner.source();
    }
    text
}

fn wrong(sentence: String) -> MailError {
    MailError::Permanent(sentence)
}
