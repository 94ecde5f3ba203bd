#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# retention-sweep, dry and applied, beside a bare scan of the same rows by SQLite. Not a test: it only prints.
# usage: sweep.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
B=${B:-build}
rows=1000000 NOW=1803835800
work=$(mktemp -d "${BENCH_DIR:-/dev/shm}/policyc-sweep.XXXXXX")
trap 'rm -rf "$work"' EXIT
seconds() { # seconds COMMAND...: wall-clock seconds
	local start=$EPOCHREALTIME
	"$@" >/dev/null
	awk "BEGIN { print $EPOCHREALTIME - $start }"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

mkdir "$work/policies"
cp -r policies/vocabulary.yaml policies/baselines policies/calendars tests/consumers/policies/*.yaml "$work/policies"
"$B/policyc" build --policies "$work/policies" -o "$work/out" >/dev/null 2>&1
make -s -C tests/consumers INCLUDE="$work/out/include" O="$work"
sed "s/@ROWS@/$rows/g; s/@NOW@/$NOW/g" tests/consumers/data.sql |
	sqlite3 -bail -cmd "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF" "$work/db" >/dev/null
# the rows and columns that the sweep reads, and nothing done with them
scan() {
	sqlite3 -readonly "$work/db" "SELECT count(*), max(length(brand)), max(length(category)), max(collected), sum(EXISTS (SELECT 1 FROM holds WHERE record = id))
		FROM records WHERE ended IS NULL; SELECT max(length(kind)), max(length(name)), max(time) FROM events"
}
for ((i = 0; i < rounds; i++)); do
	seconds scan >>"$work/scan.s"
	seconds "$work/retention-sweep" "$work/db" --now $NOW >>"$work/dry.s"
	cp "$work/db" "$work/applied"
	seconds "$work/retention-sweep" "$work/applied" --now $NOW --apply >>"$work/apply.s"
done
s=$(median <"$work/scan.s") d=$(median <"$work/dry.s") a=$(median <"$work/apply.s")
n=$(sqlite3 -readonly "$work/applied" "SELECT count(*) FROM audit")
awk "BEGIN { printf \"scan     %.2f s  %.0f rows a second\\ndry run  %.2f s  %.0f rows a second, %.2f of a scan\\n\", $s, $rows / $s, $d, $rows / $d, $d / $s
	printf \"applied  %.2f s  %.0f rows a second, %.0f of them acted upon\\n\", $a, $rows / $a, $n }"
