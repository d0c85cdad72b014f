#!/usr/bin/env bash
# Builds web/dist (and the script that renders the public pages) when its sources changed since the last build.
# PROFILE is the cargo profile xtask is built with, so that its crates are shared with the build that follows.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

fingerprint() {
    { node --version
      find web -type f \
        -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/dist-ssr/*' -not -path 'web/reports/*' \
        -print0 | sort -z | xargs -0 sha256sum
    } | sha256sum | cut -d' ' -f1
}

need_rust
need_node
stamp=web/node_modules/.built-from
now=$(fingerprint)
if [ -f web/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
    echo "web: up to date"
    exit 0
fi
npm_ci web
cargo run --quiet --locked --profile "${PROFILE:-dev}" -p xtask -- web
# The build may have written the route tree anew.
fingerprint >"$stamp"
