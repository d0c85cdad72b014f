#!/bin/sh
# A throw-away PostgreSQL server for tests: `start` prints its admin URL, `stop` removes it.
#
#   TEST_DATABASE_URL=$(scripts/test-postgres.sh start) TEST_DB=postgres cargo nextest run -p kn-db
#   scripts/test-postgres.sh stop
#
# It listens on a free loopback port, runs as an unprivileged user (root hands over to postgres or
# nobody) and keeps fsync on, so what is measured and what survives a kill is what production gives.
# Environment: KN_TEST_PG_DIR (where it lives; two servers need two folders), PG_BIN (its binaries).
set -eu

dir=${KN_TEST_PG_DIR:-${TMPDIR:-/tmp}/kn-test-postgres.$(id -u)}

fail() {
    echo "test-postgres: $1" >&2
    exit 1
}

find_binaries() {
    if [ -n "${PG_BIN:-}" ]; then
        echo "$PG_BIN"
    elif command -v initdb >/dev/null 2>&1; then
        dirname "$(command -v initdb)"
    else
        # The highest major version that is installed; the paths have no odd characters.
        # shellcheck disable=SC2012
        found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
        [ -n "$found" ] || fail "no PostgreSQL found; install it (Debian: apt install postgresql) or set PG_BIN"
        echo "$found"
    fi
}

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    owner=nobody
    if id postgres >/dev/null 2>&1; then owner=postgres; fi
    if command -v runuser >/dev/null 2>&1; then
        as_owner() { (cd / && runuser -u "$owner" -- "$@"); }
    else
        # shellcheck disable=SC2016
        as_owner() { (cd / && su -s /bin/sh "$owner" -c 'exec "$0" "$@"' -- "$@"); }
    fi
else
    owner=$(id -un)
    as_owner() { "$@"; }
fi

running() {
    [ -f "$dir/url" ] && as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1
}

start() {
    bin=$(find_binaries)
    if running; then
        cat "$dir/url"
        return
    fi
    rm -rf "$dir"
    mkdir -p "$dir"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n' "$password" >"$dir/password"
    chmod 700 "$dir"
    chown -R "$owner" "$dir" 2>/dev/null || true
    as_owner "$bin/initdb" -D "$dir/data" -U postgres -A md5 --pwfile="$dir/password" \
        -E UTF8 --locale=C >"$dir/initdb.log" 2>&1 || {
        cat "$dir/initdb.log" >&2
        fail "initdb failed"
    }
    settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c max_connections=200"
    settings="$settings -c fsync=on -c synchronous_commit=on -c shared_buffers=64MB -c timezone=UTC"
    attempt=0
    while [ "$attempt" -lt 20 ]; do
        port=$((20000 + ($$ * 7 + attempt * 131) % 20000))
        # A port in use makes the start fail; the next one is tried.
        if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 \
            -o "$settings -p $port" start >/dev/null 2>&1; then
            echo "postgres://postgres:$password@127.0.0.1:$port/postgres" >"$dir/url"
            cat "$dir/url"
            return
        fi
        attempt=$((attempt + 1))
    done
    tail -n 20 "$dir/server.log" >&2 || true
    fail "the server did not start"
}

stop() {
    [ -d "$dir" ] || return 0
    bin=$(find_binaries)
    as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$dir"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*) fail "usage: $0 start|stop" ;;
esac
