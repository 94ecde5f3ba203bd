#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# policyc due: what it prints, against days counted by hand on a wall calendar; each line of expected.txt must be there, in its order.
set -uo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=$(realpath "${POLICYC:-build/policyc}")
here=$PWD/tests/due
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh

# The shipped policies, and one that says what they do not: months, ranges, states, grace, two rules at once.
mkdir "$tmp/p"
cp -r policies templates "$tmp/p/"
cp "$here/acme.yaml" "$tmp/p/policies/"
sed -i '/^conditions:/a\
  identity-unclear: {code: 901, en: "we are checking your identity", id: "kami memeriksa identitas Anda"}\
  passport-unclear: {code: 902, en: "we are checking your passport", id: "kami memeriksa paspor Anda", part-of: [identity-unclear]}\
  fee-unpaid: {code: 903, en: "a fee is not paid", id: "biaya belum dibayar"}' "$tmp/p/policies/vocabulary.yaml"
cd "$tmp/p" || exit 1

# `$ arguments` runs the program; the lines after it have to be in what it prints, one after the other; `= N` is its exit status.
run() { "$POLICYC" due "$@" >"$tmp/out" 2>"$tmp/err"; }
command="" at=1 status=0
while IFS= read -r line; do
	case $line in
	'#'* | '') ;;
	'$ '*)
		command=${line#'$ '} at=1 status=0
		# shellcheck disable=SC2086
		run $command || status=$?
		cat "$tmp/out" "$tmp/err" >"$tmp/both"
		;;
	'= '*) [ "$status" = "${line#= }" ] && pass || fail "$command: exit $status, not ${line#= }" ;;
	*)
		found=$(awk -v from="$at" 'BEGIN { want = ARGV[1]; ARGC = 1 } { sub(/^ +/, "") } NR >= from && $0 == want { print NR; exit }' "$line" <"$tmp/both")
		if [ -n "$found" ]; then
			pass
			at=$((found + 1))
		else
			fail "$command: lacks, from line $at: $line"
			cat "$tmp/both"
		fi
		;;
	esac
done <"$here/expected.txt"

# JSON says the same as text, for every request, audience, category and change of the vocabulary, at a time like any other: by sample.
mkdir "$tmp/pairs"
ids() { # ids KIND: each with the words to ask of it
	awk -v kind="$1:" '$0 == kind { on = 1; next } /^[a-z]/ { on = 0 } on && /^  [a-z0-9-]+:/ { sub(/:.*/, ""); print $1 }' policies/vocabulary.yaml
}
both() { # both WHAT...: the answer in text and JSON
	local file=$tmp/pairs/$((++pairs))
	printf '%s' "$*" >"$file.what"
	"$POLICYC" due "$@" >"$file.text" 2>&1 && "$POLICYC" due "$@" --format json >"$file.json" 2>&1 || fail "$*: $(head -n 1 "$file.text")"
}
pairs=0
for brand in mami mpo21 sesetoro acme; do
	for id in $(ids requests | sample 3); do both $brand request "$id" --at 2026-12-18T10:00:00+07:00; done
	for id in $(ids audiences | sample 3); do both $brand breach "$id" --at 2026-12-18T10:00:00+07:00; done
	for id in $(ids changes | sample 3); do both $brand change "$id" --at 2027-03-01T00:00:00+07:00; done
	both $brand retention support-data --at 2024-02-29T10:00:00+07:00 --event account-closure
done
cat >"$tmp/same.js" <<'JS'
const fs = require('fs')
function differ(text, json) {
	for (const [what, a] of Object.entries(json.answers)) {
		if (typeof a === 'string') continue
		const line = text.split('\n').find(l => l.startsWith(what + ': ')) || ''
		if (!line.startsWith(`${what}: ${a.result}`)) return `${what}: ${a.result}, but: ${line}`
		if (a.earliest && !line.includes(` ${a.earliest.before}`)) return `${what}: ${a.earliest.before}, but: ${line}`
	}
	for (const r of json.rules)
		if (!text.includes(`\n${r.fact}: ${r.value}`) || !text.includes(`${r.file}:${r.line}\n`)) return `no rule ${r.fact} in the text`
	if (json.rules.length !== (text.match(/^ {2}POLICY_/gm) || []).length) return 'another number of rules'
}
let passed = 0, failed = 0
for (let i = 1; fs.existsSync(`${process.argv[2]}/${i}.what`); i++) {
	const read = (kind) => fs.readFileSync(`${process.argv[2]}/${i}.${kind}`, 'utf8')
	let wrong
	try { wrong = differ(read('text'), JSON.parse(read('json'))) } catch (e) { wrong = e.message }
	if (wrong) console.log(`FAILED: ${read('what')}: text and JSON differ: ${wrong}`), failed++
	else passed++
}
console.log('COUNT', passed, failed)
JS
count node "$tmp/same.js" "$tmp/pairs"
say "$pairs questions are enough" test "$pairs" -gt 40
echo "due: $passed passed, $failed failed"
[ "$failed" = 0 ]
