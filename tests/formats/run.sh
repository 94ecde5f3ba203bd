#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# What code scanning and workflows make of `policyc check --format sarif` and `--format github`. Needs node and gcc.
set -euo pipefail
cd "$(dirname "$0")/../.."
POLICYC=$(realpath "${POLICYC:-build/policyc}") B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PRINT=$work/print WORK=$work
export POLICYC PRINT WORK NO_COLOR=1
gcc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=all -Icompiler -o "$PRINT" tests/formats/print.c compiler/base/*.c "$B/embed.c"
cd tests/formats
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
	npm ci --silent --no-progress >/dev/null
fi
node formats.test.mjs
