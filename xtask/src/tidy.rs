//! Size and tidiness (docs/STYLE.md). Functions are measured by clippy (`too_many_lines`); this measures the rest.

use std::path::Path;

use anyhow::Result;

use crate::report;
use crate::walk::{Source, sources};

const MAX_LINES: usize = 400;
const MAX_TEST_LINES: usize = 800;

/// Paths of a machine, which mean nothing on another one. Split, so that this file does not complain about itself.
const MACHINE_PATHS: [&str; 3] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Names that promise nothing.
const EMPTY_NAMES: [&str; 4] = ["Manager", "Helper", "Util", "Utils"];

/// Where packages come from, as the lock files name it.
const RUST_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM_HOST: &str = "https://registry.npmjs.org/";

pub(crate) fn run(root: &Path) -> Result<()> {
    let all = sources(root)?;
    let mut complaints = Vec::new();
    for source in &all {
        complaints.extend(size(source));
        complaints.extend(module_document(source));
        complaints.extend(machine_path(source));
        complaints.extend(empty_names(source));
        complaints.extend(hosts(source));
    }
    report::finish("tidy", complaints, &format!("{} files", all.len()))
}

fn is_test(path: &str) -> bool {
    ["/tests/", "/e2e/", "/test/"].iter().any(|part| format!("/{path}").contains(part))
        || ["tests.rs", ".test.ts", ".test.tsx", ".spec.ts"].iter().any(|end| path.ends_with(end))
}

fn size(source: &Source) -> Option<String> {
    if !source.has_end(&[".rs", ".ts", ".tsx", ".mjs"]) || source.has_end(&[".gen.ts"]) {
        return None;
    }
    let most = if is_test(&source.path) { MAX_TEST_LINES } else { MAX_LINES };
    let lines = source.text.lines().count();
    (lines > most).then(|| {
        format!("{}: {lines} lines, {most} are the most; split it by what it does", source.path)
    })
}

/// A module begins with what it is for.
fn module_document(source: &Source) -> Option<String> {
    let written =
        source.has_end(&[".rs"]) && source.path.contains("/src/") && !is_test(&source.path);
    let missing = written && !source.text.starts_with("//!");
    missing.then(|| {
        format!("{}: begin with `//!`: what it is for, what holds in it, who calls it", source.path)
    })
}

fn machine_path(source: &Source) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    lines
        .flat_map(|(number, line)| MACHINE_PATHS.iter().map(move |path| (number + 1, line, *path)))
        .filter(|(_, line, path)| begins_path(line, path))
        .map(|(number, _, path)| {
            format!("{}:{number}: names {path}, a path of one machine", source.path)
        })
        .collect()
}

/// Whether an absolute path begins so in the line; `a/work/b` and `~/work/` do not.
fn begins_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-~}/*".contains(letter))
    })
}

/// Types named after nothing.
fn empty_names(source: &Source) -> Vec<String> {
    if !source.has_end(&[".rs"]) {
        return Vec::new();
    }
    let names = source.text.lines().filter_map(|line| {
        let line = line.trim_start();
        let words = ["pub struct ", "pub enum ", "pub trait ", "struct ", "enum ", "trait "];
        let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
    });
    names
        .filter(|name| EMPTY_NAMES.iter().any(|empty| name.ends_with(empty)))
        .map(|name| format!("{}: {name} says nothing about what it does", source.path))
        .collect()
}

/// Lock files name the public sources and nothing else, or nobody elsewhere can build.
fn hosts(source: &Source) -> Vec<String> {
    let values = |key: &'static str| {
        let lines = source.text.lines().map(str::trim);
        lines
            .filter_map(move |line| line.strip_prefix(key))
            .map(|rest| rest.trim_matches(['"', ',']).to_owned())
    };
    let strange: Vec<String> = if source.has_end(&["Cargo.lock"]) {
        values("source = ").filter(|value| value != RUST_INDEX).collect()
    } else if source.has_end(&["package-lock.json"]) {
        values("\"resolved\": ").filter(|value| !value.starts_with(NPM_HOST)).collect()
    } else {
        Vec::new()
    };
    strange
        .into_iter()
        .map(|value| format!("{}: takes a package from {value}", source.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn long_files_are_told_apart_from_long_tests() {
        let text = "x\n".repeat(500);
        assert!(size(&source("crates/a/src/lib.rs", &text)).is_some());
        assert!(size(&source("crates/a/tests/it/main.rs", &text)).is_none());
        assert!(size(&source("docs/a.md", &text)).is_none());
    }

    #[test]
    fn machine_paths_are_found_and_relative_ones_are_not() {
        let path = MACHINE_PATHS[0];
        assert_eq!(machine_path(&source("a.md", &format!("see {path}main"))).len(), 1);
        assert_eq!(
            machine_path(&source("a.md", &format!("see a{path}main and ~{path}x"))).len(),
            0
        );
    }

    #[test]
    fn lock_files_name_public_sources() {
        let good = format!("source = \"{RUST_INDEX}\"\n");
        assert!(hosts(&source("Cargo.lock", &good)).is_empty());
        assert_eq!(hosts(&source("Cargo.lock", "source = \"registry+http://mirror\"\n")).len(), 1);
        assert_eq!(
            hosts(&source("web/package-lock.json", "  \"resolved\": \"http://mirror/a.tgz\",\n"))
                .len(),
            1
        );
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(empty_names(&source("a.rs", "pub struct OrderManager {")).len(), 1);
        assert_eq!(empty_names(&source("a.rs", "struct Utility;")).len(), 0);
    }
}
