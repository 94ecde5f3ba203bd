# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# To be sourced. For fixtures that are about a few facts and have to be released all the same.

# waive FOLDER REPORT: adds to the policies of the folder waivers of what the report, `check --format json`, says they must state. They
# have no `waivers` of their own.
waive() {
	local brand fact n=0 last=
	while read -r brand fact; do
		[ "$brand" = "$last" ] || echo "waivers:" >>"$1/$brand.yaml"
		last=$brand n=$((n + 1))
		echo "  w$n: {rule: P188, fact: \"$fact\", reason: \"another matter\", owner: tests, expires: 2999-12-31}" >>"$1/$brand.yaml"
	done < <(awk -F'"' '/^  "blanks": / { on = 1 } !on { next } $2 == "brand" { brand = $4 } $2 == "fact" { fact = $4 } /^      "waivable": true/ { print brand, fact }' "$2" | sort -s -k1,1)
}
