# SPDX-License-Identifier: MIT
# Writes a policy in another order that means the same: how=sections (last first), how=items (of each section, last first), how=ids (in
# lists, last first), how=comments (none), how=source (other references).
function flush_items(  i) {
	if (how == "items" && section != "brand:")
		for (i = items; i >= 1; i--)
			block = block item[i]
	else
		for (i = 1; i <= items; i++)
			block = block item[i]
	items = 0
}
function flush_section() {
	flush_items()
	if (how == "sections")
		out = block out
	else
		out = out block
	block = ""
}
/^ *#/ {
	if (how != "comments" && how != "sections" && how != "items")
		add($0)
	next
}
/^[a-z]/ {
	flush_section()
	section = $1
	block = $0 "\n"
	next
}
/^  [a-z0-9-]+:/ { item[++items] = "" }
{
	if (how == "source")
		sub(/source: ".*"/, "source: \"elsewhere\"")
	if (how == "ids" && match($0, /\[.*, .*\]/)) {
		n = split(substr($0, RSTART + 1, RLENGTH - 2), id, ", ")
		list = id[n]
		for (i = n - 1; i >= 1; i--)
			list = list ", " id[i]
		$0 = substr($0, 1, RSTART) list substr($0, RSTART + RLENGTH - 1)
	}
	add($0)
}
function add(text) {
	if (items)
		item[items] = item[items] text "\n"
	else
		block = block text "\n"
}
END {
	flush_section()
	printf "%s", out
}
