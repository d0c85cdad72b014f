//! Settings as written: defaults, then the TOML file, then `KN_*` variables, then flags.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Every setting, before it is checked. A key the file does not know is refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Raw {
    pub(crate) mode: Option<String>,
    pub(crate) listen: String,
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: Option<String>,
    pub(crate) migrate_url: Option<String>,
    pub(crate) public_url: Option<String>,
    pub(crate) secret_key_file: Option<PathBuf>,
    pub(crate) mail: String,
    pub(crate) mail_from: String,
    pub(crate) sendgrid_key_file: Option<PathBuf>,
    pub(crate) rate_limits: String,
    pub(crate) log: String,
    pub(crate) log_format: String,
    pub(crate) font_dir: Option<PathBuf>,
    pub(crate) trusted_proxies: String,
    pub(crate) metrics_token_file: Option<PathBuf>,
    pub(crate) time_zone: String,
    pub(crate) currency: String,
    pub(crate) demo_public: String,
    pub(crate) otlp_endpoint: Option<String>,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            mode: None,
            listen: "127.0.0.1:8080".to_owned(),
            data_dir: PathBuf::from("./data"),
            database_url: None,
            migrate_url: None,
            public_url: None,
            secret_key_file: None,
            mail: "file".to_owned(),
            mail_from: "KloudNests <no-reply@kloudnests.com>".to_owned(),
            sendgrid_key_file: None,
            rate_limits: "on".to_owned(),
            log: "info".to_owned(),
            log_format: "text".to_owned(),
            font_dir: None,
            trusted_proxies: String::new(),
            metrics_token_file: None,
            time_zone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            demo_public: "no".to_owned(),
            otlp_endpoint: None,
        }
    }
}

const KEYS: &[&str] = &[
    "mode",
    "listen",
    "data_dir",
    "database_url",
    "migrate_url",
    "public_url",
    "secret_key_file",
    "mail",
    "mail_from",
    "sendgrid_key_file",
    "rate_limits",
    "log",
    "log_format",
    "font_dir",
    "trusted_proxies",
    "metrics_token_file",
    "time_zone",
    "currency",
    "demo_public",
    "otlp_endpoint",
];

/// The settings flags may override.
#[derive(Debug, Clone, Default, Serialize, clap::Args)]
pub(crate) struct Flags {
    /// TOML file with settings; ./kloudnests.toml is read if it exists
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
    /// demo or production [KN_MODE]
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    /// Address and port to listen on [KN_LISTEN]
    #[arg(long, global = true, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<String>,
    /// Folder for the database, keys and files [KN_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,
    /// sqlite://… or postgres://… [KN_DATABASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    /// Address customers use, https in production [KN_PUBLIC_URL]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    public_url: Option<String>,
    /// Log filter, e.g. info or kn_app=debug [KN_LOG]
    #[arg(long, global = true, value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<String>,
}

/// Reads the layers. The error is one sentence that names the key.
pub(crate) fn read(flags: &Flags) -> Result<Raw, String> {
    let mut layers = Figment::from(Serialized::defaults(Raw::default()));
    let file = flags.config.clone().or_else(|| {
        let usual = Path::new("kloudnests.toml");
        usual.exists().then(|| usual.to_path_buf())
    });
    if let Some(file) = file {
        if !file.exists() {
            return Err(format!("The configuration file {} does not exist.", file.display()));
        }
        layers = layers.merge(Toml::file_exact(file));
    }
    layers = layers
        .merge(Env::prefixed("KN_").only(KEYS).map(|key| key.as_str().to_ascii_lowercase().into()));
    layers = layers.merge(Serialized::globals(flags));
    layers.extract().map_err(|fault| {
        let origin = fault.metadata.as_ref().map(|m| match &m.source {
            Some(source) => format!("{} {source}", m.name),
            None => m.name.to_string(),
        });
        let origin = origin.unwrap_or_default();
        let key = if fault.path.is_empty() {
            String::new()
        } else {
            format!(" at `{}`", fault.path.join("."))
        };
        let said = one_line(&fault.kind.to_string());
        format!("The configuration cannot be read ({origin}{key}): {said}.")
    })
}

/// The parser of TOML draws a picture of the place; only its words are wanted.
fn one_line(said: &str) -> String {
    let drawn = |line: &str| line.is_empty() || line.contains('|');
    let words: Vec<&str> = said.lines().map(str::trim).filter(|line| !drawn(line)).collect();
    words.join(", ").trim_end_matches('.').to_owned()
}
