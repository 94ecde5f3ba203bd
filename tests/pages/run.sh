#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# Reads the notices back: as a browser, a Markdown renderer, a screen reader and a reader would. Needs node and chromium.
set -euo pipefail
policyc=$(realpath "${POLICYC:-build/policyc}")
cd "$(dirname "$0")"
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
	npm ci --silent --no-progress >/dev/null
fi
POLICYC=$policyc exec node main.mjs "$@"
