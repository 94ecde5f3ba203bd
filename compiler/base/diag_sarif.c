/* SPDX-License-Identifier: MIT */
/* Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services and editors read: one run, the ids that occur as its
 * rules, with their pages; what is waived is there, suppressed. */
#include "diag.h"
#include "embed.h"
#include "json.h"
#include "sha256.h"
#include "text.h"
#include <stdlib.h>

/* Placeholders are in braces, so one brace is written as two (3.11.5); and what a policy says makes no link (3.11.6): its bracket has
 * a backslash, and so have the backslashes before it, which would make that one plain. */
static void message(struct json *j, const char *text)
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
	json_flat(j, "message", '{');
	json_key(j, "text");
	json_bytes(j, b.data, b.len);
	json_close(j);
	buf_free(&b);
}

static void level(struct json *j, enum severity s)
{
	json_text(j, "level", severity_name(s)); /* SARIF has the same three words */
}

/* A path as a URI reference. All but unreserved characters (RFC 3986) are encoded, a colon too: it would end a scheme. */
static void uri(struct json *j, const char *path)
{
	struct buf b = {0};
	path = text_path(path);
	if (*path == '/') {
		BUF_LIT(&b, "file://");
		while (path[1] == '/')
			path++; /* two would begin the name of a host */
	}
	for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
		if (letter || (*p >= '0' && *p <= '9') || strchr("-._~/", *p))
			buf_char(&b, (char)*p);
		else
			buf_printf(&b, "%%%02X", *p);
	}
	json_text(j, "uri", buf_cstr(&b));
	buf_free(&b);
}

static void place(struct json *j, const char *path, uint32_t line, uint32_t col)
{
	json_flat(j, "physicalLocation", '{');
	json_flat(j, "artifactLocation", '{');
	uri(j, path);
	json_close(j);
	if (line) { /* what is wrong with a whole file has no region */
		json_flat(j, "region", '{');
		json_number(j, "startLine", line);
		if (col)
			json_number(j, "startColumn", col);
		json_close(j);
	}
	json_close(j);
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
static void paragraph(struct json *j, const char *text, size_t len)
{
	struct buf b = {0};
	for (size_t i = 0; i < len; i++)
		buf_char(&b, text[i] == '\n' ? ' ' : text[i]);
	json_key(j, "text");
	json_bytes(j, b.data, b.len);
	buf_free(&b);
}

/* A title as a name: "a file that cannot be read" as "FileThatCannotBeRead". */
static void name(struct json *j, const char *title)
{
	struct buf b = {0};
	bool first = true;
	title += strncmp(title, "a ", 2) == 0 ? 2 : strncmp(title, "an ", 3) == 0 ? 3 : 0;
	for (; *title; title++) {
		bool small = *title >= 'a' && *title <= 'z', letter = small || (*title >= 'A' && *title <= 'Z') || (*title >= '0' && *title <= '9');
		if (letter)
			buf_char(&b, small && first ? (char)(*title - 'a' + 'A') : *title);
		first = !letter && *title != '\'';
	}
	json_text(j, "name", buf_cstr(&b));
	buf_free(&b);
}

/* Braces are not doubled here: a page shows YAML, which is copied from it, and has no placeholders. */
static void rule(struct json *j, enum diag_id id)
{
	const char *prose;
	size_t prose_len, first_len;
	page_parts(embed_explain[id], &prose, &prose_len, &first_len);
	json_open(j, NULL, '{');
	json_text(j, "id", diag_name(id));
	name(j, diag_title(id));
	json_flat(j, "shortDescription", '{');
	json_text(j, "text", diag_title(id));
	json_close(j);
	json_flat(j, "fullDescription", '{');
	paragraph(j, prose, first_len);
	json_close(j);
	json_open(j, "help", '{');
	json_key(j, "text");
	json_bytes(j, prose, prose_len);
	json_text(j, "markdown", embed_explain[id]);
	json_close(j);
	json_flat(j, "defaultConfiguration", '{');
	level(j, diag_severity(id));
	json_close(j);
	json_close(j);
}

/* The rules that occur; index is filled with where each is in their list. */
static void rules(struct json *j, const struct diags *d, unsigned index[DIAG__COUNT])
{
	bool occurs[DIAG__COUNT] = {false};
	unsigned n = 0;
	for (size_t i = 0; i < d->count; i++)
		if (d->list[i].text)
			occurs[d->list[i].id] = true;
	json_open(j, "rules", '[');
	for (int id = 0; id < DIAG__COUNT; id++) {
		if (!occurs[id])
			continue;
		rule(j, (enum diag_id)id);
		index[id] = n++;
	}
	json_close(j);
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
	struct sha256 h;
	unsigned char digest[32];
	sha256_start(&h);
	hash_text(&h, text_path(g->path));
	hash_text(&h, diag_name(g->id));
	hash_text(&h, g->rule);
	hash_text(&h, g->fact);
	hash_text(&h, g->rule || g->fact ? NULL : g->text);
	sha256_end(&h, digest);
	sha256_print(digest, out->hex);
}

/* Equal ones are counted, in the order of their places. At most 3 * DIAG_MAX are shown, so that comparing all is cheap. */
static size_t same_before(const struct fingerprint *all, size_t n)
{
	size_t same = 0;
	for (size_t i = 0; i < n; i++)
		same += memcmp(&all[i], &all[n], sizeof all[n]) == 0;
	return same;
}

static void properties(struct json *j, const struct diag *g)
{
	if (!g->rule && !g->fact)
		return;
	json_flat(j, "properties", '{');
	if (g->rule)
		json_text(j, "rule", g->rule);
	if (g->fact)
		json_text(j, "fact", g->fact);
	json_close(j);
}

static void locations(struct json *j, const struct diag *g)
{
	json_flat(j, "locations", '[');
	json_flat(j, NULL, '{');
	place(j, g->path, g->line, g->col);
	json_close(j);
	json_close(j);
	if (!g->also_path)
		return;
	json_flat(j, "relatedLocations", '[');
	json_flat(j, NULL, '{');
	json_number(j, "id", 1);
	place(j, g->also_path, g->also_line, g->also_col);
	message(j, g->also_text);
	json_close(j);
	json_close(j);
}

/* The name of the fingerprint is our own: GitHub's primaryLocationLineHash is a hash of the line, which its upload fills in. */
static void put_fingerprint(struct json *j, const char *print, size_t same)
{
	struct buf b = {0};
	buf_printf(&b, "%s:%zu", print, same + 1);
	json_flat(j, "partialFingerprints", '{');
	json_text(j, "policyc/v1", buf_cstr(&b));
	json_close(j);
	buf_free(&b);
}

static void result(struct json *j, const struct diag *g, unsigned rule_index, const char *print, size_t same)
{
	json_open(j, NULL, '{');
	json_text(j, "ruleId", diag_name(g->id));
	json_number(j, "ruleIndex", rule_index);
	level(j, g->severity);
	message(j, g->text);
	locations(j, g);
	put_fingerprint(j, print, same);
	if (g->waived) { /* in the policy, not at the line itself */
		json_flat(j, "suppressions", '[');
		json_flat(j, NULL, '{');
		json_text(j, "kind", "external");
		json_text(j, "justification", g->waived);
		json_close(j);
		json_close(j);
	}
	properties(j, g);
	json_close(j);
}

static void results(struct json *j, const struct diags *d, const unsigned index[DIAG__COUNT])
{
	struct fingerprint *prints = mem_alloc(sizeof *prints * (d->count + 1));
	size_t n = 0;
	json_open(j, "results", '[');
	for (size_t i = 0; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (!g->text)
			continue;
		fingerprint(g, &prints[n]);
		result(j, g, index[g->id], prints[n].hex, same_before(prints, n));
		n++;
	}
	json_close(j);
	free(prints);
}

static void notification(struct json *j, size_t dropped)
{
	struct buf b = {0};
	buf_printf(&b, "%zu more diagnostics are counted but not shown", dropped);
	json_flat(j, "toolExecutionNotifications", '[');
	json_flat(j, NULL, '{');
	json_text(j, "level", "warning");
	message(j, buf_cstr(&b));
	json_close(j);
	json_close(j);
	buf_free(&b);
}

/* The run was a success in that it came to its end; what is not shown is said. */
static void invocation(struct json *j, const struct diags *d)
{
	json_flat(j, "invocations", '[');
	json_flat(j, NULL, '{');
	json_flag(j, "executionSuccessful", true);
	if (d->dropped)
		notification(j, d->dropped);
	json_close(j);
	json_close(j);
}

void diags_print_sarif(const struct diags *d, struct buf *out)
{
	unsigned index[DIAG__COUNT] = {0};
	struct json j = json_start(out);
	json_open(&j, NULL, '{');
	json_text(&j, "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
	json_text(&j, "version", "2.1.0");
	json_open(&j, "runs", '[');
	json_open(&j, NULL, '{');
	json_open(&j, "tool", '{');
	json_open(&j, "driver", '{');
	json_text(&j, "name", "policyc");
	rules(&j, d, index);
	json_close(&j);
	json_close(&j);
	invocation(&j, d);
	json_text(&j, "columnKind", "unicodeCodePoints");
	results(&j, d, index);
	json_close(&j);
	json_close(&j);
	json_close(&j);
	buf_char(out, '\n');
}
