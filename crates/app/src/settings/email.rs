//! How mail leaves: transport, sender, and the test mail.

use std::sync::Arc;

use kn_core::code::Code;
use kn_core::ports::mail::{MailMessage, MailTransport, Mailbox, Mailer, SmtpSecurity};
use kn_core::secret::Secret;
use kn_core::text::Email;
use serde::{Deserialize, Serialize};

use super::{Section, SectionValue, email_or_empty, line, secrets, store};
use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Faults, Result};

/// Which transport carries mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// What the operator configured at start (`KN_MAIL`).
    Environment,
    Smtp,
    Sendgrid,
}

/// The mail section; its secrets are `smtp_password` and `sendgrid_api_key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailSettings {
    pub transport: Transport,
    /// Empty: the operator's configuration.
    pub from_name: String,
    pub from_email: String,
    pub reply_to: String,
    pub smtp: SmtpSettings,
}

/// Where the SMTP server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub username: String,
}

impl Default for EmailSettings {
    fn default() -> Self {
        Self {
            transport: Transport::Environment,
            from_name: String::new(),
            from_email: String::new(),
            reply_to: String::new(),
            smtp: SmtpSettings {
                host: String::new(),
                port: 587,
                security: SmtpSecurity::StartTls,
                username: String::new(),
            },
        }
    }
}

impl SectionValue for EmailSettings {
    const SECTION: Section = Section::Email;

    fn check(&mut self, faults: &mut Faults) {
        line(faults, "from_name", &mut self.from_name, 80);
        email_or_empty(faults, "from_email", &mut self.from_email);
        email_or_empty(faults, "reply_to", &mut self.reply_to);
        line(faults, "smtp.host", &mut self.smtp.host, 253);
        line(faults, "smtp.username", &mut self.smtp.username, 120);
        if self.transport == Transport::Smtp && self.smtp.host.is_empty() {
            faults.add("smtp.host", Code::Required, "Please give the SMTP server's name.");
        }
        if self.smtp.port == 0 {
            faults.add("smtp.port", Code::OutOfRange, "Please give a port between 1 and 65535.");
        }
    }
}

/// The mailer in force and the sender's addresses.
pub struct MailSetup {
    pub mailer: Arc<dyn Mailer>,
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
}

/// Builds the mailer in force: Admin → Settings once set, the operator's configuration before.
pub async fn mail_setup(app: &App) -> Result<MailSetup> {
    let row = store::find(app.db().reader(), Section::Email).await?;
    let (settings, sealed) = match row {
        Some(row) => (serde_json::from_value(row.value)?, row.sealed),
        None => (EmailSettings::default(), None),
    };
    let secret = |name: &str| -> Result<String> {
        Ok(secrets::open(app, Section::Email, sealed.as_deref())?.remove(name).unwrap_or_default())
    };
    let transport = match settings.transport {
        Transport::Environment => app.config().env_mail.clone(),
        Transport::Smtp => MailTransport::Smtp {
            host: settings.smtp.host.clone(),
            port: settings.smtp.port,
            security: settings.smtp.security,
            username: settings.smtp.username.clone(),
            password: Secret::new(secret("smtp_password")?),
        },
        Transport::Sendgrid => MailTransport::Sendgrid {
            api_key: Secret::new(secret("sendgrid_api_key")?),
            base_url: "https://api.sendgrid.com".to_owned(),
        },
    };
    let mailer = app.mailers().build(&transport).map_err(Error::internal)?;
    let fallback = &app.config().mail_from;
    let pick =
        |own: &str, other: &str| if own.is_empty() { other.to_owned() } else { own.to_owned() };
    Ok(MailSetup {
        mailer,
        from: Mailbox {
            name: pick(&settings.from_name, &fallback.name),
            email: pick(&settings.from_email, &fallback.email),
        },
        reply_to: (!settings.reply_to.is_empty())
            .then(|| Mailbox { name: String::new(), email: settings.reply_to }),
    })
}

/// Sends one plain test mail right now with the settings in force.
///
/// # Errors
/// `unavailable` with the server's own words when the transport refused it.
pub async fn send_test_mail(app: &App, actor: &Actor, to: &str) -> Result<String> {
    actor.require(Permission::SettingsManage)?;
    let to: Email = to.parse().map_err(|fault: kn_core::text::TextError| {
        Error::field("to", Code::Invalid, fault.to_string())
    })?;
    let setup = mail_setup(app).await?;
    let brand = super::branding(app.db().reader()).await?;
    let text = format!("This is a test mail from {}. Mail works.", brand.name);
    let message = MailMessage {
        id: format!("test-{}", kn_core::ports::entropy::uuid_v7(app.now(), &**app.entropy())),
        from: setup.from,
        to: Mailbox { name: String::new(), email: to.as_str().to_owned() },
        reply_to: setup.reply_to,
        subject: format!("Test mail from {}", brand.name),
        html: format!("<p>{text}</p>").replace(['&'], "&amp;"),
        text,
        attachments: Vec::new(),
        category: "test".to_owned(),
    };
    match setup.mailer.send(&message).await {
        Ok(_) => Ok(setup.mailer.describe()),
        Err(fault) => {
            Err(Error::msg(Code::Unavailable, format!("The mail was not accepted: {fault}")))
        }
    }
}
