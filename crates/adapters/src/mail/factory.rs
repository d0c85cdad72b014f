//! From a configuration to a mailer, at start and whenever an administrator changes it.

use std::sync::{Arc, OnceLock};

use kn_core::ports::mail::{MailError, MailTransport, Mailer, MailerFactory};
use reqwest::Url;

use super::{FileMailer, SendgridMailer, SmtpMailer};
use crate::http::is_loopback;

/// How far mail may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To anybody.
    Anywhere,
    /// Files and servers on this machine only: a demo must not write to real people.
    ThisMachine,
}

/// Builds the real mailers. All of them share one HTTP client, so a mailer is cheap to build anew for
/// each mail.
#[derive(Debug)]
pub struct MailFactory {
    reach: Reach,
    http: OnceLock<reqwest::Client>,
}

impl MailFactory {
    /// A factory that builds only mailers within `reach`.
    pub fn new(reach: Reach) -> Self {
        Self { reach, http: OnceLock::new() }
    }

    fn http(&self) -> Result<reqwest::Client, MailError> {
        if let Some(client) = self.http.get() {
            return Ok(client.clone());
        }
        let client = SendgridMailer::client()?;
        Ok(self.http.get_or_init(|| client).clone())
    }

    fn allow(&self, host: &str) -> Result<(), MailError> {
        if self.reach == Reach::Anywhere || is_loopback(host) {
            return Ok(());
        }
        Err(MailError::Permanent(
            "a demo sends no mail to other machines; use file or an SMTP server on localhost"
                .into(),
        ))
    }
}

impl MailerFactory for MailFactory {
    fn build(&self, transport: &MailTransport) -> Result<Arc<dyn Mailer>, MailError> {
        Ok(match transport {
            MailTransport::File { dir } => Arc::new(FileMailer::new(dir)),
            MailTransport::Smtp { host, port, security, username, password } => {
                self.allow(host)?;
                let none = username.is_empty() && password.expose().is_empty();
                let login = (!none).then_some((username.as_str(), password));
                Arc::new(SmtpMailer::new(host, *port, *security, login)?)
            }
            MailTransport::Sendgrid { api_key, base_url } => {
                let url = Url::parse(base_url).ok();
                self.allow(url.as_ref().and_then(Url::host_str).unwrap_or_default())?;
                Arc::new(SendgridMailer::new(self.http()?, api_key, base_url)?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kn_core::ports::mail::SmtpSecurity;
    use kn_core::secret::Secret;

    fn smtp(host: &str, security: SmtpSecurity, login: bool) -> MailTransport {
        MailTransport::Smtp {
            host: host.into(),
            port: 2525,
            security,
            username: if login { "user".into() } else { String::new() },
            password: Secret::new(if login { "hunter2".to_owned() } else { String::new() }),
        }
    }

    fn sendgrid(base_url: &str, key: &str) -> MailTransport {
        MailTransport::Sendgrid { api_key: Secret::new(key.to_owned()), base_url: base_url.into() }
    }

    #[test]
    fn descriptions_name_the_place_and_no_secret() {
        let factory = MailFactory::new(Reach::Anywhere);
        for (transport, expected) in [
            (MailTransport::File { dir: "/data/mail".into() }, "files in /data/mail"),
            (
                smtp("mail.example", SmtpSecurity::StartTls, true),
                "smtp://mail.example:2525 (starttls)",
            ),
            (sendgrid("https://api.eu.sendgrid.com", "SG.key"), "SendGrid (api.eu.sendgrid.com)"),
        ] {
            assert_eq!(factory.build(&transport).expect(expected).describe(), expected);
            assert!(!format!("{transport:?}").contains("hunter2"));
        }
    }

    #[test]
    fn a_demo_reaches_this_machine_only() {
        let demo = MailFactory::new(Reach::ThisMachine);
        assert!(demo.build(&smtp("127.0.0.1", SmtpSecurity::None, true)).is_ok());
        assert!(demo.build(&MailTransport::File { dir: "/data/mail".into() }).is_ok());
        assert!(demo.build(&smtp("mail.example", SmtpSecurity::Tls, false)).is_err());
        assert!(demo.build(&sendgrid("https://api.sendgrid.com", "SG.key")).is_err());
    }

    #[test]
    fn unsafe_or_incomplete_transports_are_refused() {
        let factory = MailFactory::new(Reach::Anywhere);
        for transport in [
            smtp("mail.example", SmtpSecurity::None, true),
            smtp("", SmtpSecurity::Tls, false),
            smtp("bad host", SmtpSecurity::Tls, false),
            sendgrid("http://api.sendgrid.com", "SG.key"),
            sendgrid("api.sendgrid.com", "SG.key"),
            sendgrid("https://api.sendgrid.com", " "),
            sendgrid("https://api.sendgrid.com", "SG.\nkey"),
        ] {
            let error = factory.build(&transport).err().expect("refused");
            assert!(!error.is_transient(), "{error}");
        }
    }
}
