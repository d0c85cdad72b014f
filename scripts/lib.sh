# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT" || exit 1

say() { printf '\n\033[1m==> %s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

target_dir() { printf '%s' "${CARGO_TARGET_DIR:-$ROOT/target}"; }

# need COMMAND SENTENCE: stop with the sentence when the command is absent.
need() { command -v "$1" >/dev/null 2>&1 || die "$2"; }

need_rust() {
    need cargo "Rust is not installed: cargo was not found. Install Rust $(rust_version) or newer with rustup (https://rustup.rs), then run this again."
    need cc "no C compiler was found, and two of the libraries need one. On Debian or Ubuntu: sudo apt-get install build-essential"
}

need_node() {
    need node "Node.js is not installed: node was not found. Install Node.js 20.19 or newer (https://nodejs.org), then run this again."
    need npm "npm was not found. It comes with Node.js 20.19 or newer (https://nodejs.org)."
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
        || die "Node.js $(node --version) is too old: 20.19 or newer is needed (https://nodejs.org)."
}

rust_version() { sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml; }

# npm_ci FOLDER: install exactly what the lock says; nothing to do when that is installed already.
npm_ci() {
    local folder=$1 stamp=$1/node_modules/.installed-lock
    if [ -f "$stamp" ] && cmp -s "$stamp" "$folder/package-lock.json"; then
        return 0
    fi
    npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error
    cp "$folder/package-lock.json" "$stamp"
}

# find_chromium: the browser of the system, or nothing.
find_chromium() {
    local one
    if [ -n "${CHROMIUM:-}" ]; then printf '%s' "$CHROMIUM"; return 0; fi
    for one in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$one" >/dev/null 2>&1; then command -v "$one"; return 0; fi
    done
    return 1
}

# find_postgres_bin: the folder that holds initdb and pg_ctl, or nothing.
find_postgres_bin() {
    local folder
    if command -v pg_ctl >/dev/null 2>&1 && command -v initdb >/dev/null 2>&1; then
        dirname "$(command -v pg_ctl)"; return 0
    fi
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        if [ -x "$folder/pg_ctl" ] && [ -x "$folder/initdb" ]; then printf '%s' "$folder"; return 0; fi
    done
    return 1
}
