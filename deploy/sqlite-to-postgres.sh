#!/usr/bin/env bash
# Copies a stopped KloudNests installation from SQLite into PostgreSQL. See docs/OPERATIONS.md, "SQLite to PostgreSQL".
#
#   sqlite-to-postgres.sh SQLITE_FILE POSTGRES_URL
#
# The tables must have been made by `kloudnests migrate` of the same version, and hold nothing but what migrations put
# there. Everything happens in one transaction: either all rows arrive, or none. The URL needs a superuser.
# Needs sqlite3 (3.37 or newer) and psql.
set -euo pipefail

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
[ $# -eq 2 ] || fail "usage: $0 SQLITE_FILE POSTGRES_URL"
source_file=$1
url=$2
[ -f "$source_file" ] || fail "$source_file does not exist"
command -v sqlite3 >/dev/null || fail "sqlite3 was not found (Debian: apt-get install sqlite3)"
command -v psql >/dev/null || fail "psql was not found (Debian: apt-get install postgresql-client)"

lite() { sqlite3 -batch -readonly "$source_file" "$@"; }
export PGOPTIONS="-c client_min_messages=warning"
pg() { psql -qXAt -v ON_ERROR_STOP=1 -d "$url" "$@"; }

[ "$(lite 'PRAGMA integrity_check')" = ok ] || fail "$source_file does not pass SQLite's integrity check"
[ "$(pg -c "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")" = t ] || fail "the role in the URL is not a superuser"

# Both must stand at the same migration.
ours=$(lite "SELECT group_concat(name, ' ') FROM (SELECT name FROM schema_migrations ORDER BY version)")
theirs=$(pg -c "SELECT string_agg(name, ' ' ORDER BY version) FROM schema_migrations")
[ "$ours" = "$theirs" ] || fail "the schemas differ: SQLite is at [$ours], PostgreSQL at [$theirs]. Run kloudnests migrate on both with the same version."
[ "$(pg -c 'SELECT count(*) FROM users')" = 0 ] || fail "the PostgreSQL database already holds users; give an empty one"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
script=$work/copy.sql
{
    echo 'BEGIN;'
    # Guards and foreign keys rest while rows go in: the rows have passed them before, in another order.
    echo "SET LOCAL session_replication_role = replica;"
} >"$script"

tables=$(pg -c "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations' ORDER BY 1")
for table in $tables; do
    [ -n "$(lite "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '$table'")" ] || fail "SQLite has no table $table"
    columns=()
    values=()
    while IFS='|' read -r column type; do
        columns+=("\"$column\"")
        case $type in
            uuid) values+=("lower(hex(\"$column\"))") ;;
            bytea) values+=("'\\x' || lower(hex(\"$column\"))") ;;
            *) values+=("\"$column\"") ;;
        esac
        case $type in uuid|bytea)
            values[-1]="CASE WHEN \"$column\" IS NULL THEN NULL ELSE ${values[-1]} END" ;;
        esac
    done < <(pg -F '|' -c "SELECT column_name, udt_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = '$table' AND is_generated = 'NEVER' ORDER BY ordinal_position")
    # A marker no text of ours can be: NULL and the empty string stay apart.
    lite -cmd '.mode csv' -cmd '.separator "," "\n"' -cmd '.nullvalue __KN_NULL__' -cmd '.headers off' \
        "SELECT $(IFS=,; echo "${values[*]}") FROM \"$table\"" >"$work/$table.csv"
    echo "TRUNCATE \"$table\" CASCADE;" >>"$work/truncate.sql"
    echo "\\copy \"$table\" ($(IFS=,; echo "${columns[*]}")) FROM '$work/$table.csv' WITH (FORMAT csv, NULL '__KN_NULL__')" >>"$work/fill.sql"
done
cat "$work/truncate.sql" "$work/fill.sql" >>"$script"
echo 'COMMIT;' >>"$script"
pg -f "$script"
pg -c 'VACUUM ANALYZE'

bad=0
for table in $tables; do
    from=$(lite "SELECT count(*) FROM \"$table\"")
    to=$(pg -c "SELECT count(*) FROM \"$table\"")
    printf '%-24s %10s rows\n' "$table" "$to"
    if [ "$from" != "$to" ]; then echo "  differs: SQLite has $from"; bad=1; fi
done
[ "$bad" -eq 0 ] || fail "the numbers of rows differ; nothing should be started on this database"
echo "copied. Now: kloudnests verify-books with KN_DATABASE_URL set to the new database."
