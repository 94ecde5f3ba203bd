#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every test. Each step ends with a line "... N passed, N failed"; this prints its time, and at the end their sum.
# All steps run on the build with sanitizers; units and goldens once more under valgrind on the plain build.
set -uo pipefail
cd "$(dirname "$0")/.."
export B=${B:-build} LC_ALL=C
export ASAN_OPTIONS=abort_on_error=0:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
passed=0 failed=0
memcheck="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible"

step() { # step NAME COMMAND...
	local name=$1 start=$EPOCHREALTIME status=0 line p f
	shift
	"$@" >"$log/out" 2>&1 </dev/null || status=$?
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$log/out" | tail -n 1)
	p=${line%% passed*} f=${line##*, } f=${f% failed}
	if [ -z "$line" ]; then
		p=0 f=1
		echo "$name: said nothing of its tests (exit $status)" >>"$log/out"
	elif [ "$status" != 0 ] && [ "$f" = 0 ]; then
		f=1
		echo "$name: exit $status" >>"$log/out"
	fi
	passed=$((passed + p)) failed=$((failed + f))
	[ "$f" = 0 ] || tail -n 60 "$log/out"
	printf '%-22s %6d passed %4d failed %8.1f s\n' "$name" "$p" "$f" \
		"$(awk "BEGIN { print $EPOCHREALTIME - $start }")"
}

for test in "$B"/asan/unit/test_*; do
	case $test in *.d) continue ;; esac
	step "${test##*/}" bash tests/cmocka.sh "$test"
	# shellcheck disable=SC2086
	step "${test##*/} valgrind" bash tests/cmocka.sh $memcheck "$B/unit/${test##*/}"
done
printf '#!/bin/sh\nexec %s %s "$@"\n' "$memcheck" "$PWD/$B/policyc" >"$log/valgrind"
chmod +x "$log/valgrind"
POLICYC=$log/valgrind step "cases valgrind" bash tests/cases/run.sh
for test in tests/*/run.sh; do
	name=${test%/run.sh} name=${name##*/}
	case $name in
	# under strace there is no leak checker; the sweep's subject is what the shipped program asks of the system
	determinism) ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 POLICYC=$PWD/$B/asan/policyc step "$name" bash "$test" ;;
	sweep) POLICYC=$PWD/$B/policyc step "$name" bash "$test" ;;
	*) POLICYC=$PWD/$B/asan/policyc step "$name" bash "$test" ;;
	esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
