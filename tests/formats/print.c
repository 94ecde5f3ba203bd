/* SPDX-License-Identifier: MIT */
/* Prints lists of diagnostics that no policy of ours makes. usage: print LIST sarif|github|json|text
 *
 *     empty     none
 *     hostile   messages, lines, paths and names that try to be something else
 *     about     rules and facts, waived and raised
 *     moved     the same, each three lines below and under "./"
 *     many      more of each severity than are shown, mildest first; the last of the notes is raised, one is waived */
#include "base/diag.h"

static const char *const nasty[] = {
	"::error::x", " \t::set-output name=a::b", "##[command]echo", "x ##[add-path]/tmp", "###[group]", "%0A::error::x%25%", "a,b:c=d",
	"[click](https://example.org/)", "[a\\](https://example.org/) [b\\\\](x) \\", "{0} {{1}} {", "\"quoted\" \\ back\\slash", "\r\n::warning::y", "\x1B[31mred\x7F", "\xFF\xC3(",
	"\xE2\x80\xAE" "override \xE2\x80\xA8::error::z", "\xC2\xA0::error::nbsp", "\xE3\x80\x80::debug::wide", "", "::stop-commands::t",
	"</script><b>", "\xF0\x9F\x98\x80 caf\xC3\xA9"};
enum { NASTY = sizeof nasty / sizeof *nasty };

/* What names a rule or a fact is UTF-8, as all that was read from a policy. */
static const char *name(size_t i)
{
	return nasty[i][0] == '\xFF' ? "x" : nasty[i];
}

static void hostile(struct diags *d)
{
	for (size_t i = 0; i < NASTY; i++) {
		struct source path = {*nasty[i] ? nasty[i] : "x", nasty[i], strlen(nasty[i])}, other = {"a.yaml", NULL, 0};
		diag_add(d, DIAG_P036, (struct pos){&path, 1, 1}, "%s", nasty[i]);
		diag_also(d, (struct pos){&path, i % 2 ? 7 : 0, i % 2 ? 3 : 0}, "%s", nasty[i]);
		diag_add(d, DIAG_P091, (struct pos){&other, 1, 1}, "%s", nasty[i]);
		diag_about(d, name(i), name(NASTY - 1 - i));
		diag_add(d, DIAG_P090, (struct pos){&other, 2, (uint32_t)i + 1}, "waived %s", nasty[i]);
		diag_about(d, name(i), "a.fact");
		diags_waive(d, "a.yaml", "P090", "a.fact", name(i));
	}
	diag_add(d, DIAG_P016, (struct pos){0}, "no file at all");
}

static void about(struct diags *d, const char *path, uint32_t by)
{
	struct source s = {path, NULL, 0};
	diag_add(d, DIAG_P090, (struct pos){&s, 10 + by, 3}, "the law asks for %u days", 14 + by);
	diag_about(d, "id-uu-pdp-2022/access", "requests.access.routes");
	diag_add(d, DIAG_P090, (struct pos){&s, 20 + by, 3}, "the law asks for more");
	diag_about(d, "id-uu-pdp-2022/access", "requests.access.routes");
	diag_add(d, DIAG_P090, (struct pos){&s, 20 + by, 3}, "the law asks for a notice");
	diag_about(d, "id-uu-pdp-2022/breach", "breach");
	diag_add(d, DIAG_P091, (struct pos){&s, 30 + by, 1}, "a gap");
	diag_about(d, NULL, "breach.users.from");
	diag_add(d, DIAG_P091, (struct pos){&s, 31 + by, 1}, "plain");
	diag_add(d, DIAG_P091, (struct pos){&s, 32 + by, 1}, "plain");
	diag_add(d, DIAG_P092, (struct pos){&s, 0, 0}, "whole");
	diags_waive(d, path, "id-uu-pdp-2022/breach", "breach", "counsel, \"2027-01-04\"");
	diags_deny(d, NULL, "id-uu-pdp-2022");
	diags_deny(d, path, "P092");
}

static void many(struct diags *d)
{
	static const enum diag_id ids[] = {DIAG_P091, DIAG_P090, DIAG_P036};
	struct source s = {"many.yaml", NULL, 0};
	for (size_t k = 0; k < 3; k++)
		for (uint32_t i = 1; i <= DIAG_MAX + 3; i++) {
			diag_add(d, ids[k], (struct pos){&s, i, 1}, "error %u", (unsigned)i);
			if (i == DIAG_MAX + 3)
				diag_about(d, NULL, "the.last");
		}
	diags_waive(d, "many.yaml", "P090", "the.last", "never shown");
	diag_add(d, DIAG_P092, (struct pos){&s, 9999, 1}, "not shown either, but an error");
	diags_deny(d, NULL, "P092");
}

int main(int argc, char **argv)
{
	struct diags d = {0};
	struct buf out = {0}, text = {0};
	const char *list = argc == 3 ? argv[1] : "", *format = argc == 3 ? argv[2] : "";
	if (strcmp(list, "hostile") == 0)
		hostile(&d);
	else if (strcmp(list, "about") == 0)
		about(&d, "policies/x.yaml", 0);
	else if (strcmp(list, "moved") == 0)
		about(&d, "./policies/x.yaml", 3);
	else if (strcmp(list, "many") == 0)
		many(&d);
	else if (strcmp(list, "empty") != 0)
		return 2;
	diags_sort(&d);
	diags_print_text(&d, &text, false);
	if (strcmp(format, "sarif") == 0)
		diags_print_sarif(&d, &out);
	else if (strcmp(format, "github") == 0)
		diags_print_github(&d, &text, &out);
	else if (strcmp(format, "json") == 0)
		diags_print_json(&d, NULL, &out);
	else
		buf_add(&out, text.data, text.len);
	fwrite(out.data ? out.data : "", 1, out.len, stdout);
	buf_free(&out);
	buf_free(&text);
	diags_free(&d);
	return 0;
}
