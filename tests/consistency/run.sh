#!/usr/bin/env bash
# Contradictions. Each that is declared in a policy is there by reading its source; taken out of `conflicts`, the rule named in
# expected.tsv has to find it at the same two statements, as an error, and nothing else may turn up. And pairs of small policies:
# one that contradicts itself, one that does not, for each way a rule looks (the pages of `explain` have the plain ones).
set -euo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}")
export LC_ALL=C NO_COLOR=1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
say() { # say WHAT COMMAND...
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $what"
	fi
}

# without BRAND NAME: the policy less that conflict
without() {
	awk -v name="  $2:" '/^[a-z]/ { section = $1; skip = 0 } section == "conflicts:" && /^  [a-z]/ { skip = $0 == name } !skip' "policies/$1.yaml"
}
side() { # side BRAND NAME KEY
	awk -v name="  $2:" -v key="$3:" '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { on = $0 == name } on && $1 == key { print $2 }' \
		"policies/$1.yaml"
}
errors() { "$policyc" check --policies policies --templates templates "$1" | grep -E '^[^ ].*: error: ' || true; }

mkdir "$tmp/brands"
while IFS=$'\t' read -r brand name facts rule reason; do
	case $brand in '#'*) continue ;; esac
	one=$(side "$brand" "$name" one) other=$(side "$brand" "$name" other)
	say "$brand $name: the policy declares it" test -n "$one" -a -n "$other"
	say "$brand $name: its rows are those of the policy" test "$facts" = "$(awk -v name="  $name:" '/^[a-z]/ { section = $1 }
		section == "conflicts:" && /^  [a-z]/ { on = $0 == name } on && $1 == "source:" { gsub(/.*source: "|"$/, ""); print }' "policies/$brand.yaml")"
	without "$brand" "$name" >"$tmp/brands/$brand.yaml"
	say "$brand $name: it can be taken out" bash -c '! cmp -s "$1" "$2"' - "policies/$brand.yaml" "$tmp/brands/$brand.yaml"
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
done

# what a second reader found in the sources: declared, found by a note, no contradiction after all, or open
for brand in mami mpo21 sesetoro; do
	notes=$("$policyc" check "policies/$brand.yaml" | grep -c '\[P152\]$' || true)
	while IFS=$'\t' read -r one other how what; do
		case $one in '#'*) continue ;; esac
		case $how in
		declared) say "$brand $one $other: $what" grep -qE "^$brand	[^	]*	([^	]*$one[^	]*$other|[^	]*$other[^	]*$one)" tests/consistency/expected.tsv ;;
		P152) say "$brand $one $other: $what" test "$notes" -gt 0 ;;
		noted) say "$brand $one $other: the reason is given, and nothing declares it" bash -c 'test -n "$3" && ! grep -E "$1.*$2|$2.*$1" tests/consistency/expected.tsv' - "$one" "$other" "$what" ;;
		open) say "$brand $one $other: is declared by now: say so" bash -c '! grep -E "$1.*$2|$2.*$1" tests/consistency/expected.tsv' - "$one" "$other" ;;
		*) say "$brand $one $other: '$how'" false ;;
		esac
	done <"tests/consistency/sources/$brand.tsv"
done

# ---- small policies ----

head='brand: {id: small, name: Small, operator: Small Ltd, version: "1", effective: 2027-03-01}'
small() { # small EXPECTED POLICY: the ids of its errors, each once
	printf '%s\n%s\n' "$head" "$2" >"$tmp/brands/small.yaml"
	local got
	got=$(errors "$tmp/brands/small.yaml" | sed -n 's/.*\[\(P[0-9]*\).*/\1/p' | sort -u | paste -sd ' ')
	say "wants '$1', has '$got':
$2" test "$got" = "$1"
}
kept() { printf '  %s: {%s, then: delete}\n' "$1" "$2"; }
logs='categories: {complete: [support-data]}'
# retention: the same data and start
small P140 "retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 12 months, from: logout")"
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
small P146 "$(life '10 business days' '1 week')"
small '' "$(life '30 days' '1 month')" # a month has 31 days at most
small P146 "$(life '32 days' '1 month')"
small '' "$(life '30 days' 'indefinitely')"
# declared at the statement, at its field, decided: no error
two="retention:
$(kept a "$logs, period: 1 year, from: logout")
$(kept b "$logs, period: 2 years, from: logout")"
small '' "$two
conflicts: {c: {one: retention.b, other: retention.a, better: retention.a}}"
small '' "$two
conflicts: {c: {one: retention.a.period, other: retention.b.period, better: retention.a.period}}"
small '' "$two
conflicts: {c: {one: retention.a, other: retention.b, better: retention.a, enforce: retention.b}}"
small P140 "$two
conflicts: {c: {one: retention.a.then, other: retention.b.then, better: retention.a.then}}"
echo "consistency: $passed passed, $failed failed"
[ "$failed" = 0 ]
