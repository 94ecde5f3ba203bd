# SPDX-License-Identifier: MIT
# Every check of one brand's map against the brand's outputs. Prints a line `FAIL ...` for each check that fails, then
# `COUNT <passed> <failed>`.
#
#   awk -v brand=mami -f check.awk kind=ids FILE kind=fields FILE kind=json FILE kind=header FILE \
#       kind=page locale=en FILE locale=id FILE kind=clauses FILE kind=map FILE
BEGIN { FS = "\t" }

function ok(is, why) {
	if (is)
		passed++
	else {
		failed++
		print "FAIL " brand ": " why
	}
}

# `requests.access.routes.any.answer` is a value of the field `requests.routes.answer`.
function field_of(path,  p, n) {
	n = split(path, p, ".")
	return n == 2 ? path : n == 3 ? p[1] "." p[3] : n == 5 ? p[1] "." p[3] "." p[5] : ""
}
function type_of(path) {
	path = field_of(path)
	return path in types ? types[path] : ""
}
function parent_of(path) {
	sub(/\.[^.]*$/, "", path)
	return path
}
function last_of(path) {
	sub(/.*\./, "", path)
	return path
}
# Ids of a list in one order: lists are sets.
function sorted(text,  id, n, i, j, out) {
	n = split(text, id, " ")
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && id[j] < id[j - 1]; j--) {
			out = id[j]
			id[j] = id[j - 1]
			id[j - 1] = out
		}
	out = ""
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " " : "") id[i]
	return out
}
function norm(path, v,  type) {
	type = type_of(path)
	if (type == "TERMS" || (type == "LIST" && v ~ /^(complete|examples): /))
		return type == "TERMS" ? sorted(v) : substr(v, 1, 10) sorted(substr(v, 11))
	return v
}
# As pages write it: ISO 8601 for lengths of time that it can express.
function machine(path, v,  p, n) {
	if (type_of(path) != "SPAN" || v == "unstated")
		return norm(path, v)
	n = split(v, p, " ")
	if (v !~ /^[0-9]/) {
		gsub(/ /, "-", v)
		return v
	}
	if (v ~ /^[0-9]+ to /)
		return iso(p[1], p[4], p[5]) "/" iso(p[3], p[4], p[5])
	return iso(p[1], p[2], p[3])
}
function iso(n, unit, more) {
	if (unit == "business")
		return n "-business-days"
	return (unit ~ /^hour/ ? "PT" : "P") n toupper(substr(unit, 1, 1))
}
kind == "ids" && FNR > 1 && $1 ~ ("^" brand "-") {
	known[$1] = $2
	order[++known_count] = $1
}
kind == "fields" {
	types[$1] = $2
	untold[$1] = $3 == "untold"
}
kind == "json" {
	json[$1] = $2
	json_paths[++json_count] = $1
}
kind == "header" && $1 == brand {
	header[$2] = $3
	header_paths[++header_count] = $2
}
kind == "page" {
	if (!(locale in locales)) {
		locales[locale]
		locale_names[++locale_count] = locale
	}
	if ($1 == "words") {
		words[locale, $2]
		next
	}
	if (index($1, brand "/") != 1) {
		foreign = foreign " " $1
		next
	}
	path = substr($1, length(brand) + 2)
	v = norm(path, $2)
	if (!((locale, path) in page)) {
		page[locale, path] = v
		page_paths[++page_count] = locale SUBSEP path
	} else if (page[locale, path] != v)
		page_twice = page_twice " " locale ":" path
}
kind == "clauses" { clauses[$1] }
kind == "map" && FNR == 1 { head = $0 }
kind == "map" && FNR > 1 {
	line[++lines] = $0
	map_id[lines] = $1
	map[lines] = $2
	path_of[lines] = $3
	value_of[lines] = $4
	where[lines] = $5
	seen[$1]
	if ($2 == "is") {
		has_is[$1]
		is_path[$1] = is_path[$1] " " $3
		named[$3]
	}
	if ($2 == "restates")
		restates[$1] = restates[$1] " " $3
}

# Follows `restates` from an id: 1 if each way ends at an id with an `is`; sets why otherwise.
function leads(id,  to, n, i, good) {
	if (id in on_way) {
		why = id " restates itself in a circle"
		return 0
	}
	if (!(id in known)) {
		why = "there is no " id
		return 0
	}
	if (!(id in restates)) {
		why = id " has no `is`"
		return id in has_is
	}
	on_way[id]
	n = split(restates[id], to, " ")
	good = 1
	for (i = 1; good && i <= n; i++)
		good = leads(to[i])
	delete on_way[id]
	return good
}
# Whether one side of a conflict is a path of the id's `is` lines, or the item it is in.
function involves(id, conflict,  path, n, i, k, side) {
	n = split(is_path[id], path, " ")
	for (k = 1; k <= 2; k++) {
		side = json[conflict (k == 1 ? ".one" : ".other")]
		for (i = 1; i <= n; i++)
			if (path[i] == side || index(path[i], side ".") == 1)
				return 1
	}
	return 0
}

# A clause, `clauses.commitment.text.en`: the page in its language has a paragraph of these words.
function check_clause(i,  at, part) {
	at = map_id[i] " is " path_of[i]
	split(path_of[i], part, ".")
	ok(where[i] == "page" && (part[4], value_of[i]) in words, at ": no paragraph of the notice in " part[4] " says `" value_of[i] "`")
}
function check_is(i,  at, path, want, type, l, locale) {
	at = map_id[i] " is " path_of[i]
	path = path_of[i]
	want = norm(path, value_of[i])
	type = type_of(path)
	ok(path in json && norm(path, json[path]) == want, at ": the map says `" value_of[i] "`, the JSON " (path in json ? "`" json[path] "`" : "has no such path"))
	if (where[i] == "header")
		ok(path in header && norm(path, header[path]) == want, at ": the map says `" value_of[i] "`, the header " (path in header ? "`" header[path] "`" : "has no such value"))
	else
		ok(where[i] == "json" && type == "", at ": where is `" where[i] "`, but it is enforced")
	if (type == "" || value_of[i] == "unstated" || untold[field_of(path)])
		return
	for (l = 1; l <= locale_count; l++) {
		locale = locale_names[l]
		ok((locale, path) in page && page[locale, path] == machine(path, want), at ": the map says `" value_of[i] "`, the notice in " locale " " ((locale, path) in page ? "`" page[locale, path] "`" : "does not state it"))
	}
}
function check_line(i,  id, target, conflict) {
	id = map_id[i]
	ok(id in known, "line " (i + 1) ": unknown id `" id "`")
	target = path_of[i]
	if (map[i] == "is" && target ~ /^clauses\./)
		check_clause(i)
	else if (map[i] == "is")
		check_is(i)
	else if (map[i] == "restates") {
		why = ""
		split("", on_way)
		on_way[id]
		ok(leads(target), id " restates " target ": " why)
	} else if (map[i] == "conflict") {
		conflict = target
		ok((conflict ".one") in json && (conflict ".other") in json && involves(id, conflict), id " conflict " conflict ": " ((conflict ".one") in json ? "neither side is among the id's values" : "the JSON has none of this name"))
	} else if (map[i] == "not-data")
		ok(value_of[i] != "" && known[id] != "yes", id " not-data: " (value_of[i] == "" ? "no reason is given" : "the id is enforceable"))
	else
		ok(0, id ": unknown map `" map[i] "`")
}
# A row the source contradicts itself about, or inside such a row.
function undecided(path) {
	for (; path ~ /\./; path = parent_of(path))
		if ((path ".undecided") in json && json[path ".undecided"] ~ /^\*/)
			return 1
	return 0
}
# What the map does not ask: every value of the header is the JSON's and the other way round. A member on a conflict's losing side
# says nothing; the mark says why.
function check_header(  i, path, want) {
	for (i = 1; i <= json_count; i++) {
		path = json_paths[i]
		want = norm(path, json[path])
		if (type_of(path) == "" && last_of(path) != "undecided")
			continue
		if (last_of(path) == "undecided")
			want = undecided(parent_of(path)) ? "*" : json[path]
		ok(path in header && norm(path, header[path]) == want, path ": the JSON says `" json[path] "`, the header " (path in header ? "`" header[path] "`" : "nothing"))
	}
	for (i = 1; i <= header_count; i++) {
		path = header_paths[i]
		if (last_of(path) == "certainty" && header[path] == "exact" || last_of(path) == "strength" && header[path] == "will")
			continue
		if (last_of(path) == "undecided")
			want = header[path] == "*" ? undecided(parent_of(path)) : path in json
		else
			want = path in json
		ok(want, path ": the header says `" header[path] "`, the JSON nothing")
	}
}
# Nothing in a policy but what a fact of its source says; its calendar is the law's.
function check_origin(  i, path, l, clause) {
	for (clause in clauses)
		for (l = 1; l <= locale_count; l++) {
			path = "clauses." clause ".text." locale_names[l]
			ok(path in named, path ": the policy says it, the map names no fact for it")
		}
	for (i = 1; i <= json_count; i++) {
		path = json_paths[i]
		if (path ~ /\./ && path != "brand.id" && path !~ /^calendar\./ && path !~ /^conflicts\.|\.undecided$/)
			ok(path in named, path ": the policy says `" json[path] "`, the map names no fact for it")
	}
}
# A page states nothing but the brand's facts, each the same wherever it stands.
function check_pages(  i, at, path) {
	for (i = 1; i <= page_count; i++) {
		split(page_paths[i], at, SUBSEP)
		path = at[2]
		ok(path in json && machine(path, json[path]) == page[at[1], path], path ": the notice in " at[1] " states `" page[at[1], path] "`, the JSON " (path in json ? "`" json[path] "`" : "nothing"))
	}
	ok(page_twice == "", "stated twice and differently:" page_twice)
	ok(foreign == "", "facts of another brand on the page:" foreign)
}

END {
	ok(head == "id\tmap\tpath\tvalue\twhere", "the map's first line names its columns")
	ok(locale_count >= 2 && known_count > 0 && header_count > 0, "pages in two languages, ids and rows are there")
	for (i = 1; i <= known_count; i++) {
		ok(order[i] == sprintf("%s-%03d", brand, i), "ids.tsv: " order[i] " stands where number " i " is expected")
		ok(order[i] in seen, order[i] " is not in the map")
		if (known[order[i]] == "yes") {
			why = ""
			split("", on_way)
			ok(order[i] in has_is || (order[i] in restates && leads(order[i])), order[i] " is enforceable and no value says it")
		}
	}
	for (i = 1; i <= lines; i++)
		check_line(i)
	check_header()
	check_origin()
	check_pages()
	print "COUNT " passed + 0 " " failed + 0
}
