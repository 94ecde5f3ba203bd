#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Contradictions. Each that is declared in a policy is there by reading its source; taken out of `conflicts`, the rule named in
# expected.tsv has to find it at the same two statements, as an error, and nothing else may turn up. And pairs of small policies:
# one that contradicts itself, one that does not, for each way a rule looks (the pages of `explain` have the plain ones).
set -euo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}")
export LC_ALL=C NO_COLOR=1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

# without BRAND NAME: the policy less that conflict
without() {
	awk -v name="  $2:" '/^[a-z]/ { section = $1; skip = 0 } section == "conflicts:" && /^  [a-z]/ { skip = $0 == name } !skip' "policies/$1.yaml"
}
side() { # side BRAND NAME KEY
	awk -v name="  $2:" -v key="$3:" '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { on = $0 == name } on && $1 == key { print $2 }' \
		"policies/$1.yaml"
}
# The errors of a policy; of a run that ends otherwise, that it did.
errors() {
	local status=0
	"$policyc" check --all --policies policies --templates templates "$1" >"$tmp/said" 2>&1 || status=$?
	case $status,$(grep -c ': error: ' "$tmp/said") in 0,0 | 1,[1-9]*) ;; *) echo "exit $status" ;; esac
	grep -E '^[^ ].*: error: ' "$tmp/said" || true
}

mkdir "$tmp/brands"
while IFS=$'\t' read -r brand name facts rule reason; do
	case $brand in '#'*) continue ;; esac
	one=$(side "$brand" "$name" one) other=$(side "$brand" "$name" other)
	say "$brand $name: the policy declares it" test -n "$one" -a -n "$other"
	say "$brand $name: its rows are those of the policy" test "$facts" = "$(awk -v name="  $name:" '/^[a-z]/ { section = $1 }
		section == "conflicts:" && /^  [a-z]/ { on = $0 == name } on && $1 == "source:" { gsub(/.*source: "|"$/, ""); print }' "policies/$brand.yaml")"
	without "$brand" "$name" >"$tmp/brands/$brand.yaml"
	say "$brand $name: it can be taken out" differ "policies/$brand.yaml" "$tmp/brands/$brand.yaml"
	found=$(errors "$tmp/brands/$brand.yaml")
	if [ "$rule" = - ]; then
		say "$brand $name: no rule sees it, and the reason is given" test -z "$found" -a -n "$reason"
		continue
	fi
	say "$brand $name: one error" test "$(grep -c . <<<"$found")" = 1
	say "$brand $name: $rule finds it" grep -qF "[$rule]" <<<"$found"
	# either way round; a rule may name the statement or its field
	for path in "$one" "$other"; do
		say "$brand $name: names $path: $found" grep -qE "'${path//./\\.}(\.[a-z-]+)?'|'$(sed 's/\.[a-z-]*$//; s/\./\\./g' <<<"$path")(\.[a-z-]+)?'" <<<"$found"
	done
done <tests/consistency/expected.tsv
for brand in mami mpo21 sesetoro; do
	say "$brand: every conflict is expected" diff <(awk '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { sub(":", "", $1); print $1 }' "policies/$brand.yaml") \
		<(awk -F'\t' -v brand="$brand" '$1 == brand { print $2 }' tests/consistency/expected.tsv)
	say "$brand: as it is, it contradicts itself nowhere" test -z "$(errors "policies/$brand.yaml")"
	say "$brand: the sides of each conflict still contradict each other" lacks '\[P093\]' "$tmp/said"
done

# what a second reader found in the sources: declared, found by a note, no contradiction after all, or open
for brand in mami mpo21 sesetoro; do
	notes=$("$policyc" check --all "policies/$brand.yaml" 2>&1 | grep -c '\[P152\]$' || true)
	while IFS=$'\t' read -r one other how what; do
		case $one in '#'*) continue ;; esac
		case $how in
		declared) say "$brand $one $other: $what" grep -qE "^$brand	[^	]*	([^	]*$one[^	]*$other|[^	]*$other[^	]*$one)" tests/consistency/expected.tsv ;;
		P152) say "$brand $one $other: $what" test "$notes" -gt 0 ;;
		noted) say "$brand $one $other: the reason is given, and nothing declares it" eval 'test -n "$what" && lacks "$one.*$other|$other.*$one" tests/consistency/expected.tsv' ;;
		open) say "$brand $one $other: is declared by now: say so" lacks "$one.*$other|$other.*$one" tests/consistency/expected.tsv ;;
		*) say "$brand $one $other: '$how'" false ;;
		esac
	done <"tests/consistency/sources/$brand.tsv"
done

# ---- small policies ----

head='brand: {id: small, name: Small, operator: Small Ltd, version: "1", effective: 2027-03-01}'
# All are checked in one run, whose findings are told apart by the file.
wanted=() texts=()
small() { # small EXPECTED POLICY: the ids of its errors, each once
	texts+=("$2") wanted+=("$1")
}
noted() { # noted ID yes|no POLICY: whether it has that note or warning
	texts+=("$3") wanted+=("$2 $1")
}
judge() { # all that small and noted have asked for
	local i got status=0 files=()
	for i in "${!texts[@]}"; do
		printf '%s\n%s\nlaw: {calendar: id}\n' "${head/small/s$i}" "${texts[i]}" >"$tmp/brands/s$i.yaml"
		files+=("s$i.yaml")
	done
	(cd "$tmp/brands" && "$policyc" check --all --policies "$OLDPWD/policies" --templates "$OLDPWD/templates" "${files[@]}") >"$tmp/said" 2>&1 || status=$?
	say "${#files[@]} policies: exit $status" test "$status" = 1
	# FILE: ids of its errors; and FILE's notes and warnings
	awk -F: '/^s[0-9]+\.yaml:.*(error|warning|note): .*\[P[0-9]+[^]]*\]$/ {
		id = $0; sub(/.*\[/, "", id); sub(/[^P0-9].*/, "", id)
		kind = $0 ~ /: error: / ? "error" : "note"
		if (!seen[$1, kind, id]++) print $1, kind, id }' "$tmp/said" | sort >"$tmp/seen"
	for i in "${!texts[@]}"; do
		case ${wanted[i]} in
		yes\ * | no\ *)
			got=no
			! grep -qx "s$i.yaml note ${wanted[i]#* }" "$tmp/seen" || got=yes
			say "has the note ${wanted[i]#* }: wants '${wanted[i]% *}', has '$got':
${texts[i]}" test "$got" = "${wanted[i]% *}"
			;;
		*)
			got=$(sed -n "s/^s$i\.yaml error //p" "$tmp/seen" | paste -sd ' ')
			say "wants '${wanted[i]}', has '$got':
${texts[i]}" test "$got" = "${wanted[i]}"
			;;
		esac
	done
}
kept() { printf '  %s: {%s, then: delete}\n' "$1" "$2"; }
logs='categories: {complete: [support-data]}'
# retention: the same data and start
small P140 "retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 13 months, from: logout")"
small P140 "retention:
$(kept a "$logs, period: indefinitely")
$(kept b "period: 1 year, from: logout")"
small P140 "retention:
  a: {$logs, period: 1 year, from: logout, then: delete}
  b: {$logs, period: 1 year, from: logout, then: anonymise}"
small P151 "retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 1 year, from: logout, certainty: typically")"
small P151 "retention:
$(kept a "$logs, period: 1 year, from: account-closure")
$(kept b "$logs, period: 1 year, from: account-closure-request")"
# another start, other data, a condition, a permission, a scope, a rule for all beside one for some
small '' "retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 2 years, from: account-closure")
$(kept c "categories: {complete: [device-data]}, period: 3 years, from: logout")
$(kept d "$logs, period: 4 years, from: logout, all-of: [law-requires]")
$(kept e "$logs, period: 5 years, from: logout, strength: may")
$(kept f "$logs, period: 6 years, from: logout, scope: {complete: [indonesia]}")
$(kept g "period: 7 years, from: logout")
$(kept h "$logs, period: while account exists")"
# recipients: a part of a group, an exception, another act, compelled
never='prohibitions: {never: {acts: {complete: [share]}, recipients: {complete: [third-parties]}}}'
small P141 "$never
sharing: {s: {recipients: {complete: [banks]}}}"
small '' "$never
sharing: {s: {recipients: {complete: [banks]}, all-of: [law-requires]}}"
small '' "prohibitions: {never: {acts: {complete: [sell]}, recipients: {complete: [third-parties]}}}
sharing: {s: {recipients: {complete: [banks]}}}"
small '' "prohibitions: {never: {acts: {complete: [share]}, recipients: {complete: [third-parties]}, except-recipients: {complete: [banks]}}}
sharing: {s: {recipients: {complete: [banks]}}}"
small '' "prohibitions: {never: {acts: {complete: [share]}, recipients: {complete: [third-parties]}, categories: {complete: [device-data]}}}
sharing: {s: {recipients: {complete: [banks]}, $logs}}"
only='only: {recipients: {complete: [payment-processors]}, exclusive: true'
small P142 "sharing: {$only}, s: {recipients: {complete: [regulators]}}}"
small P142 "sharing: {$only, $logs}, s: {recipients: {complete: [regulators]}, $logs, strength: may}}"
small '' "sharing: {$only}, s: {recipients: {complete: [banks]}}}"
small '' "sharing: {$only, $logs}, s: {recipients: {complete: [regulators]}, categories: {complete: [device-data]}}}"
small '' "sharing: {$only}}
vendors: {v: {vendors: {complete: [cloud-hosts]}, agreement: contract}}"
# purposes
core='uses: {u: {purposes: {complete: [customer-support]}, exclusive: true}'
small P149 "$core, v: {purposes: {complete: [audit]}, scope: {complete: [indonesia]}}}"
small P149 "$core}
vendors: {v: {vendors: {complete: [cloud-hosts]}, purposes: {complete: [audit]}}}"
small '' "$core, v: {purposes: {complete: [audit]}, all-of: [law-requires]}}"
small P149 "prohibitions: {never: {acts: {complete: [use]}, except-purposes: {complete: [customer-support]}, unless: [consent-given]}}
uses: {v: {purposes: {complete: [audit]}}}"
small '' "prohibitions: {never: {acts: {complete: [use]}, except-purposes: {complete: [customer-support]}, unless: [consent-given]}}
uses: {v: {purposes: {complete: [audit]}, consent: explicit}}"
cookies='cookies: {k: {technology: cookie, class: marketing, surfaces: unstated, used: true, purposes: {complete: [promotions]}'
small P149 "prohibitions: {never: {acts: {complete: [use]}, except-purposes: {complete: [customer-support]}, unless: [consent-given]}}
$cookies, default: opt-out}}"
small '' "prohibitions: {never: {acts: {complete: [use]}, except-purposes: {complete: [customer-support]}, unless: [consent-given]}}
$cookies, default: opt-in}}"
small P149 "sharing: {a: {recipients: {complete: [banks]}, purposes: {complete: [audit]}, only-purposes: true}, b: {recipients: {complete: [banks]}, purposes: {complete: [tax-reporting]}}}"
# what data is kept for, who has access to it and what a person may still do with it is no use by the controller
kept_use='retention: {k: {period: 1 year, from: account-closure, then: delete, use-while-kept: {complete: [legal-compliance]}'
small '' "$kept_use, purposes: {complete: [audit]}}}"
small '' "$kept_use, bases: {complete: [dispute-resolution]}}}
security: {s: {measure: restricted-access, layer: access, assurance: control, roles: {complete: [support-staff]}, purposes: {complete: [respond-support]}}}
lifecycle: {l: {when: account-closure, permits: {complete: [data-export]}}}
requests: {r: {request: access, copy: true}}"
small '' "prohibitions: {never: {acts: {complete: [use]}, except-purposes: {complete: [customer-support]}, unless: [consent-given]}}
retention: {k: {period: 1 year, from: logout, then: delete, purposes: {complete: [audit]}}}"
# consent
small P148 "uses: {a: {purposes: {complete: [promotions]}, consent: opt-in}, b: {purposes: {complete: [promotions, audit]}, consent: deemed}}"
small '' "uses: {a: {purposes: {complete: [promotions]}, consent: opt-in}, b: {purposes: {complete: [audit]}, consent: deemed}}"
small '' "marketing: {a: {channel: email, default: opt-in, topics: {complete: [new-games]}}, b: {channel: email, default: opt-out, topics: {complete: [payment-methods]}}}"
small P151 "transfers: {a: {regions: {complete: [indonesia]}, consent: deemed}, b: {regions: {complete: [indonesia]}, consent: explicit}}"
# cookies: a class and what it is a part of; another surface; a surface that nobody knows
cookie() { printf '{technology: cookie, class: %s, surfaces: %s, used: %s%s}' "$1" "$2" "$3" "${4:+, $4}"; }
web='{complete: [website]}' app='{complete: [app]}'
small P151 "cookies: {a: $(cookie all "$web" false), b: $(cookie essential "$web" true)}"
small '' "cookies: {a: $(cookie all "$app" false), b: $(cookie essential "$web" true)}"
small '' "cookies: {a: $(cookie all unstated false), b: $(cookie essential "$web" true)}"
small P150 "cookies: {a: $(cookie all "$web" true 'can-disable: true'), b: $(cookie essential "$web" true 'can-disable: false')}"
small '' "cookies: {a: $(cookie performance "$web" true 'can-disable: true'), b: $(cookie essential "$web" true 'can-disable: false')}"
small P150 "cookies: {a: $(cookie essential "$web" true 'can-disable: false, effects: {complete: [login-impossible]}')}"
small P151 "cookies: {a: $(cookie essential "$web" true 'lifetime: 1 year'), b: $(cookie essential "$web" true 'lifetime: 2 years')}"
# said twice
breach() { printf '{audience: %s, duty: notify, deadline: %s, from: %s, contents: unstated}' "$1" "$2" "$3"; }
small P151 "breach: {a: $(breach affected-users '72 hours' breach-discovered), b: $(breach affected-users '72 hours' logout)}"
small '' "breach: {a: $(breach affected-users '72 hours' breach-discovered), b: $(breach regulators '24 hours' breach-discovered)}"
route() { printf '{channels: {complete: [%s]}, self-service: %s%s}' "$1" "$2" "${3:+, $3}"; }
small P151 "requests: {r: {request: access, routes: {a: $(route email false 'complete: 1 day'), b: $(route email false 'complete: 2 days')}}}"
small '' "requests: {r: {request: access, routes: {a: $(route email false 'complete: 1 day'), b: $(route live-chat false 'complete: 2 days')}}}"
small P151 "requests: {r: {request: correction, routes: {a: $(route account-settings true 'elements: {complete: [email]}'), b: $(route email false 'elements: {complete: [email]}, proof: {complete: [passport]}')}}}"
small '' "requests: {r: {request: correction, routes: {a: $(route account-settings true 'elements: {complete: [email]}'), b: $(route email false 'elements: {complete: [email]}')}}}"
small P151 "requests: {r: {request: access, routes: {a: $(route email false)}}, s: {request: access, scope: {complete: [many-jurisdictions]}}}"
small P151 "policy-changes: {a: {changes: {complete: [any-change]}, lead-time: 30 days}, b: {changes: {complete: [material-changes]}, lead-time: 2 weeks}}"
small P151 "identity-checks: {a: {gates: {complete: [deposit]}, requirement: mandatory, max-age: 3 months}, b: {gates: {complete: [deposit, withdrawal]}, requirement: mandatory, max-age: 6 months}}"
small P151 "lifecycle: {a: {when: logout, state: account-inactive}, b: {when: logout, state: account-active}}"
# the life of data
life() { printf 'requests: {r: {request: access, categories: {complete: [usage-data]}, routes: {a: %s}}}\nretention:\n%s' "$(route email false "complete: $1, from: request-received")" \
	"$(kept k "categories: {complete: [usage-data]}, period: $2, from: logout")"; }
noted P146 yes "$(life '10 business days' '1 week')"
noted P146 no "$(life '30 days' '1 month')" # a month has 31 days at most
noted P146 yes "$(life '32 days' '1 month')"
noted P146 no "$(life '30 days' 'indefinitely')"
noted P146 no "$(life '32 days' '1 month, longer-if: [law-requires]')"
small '' "$(life '32 days' '1 month')" # it may be met in time
# declared at the statement, at its field, decided: no error
two="retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 2 years, from: logout")"
small '' "$two
conflicts: {c: {one: retention.a, other: retention.b}}"
small '' "$two
conflicts: {c: {one: retention.a.period, other: retention.b.period}}"
small '' "$two
conflicts: {c: {one: retention.a, other: retention.b, enforce: retention.b}}"
small P140 "$two
conflicts: {c: {one: retention.a.then, other: retention.b.then}}"
# ---- the same words, closer: first what is a contradiction, then what only looks like one ----

pair() { # pair EXPECTED FIELDS FIELDS: two retention rules
	small "$1" "retention:
$(kept a "$2")
$(kept b "$3")"
}
both="$logs, from: logout"
# lengths: a week is 7 days, a year 12 months; a range leaves room; words are not numbers
pair '' "$both, period: 1 year" "$both, period: 12 months"
pair '' "$both, period: 2 weeks" "$both, period: 14 days"
pair P140 "$both, period: 30 days" "$both, period: 1 month"
pair P140 "$both, period: 2 days" "$both, period: 48 hours"
pair P140 "$both, period: 2 days" "$both, period: 2 business days"
pair '' "$both, period: 5 to 7 years" "$both, period: 6 years"
pair '' "$both, period: 20 to 40 days" "$both, period: 1 month"
pair P140 "$both, period: 30 to 40 days" "$both, period: 1 month"
pair P140 "$both, period: 5 to 7 years" "$both, period: 8 to 9 years"
pair '' "$both, period: 1 year" "$both, period: as long as law requires"
pair '' "$both, period: while account exists" "$both, period: while account active"
pair P140 "$logs, period: indefinitely" "$logs, period: while account exists"
# starts: the same moment by another name; implied; not known
pair P140 "$logs, period: 1 year, from: account-closure" "$logs, period: 2 years, from: end-of-relationship"
pair P140 "$logs, period: 1 year, from: last-use" "$logs, period: 2 years, from: end-of-relationship"
pair '' "$logs, period: 1 year, from: last-use" "$logs, period: 1 year, from: end-of-relationship"
pair P151 "$logs, period: 1 year, from: last-use" "$logs, period: 1 year, from: account-closure-request"
# never before something that is never before it
pair P151 "$logs, period: 1 year, from: account-deletion" "$logs, period: 1 year, from: data-obtained"
pair P140 "$both, period: 1 year" "$logs, period: 2 years, from: implied logout"
pair P140 "$logs, period: 1 year, from: unstated" "$logs, period: 2 years, from: unstated"
pair '' "$logs, period: 1 year, from: unstated" "$both, period: 2 years"
pair '' "$both, period: unstated" "$both, period: 2 years"
# which data: a rule for a piece goes before one for its category, and a piece may lie in several
mail='elements: {complete: [email]}'
identity='categories: {complete: [identity-data]}'
pair P140 "$identity, $mail, from: logout, period: 1 year" "$identity, $mail, from: logout, period: 2 years"
pair P140 "$mail, from: logout, period: 1 year" "elements: {examples: [phone, email]}, from: logout, period: 2 years"
pair '' "$identity, $mail, from: logout, period: 1 year" "$logs, $mail, from: logout, period: 2 years"
pair '' "$identity, $mail, from: logout, period: 1 year" "$identity, from: logout, period: 2 years"
pair '' "$identity, from: logout, period: 1 year" "$mail, from: logout, period: 2 years"
pair '' "$mail, from: logout, period: 1 year" "$identity, $mail, from: logout, period: 2 years"
pair P140 "categories: {complete: [identity-data, support-data]}, from: logout, period: 1 year" "categories: {examples: [device-data, support-data]}, from: logout, period: 2 years"
pair P140 "from: logout, period: 1 year" "from: logout, period: 2 years"
pair P140 "$identity, period: indefinitely" "$identity, $mail, from: logout, period: 2 years"
pair '' "$logs, period: indefinitely" "$identity, $mail, from: logout, period: 2 years"
# what it is kept for; what then
pair '' "$both, period: 1 year, purposes: {complete: [audit]}" "$both, period: 7 years, purposes: {complete: [tax-reporting]}"
pair P140 "$both, period: 1 year, purposes: {complete: [audit]}" "$both, period: 7 years, purposes: {complete: [audit, tax-reporting]}"
pair P140 "$both, period: 1 year, purposes: {complete: [audit]}" "$both, period: 7 years"
after() { small "$1" "retention: {a: {$both, period: $2}, b: {$both, period: $3}}"; }
after '' '1 year, then: delete' '1 year, then: delete-or-anonymise'
after '' '1 year, then: delete' '1 year, then: overwrite'
after P140 '1 year, then: keep' '12 months, then: delete'
after P140 '1 year, then: overwrite' '1 year, then: anonymise'
after '' '1 year, then: delete' '1 year, then: unstated'
after '' 'while account exists, then: delete' '1 year, then: anonymise'
after '' 'indefinitely, then: keep' '1 year, then: keep'
# how firm; conditions: the same are compared, others may be exceptions
pair '' "$both, period: 1 year, certainty: exact, strength: will" "$both, period: 1 year"
pair P140 "$both, period: 1 year, certainty: typically" "$both, period: 2 years"
pair P140 "$both, period: 1 year, all-of: [law-requires]" "$both, period: 2 years, all-of: [law-requires]"
pair P140 "$both, period: 1 year, any-of: [law-requires, consent-given]" "$both, period: 2 years, any-of: [consent-given, law-requires]"
pair '' "$both, period: 1 year, all-of: [law-requires]" "$both, period: 2 years, unless: [law-requires]"
pair '' "$both, period: 1 year, all-of: [law-requires]" "$both, period: 2 years, all-of: [law-requires, consent-given]"
pair '' "$both, period: 1 year" "$both, period: 2 years, unless: [law-requires]"
pair P140 "$both, period: 1 year, scope: {complete: [jakarta, medan]}" "$both, period: 2 years, scope: {complete: [jakarta]}"
pair '' "$both, period: 1 year, scope: {complete: [medan]}" "$both, period: 2 years, scope: {complete: [jakarta]}"
# a reading counts as what it says; what legal has set aside does not; a list with an error says nothing
read="readings: {r: {fact: retention.b.period, value: 2 years, reason: law, owner: legal, date: 2027-03-01, publish: false}}"
small P140 "retention:
$(kept a "$both, period: 1 year")
$(kept b "$both, period: unstated")
$read"
small '' "retention:
$(kept a "$both, period: 2 years")
$(kept b "$both, period: unstated")
$read"
decided='conflicts: {c: {one: retention.a.period, other: retention.b.period, enforce: retention.b.period}}'
small '' "retention:
$(kept a "$both, period: 1 year")
$(kept b "$both, period: 2 years")
$(kept c "$both, period: 2 years")
$decided"
small P140 "retention:
$(kept a "$both, period: 1 year")
$(kept b "$both, period: 2 years")
$(kept c "$both, period: 1 year")
$decided"
pair P035 "categories: {complete: [identty-data]}, from: logout, period: indefinitely" "$identity, from: logout, period: 2 years"
# what is never done: exceptions, purposes, ways to pay; techniques and places are nobody else's
never() { small "$1" "prohibitions: {never: {acts: {complete: [share]}$2}}
sharing: {s: {$3}}"; }
third=', recipients: {complete: [third-parties]}'
never P141 "$third, except-recipients: {complete: [banks]}" 'recipients: {complete: [advertisers]}'
never P141 "$third, except-recipients: {complete: [banks]}" 'recipients: {complete: [advertisers, banks]}'
never '' "$third, except-recipients: {examples: [banks]}" 'recipients: {complete: [advertisers]}'
never '' "$third, except-recipients: {complete: [payment-processors]}" 'recipients: {complete: [banks]}'
never '' "$third, except-recipients: {complete: [banks]}" 'recipients: {complete: [third-parties]}' # the banks, perhaps
never P141 ", except-recipients: {complete: [banks]}" 'recipients: {complete: [courts]}'
never P141 "$third, purposes: {complete: [promotions]}" 'recipients: {complete: [banks]}, purposes: {complete: [promotions]}'
never '' "$third, purposes: {complete: [promotions]}" 'recipients: {complete: [banks]}, purposes: {complete: [audit]}'
never '' "$third, purposes: {complete: [promotions]}" 'recipients: {complete: [banks]}'
never P141 "$third, except-purposes: {complete: [audit]}" 'recipients: {complete: [banks]}, purposes: {complete: [promotions]}'
never '' "$third, except-purposes: {complete: [audit]}" 'recipients: {complete: [banks]}, purposes: {complete: [audit]}'
never '' "$third, except-purposes: {complete: [process-payments]}" 'recipients: {complete: [banks]}, purposes: {complete: [process-deposits]}'
never '' "$third, except-purposes: {complete: [audit]}" 'recipients: {complete: [banks]}'
never '' "$third, techniques: {complete: [web-beacons]}" 'recipients: {complete: [banks]}'
never '' "$third, places: {complete: [outside-platform]}" 'recipients: {complete: [banks]}'
never P141 "$third, methods: {complete: [dana]}" 'recipients: {complete: [banks]}, methods: {complete: [dana, e-wallet]}'
never '' "$third, methods: {complete: [dana]}" 'recipients: {complete: [banks]}, methods: {complete: [e-wallet]}'
never '' ', recipients: {complete: [banks]}' 'recipients: {complete: [payment-processors]}' # others of them, perhaps
never P141 "$third" 'recipients: {examples: [banks]}, strength: may'
never P141 "$third" 'recipients: {complete: [banks]}, scope: {complete: [indonesia]}'
never P141 "$third, scope: {complete: [indonesia]}" 'recipients: {complete: [banks]}, scope: {complete: [indonesia]}'
never '' "$third, scope: {complete: [jakarta]}" 'recipients: {complete: [banks]}, scope: {complete: [indonesia]}'
never '' "$third, certainty: typically" 'recipients: {complete: [banks]}'
never '' "$third, strength: may" 'recipients: {complete: [banks]}'
never P141 "$third, $identity" "recipients: {complete: [banks]}, $identity, $mail"
never '' "$third, $identity, $mail" "recipients: {complete: [banks]}, $identity, elements: {complete: [phone]}"
never '' "$third, $identity" "recipients: {complete: [banks]}, $mail" # of another category, perhaps
never '' "$third" 'recipients: {complete: [banks]}, exclusive: true' # the exception, perhaps
used() { small "$1" "prohibitions: {never: {acts: {complete: [use]}$2}}
uses: {u: {purposes: {complete: [promotions]}$3}}"; }
used P141 ', purposes: {complete: [promotions]}' ''
used P141 ', purposes: {complete: [promotions]}' ', consent: opt-in'
used P141 ', purposes: {complete: [promotions]}, unless: [consent-given]' ''
used P141 ', purposes: {complete: [promotions]}, unless: [consent-given]' ', consent: opt-out'
used '' ', purposes: {complete: [promotions]}, unless: [consent-given]' ', consent: opt-in'
used '' ', purposes: {complete: [promotions]}, unless: [consent-given]' ', consent: unstated'
used '' ', purposes: {complete: [audit]}' ''
used P141 ', categories: {complete: [location-data]}' ', categories: {complete: [location-data]}'
used '' ', categories: {complete: [location-data]}' ', categories: {complete: [device-data]}'
used P149 ', except-purposes: {complete: [audit]}, unless: [consent-given]' ', consent: not-needed'
used '' ', except-purposes: {examples: [audit]}' ''
used P149 ', except-purposes: {complete: [audit]}' ', consent: opt-in'
used '' ', except-purposes: {complete: [audit]}, methods: {complete: [dana]}' ''
used '' ', except-purposes: {complete: [audit]}, strength: may' ''
got() { small "$1" "prohibitions: {never: {acts: {complete: [collect]}$2}}
collection: {c: {category: identity-data, elements: {complete: [email, phone]}, requirement: optional, at: {complete: [play]}$3}}"; }
got P141 ", $identity" ''
got P141 ', elements: {complete: [phone]}' ''
got P141 ", $identity, $mail" ''
got '' ", $logs" ''
got '' ", $logs, $mail" ''
got '' ", $identity, elements: {complete: [full-name]}" ''
got '' ", $identity, unless: [explicitly-shared]" ''
got '' ", $identity" ', all-of: [explicitly-shared]'
# "only these": a list of examples is open; a larger group may be the same people; two lists
only() { small "$1" "sharing: {only: {exclusive: true, $2}, s: {$3}}"; }
only '' 'recipients: {examples: [banks]}' 'recipients: {complete: [courts]}'
only '' 'recipients: {complete: [banks]}' 'recipients: {complete: [third-parties]}'
only P142 'recipients: {complete: [banks]}' 'recipients: {examples: [courts, banks]}'
only P142 'recipients: {complete: [banks]}' 'recipients: {complete: [courts]}, exclusive: true'
only '' 'recipients: {complete: [banks, courts]}' 'recipients: {complete: [courts, authorities]}, exclusive: true'
# one of two such lists is complete or certain, the other is not: whichever comes first
only P142 'recipients: {complete: [banks]}' 'recipients: {examples: [courts]}, exclusive: true'
only P142 'recipients: {examples: [courts]}' 'recipients: {complete: [banks]}, exclusive: true'
only P142 'recipients: {complete: [courts]}, certainty: typically' 'recipients: {complete: [banks]}, exclusive: true'
only '' 'recipients: {examples: [courts]}' 'recipients: {examples: [banks]}, exclusive: true'
only P142 'recipients: {complete: [banks]}, all-of: [consent-given]' 'recipients: {complete: [courts]}, all-of: [consent-given]'
only '' 'recipients: {complete: [banks]}, all-of: [consent-given]' 'recipients: {complete: [courts]}'
only '' 'recipients: {complete: [banks]}, certainty: typically' 'recipients: {complete: [courts]}'
only '' 'recipients: {complete: [banks]}, purposes: {complete: [process-payments]}' 'recipients: {complete: [courts]}, purposes: {complete: [audit]}'
only P142 'recipients: {complete: [banks]}, purposes: {complete: [process-payments]}' 'recipients: {complete: [courts]}, purposes: {complete: [process-deposits]}'
only '' 'recipients: {complete: [banks]}, methods: {complete: [dana]}' 'recipients: {complete: [courts]}, methods: {complete: [e-wallet]}'
only P142 "recipients: {complete: [banks]}, $identity" 'recipients: {complete: [courts]}' # of any data
only P142 "recipients: {complete: [banks]}, $identity" "recipients: {complete: [courts]}, $identity, $mail"
only '' "recipients: {complete: [banks]}, $identity" "recipients: {complete: [courts]}, $mail"
small P142 "sharing: {only: {recipients: {complete: [banks]}, exclusive: true, $logs}}
vendors: {v: {vendors: {complete: [cloud-hosts]}, $logs}}"
small '' "sharing: {only: {recipients: {complete: [banks]}, exclusive: true, $logs}}
vendors: {v: {vendors: {complete: [cloud-hosts]}, purposes: {complete: [audit]}}}"
# "for nothing else"
alone() { small "$1" "uses: {u: {exclusive: true, $2}, v: {$3}}"; }
alone '' 'purposes: {examples: [audit]}' 'purposes: {complete: [promotions]}'
alone P149 'purposes: {complete: [audit]}' 'purposes: {examples: [promotions]}, strength: may'
alone P149 'purposes: {complete: [audit]}' 'purposes: {complete: [promotions]}, exclusive: true'
alone P149 'purposes: {complete: [account-notifications]}' 'purposes: {complete: [operate-platform]}' # more than a part
alone '' 'purposes: {complete: [operate-platform]}' 'purposes: {complete: [account-notifications]}'
alone P149 "purposes: {complete: [audit]}, $identity" 'purposes: {complete: [promotions]}'
alone '' "purposes: {complete: [audit]}, $identity" "purposes: {complete: [promotions]}, $mail"
alone '' 'purposes: {complete: [audit]}, certainty: typically' 'purposes: {complete: [promotions]}'
alone P149 'purposes: {complete: [audit]}, scope: {complete: [medan]}' 'purposes: {complete: [promotions]}, scope: {complete: [medan]}'
alone '' 'purposes: {complete: [audit]}, scope: {complete: [medan]}' 'purposes: {complete: [promotions]}, scope: {complete: [jakarta]}'
own() { small "$1" "sharing: {a: {only-purposes: true, $2}, b: {$3}}"; }
own P149 'recipients: {complete: [payment-processors]}, purposes: {complete: [audit]}' 'recipients: {complete: [banks]}, purposes: {complete: [promotions]}, strength: may'
own '' 'recipients: {complete: [banks]}, purposes: {complete: [audit]}' 'recipients: {complete: [payment-processors]}, purposes: {complete: [promotions]}'
own '' 'recipients: {complete: [banks]}, purposes: {examples: [audit]}' 'recipients: {complete: [banks]}, purposes: {complete: [promotions]}'
own '' 'recipients: {complete: [banks]}, purposes: {complete: [audit]}' 'recipients: {complete: [banks]}'
# consent: of the same data and purpose; a click is an agreement
agreed() { small "$1" "uses: {a: {$2}, b: {$3}}"; }
agreed '' 'purposes: {complete: [operate-platform]}, consent: not-needed' 'purposes: {complete: [account-notifications]}, consent: opt-in'
agreed '' 'purposes: {complete: [audit]}, consent: not-needed' "purposes: {complete: [audit]}, $identity, consent: opt-in"
agreed P148 "purposes: {complete: [audit]}, $identity, consent: not-needed" "purposes: {examples: [audit]}, $identity, consent: explicit"
agreed '' 'purposes: {complete: [audit]}, consent: if-law-requires' 'purposes: {complete: [audit]}, consent: explicit'
agreed P148 'purposes: {complete: [audit]}, consent: opt-out, all-of: [law-requires]' 'purposes: {complete: [audit]}, consent: explicit, all-of: [law-requires]'
small P148 "marketing: {a: {channel: email, default: opt-in}, b: {channel: email, default: deemed}}"
small '' "marketing: {a: {channel: email, default: opt-in}, b: {channel: email, default: opt-out, topics: {complete: [new-games]}}}"
small '' "transfers: {a: {regions: {complete: [indonesia]}, consent: opt-in}, b: {regions: {complete: [indonesia]}, consent: explicit}}"
small '' "transfers: {a: {regions: {complete: [indonesia]}, consent: deemed, $identity}, b: {regions: {complete: [indonesia]}, consent: explicit, $logs}}"
# cookies: what is said of all is said of each; what is said of one is not said of all; two of one class
jar() { small "$1" "cookies: {a: $2, b: $3}"; }
jar '' "$(cookie all "$web" true)" "$(cookie marketing "$web" false)"
jar P151 "$(cookie marketing "$web" true)" "$(cookie marketing "$web" false)"
jar P150 "$(cookie all "$web" true 'can-disable: false')" "$(cookie marketing "$web" true 'can-disable: true')"
jar P150 "$(cookie essential "$web" true 'can-disable: false')" "$(cookie essential "$web" true 'can-disable: true')"
jar P150 "$(cookie essential "$web" true 'can-disable: false')" "$(cookie all "$web" true 'can-disable: true, certainty: typically')"
jar '' "$(cookie essential "$web" true 'can-disable: false, certainty: typically')" "$(cookie all "$web" true 'can-disable: true')"
jar '' "$(cookie essential "$web" true 'can-disable: false, controls: {complete: [browser-settings]}, effects: {complete: [login-impossible]}')" "$(cookie marketing "$web" true)"
jar '' "$(cookie essential "$web" true 'lifetime: 1 year, holds: {complete: [session-id]}')" "$(cookie essential "$web" true 'lifetime: 2 years, holds: {complete: [login-token]}')"
jar P151 "$(cookie essential "$web" true 'lifetime: 1 year, holds: {complete: [session-id]}')" "$(cookie essential "$web" true 'lifetime: 2 years, holds: {complete: [login-token, session-id]}')"
jar '' "$(cookie essential "$web" true 'lifetime: 1 year')" "$(cookie essential "$web" true 'lifetime: 2 years, set-by: {complete: [banks]}')"
jar '' "$(cookie essential "$web" true 'lifetime: 1 year, set-by: {complete: [regulators]}')" "$(cookie essential "$web" true 'lifetime: 2 years, set-by: {complete: [banks]}')"
jar P151 "$(cookie essential "$web" true 'lifetime: 1 year, set-by: {complete: [banks]}')" "$(cookie essential "$web" true 'lifetime: 2 years, set-by: {complete: [banks]}')"
jar P151 "$(cookie essential "$web" true 'lifetime: 1 year')" "$(cookie essential "$web" true 'lifetime: indefinitely')"
jar P151 "$(cookie performance "$web" true 'essential: true')" "$(cookie performance "$web" true 'essential: false')"
jar '' "$(cookie all "$web" true 'essential: false')" "$(cookie essential "$web" true 'essential: true')"
# breach: other ways, other clocks, an aim beside a promise
told() { small "$1" "breach: {a: {audience: regulators, duty: notify, contents: unstated, $2}, b: {audience: regulators, duty: notify, contents: unstated, $3}}"; }
told P151 'deadline: 72 hours, from: breach-discovered' 'deadline: 24 hours, from: breach-known-with-certainty'
told '' 'deadline: 72 hours, from: breach-discovered' 'deadline: 72 hours, from: breach-known-with-certainty'
told '' 'deadline: 72 hours, from: breach-discovered' 'deadline: 24 hours, from: logout'
told '' 'deadline: 72 hours, from: breach-discovered' 'deadline: 24 hours, from: unstated'
told P151 'deadline: 72 hours' 'deadline: 24 hours'
told '' 'deadline: 72 hours, channels: {complete: [email]}' 'deadline: 24 hours, channels: {complete: [live-chat]}'
told '' 'deadline: 72 hours' 'deadline: 24 hours, certainty: target'
told '' 'deadline: 1 week' 'deadline: 7 days'
told '' 'deadline: without unreasonable delay' 'deadline: 72 hours'
# requests: another clock, another proof, another purpose; across requests of one kind; two outcomes
ways() { small "$1" "requests: {r: {request: access, routes: {a: {channels: {complete: [email]}, self-service: false, $2}, b: {channels: {complete: [email]}, self-service: false, $3}}}}"; }
ways '' 'complete: 30 days, from: request-received' 'complete: 10 days, from: request-verified'
ways '' 'complete: 30 days, from: request-received' 'complete: 10 days, certainty: target, from: request-received'
ways '' 'complete: 30 days, strength: may' 'complete: 10 days'
ways '' 'complete: 30 days, proof: {complete: [passport]}' 'complete: 10 days, proof: {complete: [utility-bill]}'
ways P151 'complete: 30 days, all-of: [law-requires]' 'complete: 10 days, all-of: [law-requires]'
ways '' 'complete: 30 days, all-of: [law-requires]' 'complete: 10 days'
ways '' "complete: 30 days, $identity" 'complete: 10 days'
asked() { small "$1" "requests: {a: {request: objection$2, routes: {w: $(route email false 'answer: 1 day')}}, b: {request: objection$3, routes: {w: $(route email false 'answer: 2 days')}}}"; }
asked P151 '' ''
asked '' ', purposes: {complete: [promotions]}' ', purposes: {complete: [audit]}'
asked P151 ', scope: {complete: [medan]}' ', scope: {complete: [medan]}'
asked '' ', scope: {complete: [medan]}' ', scope: {complete: [jakarta]}'
small '' "requests: {r: {request: access, routes: {a: $(route email false)}}, s: {request: access, scope: {complete: [many-jurisdictions]}, formats: {complete: [csv]}}}"
ended() { small "$1" "requests: {r: {request: deletion, outcomes: {a: {$logs, $2}, b: {$logs, $3}}}}"; }
ended P151 'result: keep' 'result: delete'
ended '' 'result: delete' 'result: delete-or-anonymise'
ended '' 'result: keep' 'result: delete, all-of: [law-requires]'
ended '' 'result: keep' 'result: anonymise, further-request: anonymisation'
ended '' 'result: keep, until: retention-end' 'result: delete'
# identity: other documents, another clock; a way to give it
shown() { small "$1" "identity-checks: {a: {gates: {complete: [deposit]}, $2}, b: {gates: {complete: [deposit]}, $3}}"; }
shown P151 'requirement: mandatory' 'requirement: optional'
shown '' 'requirement: mandatory' 'requirement: conditional'
shown '' 'requirement: mandatory, documents: {complete: [passport]}' 'requirement: optional, documents: {complete: [utility-bill]}'
shown '' 'requirement: mandatory, documents: {complete: [passport]}, max-age: 1 year' 'requirement: mandatory, documents: {complete: [utility-bill]}, max-age: 3 months'
shown '' 'requirement: mandatory, max-age: 1 year, measured-at: deposit' 'requirement: mandatory, max-age: 3 months, measured-at: withdrawal'
# changes: more time for some of them does not contradict it
change() { small "$1" "policy-changes: {a: {changes: {complete: [any-change]}, $2}, b: {changes: {complete: [$3]}, $4}}"; }
change '' 'lead-time: 2 weeks' material-changes 'lead-time: 30 days'
change P151 'lead-time: 30 days' any-change 'lead-time: 2 weeks'
change '' 'lead-time: 30 days, channels: {complete: [email]}' any-change 'lead-time: 2 weeks, channels: {complete: [live-chat]}'
change '' 'consent: explicit' any-change 'consent: opt-in'
# an account: the same moment by another name; what stays possible
small P151 "lifecycle: {a: {when: account-closure, state: account-inactive}, b: {when: last-use, state: account-deleted}}"
small P151 "lifecycle: {a: {when: logout, permits: {complete: [data-export]}}, b: {when: logout, forbids: {complete: [data-export]}}}"
small P151 "lifecycle: {a: {when: logout, permits: {complete: [data-export]}, forbids: {complete: [data-export]}}}"
small '' "lifecycle: {a: {when: logout, permits: {complete: [data-export]}}, b: {when: logout, forbids: {complete: [account-recovery]}}}"
small '' "lifecycle: {a: {when: logout, state: account-inactive}, b: {when: logout, state: account-deleted, except: {complete: [transaction-history]}}}"
# gaps: a use that legal has set aside covers nothing; parts and wholes; deletion
had="collection: {c: {category: identity-data, elements: {complete: [email]}, requirement: optional, at: {complete: [play]}}}"
noted P143 no "$had
uses: {u: {purposes: {complete: [audit]}, $mail}}"
noted P143 yes "$had
uses: {u: {purposes: {complete: [audit]}, elements: {complete: [phone]}}}"
noted P143 yes "$had
uses: {u: {purposes: {complete: [audit]}, $identity}}
prohibitions: {never: {acts: {complete: [use]}}}
conflicts: {c: {one: prohibitions.never, other: uses.u, enforce: prohibitions.never}}"
noted P143 no "$had
uses: {u: {purposes: {complete: [audit]}, $identity}}
prohibitions: {never: {acts: {complete: [use]}, $logs}}
conflicts: {c: {one: prohibitions.never, other: uses.u, enforce: prohibitions.never}}"
noted P144 no "$had
retention:
$(kept a "$identity, $mail, period: 1 year, from: logout")"
noted P145 yes "$had
uses: {u: {purposes: {complete: [audit]}, elements: {complete: [phone]}}}"
noted P145 no "$had
uses: {u: {purposes: {complete: [audit]}, elements: {complete: [phone]}}}
prohibitions: {never: {acts: {complete: [use]}}}
conflicts: {c: {one: prohibitions.never, other: uses.u, enforce: prohibitions.never}}"
noted P145 no "collection: {c: {category: identity-data, elements: {examples: [email]}, requirement: optional, at: {complete: [play]}}}
uses: {u: {purposes: {complete: [audit]}, elements: {complete: [phone]}}}"
# what is used only if the person shares it may be collected
noted P145 no "$had
prohibitions: {never: {acts: {complete: [collect]}, categories: {complete: [location-data]}, unless: [explicitly-shared]}}
uses: {u: {purposes: {complete: [audit]}, categories: {complete: [location-data]}}}"
noted P145 yes "$had
prohibitions: {never: {acts: {complete: [collect]}, categories: {complete: [device-data]}}}
uses: {u: {purposes: {complete: [audit]}, categories: {complete: [device-data]}}}"
# rules about data that nothing collects: parts and wholes are related, siblings are not
paid="collection: {c: {category: payment-data, elements: {complete: [bet-amount]}, requirement: optional, at: {complete: [play]}}}"
for data in payment-data transaction-records financial-records; do
	noted P154 no "$paid
retention:
$(kept a "categories: {complete: [$data]}, period: 1 year, from: logout")"
done
noted P154 yes "$had
retention:
$(kept a "categories: {complete: [financial-records]}, period: 1 year, from: logout")"
noted P154 no "retention:
$(kept a "categories: {complete: [financial-records]}, period: 1 year, from: logout")"
noted P154 yes "$had
requests: {d: {request: deletion, routes: {r: {channels: unstated, self-service: false}}, outcomes: {o: {categories: {complete: [payment-data]}, result: delete}}}}"
never="prohibitions: {never: {categories: {complete: [payment-data]}"
noted P154 yes "$had
$never, acts: {complete: [sell]}}}"
noted P154 no "$had
$never, acts: {complete: [collect]}}}"
noted P154 no "$had
$never, acts: {complete: [store]}, held-by: {complete: [banks]}}}"
noted P154 no "$had
categories: {p: {category: payment-data, elements: {complete: [bet-amount]}}}
$never, acts: {complete: [sell]}}}"
noted P152 yes "$had
categories: {i: {category: identity-data, elements: {complete: [phone]}}}"
noted P152 no "$had
categories: {i: {category: identity-data, elements: {examples: [phone]}}}"
noted P152 no "$had
categories: {i: {category: identity-data, elements: {complete: [phone]}, all-of: [law-requires]}}"
# a conflict concerns the notice only where no question is answered from both sides; one that may touch an answer has no such note
disputed() { # disputed yes|no ONE OTHER POLICY: whether the conflict of the two is said to concern the notice only
	local id=P090 wants=yes
	for _ in 1 2; do
		noted $id "$wants" "$4
conflicts: {c: {one: $2, other: $3}}"
		id=P086 wants=$1
	done
}
company="vendors: {v: {vendors: {complete: [banks]}, agreement: contract}, w: {vendors: {complete: [banks]}, purposes: {complete: [audit]}, agreement: unstated}}"
staff='security: {s: {measure: restricted-access, layer: access, assurance: control, only-roles: true, roles: {complete: [support-staff]}}}'
disputed yes security.s vendors.w "$staff
$company"
disputed yes vendors.v.qualities vendors.w.qualities "vendors:
  v: {vendors: {complete: [banks]}, qualities: {complete: [own-privacy-policy]}}
  w: {vendors: {complete: [banks]}, qualities: {complete: [equivalent-security-standards]}}"
disputed no vendors.v vendors.w "$company"
# never: what is forbidden decides who is asked
never() { printf 'prohibitions: {p: {acts: {complete: [%s]}}, q: {acts: {complete: [%s]}}}\n' "$1" "$2"; }
used='uses: {u: {purposes: {complete: [tax-reporting]}, exclusive: true}}'
shared='sharing: {s: {recipients: {complete: [banks]}}}'
disputed no prohibitions.p uses.u "$(never use collect)
$used"
disputed yes prohibitions.p uses.u "$(never share collect)
$used"
disputed no prohibitions.p sharing.s "$(never share collect)
$shared"
disputed yes prohibitions.p sharing.s "$(never use collect)
$shared"
disputed yes prohibitions.p prohibitions.q "$(never sell collect)"
disputed no prohibitions.p prohibitions.q "$(never sell 'collect, sell')"
disputed no prohibitions.p prohibitions.q "$(never share share-voluntarily)"
# a use: of vendors and cookies with purposes, of data that is kept for some only
disputed yes uses.u vendors.v "$used
$company"
disputed no uses.u vendors.w "$used
$company"
disputed yes uses.u sharing.s "$used
$shared"
stored() { printf 'cookies: {k: {technology: cookie, class: marketing, surfaces: unstated, %s}}\n' "$1"; }
disputed yes uses.u cookies.k "$used
$(stored 'used: true')"
disputed yes uses.u cookies.k "$used
$(stored 'used: false, purposes: {complete: [promotions]}')"
disputed no uses.u cookies.k "$used
$(stored 'used: true, purposes: {complete: [promotions]}')"
held() { printf 'retention: {k: {period: 1 year, from: account-closure, then: delete%s}}\n' "$1"; }
disputed yes uses.u retention.k "$used
$(held '')"
disputed no uses.u retention.k "$used
$(held ', use-while-kept: {complete: [legal-compliance]}')"
disputed no uses.u marketing.m "$used
marketing: {m: {channel: email, default: opt-in}}"
# fields: what an answer reads; and ids of lists: what a question names
between() { disputed "$1" "retention.a.$2" "retention.b.$2" "retention:
$(kept a "$logs, period: 1 year, from: logout, $3")
$(kept b "$logs, period: 2 years, from: logout, $4")"; }
between no from 'longer-if: [law-requires]' 'longer-if: [law-requires]'
between no certainty 'certainty: typically' 'certainty: target'
between yes automatic 'automatic: true' 'automatic: false'
between yes bases 'bases: {complete: [audit]}' 'bases: {complete: [dispute-resolution]}'
disputed yes vendors.v.regions.indonesia vendors.w "vendors:
  v: {vendors: {complete: [banks]}, regions: {complete: [indonesia]}}
  w: {vendors: {complete: [banks]}}"
disputed no vendors.v.vendors.banks vendors.w "vendors:
  v: {vendors: {complete: [banks]}}
  w: {vendors: {complete: [banks]}}"
disputed yes uses.u.purposes.tax-reporting retention.k "$used
$(held '')"
disputed no uses.u.purposes.tax-reporting retention.k "$used
$(held ', use-while-kept: {complete: [legal-compliance]}')"
# requests: a way without a time, or that a person goes alone, is not asked when; what it does is another question
asked_by() { printf 'requests: {r: {request: access, routes: {a: %s, b: %s}, outcomes: {o: {%s, result: keep}}}}\n' "$1" "$2" "$logs"; }
a=requests.r.routes.a b=requests.r.routes.b
disputed no $a $b "$(asked_by "$(route email false 'answer: 1 day')" "$(route live-chat false 'answer: 2 days')")"
disputed yes $a $b "$(asked_by "$(route email false 'answer: 1 day')" "$(route live-chat false 'complete: 2 days')")"
disputed yes $a $b "$(asked_by "$(route account-settings true 'complete: 1 day')" "$(route email false 'complete: 2 days')")"
disputed yes $a requests.r.outcomes.o "$(asked_by "$(route email false 'answer: 1 day')" "$(route live-chat false)")"
disputed no $a.answer $b.answer "$(asked_by "$(route email false 'answer: 1 day')" "$(route live-chat false 'answer: 2 days')")"
disputed yes $a.channels $b.channels "$(asked_by "$(route email false 'answer: 1 day')" "$(route live-chat false 'answer: 2 days')")"
disputed no requests.r requests.s "requests: {r: {request: access, routes: {a: $(route email false 'answer: 1 day')}}, s: {request: access, routes: {b: $(route email false 'answer: 2 days')}}}"
disputed yes requests.r requests.s "requests: {r: {request: access, routes: {a: $(route email false 'answer: 1 day')}}, s: {request: access, scope: {complete: [many-jurisdictions]}}}"
# the rest: what has a time, an age, a state that permits something
disputed no breach.a breach.b "breach: {a: $(breach affected-users '72 hours' breach-discovered), b: $(breach affected-users '72 hours' logout)}"
disputed yes breach.a.contents breach.b.contents "breach: {a: {audience: affected-users, duty: notify, deadline: 1 day, from: breach-discovered, contents: {complete: [what-occurred]}}, b: {audience: affected-users, duty: notify, deadline: 1 day, from: breach-discovered, contents: {complete: [steps-taken]}}}"
disputed no policy-changes.a policy-changes.b 'policy-changes: {a: {changes: {complete: [any-change]}, lead-time: 1 week}, b: {changes: {complete: [any-change]}, lead-time: 1 day}}'
disputed yes policy-changes.a policy-changes.b 'policy-changes: {a: {changes: {complete: [any-change]}, lead-time: 1 week, consent: deemed}, b: {changes: {complete: [any-change]}, consent: explicit}}'
disputed yes policy-changes.a.consent policy-changes.b.consent 'policy-changes: {a: {changes: {complete: [any-change]}, lead-time: 1 week, consent: deemed}, b: {changes: {complete: [any-change]}, lead-time: 1 week, consent: explicit}}'
disputed no identity-checks.a identity-checks.b 'identity-checks: {a: {gates: {complete: [deposit]}, requirement: mandatory, max-age: 3 months}, b: {gates: {complete: [deposit]}, requirement: mandatory, max-age: 1 year}}'
disputed yes identity-checks.a identity-checks.b 'identity-checks: {a: {gates: {complete: [deposit]}, requirement: mandatory, max-age: 3 months}, b: {gates: {complete: [deposit]}, requirement: optional}}'
disputed yes lifecycle.a lifecycle.b 'lifecycle: {a: {when: logout, state: account-inactive}, b: {when: logout, state: account-active, permits: {complete: [data-export]}}}'
disputed no lifecycle.a lifecycle.b 'lifecycle: {a: {when: logout, state: account-inactive, forbids: {complete: [data-export]}}, b: {when: logout, state: account-active, permits: {complete: [data-export]}}}'
disputed no automated-actions.a automated-actions.b 'automated-actions: {a: {signals: {complete: [unusual-account-activity]}, action: temporary-lock}, b: {signals: {complete: [unusual-account-activity]}, action: unstated}}'
# one that is decided contradicts nothing any more
noted P086 no "$staff
$company
conflicts: {c: {one: security.s, other: vendors.w, enforce: security.s}}"
# a declared conflict whose sides contradict each other no more; whatever may still be one is left alone
settled() { # settled yes|no ONE OTHER POLICY
	noted P093 "$1" "$4
conflicts: {c: {one: $2, other: $3}}"
	noted P090 "$([ "$1" = yes ] && echo no || echo yes)" "$4
conflicts: {c: {one: $2, other: $3}}"
}
lengths() { settled "$1" retention.a retention.b "retention:
$(kept a "$2")
$(kept b "$3")"; }
lengths no "$both, period: 1 year" "$both, period: 2 years"
lengths yes "$both, period: 1 year" "$both, period: 1 year"
lengths yes "$both, period: 1 year" "$both, period: 1 year, purposes: {complete: [audit]}"
lengths yes "from: logout, period: 1 year" "$both, period: 1 year"
lengths no "$both, period: 1 year" "$both, period: 1 year, certainty: typically"
lengths no "$both, period: 1 year" "$logs, from: account-closure, period: 1 year"
lengths no "$both, period: 1 year" "$both, period: 1 year, all-of: [law-requires]"
lengths no "$both, period: 1 year, use-while-kept: {complete: [audit]}" "$both, period: 1 year"
lengths yes "$both, period: 1 year" "categories: {complete: [device-data]}, period: 2 years, from: logout"
lengths no "$both, period: 1 year" "categories: {examples: [device-data]}, period: 2 years, from: logout"
lengths no "categories: {complete: [payment-data]}, period: 1 year, from: logout" "categories: {complete: [transaction-records]}, period: 2 years, from: logout"
settled yes retention.a.period retention.b.period "retention:
$(kept a "$both, period: 1 year")
$(kept b "categories: {complete: [device-data]}, period: 2 years, from: logout")"
# only these: until the other is among them, or the word goes
only_to() { settled "$1" sharing.s vendors.v "sharing: {s: {recipients: {complete: [$2]}, $3}}
vendors: {v: {vendors: {$4: [banks]}, purposes: {complete: [audit]}}}"; }
only_to no support-software-providers 'exclusive: true' complete
only_to yes banks 'exclusive: true' complete
only_to yes payment-processors 'exclusive: true' complete # banks are some
only_to no banks 'exclusive: true' examples
only_to yes support-software-providers 'exclusive: false' complete
only_to no banks 'only-purposes: true, purposes: {complete: [tax-reporting]}' complete
only_to yes banks 'only-purposes: true, purposes: {complete: [tax-reporting, audit]}' complete
only_to no banks 'consent: opt-in' complete
settled no sharing.s vendors.v 'sharing: {s: {recipients: {complete: [banks]}, agreement: contract}}
vendors: {v: {vendors: {complete: [banks]}, agreement: data-processing-agreement}}'
for_only() { settled "$1" uses.a uses.b "uses: {a: {purposes: {complete: [$2]}, exclusive: true}, b: {purposes: {complete: [audit]}}}"; }
for_only no customer-support
for_only yes 'customer-support, audit'
settled no uses.a uses.b 'uses: {a: {purposes: {complete: [audit]}, consent: opt-in}, b: {purposes: {complete: [audit]}, consent: deemed}}'
# ids of their lists are named because the rest is not in dispute
settled no uses.a.purposes.audit uses.b 'uses: {a: {purposes: {complete: [audit]}}, b: {purposes: {complete: [tax-reporting]}}}'
# never: until it is excepted, or is about somebody else
barred() { settled "$1" prohibitions.p sharing.s "prohibitions: {p: {acts: {complete: [share]}, $2}}
sharing: {s: {recipients: {complete: [banks]}}}"; }
barred no 'recipients: {complete: [third-parties]}'
barred yes 'recipients: {complete: [third-parties]}, except-recipients: {complete: [payment-processors]}'
barred yes 'recipients: {complete: [cloud-hosts]}'
barred no 'recipients: {examples: [cloud-hosts]}'
barred no 'except-recipients: {complete: [cloud-hosts]}'
# what a category consists of is what such a record says
settled no categories.a categories.b 'categories: {a: {category: identity-data, elements: {complete: [email]}}, b: {category: identity-data, elements: {complete: [phone]}}}'
# decided, it leaves out a side for nothing
noted P093 yes "sharing: {s: {recipients: {complete: [banks]}, exclusive: true}}
vendors: {v: {vendors: {complete: [banks]}}}
conflicts: {c: {one: sharing.s, other: vendors.v, enforce: sharing.s}}"
# how something is done that is not done
told() { small "$1" "sharing: {s: {recipients: {complete: [banks]}, $2}}"; }
told P155 'tell-person: false, tell-before: true'
told P155 'tell-person: false, tell-before: false'
told P155 'tell-person: false, tell-certainty: target'
told P155 'tell-person: false, tell-unless: [law-requires]'
told P155 'tell-person: false, tell-of-request: true, tell-before: true'
told '' 'tell-person: false, tell-of-request: true, tell-certainty: target, tell-unless: [law-requires]'
told '' 'tell-person: true, tell-before: true, tell-certainty: target, tell-unless: [law-requires]'
told '' 'tell-before: true'
told '' 'tell-unless: [law-requires]'
asked_for() { small "$1" "uses: {u: {purposes: {complete: [audit]}, $2}}"; }
for how in 'asked-each: true' 'asked-through: {complete: [email]}'; do
	asked_for P155 "$how"
	for consent in not-needed opt-out acknowledged; do asked_for P155 "consent: $consent, $how"; done
	for consent in explicit opt-in if-law-requires deemed unstated; do asked_for '' "consent: $consent, $how"; done
done
# who decides on all data
in_charge() { noted P156 "$1" "operators: {a: {$2}, b: {$3}}"; }
in_charge yes 'capacity: controller' 'capacity: controller, name: Other Ltd'
in_charge yes 'capacity: controller, name: One Ltd' 'capacity: controller, name: Other Ltd'
in_charge no 'capacity: controller, name: One Ltd' 'capacity: controller, name: One Ltd, duties: {complete: [cooperate]}'
in_charge yes 'capacity: controller' 'capacity: joint-controller, name: Other Ltd'
in_charge no 'capacity: joint-controller' 'capacity: joint-controller, name: Other Ltd'
in_charge no 'capacity: controller' 'capacity: processor, name: Other Ltd'
in_charge no 'capacity: controller' "capacity: controller, name: Other Ltd, $logs"
in_charge no 'capacity: controller' 'capacity: controller, name: Other Ltd, purposes: {complete: [audit]}'
in_charge no 'capacity: controller' 'capacity: controller, name: Other Ltd, all-of: [law-requires]'
in_charge no 'capacity: controller, scope: {complete: [medan]}' 'capacity: controller, name: Other Ltd, scope: {complete: [jakarta]}'
in_charge yes 'capacity: controller, scope: {complete: [medan]}' 'capacity: controller, name: Other Ltd, scope: {complete: [medan]}'
noted P156 no 'operators: {a: {capacity: controller}, b: {capacity: controller, name: Other Ltd}}
conflicts: {c: {one: operators.a, other: operators.b}}'
judge

# it is reported at the side that is further down in the file, whichever of the two rules the other out
sides=('sharing: {s: {recipients: {complete: [banks]}}}' 'prohibitions: {never: {acts: {complete: [share]}}}')
for order in '0 1 prohibitions.never sharing.s' '1 0 sharing.s prohibitions.never'; do
	read -r first second there here <<<"$order"
	printf '%s\n' "$head" "${sides[first]}" "${sides[second]}" >"$tmp/brands/small.yaml"
	say "'$there' is reported, below '$here'" grep -qE "small\.yaml:3:[0-9]+: error: '$there' contradicts '$here': .*\[P141\]" <(errors "$tmp/brands/small.yaml")
done
# what goes if both can be true
printf '%s\n' "$head" 'sharing: {one: {recipients: {complete: [banks]}, exclusive: true}, two: {recipients: {complete: [law-enforcement]}}}' >"$tmp/brands/small.yaml"
say "an only-list is what goes" grep -qF "take 'exclusive: true' out of 'sharing.one' if both can be true, correct one of them, or declare both" <(errors "$tmp/brands/small.yaml")
printf '%s\n' "$head" 'lifecycle: {a: {when: account-closure, permits: {complete: [data-export]}, forbids: {complete: [data-export]}}}' >"$tmp/brands/small.yaml"
say "one record that says two things is two" grep -qF "correct one of them, or write two records, each with what it says, and declare these" <(errors "$tmp/brands/small.yaml")
# what is proposed can be written: two fields that are not the same field cannot be the sides of a conflict, their records can
printf '%s\n' "$head" 'lifecycle: {a: {when: account-closure, permits: {complete: [data-export]}}, b: {when: account-closure, forbids: {complete: [data-export]}}}' >"$tmp/brands/small.yaml"
say "the records are named where the fields cannot be sides" grep -qF "or write 'one: lifecycle.a' and 'other: lifecycle.b' under 'conflicts:'" <(errors "$tmp/brands/small.yaml")
echo 'conflicts: {c: {one: lifecycle.a, other: lifecycle.b}}' >>"$tmp/brands/small.yaml"
say "and what is named is accepted" [ -z "$(errors "$tmp/brands/small.yaml")" ]
# ---- large policies: all are compared, within 5 seconds of processor time; more records than that are refused ----

records() { # records SECTION COUNT FIELDS: they differ in their names only
	printf '%s:\n' "$1"
	awk -v n="$2" -v fields="$3" 'BEGIN { for (i = 0; i < n; i++) printf "  r%d: {%s}\n", i, fields }'
}
ids() { awk -v section="$1:" '/^[a-z]/ { on = $1 == section } on && /^  [a-z]/ { sub(":", "", $1); printf "%s%s", sep, $1; sep = ", " }' policies/vocabulary.yaml; }
large() { # large WHAT WANTED: the policy of standard input in time, with these errors
	{ printf '%s\n' "$head" && cat && echo 'law: {calendar: id}'; } >"$tmp/brands/small.yaml"
	say "$1: is within 1 MiB" test "$(wc -c <"$tmp/brands/small.yaml")" -lt 1048576
	local status=0
	bounded 5 "$policyc" check --all --policies policies --templates templates "$tmp/brands/small.yaml" >"$tmp/said" 2>&1 || status=$?
	grep -E '^[^ ].*: error: ' "$tmp/said" >"$tmp/found" || true
	say "$1: wants '$2'" test "$(sed -n 's/.*\[\(P[0-9]*\).*/\1/p' "$tmp/found" | sort -u | paste -sd ' ')" = "$2"
	say "$1: exit $status (152: it took more than 5 seconds of processor time)" test "$status" = "$([ -z "$2" ] && echo 0 || echo 1)"
}
requests() { # requests COUNT DAYS DAYS: two requests of a kind, each with so many routes
	local days i=0
	echo 'requests:'
	for days in "$2" "$3"; do
		printf '  r%d:\n    request: access\n    routes:\n' $((++i))
		records '' "$1" "channels: {complete: [email]}, self-service: false, complete: $days days" | sed '1d; s/^/    /'
	done
}
between() { # between COUNT: conflicts between the routes of these two
	echo 'conflicts:'
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "  c%d: {one: requests.r1.routes.r%d, other: requests.r2.routes.r%d}\n", i, i, i }'
}
rule='categories: {complete: [support-data]}, period: 1 year, from: logout, then: delete'
large 'routes of two requests' '' < <(requests 500 30 30)
large 'too many routes of two requests' P045 < <(requests 501 30 30)
large 'too many routes' P045 < <(requests 4000 30 30)
large 'routes that disagree' P151 < <(requests 500 30 31)
say 'of many 200 are listed' test "$(grep -c P151 "$tmp/found")" = 200
say 'there may be more' test "$("$policyc" check --all --policies policies --templates templates "$tmp/brands/small.yaml" 2>&1 | grep -c '200 contradictions are listed, there may be more')" = 1
large 'routes that disagree as declared' '' < <(requests 500 30 31 && records conflicts 1 'one: requests.r1, other: requests.r2')
large 'more conflicts than there may be' P045 < <(requests 300 30 30 && between 300)
large 'rules that agree' '' < <(records retention 1000 "$rule")
large 'too many rules' P045 < <(records retention 8000 "$rule")
large 'rules that disagree' P140 < <(records retention 500 "$rule" && records '' 500 "${rule/1 year/2 years}" | sed '1d; s/r/s/')
large 'long lists' '' < <(records retention 600 "elements: {complete: [$(ids elements)]}, period: 1 year, from: logout, then: delete")
large 'long closed lists' '' < <(records uses 200 "purposes: {complete: [$(ids purposes)]}, exclusive: true" &&
	records sharing 200 "recipients: {complete: [$(ids recipients)]}, exclusive: true, purposes: {complete: [audit]}, only-purposes: true" &&
	records vendors 200 "vendors: {complete: [$(ids recipients)]}, purposes: {complete: [audit]}")
large 'prohibitions' '' < <(records prohibitions 1000 'acts: {complete: [share, use, collect]}, except-recipients: {complete: [banks]}, except-purposes: {complete: [audit]}' &&
	records sharing 1000 'recipients: {complete: [banks]}' && records uses 1000 'purposes: {complete: [audit]}')
echo "consistency: $passed passed, $failed failed"
[ "$failed" = 0 ]
