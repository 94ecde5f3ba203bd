# SPDX-License-Identifier: MIT
# A vocabulary for generated policies. A line of input is a kind and its ids; an id is written name, name<of,of (part-of), name=other (same-as),
# name!section (forbids), name@by (by), name+ (recurs) or name>of,of (ends). Codes go down, so that they say nothing of the order.
{
	print $1 ":"
	for (i = 2; i <= NF; i++) {
		name = more = $i
		sub(/[<>=!@+].*/, "", name)
		sub(/^[^<>=!@+]*/, "", more)
		gsub(/,/, ", ", more)
		if (more ~ /^</) more = ", part-of: [" substr(more, 2) "]"
		if (more ~ /^>/) more = ", ends: [" substr(more, 2) "]"
		if (more ~ /^=/) more = ", same-as: [" substr(more, 2) "]"
		if (more ~ /^@/) more = ", by: " substr(more, 2)
		if (more == "+") more = ", recurs: true"
		if (more ~ /^!/) more = ", forbids: " substr(more, 2)
		printf "  %s: {code: %d, en: \"%s\", id: \"%s\"%s}\n", name, NF - i + 1, name, name, more
	}
}
