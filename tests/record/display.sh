#!/usr/bin/env bash
# Records tests/fixtures/display/NAME.json again: what data.gouv.fr shows of NAME.ttl on 1 November 2026, by its own components at the
# revision of datagouv/cdata that crate/data/versions.json names. CDATA is a Git copy of it.
#   CDATA=../cdata tests/record/display.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
. scripts/lib.sh
: "${CDATA:?un dossier : git clone https://github.com/datagouv/cdata}"
export CDATA
for input in tests/fixtures/display/*.ttl; do
  scripts/reference-display dcat "$input" --components "$(fact cdata)" > "$input.new"
  mv "$input.new" "${input%.ttl}.json"
done
# The answers that tests/reference.test.mjs shows again, without udata.
scripts/reference dcat tests/fixtures/display/ancien.ttl --api > tests/fixtures/display/ancien.api.json
