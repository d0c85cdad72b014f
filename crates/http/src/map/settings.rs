//! Settings: the product keeps sections as JSON of the same shape, so they pass through by their types.

use kn_app::Error;
use kn_app::settings::{PutSettings, SettingsView};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::dto::settings::{
    BrandingSettings, CompanySettings, EmailSecrets, EmailSettings, PaymentsSettings, SecretState,
};

fn value<V: DeserializeOwned>(view: &SettingsView) -> Result<V, Error> {
    serde_json::from_value(view.value.clone()).map_err(Error::internal)
}

macro_rules! section {
    ($name:ident $(, $secrets:ident)?) => {
        impl TryFrom<SettingsView> for $name {
            type Error = Error;

            fn try_from(view: SettingsView) -> Result<Self, Error> {
                Ok(Self {
                    value: value(&view)?,
                    $($secrets: (&view).into(),)?
                    version: view.version,
                    updated_at: view.updated_at,
                    updated_by: view.updated_by,
                })
            }
        }
    };
}

section!(CompanySettings);
section!(BrandingSettings);
section!(PaymentsSettings);
section!(EmailSettings, secrets);

/// A change of a section; `secrets` is an object of those that change, or nothing.
pub(crate) fn change(
    value: impl Serialize,
    secrets: impl Serialize,
    version: Option<i64>,
) -> Result<PutSettings, Error> {
    let secrets = match serde_json::to_value(secrets)? {
        Value::Object(secrets) => secrets,
        _ => Map::new(),
    };
    Ok(PutSettings { value: serde_json::to_value(value)?, secrets, version })
}

impl From<&SettingsView> for EmailSecrets {
    fn from(view: &SettingsView) -> Self {
        let state = |name: &str| {
            let found = view.secrets.iter().find(|secret| secret.name == name);
            found.map_or_else(SecretState::default, |secret| SecretState {
                set: secret.set,
                fingerprint: secret.fingerprint.clone(),
            })
        };
        Self { smtp_password: state("smtp_password"), sendgrid_api_key: state("sendgrid_api_key") }
    }
}
