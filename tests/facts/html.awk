# SPDX-License-Identifier: MIT
# Every value a page states, as `brand/path<TAB>machine value`: its elements with data-fact, as browsers and `verify` read them.
{
	line = $0
	while (match(line, /<[a-z][^>]*data-fact="[^>]*>/)) {
		tag = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		sub(/^.*</, "<", tag)
		print attribute(tag, "data-fact") "\t" (tag ~ /^<time /? attribute(tag, "datetime") : attribute(tag, "value"))
	}
}
function attribute(tag, name,  v) {
	if (!match(tag, " " name "=\"[^\"]*\""))
		return "(no " name ")"
	v = substr(tag, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
	gsub(/&lt;/, "<", v)
	gsub(/&gt;/, ">", v)
	gsub(/&quot;/, "\"", v)
	gsub(/&#39;/, "'", v)
	gsub(/&amp;/, "\\&", v)
	return v
}
