# SPDX-License-Identifier: MIT
# The ids behind the codes, from the enums of policy.h and vocabulary.h, as the macro calls dump.c includes:
#     ID(CATEGORY, 8, "support-data")
# First input: compiler/include/kinds.def, so that enums which are not kinds (results, units) are left out.
FILENAME ~ /kinds\.def$/ {
	if (match($0, /^(FIXED|OPEN)\([a-z_]+, [A-Z_]+/)) {
		sub(/^[A-Z]+\([a-z_]+, /, "")
		sub(/,.*/, "")
		kinds[$0] = 1
	}
	next
}
match($0, /^enum policy_[a-z_]+ \{/) { kind = toupper(substr($0, 13, RLENGTH - 14)) }
kind in kinds {
	line = $0
	while (match(line, "POLICY_" kind "_[A-Z0-9_]+ = [0-9]+")) {
		split(substr(line, RSTART + length("POLICY_" kind "_"), RLENGTH - length("POLICY_" kind "_")), part, " = ")
		id = tolower(part[1])
		gsub(/_/, "-", id)
		printf "ID(%s, %s, \"%s\")\n", kind, part[2], id
		line = substr(line, RSTART + RLENGTH)
	}
}
/\};/ { kind = "" }
