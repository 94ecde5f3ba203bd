#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs one cmocka program and says what it counted in the words of tests/check.sh. usage: cmocka.sh COMMAND...
set -uo pipefail
out=$("$@" 2>&1)
status=$?
echo "$out"
p=$(grep -Eo '\[  PASSED  \] [0-9]+' <<<"$out" | awk '{ n += $4 } END { print n + 0 }')
f=$(grep -Eo '\[  FAILED  \] [0-9]+ test' <<<"$out" | awk '{ n += $4 } END { print n + 0 }')
[ "$status" = 0 ] || [ "$f" != 0 ] || f=1
echo "$p passed, $f failed"
[ "$f" = 0 ]
