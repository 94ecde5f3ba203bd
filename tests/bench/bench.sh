#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# make bench: this compiler beside the floor (floor.c), interleaved, on tmpfs. Not a test: it only prints.
# usage: bench.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
B=${B:-build}
work=$(mktemp -d "${BENCH_DIR:-/dev/shm}/policyc-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

make_policies() { # make_policies N: N brands of about 20 KB, the three real ones in turn
	local n=$1 dir=$work/p$1 i brand brands=(mami mpo21 sesetoro)
	mkdir -p "$dir"
	cp -r policies/vocabulary.yaml policies/baselines policies/calendars "$dir/"
	for ((i = 0; i < n; i++)); do
		brand=${brands[i % 3]}
		sed "s/^  id: $brand\$/  id: b$i/" "policies/$brand.yaml" >"$dir/b$i.yaml"
	done
}
seconds() { # seconds COMMAND...: wall-clock seconds
	local start=$EPOCHREALTIME
	"$@" >/dev/null
	awk "BEGIN { print $EPOCHREALTIME - $start }"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
build() { "$B/policyc" build --policies "$work/p$1" -o "$work/out"; }
floor() { "$work/floor" "$work/p$1" "$work/out" <"$work/manifest"; }

objects=("$B/embed.o")
for c in compiler/*/*.c; do
	o=${c#compiler/}
	[ "$o" = cmd/main.c ] || objects+=("$B/${o%.c}.o")
done
gcc -O2 -o "$work/floor" tests/bench/floor.c $(pkg-config --cflags --libs yaml-0.1)
gcc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Iout/include -o "$work/answers" tests/bench/answers.c -lsqlite3
gcc -std=c11 -D_POSIX_C_SOURCE=200809L -I"$B" -Icompiler/include -O2 -o "$work/phases" tests/bench/phases.c \
	"${objects[@]}" $(pkg-config --cflags --libs yaml-0.1 libxml-2.0)

N=1000
make_policies $N
build $N >/dev/null
(cd "$work/out" && find . -type f -printf '%s %P\n') | awk '
	{ id = $2; sub(/^(notices|data|reports|include\/policy)\//, "", id); sub(/[.\/].*/, "", id) }
	id ~ /^b[0-9]+$/ { brand[id] = brand[id] $0 "\n"; next }
	{ rest = rest $0 "\n" }
	END { for (id in brand) printf "policy %s\n%s", id, brand[id]; printf "shared\n%s", rest }' >"$work/manifest"
echo "$N brands, $(du -sb "$work/p$N" | awk '{ printf "%.1f KB", $1 / 1000 / '$N' }') of policy and" \
	"$(awk '/^[0-9]/ { s += $1 } END { printf "%.0f KB", s / 1000 / '$N' }' "$work/manifest") of output each"
for ((i = 0; i < rounds; i++)); do
	rm -rf "$work/out"; mkdir "$work/out"
	seconds floor $N >>"$work/floor.s"
	rm -rf "$work/out"; mkdir "$work/out"
	seconds build $N >>"$work/build.s"
	seconds build $N >>"$work/again.s"
	rm -rf "$work/out"; mkdir "$work/out"
	seconds taskset -c 0 "$B/policyc" build --policies "$work/p$N" -o "$work/out" >>"$work/core.s"
done
f=$(median <"$work/floor.s") b=$(median <"$work/build.s") a=$(median <"$work/again.s") c=$(median <"$work/core.s")
awk "BEGIN { printf \"build     %.3f s  %.0f brands a second on $(nproc) cores\nfloor     %.3f s  on one\n\", $b, $N / $b, $f
	printf \"ratio     %.2f (aim: 1.75); %.2f on one core\nunchanged %.3f s  %.2f of a build\n\", $b / $f, $c / $f, $a, $a / $b }"
echo "files written by the unchanged run: $(build $N | sed -n 's/^\([0-9]*\) files* under .*/\1/p')"
rm -rf "$work/out"
"$work/phases" "$work/p$N" templates "$work/out"
for n in 3 1000 10000; do
	[ -d "$work/p$n" ] || make_policies $n
	rm -rf "$work/out"
	printf 'peak memory at %5d brands: ' $n
	/usr/bin/time -f '%M KB' "$B/policyc" build --policies "$work/p$n" -o "$work/out" 2>&1 >/dev/null
done
"$work/answers"
for what in empty use; do
	gcc -O2 -fPIC -shared -Iout/include -o "$work/$what.so" tests/headers/$what.c
	echo "dynamic relocations of tests/headers/$what.c: $(readelf -rW "$work/$what.so" | grep -cE '^[0-9a-f]{8,} ')"
done
