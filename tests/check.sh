#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs tests: bash tests/check.sh [--tier test|check|torture] [SUITE...]
#
# A suite is `units`, or a folder below tests/ with a run.sh, whose head names the first tier that it belongs to: "# tier: check".
#   test      the quick ones
#   check     these and all that protects a user; what is generated is a fixed sample
#   torture   every suite, in full, on a build with sanitizers ("# build: plain" in its head: on the plain one), and units and goldens
#             under valgrind
# Without names all suites of the tier are run, as many at once as there are processors (JOBS). Each is told its tier by TIER and the
# program by POLICYC, prints FAILED: and a name for each test that fails, and ends with "N passed, N failed". What it printed is in
# $B/log/SUITE. The last line is the sum.
set -uo pipefail
cd "$(dirname "$0")/.."
export B=${B:-build} LC_ALL=C TIER=check
unset MAKEFLAGS MFLAGS MAKELEVEL # what make was called with is not for the makes that tests call
export ASAN_OPTIONS=abort_on_error=0:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
usage() {
	echo "usage: bash tests/check.sh [--tier test|check|torture] [SUITE...]" >&2
	exit 2
}
if [ "${1-}" = --tier ]; then
	TIER=${2-}
	shift 2 || usage
fi
case $TIER in test | check | torture) ;; *) usage ;; esac
jobs=${JOBS:-$(nproc)} log=$B/log
rm -rf "$log"
mkdir -p "$log"
memcheck="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible"

# step NAME COMMAND...: prints one line, and after it what failed
step() {
	local name=$1 file=$log/${1// /-} status=0 line p f TIMEFORMAT='%U %S' said
	shift
	{ time "$@" >"$file" 2>&1 </dev/null; } 2>"$file.time" || status=$?
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$file" | tail -n 1)
	p=${line%% passed*} f=${line##*, } f=${f% failed}
	if [ -z "$line" ]; then
		p=0 f=1
		echo "FAILED: $name said nothing of its tests (exit $status)" >>"$file"
	elif [ "$status" != 0 ] && [ "$f" = 0 ]; then
		f=1
		echo "FAILED: $name ends with exit $status" >>"$file"
	fi
	said=$(awk -v name="$name" -v f="$f" '{ printf "%-20s %8.1f s  %s\n", name, $1 + $2, f ? f " failed" : "ok" }' "$file.time")
	if [ "$f" != 0 ]; then
		said+=$'\n'$(grep -iE -A 6 '^(fail|\[  failed)' "$file" | head -n 60)$'\n'"    all of it: $file"
	fi
	echo "$p $f" >"$file.count"
	printf '%s\n' "$said"
}
started=0
start() { # start NAME COMMAND...: as soon as a processor is free
	while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
	started=$((started + 1))
	step "$@" &
}
units() { # units FOLDER COMMAND...: the unit tests there, one after the other
	local dir=$1 file=$log/units.$BASHPID test all=
	shift
	for test in "$dir"/test_*; do
		case $test in *.d) ;; *) bash tests/cmocka.sh "$@" "$test" || true ;; esac
	done | tee "$file"
	all=$(awk '/^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 } END { print p + 0, "passed,", f + 0, "failed" }' "$file")
	rm "$file"
	echo "units: $all"
}
head_of() { # head_of SUITE KEY: what the head of its run.sh says
	sed -n "/^#/!q; s/^# $2: //p" "tests/$1/run.sh"
}
wants() { # wants SUITE: whether the tier has it
	case $(head_of "$1" tier),$TIER in
	test,* | check,check | check,torture | torture,torture) ;;
	check,test | torture,*) return 1 ;;
	*) echo "tests/$1/run.sh names no tier" >&2 && exit 2 ;;
	esac
}

suites=("$@")
if [ $# = 0 ]; then
	suites=(units)
	for run in tests/*/run.sh; do
		run=${run%/run.sh} run=${run#tests/}
		! wants "$run" || suites+=("$run")
	done
fi
for suite in "${suites[@]}"; do
	[ "$suite" = units ] || [ -f "tests/$suite/run.sh" ] || { echo "there is no suite '$suite'" >&2 && usage; }
done

export POLICYC=$PWD/$B/policyc
built=("$POLICYC")
[[ " ${suites[*]} " != *" units "* ]] || built+=("$B"/unit/test_base)
[ $TIER != torture ] || built+=("$B/asan/policyc")
for file in "${built[@]}"; do
	[ -x "$file" ] && continue
	case $file in
	*/unit/*) say="make units" ;;
	*/asan/*) say="make torture" ;;
	*) say=make ;;
	esac
	echo "${file#"$PWD"/} is not there; it is made by: $say" >&2
	exit 2
done
if [ $TIER = torture ]; then
	printf '#!/bin/sh\nexec %s %s "$@"\n' "$memcheck" "$POLICYC" >"$log/valgrind.sh"
	chmod +x "$log/valgrind.sh"
fi
for suite in "${suites[@]}"; do
	if [ $TIER != torture ]; then
		if [ "$suite" = units ]; then start units units "$B/unit"; else start "$suite" bash "tests/$suite/run.sh"; fi
		continue
	fi
	case $suite in
	units)
		start units units "$B/asan/unit"
		# shellcheck disable=SC2086
		start "units valgrind" units "$B/unit" $memcheck
		;;
	*)
		if [ "$(head_of "$suite" build)" = plain ]; then
			start "$suite" bash "tests/$suite/run.sh"
		else
			POLICYC=$PWD/$B/asan/policyc start "$suite" bash "tests/$suite/run.sh"
		fi
		[ "$suite" != cases ] || POLICYC=$PWD/$log/valgrind.sh start "cases valgrind" bash tests/cases/run.sh
		;;
	esac
done
wait
cat "$log"/*.time | awk '{ s += $1 + $2 } END { printf "%.0f seconds of processor time\n", s }'
cat "$log"/*.count | awk -v started="$started" '{ p += $1; f += $2 } END { f += started - NR; print p " passed, " f " failed"; exit f > 0 }'
