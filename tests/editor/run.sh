#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# What an author's editor makes of out/schema. Needs node.
set -euo pipefail
cd "$(dirname "$0")/../.."
POLICYC=$(realpath "${POLICYC:-build/policyc}")
export POLICYC
cd tests/editor
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
	npm ci --silent --no-progress >/dev/null
fi
exec node schema.test.mjs
