//! Who may import whom (docs/ARCHITECTURE.md): crates by `cargo metadata`, words a crate may not say, and the three
//! tiers inside kn-app.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::report;
use crate::walk::{Source, sources};

/// A crate, the crates of ours it may use, and the foreign ones it may not.
const CRATES: [(&str, &[&str], &[&str]); 8] = [
    ("kn-core", &[], &["tokio", "sea-orm", "axum", "reqwest"]),
    ("kn-db", &["kn-core"], &["axum", "reqwest"]),
    ("kn-jobs", &["kn-core", "kn-db"], &["axum", "reqwest"]),
    ("kn-app", &["kn-core", "kn-db", "kn-jobs"], &["axum", "reqwest", "lettre"]),
    ("kn-http", &["kn-core", "kn-app"], &["sea-orm", "reqwest", "lettre"]),
    ("kn-adapters", &["kn-core"], &["axum", "sea-orm"]),
    (
        "kn-server",
        &["kn-core", "kn-db", "kn-jobs", "kn-app", "kn-http", "kn-adapters"],
        &["sea-orm"],
    ),
    ("kn-testkit", &["kn-core", "kn-db", "kn-jobs", "kn-app", "kn-http", "kn-adapters"], &[]),
];

/// Words that a folder's sources may not contain, and why.
const WORDS: [(&str, &str, &str); 5] = [
    ("crates/app/src/", "std::env", "configuration comes in through AppConfig"),
    (
        "crates/http/src/",
        "kn_core::ports",
        "HTTP reaches the outside world through operations only",
    ),
    ("crates/http/src/", ".begin_write", "transactions belong to operations"),
    ("crates/core/src/", "std::fs", "the vocabulary does no IO"),
    ("crates/jobs/src/", "kn_app", "an engine, not content"),
];

const BASE: [&str; 15] = [
    "access",
    "actor",
    "app",
    "audit",
    "context",
    "counters",
    "error",
    "event",
    "idempotency",
    "keys",
    "lib",
    "meter",
    "paging",
    "settings",
    "work",
];
const RECORDS: [&str; 13] = [
    "affiliates",
    "catalog",
    "chat",
    "emails",
    "identity",
    "invoices",
    "knowledge",
    "notifications",
    "services",
    "status",
    "support",
    "tokens",
    "wallet",
];

/// Steps upwards that are meant: who, to whom.
const MEANT: [(&str, &str); 4] = [
    // A commit runs what follows from its events.
    ("work", "reactions"),
    // Sessions are kept with the running product.
    ("app", "identity"),
    // The demo's documented logins stand on its pages.
    ("settings", "demo"),
    // A mail says what is true when it leaves, so it reads the order it is about.
    ("notifications", "orders"),
];

pub(crate) fn run(root: &Path) -> Result<()> {
    let packages = packages(root)?;
    let mut complaints = crate_edges(&packages);
    let sources = sources(root)?;
    for source in sources.iter().filter(|source| source.has_end(&[".rs"])) {
        complaints.extend(words(source));
        complaints.extend(tiers(source));
    }
    report::finish("deps", complaints, &format!("{} crates", packages.len()))
}

/// Name and normal dependencies of every crate of the workspace.
fn packages(root: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("cargo metadata could not be started")?;
    let metadata: Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata said no JSON")?;
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let list = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let normal = |package: &Value| {
        let all = list(package, "dependencies").into_iter();
        all.filter(|one| one.get("kind").is_none_or(Value::is_null))
            .map(|one| text(&one, "name"))
            .collect()
    };
    Ok(list(&metadata, "packages")
        .iter()
        .map(|package| (text(package, "name"), normal(package)))
        .collect())
}

fn crate_edges(packages: &[(String, Vec<String>)]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, dependencies) in packages.iter().filter(|(name, _)| name.starts_with("kn-")) {
        let Some((_, ours, foreign)) = CRATES.iter().find(|(known, ..)| known == name) else {
            complaints.push(format!(
                "{name}: not in the table of crates; say in xtask/src/deps.rs what it may use"
            ));
            continue;
        };
        for dependency in dependencies {
            let known = dependency.as_str();
            if known.starts_with("kn-") && !ours.contains(&known) {
                complaints
                    .push(format!("{name} uses {known}: only {} are below it", ours.join(", ")));
            }
            if foreign.contains(&known) {
                complaints.push(format!("{name} uses {known}: that belongs to another layer"));
            }
        }
    }
    complaints
}

fn words(source: &Source) -> Vec<String> {
    let forbidden = WORDS.iter().filter(|(folder, ..)| source.path.starts_with(folder));
    let code =
        || source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    forbidden
        .flat_map(|(_, word, why)| {
            let hits = code().filter(|(_, line)| line.contains(word));
            hits.map(|(number, _)| format!("{}:{}: {word}: {why}", source.path, number + 1))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn tier(module: &str) -> u8 {
    if BASE.contains(&module) {
        0
    } else if RECORDS.contains(&module) {
        1
    } else {
        2
    }
}

/// Modules of kn-app use what stands below or beside them.
fn tiers(source: &Source) -> Vec<String> {
    let Some(rest) = source.path.strip_prefix("crates/app/src/") else { return Vec::new() };
    let own = rest.split(['/', '.']).next().unwrap_or_default();
    if own == "lib" {
        return Vec::new();
    }
    let lines = source.text.lines().take_while(|line| !line.contains("#[cfg(test)]"));
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(used_modules)
        .filter(|used| tier(used) > tier(own) && !MEANT.contains(&(own, used.as_str())))
        .map(|used| format!("{}: {own} uses {used}, which stands above it", source.path))
        .collect()
}

/// Modules named in a line: `crate::wallet::…`, and each of `use crate::{orders, wallet};`.
fn used_modules(line: &str) -> Vec<String> {
    let is_name = |text: &&str| text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let first = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or("").to_owned()
    };
    let mut names = Vec::new();
    for (at, mark) in line.match_indices("crate::") {
        let after = line.get(at + mark.len()..).unwrap_or_default();
        match after.strip_prefix('{') {
            Some(group) => names.extend(group.split(',').map(str::trim).filter(is_name).map(first)),
            None => names.extend(Some(after).filter(is_name).map(first)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_that_reaches_up_is_found() {
        let packages = [(
            "kn-http".to_owned(),
            vec!["kn-app".to_owned(), "kn-db".to_owned(), "sea-orm".to_owned()],
        )];
        assert_eq!(crate_edges(&packages).len(), 2);
        assert_eq!(crate_edges(&[("kn-new".to_owned(), vec![])]).len(), 1);
    }

    #[test]
    fn modules_are_read_from_imports() {
        assert_eq!(used_modules("use crate::wallet::Holder;"), ["wallet"]);
        assert_eq!(used_modules("use crate::{orders, wallet};"), ["orders", "wallet"]);
        assert_eq!(used_modules("    crate::orders::load(x)"), ["orders"]);
        assert!(used_modules("use crate::Work;").is_empty());
    }

    #[test]
    fn a_tier_that_reaches_up_is_found() {
        let source =
            |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        assert_eq!(
            tiers(&source("crates/app/src/wallet/post.rs", "use crate::orders::load;")).len(),
            1
        );
        assert!(
            tiers(&source("crates/app/src/orders/place.rs", "use crate::wallet::post;")).is_empty()
        );
        assert!(tiers(&source("crates/app/src/work.rs", "use crate::reactions;")).is_empty());
    }
}
