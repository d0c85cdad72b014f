//! What staff configure in Admin → Settings: typed sections, stored as JSON, secrets sealed beside them.
//!
//! A section that was never saved reads as its default. Pages, mails and PDFs read the typed structs through
//! `company`, `branding`, `payments`, `email`; the screens read and write through `get` and `put`.
//! Secrets go in and never come out: a view only says set or unset, with a fingerprint.

mod branding;
mod company;
mod email;
mod payments;
mod secrets;
mod site;
mod store;

use kn_core::code::Code;
use kn_core::ids::UserId;
use sea_orm::ConnectionTrait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use branding::Branding;
pub use company::Company;
pub use email::{EmailSettings, SmtpSettings, Transport, mail_setup, send_test_mail};
pub use payments::{BankAccount, CryptoAddress, Payments};
pub use secrets::SecretState;
pub use site::{DemoLogin, Site, site};

use crate::access::Permission;
use crate::actor::Actor;
use crate::app::App;
use crate::audit::Audit;
use crate::error::{Error, Faults, Result};
use crate::work::{Work, lost_race};

/// A section of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Company,
    Branding,
    Payments,
    Email,
}

impl Section {
    pub const ALL: [Section; 4] =
        [Section::Company, Section::Branding, Section::Payments, Section::Email];

    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Company => "company",
            Section::Branding => "branding",
            Section::Payments => "payments",
            Section::Email => "email",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Names of the section's write-only values.
    pub const fn secret_names(self) -> &'static [&'static str] {
        match self {
            Section::Email => &["smtp_password", "sendgrid_api_key"],
            Section::Company | Section::Branding | Section::Payments => &[],
        }
    }
}

/// A typed section: its defaults, and what makes a value unacceptable.
pub(crate) trait SectionValue: Serialize + DeserializeOwned + Default {
    const SECTION: Section;
    /// Cleans the value and notes every fault.
    fn check(&mut self, faults: &mut Faults);
}

/// A section as the settings screen sees it.
#[derive(Debug, Clone, Serialize)]
pub struct SettingsView {
    pub section: Section,
    pub value: Value,
    pub secrets: Vec<SecretState>,
    /// Send it back with the change; 0 when the section was never saved.
    pub version: i64,
    pub updated_at: Option<chrono::DateTime<chrono::Utc>>,
    pub updated_by: Option<String>,
}

/// A change of one section: the whole value, and only those secrets that change (`null` clears one).
#[derive(Debug, Clone)]
pub struct PutSettings {
    pub value: Value,
    pub secrets: Map<String, Value>,
    /// The version the change was made on.
    pub version: Option<i64>,
}

/// Reads a typed section; its default if it was never saved.
pub(crate) async fn read<S: SectionValue>(conn: &impl ConnectionTrait) -> Result<S> {
    match store::find(conn, S::SECTION).await? {
        Some(row) => Ok(serde_json::from_value(row.value)?),
        None => Ok(S::default()),
    }
}

/// The company that sells: seller on documents.
pub async fn company(conn: &impl ConnectionTrait) -> Result<Company> {
    read(conn).await
}
/// Name, tagline, colours: pages, mails and documents.
pub async fn branding(conn: &impl ConnectionTrait) -> Result<Branding> {
    read(conn).await
}
/// Where customers pay to, and which methods are offered.
pub async fn payments(conn: &impl ConnectionTrait) -> Result<Payments> {
    read(conn).await
}

/// One section for the settings screen.
pub async fn get(app: &App, actor: &Actor, section: Section) -> Result<SettingsView> {
    actor.require(Permission::SettingsView)?;
    view(app, app.db().reader(), section).await
}

/// Saves one section.
///
/// # Errors
/// `validation_failed` naming each field; `version_conflict` if someone else saved meanwhile;
/// `step_up_required`.
pub async fn put(
    app: &App,
    actor: &Actor,
    section: Section,
    change: PutSettings,
) -> Result<SettingsView> {
    actor.require(Permission::SettingsManage)?;
    actor.require_fresh(app.now())?;
    let value = match section {
        Section::Company => checked::<Company>(&change.value)?,
        Section::Branding => checked::<Branding>(&change.value)?,
        Section::Payments => checked::<Payments>(&change.value)?,
        Section::Email => checked::<EmailSettings>(&change.value)?,
    };
    secrets::check(section, &change.secrets)?;
    app.transact(actor, move |work| {
        let (value, change) = (value.clone(), change.clone());
        Box::pin(async move {
            save(work, section, value, &change).await?;
            view(work.app(), work.tx(), section).await
        })
    })
    .await
}

fn checked<S: SectionValue>(value: &Value) -> Result<Value> {
    let mut typed: S = serde_json::from_value(value.clone())
        .map_err(|fault| Error::field("value", Code::Invalid, fault.to_string()))?;
    let mut faults = Faults::default();
    typed.check(&mut faults);
    faults.finish()?;
    Ok(serde_json::to_value(typed)?)
}

async fn save(work: &mut Work, section: Section, value: Value, change: &PutSettings) -> Result<()> {
    let before = store::find(work.tx(), section).await?;
    let version = before.as_ref().map_or(0, |row| row.version);
    if change.version.is_some_and(|v| v != version) {
        return Err(lost_race("section"));
    }
    let sealed = secrets::merge(
        work.app(),
        section,
        before.as_ref().and_then(|r| r.sealed.as_deref()),
        &change.secrets,
    )?;
    let by = work.actor().user_id().map(UserId::uuid);
    let changed_secrets: Vec<&String> = change.secrets.keys().collect();
    let audit = Audit::of("settings.saved", "settings", section.as_str()).change(
        before.as_ref().map(|r| &r.value),
        serde_json::json!({ "value": value, "secrets_changed": changed_secrets }),
    );
    store::save(work, section, value, sealed, by, version).await?;
    work.audit(audit);
    Ok(())
}

/// Writes a section without the screen's checks of version and step-up; for seeding.
pub(crate) async fn write<S: SectionValue>(work: &mut Work, mut value: S) -> Result<()> {
    let mut faults = Faults::default();
    value.check(&mut faults);
    faults.finish()?;
    let version = store::find(work.tx(), S::SECTION).await?.map_or(0, |row| row.version);
    store::save(work, S::SECTION, serde_json::to_value(value)?, None, None, version).await
}

async fn view(app: &App, conn: &impl ConnectionTrait, section: Section) -> Result<SettingsView> {
    let row = store::find(conn, section).await?;
    let value = match (&row, section) {
        (Some(row), _) => row.value.clone(),
        (None, Section::Company) => serde_json::to_value(Company::default())?,
        (None, Section::Branding) => serde_json::to_value(Branding::default())?,
        (None, Section::Payments) => serde_json::to_value(Payments::default())?,
        (None, Section::Email) => serde_json::to_value(EmailSettings::default())?,
    };
    let updated_by = match row.as_ref().and_then(|r| r.updated_by) {
        Some(id) => store::user_name(conn, id).await?,
        None => None,
    };
    Ok(SettingsView {
        section,
        value,
        secrets: secrets::states(app, section, row.as_ref().and_then(|r| r.sealed.as_deref()))?,
        version: row.as_ref().map_or(0, |r| r.version),
        updated_at: row.map(|r| r.updated_at),
        updated_by,
    })
}

/// A short line: trimmed, no control characters, at most `max` characters; noted as a fault otherwise.
fn line(faults: &mut Faults, field: &str, value: &mut String, max: usize) {
    if let Some(clean) = faults.check(field, kn_core::text::clean_optional(Some(value), max)) {
        *value = clean.unwrap_or_default();
    }
}

fn required(faults: &mut Faults, field: &str, value: &mut String, max: usize) {
    line(faults, field, value, max);
    if value.is_empty() {
        faults.add(field, Code::Required, "Please fill this in.");
    }
}

fn email_or_empty(faults: &mut Faults, field: &str, value: &mut String) {
    line(faults, field, value, 254);
    if !value.is_empty() {
        faults.check(field, value.parse::<kn_core::text::Email>());
    }
}

fn url_or_empty(faults: &mut Faults, field: &str, value: &mut String) {
    line(faults, field, value, 300);
    if !value.is_empty() && !value.starts_with("https://") {
        faults.add(field, Code::Invalid, "Please give a full address that starts with https://.");
    }
}
