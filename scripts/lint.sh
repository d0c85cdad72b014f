#!/usr/bin/env bash
# Everything that needs no running program: formatting, clippy, the house rules, generated files, licences, Biome.
# Goes through all of them and fails at the end, so that one run shows everything.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
need_rust
need_node

failed=()
check() {
    local name=$1
    shift
    say "lint: $name"
    if "$@"; then echo "lint: $name: ok"; else echo "lint: $name: FAILED"; failed+=("$name"); fi
}

web_biome() { npm_ci web && npm --prefix web run --silent lint; }
e2e_check() { npm_ci web && npm_ci e2e && (cd e2e && ../web/node_modules/.bin/biome check . && ../web/node_modules/.bin/tsc -p .); }
xtask() { cargo run --quiet --locked -p xtask -- "$@"; }

check "cargo fmt" cargo fmt --all --check
check "cargo clippy" cargo clippy --workspace --all-targets --all-features --locked --quiet -- -D warnings
check "size and tidiness" xtask tidy
check "who may import whom" xtask deps
check "openapi.json is current" xtask openapi --check
check "the generated client is current" xtask client --check
check "the documents are current" scripts/docs-check.sh
check "licences and sources" scripts/cargo-deny.sh
check "shell scripts parse" bash -n scripts/*.sh .ci/run bench/run.sh
check "Biome, web" web_biome
check "Biome and types, e2e" e2e_check

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nlint: failed: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
printf '\nlint: all clean\n'
