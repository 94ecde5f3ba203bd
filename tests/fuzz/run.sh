#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# build: plain
# Fuzzing under ASan and UBSan: the kept corpus first, then a fixed number of new inputs (FUZZ_RUNS) from a fixed seed, so that a run of the
# tests finds what the one before it found. `make fuzz` explores instead, for FUZZ_SECONDS from a seed of its own.
# New inputs that reach new code are kept in the folder FUZZ_CORPUS, if it is set. What is found lies in $B/fuzz/found: put its minimised form into corpus/ once it is corrected.
# Notes: libyaml and libxml2 are the system's, without instrumentation: a crash within them shows, a read out of bounds may not.
# policyc answers a failed allocation with exit 3, which libFuzzer takes for the end: run.sh counts it as a failure.
set -uo pipefail
cd "$(dirname "$0")/../.."
B=${B:-build} runs=${FUZZ_RUNS:-10000}
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
mkdir -p "$B/fuzz/found"
objects=
for c in compiler/*/*.c; do
	case $c in compiler/cmd/main.c | compiler/base/file.c | compiler/base/stage.c) ;; *) o=${c#compiler/} objects+=" $B/fuzz/${o%.c}.o" ;; esac
done
san="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"
# shellcheck disable=SC2086
if ! make -s -j2 B="$B/fuzz" CC=clang CFLAGS="$san -fsanitize=fuzzer-no-link" $objects >"$T/log" 2>&1 ||
	! clang $san -fsanitize=fuzzer -std=c11 -D_POSIX_C_SOURCE=200809L -I"$B/fuzz" -Icompiler/include -Wall -Wextra -o "$B/fuzz/policyc-fuzz" tests/fuzz/fuzz.c \
		$objects "$B/embed.o" $(pkg-config --libs yaml-0.1 libxml-2.0) >>"$T/log" 2>&1; then
	tail -n 20 "$T/log"
	echo "fuzz: 0 passed, 1 failed"
	exit 1
fi
cp -r tests/hostile/base "$T/base"
cp -r templates/locale "$T/base/templates/"
sed -i '/^law: /d' "$T/base/policies/mini.yaml"
cat tests/fuzz/law.yaml >>"$T/base/policies/mini.yaml"
export FUZZ_BASE=$T/base ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0
# the untouched files are the first seeds
mkdir "$T/new"
for seed in p:policies/mini.yaml v:policies/vocabulary.yaml n:templates/notice.en.xhtml l:templates/locale/en.yaml \
	g:templates/page.xhtml s:templates/style.css b:policies/baselines/act.yaml c:policies/calendars/days.yaml; do
	{ printf %s "${seed%%:*}"; cat "$T/base/${seed#*:}"; } >"$T/new/seed-${seed%%:*}"
done
# words of the language, for the fuzzer to try
{
	grep -ohE '"[a-z-]+"' compiler/model/schema.def compiler/include/kinds.def
	sed -nE 's/^ *([a-z-]+): \{code.*/"\1"/p' "$T/base/policies/vocabulary.yaml"
	printf '"%s"\n' 'complete: [' 'examples: [' unstated placeholder 'implied ' 'to ' ' years' ' business days' indefinitely 'while ' \
		'<span ' '<p ' 'p:if=' 'p:unless=' 'p:each=' 'p:part' 'p:anchor=' 'p:slot=' '[if ' '[unless ' '[else: ' ' is ' ' says ' ' or ' ' and ' '{@' '|or' \
		'p:phrase=' '../' '/brand.' '</span>' '/>' '&#x' '{n}' '{unit}' 'code: ' 'en: ' 'id: '
} | sort -u >"$T/words"
fuzz() { "$B/fuzz/policyc-fuzz" -dict="$T/words" -timeout=600 -rss_limit_mb=1024 -max_len=8192 -len_control=0 -artifact_prefix="$B/fuzz/found/" "$@"; }
failed=0
inputs=$(ls "$T/new" tests/fuzz/corpus | grep -c .)
rm -f "$B"/fuzz/found/*
if ! fuzz "$T"/new/* tests/fuzz/corpus/* >"$T/log" 2>&1; then
	failed=1
	echo "fuzz: an input of the corpus fails:"
	grep -vE '^(Running|Executed)' "$T/log" | tail -n 40
else
	set -- -seed=1 -runs="$runs"
	[ -z "${FUZZ_SECONDS-}" ] || set -- -max_total_time="$FUZZ_SECONDS"
	if ! fuzz "$@" -print_final_stats=1 ${FUZZ_CORPUS:+"$FUZZ_CORPUS"} "$T/new" tests/fuzz/corpus >"$T/log" 2>&1; then
		failed=1
		echo "fuzz: found in $B/fuzz/found:"
		grep -vE '^#|NEW_FUNC|^	NEW' "$T/log" | tail -n 50
	fi
	grep -E 'number_of_executed_units|new_units_added|cov: ' "$T/log" | tail -n 3
fi
echo "fuzz: $((inputs + 1 - failed)) passed, $failed failed"
[ $failed = 0 ]
