#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Runs the examples of every diagnostic's page: the failing one has to report the id, the passing one must not. Each runs in a
# copy of policies/ and templates/. What an example is stands behind its fence:
#   yaml              policies/example.yaml, checked
#   yaml escaped      the same, with bytes written \xHH
#   yaml vocabulary   policies/vocabulary.yaml, read for its schema
#   yaml baseline     policies/baselines/example.yaml, checked with a brand that says next to nothing
#   yaml calendar     policies/calendars/example.yaml, the same
#   xhtml notice      templates/notice.en.xhtml, checked with a brand that says next to nothing
#   sed FILE          a sed -E script for that file, then every brand of the project is checked
#   sh                commands, with policyc in the path
set -euo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}")
export LC_ALL=C NO_COLOR=1
unset CDPATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/page"
ln -s "$policyc" "$tmp/bin/policyc"
PATH=$tmp/bin:$PATH
brands=()
for file in policies/*.yaml; do
	[ "$file" = policies/vocabulary.yaml ] || brands+=("$file")
done
. tests/tally.sh

# split PAGE: the fences below "## Fails" and "## Passes" become $tmp/page/Fails and Passes, their kinds *.kind
split() {
	rm -f "$tmp"/page/*
	awk -v dir="$tmp/page/" '
		/^## / { part = $2 }
		!inside && /^```/ { inside = 1; fences[part]++; file = dir part; print substr($0, 4) > (file ".kind"); next }
		inside && /^```$/ { inside = 0; next }
		inside { print > file }
		END { exit !(fences["Fails"] == 1 && fences["Passes"] == 1 && !inside) }' "$1"
}

minimal() {
	printf 'brand:\n  id: example\n  name: Example\n  operator: Example Ltd\n  version: "1"\n  effective: 2027-03-01\n'
}

# run EXAMPLE KIND: in the folder of the copy; the output of policyc
run() {
	case $2 in
	yaml) cat "$1" >policies/example.yaml && policyc check --all policies/example.yaml ;;
	'yaml escaped')
		perl -pe 's/\\x([0-9A-Fa-f]{2})/chr hex $1/ge' "$1" >policies/example.yaml && policyc check --all policies/example.yaml
		;;
	'yaml vocabulary') cat "$1" >policies/vocabulary.yaml && policyc schema vocabulary ;;
	'yaml baseline' | 'yaml calendar')
		minimal >policies/example.yaml && cat "$1" >"policies/${2#yaml }s/example.yaml" && policyc check --all policies/example.yaml
		;;
	'xhtml notice')
		minimal >policies/example.yaml && cat "$1" >templates/notice.en.xhtml && policyc check --all policies/example.yaml
		;;
	'sed '*)
		sed -E -i.old -f "$1" "${2#sed }"
		if cmp -s "${2#sed }" "${2#sed }.old"; then
			echo "the script changes nothing in ${2#sed }"
			return 4
		fi
		rm "${2#sed }.old"
		policyc check --all "${brands[@]}"
		;;
	sh) sh -eu "$1" ;;
	*)
		echo "unknown kind of example '$2'"
		return 4
		;;
	esac
}

clean=no # whether the copy is that of the project, but for policies/example.yaml
# example ID SEVERITY PART
example() {
	local id=$1 severity=$2 part=$3 status=0 said=no want=0
	local dir=$tmp/copy kind
	kind=$(<"$tmp/page/$part.kind")
	if [ $clean = no ]; then
		rm -rf "$dir"
		mkdir "$dir"
		cp -R policies templates "$dir"
	fi
	clean=no
	case $kind in yaml | 'yaml escaped') clean=yes ;; esac # the next one overwrites the one file
	rm -f "$dir/policies/example.yaml"
	(cd "$dir" && run "$tmp/page/$part" "$kind") >"$tmp/out" 2>&1 || status=$?
	if grep -qE "\[$id( |\])" "$tmp/out"; then said=yes; fi
	if [ "$part" = Passes ]; then
		# what shows how a file is read (up to P015) is too short to be a policy
		if [[ $id < P016 ]] && [ "$status" = 1 ]; then status=0; fi
		if [ "$said" = no ] && [ "$status" = 0 ]; then pass; else fail "$id: the passing example: exit $status, reports it: $said"; fi
		return
	fi
	if [ "$severity" = error ]; then want=1; fi
	if [ "$said" = yes ] && [ "$status" = "$want" ]; then pass; else fail "$id: the failing example: exit $status, reports it: $said"; fi
}

policyc explain list >"$tmp/list"
while read -r id severity title; do
	policyc explain "$id" >"$tmp/md"
	if [ "$(head -n 1 "$tmp/md")" = "# $id: $title" ]; then pass; else fail "$id: the page does not start with '# $id: $title'"; fi
	if split "$tmp/md"; then
		example "$id" "$severity" Fails
		example "$id" "$severity" Passes
	else
		fail "$id: the page needs one example below '## Fails' and one below '## Passes'"
	fi
done <"$tmp/list"
if policyc explain P999 >"$tmp/out" 2>&1; then fail "an unknown id is explained"; else
	status=$?
	if [ $status = 2 ]; then pass; else fail "an unknown id: exit $status, not 2"; fi
fi
if [ "$(policyc explain p035)" = "$(policyc explain P035)" ]; then pass; else fail "p035 is not P035"; fi
# ---- a fact ----

fact() { # fact NAME PATTERN...: each is a line of what is said of it
	local name=$1 status=0
	shift
	policyc explain "$name" >"$tmp/out" 2>&1 || status=$?
	if [ $status = 0 ]; then pass; else fail "$name: exit $status: $(head -n 1 "$tmp/out")"; fi
	for line; do
		if grep -qE -- "^$line" "$tmp/out"; then pass; else fail "$name: no line '$line' in: $(cat "$tmp/out")"; fi
	done
}
fact mami/breach.users.deadline 'value +30 days$' 'policy +policies/mami.yaml:[0-9]+:15: deadline: 30 days$' 'source +mami-108, mami-109, mami-110$' \
	'en +We notify affected users .* within 30 days .*[.]$' 'id +Kami memberi tahu .* 30 hari ' \
	'header +#define POLICY_MAMI_BREACH_USERS_DEADLINE_DAYS 30$' 'header +policy_breach_row\(&policy_mami[.]head, [0-9]+\)->deadline$' \
	'law +longer than the recorded limit: Law 27/2022 .*art[.] 46.* \[id-uu-pdp-2022/breach-users\]'
fact mami/requests.access.routes.support.complete 'en +[|].* 10 business days ' 'id +[|].* 10 hari kerja '
fact mpo21/contacts.officer.email 'value +placeholder$' 'header +\(it is not in the header\)$'
fact mami/brand.operator 'value +unstated$' 'law +the notice does not say it: .*\[eu-gdpr/notice-controller\]'
# the row that is named is the one: a program prints its deadline
policyc explain mpo21/breach.users.deadline | sed -n 's/^header *\(policy_.*\)/\1/p' >"$tmp/symbol"
printf '#include <stdio.h>\n#include "policy/mpo21.h"\nint main(void) { struct policy_span s = %s; printf("%%u %%u\\n", s.unit, s.max); return 0; }\n' \
	"$(cat "$tmp/symbol")" >"$tmp/symbol.c"
if gcc -std=c99 -Iout/include -o "$tmp/symbol.out" "$tmp/symbol.c" && [ "$("$tmp/symbol.out")" = '1 72' ]; then pass; else fail "the symbol is another one: $(cat "$tmp/symbol")"; fi
rm -rf "$tmp/copy" && mkdir "$tmp/copy" && cp -R policies templates "$tmp/copy" && cd "$tmp/copy"
printf 'readings:\n  start: {fact: retention.identity-documents.from, value: account-closure, reason: "a memo", owner: "Legal", date: 2027-01-31, publish: true}\n' \
	>>policies/mami.yaml
fact mami/retention.identity-documents.from "decided by Legal, 2027-01-31: 'account-closure', because a memo$" 'en .*Closure of the account'
for name in mami/requests.access.deadline mami/retention.identity-documents mami/nothing mami/ mami/a.b.c.d.e.f mami//; do
	status=0
	policyc explain "$name" >"$tmp/out" 2>&1 || status=$?
	if [ $status = 2 ] && grep -q 'is not a value of this policy' "$tmp/out"; then pass; else fail "$name: exit $status: $(cat "$tmp/out")"; fi
done
policyc explain mami/requests.access.deadline >"$tmp/out" 2>&1 || true
if grep -qx '  requests.access.routes.support' "$tmp/out"; then pass; else fail 'no word on what there is'; fi
for name in nobody/breach.users.deadline ../mami/breach /x; do
	status=0
	policyc explain "$name" >"$tmp/out" 2>&1 || status=$?
	if [ $status = 1 ]; then pass; else fail "$name: exit $status: $(cat "$tmp/out")"; fi
done
echo "  nonsense" >>policies/mami.yaml
status=0
policyc explain mami/breach.users.deadline >"$tmp/out" 2>&1 || status=$?
if [ $status = 1 ] && grep -q ': error: ' "$tmp/out"; then pass; else fail "a policy with errors: exit $status"; fi
echo "explain: $passed passed, $failed failed"
[ "$failed" = 0 ]
