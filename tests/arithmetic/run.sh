#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Ends of periods, counted twice: by policy.h (deadlines.c, under sanitizers and optimised) and by walking days (oracle.js, days.js). Every span of
# spans.txt from every day of 400 years, and 1 to 60 business days from every day of 2024 to 2027, forward and back. A line is a year.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
here=tests/arithmetic
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

node $here/oracle.js $here/spans.txt >"$tmp/oracle" &
oracle=$!
same() { # same NAME COMPILER FLAG...: as the oracle, line by line
	local name=$1 differ
	shift
	if ! "$@" -std=c11 -I"${B:-build}" -Icompiler/include -Wall -Wextra -Werror -o "$tmp/$name" $here/deadlines.c compiler/model/calendar.c compiler/base/arena.c ||
		! "$tmp/$name" $here/spans.txt $here/holidays.tsv >"$tmp/$name.out"; then
		echo "FAIL $name: deadlines.c does not run"
		failed=$((failed + 1))
		return
	fi
	[ -z "$oracle" ] || wait "$oracle" || failed=$((failed + 1))
	oracle=
	if cmp -s "$tmp/oracle" "$tmp/$name.out"; then
		passed=$((passed + lines))
		return
	fi
	diff "$tmp/oracle" "$tmp/$name.out" >"$tmp/diff" || true
	differ=$(grep -c '^[<>]' "$tmp/diff") differ=$(((differ + 1) / 2))
	echo "FAIL $name: in $differ lines, the first:"
	# the oracle's, then policy.h's: the words that are not the same
	paste -d '\n' <(sed -n 's/^< //p' "$tmp/diff") <(sed -n 's/^> //p' "$tmp/diff") | head -n 2 |
		awk 'NR == 1 { n = split($0, a) } NR == 2 { split($0, b); print "  " a[1], a[2], a[3], a[4], a[5], a[6], a[7]; for (i = 1; i <= n; i++) if (a[i] != b[i] && k++ < 5) print "  word " i ": " a[i] ", policy.h " b[i] }'
	failed=$((failed + differ)) passed=$((passed + (lines > differ ? lines - differ : 0)))
}
# each span: 400 years, two ways; business days: two readings of collective leave, 60 lengths, 3 years, two ways
lines=$(($(wc -l <$here/spans.txt) * 400 * 2 + 2 * 60 * 4 * 2))
same sanitized gcc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -D_POSIX_C_SOURCE=200809L
same optimised gcc -O2 -D_POSIX_C_SOURCE=200809L
! full || same clang clang -O2 -D_POSIX_C_SOURCE=200809L
if [ "$(wc -l <"$tmp/oracle")" = $lines ] && [ $lines -gt 20000 ]; then
	passed=$((passed + 1))
else
	echo "FAIL the oracle has $(wc -l <"$tmp/oracle") lines, not $lines"
	failed=$((failed + 1))
fi
echo "arithmetic: $passed passed, $failed failed"
[ "$failed" = 0 ]
