#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: test
# Golden cases: a policy of a frozen small world, and beside it what is made of it. An output is tested if its golden exists:
#
#     NAME.yaml            the policy; with NAME.sed the world's templates are changed by it first
#     NAME.en.md  NAME.en.html  (and .id)      the notice
#     NAME.h  NAME.json                        for programs
#     NAME.txt  NAME.check.json                what `policyc check --all` says, in both formats
#     NAME.digest.txt  NAME.today.txt          what there is to do, by `policyc check`; the same on 1 June 2027
#
# `make golden` (this with --accept) rewrites the goldens that exist: read the diff before it is committed. A new one begins
# as an empty file.
set -uo pipefail
cd "$(dirname "$0")" || exit
policyc=${POLICYC:-$PWD/../../build/policyc}
accept=${1:-}
. ../tally.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1

compare() { # compare GOLDEN MADE
	if [ "$accept" = --accept ] && [ -f "$2" ]; then
		cp "$2" "$1"
	fi
	diff -u "$1" "$2"
	tell $? "$1"
}

for policy in *.yaml */*.yaml; do
	dir=$(dirname "$policy") name=$(basename "$policy" .yaml)
	at=$dir/$name
	templates=world/templates
	if [ -f "$at.sed" ]; then
		templates=$work/$name.templates
		cp -r world/templates "$templates"
		sed -i -f "$at.sed" "$templates"/notice.*.xhtml
		! diff -rq world/templates "$templates" >/dev/null
		tell $? "$at.sed changes nothing"
	fi
	out=$work/$name
	mkdir -p "$out/policies"
	cp -r world/policies/. "$policy" "$out/policies"
	"$policyc" check --all --policies world/policies --templates "$templates" "$policy" >"$out/txt" 2>&1
	checked=$?
	"$policyc" check --policies world/policies --templates "$templates" --format json "$policy" >"$out/check.json" 2>&1
	[ ! -f "$at.digest.txt" ] || "$policyc" check --policies world/policies --templates "$templates" "$policy" >"$out/digest.txt" 2>&1
	[ ! -f "$at.today.txt" ] || "$policyc" check --policies world/policies --templates "$templates" --today 2027-06-01 "$policy" >"$out/today.txt" 2>&1
	sed -i "s|$work/||g" "$out/txt" "$out/check.json" # changed templates are there
	"$policyc" build --policies "$out/policies" --templates "$templates" -o "$out/out" >"$out/build" 2>&1
	[ $? = $checked ]
	tell $? "$at: check ends with $checked, build does not: $(cat "$out/build")"
	for locale in en id; do
		mv "$out/out/notices/$name/$locale.md" "$out/$locale.md" 2>/dev/null
		mv "$out/out/notices/$name/$locale.html" "$out/$locale.html" 2>/dev/null
	done
	if [ $checked = 0 ]; then
		gcc -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only -x c "$out/out/include/policy/brands.h" \
			-Wno-unused-const-variable -Wno-unused-function
		tell $? "$at: the header does not compile"
	fi
	for golden in "$at".{txt,digest.txt,today.txt,check.json,en.md,id.md,en.html,id.html,h,json,report.md}; do
		[ -f "$golden" ] || continue
		kind=${golden#"$at".} made=
		case $kind in
		h) made=$out/out/include/policy/$name.h ;;
		json) made=$out/out/data/$name.json ;;
		report.md) made=$out/out/reports/$name.md ;;
		*) made=$out/$kind ;;
		esac
		compare "$golden" "$made"
	done
done

# A golden without its policy would never be looked at.
for golden in *.{txt,md,html,h,json} */*.{txt,md,html,h,json}; do
	[ -f "$golden" ] || continue
	name=${golden%%.*}
	[ -f "$name.yaml" ]
	tell $? "$golden has no $name.yaml"
done

# `everything` speaks of each field of the policy language, the baselines and the calendar around it of theirs; editions
# (tests/editions) are in no file.
for key in $(sed -nE '/^SECTION\(edition,/q; s/^(ENFORCED|PLAIN|ITEMS)\([a-z_]+, [a-z_.]+, "([^"]+)".*/\2/p' ../../compiler/model/schema.def | sort -u); do
	grep -qE "^ +($key:|.*[{ ]$key:)" everything.yaml world/policies/*/*.yaml
	tell $? "everything.yaml does not speak of '$key'"
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
