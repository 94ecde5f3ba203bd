/* SPDX-License-Identifier: MIT */
/* Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services and editors read: one run, the ids that occur as its
 * rules, with their pages; what is waived is there, suppressed. */
#include "diag.h"
#include "embed.h"
#include "sha256.h"
#include "text.h"
#include <stdlib.h>

static void string(struct buf *out, const char *s)
{
	text_json(out, s, strlen(s));
}

/* Placeholders are in braces, so one brace is written as two (3.11.5); and what a policy says makes no link (3.11.6): its bracket has
 * a backslash, and so have the backslashes before it, which would make that one plain. */
static void message(struct buf *out, const char *text)
{
	struct buf b = {0};
	for (const char *p = text; *p; p++) {
		size_t slashes = strspn(p, "\\");
		if (*p == '{' || *p == '}')
			buf_char(&b, *p);
		else if (p[slashes] == ']' && p[slashes + 1] == '(')
			buf_char(&b, '\\');
		buf_char(&b, *p);
	}
	BUF_LIT(out, "{\"text\": ");
	text_json(out, b.data, b.len);
	buf_char(out, '}');
	buf_free(&b);
}

static const char *level(enum severity s)
{
	return severity_name(s); /* SARIF has the same three words */
}

/* A path as a URI reference. All but unreserved characters (RFC 3986) are encoded, a colon too: it would end a scheme. */
static void uri(struct buf *out, const char *path)
{
	static const char hex[] = "0123456789ABCDEF";
	path = text_path(path);
	buf_char(out, '"');
	if (*path == '/') {
		BUF_LIT(out, "file://");
		while (path[1] == '/')
			path++; /* two would begin the name of a host */
	}
	for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
		if (letter || (*p >= '0' && *p <= '9') || strchr("-._~/", *p)) {
			buf_char(out, (char)*p);
		} else {
			buf_char(out, '%');
			buf_char(out, hex[*p >> 4]);
			buf_char(out, hex[*p & 15]);
		}
	}
	buf_char(out, '"');
}

static void place(struct buf *out, const char *path, uint32_t line, uint32_t col)
{
	BUF_LIT(out, "\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
	uri(out, path);
	buf_char(out, '}');
	if (line) { /* a fault of the whole file has no region */
		BUF_LIT(out, ", \"region\": {\"startLine\": ");
		buf_uint(out, line);
		if (col) {
			BUF_LIT(out, ", \"startColumn\": ");
			buf_uint(out, col);
		}
		buf_char(out, '}');
	}
	buf_char(out, '}');
}

/* A page is "# title", prose, "## Fails" and so on. Its prose, and the first paragraph of that. */
static void page_parts(const char *page, const char **prose, size_t *prose_len, size_t *first_len)
{
	const char *start = strstr(page, "\n\n");
	start = start ? start + 2 : page;
	const char *end = strstr(start, "\n\n## "), *first = strstr(start, "\n\n");
	*prose = start;
	*prose_len = end ? (size_t)(end - start) : strlen(start);
	*first_len = first ? (size_t)(first - start) : strlen(start);
}

/* The lines of a paragraph as one. */
static void paragraph(struct buf *out, const char *text, size_t len)
{
	struct buf b = {0};
	for (size_t i = 0; i < len; i++)
		buf_char(&b, text[i] == '\n' ? ' ' : text[i]);
	text_json(out, b.data, b.len);
	buf_free(&b);
}

/* A title as a name: "a file that cannot be read" as "FileThatCannotBeRead". */
static void name(struct buf *out, const char *title)
{
	bool first = true;
	title += strncmp(title, "a ", 2) == 0 ? 2 : strncmp(title, "an ", 3) == 0 ? 3 : 0;
	buf_char(out, '"');
	for (; *title; title++) {
		bool small = *title >= 'a' && *title <= 'z', letter = small || (*title >= 'A' && *title <= 'Z') || (*title >= '0' && *title <= '9');
		if (letter)
			buf_char(out, small && first ? (char)(*title - 'a' + 'A') : *title);
		first = !letter && *title != '\'';
	}
	buf_char(out, '"');
}

/* Braces are not doubled here: a page shows YAML, which is copied from it, and has no placeholders. */
static void rule(struct buf *out, enum diag_id id)
{
	const char *prose;
	size_t prose_len, first_len;
	page_parts(embed_explain[id], &prose, &prose_len, &first_len);
	BUF_LIT(out, "\n            {\"id\": ");
	string(out, diag_name(id));
	BUF_LIT(out, ", \"name\": ");
	name(out, diag_title(id));
	BUF_LIT(out, ", \"shortDescription\": {\"text\": ");
	string(out, diag_title(id));
	BUF_LIT(out, "}, \"fullDescription\": {\"text\": ");
	paragraph(out, prose, first_len);
	BUF_LIT(out, "},\n             \"help\": {\"text\": ");
	text_json(out, prose, prose_len);
	BUF_LIT(out, ", \"markdown\": ");
	string(out, embed_explain[id]);
	BUF_LIT(out, "},\n             \"defaultConfiguration\": {\"level\": ");
	string(out, level(diag_severity(id)));
	BUF_LIT(out, "}}");
}

/* The rules that occur; index is filled with where each is in their list. */
static void rules(struct buf *out, const struct diags *d, unsigned index[DIAG__COUNT])
{
	bool occurs[DIAG__COUNT] = {false};
	unsigned n = 0;
	for (size_t i = 0; i < d->count; i++)
		if (d->list[i].text)
			occurs[d->list[i].id] = true;
	for (int id = 0; id < DIAG__COUNT; id++) {
		if (!occurs[id])
			continue;
		if (n)
			buf_char(out, ',');
		rule(out, (enum diag_id)id);
		index[id] = n++;
	}
}

struct fingerprint {
	char hex[SHA256_HEX];
};

static void hash_text(struct sha256 *h, const char *s)
{
	if (s)
		sha256_add(h, s, strlen(s));
	sha256_add(h, "", 1); /* the end, so that two texts are not one */
}

/* What stays when lines move: the file, the id, what it is about or else the message. */
static void fingerprint(const struct diag *g, struct fingerprint *out)
{
	static const char hex[] = "0123456789abcdef";
	struct sha256 h;
	unsigned char digest[32];
	sha256_start(&h);
	hash_text(&h, text_path(g->path));
	hash_text(&h, diag_name(g->id));
	hash_text(&h, g->rule);
	hash_text(&h, g->fact);
	hash_text(&h, g->rule || g->fact ? NULL : g->text);
	sha256_end(&h, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		out->hex[2 * i] = hex[digest[i] >> 4];
		out->hex[2 * i + 1] = hex[digest[i] & 15];
	}
	out->hex[2 * sizeof digest] = '\0';
}

/* Equal ones are counted, in the order of their places. At most 3 * DIAG_MAX are shown, so that comparing all is cheap. */
static size_t same_before(const struct fingerprint *all, size_t n)
{
	size_t same = 0;
	for (size_t i = 0; i < n; i++)
		same += memcmp(&all[i], &all[n], sizeof all[n]) == 0;
	return same;
}

static void properties(struct buf *out, const struct diag *g)
{
	if (!g->rule && !g->fact)
		return;
	BUF_LIT(out, ",\n         \"properties\": {");
	if (g->rule) {
		BUF_LIT(out, "\"rule\": ");
		string(out, g->rule);
	}
	if (g->fact) {
		buf_str(out, g->rule ? ", \"fact\": " : "\"fact\": ");
		string(out, g->fact);
	}
	buf_char(out, '}');
}

/* The name of the fingerprint is our own: GitHub's primaryLocationLineHash is a hash of the line, which its upload fills in. */
static void result(struct buf *out, const struct diag *g, unsigned rule_index, const char *print, size_t same)
{
	BUF_LIT(out, "\n        {\"ruleId\": ");
	string(out, diag_name(g->id));
	BUF_LIT(out, ", \"ruleIndex\": ");
	buf_uint(out, rule_index);
	BUF_LIT(out, ", \"level\": ");
	string(out, level(g->severity));
	BUF_LIT(out, ", \"message\": ");
	message(out, g->text);
	BUF_LIT(out, ",\n         \"locations\": [{");
	place(out, g->path, g->line, g->col);
	BUF_LIT(out, "}]");
	if (g->also_path) {
		BUF_LIT(out, ",\n         \"relatedLocations\": [{\"id\": 1, ");
		place(out, g->also_path, g->also_line, g->also_col);
		BUF_LIT(out, ", \"message\": ");
		message(out, g->also_text);
		BUF_LIT(out, "}]");
	}
	BUF_LIT(out, ",\n         \"partialFingerprints\": {\"policyc/v1\": \"");
	buf_str(out, print);
	buf_char(out, ':');
	buf_uint(out, same + 1);
	BUF_LIT(out, "\"}");
	if (g->waived) { /* in the policy, not at the line itself */
		BUF_LIT(out, ",\n         \"suppressions\": [{\"kind\": \"external\", \"justification\": ");
		string(out, g->waived);
		BUF_LIT(out, "}]");
	}
	properties(out, g);
	buf_char(out, '}');
}

static void results(struct buf *out, const struct diags *d, const unsigned index[DIAG__COUNT])
{
	struct fingerprint *prints = mem_alloc(sizeof *prints * (d->count + 1));
	size_t n = 0;
	for (size_t i = 0; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (!g->text)
			continue;
		fingerprint(g, &prints[n]);
		if (n)
			buf_char(out, ',');
		result(out, g, index[g->id], prints[n].hex, same_before(prints, n));
		n++;
	}
	free(prints);
}

/* The run was a success in that it came to its end; what is not shown is said. */
static void invocation(struct buf *out, const struct diags *d)
{
	BUF_LIT(out, "      \"invocations\": [{\"executionSuccessful\": true");
	if (d->dropped) {
		BUF_LIT(out, ", \"toolExecutionNotifications\": [{\"level\": \"warning\", \"message\": {\"text\": \"");
		buf_uint(out, d->dropped);
		BUF_LIT(out, " more faults are counted but not shown\"}}]");
	}
	BUF_LIT(out, "}],\n");
}

void diags_print_sarif(const struct diags *d, struct buf *out)
{
	unsigned index[DIAG__COUNT] = {0};
	BUF_LIT(out, "{\n  \"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
		"  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n"
		"      \"tool\": {\n        \"driver\": {\n          \"name\": \"policyc\",\n          \"rules\": [");
	rules(out, d, index);
	BUF_LIT(out, "]\n        }\n      },\n");
	invocation(out, d);
	BUF_LIT(out, "      \"columnKind\": \"unicodeCodePoints\",\n      \"results\": [");
	results(out, d, index);
	BUF_LIT(out, "]\n    }\n  ]\n}\n");
}
