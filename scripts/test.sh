#!/usr/bin/env bash
# The whole proof, stage by stage. A failing stage does not stop the others; the end says what failed.
# The last line is `N passed, N failed`: tests counted from the runners' own closing lines, and a stage that
# failed without a failing test counts as one failure.
#
#   STAGES="rust-sqlite web-unit" scripts/test.sh      runs only these
set -euo pipefail
source "$(dirname "$0")/lib.sh"
need_rust
need_node

export NO_COLOR=1 FORCE_COLOR=0 CARGO_TERM_COLOR=never
logs=$(mktemp -d)
passed_all=0
failed_all=0
summary=()
bad=no
postgres=no

cleanup() {
    local code=$?
    trap - EXIT
    trap '' INT TERM # a second Ctrl-C must not leave a database server behind
    if [ "$postgres" = yes ]; then
        scripts/test-postgres.sh stop || true
    fi
    rm -rf "$logs"
    exit "$code"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# sum PATTERN FILE: adds up the first group of every match.
sum() { sed -nE "s/$1/\\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'; }

# count FILE: sets `passed` and `failed` from the closing lines of cargo test, nextest, Vitest and Playwright.
count() {
    local log=$1 plain=$1.plain
    sed -E 's/\x1b\[[0-9;]*[A-Za-z]//g' "$log" >"$plain"
    passed=$(( $(sum '^test result: .* ([0-9]+) passed;.*' "$plain") \
        + $(sum '^ *Summary \[.*\] .*[^0-9]([0-9]+) passed.*' "$plain") \
        + $(sum '^ *Tests .*[^0-9]([0-9]+) passed.*' "$plain") \
        + $(sum '^  ([0-9]+) passed \([0-9.]+m?s?\)$' "$plain") \
        + $(sum '^  ([0-9]+) flaky$' "$plain") ))
    failed=$(( $(sum '^test result: .*; ([0-9]+) failed;.*' "$plain") \
        + $(sum '^ *Summary \[.*\] .*[^0-9]([0-9]+) failed.*' "$plain") \
        + $(sum '^ *Summary \[.*\] .*[^0-9]([0-9]+) timed out.*' "$plain") \
        + $(sum '^ *Tests .*[^0-9]([0-9]+) failed.*' "$plain") \
        + $(sum '^  ([0-9]+) failed$' "$plain") ))
}

# stage NAME COMMAND…: runs it, shows what it says, remembers how it went.
stage() {
    local name=$1 log=$logs/$1 began=$SECONDS code=0 passed failed
    shift
    if [ -n "${STAGES:-}" ] && [[ " $STAGES " != *" $name "* ]]; then return 0; fi
    say "$name"
    set +e
    "$@" 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    set -e
    count "$log"
    if [ "$code" -ne 0 ]; then
        bad=yes
        [ "$failed" -gt 0 ] || failed=1
    fi
    passed_all=$((passed_all + passed))
    failed_all=$((failed_all + failed))
    if [ "$code" -eq 0 ]; then
        summary+=("$(printf '%-18s ok      %4d s  %5d tests' "$name" $((SECONDS - began)) "$passed")")
    else
        summary+=("$(printf '%-18s FAILED  %4d s  %5d tests, %d failed' "$name" $((SECONDS - began)) "$passed" "$failed")")
    fi
}

have_nextest() { cargo nextest --version >/dev/null 2>&1; }

# rust_tests ARGS…: nextest where it is installed, else plain cargo test.
rust_tests() {
    if have_nextest; then
        cargo nextest run --locked --no-fail-fast --status-level slow --final-status-level fail "$@"
    else
        cargo test --locked --no-fail-fast --quiet "$@"
    fi
}

# The packages whose tests open a database: those that know of the template databases.
database_packages() {
    local manifest
    for manifest in crates/*/Cargo.toml; do
        if grep -qE 'kn-testkit|features = \["testing"\]' "$manifest" && [ -d "$(dirname "$manifest")/tests" ]; then
            sed -n '0,/^name = "\(.*\)"/s//-p \1/p' "$manifest"
        fi
    done
}

start_postgres() {
    KN_TEST_PG_DIR=$(mktemp -d)
    export KN_TEST_PG_DIR
    postgres=yes
    TEST_DATABASE_URL=$(scripts/test-postgres.sh start)
    export TEST_DATABASE_URL
    [ -n "$TEST_DATABASE_URL" ] && echo "PostgreSQL is up for the tests"
}

on_sqlite() { TEST_DB=sqlite rust_tests --workspace; }
doc_tests() { cargo test --locked --quiet --doc --workspace; }
on_postgres() {
    local packages
    mapfile -t packages < <(database_packages | tr ' ' '\n')
    TEST_DB=postgres rust_tests "${packages[@]}"
}
xtask() { cargo run --quiet --locked -p xtask -- "$@"; }
checks() {
    xtask tidy && xtask deps && xtask openapi --check && xtask client --check && scripts/docs-check.sh
}
web_static() { npm_ci web && npm --prefix web run --silent lint && npm --prefix web run --silent typecheck; }
web_unit() { npm --prefix web run --silent test; }
web_weigh() { npm --prefix web run --silent weigh; }

# Not stages: without them nothing below means anything. start_postgres sets variables, so it runs in this shell.
say "test environment"
scripts/setup-test-env.sh
if [ -z "${TEST_DATABASE_URL:-}" ]; then start_postgres; fi

stage web-build scripts/web.sh
stage rust-sqlite on_sqlite
stage rust-docs doc_tests
stage rust-postgres on_postgres
stage checks checks
stage web-static web_static
stage web-unit web_unit
stage web-weigh web_weigh
stage e2e-sqlite env ENGINES=sqlite scripts/e2e.sh
stage e2e-postgres env ENGINES=postgres scripts/e2e.sh

printf '\n'
printf '%s\n' "${summary[@]}"
printf '\n%d passed, %d failed\n' "$passed_all" "$failed_all"
[ "$bad" = no ]
