#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# The answers of policy.h a second time: by an oracle that reads the statements and not the tables, over the brands and over generated policies
# with conflicts of every shape; by hand (hard.txt, hard-brands.txt, hard-editions.txt); what must hold of any answer (properties.c), and of the
# answers of two policies that differ by one conflict, decision or rule (variants.js).
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=${POLICYC:-build/policyc}
here=tests/answers
seed=${SEED:-3}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
shopt -s extglob
. tests/tally.sh
. tests/waive.sh
# how many generated policies, with editions, and questions to each: a fixed sample, and all of them in torture
policies=320 with_several=50 brand_each=50 each=15 each_edition=25
! full || policies=1000 with_several=150 brand_each=150 each=30 each_edition=60

compile() { # compile INCLUDE PROGRAM
	gcc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror -O0 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-I"$1" -o "$tmp/$2" "$here/$2.c"
}
# What differs: the question, then both answers.
differ() { # differ QUESTIONS EXPECTED ANSWERS
	paste -d '\n' "$1" "$2" "$3" | awk 'NR % 3 == 1 { q = $0 } NR % 3 == 2 { e = $0 } NR % 3 == 0 && $0 != e { print q "\n  expected " e "\n  policy.h " $0 }'
}
same() { # same NAME QUESTIONS EXPECTED: as answers.c says
	local n wrong
	n=$(wc -l <"$2")
	if ! (ulimit -S -t 300 && exec "$tmp/answers" "$2") >"$tmp/said" 2>"$tmp/log" || [ "$(wc -l <"$3")" != "$n" ] || [ "$(wc -l <"$tmp/said")" != "$n" ]; then
		tail -n 20 "$tmp/log"
		fail "$1: $n questions, $(wc -l <"$3") answers expected, $(wc -l <"$tmp/said") given"
		return
	fi
	differ "$2" "$3" "$tmp/said" >"$tmp/diff"
	wrong=$(grep -c '^  expected' "$tmp/diff" || true)
	passed=$((passed + n - wrong)) failed=$((failed + wrong))
	[ "$wrong" = 0 ] || echo "FAIL $1: $wrong answers, the first:"
	head -n 9 "$tmp/diff"
}
# Questions to some brands: the oracle's answers, the properties, and that every code is among the answers.
ask() { # ask NAME VOCABULARY OUT EACH BRAND...
	local name=$1 vocabulary=$2 out=$3 each=$4
	shift 4
	node $here/questions.js "$vocabulary" "$out/data" "$seed" "$each" "$@" >"$tmp/questions"
	node $here/oracle.js "$vocabulary" "$out/data" "$tmp/questions" "$tmp/conflicts" >"$tmp/oracle"
	grep -q '^foreseen: [1-9].*; not foreseen: 0 $' "$tmp/conflicts" && pass || fail "$name: a question meets a conflict that the compiler says it cannot meet: $(tail -n 1 "$tmp/conflicts")"
	compile "$out/include" answers
	compile "$out/include" properties
	same "$name" "$tmp/questions" "$tmp/oracle"
	count "$tmp/properties" "$tmp/questions"
}
by_hand() { # by_hand NAME VOCABULARY FILE OUT
	node $here/hard.js "$2" "$3" questions >"$tmp/questions"
	node $here/hard.js "$2" "$3" answers >"$tmp/expected"
	same "$1" "$tmp/questions" "$tmp/expected"
	node $here/oracle.js "$2" "$4/data" "$tmp/questions" >"$tmp/oracle"
	same "the oracle, $1" "$tmp/questions" "$tmp/oracle"
}

# ---- the brands ----

if ! "$POLICYC" build -o "$tmp/out" >"$tmp/log" 2>&1; then
	cat "$tmp/log"
	echo "answers: 0 passed, 1 failed"
	exit 1
fi
ask brands policies/vocabulary.yaml "$tmp/out" $brand_each mami mpo21 sesetoro
by_hand "brands by hand" policies/vocabulary.yaml $here/hard-brands.txt "$tmp/out"

# ---- policies of another vocabulary: by hand, and generated ----

world=$tmp/world
mkdir -p "$world/calendars" "$world/baselines"
awk -f $here/vocabulary.awk $here/kinds.txt >"$world/vocabulary.yaml"
cp policies/calendars/id.yaml "$world/calendars"
sed 's|Asia/Jakarta|America/Caracas|; s/^  id: id$/  id: next-day/; s/rounding: last-day/rounding: next-day/; s/is-free: false/is-free: true/; s/"WIB-7"/"<-0330>3:30"/' \
	policies/calendars/id.yaml >"$world/calendars/next-day.yaml"
sed 's/^  id: id$/  id: open/; s/rounding: last-day/rounding: unstated/; s/\[saturday, sunday\]/[friday, saturday]/' \
	policies/calendars/id.yaml >"$world/calendars/open.yaml"
cat >"$world/baselines/none.yaml" <<-EOF
	baseline: {id: none, title: {en: "the Act", id: "Undang-Undang"}, published: "Gazette 1", as-at: unstated, in-force: 2027-01-01, who: {en: "all", id: "semua"}}
	rules:
	  officer: {article: "art. 9", kind: presence, binds: [contacts], says: {en: "Someone answers.", id: "Ada yang menjawab."}}
EOF
cp $here/hard/*.yaml "$world"
# 64 pairs of records that nobody has decided, and that have nothing to do with each other: but for the last, all touch one question, which is not
# answered 2^63 times (S12).
pairs() { # pairs POLICY SECTION ONE OTHER: two records; %, what the last pair says in its place
	awk -v policy="$1" -v section="$2" -v one="$3" -v other="$4" 'BEGIN {
		printf "brand: {id: %s, name: %s, operator: PT Uji, version: \"1\", effective: unstated}\n%s:\n", policy, policy, section
		for (i = 1; i <= 64; i++) {
			a = one; b = other
			gsub(/<[^|]*[|]/, "", a); gsub(/<[^|]*[|]/, "", b)
			if (i < 64) { a = one; b = other; gsub(/[|][^>]*>/, "", a); gsub(/[|][^>]*>/, "", b) }
			gsub(/[<>]/, "", a); gsub(/[<>]/, "", b)
			printf "  one-%02d: {%s}\n  other-%02d: {%s}\n", i, a, i, b
		}
		print "conflicts:"
		for (i = 1; i <= 64; i++)
			printf "  pair-%02d: {one: %s.one-%02d, other: %s.other-%02d}\n", i, section, i, section, i
		print "law: {calendar: id, compared-with: [none], sectors: unstated}"
	}' >"$world/$1.yaml"
}
pairs pairs-keep retention 'categories: {complete: [<apart|quarter>]}, period: 1 year, from: closed, then: delete' \
	'categories: {complete: [<apart|quarter>]}, period: 2 years, from: received, then: delete'
pairs pairs-use uses 'categories: {complete: [<apart|quarter>]}, purposes: {complete: [run]}' \
	'categories: {complete: [<apart|quarter>]}, purposes: {complete: [run]}, consent: opt-in'
pairs pairs-breach breach 'audience: <users|office>, duty: notify, deadline: 72 hours, from: closed' \
	'audience: <users|office>, duty: notify, deadline: 48 hours, from: received'
pairs pairs-signal automated-actions 'signals: {complete: [<odd|late>]}, action: hold' 'signals: {complete: [<odd|late>]}, action: warn'
node $here/policies.js $here/kinds.txt "$seed" $policies "$world" >"$tmp/variants"
# Contradictions that the compiler is certain of are errors: such policies are left out.
world() { # world COMMAND ARGUMENT...
	"$POLICYC" "$1" --policies "$world" --templates tests/cases/world/templates "${@:2}" 2>&1
}
# A few hundred at a time: of one severity `check` shows 2000 at most.
for ((i = 0; i < 10; i++)); do
	world check "$world"/g*"$i"*([a-f]).yaml || true
done >"$tmp/log"
sed -n 's,^\(.*/g[0-9]*[a-f]*\.yaml\):[0-9]*:[0-9]*: error:.*,\1,p' "$tmp/log" | sort -u | xargs -r rm
if ! world build -o "$tmp/made" >"$tmp/log"; then
	head -n 20 "$tmp/log"
	echo "answers: $passed passed, $((failed + 1)) failed"
	exit 1
fi
generated=()
for policy in "$world"/g*[0-9].yaml; do
	policy=${policy##*/}
	generated+=("${policy%.yaml}")
done
[ ${#generated[@]} -ge $((policies / 2)) ] && pass || fail "only ${#generated[@]} generated policies are left"
ask generated "$world/vocabulary.yaml" "$tmp/made" $each "${generated[@]}"
# The questions have every answer there is to such questions.
for code in ok no-number indefinite while-state unstated not-started not-listed conflict out-of-calendar no conditional not-firm paused ambiguous; do
	grep -q "^$code\b" "$tmp/oracle" && pass || fail "no question is answered with $code"
done
sed 's/[: ].*//' "$tmp/oracle" | sort | uniq -c | awk '{ printf "%s%s: %d", (NR > 1 ? ", " : "answers: "), $2, $1 } END { print "" }'
# Each function was asked, and each about one record had one that stands in some settlements only.
paste -d ' ' "$tmp/questions" "$tmp/oracle" | awk '{ n[$2]++; c[$2] += / conflict:/ }
	END { for (f in n) print f ": " n[f] " questions, " c[f] " of them in conflict" }' | sort >"$tmp/asked"
cat "$tmp/asked"
for function in rule-breach rule-change rule-keep; do
	grep -q "^$function: [1-9].* [1-9][0-9]* of them" "$tmp/asked" && pass || fail "$function met no conflict"
done
# They met conflicts of every shape, and what these say was not always alike.
cat "$tmp/conflicts"
while IFS= read -r line; do
	case $line in decided:\ 0\ * | *:\ 0\ questions* | [!d]*\ 0\ of\ them\ *) fail "too few conflicts: $line" ;; *) pass ;; esac
done <"$tmp/conflicts"
# Some of the conflicts are such that no question meets them.
unasked=$(cat "$tmp/made/data"/g*.json | grep -c '"questions": \[\]' || true)
[ "$unasked" -ge 20 ] && pass || fail "only $unasked conflicts concern the notice only"

# The same questions to policies that differ by one change.
while read -r property variants; do
	for policy in $variants; do
		[ -f "$world/$policy.yaml" ] || continue 2
	done
	echo "$property $variants"
done <"$tmp/variants" >"$tmp/plan"
# shellcheck disable=SC2046
node $here/questions.js "$world/vocabulary.yaml" "$tmp/made/data" "$seed" $each $(awk '{ print $2 }' "$tmp/plan" | sort -u) |
	grep -v ' applies \| route-\| rule-\| in-force ' >"$tmp/questions"
awk 'FNR == NR { brand = $1; sub(/^[^ ]* /, ""); asked[brand, ++n[brand]] = $0; next }
	{ for (f = 2; f <= NF; f++) for (i = 1; i <= n[$2]; i++) print $f, asked[$2, i] }' "$tmp/questions" "$tmp/plan" >"$tmp/asked"
"$tmp/answers" "$tmp/asked" >"$tmp/said"
count node $here/properties.js "$tmp/plan" "$tmp/questions" "$tmp/said"
by_hand "by hand" "$world/vocabulary.yaml" $here/hard.txt "$tmp/made"

# ---- policies with several editions ----

many=$tmp/many
mkdir -p "$many" "$tmp/editions"
cp -r "$world/vocabulary.yaml" "$world/calendars" "$world/baselines" "$many"
many() { # many COMMAND ARGUMENT...
	"$POLICYC" "$1" --policies "$many" --templates tests/cases/world/templates "${@:2}" >"$tmp/log" 2>&1
}
# What is released is a file of its own; of a policy whose next edition the compiler refuses nothing is left.
node $here/policies.js $here/kinds.txt "$seed" $with_several "$tmp/editions" editions >"$tmp/plan"
# What they must state besides is waived: an answer does not depend on it.
"$POLICYC" check --policies "$many" --templates tests/cases/world/templates --format json "$tmp"/editions/*.yaml >"$tmp/blanks" 2>"$tmp/log" || true # each is called otherwise than its file
waive "$tmp/editions" "$tmp/blanks"
refused='' undated=() released=0
while read -r policy edition date how dated; do
	[ "$policy" != "$refused" ] || continue
	cp "$tmp/editions/$policy.$edition.yaml" "$many/$policy.yaml"
	if [ "$how" = release ]; then
		set -- release "$policy" --effective "$date"
	else
		set -- check "$many/$policy.yaml"
	fi
	if ! many "$@"; then
		refused=$policy
		rm -rf "$many/$policy.yaml" "${many:?}/editions/$policy"
		continue
	fi
	[ "$dated" = dated ] || undated+=("$policy $date")
	[ "$how" != release ] || released=$((released + 1))
done <"$tmp/plan"
for file in $here/hard/editions/*.yaml; do
	IFS=. read -r policy date _ <<<"${file##*/}"
	cp "$file" "$many/$policy.yaml"
	many release "$policy" --effective "$date" && pass || fail "$policy: the edition of $date"
done
if ! many build -o "$tmp/more"; then
	head -n 20 "$tmp/log"
	echo "answers: $passed passed, $((failed + 1)) failed"
	exit 1
fi
with_editions=()
for policy in "$many"/m[0-9]*.yaml; do
	policy=${policy##*/}
	with_editions+=("${policy%.yaml}")
done
[ ${#with_editions[@]} -ge $((with_several / 2)) ] && pass || fail "only ${#with_editions[@]} policies with editions are left"
[ $released -ge $with_several ] && pass || fail "only $released editions were released"
# A first edition without a date applies to all time before the next. A release wants a date, so it is taken out of what was compiled.
for policy in "${undated[@]}"; do
	read -r policy date <<<"$policy"
	[ -f "$many/$policy.yaml" ] || continue
	day=$(($(date -u -d "$date" +%s) / 86400))
	sed -i "s/^\t{{$day, /\t{{POLICY_NO_DATE, /; s/ calendar), $day, 0,\$/ calendar), POLICY_NO_DATE, 0,/" "$tmp/more/include/policy/$policy.h"
	[ "$(grep -c 'POLICY_NO_DATE' "$tmp/more/include/policy/$policy.h")" = 2 ] && pass || fail "$policy: the first edition keeps its date"
	sed -i 's/^\(    "effective": \)"[0-9-]*"/\1"unstated"/' "$tmp/more/data/$policy/$date.json"
done
ask editions "$world/vocabulary.yaml" "$tmp/more" $each_edition "${with_editions[@]}"
by_hand "editions by hand" "$world/vocabulary.yaml" $here/hard-editions.txt "$tmp/more"

echo "answers: $passed passed, $failed failed"
[ "$failed" = 0 ]
