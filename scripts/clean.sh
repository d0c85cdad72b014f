#!/usr/bin/env bash
# Removes what builds and tests left behind. The data folder is never touched.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

rm -rf "$(target_dir)" web/dist web/dist-ssr web/reports e2e/test-results e2e/report bench/.venv bench/peers/target bench/out
rm -rf web/node_modules web/tools/openapi/node_modules e2e/node_modules
find . -name '*.tsbuildinfo' -not -path './.git/*' -delete
echo "clean: build products and installed packages are gone; ./data was left alone."
