//! A section's write-only values: sealed together as one JSON object.

use std::collections::BTreeMap;

use kn_core::code::Code;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Section;
use crate::app::App;
use crate::error::{Faults, Result};
use crate::keys::SealedAt;

/// What a screen may know of a secret.
#[derive(Debug, Clone, Serialize)]
pub struct SecretState {
    pub name: &'static str,
    pub set: bool,
    /// First characters of the SHA-256, to compare without showing.
    pub fingerprint: Option<String>,
}

fn place(section: Section) -> SealedAt<'static> {
    SealedAt { table: "settings", column: "sealed", row: section.as_str() }
}

/// Refuses unknown names and values that are neither text nor `null`.
pub(super) fn check(section: Section, changes: &Map<String, Value>) -> Result<()> {
    let mut faults = Faults::default();
    for (name, value) in changes {
        let field = format!("secrets.{name}");
        if !section.secret_names().contains(&name.as_str()) {
            faults.add(&field, Code::UnknownField, "This section has no such secret.");
        } else if !(value.is_null()
            || value.as_str().is_some_and(|v| v.len() <= 1000 && !v.contains(['\r', '\n'])))
        {
            faults.add(&field, Code::Invalid, "Please give one line of text, or null to clear it.");
        }
    }
    faults.finish()
}

pub(super) fn open(
    app: &App,
    section: Section,
    sealed: Option<&[u8]>,
) -> Result<BTreeMap<String, String>> {
    match sealed {
        None => Ok(BTreeMap::new()),
        Some(sealed) => {
            Ok(serde_json::from_slice(app.keys().open(place(section), sealed)?.expose())?)
        }
    }
}

/// The sealed object after the changes; `None` when no secret is left.
pub(super) fn merge(
    app: &App,
    section: Section,
    sealed: Option<&[u8]>,
    changes: &Map<String, Value>,
) -> Result<Option<Vec<u8>>> {
    let mut values = open(app, section, sealed)?;
    for (name, value) in changes {
        match value.as_str().filter(|v| !v.is_empty()) {
            Some(text) => values.insert(name.clone(), text.to_owned()),
            None => values.remove(name),
        };
    }
    if values.is_empty() {
        return Ok(None);
    }
    app.keys().seal(place(section), &serde_json::to_vec(&values)?, &**app.entropy()).map(Some)
}

pub(super) fn states(
    app: &App,
    section: Section,
    sealed: Option<&[u8]>,
) -> Result<Vec<SecretState>> {
    let values = open(app, section, sealed)?;
    Ok(section
        .secret_names()
        .iter()
        .map(|name| SecretState {
            name,
            set: values.contains_key(*name),
            fingerprint: values.get(*name).map(|v| fingerprint(v)),
        })
        .collect())
}

fn fingerprint(value: &str) -> String {
    Sha256::digest(value.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
}
