#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# build: plain
# A build does not become slower unseen: its instructions beside the floor's (tests/bench/instructions.sh), against the ratio that is
# recorded for this compiler and these libraries in recorded.tsv. More than 1 % above it fails. Where none is recorded for them,
# the last one must hold within 10 %, since another compiler makes other code.
# --accept records what is measured.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/tally.sh
recorded=tests/instructions/recorded.tsv
tools="$(uname -m) gcc-$(gcc -dumpfullversion) glibc-$(getconf GNU_LIBC_VERSION | cut -d ' ' -f 2) libyaml-$(pkg-config --modversion yaml-0.1) libxml2-$(pkg-config --modversion libxml-2.0)"
measured=$(bash tests/bench/instructions.sh) || { echo "FAILED: the instructions are not counted"; echo "instructions: 0 passed, 1 failed"; exit 1; }
echo "$measured ($tools)"
ratio=$(sed -n 's/.* ratio \([0-9.]*\) .*/\1/p' <<<"$measured")
if [ "${1-}" = --accept ]; then
	{ grep -vF "$tools	" "$recorded"; printf '%s\t%s\n' "$tools" "$ratio"; } >"$recorded.new"
	mv "$recorded.new" "$recorded"
	exit 0
fi
line=$(grep -F "$tools	" "$recorded" | tail -n 1) tolerance=1.01
if [ -z "$line" ]; then
	line=$(tail -n 1 "$recorded") tolerance=1.10
	echo "not recorded for these tools; compared within 10 % with ${line%	*}"
fi
before=${line#*	}
say "a build takes $ratio times the floor's instructions, and $before is recorded" \
	awk "BEGIN { exit !($ratio + 0 > 0 && $ratio <= $before * $tolerance) }"
echo "instructions: $passed passed, $failed failed"
[ "$failed" = 0 ]
