#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# The law beside the policies: comparisons of lengths against an oracle that tries every start (compare.js); what counsel's table says
# of the three brands, row by row (expected.tsv); what dates, sectors, decisions, waivers and denials change; hostile baselines
# and calendars.
set -euo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}")
export LC_ALL=C NO_COLOR=1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

# ---- comparisons ----

node tests/law/compare.js tests/law/questions.txt >"$tmp/oracle" &
gcc -std=c11 -D_POSIX_C_SOURCE=200809L -I"${B:-build}" -Icompiler/include -Wall -Wextra -Werror -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -o "$tmp/compare" \
	tests/law/compare.c compiler/check/compare.c compiler/model/{calendar,span,model,schema}.c compiler/base/{arena,buf,text}.c
"$tmp/compare" tests/law/questions.txt tests/arithmetic/holidays.tsv >"$tmp/compared"
wait
say 'each question is answered' test "$(wc -l <"$tmp/compared")" = "$(wc -l <tests/law/questions.txt)"
while IFS= read -r wanted <&3 && IFS= read -r got <&4; do
	say "the oracle: $wanted
policyc:    $got" test "$wanted" = "$got"
done 3<"$tmp/oracle" 4<"$tmp/compared"

# ---- the table ----

cp -r policies templates "$tmp/"
cd "$tmp"
"$policyc" build >/dev/null
# verdict BRAND RULE FACT: "verdict | why" of the row, as the report has it
verdict() {
	sed 's/\\//g; s/\*\*//g' "out/reports/$1.md" | awk -F ' [|] ' -v rule="[$2]" -v fact="$3" '
		index($3, rule) { split($6, promise, "`"); if (promise[2] == fact) { sub(/^[|] /, "", $1); print $1 " | " $7 } }'
}
rows=0
while IFS=$'\t' read -r brand row rule fact wanted words note; do
	case $brand in '#'*) continue ;; esac
	rows=$((rows + 1))
	got=$(verdict "$brand" "$rule" "$fact")
	say "$brand: $row: $rule at $fact has: $got" test "${got%% |*}" = "$wanted" -a "$(wc -l <<<"$got")" = 1
	say "$brand: $row: '$words' is not among the reasons: $got" grep -qF -- "$words" <<<"$got "
done <"$OLDPWD/tests/law/expected.tsv"
say 'the whole table was looked at' test "$rows" -gt 60
for brand in mami mpo21 sesetoro; do
	say "$brand: the first line says what it is" grep -q '^Not legal advice: this report compares the wording of policies with recorded paraphrases of laws, not what anyone does\. Not compared: every law that has no table here\. Counsel still has to confirm: ' \
		<(head -n 1 "out/reports/$brand.md")
	say "$brand: worst first, the unconfirmed apart" bash -c 'sed "/^## Unconfirmed law/,\$d; s/[*]//g" "$1" | grep -E "^[|] [a-z() -]+ [|].*\[[a-z0-9-]+\\\\\]" | cut -d "|" -f 2 | uniq | sort | uniq -d | { ! grep .; }' - "out/reports/$brand.md"
	say "$brand: nothing unknown holds" lacks '^[|] no difference.*(unstated|typically|nobody has decided)' <(sed 's/[*]//g' "out/reports/$brand.md")
done
for brand in mami mpo21 sesetoro; do
	say "$brand: no headline speaks of unconfirmed law" test "$(sed -n '5p' "out/reports/$brand.md" | grep -oE '[0-9]+' | awk '{ s += $1 } END { print s + 0 }')" = \
		"$(sed '/^## Unconfirmed law/,$d' "out/reports/$brand.md" | grep -cE '\[[a-z0-9-]+/[a-z0-9-]+\\\]')"
	say "$brand: all of Regulation 33/2026 is unconfirmed" test "$(sed '/^## Unconfirmed law/,$d' "out/reports/$brand.md" | grep -c 'id-pp-33-2026/')" = 0
done
say 'where a rule was read' grep -qE 'id-uu-pdp-2022/access\\\] [|] 2022-10-17 [|] justisio-4 \(transcription\), 2026-11-28 [|]' out/reports/mami.md
say 'where no one has' grep -qE 'id-pp-33-2026/access\\\] [|] 2027-01-16 [|] nowhere on record [|]' out/reports/mami.md
say 'a law with its dates' grep -q '^| Law 27/2022 on Personal Data Protection | LN 2022/196, TLN 6820 | .* | not recorded | 2022-10-17 | 2024-10-17 | controllers of personal data | datapribadi (secondary), 2026-11-28 |' out/reports/mami.md
say 'dates from memory say so' grep -q '^| Law 8/2010 on money laundering .* | 2010-10-22 | .* | from memory |' out/reports/mami.md
say 'statements are in words' grep -qF '| Your rights and requests: ask for access to your data; time to finish: 10 business days `requests.access.routes.support.complete` |' out/reports/mami.md
say 'sections, too' grep -qF '| How we use data `uses.bases` |' out/reports/mami.md
say 'and both sides of a contradiction' bash -c 'sed -n "/^## Contradictions/,/^## Compared/p" out/reports/mami.md | grep -E "^[|] [a-z-]+ [|] How long we keep data[^|]* \`retention[^|]* [|] How long we keep data[^|]* \`retention[^|]* [|] not decided [|]$" >/dev/null'
say 'the matrix has each rule and brand' test "$(grep -c '^| .*\[[a-z0-9-]*/[a-z0-9-]*\\\]' out/reports/index.md)" = "$(cat policies/baselines/*.yaml | grep -c '^    article:')"

# what nobody has read is a note, and comes last
"$policyc" check --all policies/mami.yaml >checked.txt 2>&1
say 'unconfirmed law warns of nothing' lacks 'warning: .*id-pp-33-2026/' checked.txt
say 'it is listed' grep -q 'note: .* (unconfirmed: nobody on record has read this rule) \[P210 id-pp-33-2026/access\]' checked.txt
say 'it comes last' lacks 'warning: |P091' <(sed '0,/P210/d' checked.txt)
say 'not legal advice' grep -qF "it is not legal advice. Not compared: every law that 'compared-with' does not name." checked.txt
printf 'brand: {id: w, name: W, operator: W Ltd, version: "1", effective: 2027-03-01}\n' >w.yaml
say 'that stands only where verdicts stand' lacks 'legal advice' <("$policyc" check --all w.yaml 2>&1)
sed -i '/^    read-in: /d' policies/baselines/id-uu-pdp-2022.yaml
say 'a rule whose reading goes warns no more' lacks 'warning: .*id-uu-pdp-2022/' <("$policyc" check --all policies/mami.yaml 2>&1)
say 'with the same verdict' test "$("$policyc" check --format json policies/mami.yaml 2>/dev/null | tr -d ' \n' | grep -o '"rule":"id-uu-pdp-2022/access","fact":"[^"]*","verdict":"longer","unconfirmed":true,"id":"P210"' | wc -l)" = 1
cp "$OLDPWD/policies/baselines/id-uu-pdp-2022.yaml" policies/baselines/

# ---- the data files ----

# the calendar has the days that were listed by hand, no more and no fewer
awk '/national: / {
	for (rest = $0; match(rest, /(national|collective-leave): \[[^]]*\]/); rest = substr(rest, RSTART + RLENGTH)) {
		list = substr(rest, RSTART, RLENGTH)
		kind = list ~ /^national/ ? "national" : "collective"
		gsub(/.*\[|\]/, "", list)
		n = split(list, days, ", ")
		for (i = 1; i <= n; i++)
			print days[i] "\t" kind
	} }' policies/calendars/id.yaml | sort >days
say "the calendar's days: $(sort "$OLDPWD/tests/arithmetic/holidays.tsv" | diff days - | grep '^[<>]' | tr '\n' ' ')" cmp -s days <(sort "$OLDPWD/tests/arithmetic/holidays.tsv")
# other data is what is not of transactions: no category falls between the two rules
say 'id-pp-80-2019 has each category once' cmp -s <(grep -oP '(?<=    categories: ).*' policies/baselines/id-pp-80-2019.yaml) <(grep -oP '(?<=    other-categories: ).*' policies/baselines/id-pp-80-2019.yaml)

# ---- what changes a verdict ----

checked() { "$policyc" check --all policies/mami.yaml 2>&1; }

# with BRAND SED: verdicts of a copy of the policies
with() {
	cp "$OLDPWD/policies/$1.yaml" "policies/$1.yaml"
	sed -i -E "$2" "policies/$1.yaml"
	say "$1: '$2' changes something" differ "policies/$1.yaml" "$OLDPWD/policies/$1.yaml"
	"$policyc" build >build.log 2>&1 || true
}
back() { cp "$OLDPWD"/policies/*.yaml policies/; }
is() { # is BRAND RULE FACT VERDICT
	local got
	got=$(verdict "$1" "$2" "$3")
	say "$1 $2 $3: wants '$4', has '$got'" test "${got%% |*}" = "$4"
}
# 7 years after closure are above the 5-year floors once legal has decided for the closure
with mpo21 '/^  retention-start(-activity)?:/,/source/s/^    other: (.*)/    other: \1\n    enforce: \1/'
is mpo21 id-aml-2010/identity retention.period 'no difference found'
is mpo21 id-permenkominfo-20-2016/retention retention.period 'no difference found'
say 'what was decided against reads what holds' lacks 'closure-request' <(verdict mpo21 id-aml-2010/identity retention.period)
# what may go before promises no minimum, and is too short where even the bound is
for years in 7 4; do
	with mpo21 "/^  retention-start(-activity)?:/,/source/s/^    other: (.*)/    other: \\1\\n    enforce: \\1/; s/^    period: 7 years/    period: up to $years years/"
	is mpo21 id-aml-2010/identity retention.period "$(case $years in 7) echo 'may be shorter' ;; *) echo 'shorter' ;; esac) than the recorded minimum"
	[ $years = 4 ] || say 'and says why' grep -q 'it states no minimum: it may go at any time before' <(verdict mpo21 id-aml-2010/identity retention.period)
done
with mpo21 's/^  sectors: unstated/  sectors: {complete: [company]}/'
is mpo21 id-aml-2010/identity retention 'does not apply'
is mpo21 id-company-documents-1997/books retention.period 'may be shorter than the recorded minimum'
with mpo21 's/^  sectors: unstated/  sectors: {examples: [company]}/'
is mpo21 id-tax-kup/books retention.period 'may be shorter than the recorded minimum' # its start is not recorded
# what legal is likely to try: days for hours
with mami 's/^    deadline: 30 days/    deadline: 3 days/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'longer than the recorded limit'
say 'the message says what to write' grep -q "'breach.users.deadline' ('3 days'): longer than the recorded limit: .*; write '72 hours' or less \[P200 id-uu-pdp-2022/breach-users\]" \
	<(checked)
with mami 's/^    deadline: 30 days/    deadline: 72 hours/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'no difference found'
is mami id-pp-33-2026/breach-users breach.users.deadline 'no difference found'
with mami '/^  users:/,/source/s/^    from: implied breach-discovered/    from: request-received/; s/^    deadline: 30 days/    deadline: 72 hours/'
is mami id-pp-33-2026/breach-users breach.users.deadline 'cannot be told'
with mami '/^  users:/,/source/s/^    from: implied breach-discovered/    from: unstated/; s/^    deadline: 30 days/    deadline: 72 hours/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'cannot be told'
with mami '/^  users:/,/source/s/^    audience: affected-users/    audience: affected-users\n    strength: may/; s/^    deadline: 30 days/    deadline: 72 hours/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'cannot be told'
with mami '/^  users:/,/source/s/^    audience: affected-users/    audience: affected-users\n    certainty: target/; s/^    deadline: 30 days/    deadline: 72 hours/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'may be longer than the recorded limit'
# what is promised for any change is promised for a material one
with mami '/^  material:/,/source/d; /^policy-changes:/,/^contacts:/s/^    strength: may/    lead-time: 30 days/'
is mami id-uu-pdp-2022/change policy-changes.lead-time 'the notice does not say it' # the acceptance of any change states none
with mami '/^  (material|acceptance):/,/source/d; /^policy-changes:/,/^contacts:/s/^    strength: may/    lead-time: 30 days/'
is mami id-uu-pdp-2022/change policy-changes.lead-time 'no difference found'
# words are not a time before a change
with mami '/^  material:/,/source/s/^    lead-time: unstated/    lead-time: immediately/'
is mami id-uu-pdp-2022/change policy-changes.lead-time 'cannot be told'
# a withdrawal of consent is never received before the request; but not each request is one, so the events are not the same
withdrawal="\\
  withdrawal:\\
    request: consent-withdrawal\\
    routes:\\
      any: {channels: {complete: [email]}, self-service: false, complete: 72 hours, from: request-received}"
with mami "/^requests:/a$withdrawal"
is mami id-pp-33-2026/withdraw requests.withdrawal.routes.any.complete 'no difference found'
# a promise that may pause is longer by as much as nobody can tell; one that is longer anyway stays so
with mami "/^requests:/a${withdrawal/request-received/request-received, pauses-while: [consent-given]}"
is mami id-pp-33-2026/withdraw requests.withdrawal.routes.any.complete 'cannot be told'
say 'longer when paused' grep -q 'longer when paused, while: you have given your consent (consent-given)' <(verdict mami id-pp-33-2026/withdraw requests.withdrawal.routes.any.complete)
with mami "/^requests:/a$(sed 's/72 hours/80 hours/; s/request-received/consent-withdrawn, pauses-while: [consent-given]/' <<<"$withdrawal")"
is mami id-pp-33-2026/withdraw requests.withdrawal.routes.any.complete 'longer than the recorded limit'
with mami "/^requests:/a${withdrawal/request-received/live-chat-contact}"
is mami id-pp-33-2026/withdraw requests.withdrawal.routes.any.complete 'cannot be told'
say 'the line that legal would write' grep -q "; write 'from: consent-withdrawn' if that is meant; or add to 'events: live-chat-contact:' in vocabulary.yaml 'same-as: .consent-withdrawn.' if both are one moment, 'not-before: .consent-withdrawn.' if it never comes first (unconfirmed: nobody on record has read this rule) .P210 id-pp-33-2026/withdraw\]" <(checked)
# what people may be told, or may ask for, is not promised; what may be done with data is said all the same
with mami '/^  (any|acceptance):/,/source/d; /^  material:/,/source/s/^    lead-time: unstated/    lead-time: 30 days\n    strength: may/'
is mami id-uu-pdp-2022/change policy-changes.lead-time 'the notice does not say it'
say 'the reason and what to write' grep -q "Here: only said with 'may', which promises nothing; binds if processing rests on consent; '[a-z.-]*' says so; write 'strength: will' if it is a promise .P204 id-uu-pdp-2022/change\]" \
	<(checked)
with mami 's/^    request: access/    request: access\n    strength: may/'
is mami id-uu-pdp-2022/right-access requests 'the notice does not say it'
with mami 's/^    request: access/    request: access\n    strength: can/'
is mami id-uu-pdp-2022/right-access requests 'no difference found'
with mami 's/^    request: access/    request: access\n    strength: may/; /^requests:/a\  again: {request: access}'
is mami id-uu-pdp-2022/right-access requests 'no difference found'
is mpo21 eu-gdpr/notice-transfers transfers.regions 'no difference found'
# both sides of a contradiction miss the limit
with mami '/^breach:/a\  more: {audience: affected-users, duty: notify, deadline: 48 to 96 hours, from: breach-discovered, contents: unstated}
	s/^conflicts:/conflicts:\n  breach: {one: breach.users, other: breach.more}/'
is mami id-uu-pdp-2022/breach-users breach.users.deadline 'may be longer than the recorded limit'
# what is only typical is not firm
with mami '/^  users:/,/source/s/^    contents: .*/    contents: {complete: [data-exposed, when-and-how-exposed, steps-taken]}\n    certainty: typically/'
is mami id-uu-pdp-2022/breach-users-contents breach.users.contents 'cannot be told'
# a reading decides a gap
with mami 's/^    period: 7 years$/    period: 7 years/; $a readings:\n  r: {fact: retention.identity-documents.from, value: account-closure, reason: memo, owner: legal, date: 2027-01-01, publish: false}'
say 'a reading decides a gap' grep -q "no difference found: 'retention.identity-documents' (7 years)" <(verdict mami id-aml-2010/identity retention.period)
# what a policy says of the case in which a rule binds
written() { # written BASELINE LINE...: the policy w, compared with one law
	printf '%s\n' 'brand: {id: w, name: W, operator: W Ltd, version: "1", effective: 2027-03-01}' "${@:2}" "law: {calendar: id, compared-with: [$1], sectors: unstated}" >policies/w.yaml
	succeeds "a policy with ${*:2}" "$policyc" build --brand w
}
abroad='transfers: {a: {regions: {complete: [outside-indonesia]}, consent: deemed'
written id-uu-pdp-2022 "$abroad}}"
is w id-uu-pdp-2022/consent-transfer transfers.a.consent 'cannot be told'
written id-uu-pdp-2022 "$abroad, measures: {complete: [binding-safeguards]}}}"
is w id-uu-pdp-2022/consent-transfer transfers.a.consent 'does not apply'
written id-uu-pdp-2022 "$abroad, measures: {complete: [binding-safeguards]}, strength: may}}"
is w id-uu-pdp-2022/consent-transfer transfers.a.consent 'cannot be told'
automatic='automated-actions: {a: {signals: {complete: [multiple-failed-password-attempts]}, action: temporary-lock'
written id-uu-pdp-2022 "$automatic}}"
is w id-uu-pdp-2022/automated-objection requests 'cannot be told'
written id-uu-pdp-2022 "$automatic, automatic: false}}"
is w id-uu-pdp-2022/automated-objection requests 'cannot be told'
written id-uu-pdp-2022 "$automatic, automatic: true}}"
is w id-uu-pdp-2022/automated-objection requests 'the notice does not say it'
is w id-uu-pdp-2022/right-withdrawal requests 'cannot be told'
written id-uu-pdp-2022 'marketing: {a: {channel: email, default: opt-in}}'
is w id-uu-pdp-2022/right-withdrawal requests 'the notice does not say it'
written id-uu-pdp-2022 'marketing: {a: {channel: email, default: opt-out}}'
is w id-uu-pdp-2022/right-withdrawal requests 'cannot be told'
# a use that rests on consent is one that 21(1) is about; where none does, nobody can tell, and nothing is to be withdrawn
used='uses: {a: {purposes: {complete: [fraud-prevention]}'
written id-uu-pdp-2022 "$used, consent: explicit}}"
is w id-uu-pdp-2022/notice-retention retention 'the notice does not say it'
is w id-uu-pdp-2022/withdraw requests 'the notice does not say it'
written id-uu-pdp-2022 "$used, bases: {complete: [tax-regulations]}}}"
is w id-uu-pdp-2022/notice-retention retention 'cannot be told'
is w id-uu-pdp-2022/withdraw requests 'cannot be told'
# whether a cookie is strictly necessary is said of that cookie, not of another
written eu-eprivacy 'cookies:' '  a: {technology: cookie, class: analytics, surfaces: unstated, used: true, default: opt-out, essential: false}' \
	'  b: {technology: cookie, class: essential, surfaces: unstated, used: true, default: opt-out, essential: true}' '  c: {technology: cookie, class: marketing, surfaces: unstated, used: true, default: opt-out}'
is w eu-eprivacy/cookies cookies.a.default 'other than the rule asks'
is w eu-eprivacy/cookies cookies.b.default 'does not apply'
is w eu-eprivacy/cookies cookies.c.default 'cannot be told'
# a notice of data that goes nowhere need not say where it goes
written eu-gdpr "$used}}"
is w eu-gdpr/notice-transfers transfers 'cannot be told'
# a catch-all counts where there is nothing else
route='routes: {a: {channels: {complete: [email]}, self-service: false, complete: 30 days, from: request-received}}'
written id-uu-pdp-2022 "requests: {a: {request: access, $route}, b: {request: data-request, $route}}"
is w id-uu-pdp-2022/access requests.a.routes.a.complete 'longer than the recorded limit'
is w id-uu-pdp-2022/access requests.b.routes.a.complete ''
is w id-uu-pdp-2022/rectify requests.b.routes.a.complete 'longer than the recorded limit'
# a start that is not recorded: neither shorter from every start, nor long enough
for years in 7:'may be shorter than the recorded minimum' 10:'cannot be told'; do
	written id-tax-kup "retention: {a: {categories: {complete: [transaction-records]}, period: ${years%%:*} years, from: end-of-fiscal-year, then: delete}}"
	is w id-tax-kup/books retention.period "${years#*:}"
done
# one finding for each minimum, at the worst statement, which says what becomes of the others
written id-aml-2010 'retention:' '  a: {categories: {complete: [identity-data]}, period: 4 years, from: account-closure, then: delete}' \
	'  b: {categories: {complete: [identity-data]}, elements: {complete: [full-name]}, period: 6 years, from: account-closure, then: delete}' \
	'  c: {categories: {complete: [identity-documents]}, period: while account exists, then: delete}'
is w id-aml-2010/identity retention.period 'shorter than the recorded minimum'
say 'one finding for all statements' test "$("$policyc" check --all policies/w.yaml 2>&1 | grep -c 'id-aml-2010/identity')" = 1
say 'each statement is named once' grep -qE "Here: 'retention\.a' \(4 years\): from every start.*; cannot be told: 'retention\.c' \(while account exists\)[^(]*; no difference found: 'retention\.b' \(6 years\)" \
	<("$policyc" check --all policies/w.yaml 2>&1)
# a limit in words: no number meets or misses it, but no end is one to be looked at
for law in eu-gdpr id-uu-pdp-2022; do
	written $law 'retention: {a: {categories: {complete: [identity-data]}, period: 100 years, from: account-closure, then: delete}}'
	is w $law/storage retention.period 'no number in this rule (limited in words)'
	say "$law: 100 years are a number" lacks "$law/storage" <("$policyc" check --all policies/w.yaml 2>&1)
	written $law 'retention: {a: {categories: {complete: [identity-data]}, period: indefinitely, then: delete}}'
	is w $law/storage retention.period 'no number in this rule (limited in words)'
	say "$law: no end" grep -q "warning: 'retention.period': no number in this rule (limited in words): .* Here: without an end: a (indefinitely) \[P209 $law/storage\]" <("$policyc" check --all policies/w.yaml 2>&1)
	written $law 'retention:' '  a: {categories: {complete: [identity-data]}, period: 100 years, from: account-closure, then: delete}' \
		'  b: {categories: {complete: [identity-documents]}, period: indefinitely, then: delete}'
	say "$law: the place is that of what has no end" grep -q "^policies/w.yaml:4:[0-9]*: warning: .* \[P209 $law/storage\]" <("$policyc" check --all policies/w.yaml 2>&1)
done
# "indefinitely" keeps every minimum and exceeds every limit
printf '%s\n' 'brand: {id: w, name: W, operator: W Ltd, version: "1", effective: 2027-03-01}' 'retention:' \
	'  a: {categories: {complete: [identity-data]}, period: indefinitely, then: delete}' \
	'law: {calendar: id, compared-with: [id-aml-2010], sectors: {complete: [aml-reporting-party]}}' >policies/w.yaml
for bound in min max; do
	sed "s/bound: min/bound: $bound/" "$OLDPWD/policies/baselines/id-aml-2010.yaml" >policies/baselines/id-aml-2010.yaml
	succeeds "a law with bound: $bound" "$policyc" build --brand w
	is w id-aml-2010/identity "retention.$([ $bound = min ] || echo a.)period" "$([ $bound = min ] && echo 'no difference found' || echo 'longer than the recorded limit')"
done
cp "$OLDPWD/policies/baselines/id-aml-2010.yaml" policies/baselines/
rm policies/w.yaml
back

# ---- more brands than a page can show ----

mkdir many
cp -r policies/vocabulary.yaml policies/baselines policies/calendars many/
for n in {1..65}; do
	printf 'brand: {id: b%s, name: B, operator: B Ltd, version: "1", effective: 2027-03-01}\n' "$n" >"many/b$n.yaml"
	[ "$n" = 1 ] || printf 'law: {calendar: id, compared-with: [id-aml-2010], sectors: unstated}\n' >>"many/b$n.yaml"
done
"$policyc" build --policies many -o many.out >/dev/null
say 'columns are the verdicts' grep -q '^| Duty | Article | conflict of laws | longer than the recorded limit | .* | does not apply | not compared |$' many.out/reports/index.md
say 'cells count the brands' grep -q 'id-aml-2010/identity.* | 0 | 0 | 0 | 0 | 64 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |$' many.out/reports/index.md
say 'a policy without law: is compared with nothing' grep -q '^There is nothing to compare.$' many.out/reports/b1.md

# ---- the date ----

today() { "$policyc" check --all --today "$1" policies/mami.yaml 2>&1; }
say 'not yet in force' grep -q 'id-pp-33-2026/breach-users' <(today 2027-01-15 | grep 'not yet in force')
say 'in force' lacks 'not yet in force' <(today 2027-01-16)
say 'without a date nothing is said of it' lacks 'not yet in force' <(checked)
succeeds 'no exit changes with the date' "$policyc" check --all --today 2099-12-31 policies/mami.yaml
say 'the calendar ends in 120 days' grep -q P165 <(today 2027-09-02)
say 'the calendar ends in 121 days' lacks P165 <(today 2027-09-01)
for date in 2027-02-29 2027-1-1 yesterday ''; do
	say "--today '$date' is refused" bash -c '"$1" check --all --today "$2" policies/mami.yaml >/dev/null 2>&1; [ $? = 2 ]' - "$policyc" "$date"
done

# ---- waivers and denials ----

waiver='waivers:\n  w: {rule: RULE, fact: breach.users.deadline, reason: "told by counsel", owner: legal, expires: 2027-06-30}'
with mami "\$a ${waiver/RULE/id-uu-pdp-2022\/breach-users}"
say 'a waived finding is not printed' lacks 'P200 id-uu-pdp-2022/breach-users' <(checked)
say 'it is counted' grep -q ', 1 waived$' <(checked)
say 'the other rule of that fact still is' grep -q 'P210 id-pp-33-2026/breach-users' <(checked)
say 'the report says so' grep -q '^| longer than the recorded limit, waived: told by counsel (legal, until 2027-06-30) |' out/reports/mami.md
say 'the matrix too' grep -q 'id-uu-pdp-2022/breach-users\\].*| longer than the recorded limit, waived |' out/reports/index.md
with mpo21 '$a waivers:'"$("$policyc" check --format json policies/mpo21.yaml | node -e '
	const found = JSON.parse(require("fs").readFileSync(0)).verdicts.filter((v) => v.rule === "eu-gdpr/dsr" && v.verdict === "may-be-longer");
	found.forEach((v, i) => process.stdout.write(`\\n  w${i}: {rule: ${v.rule}, fact: ${v.fact}, reason: r, owner: o, expires: 2027-06-30}`))')"
say 'one that is waived does not hide one that is not' grep -qE 'eu-gdpr/dsr\\\]( \|[^|]*){1} \| cannot be told \|' out/reports/index.md
say 'its last day' lacks P162 <(today 2027-06-30)
say 'the day after' bash -c '"$1" check --all --today 2027-07-01 policies/mami.yaml >out.txt 2>&1; [ $? = 1 ] && grep -q P162 out.txt' - "$policyc"
say 'from then on what it waived is found again' grep -q 'P200 id-uu-pdp-2022/breach-users' <(today 2027-07-01)
say '... and nothing is waived' lacks '[0-9] waived' <(today 2027-07-01)
say '30 days before' grep -q P163 <("$policyc" check --all --today 2027-05-31 policies/mami.yaml 2>&1)
say '31 days before' lacks P163 <(today 2027-05-30)
say 'its last day says so' grep -q 'this waiver expires today; decide again \[P163\]' <(today 2027-06-30)
say 'the day before' grep -q 'this waiver expires in 1 day; decide again before then' <(today 2027-06-29)
succeeds 'build ignores expiry' "$policyc" build
with mami "\$a ${waiver/RULE/P200}"
say 'a waiver by its diagnostic that takes several rules names them' grep -q "'P200' is found at 'breach.users.deadline' by 2 rules; waive one at a time, each by its name: .*id-uu-pdp-2022/breach-users.*P160" <(checked)
sed 's/fact: breach.users.deadline/fact: requests/; s/rule: P200/rule: P204/; s/id: mami/id: w/' policies/mami.yaml >policies/w.yaml
say 'a section has many: one waiver takes one' grep -q "'P204' is found at 'requests' by .*P160" <("$policyc" check --all policies/w.yaml 2>&1)
rm policies/w.yaml
with mami "\$a ${waiver/RULE/eu-gdpr\/dsr}"
say 'an unused waiver is an error' grep -q 'P161' build.log
for part in rule fact reason owner expires; do
	with mami "\$a $(sed -E "s/(, )?$part: (\"[^\"]*\"|[^,}]*)//; s/\{, /{/; s/RULE/P200/" <<<"$waiver")"
	say "a waiver without $part is an error: $(grep -m 1 error build.log)" grep -q "'w' is missing '$part'.*\[P032\]" build.log
done
for deny in P200 id-uu-pdp-2022 id-uu-pdp-2022/breach-users warnings; do
	say "--deny $deny" bash -c 'cp "$3" policies/mami.yaml; "$1" check --all --deny "$2" policies/mami.yaml >out.txt 2>&1; [ $? = 1 ] && grep -q "error: .breach.users.deadline." out.txt' - \
		"$policyc" "$deny" "$OLDPWD/policies/mami.yaml"
	back
	rm -rf out
	with mami "s#^  sectors: unstated#  sectors: unstated\n  deny: [$deny]#"
	say "deny: [$deny] fails the check" bash -c '"$1" check --all policies/mami.yaml >/dev/null 2>&1; [ $? = 1 ]' - "$policyc"
	say "deny: [$deny] fails the build, which writes nothing" bash -c 'grep -q "nothing under out was changed" build.log && [ ! -e out/reports ]'
done
with mami "/^    - eu-gdpr\$/d; s#^  sectors: unstated#  sectors: unstated\n  deny: [eu-gdpr/dsr]#"
say "a denial of what is not compared: $(grep -c P160 build.log)" grep -q "'eu-gdpr/dsr' can find nothing: the policy is not compared with it, but with id-uu-pdp-2022, id-pp-33-2026, [a-z0-9, -]*; add.*P160" build.log
for deny in eu-gdpr eu-gdpr/dsr; do
	say "--deny $deny of what is not compared" bash -c 'sed "/^    - eu-gdpr\$/d" "$3" >policies/mami.yaml; "$1" check --all --deny "$2" policies/mami.yaml >out.txt 2>err.txt; [ $? = 2 ] && grep -q "no policy here is compared with it, but with id-uu-pdp-2022, id-pp-33-2026, [a-z0-9, -]*; add" err.txt' - \
		"$policyc" "$deny" "$OLDPWD/policies/mami.yaml"
	say "--deny $deny, one of two files is compared" bash -c '"$1" check --all --deny "$2" policies/mami.yaml policies/mpo21.yaml >out.txt 2>err.txt; [ $? = 1 ]' - "$policyc" "$deny"
	back
done
say 'a missing request says what to write' grep -q "add to 'requests' a record with 'request: consent-withdrawal', and 'routes' with its 'complete', '72 hours' or less (unconfirmed: nobody on record has read this rule) .P210 id-pp-33-2026/withdraw" <(checked)
with mami "s#^  sectors: unstated#  sectors: unstated\n  deny: [id-uu-pdp-2022/breach-users]#; \$a waivers:\n  w: {rule: id-uu-pdp-2022/breach-users, fact: breach.users.deadline, reason: r, owner: o, expires: 2027-06-30}"
say "what is waived is not denied: $(grep error build.log | head -n 1)" grep -q ' written$' build.log
back

# ---- in each way of deciding a conflict ----

# Regulation 33/2026: within 72 hours of the discovery. 48 and 60 hours meet that; 5 and 6 days never do: they end with a day, at the
# earliest 96 hours later. `settled RECORDS SIDES...`: what is found of the policy with these conflicts, a finding a line.
settled() {
	local n=0 sides
	{
		printf 'brand: {id: settled, name: S, operator: S Ltd, version: "1", effective: 2027-03-01}\nbreach:\n'
		tr ';' '\n' <<<"$1" | sed -E 's/^ *([a-z]+) (.*)/  \1: {audience: affected-users, duty: notify, from: breach-known-with-certainty, contents: unstated, deadline: \2}/'
		printf 'prohibitions: {never: {acts: {complete: [sell]}}, always: {acts: {complete: [sell]}}}\nconflicts:\n'
		shift
		for sides; do printf '  c%d: {one: %s, other: %s}\n' $((n += 1)) "${sides%%,*}" "${sides#*,}"; done
		printf 'law: {calendar: id, compared-with: [id-pp-33-2026]}\n'
	} >settled.yaml
	"$policyc" check --format json settled.yaml 2>&1 | node -e 'const found = JSON.parse(require("fs").readFileSync(0));
		for (const v of found.verdicts || []) if (v.rule === "id-pp-33-2026/breach-users") console.log(v.fact, v.verdict, v.why || "");
		for (const d of found.diagnostics) if (d.severity === "error") console.log(d.message);' || true
}
settles() { # settles RECORDS SIDES... = LINE...: the findings, and nothing else
	local arguments=() got
	while [ "$1" != = ]; do arguments+=("$1"); shift; done
	shift
	got=$(settled "${arguments[@]}")
	say "${arguments[*]}: wants '$(printf '%s\n' "$@")', has '$got'" test "$got" = "$(printf '%s\n' "$@")"
}
# midnight after the fifth day is 5 days after an event that is just before midnight, and 6 after one that is just after it
longer="from every start, by 2 to 3 days: days end at midnight, hours run from the event"
longest=${longer/2 to 3/3 to 4}
settles 'soon 48 hours; late 5 days' breach.soon,breach.late = \
	"breach.late.deadline cannot-be-told if 'breach.soon' holds: no difference found: 'breach.soon.deadline' (48 hours); if 'breach.late' holds: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer"
# by how much each misses it
settles 'soon 80 hours; late 96 hours' breach.soon,breach.late = \
	"breach.soon.deadline longer 'breach.soon.deadline' (80 hours): from every start, by 8 hours; 'breach.late.deadline' (96 hours): from every start, by 24 hours"
settles 'soon 48 to 96 hours; late 3 days' breach.soon,breach.late = \
	"breach.late.deadline may-be-longer if 'breach.soon' holds: may be longer than the recorded limit: 'breach.soon.deadline' (48 to 96 hours): from 1 January 2027, 96 hours end on 5 January 2027, 72 hours on 4 January 2027 (146097 of 146097 start days, by up to 24 hours); a range promises no more than its longer end; if 'breach.late' holds: longer than the recorded limit: 'breach.late.deadline' (3 days): ${longer/2 to 3 days/up to 1 day}"
# both meet it: one verdict, which no decision changes
settles 'soon 48 hours; late 60 hours' breach.soon,breach.late = \
	"breach.soon.deadline no-difference 'breach.soon.deadline' (48 hours); 'breach.late.deadline' (60 hours)"
settles 'soon 5 days; late 6 days' breach.soon,breach.late = \
	"breach.soon.deadline longer 'breach.soon.deadline' (5 days): $longer; 'breach.late.deadline' (6 days): $longest"
# certainly by one, perhaps by the other: perhaps
settles 'soon 72 hours, certainty: typically; late 5 days' breach.soon,breach.late = \
	"breach.late.deadline may-be-longer if 'breach.soon' holds: may be longer than the recorded limit: 'breach.soon.deadline' (72 hours): said with 'typically', which is not a firm number; if 'breach.late' holds: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer"
# two that do not disagree with each other stand together
settles 'soon 48 hours; late 5 days, channels: {complete: [email]}; last 6 days, channels: {complete: [live-chat]}' breach.soon,breach.late breach.soon,breach.last = \
	"breach.late.deadline cannot-be-told if 'breach.soon' holds: no difference found: 'breach.soon.deadline' (48 hours); if 'breach.late' and 'breach.last' hold: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer: 'breach.last.deadline' (6 days): $longest"
# what is not in conflict has its own verdict
settles 'soon 48 hours; late 5 days; other 6 days, scope: {complete: [indonesia]}' breach.soon,breach.late = \
	"breach.late.deadline cannot-be-told if 'breach.soon' holds: no difference found: 'breach.soon.deadline' (48 hours); if 'breach.late' holds: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer" \
	"breach.other.deadline longer $longest"
# where a field gives way it reads the other's value
settles 'soon 48 hours; late 5 days' breach.soon.deadline,breach.late.deadline = \
	"breach.late.deadline cannot-be-told if 'breach.soon.deadline' holds: no difference found: 'breach.soon.deadline' (48 hours); if 'breach.late.deadline' holds: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer"
# a side of which the rule is about nothing: what it leaves nothing of is not said in the notice where it holds
settles 'late 5 days' breach.late,prohibitions.never = \
	"breach.late.deadline cannot-be-told if 'breach.late' holds: longer than the recorded limit: 'breach.late.deadline' (5 days): $longer; if 'prohibitions.never' holds: the notice does not say it: 'breach': the policy does not speak of it; nothing is stated of: affected users (affected-users); nothing is stated of: notify"
# and what beats that one lets it be said
settles 'late 5 days' breach.late,prohibitions.never 'prohibitions.never,prohibitions.always, enforce: prohibitions.always' = "breach.late.deadline longer $longer"

declare -A in_words=([not-said]='the notice does not say it' [cannot-be-told]='cannot be told' [not-applicable]='does not apply'
	[no-difference]='no difference found' [shorter]='shorter than the recorded minimum'
	[may-be-shorter]='may be shorter than the recorded minimum')
# decided LAW/RULE ONE VERDICT OTHER VERDICT UNDECIDED LINE...: what is to be found of a policy in which these two sides are in conflict, as
# it stands and once legal has decided for either; undecided it says both, or, where they are alike, that. $why: among the reasons, too.
decided() {
	local law=${1%%/*} rule=$1 one=$2 first=$3 other=$4 second=$5 both=$6 n words=
	shift 6
	cases=$((cases + 1))
	for n in 1 2 3; do
		{
			printf 'brand: {id: d%d-%d, name: D, operator: D Ltd, version: "1", effective: 2027-03-01}\n' "$cases" "$n"
			printf '%s\n' "$@" "conflicts: {c: {one: $one, other: $other$(case $n in 2) echo ", enforce: $one" ;; 3) echo ", enforce: $other" ;; esac)}}"
			printf 'law: {calendar: id, compared-with: [%s]}\n' "$law"
		} >"policies/d$cases-$n.yaml"
	done
	[ "$first" = "$second" ] || words="if '$one' holds: ${in_words[$first]}.*if '$other' holds: ${in_words[$second]}"
	printf '%s\t' "$rule" "$both $first $second" "$words" >>decided.tsv
	printf '%s\n' "${why-}" >>decided.tsv
}
cases=0
# whether the rule binds at all is said by one side
two_uses='uses: {a: {purposes: {complete: [fraud-prevention]}, consent: explicit}, b: {purposes: {complete: [fraud-prevention]}, consent: not-needed}'
for field in '' .consent; do
	decided id-uu-pdp-2022/right-access uses.a$field not-said uses.b$field cannot-be-told cannot-be-told "$two_uses}"
done
# by both, or by a third that nobody disputes: it binds whatever is decided
decided id-uu-pdp-2022/right-access uses.a not-said uses.b not-said not-said "${two_uses/not-needed/opt-in}}"
why="^the policy does not speak of it; [^;]*; binds if processing rests on consent; 'uses.c' says so\$" \
	decided id-uu-pdp-2022/right-access uses.a not-said uses.b not-said not-said "$two_uses, c: {purposes: {complete: [dispute-resolution]}, consent: opt-in}}"
# what holds for a part only leaves the rest of the consent
decided id-uu-pdp-2022/right-access uses.a not-said uses.b not-said not-said "${two_uses/\[fraud-prevention\]/[fraud-prevention, dispute-resolution]}}"
# that it does not bind is said by one side
two_transfers='transfers: {a: {regions: {complete: [outside-indonesia]}, consent: deemed}, b: {regions: {complete: [outside-indonesia]}, measures: {complete: [binding-safeguards]}}, c: {regions: {complete: [outside-indonesia]}}}'
decided id-uu-pdp-2022/consent-transfer transfers.b not-applicable transfers.c cannot-be-told cannot-be-told "$two_transfers"
# a minimum: what is kept in one way is not kept in the other
stores='prohibitions: {never: {acts: {complete: [store]}, categories: {complete: [identity-data]}}}'
keeps='retention: {a: {categories: {complete: [identity-data]}, from: end-of-relationship, then: delete, period: '
decided id-aml-2010/identity retention.a no-difference prohibitions.never not-said cannot-be-told "$keeps 7 years}}" "$stores"
decided id-aml-2010/identity retention.a shorter prohibitions.never not-said cannot-be-told "$keeps 4 years}}" "$stores"
# by how much it is missed, in years where the law counts in years
for period in '4 years:by 1 year' '18 months:by 42 months' '1 to 3 years:by 2 to 4 years' '3 to 6 years:by up to 2 years'; do
	why="'retention.a' \(${period%:*}\): .*${period#*:}(;|[)]|\$)" \
		decided id-aml-2010/identity retention.a "$([ "${period%% *}" = 3 ] && echo may-be-)shorter" prohibitions.never not-said cannot-be-told "$keeps ${period%:*}}}" "$stores"
done
# where another rule speaks, it is that which is judged
decided id-aml-2010/identity retention.a shorter prohibitions.never no-difference cannot-be-told \
	"$keeps 4 years}, b: {categories: {complete: [identity-documents]}, from: end-of-relationship, then: delete, period: 6 years}}" "$stores"
"$policyc" check --format json policies/d*.yaml 2>&1 | node -e 'const fs = require("fs"), found = JSON.parse(fs.readFileSync(0));
	fs.readFileSync("decided.tsv", "utf8").trimEnd().split("\n").forEach((line, i) => {
		const rule = line.split("\t")[0], of = [1, 2, 3].map((n) => found.verdicts.filter((v) => v.brand === `d${i + 1}-${n}` && v.rule === rule));
		console.log(of.map((f) => f.map((v) => v.verdict).join()).join(" ") + "\t" + of[0].map((v) => v.why).join());
	});
	for (const d of found.diagnostics) if (d.severity === "error") console.log(d.message);' >decided.txt || true
while IFS=$'\t' read -r rule wanted words why <&3 && IFS=$'\t' read -r got reasons <&4; do
	say "$rule: wants '$wanted', has '$got': $reasons" test "$got" = "$wanted"
	say "$rule, each in words '$words': $reasons" grep -qE -- "$words" <<<"$reasons"
	say "$rule, with '$why': $reasons" grep -qE -- "$why" <<<"$reasons"
done 3<decided.tsv 4<decided.txt
say 'all were looked at' test "$(wc -l <decided.txt)" = "$cases"
rm policies/d*-[123].yaml

# ---- hostile baselines and calendars ----

hostile() { # hostile ID FILE SED: the build says ID, ends with 1 and writes nothing
	local at=policies/$2 status=0
	cp "$OLDPWD/$at" "$at"
	sed -i -E "$3" "$at"
	rm -rf out
	"$policyc" build >build.log 2>&1 || status=$?
	say "$2 '$3': exit $status, wants $1: $(grep -m 2 error build.log)" test "$status" = 1 -a ! -e out/reports -a "$(grep -c "error: .*\[$1\]" build.log)" -ge 1
	cp "$OLDPWD/$at" "$at"
}
law=baselines/id-uu-pdp-2022.yaml days=calendars/id.yaml
hostile P170 $law 's/^  id: .*/  id: other/'
hostile P171 $law '0,/^    binds: .*/s//    binds: [breach.deadlines]/'
hostile P171 $law '0,/binds: \[uses.consent\]/s//binds: [requests.routes]/'
hostile P171 $law '0,/binds: \[uses.consent\]/s//binds: [uses.consents]/'
hostile P035 $law '0,/values: \[explicit, /s//values: [explicitly, /'
hostile P174 $law 's/only-if: on-consent/only-if: consent/'
hostile P171 $law 's/binds: \[breach.deadline\]/binds: [breach]/'
hostile P171 $law 's/binds: \[breach.deadline\]/binds: [breach.deadline.unit]/'
hostile P171 $law 's/binds: \[breach.deadline\]/binds: [breach.deadline, retention.period]/'
hostile P171 $law 's/binds: \[breach.deadline\]/binds: [breach.contents]/'
hostile P171 $law 's/binds: \[breach.deadline\]/binds: [baseline.title]/'
hostile P043 $law 's/binds: \[breach.deadline\]/binds: []/'
hostile P044 $law 's/binds: \[breach.deadline\]/binds: [breach.deadline, breach.deadline]/'
hostile P172 $law 's/^    limit: 72 hours/    limit: indefinitely/'
hostile P172 $law 's/^    limit: 72 hours/    limit: 2 to 3 days/'
hostile P036 $law 's/^    limit: 72 hours/    limit: 3 x 24 jam/'
hostile P036 $law 's/^    limit: 72 hours/    limit: 99999 years/'
hostile P172 $law '/^    limit: 72 hours/d'
hostile P172 $law 's/^    kind: no-number/    kind: modes/'
hostile P172 $law 's/^    bound: max/    bound: min\n    rolls: true/'
hostile P172 $law 's/^    audiences: (.*)/    audiences: \1\n    requests: [access]/'
hostile P035 $law 's/^    bound: max/    bound: most/'
hostile P035 $law 's/^    kind: limit/    kind: maximum/'
say 'the choices are named' grep -q "unknown rule kind 'maximum' (here and in 5 more places); write limit, presence, contents, modes, condition or no-number" build.log
hostile P035 $law 's/allowed: \[explicit/allowed: [explicitly/'
hostile P035 $law 's/contains: \[data-exposed/contains: [data-exposd/'
hostile P048 $law '0,/      id: "/s//      # id: "/'
hostile P031 $law 's/^    read-in:/    confidence:/'
hostile P174 $law 's/read-in: \[kompas-46\]/read-in: [kompas]/'
hostile P174 $law 's/read-in: \[datapribadi\]/read-in: [kompas]/'
hostile P035 $law 's/text: secondary/text: hearsay/'
hostile P008 $law 's/^  access:/  rectify:/'
hostile P039 $law 's/^  as-at: .*/  as-at: soon/'
hostile P032 $law 's/^  published: .*//'
hostile P032 $law 's/, day: 2026-11-21//'
hostile P003 $law "\$a $(printf 'x: [%.0s' {1..70})"
hostile P172 $law '/^rules:/,$d'
hostile P170 $days 's/^  id: .*/  id: jakarta/'
rules() { hostile P173 $days "s|rules: .*|rules: \"$1\"}|"; }
rules 7
rules +07:00
rules WIB
rules WI-7
rules WIB-15
rules WIB-7:60
rules WIB7
rules '<+07>7'
rules '<+7>-7'
rules '<WIB-7'
rules WIB-7WIBS
rules WIB-7WIBS,M3.2.0
rules WIB-7WIBS,M3.2.0,M3.2.0
rules WIB-7WIBS-7,M3.2.0,M11.1.0
rules WIB-7WIBS,M13.2.0,M11.1.0
rules WIB-7WIBS,M3.6.0,M11.1.0
rules WIB-7WIBS,M3.0.0,M11.1.0
rules WIB-7WIBS,M3.2.7,M11.1.0
rules WIB-7WIBS,M3.2,M11.1.0
rules WIB-7WIBS,J60,J300
rules WIB-7WIBS,M3.2.0/168,M11.1.0
rules WIB-7WIBS,M3.2.0,M11.1.0,M12.1.0
rules WIB-7WIBS,M3.2.0,M11.1.0
rules :Asia/Jakarta
hostile P173 $days 's|^zone: .*|zone: {name: Europe/Berlin, rules: "CET-1"}|'
say 'the rules to write are named' grep -q "Europe/Berlin has summer time, and 'CET-1' has none; write 'CET-1CEST,M3.5.0,M10.5.0/3'" build.log
hostile P173 $days 's|^zone: .*|zone: {name: America/Chicago, rules: "CST-6CDT,M3.2.0,M11.1.0"}|'
hostile P173 $days 's|^zone: .*|zone: {name: Africa/Cairo, rules: "EET-2", earlier: {a: {until: 2014, rules: "EET-2"}}}|'
hostile P173 $days 's|rules: .*|rules: "WIB-7", earlier: {a: {until: 1969, rules: "WIB-7"}}}|'
hostile P173 $days 's|rules: .*|rules: "WIB-7", earlier: {a: {until: 2000, rules: "WIB-7"}, b: {until: 2000, rules: "WIB-7"}}}|'
hostile P173 $days 's|rules: .*|rules: "WIB-7", earlier: {a: {until: 2000, rules: "x"}}}|'
hostile P032 $days 's|rules: .*|rules: "WIB-7", earlier: {a: {rules: "WIB-7"}}}|'
hostile P173 $days 's/^  weekend: .*/  weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]/'
hostile P173 $days 's/2026-01-16/2025-01-16/'
hostile P173 $days 's/2026-03-21, 2026-03-22/2026-03-21, 2026-03-21/'
hostile P173 $days 's/collective-leave: \[2026-03-18\]/collective-leave: [2026-03-19]/'
hostile P173 $days 's/imlek: \{national: \[2026-02-17\]/imlek: {national: [2026-02-17, 2026-03-18]/'
rules WITA-8
hostile P173 $days 's/name: Asia.Jakarta/name: Asia\/Makassar/'
for zone in ../../etc/passwd /etc/localtime Asia/ Asia//Jakarta 7 +07:00 'Asia/Ja karta' Asia/../Jakarta; do
	hostile P173 $days "s|name: [^,]*|name: \"$zone\"|"
done
hostile P173 $days 's/^    year: 2026/    year: 2029/'
hostile P173 $days 's/^    year: 2026/    year: 2025/'
hostile P173 $days 's/^    year: 2025/    year: 1900/'
hostile P173 $days 's/^    year: 2027/    year: 9999/'
hostile P039 $days 's/2026-03-21/2026-02-30/'
hostile P035 $days 's/^  rounding: .*/  rounding: nearest/'
hostile P037 $days 's/^  collective-leave-is-free: .*/  collective-leave-is-free: maybe/'
hostile P032 $days '/^decrees:/,$d; s/^zone: .*//'
hostile P137 vocabulary.yaml 's/same-as: \[breach-discovered\]/same-as: [breach-found]/'
say 'kinds have the names that the vocabulary gives them' grep -q "'same-as' names an id that is not among the 'events'; add it there, or remove it here" build.log
hostile P137 vocabulary.yaml 's/^(  payment-processors: .*part-of: \[)/\1banks, /'
hostile P131 vocabulary.yaml 's/forbids: sharing/forbids: nothing/'
# many ways from one id to another, and a long chain of events: no more than a moment
awk '{ print } /^recipients:/ { for (i = 0; i < 60; i++) for (k = 0; k < 2; k++)
	printf "  r%d-%d: {code: %d, en: r, id: r%s}\n", i, k, 2000 + 2 * i + k, i < 59 ? ", part-of: [r" i + 1 "-0, r" i + 1 "-1]" : "" }
	/^events:/ { for (i = 0; i < 3000; i++) printf "  e%d: {code: %d, en: e, id: e%s}\n", i, 2000 + i, i < 2999 ? ", same-as: [e" i + 1 "]" : "" }' \
	"$OLDPWD/policies/vocabulary.yaml" >policies/vocabulary.yaml
printf 'sharing:\n  a: {recipients: {complete: [r0-0]}, exclusive: true}\n  b: {recipients: {complete: [r0-1]}}\n' >tail
{ printf 'brand: {id: ways, name: W, operator: W Ltd, version: "1", effective: 2027-03-01}\n'
	cat tail
	printf 'breach: {u: {audience: affected-users, duty: notify, deadline: 72 hours, from: e0, contents: unstated}}\n'
	printf 'law: {calendar: id, compared-with: [id-pp-33-2026], sectors: unstated}\n'; } >ways.yaml
say 'many ways are gone once' bounded 5 bash -c '"$1" check --all ways.yaml >out.txt 2>&1; [ $? = 1 ] && grep -q "P142" out.txt && grep -q "how they stand to each other is not declared" out.txt' - "$policyc"
cp "$OLDPWD/policies/vocabulary.yaml" policies/
{ printf 'brand: {id: ways, name: W, operator: W Ltd, version: "1", effective: 2027-03-01}\nlaw: {calendar: id}\nretention:\n'
	for n in {2..900}; do printf '  r%s: {categories: {complete: [support-data]}, period: %s days, from: logout, then: delete}\n' "$n" "$n"; done; } >ways.yaml
say '900 rules that contradict each other' bounded 5 bash -c '"$1" check --all ways.yaml >out.txt 2>&1; [ $? = 1 ] && grep -q "200 errors" out.txt' - "$policyc"
for n in {901..1100}; do printf '  r%s: {categories: {complete: [support-data]}, period: %s days, from: logout, then: delete}\n' "$n" "$n"; done >>ways.yaml
say 'too many rules' grep -q 'a policy has at most 1000 records.*P045' <("$policyc" check --all ways.yaml 2>&1)
for format in text json sarif github markdown; do
	say "--format $format of what is not a policy" bash -c '"$1" check --format "$2" templates/locale/en.yaml >out.txt 2>&1; [ $? = 1 ] && [ -s out.txt ]' - "$policyc" "$format"
done
: >policies/calendars/empty.yaml
say 'an empty calendar' bash -c '"$1" build 2>&1 | grep -q "calendars/empty.yaml.*P005"' - "$policyc"
rm policies/calendars/empty.yaml
mkdir policies/baselines/folder.yaml
say 'a folder for a baseline' bash -c '"$1" build 2>&1 | grep -q "baselines/folder.yaml.*P016"' - "$policyc"
rmdir policies/baselines/folder.yaml
rm -r policies/baselines policies/calendars
say 'no baselines at all: the policies name what is not there' grep -q "unknown baseline 'eu-gdpr'; there is no file of that name in policies/baselines" <("$policyc" build 2>&1)
say 'schema says its errors on standard error' bash -c 'mkdir none && cd none && "$1" schema policy >out.txt 2>err.txt; [ $? = 1 ] && [ ! -s out.txt ] && [ -s err.txt ]' - "$policyc"
echo "law: $passed passed, $failed failed"
[ "$failed" = 0 ]
