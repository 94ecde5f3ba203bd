#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# build: plain
# Whether the suites see what is wrong. A mutant is an error put into a copy of the sources; the suite it is written for, run alone as
# `make check` runs it (a suite of torture alone: with TIER=check as well), has to fail. One that no longer applies or does not compile is
# a failure too: write it anew. What an error touches is compiled without optimising, but where instructions are counted.
#
# SUITE.txt:   NAME | FILE | sed -E script on FILE
#
# SUITES="law due" and NAMES=pattern choose some.
set -uo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD B=$(realpath "${B:-build}")
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
. tests/tally.sh
export LC_ALL=C TIER=check
unset MAKEFLAGS MAKELEVEL MFLAGS

# The tree as it was built, with the times of its files: make compiles what a mutant touches and no more.
mkdir "$T/tree"
tar -cf - --exclude=./build --exclude=./.git --exclude=node_modules . | tar -xf - -C "$T/tree"
mkdir "$T/tree/build"
(cd "$B" && tar -cf - --exclude=./asan --exclude=./log --exclude=./fuzz/found --exclude=./sweep --exclude=./coverage .) | tar -xf - -C "$T/tree/build"

# fails_soon LOG COMMAND...: whether it fails; it is not asked for more once it has said so
fails_soon() {
	local log=$1 pid status=0
	shift
	setsid "$@" >"$log" 2>&1 </dev/null &
	pid=$!
	while kill -0 $pid 2>/dev/null; do
		if grep -qE '^(FAIL|\[  FAILED)' "$log"; then
			kill -KILL -- -$pid 2>/dev/null # all that it has started: nothing writes into the tree any more
			wait $pid 2>/dev/null
			return 0
		fi
		sleep 0.2
	done
	wait $pid || status=$?
	[ $status != 0 ] && grep -qE '^(FAIL|\[  FAILED)|[1-9][0-9]* failed' "$log"
}
mutant() { # mutant SUITE NAME FILE SED
	local name="$1: $2" file=$3 edit=$4 log=$dir.log command=(bash "tests/$1/run.sh") built=(build/policyc CFLAGS=-O0)
	[ "$1" != instructions ] || built=(build/policyc)
	[ "$1" != units ] || command=(bash tests/check.sh units) built+=(units)
	rm -rf "$dir" 2>/dev/null || { sleep 2 && rm -rf "$dir"; } # what was ended just now may still be at its last write
	cp -a "$T/tree" "$dir"
	# what npm has installed whole need not be installed for each
	[ ! "$repo/tests/$1/node_modules/.package-lock.json" -nt "$repo/tests/$1/package-lock.json" ] ||
		ln -s "$repo/tests/$1/node_modules" "$dir/tests/$1/node_modules"
	cd "$dir"
	if ! sed -E -i "$edit" "$file" 2>"$log" || cmp -s "$file" "$repo/$file"; then
		fail "$name: it no longer applies to $file" "$(<"$log")"
	elif ! make -s "${built[@]}" >"$log" 2>&1; then
		fail "$name: it does not compile" "$(tail -n 5 "$log")"
	else
		mkdir "$dir/tmp"
		if POLICYC=$dir/build/policyc B=build TMPDIR=$dir/tmp fails_soon "$log" "${command[@]}"; then
			pass
		else
			fail "$name survives" "$(tail -n 3 "$log")"
		fi
	fi
	cd "$repo"
}
for list in tests/mutants/*.txt; do
	suite=${list##*/} suite=${suite%.txt}
	[ -z "${SUITES-}" ] || [[ " $SUITES " = *" $suite "* ]] || continue
	sed "/^#/d; /^\$/d; s/^/$suite | /" "$list"
done >"$T/all"
# worker N OF: every OF-th of them; ends with `COUNT passed failed`
worker() {
	local suite name file edit
	dir=$T/mutant$1
	while IFS= read -r line <&3; do
		suite=${line%% | *} line=${line#* | }
		name=${line%% | *} line=${line#* | }
		file=${line%% | *} edit=${line#* | }
		# shellcheck disable=SC2053
		[[ $name = ${NAMES:-*} ]] || continue
		mutant "$suite" "$name" "$file" "$edit"
	done 3< <(awk -v n="$1" -v of="$2" 'NR % of == n' "$T/all")
	echo "COUNT $passed $failed"
}
# as many at once as there are processors
workers=$(nproc)
for ((n = 0; n < workers; n++)); do
	worker "$n" "$workers" >"$T/said$n" 2>&1 &
done
wait
for ((n = 0; n < workers; n++)); do
	count cat "$T/said$n"
done
echo "mutants: $passed passed, $failed failed"
[ $failed = 0 ]
