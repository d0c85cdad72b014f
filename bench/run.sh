#!/usr/bin/env bash
# The benchmarks: builds the release binary and the peers, starts a throw-away PostgreSQL, runs bench/run.py, which
# writes bench/RESULTS.md. Bounded in count and time, loopback only. Arguments go to run.py: `--quick`, `--only NAME`.
set -euo pipefail
source "$(dirname "$0")/../scripts/lib.sh"
need_rust
need_node
need python3 "Python 3 is not installed: python3 was not found. The peers (FastAPI, ReportLab) need it; on Debian: sudo apt-get install python3-venv"

KN_TEST_PG_DIR=$(mktemp -d)
export KN_TEST_PG_DIR
cleanup() { trap '' INT TERM; scripts/test-postgres.sh stop || true; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say "peers"
if ! cmp -s bench/requirements.txt bench/.venv/.installed; then
    rm -rf bench/.venv
    python3 -m venv bench/.venv || die "python3 has no venv module; on Debian: sudo apt-get install python3-venv"
    bench/.venv/bin/pip install -q --disable-pip-version-check -r bench/requirements.txt
    cp bench/requirements.txt bench/.venv/.installed
fi
cargo build --locked --release --manifest-path bench/peers/Cargo.toml --target-dir "$(target_dir)/bench-peers"

say "KloudNests, release build"
PROFILE=release scripts/web.sh
cargo build --locked --release -p kn-server
cargo build --locked --release -p kn-adapters --example invoice

say "measuring"
TEST_DATABASE_URL=$(scripts/test-postgres.sh start)
export TEST_DATABASE_URL KN_TARGET_DIR
KN_TARGET_DIR=$(target_dir)
bench/.venv/bin/python bench/run.py "$@"
