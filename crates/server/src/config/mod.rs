//! What the operator configured, checked. Wrong configuration stops the start with one sentence.

mod raw;
mod secret_key;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use kn_adapters::mail::parse_transport;
use kn_app::Mode;
use kn_core::calendar::BusinessZone;
use kn_core::money::Currency;
use kn_core::ports::mail::{MailTransport, Mailbox};
use kn_core::secret::Secret;
use kn_db::{ConnectOptions, Engine};
use kn_http::{Network, NotANetwork};

pub(crate) use raw::Flags;

/// The checked configuration.
pub(crate) struct Config {
    pub(crate) mode: Mode,
    pub(crate) listen: SocketAddr,
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: String,
    pub(crate) migrate_url: Option<String>,
    pub(crate) public_url: String,
    pub(crate) secret_key_file: PathBuf,
    pub(crate) mail: MailTransport,
    pub(crate) mail_from: Mailbox,
    pub(crate) rate_limits: bool,
    pub(crate) log: String,
    pub(crate) log_json: bool,
    pub(crate) font_dir: Option<PathBuf>,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) metrics_token: Option<Secret<String>>,
    pub(crate) zone: BusinessZone,
    pub(crate) currency: Currency,
    #[cfg_attr(not(feature = "otel"), expect(dead_code, reason = "read by the otel feature"))]
    pub(crate) otlp_endpoint: Option<String>,
}

impl Config {
    /// Reads and checks every layer.
    pub(crate) fn load(flags: &Flags) -> Result<Self, String> {
        let raw = raw::read(flags)?;
        let mode = mode(&raw)?;
        let listen: SocketAddr = raw.listen.parse().map_err(|_| {
            format!(
                "KN_LISTEN is {:?}; give an address and a port, e.g. 127.0.0.1:8080.",
                raw.listen
            )
        })?;
        let config = Self {
            mode,
            listen,
            database_url: database_url(&raw)?,
            migrate_url: raw.migrate_url,
            public_url: public_url(raw.public_url.as_deref(), mode, listen)?,
            secret_key_file: raw.secret_key_file.unwrap_or_else(|| raw.data_dir.join("secret.key")),
            mail: mail(&raw.mail, &raw.data_dir, raw.sendgrid_key_file.as_deref())?,
            mail_from: mailbox(&raw.mail_from)?,
            rate_limits: switch("KN_RATE_LIMITS", &raw.rate_limits)?,
            log: raw.log,
            log_json: match raw.log_format.as_str() {
                "text" => false,
                "json" => true,
                other => {
                    return Err(format!("KN_LOG_FORMAT is {other:?}; it is either text or json."));
                }
            },
            font_dir: raw.font_dir,
            trusted_proxies: networks(&raw.trusted_proxies)?,
            metrics_token: raw
                .metrics_token_file
                .as_deref()
                .map(|f| secret_file("KN_METRICS_TOKEN_FILE", f))
                .transpose()?,
            zone: raw.time_zone.parse().map_err(|_| {
                format!("KN_TIME_ZONE is {:?}; give a name such as Europe/Berlin.", raw.time_zone)
            })?,
            currency: raw.currency.parse().map_err(|_| {
                format!("KN_CURRENCY is {:?}; give three letters such as USD.", raw.currency)
            })?,
            otlp_endpoint: raw.otlp_endpoint,
            data_dir: raw.data_dir,
        };
        config.check_mode(switch("KN_DEMO_PUBLIC", &raw.demo_public)?)?;
        Ok(config)
    }

    fn check_mode(&self, demo_public: bool) -> Result<(), String> {
        match self.mode {
            Mode::Demo => {
                if !self.listen.ip().is_loopback() && !demo_public {
                    return Err(format!(
                        "Demo mode listens on loopback only, but KN_LISTEN is {}. Set KN_DEMO_PUBLIC=yes to show the demo to others, or KN_MODE=production.",
                        self.listen
                    ));
                }
                match &self.mail {
                    MailTransport::File { .. } => Ok(()),
                    MailTransport::Smtp { host, .. } if is_loopback(host) => Ok(()),
                    _ => Err("In demo mode KN_MAIL is file or an SMTP server on this machine."
                        .to_owned()),
                }
            }
            Mode::Production => {
                if !self.rate_limits {
                    return Err(
                        "KN_RATE_LIMITS=off is for load tests and refused in production mode."
                            .to_owned(),
                    );
                }
                if demo_public {
                    return Err(
                        "KN_DEMO_PUBLIC belongs to demo mode; remove it in production mode."
                            .to_owned(),
                    );
                }
                Ok(())
            }
        }
    }

    pub(crate) fn connect_options(&self) -> ConnectOptions {
        ConnectOptions::new(self.database_url.clone())
    }

    pub(crate) fn engine(&self) -> Engine {
        if self.database_url.starts_with("postgres") { Engine::Postgres } else { Engine::Sqlite }
    }

    /// The installation's secret key; made on first use.
    pub(crate) fn master_key(&self) -> Result<Secret<Vec<u8>>, String> {
        secret_key::load_or_create(&self.secret_key_file)
    }

    /// Creates the data folder if it is not there.
    pub(crate) fn prepare_data_dir(&self) -> Result<(), String> {
        std::fs::create_dir_all(&self.data_dir).map_err(|fault| {
            format!("The data folder {} cannot be made: {fault}.", self.data_dir.display())
        })
    }

    /// What is safe to show of the configuration, a line each.
    pub(crate) fn summary(&self) -> Vec<(&'static str, String)> {
        vec![
            ("mode", self.mode.as_str().to_owned()),
            ("listen", self.listen.to_string()),
            ("public url", self.public_url.clone()),
            ("data folder", self.data_dir.display().to_string()),
            ("database", without_password(&self.database_url)),
            ("secret key", self.secret_key_file.display().to_string()),
            ("mail", self.mail.describe()),
            ("mail from", format!("{} <{}>", self.mail_from.name, self.mail_from.email)),
            ("rate limits", if self.rate_limits { "on" } else { "off" }.to_owned()),
            ("time zone", self.zone.to_string()),
            ("currency", self.currency.code().to_owned()),
        ]
    }
}

fn mode(raw: &raw::Raw) -> Result<Mode, String> {
    match raw.mode.as_deref().map(str::trim) {
        Some("demo") => Ok(Mode::Demo),
        Some("production") => Ok(Mode::Production),
        Some(other) => Err(format!("KN_MODE is {other:?}; it is either demo or production.")),
        None if raw.database_url.is_none() && raw.public_url.is_none() => Ok(Mode::Demo),
        None => Ok(Mode::Production),
    }
}

fn database_url(raw: &raw::Raw) -> Result<String, String> {
    match &raw.database_url {
        None => Ok(format!("sqlite:{}", raw.data_dir.join("kloudnests.db").display())),
        Some(url)
            if ["postgres://", "postgresql://", "sqlite:"].iter().any(|s| url.starts_with(s)) =>
        {
            Ok(url.clone())
        }
        Some(_) => Err("KN_DATABASE_URL must start with postgres:// or sqlite:.".to_owned()),
    }
}

fn public_url(given: Option<&str>, mode: Mode, listen: SocketAddr) -> Result<String, String> {
    let url = match (given, mode) {
        (Some(url), _) => url.trim_end_matches('/').to_owned(),
        (None, Mode::Demo) => return Ok(format!("http://{listen}")),
        (None, Mode::Production) => {
            return Err(
                "Production mode needs KN_PUBLIC_URL, the https address customers use.".to_owned()
            );
        }
    };
    let (scheme, rest) = url.split_once("://").unwrap_or(("", ""));
    let authority_only = !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']);
    let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
    match (scheme, mode) {
        _ if !authority_only => Err(format!(
            "KN_PUBLIC_URL is {url:?}; give scheme and host only, e.g. https://cloud.example.com."
        )),
        ("https", _) => Ok(url),
        ("http", Mode::Demo) if is_loopback(host) => Ok(url),
        _ => Err(format!("KN_PUBLIC_URL is {url:?}; it must start with https://.")),
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn mail(given: &str, data_dir: &Path, key_file: Option<&Path>) -> Result<MailTransport, String> {
    let key = key_file.map(|f| secret_file("KN_SENDGRID_KEY_FILE", f)).transpose()?;
    parse_transport(given, &data_dir.join("mail"), key).map_err(|fault| format!("{fault}."))
}

fn mailbox(given: &str) -> Result<Mailbox, String> {
    let (name, email) = match given.split_once('<') {
        Some((name, rest)) => (name.trim(), rest.trim().trim_end_matches('>')),
        None => ("", given.trim()),
    };
    match email.parse::<kn_core::text::Email>() {
        Ok(email) => Ok(Mailbox::new(name, email.as_str())),
        Err(_) => Err(format!(
            "KN_MAIL_FROM is {given:?}; give an address, e.g. KloudNests <no-reply@example.com>."
        )),
    }
}

fn networks(given: &str) -> Result<Vec<Network>, String> {
    given
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| {
            text.parse().map_err(|fault: NotANetwork| format!("KN_TRUSTED_PROXIES: {fault}."))
        })
        .collect()
}

fn switch(name: &str, given: &str) -> Result<bool, String> {
    match given.trim() {
        "on" | "yes" | "true" | "1" => Ok(true),
        "off" | "no" | "false" | "0" => Ok(false),
        other => Err(format!("{name} is {other:?}; it is either on or off.")),
    }
}

fn secret_file(name: &str, path: &Path) -> Result<Secret<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|fault| {
        format!("{name} names {}, which cannot be read: {fault}.", path.display())
    })?;
    match text.trim() {
        "" => Err(format!("{name} names {}, which is empty.", path.display())),
        text => Ok(Secret::new(text.to_owned())),
    }
}

fn without_password(url: &str) -> String {
    match url
        .split_once("://")
        .and_then(|(scheme, rest)| rest.rsplit_once('@').map(|(user, host)| (scheme, user, host)))
    {
        Some((scheme, user, host)) => {
            format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default())
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_urls_are_https_or_loopback_demo() {
        let listen: SocketAddr = "127.0.0.1:8080".parse().expect("an address");
        assert_eq!(public_url(None, Mode::Demo, listen).as_deref(), Ok("http://127.0.0.1:8080"));
        assert_eq!(
            public_url(Some("https://a.example/"), Mode::Production, listen).as_deref(),
            Ok("https://a.example")
        );
        for bad in
            ["http://a.example", "a.example", "https://", "https://a.example/x", "ftp://a.example"]
        {
            assert!(public_url(Some(bad), Mode::Production, listen).is_err(), "{bad}");
        }
        assert!(public_url(None, Mode::Production, listen).is_err());
        assert!(public_url(Some("http://localhost:9"), Mode::Demo, listen).is_ok());
    }

    #[test]
    fn a_database_password_is_never_shown() {
        assert_eq!(without_password("postgres://kn:s3cret@db:5432/kn"), "postgres://kn@db:5432/kn");
        assert_eq!(
            without_password("sqlite://./data/kloudnests.db"),
            "sqlite://./data/kloudnests.db"
        );
    }

    #[test]
    fn senders_are_read_with_and_without_a_name() {
        let full = mailbox("Kloud Nests <a@b.example>").expect("a mailbox");
        assert_eq!((full.name.as_str(), full.email.as_str()), ("Kloud Nests", "a@b.example"));
        assert_eq!(mailbox("a@b.example").expect("a mailbox").email, "a@b.example");
        assert!(mailbox("nobody").is_err());
    }
}
