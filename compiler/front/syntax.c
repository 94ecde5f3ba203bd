/* SPDX-License-Identifier: MIT */
/* Translates the problem strings of libyaml 0.2.5's scanner.c and parser.c. Reads two
 * strings, makes words. Must not see yaml.h: a later libyaml that words a
 * problem anew gets the generic sentence of load.c, never a wrong one.
 *
 * Tabs, control characters and ill-formed UTF-8 never reach the parser
 * (bytes.c), so its sentences for these are missing here. */
#include "syntax.h"

static const char anchor[] = "a value cannot start with '&' (an anchor); write it out, or put it in quotes";
static const char alias[] = "a value cannot start with '*' (an alias); write it out, or put it in quotes";
static const char tag[] = "a value cannot start with '!' (a tag); remove it, or put the value in quotes";
static const char directive[] = "a line that starts with '%' is an instruction to the reader of the file; remove it";
static const char escape[] = "within double quotes a backslash starts a special character; use single quotes to write a plain '\\'";

/* The first row that fits counts; a NULL fits everything. */
static const struct {
	const char *problem, *context;
	struct syntax_words is;
} rows[] = {
	{NULL, "while scanning a directive", {DIAG_P015, true, directive, NULL}},
	{NULL, "while scanning a %YAML directive", {DIAG_P015, true, directive, NULL}},
	{NULL, "while scanning a %TAG directive", {DIAG_P015, true, directive, NULL}},
	{NULL, "while parsing a %TAG directive", {DIAG_P015, true, directive, NULL}},
	{NULL, "while scanning a tag directive", {DIAG_P015, true, directive, NULL}},
	{NULL, "while parsing a tag directive", {DIAG_P015, true, directive, NULL}},
	{"found duplicate %YAML directive", NULL, {DIAG_P015, false, directive, NULL}},
	{"found duplicate %TAG directive", NULL, {DIAG_P015, false, directive, NULL}},
	{"found incompatible YAML document", NULL, {DIAG_P015, false, directive, NULL}},
	{NULL, "while scanning an anchor", {DIAG_P012, true, anchor, NULL}},
	{NULL, "while scanning an alias", {DIAG_P012, true, alias, NULL}},
	{NULL, "while scanning a tag", {DIAG_P013, true, tag, NULL}},
	{NULL, "while parsing a tag", {DIAG_P013, true, tag, NULL}},
	{"found undefined tag handle", NULL, {DIAG_P013, true, tag, NULL}},

	{"could not find expected ':'", "while scanning a simple key",
	 {DIAG_P007, true, "this is neither 'key: value' nor a list item '- value'; add ': ' after the key, or indent the line below its key", NULL}},
	{"mapping values are not allowed in this context", NULL,
	 {DIAG_P007, false, "a ': ' cannot stand here; put text that holds ': ' in quotes, and check the line's indentation", NULL}},
	{"mapping keys are not allowed in this context", NULL,
	 {DIAG_P007, false, "a '? ' cannot stand here; put text that starts with '?' in quotes", NULL}},
	{"block sequence entries are not allowed in this context", NULL,
	 {DIAG_P007, false, "a list item '- ' cannot start here; give it a line of its own, indented below its key", NULL}},
	{"found character that cannot start any token", NULL,
	 {DIAG_P007, false, "a value cannot start with this character; put the value in quotes", NULL}},
	{"found unexpected ':'", "while scanning a plain scalar",
	 {DIAG_P007, false, "within [ ] or { } text that holds ':' must be put in quotes", NULL}},

	{"found unexpected end of stream", "while scanning a quoted scalar",
	 {DIAG_P007, true, "this quotation mark is never closed", NULL}},
	{"found unexpected document indicator", "while scanning a quoted scalar",
	 {DIAG_P007, true, "this quotation mark is not closed before a line of '---' or '...'", NULL}},
	{"found unknown escape character", NULL, {DIAG_P007, false, escape, NULL}},
	{"did not find expected hexdecimal number", NULL, {DIAG_P007, false, escape, NULL}},
	{"found invalid Unicode character escape code", NULL,
	 {DIAG_P007, false, "this number after a backslash is not a character; write the character itself", NULL}},

	{"found an indentation indicator equal to 0", NULL,
	 {DIAG_P007, true, "the indentation after '|' or '>' cannot be 0; remove the number", NULL}},
	{"did not find expected comment or line break", "while scanning a block scalar",
	 {DIAG_P007, true, "text after '|' or '>' starts on the next line; put text that starts with '|' or '>' in quotes", NULL}},

	{"did not find expected <document start>", NULL,
	 {DIAG_P007, false, "this does not continue what stands above; start every top-level key in the first column", NULL}},
	{"did not find expected node content", NULL,
	 {DIAG_P007, false, "a value is missing here; put text that starts with ',', ']' or '}' in quotes", NULL}},
	{"did not find expected '-' indicator", NULL,
	 {DIAG_P007, false, "this stands where a list item '- ' is expected; check its indentation", "the list starts here"}},
	{"did not find expected key", NULL,
	 {DIAG_P007, false, "this stands where 'key: value' is expected; check its indentation, and that nothing follows a closing quotation mark",
	  "the keys it would belong to start here"}},
	{"did not find expected ',' or ']'", NULL, {DIAG_P007, false, "a ',' or ']' is missing here", "the '[' is here"}},
	{"did not find expected ',' or '}'", NULL, {DIAG_P007, false, "a ',' or '}' is missing here", "the '{' is here"}},
};

static bool fits(const char *pattern, const char *text)
{
	return !pattern || (text && strcmp(pattern, text) == 0);
}

const struct syntax_words *syntax_find(const char *problem, const char *context)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (fits(rows[i].problem, problem) && fits(rows[i].context, context))
			return &rows[i].is;
	return NULL;
}
