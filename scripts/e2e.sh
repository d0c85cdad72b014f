#!/usr/bin/env bash
# The journeys in a real browser against the real binary: all of them on SQLite, those tagged @main on PostgreSQL.
# ENGINES chooses ("sqlite" by default); arguments go to Playwright.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
need_rust
need_node

started=no
cleanup() { trap '' INT TERM; if [ "$started" = yes ]; then scripts/test-postgres.sh stop || true; fi; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

CHROMIUM=$(find_chromium) || die "no Chromium was found. scripts/setup-test-env.sh installs it; or name one with CHROMIUM=/path/to/it."
export CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
scripts/web.sh
cargo build --quiet --locked -p kn-server
npm_ci e2e
KN_BIN=${KN_BIN:-$(target_dir)/debug/kloudnests}
export KN_BIN

for engine in ${ENGINES:-sqlite}; do
    say "journeys on $engine"
    export E2E_ENGINE=$engine
    only=()
    if [ "$engine" = postgres ]; then
        only=(--grep @main --project desktop)
        if [ -z "${TEST_DATABASE_URL:-}" ]; then
            KN_TEST_PG_DIR=$(mktemp -d)
            export KN_TEST_PG_DIR
            started=yes
            TEST_DATABASE_URL=$(scripts/test-postgres.sh start)
            export TEST_DATABASE_URL
        fi
    fi
    (cd e2e && node_modules/.bin/playwright test "${only[@]}" "$@")
done
