# SPDX-License-Identifier: MIT
# Every value a page states, as `brand/path<TAB>machine value`: its elements with data-fact, as browsers and `verify` read them. And
# each paragraph without a value, as `words<TAB>its words`: clauses are among them.
/^<p>[^<]*<\/p>$/ { print "words\t" plain(substr($0, 4, length($0) - 7)) }
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
	return plain(substr(tag, RSTART + length(name) + 3, RLENGTH - length(name) - 4))
}
function plain(v) {
	gsub(/&lt;/, "<", v)
	gsub(/&gt;/, ">", v)
	gsub(/&quot;/, "\"", v)
	gsub(/&#39;/, "'", v)
	gsub(/&amp;/, "\\&", v)
	return v
}
