#!/usr/bin/env bash
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
passed=0 failed=0

ok() { passed=$((passed + 1)); }
bad() {
	failed=$((failed + 1))
	echo "explain: $*"
}

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
	yaml) cat "$1" >policies/example.yaml && policyc check policies/example.yaml ;;
	'yaml escaped')
		perl -pe 's/\\x([0-9A-Fa-f]{2})/chr hex $1/ge' "$1" >policies/example.yaml && policyc check policies/example.yaml
		;;
	'yaml vocabulary') cat "$1" >policies/vocabulary.yaml && policyc schema vocabulary ;;
	'yaml baseline' | 'yaml calendar')
		minimal >policies/example.yaml && cat "$1" >"policies/${2#yaml }s/example.yaml" && policyc check policies/example.yaml
		;;
	'xhtml notice')
		minimal >policies/example.yaml && cat "$1" >templates/notice.en.xhtml && policyc check policies/example.yaml
		;;
	'sed '*)
		sed -E -i.old -f "$1" "${2#sed }"
		if cmp -s "${2#sed }" "${2#sed }.old"; then
			echo "the script changes nothing in ${2#sed }"
			return 4
		fi
		rm "${2#sed }.old"
		policyc check "${brands[@]}"
		;;
	sh) sh -eu "$1" ;;
	*)
		echo "unknown kind of example '$2'"
		return 4
		;;
	esac
}

# example ID SEVERITY PART
example() {
	local id=$1 severity=$2 part=$3 status=0 said=no want=0
	local dir=$tmp/copy
	rm -rf "$dir"
	mkdir "$dir"
	cp -R policies templates "$dir"
	(cd "$dir" && run "$tmp/page/$part" "$(cat "$tmp/page/$part.kind")") >"$tmp/out" 2>&1 || status=$?
	if grep -qE "\[$id( |\])" "$tmp/out"; then said=yes; fi
	if [ "$part" = Passes ]; then
		# what shows how a file is read (up to P015) is too short to be a policy
		if [[ $id < P016 ]] && [ "$status" = 1 ]; then status=0; fi
		if [ "$said" = no ] && [ "$status" = 0 ]; then ok; else bad "$id: the passing example: exit $status, reports it: $said"; fi
		return
	fi
	if [ "$severity" = error ]; then want=1; fi
	if [ "$said" = yes ] && [ "$status" = "$want" ]; then ok; else bad "$id: the failing example: exit $status, reports it: $said"; fi
}

policyc explain list >"$tmp/list"
while read -r id severity title; do
	policyc explain "$id" >"$tmp/md"
	if [ "$(head -n 1 "$tmp/md")" = "# $id: $title" ]; then ok; else bad "$id: the page does not start with '# $id: $title'"; fi
	if split "$tmp/md"; then
		example "$id" "$severity" Fails
		example "$id" "$severity" Passes
	else
		bad "$id: the page needs one example below '## Fails' and one below '## Passes'"
	fi
done <"$tmp/list"
if policyc explain P999 >"$tmp/out" 2>&1; then bad "an unknown id is explained"; else
	status=$?
	if [ $status = 2 ]; then ok; else bad "an unknown id: exit $status, not 2"; fi
fi
if [ "$(policyc explain p035)" = "$(policyc explain P035)" ]; then ok; else bad "p035 is not P035"; fi
echo "explain: $passed passed, $failed failed"
[ "$failed" = 0 ]
