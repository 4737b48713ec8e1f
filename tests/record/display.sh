#!/usr/bin/env bash
# Records tests/fixtures/display/NAME.json again: what data.gouv.fr shows of NAME.ttl on 1 November 2026, from its own
# components. REFERENCE is the folder of the display reference (its README says what it installs); CDATA, a Git copy of
# datagouv/cdata, for components newer than those on npm.
#   REFERENCE=../shared/reference/display CDATA=… tests/record/display.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
reference=${REFERENCE:-../shared/reference/display}
for input in tests/fixtures/display/*.ttl; do
  "$reference/run" dcat "$input" --now 2026-11-01 > "${input%.ttl}.json"
done
