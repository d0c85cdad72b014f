#!/usr/bin/env bash
# Builds the web app and the server, then starts it. With no KN_ settings that is demo mode: an embedded
# database in ./data, sample data, and the two logins, which the server prints.
# Arguments go to `kloudnests serve`.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
need_node
binary=$(target_dir)/demo/kloudnests
[ -x "$binary" ] || say "first build: a few minutes (two cores: about six); after that only what changed is built"
say "web app"
PROFILE=demo scripts/web.sh
say "server"
# The profile `demo` is the release build without its slow last tenth: docs/decisions/008-profiles.md.
cargo build --locked --profile demo -p kn-server
say "KloudNests"
exec "$binary" serve "$@"
