#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, by apt: a PostgreSQL server, Chromium, poppler-utils,
# a C compiler. Does nothing where they are present. Uses sudo where it is not root.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

missing=()
command -v cc >/dev/null 2>&1 || missing+=(build-essential)
find_postgres_bin >/dev/null || missing+=(postgresql)
find_chromium >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)

if [ ${#missing[@]} -eq 0 ]; then
    echo "test environment: complete (PostgreSQL in $(find_postgres_bin), $(find_chromium), pdftotext)"
    exit 0
fi

command -v apt-get >/dev/null 2>&1 \
    || die "these are missing and there is no apt-get to install them with: ${missing[*]}. Install them by hand, then run this again."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 \
        || die "these are missing and need root to be installed: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi

say "installing ${missing[*]}"
# Debian's package starts a database server of its own at once; the tests bring theirs, so that is held back.
hold=/etc/postgresql-common/createcluster.d/kloudnests-tests.conf
held=no
cleanup() { if [ "$held" = yes ]; then "${as_root[@]}" rm -f "$hold"; fi; }
trap cleanup EXIT
if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common ]; then
    "${as_root[@]}" mkdir -p "$(dirname "$hold")"
    echo "create_main_cluster = false" | "${as_root[@]}" tee "$hold" >/dev/null
    held=yes
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

find_postgres_bin >/dev/null || die "PostgreSQL was installed, but initdb and pg_ctl are not where Debian puts them."
find_chromium >/dev/null || die "Chromium was installed, but no browser command was found; name it with CHROMIUM=/path/to/it."
echo "test environment: installed ${missing[*]}"
