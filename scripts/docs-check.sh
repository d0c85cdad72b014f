#!/usr/bin/env bash
# Keeps the documents honest: ERRORS.md is what the registry generates, links lead somewhere, and every file
# named in the walk exists. `--write` writes ERRORS.md anew.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

bad=0
complain() { echo "docs: $*"; bad=1; }

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
cargo run --quiet --locked -p kn-core --example errors >"$errors"
if [ "${1:-}" = --write ]; then cp "$errors" docs/ERRORS.md; fi
cmp -s "$errors" docs/ERRORS.md || complain "docs/ERRORS.md differs from the registry; run scripts/docs-check.sh --write"

# Relative links, from the file's own folder; anchors and addresses are left alone.
while IFS= read -r file; do
    while IFS= read -r link; do
        case $link in http:*|https:*|mailto:*|'#'*|'') continue ;; esac
        [ -e "$(dirname "$file")/${link%%#*}" ] || complain "$file links to $link, which does not exist"
    done < <(grep -oE '\]\([^) ]+\)' "$file" | sed -E 's/^\]\((.*)\)$/\1/')
done < <(find . -name '*.md' -not -path '*/node_modules/*' -not -path './target/*' -not -path './.git/*' -not -path './bench/.venv/*')

# `path/to/file.ext` in the walk and in the recipe for a new feature: it exists, or carries <brackets>.
for file in docs/WALK.md docs/ARCHITECTURE.md docs/TESTING.md; do
    while IFS= read -r path; do
        [ -e "$path" ] || complain "$file names $path, which does not exist"
    done < <(grep -oE '`(crates|web|e2e|bench|deploy|docs|scripts|xtask)/[A-Za-z0-9_./-]+`' "$file" 2>/dev/null | tr -d '`' | sort -u)
done

[ "$bad" -eq 0 ] && echo "docs: current, links hold"
exit "$bad"
