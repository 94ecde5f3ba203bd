#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# The generated headers as services meet them: every compiler and standard without a warning, no dynamic relocations, answers that the
# sources give, objects that are whole, and a hash that follows the meaning.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=${POLICYC:-build/policyc}
here=tests/headers
brands="mami mpo21 sesetoro"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

if ! "$POLICYC" build -o "$tmp/out" >"$tmp/log" 2>&1; then
	cat "$tmp/log"
	echo "headers: 0 passed, 1 failed"
	exit 1
fi
include=$tmp/out/include

# ---- jobs: compilations, each a test, as many at once as there are processors ----

# the oldest and the newest of each language with gcc; all of them, and clang, in torture
compilers=gcc c_standards='c99 c2x' cpp_standards='c++11 c++20' levels=-O2
! full || compilers='gcc clang' c_standards='c99 c11 c17 c2x' cpp_standards='c++11 c++17 c++20' levels='-O0 -O2'
warn="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
job() { # job LABEL COMMAND
	printf '%s\t%s\n' "$1" "$2" >>"$tmp/jobs"
}
run_jobs() {
	# shellcheck disable=SC2016
	xargs -d '\n' -P "$(nproc)" -n 1 bash -c '
		label=${1%%	*}
		if log=$(eval "${1#*	}" 2>&1); then echo ok; else printf "FAIL %s\n%s\n" "$label" "$log"; fi' job <"$tmp/jobs" >"$tmp/log"
	grep -v '^ok$' "$tmp/log" || true
	passed=$((passed + $(grep -c '^ok$' "$tmp/log" || true)))
	failed=$((failed + $(grep -c '^FAIL ' "$tmp/log" || true)))
	[ "$(grep -c '^ok$\|^FAIL ' "$tmp/log")" = "$(wc -l <"$tmp/jobs")" ] || fail "jobs were lost"
	rm "$tmp/jobs"
}
# Calls a job maker for each compiler with each standard: f COMPILER FLAGS SUFFIX NAME
each_standard() {
	local compiler std
	for compiler in $compilers; do
		for std in $c_standards; do
			"$1" "$compiler" "-std=$std -trigraphs $warn" c "$compiler-$std"
		done
		for std in $cpp_standards; do
			"$1" "${compiler/gcc/g}++" "-std=$std $warn$([ $compiler = clang ] || echo ' -Wuseless-cast')" cc "$compiler-$std"
		done
	done
}

# Each header alone, and all of them, twice and last first.
for header in "$include"/policy/*.h; do
	header=${header##*/}
	echo "#include \"policy/$header\"" >"$tmp/h_${header%.h}.c"
	cat "$tmp/h_${header%.h}.c" >>"$tmp/forward.c"
done
{
	sort -r "$tmp/forward.c"
	cat "$tmp/forward.c"
} >"$tmp/h_all.c"
for source in "$tmp"/h_*.c; do
	cp "$source" "${source%.c}.cc"
done
cp $here/use.c "$tmp/use.c"
cp $here/use.c "$tmp/use.cc"
headers() {
	local source
	for source in "$tmp"/h_*."$3"; do
		job "$4: ${source##*/}" "$1 $2 -I$include -fsyntax-only $source"
	done
	job "$4: use.$3" "$1 $2 -I$include -DMAIN -o $tmp/use-$4 $tmp/use.$3 && $tmp/use-$4 >$tmp/use-$4.out"
}
each_standard headers

# The headers twice in one program.
pairs=('gcc -std=c99' 'g++ -std=c++11')
! full || pairs+=('clang -std=c11' 'clang++ -std=c++20')
for pair in "${pairs[@]}"; do
	suffix=c
	case $pair in *++*) suffix=cc ;; esac
	job "$pair: two files" "$pair $warn -I$include -DMAIN -o '$tmp/two-${pair// /}' $tmp/use.$suffix $tmp/h_brands.$suffix"
done

for compiler in $compilers; do
	for level in $levels; do
		for source in empty use pointers; do
			job "$compiler $level: $source.so" "$compiler -std=c11 $level -fPIC -shared -I$include -o $tmp/$source$compiler$level.so $here/$source.c"
		done
	done
done

job "expect, gcc" "gcc -std=c99 $warn -g -fsanitize=address,undefined -I$include -o $tmp/expect-gcc $here/expect.c"
! full || job "expect, clang" "clang -std=c11 $warn -O2 -I$include -o $tmp/expect-clang $here/expect.c"
job "object" "gcc -std=c11 $warn -g -fsanitize=address,undefined -I$include -I${B:-build} -o $tmp/object $here/object.c"

# Each id of the vocabulary under its name, as policies/vocabulary.yaml has it.
awk -f $here/names.awk compiler/include/kinds.def policies/vocabulary.yaml >"$tmp/names.h"
[ "$(wc -l <"$tmp/names.h")" -gt 400 ] || fail "the ids of the vocabulary were not found"
job "names" "gcc -std=c99 $warn -g -fsanitize=address,undefined -I$include -I$tmp -o $tmp/names $here/names.c"
run_jobs

# The program says the same whoever compiled it.
set -- $compilers
runs=$(($# * $(wc -w <<<"$c_standards $cpp_standards")))
if [ "$(cat "$tmp"/use-*.out | wc -l)" = $runs ] && [ "$(sort -u "$tmp"/use-*.out | wc -l)" = 1 ]; then
	pass
else
	fail "the program that uses every function says different things"
fi

# It does use every function.
functions=$(gcc -E -P -I"$include" "$here/use.c" | 
	grep -oE 'static inline [a-z_ ]+[ *]policy_[a-z0-9_]*[a-z0-9]\(' | grep -oE 'policy_[a-z0-9_]+\(' | tr -d '(' | sort -u)
gcc -E -P -I"$include" $here/use.c | sed -n '/struct hourly/,$p' >"$tmp/use.i"
[ "$(echo "$functions" | wc -l)" -gt 80 ] || fail "the functions of policy.h were not found"
for function in $functions; do
	if grep -q "[^a-z_]$function(" "$tmp/use.i"; then
		pass
	else
		fail "use.c does not use $function"
	fi
done

# ---- relocations ----

# A call to a function (memset, which a compiler may write for a loop) is not a relocation of a table.
relocations() {
	readelf -rW "$1" | grep -E '^[0-9a-f]{8,} ' | grep -cv '_JUMP_SLO' || true
}
for compiler in $compilers; do
	for level in $levels; do
		empty=$(relocations "$tmp/empty$compiler$level.so")
		use=$(relocations "$tmp/use$compiler$level.so")
		pointers=$(relocations "$tmp/pointers$compiler$level.so")
		[ "$use" -le "$empty" ] && pass || fail "$compiler $level: $use relocations, $empty in an empty object"
		[ "$pointers" -ge $((empty + 3)) ] && pass || fail "$compiler $level: a table of three pointers was not noticed ($pointers, $empty in an empty object)"
		[ "$(readelf -sW "$tmp/use$compiler$level.so" | grep -c ' policy_mami$')" = 1 ] && pass || fail "$compiler $level: the tables are not in the object"
	done
done

# ---- a constant id costs nothing ----

for compiler in $compilers; do
	$compiler -std=c11 -O2 -I"$include" -c -o "$tmp/fold.o" $here/fold.c
	$compiler -std=c11 -O2 -I"$include" -DLOOK_UP -c -o "$tmp/look-up.o" $here/fold.c
	nm -u "$tmp/fold.o" | grep -q ' zero$' && fail "$compiler looks a constant id up" || pass
	nm -u "$tmp/look-up.o" | grep -q ' zero$' && pass || fail "$compiler: fold.c does not notice a look-up"
done

# ---- answers and objects ----

count "$tmp/expect-gcc"
! full || count "$tmp/expect-clang"
count "$tmp/object"
count "$tmp/names"
for what in size index order list span mark offset relation calendar words before bits; do
	if "$tmp/object" $what >"$tmp/log" 2>&1 || ! grep -q '^FAIL' "$tmp/log"; then
		cat "$tmp/log"
		fail "object.c does not see a broken $what"
	else
		pass
	fi
done

# ---- hashes ----

"$tmp/object" hash >"$tmp/hashes"
hash_of() { # hash_of DIR BRAND: as the JSON says
	sed -n 's/^  "sha256": "\([0-9a-f]*\)"$/\1/p' "$1/data/$2.json"
}
for brand in $brands; do
	hash=$(hash_of "$tmp/out" "$brand")
	[ ${#hash} = 64 ] && grep -qx "$brand $hash" "$tmp/hashes" && pass || fail "$brand: the hashes of header and JSON differ"
done
# ... and they are what the written format of compiler/model/identity.h gives, worked out from the JSON and the calendar's file
identity() { # identity DIR BRAND
	local texts=$tmp/texts file
	rm -rf "$texts" && mkdir "$texts"
	sed '/^  "editions": \[/,/^  \],/d' "$1/data/$2.json" | awk -f tests/facts/json.awk >"$tmp/json.tsv"
	awk -v dir="$texts" -v lists="\\.($(sed -nE 's/^[A-Z]+\([a-z_]+, [a-z_.]+, "([a-z-]+)", TERMS, .*/\1/p' compiler/model/schema.def | paste -sd '|'))\$" \
		-f $here/identity.awk "$tmp/json.tsv" "policies/calendars/$(awk '$1 == "calendar.id" { print $2 }' "$tmp/json.tsv").yaml"
	for file in "$texts"/*; do sort -o "$file" "$file"; done
	(cd "$texts" && sha256sum -- * | sha256sum | cut -c 1-64)
}
for brand in $brands; do
	[ "$(identity "$tmp/out" "$brand")" = "$(hash_of "$tmp/out" "$brand")" ] && pass || fail "$brand: the identity is not that of the written format"
done
[ "$(cut -d ' ' -f 2 "$tmp/hashes" | sort -u | wc -l)" = 3 ] && pass || fail "two brands have one hash"

# Builds the policies in $tmp/policies; header and JSON of the brands listed must be as before, or (a leading !) have another hash.
variant() { # variant WHAT BRAND...
	local what=$1 brand
	shift
	if diff -rq policies "$tmp/policies" >/dev/null; then
		fail "$what: nothing was changed"
		return
	fi
	rm -rf "$tmp/variant"
	if ! "$POLICYC" build -o "$tmp/variant" --policies "$tmp/policies" >"$tmp/log" 2>&1; then
		cat "$tmp/log"
		fail "$what: does not build"
		return
	fi
	for brand in "$@"; do
		case $brand in
		!*) [ "$(hash_of "$tmp/variant" "${brand#!}")" != "$(hash_of "$tmp/out" "${brand#!}")" ] && pass || fail "$what: the hash of ${brand#!} is the same" ;;
		*) cmp "$tmp/out/data/$brand.json" "$tmp/variant/data/$brand.json" && cmp "$include/policy/$brand.h" "$tmp/variant/include/policy/$brand.h" &&
			pass || fail "$what: $brand is another" ;;
		esac
	done
}
for how in sections items ids comments source; do
	rm -rf "$tmp/policies"
	cp -r policies "$tmp/policies"
	for brand in $brands; do
		awk -v how=$how -f $here/shuffle.awk "policies/$brand.yaml" >"$tmp/policies/$brand.yaml"
		differ "policies/$brand.yaml" "$tmp/policies/$brand.yaml" && pass || fail "$how of $brand: nothing was changed"
	done
	# shellcheck disable=SC2086
	variant "other $how" $brands
done
edit() { # edit FILE SED WHAT BRAND...
	rm -rf "$tmp/policies"
	cp -r policies "$tmp/policies"
	sed -i "$2" "$tmp/policies/$1"
	shift 2
	variant "$@"
}
# shellcheck disable=SC2086
{
	edit vocabulary.yaml 's/en: "\([^"]*\)"/en: "\1, so to say"/' "other labels" $brands
	edit mami.yaml 's/^    period: 7 years$/    period: 8 years/' "a longer period" !mami mpo21 sesetoro
	edit mpo21.yaml 's/deadline: 72 hours/deadline: 71 hours/' "an earlier deadline" mami !mpo21 sesetoro
	edit sesetoro.yaml 's/period: 5 to 7 years/period: 5 to 8 years/' "a wider range" mami mpo21 !sesetoro
	edit mami.yaml 's/from: implied account-deletion/from: account-deletion/' "a start that is stated" !mami
	edit mami.yaml 's/elements: {complete: \[support-tickets/elements: {examples: [support-tickets/' "an open list" !mami
	edit mami.yaml '0,/mandatory/s//optional/' "what is optional" !mami
	edit mami.yaml 's/period: indefinitely/period: 9 years/' "the losing side of a conflict" !mami
	edit mpo21.yaml 's/email: placeholder/email: unstated/' "what is in the JSON alone" !mpo21
	edit mami.yaml 's/one: retention.support$/one: retention.support-typical/; s/other: retention.support-typical$/other: retention.support/' "the other side of a conflict" !mami
}

echo "headers: $passed passed, $failed failed"
[ "$failed" = 0 ]
