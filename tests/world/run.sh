#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Companies in other countries: three notices and a made-up one, in English only, with a vocabulary and calendars of their own and the repository's
# templates. They build without an error or a warning; each fact of facts.tsv stands in its page; answers.c has answers worked out by hand.
# At the end a table: how many facts are exact, lossy (in another place, a clause, or with less than the source says) and impossible.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
. tests/tally.sh
POLICYC=${POLICYC:-build/policyc}
here=tests/world
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# One language: the other's two files are not there.
mkdir "$tmp/templates"
cp -r templates/. "$tmp/templates"
find "$tmp/templates" \( -name 'notice.*.xhtml' -o -path '*/locale/*.yaml' \) ! -name 'notice.en.xhtml' ! -name en.yaml -delete
succeeds "four notices are built" "$POLICYC" build --policies $here/policies --templates "$tmp/templates" -o "$tmp/out"
if [ "$failed" != 0 ]; then
	echo "world: $passed passed, $failed failed; the rest was not looked at"
	exit 1
fi
"$POLICYC" check --policies $here/policies --templates "$tmp/templates" $here/policies/{saas-a,charity-b,clinic-c,made-up}.yaml >"$tmp/log" 2>&1
tail -n 1 "$tmp/log" | grep -qE '^4 brands: 0 errors, 0 warnings, [0-9]+ notes; 3 of them cannot be released yet$'
tell $? "errors or warnings: $(tail -n 1 "$tmp/log")"

# Each source that a policy names has its row, and each row its sentence, or why there is none.
for brand in saas-a charity-b clinic-c; do
	for id in $(sed -nE 's/.*source: "([^"]*)".*/\1/p' $here/policies/$brand.yaml | tr -d ' ' | tr ',' '\n' | sort -u); do
		awk -F'\t' -v id="$id" -v brand="$brand" '$1 == id && $2 == brand { found = 1 } END { exit !found }' $here/facts.tsv
		tell $? "facts.tsv has no row $id of $brand"
	done
done
while IFS=$'\037' read -r fact notice grade what sentence where why; do
	page=$tmp/out/notices/$notice/en.md
	case $grade in
	exact | lossy) [ -n "$sentence" ] && grep -qF -- "$sentence" "$page" ;;
	impossible) [ -z "$sentence" ] ;;
	*) false ;;
	esac
	tell $? "$fact, $what: the page of $notice does not say '$sentence' ($grade)"
	# what is lossy says where it is, and both why
	case $grade in
	exact) [ -z "$where$why" ] ;;
	lossy) [ -n "$where" ] && [ -n "$why" ] ;;
	*) [ -n "$why" ] ;;
	esac
	tell $? "$fact: $grade, where '$where', why not '$why'"
done < <(tail -n +2 $here/facts.tsv | tr '\t' '\037')

# Sentences that once misled: what they say of a case is worked out by hand, and stands beside what it is about.
while IFS=$'\t' read -r notice says sentence; do
	page=$tmp/out/notices/$notice/en.md
	if [ "$says" = yes ]; then grep -qF -- "$sentence" "$page"; else ! grep -qF -- "$sentence" "$page"; fi
	tell $? "$notice: '$sentence': $says is expected"
done < <(tail -n +2 $here/sentences.tsv)

# Rights of some people stand below one heading a group, after those of all, and do not say again whose they are.
sed -n '/^## [0-9]* Your rights/,/^## [0-9]* Data breaches/p' "$tmp/out/notices/made-up/en.md" >"$tmp/rights"
heads=$(grep -E '^(###|- You can)' "$tmp/rights" | sed 's/^\(- You can \*\*[a-z]*\).*/\1/')
[ "$heads" = "- You can **correct
- You can **ask
### 6.1 For people in California
- You can **ask
- You can **appeal
### 6.2 For users in the European Union and the United Kingdom
- You can **object" ]
tell $? "rights by whose they are: $heads"
lacks '^- You can .*This applies to' "$tmp/rights"
tell $? "a right below a heading says again whose it is"

# A fact that a clause carries is lossy: no program has it, nothing compares it.
carried=$(sed -n '/^clauses:/,/^[a-z]*:$/s/.*source: "\([^"]*\)".*/\1/p' $here/policies/{saas-a,charity-b,clinic-c}.yaml)
for id in $carried; do
	grep -qP "^$id\t[a-z-]+\tlossy\t" $here/facts.tsv
	tell $? "$id stands in a clause, and facts.tsv does not say that it is lossy"
done

gcc -std=c11 -Wall -Wextra -Werror -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -I"$tmp/out/include" -o "$tmp/answers" $here/answers.c
tell $? "answers.c does not compile"
"$tmp/answers" >"$tmp/log"
sed '$d' "$tmp/log"
read -r p _ f _ < <(tail -n 1 "$tmp/log")
passed=$((passed + p)) failed=$((failed + f))

awk -F'\t' 'NR > 1 { n[$2, $3]++; all[$3]++ }
	END {
		printf "%-10s %6s %6s %10s\n", "notice", "exact", "lossy", "impossible"
		count = split("saas-a charity-b clinic-c", notices, " ")
		for (i = 1; i <= count; i++)
			printf "%-10s %6d %6d %10d\n", notices[i], n[notices[i], "exact"], n[notices[i], "lossy"], n[notices[i], "impossible"]
		printf "%-10s %6d %6d %10d\n", "all", all["exact"], all["lossy"], all["impossible"]
	}' $here/facts.tsv
echo "world: $passed passed, $failed failed"
[ "$failed" = 0 ]
