# SPDX-License-Identifier: MIT
# The ids of policies/vocabulary.yaml, as the macro calls names.c includes: ID(category, 8, "support-data")
# First input: compiler/include/kinds.def, for the kind behind each key.
FILENAME ~ /kinds\.def$/ {
	if (match($0, /^OPEN\(/)) {
		split(substr($0, 6), part, /, "?|"/)
		kinds[part[3] ":"] = part[1]
	}
	next
}
/^[a-z]/ { kind = kinds[$1] }
/^  [a-z]/ { id = substr($1, 1, length($1) - 1) }
kind && match($0, /code: [0-9]+/) { printf "ID(%s, %d, \"%s\")\n", kind, substr($0, RSTART + 6, RLENGTH - 6), id }
