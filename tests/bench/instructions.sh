#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Instructions of a build beside the floor's: the figure of record for speed, since it hardly depends on the machine and not on
# how busy it is. 30 brands, one worker, callgrind. Prints both, their ratio and the instructions per byte of output.
# usage: instructions.sh [PROFILE]    PROFILE: also write what callgrind_annotate reads
set -euo pipefail
cd "$(dirname "$0")/../.."
B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# the same string functions whatever the processor
export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM,-AVX512F,-AVX512VL LC_ALL=C TZ=UTC

brands=(mami mpo21 sesetoro)
mkdir "$work/policies"
cp -r policies/vocabulary.yaml policies/baselines policies/calendars "$work/policies/"
for ((i = 0; i < 30; i++)); do
	brand=${brands[i % 3]}
	sed "s/^  id: $brand\$/  id: b$i/" "policies/$brand.yaml" >"$work/policies/b$i.yaml"
done
gcc -O2 -o "$work/floor" tests/bench/floor.c $(pkg-config --cflags --libs yaml-0.1)
count() { # count [-p PROFILE] COMMAND...: the instructions it took
	local profile=/dev/null
	[ "$1" != -p ] || { profile=$2; shift 2; }
	valgrind --tool=callgrind --callgrind-out-file="$profile" "$@" 2>"$work/valgrind" >/dev/null <"${stdin:-/dev/null}"
	sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$work/valgrind"
}
build=$(count -p "${1:-/dev/null}" "$B/policyc" build --policies "$work/policies" -o "$work/out")
# a line "policy NAME" before the files of each brand, as floor.c reads it
(cd "$work/out" && find . -type f -printf '%s %P\n' | LC_ALL=C sort -k 2) | awk '
	{ id = $2; sub(/^(notices|data|reports|include\/policy)\//, "", id); sub(/[.\/].*/, "", id) }
	id ~ /^b[0-9]+$/ { brand[id] = brand[id] $0 "\n"; next }
	{ rest = rest $0 "\n" }
	END { for (id in brand) printf "policy %s\n%s", id, brand[id]; printf "shared\n%s", rest }' >"$work/manifest"
bytes=$(awk '/^[0-9]/ { s += $1 } END { print s }' "$work/manifest")
rm -rf "$work/out"
floor=$(stdin=$work/manifest count "$work/floor" "$work/policies" "$work/out")
awk "BEGIN { printf \"build %d floor %d ratio %.3f per-byte %.1f\n\", $build, $floor, $build / $floor, $build / $bytes }"
