#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# What `policyc check` says there is to do, beside the diagnostics that --format json lists of the same policy: nothing is lost, nothing is
# said twice, no line is too long. What each group says is in tests/cases (NAME.digest.txt).
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/tally.sh
policyc=${POLICYC:-$PWD/build/policyc}
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export NO_COLOR=1

narrow() { awk 'length($0) > 160 { print FILENAME ":" FNR ": " length($0) " columns"; bad = 1 } END { exit bad || NR == 0 }' "$1"; }
# part TITLE FILE: the lines of the group whose title begins so
part() { awk -v title="$1" '/^[^ ]/ { on = index($0, title) == 1; next } on' "$2"; }
# questions FILE: of how many conflicts
questions() { part decide "$1" | awk '{ sub(/ \([^()]*the notice alone\)$/, ""); n += / [0-9]+ conflicts$/ ? $(NF - 1) : 1 } END { print n }'; }
number() { sed -nE "$1" "$2" | head -n 1; }

# ---- the shipped brands: what blocks a release ----

for brand in mami mpo21 sesetoro; do
	said=$T/$brand all=$T/$brand.all
	"$policyc" check policies/$brand.yaml >"$said" 2>&1
	tell $? "$brand: exit status"
	"$policyc" check --all policies/$brand.yaml >"$all" 2>&1
	"$policyc" release $brand --effective 2027-03-01 >"$T/release" 2>&1
	grep '\[P188\]$' "$T/release" | sort >"$T/blocking"
	say "$brand: something blocks a release" [ -s "$T/blocking" ]
	succeeds "$brand: lines of 160 columns" narrow "$said"
	lines=$(($(wc -l <"$said") - $(part 'fill in' "$said" | wc -l)))
	say "$brand: at most 32 lines besides the blanks, not $lines" [ "$lines" -le 32 ]
	# each blank at its place
	"$policyc" release $brand --effective 2027-03-01 --format json 2>&1 | node -e '
		for (const d of JSON.parse(require("fs").readFileSync(0)).diagnostics)
			if (d.id === "P188" && !d.fact.startsWith("conflicts.")) {
				const said = d.message.replace("a draft cannot be released: ", ""), remedy = said.match(/; (.*?)( \([A-Z].*)?$/);
				console.log("  " + d.path + ":" + d.line + ": " + (remedy ? d.fact + ": " + remedy[1] : said));
			}' |
		sort >"$T/blanks"
	say "$brand: blanks" [ -s "$T/blanks" ]
	say "$brand: each blank has its line" [ -z "$(part 'fill in' "$said" | sed -E 's/ \((id|eu)-.*//; s/\.\.\.$//' | awk 'NR == FNR { line[NR] = $0; next } { found = 0; for (i in line) found += index(line[i], $0) == 1; if (!found) print }' "$T/blanks" -)" ]
	say "$brand: a line for each blank" [ "$(part 'fill in' "$said" | wc -l)" = "$(wc -l <"$T/blanks")" ]
	# as many conflicts as are not decided; each question at the first of its conflicts
	conflicts=$(grep -c 'is not decided' "$T/blocking")
	say "$brand: $conflicts conflicts" [ "$(questions "$said")" = "$conflicts" ]
	say "$brand: questions are at conflicts" [ -z "$(part decide "$said" | sed -E 's/^  ([^:]*:[0-9]+): .*/\1/' | grep -vxFf <(sed -nE '/is not decided/s/^([^:]*:[0-9]+):.*/\1/p' "$T/blocking"))" ]
	head="$brand: draft. To release: $(wc -l <"$T/blanks") blanks, $conflicts decisions. --all: $(number 's/^1 brand: 0 errors, (.*)$/\1/p' "$all")"
	say "$brand: the first line is '$(head -n 1 "$said")', not '$head'" [ "$(head -n 1 "$said")" = "$head" ]
	say "$brand: the last line" [ "$(tail -n 1 "$said")" = "$(tail -n 1 "$all"); a release is blocked by $(wc -l <"$T/blanks") blanks, $conflicts decisions" ]
	say "$brand: it says that it is no advice" grep -q 'it is not legal advice' "$said"
	# a place and what is said of it: once
	say "$brand: nothing is said twice" [ -z "$(grep '^  ' "$said" | sed 's/ (.*//' | sort | uniq -d)" ]
	# the groups, in their order
	say "$brand: order" [ "$(grep -oE '^(answer first|decide|fill in|differs|the law|not confirmed|open|look at)' "$said" | tr '\n' ,)" = \
		'answer first,decide,fill in,differs,the law,not confirmed,open,look at,' ]
done
say "mami: its conflicts are five questions" [ "$(part decide "$T/mami" | wc -l)" = 5 ]
say "mami: who receives data is one of them" grep -qxF '  policies/mami.yaml:712: sharing.closed-recipients, or vendors.google-analytics, cloud, support-tools? 3 conflicts' "$T/mami"
say "mami: 40 lines, not $(wc -l <"$T/mami")" [ "$(wc -l <"$T/mami")" -le 40 ]

# ---- nothing is lost: each diagnostic is in one group ----

# --today, so that waivers and law to come are among it. Each law finding is one of those that are shown, or counted as more places.
for policy in policies/{mami,mpo21,sesetoro}.yaml; do
	"$policyc" check --today 2026-11-28 "$policy" >"$T/said" 2>&1
	"$policyc" check --today 2026-11-28 --format json "$policy" >"$T/json" 2>/dev/null
	succeeds "$policy: nothing is lost" node -e '
		const fs = require("fs"), said = fs.readFileSync(process.argv[1], "utf8").split("\n"), found = JSON.parse(fs.readFileSync(process.argv[2])).diagnostics;
		const group = (title) => { const out = []; let on = false; for (const l of said) { if (l[0] !== " ") on = l.startsWith(title); else if (on) out.push(l); } return out; };
		const sum = (title) => Number((said.find((l) => l.startsWith(title)) ?? "0").match(/[0-9]+/)[0]);
		const wrong = (what, a, b) => { if (a !== b) { console.log(what + ": " + a + ", not " + b); process.exitCode = 1; } };
		const of = (...ids) => found.filter((d) => ids.includes(d.id));
		wrong("not confirmed", sum("not confirmed"), of("P210").length);
		// places of confirmed law: shown or counted; those of a blank are with the blank
		const law = found.filter((d) => /^P20/.test(d.id));
		const subject = (d) => (d.message.match(/nothing is stated of: [^;]*/g) ?? []).join();
		const place = (line, fact) => line + fact.replace(/.*[.]/, "."), parts = group("fill in").map((l) => l.match(/:([0-9]+): ([^:]*)/));
		const blanks = new Set(parts.map((p) => p[2])), filled = new Set(parts.map((p) => place(p[1], p[2])));
		const places = new Set(law.filter((d) => !filled.has(place(d.line, d.fact))).map((d) => [d.line, d.column, d.fact, subject(d)].join()));
		const shown = ["differs", "the law"].flatMap(group), more = shown.filter((l) => l.startsWith("  ... and ")).map((l) => Number(l.match(/[0-9]+/)[0]));
		wrong("places", shown.length - more.length + more.reduce((a, b) => a + b, 0), places.size);
		// a gap is open unless a blank, an answer or a law speaks of that value
		const at = new Set(law.map((d) => d.line + ":" + d.column)), answers = new Set(group("answer first").map((l) => l.match(/: ([^:]*):/)[1]));
		wrong("open", sum("open:"), of("P091").filter((d) => !at.has(d.line + ":" + d.column) && !answers.has(d.fact) && !blanks.has(d.fact)).length);
		wrong("the notice alone", group("decide").reduce((n, l) => n + (l.match(/([0-9]+) conflicts \(the notice alone\)/)?.[1] ?? l.match(/\(([0-9]+): the notice alone/)?.[1] ?? (l.endsWith("? (the notice alone)") ? 1 : 0)) * 1, 0), of("P086").length);
		// everything else
		const rest = found.filter((d) => !/^P2/.test(d.id) && !["P086", "P090", "P091", "P092"].includes(d.id) && !law.some((l) => l.line === d.line && l.fact === d.fact));
		wrong("look at", group("look at").reduce((n, l) => n + 1 + Number(l.match(/here and ([0-9]+) times? more/)?.[1] ?? 0), 0), rest.length);
	' "$T/said" "$T/json"
done

# ---- law to come ----

sed 's/^  in-force: .*/  in-force: 2027-01-16/; s/^  transition-until: .*//' policies/baselines/id-uu-pdp-2022.yaml >"$T/law"
cp -r policies "$T/policies"
cp "$T/law" "$T/policies/baselines/id-uu-pdp-2022.yaml"
later() { (cd "$T" && "$policyc" check --templates "$OLDPWD/templates" --today "$1" policies/mami.yaml 2>&1); }
say 'the day before, a law is to come' grep -qE ':297: from 2027-01-16: requests.access.routes.support.complete: 10 business days \(longer than 72 hours: id-uu-pdp-2022 art. 32\(2\)\)$' <(later 2027-01-15)
say 'what is in force stands apart from it' grep -qE ':373: breach.users.deadline: 30 days \(longer than 14 days: id-permenkominfo-20-2016 [^;]*\)$' <(later 2027-01-15)
say 'on its day it is in force' lacks 'law to come| from 2027-01-16: ' <(later 2027-01-16)

# ---- when all is printed ----

sed 's/^  id: mami$/  id: mani/' policies/mami.yaml >"$T/policies/mami.yaml"
for all in '' --all; do
	"$policyc" check $all --policies "$T/policies" "$T/policies/mami.yaml" >"$T/error$all" 2>&1
	say "an error: exit status" [ $? = 1 ]
done
say "with an error all is printed" cmp -s "$T/error" "$T/error--all"
say "... the error, too" grep -q '\[P046\]$' "$T/error"
"$policyc" check --deny P090 policies/mami.yaml >"$T/denied" 2>&1
say "denied: exit status" [ $? = 1 ]
say "what is denied is printed whole" [ "$(grep -c '^policies/mami.yaml.*: error: .*\[P090\]$' "$T/denied")" = "$(questions "$T/mami")" ]
for format in json sarif github markdown; do
	say "--format $format is whole without --all" cmp -s <("$policyc" check --format $format policies/mami.yaml 2>&1) <("$policyc" check --all --format $format policies/mami.yaml 2>&1)
done
say "--format json has all" [ "$("$policyc" check --format json policies/mami.yaml | grep -c '"id": "P[0-9]*"')" -gt 130 ]

# ---- several brands ----

"$policyc" check policies/*.yaml >"$T/three" 2>&1
say "three brands, one after the other" cmp -s <(grep -v '^policyc: \|not legal advice\|^[0-9]* brands*: ' "$T/three") \
	<(cat "$T"/{mami,mpo21,sesetoro} | grep -v 'not legal advice\|^[0-9]* brands*: ')
say "three brands: the last line" grep -qE '^3 brands: 0 errors, [0-9]+ warnings, [0-9]+ notes; 3 of them cannot be released yet$' "$T/three"

# ---- what stands in a line is made visible, and cut ----

odd=$T/$'a\e[2J\n\xe2\x80\xae'
mkdir "$odd"
cp policies/mami.yaml "$odd/"
"$policyc" check "$odd/mami.yaml" >"$T/odd" 2>&1
say "a path with control characters: exit status" [ $? = 0 ]
say "a path with control characters" grep -qF 'a\x1B[2J\x0A\u{202E}/mami.yaml:7: brand.operator: ' "$T/odd"
say "... as they are: nowhere" lacks $'\e|\xe2\x80\xae' "$T/odd"
say "... and no line more" [ "$(wc -l <"$T/odd")" = "$(wc -l <"$T/mami")" ]
long=$(printf 'a%.0s' {1..64})
sed -E "s/^  (transactions-after-deletion|after-closure|cloud|google-analytics|all|payment-credentials):$/  \1-$long:/; s/^(.*(retention|vendors)\.(transactions-after-deletion|after-closure|cloud|google-analytics|all|payment-credentials))/\1-$long/" policies/mami.yaml |
	sed -E "s/-a{64}/-${long:0:30}/g" >"$T/policies/mami.yaml"
(cd "$T" && "$policyc" check --templates "$OLDPWD/templates" policies/mami.yaml >"$T/long" 2>&1)
tell $? "long ids" "$(grep -m 3 error "$T/long")"
succeeds "long ids: lines of 160 columns" narrow "$T/long"
say "long ids: they are cut" grep -q '\.\.\. [0-9]* conflicts$' "$T/long"

echo "digest: $passed passed, $failed failed"
[ "$failed" = 0 ]
