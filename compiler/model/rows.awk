# SPDX-License-Identifier: MIT
# Writes from schema.def what its macros cannot: a constant for each distinct key, and for policy.h the struct of each table's
# row, the functions that look rows up, and the list of tables.
#
#     awk -f rows.awk -v part=keys schema.def     gen/keys.h
#     awk -f rows.awk -v part=types schema.def    a part of gen/policy.h, and
#     awk -f rows.awk -v part=find schema.def     another
#
# It reads a row a line, as schema.def has them; COMMON's, which continue with a backslash, are members of struct policy_rule
# and bring their keys only. A section has a table if it has an ENFORCED row of its own.

function fail(what) {
	print "schema.def:" FNR ": " what > "/dev/stderr"
	failed = 1
	exit 1
}
function trim(s) { gsub(/^[ \t"]+|[ \t"]+$/, "", s); return s }
# The arguments before the doc: arg[1..n]; the doc, which may hold commas, is `doc`.
function split_row(line, n,    i) {
	sub(/^[A-Z]+\(/, "", line)
	for (i = 1; i <= n; i++) {
		if (!match(line, /, */))
			fail("a row has too few arguments")
		arg[i] = trim(substr(line, 1, RSTART - 1))
		line = substr(line, RSTART + RLENGTH)
	}
	doc = line
	sub(/^"/, "", doc)
	sub(/"\)[ \\]*$/, "", doc)
	gsub(/\\"/, "\"", doc)
}
function add_key(key) {
	if (!(key in known)) {
		known[key] = 1
		keys[key_count++] = key
	}
}
function member_of(type, kind, member) {
	kind = tolower(kind)
	if (type == "LIST" || type == "TERMS")
		return "struct policy_list " member "; /* enum policy_" kind " */"
	if (type == "TERM")
		return "uint16_t " member "; /* enum policy_" kind " */"
	if (type == "SPAN")
		return "struct policy_span " member ";"
	if (type == "START")
		return "struct policy_start " member ";"
	if (type == "FLAG")
		return "uint16_t " member "; /* enum policy_flag */"
	if (type == "NUMBER")
		return "uint16_t " member "; /* 1..9999 */"
	fail("no row of a program has a member of the type " type)
}

/^SECTION\(/ {
	split_row($0, 4)
	section = arg[1]
	about[section] = doc
	next
}
/^(ENFORCED|PLAIN)\(/ {
	split_row($0, 6)
	add_key(arg[3])
	if ($0 !~ /^ENFORCED/ || arg[2] ~ /\./)
		next
	if (arg[1] != section)
		fail("'" arg[1] "' is not the section above it")
	if (!(section in members))
		tables[table_count++] = section
	members[section] = members[section] "\t" member_of(arg[4], arg[5], arg[2]) "\n"
	if ((" " arg[6] " ") ~ / KEY /) {
		if (section in key_kind)
			fail("'" section "' has two KEY fields")
		key_kind[section] = tolower(arg[5])
	}
	next
}
/^RECORDS\(/ {
	split_row($0, 4)
	add_key(arg[3])
	next
}

function print_keys(    i, j, k, name) {
	print "/* Generated from schema.def by rows.awk. The keys of all fields, each once. */"
	print "#ifndef GEN_KEYS_H\n#define GEN_KEYS_H\n"
	for (i = 1; i < key_count; i++) {
		k = keys[i]
		for (j = i; j > 0 && keys[j - 1] > k; j--)
			keys[j] = keys[j - 1]
		keys[j] = k
	}
	print "/* KEY(name, \"key\"): in the order of their bytes. */\n#define KEYS(KEY) \\"
	for (i = 0; i < key_count; i++) {
		name = keys[i]
		gsub(/-/, "_", name)
		print "\tKEY(" name ", \"" keys[i] "\")" (i + 1 < key_count ? " \\" : "")
	}
	print "\nenum key {\n\tKEY_NONE,\n#define KEY(name, key) KEY_##name,\n\tKEYS(KEY)\n#undef KEY\n\tKEY__COUNT\n};\n#endif"
}
function print_types(    i, s) {
	for (i = 0; i < table_count; i++) {
		s = tables[i]
		printf "/* %s */\nstruct policy_%s_rule {\n\tstruct policy_rule rule;\n%s};\n\n", about[s], s, members[s]
	}
	print "/* X(section, SECTION): every table there is. */\n#define POLICY_SECTIONS(X) \\"
	for (i = 0; i < table_count; i++)
		print "\tX(" tables[i] ", " toupper(tables[i]) ")" (i + 1 < table_count ? " \\" : "")
	print "\n/* X(section, SECTION, key): those with policy_<section>_find, by an id of enum policy_<key>. */\n#define POLICY_FINDERS(X) \\"
	for (i = 0; i < table_count; i++)
		if (tables[i] in key_kind)
			last = i
	for (i = 0; i < table_count; i++)
		if (tables[i] in key_kind)
			print "\tX(" tables[i] ", " toupper(tables[i]) ", " key_kind[tables[i]] ")" (i < last ? " \\" : "")
	print "\nenum policy_section {"
	for (i = 0; i < table_count; i++)
		print "\tPOLICY_SECTION_" toupper(tables[i]) (i ? "" : " = 0") ","
	print "\tPOLICY_SECTION_COUNT\n};"
}
# One section's functions; the comments stand above the first.
function print_functions(s,    S, type) {
	S = toupper(s)
	type = "const struct policy_" s "_rule *"
	print "static inline unsigned policy_" s "_count(const struct policy *p)\n{"
	print "\treturn p->tables[POLICY_SECTION_" S "].count;\n}"
	print "static inline " type "policy_" s "_row(const struct policy *p, unsigned i)\n{"
	print "\treturn POLICY_CAST_(" type ", policy_row_(p, POLICY_SECTION_" S ", i, sizeof(struct policy_" s "_rule)));\n}"
	if (!(s in key_kind))
		return
	print "static inline " type "policy_" s "_find(const struct policy *p, enum policy_" key_kind[s] " id, unsigned nth)\n{"
	print "\treturn POLICY_CAST_(" type ","
	print "\t                    policy_find_(p, POLICY_SECTION_" S ", POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_" s "_rule)));\n}"
}
END {
	if (failed)
		exit 1
	if (part == "keys")
		print_keys()
	else if (part == "types")
		print_types()
	else for (i = 0; i < table_count; i++)
		print_functions(tables[i])
}
