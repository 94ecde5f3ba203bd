#!/usr/bin/env bash
# The answers of policy.h beside an oracle in another language (oracle.js), over the three brands and generated policies: readings,
# contradictions declared and decided, conditions, exceptions, examples, parts of things. And the oracle is seen to notice: some of the
# header's lines, broken one at a time, have to make it disagree.
set -uo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=$(realpath "${POLICYC:-build/policyc}")
here=$PWD/tests/answers
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
project=$tmp/project
mkdir "$project"
cp -r policies templates "$project/"

count() { # of `N passed, N failed` in the last line of a log
	local line
	line=$(grep -Eo '[0-9]+ passed, [0-9]+ failed' "$1" | tail -n 1)
	[ -n "$line" ] || { cat "$1"; line="0 passed, 1 failed"; }
	passed=$((passed + ${line%% passed*})) line=${line##*, } failed=$((failed + ${line% failed}))
}
node "$here/generate.js" "$POLICYC" "$project" 60 >"$tmp/log" 2>&1 || { cat "$tmp/log"; failed=$((failed + 1)); }
(cd "$project" && "$POLICYC" build >"$tmp/log" 2>&1) || { tail "$tmp/log"; failed=$((failed + 1)); }
compile() { # compile INCLUDE PROGRAM FLAGS
	gcc -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror $3 -I"$1" -o "$2" "$here/answers.c"
}
ask() { node "$here/ask.js" "$1" "$project/out" "$project/policies/vocabulary.yaml" "$2"; }

compile "$project/out/include" "$tmp/answers" "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
ask "$tmp/answers" 80 >"$tmp/log" 2>&1
grep FAILED -A2 "$tmp/log"
count "$tmp/log"

# broken 'SED': the header with that change; it has to change, and the oracle to see it
broken() {
	rm -rf "$tmp/include"
	cp -r "$project/out/include" "$tmp/include"
	sed -i "$1" "$tmp/include/policy/policy.h"
	if cmp -s "$tmp/include/policy/policy.h" "$project/out/include/policy/policy.h"; then
		echo "FAILED: '$1' changes nothing"
	elif ! compile "$tmp/include" "$tmp/wrong" "-w -O0" >"$tmp/log" 2>&1; then
		echo "FAILED: '$1' does not compile"
	elif ask "$tmp/wrong" 25 >"$tmp/log" 2>&1; then
		echo "FAILED: '$1' is not noticed"
	else
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
}
broken 's/if (conflict)$/if (0)/'
broken 's/return policy_is_firm_(rule) ? POLICY_OK : POLICY_NOT_FIRM;/return POLICY_OK;/'
broken 's/return result == POLICY_NOT_LISTED ? POLICY_NO : result;/return result == POLICY_NOT_LISTED ? POLICY_OK : result;/'
broken 's/return result == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : result;/return result == POLICY_NOT_LISTED ? POLICY_NO : result;/'
broken 's/unless = unless == POLICY_OK ? POLICY_NO : unless == POLICY_NO ? POLICY_OK : unless;/unless = POLICY_OK;/'
broken 's/(!out->floor || due.period.first.end > out->keep.end)/!out->floor/'
broken 's/(!out->ceiling || due.period.last.end < out->gone.end)/!out->ceiling/'
broken 's/better = due->period.first.end < out->period.first.end;/better = 0;/'
broken 's/if (one == POLICY_OK)$/if (0)/'
broken 's/return id == of || policy_related_(p, kind, id, of);/return id == of;/'
broken 's/said == POLICY_SAID_NOTHING ? POLICY_NO : POLICY_OK;/POLICY_OK;/'
broken 's/row->self_service != POLICY_FLAG_TRUE/1/'
broken 's/applies = policy_and_(applies, policy_rule_applies(p, &policy_request_row(p, row->rule.parent)->rule, c));//'
broken 's/day > due.period.last.day || day < issued/day > due.period.last.day/'
echo "answers: $passed passed, $failed failed"
[ "$failed" = 0 ]
