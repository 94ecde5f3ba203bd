#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Every fact of the brands' sources in every output. BRAND.tsv maps each fact to the values that state it (is), to another fact that
# does (restates), to a declared contradiction (conflict), or says why there is none (not-data). Compared are the policy's JSON, what
# a program reads from the compiled headers (dump.c), and what the notices state, in each language.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=${POLICYC:-build/policyc}
here=tests/facts
brands="mami mpo21 sesetoro"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

# Builds the policies of a folder into DIR and makes of the outputs what check.awk reads.
prepare() { # prepare DIR POLICIES
	local dir=$1 brand page
	"$POLICYC" build -o "$dir/out" --policies "$2" >"$dir.log" 2>&1 || {
		cat "$dir.log"
		return 1
	}
	awk -f $here/ids.awk compiler/include/kinds.def "$dir/out/include/policy/policy.h" "$dir/out/include/policy/vocabulary.h" >"$dir/ids.h"
	${CC:-gcc} -std=c11 -Wall -Wextra -Werror -I"$dir" -I"$dir/out/include" -I"${B:-build}" -o "$dir/dump" $here/dump.c
	"$dir/dump" fields >"$dir/fields.tsv"
	"$dir/dump" >"$dir/header.tsv"
	for brand in $brands; do
		# the editions are not facts
		sed '/^  "editions": \[/,/^  \],/d' "$dir/out/data/$brand.json" | awk -f $here/json.awk >"$dir/$brand.json.tsv" || echo "broken JSON" >>"$dir/$brand.json.tsv"
		cp $here/$brand.tsv "$dir/$brand.map.tsv"
		awk '/^[a-z]/ { section = $1 } section == "clauses:" && /^  [a-z]/ { sub(/:.*/, ""); print $1 }' "$2/$brand.yaml" >"$dir/$brand.clauses.tsv"
		for page in "$dir/out/notices/$brand"/*.html; do
			page=${page##*/}
			awk -f $here/html.awk "$dir/out/notices/$brand/$page" >"$dir/$brand.page.${page%.html}.tsv"
		done
	done
}

check() { # check DIR BRAND
	local page args=()
	for page in "$1/$2".page.*.tsv; do
		page=${page%.tsv}
		args+=("locale=${page##*.page.}" "$page.tsv")
	done
	awk -v brand="$2" -f $here/check.awk kind=ids $here/ids.tsv kind=fields "$1/fields.tsv" kind=json "$1/$2.json.tsv" \
		kind=header "$1/header.tsv" kind=page "${args[@]}" kind=clauses "$1/$2.clauses.tsv" kind=map "$1/$2.map.tsv"
}

mkdir "$tmp/real"
if ! prepare "$tmp/real" policies; then
	echo "FAIL the outputs cannot be made or read"
	echo "facts: 0 passed, 1 failed"
	exit 1
fi

for brand in $brands; do
	check "$tmp/real" "$brand" >"$tmp/log"
	grep '^FAIL' "$tmp/log" || true
	read -r _ p f < <(grep '^COUNT' "$tmp/log")
	passed=$((passed + p)) failed=$((failed + f))
done

# How exactly each fact is carried, by a reader's judgement (fidelity.tsv): every fact of the brands that were read has one word, a loss
# has its reason, and what is not carried is what the map calls no data.
read_brands=(mami mpo21 sesetoro)
judged() { # judged FIDELITY: what is wrong with it
	local maps=("${read_brands[@]/#/$here/}")
	awk -F'\t' -v brands=" ${read_brands[*]} " '
		FNR == 1 { if (FILENAME ~ /fidelity/ && $0 != "fact\tcarried\twhy") print "line 1 names its columns"; next }
		FILENAME ~ /fidelity/ {
			if (NF != 3 || $2 !~ /^(exact|minor|major|not-carried)$/) print $1 ": \047" $2 "\047 is no judgement"
			if ($2 != "exact" && $3 == "") print $1 ": no reason is given"
			if ($1 in word) print $1 " is judged twice"
			word[$1] = $2
			next
		}
		{ brand = $1; sub(/-.*/, "", brand); if (index(brands, " " brand " ")) { known[$1]; if ($2 == "not-data") none[$1] } }
		END {
			for (id in known) {
				if (!(id in word)) print id " is not judged"
				else if ((word[id] == "not-carried") != (id in none)) print id ": " word[id] ", but its map says " (id in none ? "not-data" : "where it is")
			}
			for (id in word) if (!(id in known)) print id " is no fact of a brand that was read"
		}' "$1" "${maps[@]/%/.tsv}"
}
wrong=$(judged $here/fidelity.tsv)
if [ -z "$wrong" ]; then pass; else fail "$here/fidelity.tsv: $wrong"; fi
# misjudged SED WORDS: the file, broken like this, is found out by these words
misjudged() {
	sed "$1" $here/fidelity.tsv >"$tmp/fidelity.tsv"
	wrong=$(judged "$tmp/fidelity.tsv")
	if [ "$wrong" = "$2" ]; then pass; else fail "fidelity: '$1' wants '$2', has '$wrong'"; fi
}
misjudged '/^mpo21-050/d' 'mpo21-050 is not judged'
misjudged 's/^mpo21-050\texact/mpo21-050\tfine/' "mpo21-050: 'fine' is no judgement
mpo21-050: no reason is given"
misjudged 's/^mpo21-049\texact\t/mpo21-049\tminor\t/' 'mpo21-049: no reason is given'
misjudged 's/^mpo21-050\texact\t/mpo21-050\tnot-carried\tnever/' 'mpo21-050: not-carried, but its map says where it is'
misjudged 's/^mpo21-134/mpo21-135/' 'mpo21-134 is not judged
mpo21-135 is no fact of a brand that was read'
misjudged '$p' 'sesetoro-119 is judged twice'
for brand in "${read_brands[@]}"; do
	awk -F'\t' -v brand="$brand" 'index($1, brand "-") == 1 { n[$2]++ } END { printf "%s: %d exact, %d minor, %d major, %d not carried\n", brand, n["exact"], n["minor"], n["major"], n["not-carried"] }' $here/fidelity.tsv
done

# Codes: the headers' are the vocabulary's.
awk -F '[(,]' '/^OPEN/ { gsub(/[ "]/, ""); print "kind", $4, $3 }' compiler/include/kinds.def >"$tmp/kinds"
awk 'FNR == NR { kinds[$2] = $3; next }
	/^[a-z-]+:/ { kind = kinds[substr($1, 1, length($1) - 1)] }
	/^  [a-z0-9-]+:$/ { id = substr($1, 1, length($1) - 1) }
	/^    code: [0-9]+$/ { printf "ID(%s, %s, \"%s\")\n", kind, $2, id }
	match($0, /^  [a-z0-9-]+: \{code: [0-9]+/) {
		split(substr($0, 3, RLENGTH - 2), part, ": {code: ")
		printf "ID(%s, %s, \"%s\")\n", kind, part[2], part[1]
	}' "$tmp/kinds" policies/vocabulary.yaml | sort >"$tmp/vocabulary"
awk 'FNR == NR { open[$3]; next } { kind = $0; sub(/ID\(/, "", kind); sub(/,.*/, "", kind) } kind in open' \
	"$tmp/kinds" "$tmp/real/ids.h" | sort >"$tmp/codes"
if [ -s "$tmp/codes" ] && diff "$tmp/vocabulary" "$tmp/codes" >"$tmp/log"; then
	pass
else
	cat "$tmp/log"
	fail "the headers' codes are not those of policies/vocabulary.yaml"
fi

# ---- each kind of check fails when its input is broken ----

# Breaks FILE (of the prepared mami) by a sed script; exactly COUNT checks must then fail, all with words that match WORDS.
broken() { # broken WHAT FILE SED COUNT WORDS
	local count right
	rm -rf "$tmp/broken"
	mkdir "$tmp/broken"
	cp "$tmp/real"/*.tsv "$tmp/broken"
	sed "$3" "$tmp/real/$2" >"$tmp/broken/$2"
	check "$tmp/broken" mami >"$tmp/log"
	found "$1" "$4" "$5"
}
found() { # found WHAT COUNT WORDS: of $tmp/log
	local count right
	count=$(grep -c '^FAIL' "$tmp/log" || true)
	right=$(grep -cE "^FAIL mami: ($3)" "$tmp/log" || true)
	if [ "$count" = "$2" ] && [ "$right" = "$2" ]; then
		pass
	else
		grep '^FAIL' "$tmp/log" | sed 's/^/     /' || true
		fail "$1: $2 checks should fail with '$3', $count did ($right so)"
	fi
}

t=$'\t'
period=retention.identity-documents.period
broken 'a number that only the JSON has' mami.json.tsv "s/^$period$t.*/$period${t}8 years/" 4 \
	"mami-104 is $period: the map says .7 years., the JSON .8 years.|$period: "
broken 'a number that only the header has' header.tsv "s/^mami$t$period$t.*/mami$t$period${t}8 years/" 2 \
	"mami-104 is $period: the map says .7 years., the header .8 years.|$period: the JSON says .7 years., the header .8 years."
broken 'a value the header lost' header.tsv "/^mami$t$period$t/d" 2 "(mami-104 is )?$period: .*the header (nothing|has no such value)"
broken 'a value only the header has' header.tsv "/^mami$t$period$t/{p;s/period/then-within/;}" 1 \
	'retention.identity-documents.then-within: the header says .7 years., the JSON nothing'
broken 'a mark the header lost' header.tsv "/^mami${t}retention.support.undecided$t/d" 1 'retention.support.undecided: .*the header nothing'
broken 'a mark only the header has' header.tsv "/^mami$t$period$t/{p;s/period$t.*/undecided${t}period/;}" 1 'retention.identity-documents.undecided: the header says'
broken 'a row only the header marks' header.tsv "/^mami$t$period$t/{p;s/period$t.*/undecided$t*/;}" 1 'retention.identity-documents.undecided: the header says'
broken 'a value the page does not state' mami.page.id.tsv "/${period//./\\.}$t/d" 1 "mami-104 is $period: .* the notice in id does not state it"
broken 'another value on the page' mami.page.en.tsv "s/^mami.$period$t.*/mami\/$period${t}P7M/" 2 \
	"(mami-104 is )?$period: .*notice in en (states )?.P7M."
broken 'one of two places with another value' mami.page.en.tsv "0,/$period$t/s/^mami.$period$t.*/mami\/$period${t}P7M/" 3 \
	"(mami-104 is )?$period: .*notice in en (states )?.P7M.|stated twice and differently: en:$period"
broken 'a fact only the page has' mami.page.en.tsv "1s/.*/mami\/breach.users.duty-free${t}yes/" 1 'breach.users.duty-free: the notice in en states .yes., the JSON nothing'
broken 'the fact of another brand' mami.page.en.tsv "1s/.*/mpo21\/brand.name${t}mami/" 1 'facts of another brand on the page: mpo21/brand.name'
broken 'a renamed fact' mami.map.tsv 's/^mami-031/mami-931/' 5 'line [0-9]+: unknown id .mami-931.|mami-031 is not in the map|mami-031 is enforceable and no value says it'
broken 'an enforceable fact as not-data' mami.map.tsv "s/^mami-014${t}.*/mami-014${t}not-data$t${t}a reason$t/" 5 \
	'mami-014 not-data: the id is enforceable|mami-014 is enforceable and no value says it|transfers.servers.(regions|acts): the policy says .*names no fact'
broken 'not-data without a reason' mami.map.tsv "s/^mami-004${t}is${t}clauses.commitment.text.en$t.*/mami-004${t}not-data$t$t$t/" 1 'mami-004 not-data: no reason is given'
broken 'restating oneself' mami.map.tsv "s/restates${t}mami-028/restates${t}mami-047/" 2 'mami-047 restates mami-047: mami-047 restates itself|mami-047 is enforceable'
broken 'restating in a circle' mami.map.tsv "s/^mami-103${t}.*/mami-103${t}restates${t}mami-047$t$t/;s/restates${t}mami-028/restates${t}mami-103/" 4 \
	'mami-(047|103) (restates mami-[0-9]+: mami-(047|103) restates itself in a circle|is enforceable and no value says it)'
broken 'restating what is not there' mami.map.tsv "s/restates${t}mami-028/restates${t}mami-928/" 2 'mami-047 restates mami-928: there is no mami-928|mami-047 is enforceable'
broken 'restating what is not data' mami.map.tsv "s/restates${t}mami-028/restates${t}mami-004/;s/^mami-004$t.*/mami-004${t}not-data$t${t}a reason$t/" 2 'mami-047 restates mami-004: mami-004 has no .is.|mami-047 is enforceable'
broken 'a conflict that is not there' mami.map.tsv 's/conflicts.support-retention/conflicts.nothing/' 1 'mami-091 conflict conflicts.nothing: the JSON has none'
broken 'the conflict of other facts' mami.map.tsv 's/conflicts.support-retention/conflicts.recipients-cloud/' 1 'mami-091 conflict conflicts.recipients-cloud: neither side'
broken 'a value withheld from the header check' mami.map.tsv "/$period$t/s/header$/json/" 1 "mami-104 is $period: where is .json."
broken 'a value without a fact' mami.map.tsv "/$period$t/d" 1 "$period: the policy says .7 years., the map names no fact"
broken 'a clause in other words' mami.map.tsv "s/lawfully\. We do not tolerate/lawfully. We never tolerate/" 4 \
	'mami-(004|092|132|134) is clauses.commitment.text.en: no paragraph of the notice in en says'
broken 'a clause without a fact' mami.map.tsv "/clauses\.longer-by-law\.text\.id$t/d" 1 'clauses.longer-by-law.text.id: the policy says it, the map names no fact for it'
broken 'an incomplete list' mami.map.tsv "s/\(retention.account-data.elements${t}\)complete/\1examples/" 4 'mami-102 is retention.account-data.elements: '
broken 'a shorter list' mami.map.tsv "s/\(retention.account-data.elements${t}complete: full-name\) email/\1/" 4 'mami-102 is retention.account-data.elements: '
broken 'a list in another order (nothing wrong)' mami.map.tsv "s/\(retention.account-data.elements${t}complete: \)full-name email/\1email full-name/" 0 ''
broken 'an unknown map' mami.map.tsv "s/^mami-004${t}is${t}\(clauses.commitment.text.en\)/mami-004${t}maybe$t\1/" 1 'mami-004: unknown map .maybe.'

for text in '{"a": {"b": 1}' '{"a": {"b": 1}} 2' '{"a": 1, "a": 2}' '{"a": 01}' '{"a": {"kind": "exact", "unit": "year", "min": 1, "max": 2}}'; do
	if echo "$text" | awk -f $here/json.awk >/dev/null 2>&1; then
		fail "the JSON reader takes $text"
	else
		pass
	fi
done

# The whole way from the policy: one number changed in a copy, every output built again.
cp -r policies "$tmp/policies"
mkdir "$tmp/changed"
sed 's/^    period: 7 years$/    period: 8 years/' policies/mami.yaml >"$tmp/policies/mami.yaml"
if prepare "$tmp/changed" "$tmp/policies"; then
	check "$tmp/changed" mami >"$tmp/log"
	found 'a changed period' 4 "mami-104 is $period: the map says .7 years., (the JSON|the header|the notice in (en|id)) .(8 years|P8Y)."
else
	fail 'a changed period: it does not build'
fi

# A sentence removed from a notice: nothing is built, and the message names the value that would go unsaid.
cp -r templates "$tmp/templates"
sed '/{max-age}/d' templates/notice.id.xhtml >"$tmp/templates/notice.id.xhtml"
status=0
"$POLICYC" build -o "$tmp/unsaid" --templates "$tmp/templates" >"$tmp/log" 2>&1 || status=$?
if [ "$status" = 1 ] && [ ! -e "$tmp/unsaid/notices" ] && grep -q 'identity-checks.proof-of-residence.max-age' "$tmp/log"; then
	pass
else
	cat "$tmp/log"
	fail "a sentence removed from the notice: exit $status"
fi

echo "facts: $passed passed, $failed failed"
[ "$failed" = 0 ]
