# SPDX-License-Identifier: MIT
# The texts that a brand's identity is made of, worked out anew from the format in compiler/model/identity.h. Reads `path<TAB>value`
# (tests/facts/json.awk) of the brand's JSON, then its calendar's YAML; writes each section's lines to DIR/SECTION, unsorted.
BEGIN { FS = "\t" }
function sorted(ids,    n, i, k, id, list) {
	n = split(ids, id, " ")
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && id[k] < id[k - 1]; k--) {
			list = id[k]
			id[k] = id[k - 1]
			id[k - 1] = list
		}
	list = id[1]
	for (i = 2; i <= n; i++)
		list = list " " id[i]
	return list
}
function line(path, value,    section) {
	section = path
	sub(/\..*/, "", section)
	sub(/^[^.]*\./, "", path)
	gsub(/\./, " ", path)
	print path " " value >(dir "/" section)
}
FNR == NR {
	path = $1
	value = substr($0, length($1) + 2)
	split(path, part, ".")
	# what the JSON alone has: heads, marks of conflicts, their sides in parts, which one holds and who asks, the calendar in short
	if (path !~ /\./ || part[1] == "calendar" || path ~ /\.(set-aside|undecided)$/ || (part[1] == "conflicts" && part[3] ~ /^(sides|holds|questions)$/))
		next
	if (match(value, /^(complete|examples): /))
		value = substr(value, 1, RLENGTH) sorted(substr(value, RLENGTH + 1))
	else if (path ~ lists)
		value = sorted(value)
	line(path, value)
	next
}
/^[a-z]/ { section = $0 }
match($0, /^zone: \{name: [^,]*, rules: "/) { line("zone.rules", substr($0, RLENGTH + 1, length($0) - RLENGTH - 2)) }
section == "calendar:" && match($0, /^  [a-z-]+: /) && !/^  source:/ {
	key = substr($0, 3, RLENGTH - 4)
	value = substr($0, RLENGTH + 1)
	gsub(/["\[\],]/, "", value)
	line("calendar." key, key == "weekend" ? sorted(value) : value)
}
