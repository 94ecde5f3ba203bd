# SPDX-License-Identifier: MIT
# Every value of a brand's JSON as `path<TAB>value`, the value as in the maps. A parser of all of JSON, so that what is not JSON
# is found; \u escapes are refused, as ids and the addresses of these brands need none.
{ text = text $0 "\n" }
END {
	at = 1
	value("")
	space()
	if (at <= length(text))
		fail("something follows the value")
}
function fail(why) {
	printf "not JSON: %s at byte %d: %s\n", why, at, substr(text, at, 40) >"/dev/stderr"
	exit 1
}
# Takes the text in windows: substr of the whole at each token would cost a copy of it.
function peek(n) { return substr(text, at, n) }
function space(  n) {
	while (match(peek(64), /^[ \t\r\n]+/))
		at += RLENGTH
}
function expect(c) {
	space()
	if (peek(1) != c)
		fail("'" c "' expected")
	at++
}
function string(  out, c) {
	expect("\"")
	out = ""
	for (;;) {
		if (match(peek(256), /^[^"\\\n]+/)) {
			out = out peek(RLENGTH)
			at += RLENGTH
			continue
		}
		c = peek(1)
		at++
		if (c == "\"")
			return out
		if (c != "\\")
			fail("string without an end")
		c = peek(1)
		at++
		if (c !~ /["\\\/]/)
			fail("unexpected escape")
		out = out c
	}
}
function put(path, v) {
	print path "\t" v
}
# Prints the value, or returns it in `got` and its type: string number flag array object.
function value(path,  c) {
	space()
	c = peek(1)
	if (c == "{")
		return object(path)
	if (c == "[")
		return array()
	if (c == "\"") {
		got = string()
		return "string"
	}
	if (match(peek(16), /^(true|false|[1-9][0-9]*)/)) {
		got = peek(RLENGTH)
		at += RLENGTH
		return "scalar"
	}
	fail("value expected")
}
function array(  out, n) {
	expect("[")
	space()
	out = ""
	if (peek(1) != "]")
		for (n = 0;; n++) {
			out = out (n ? " " : "") string()
			space()
			if (peek(1) != ",")
				break
			at++
		}
	expect("]")
	got = out
	return "array"
}
# An object is a value of its own (a span, a start, a list) by its keys, or holds values by their path.
function object(path,  key, type, n, f, t, names, i, made) {
	expect("{")
	space()
	n = 0
	if (peek(1) != "}")
		for (;;) {
			space()
			key = string()
			if (key in f)
				fail("key twice: " key)
			expect(":")
			type = value(path == "" ? key : path "." key)
			f[key] = got
			t[key] = type
			names[++n] = key
			space()
			if (peek(1) != ",")
				break
			at++
		}
	expect("}")
	made = compound(f, t, n)
	if (made != "") {
		got = made
		return "string"
	}
	for (i = 1; i <= n; i++)
		if (t[names[i]] != "object")
			put((path == "" ? "" : path ".") names[i], f[names[i]])
	return "object"
}
function compound(f, t, n,  unit) {
	if (n == 1 && "complete" in f && t["complete"] == "array")
		return "complete: " f["complete"]
	if (n == 1 && "examples" in f && t["examples"] == "array")
		return "examples: " f["examples"]
	if (n == 2 && "event" in f && "basis" in f)
		return (f["basis"] == "implied" ? "implied " : f["basis"] == "stated" ? "" : "basis " f["basis"] " ") f["event"]
	if (!("kind" in f) || t["kind"] != "string")
		return ""
	if (f["kind"] == "indefinite" && n == 1)
		return "indefinitely"
	if (f["kind"] == "while" && n == 2 && "state" in f)
		return "while " words(f["state"])
	if (f["kind"] == "words" && n == 2 && "duration" in f)
		return words(f["duration"])
	if (n != 4 || !("unit" in f) || !("min" in f) || !("max" in f))
		fail("a length of time of an unknown form")
	unit = words(f["unit"])
	if (f["kind"] == "exact" && f["min"] == f["max"])
		return f["min"] " " unit (f["min"] == 1 ? "" : "s")
	if (f["kind"] == "range" && f["min"] + 0 < f["max"] + 0)
		return f["min"] " to " f["max"] " " unit "s"
	fail("a length of time that is neither exact nor a range")
}
function words(id) {
	gsub(/-/, " ", id)
	return id
}
