#!/usr/bin/env bash
# Builds the web app and the server, then starts it. With no KN_ settings that is demo mode: an embedded
# database in ./data, sample data, and the two logins, which the server prints.
# Arguments go to `kloudnests serve`.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
need_node
binary=$(target_dir)/debug/kloudnests
[ -x "$binary" ] || say "first build: a few minutes; after that only what changed is built"
say "web app"
scripts/web.sh
say "server"
# The everyday profile: it builds in half the time of a release and shares its products with the tests.
# docs/decisions/008-profiles.md
cargo build --locked -p kn-server
say "KloudNests"
exec "$binary" serve "$@"
