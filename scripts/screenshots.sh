#!/usr/bin/env bash
# Takes the pictures in docs/images from a fresh demo.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
need_rust
need_node

CHROMIUM=$(find_chromium) || die "no Chromium was found; scripts/setup-test-env.sh installs it."
export CHROMIUM
scripts/web.sh
cargo build --quiet --locked -p kn-server
npm_ci e2e
data=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; wait; rm -rf "$data"; }
trap cleanup EXIT

binary=$(target_dir)/debug/kloudnests
(cd "$data" && KN_MODE=demo KN_DATA_DIR=$data KN_LISTEN=127.0.0.1:18099 KN_LOG=warn exec "$binary" serve >"$data/log" 2>&1) &
server=$!
for _ in $(seq 200); do
    if node -e 'fetch("http://127.0.0.1:18099/readyz").then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))'; then break; fi
    kill -0 "$server" 2>/dev/null || die "the server ended: $(cat "$data/log")"
done
node e2e/screenshots.mjs http://127.0.0.1:18099
ls -l docs/images
