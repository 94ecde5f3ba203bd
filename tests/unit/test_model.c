/* SPDX-License-Identifier: MIT */
/* From the text of a small policy to its model: load, vocabulary, bind, check, and the rows made of it. Each test writes the
 * few lines it needs below a policy that has no error and no gap. */
#include "../../compiler/back/emit.h"
#include "../../compiler/back/tables.h"
#include "../../compiler/model/dispute.h"
#include "../../compiler/check/check.h"
#include "../../compiler/base/sha256.h"
#include "../../compiler/model/calendar.h"
#include "../../compiler/model/identity.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static const char words[] =
	"categories:\n  account-data: {code: 1, en: account, id: akun}\n  support-data: {code: 4, en: support, id: dukungan}\n"
	"  logs: {code: 2, en: logs, id: log}\n"
	"purposes:\n  security: {code: 1, en: security, id: keamanan}\n  tax: {code: 2, en: taxes, id: pajak}\n"
	"conditions:\n  law-asks: {code: 1, en: the law asks, id: hukum meminta}\n  user-agrees: {code: 2, en: you agree, id: Anda setuju}\n"
	"scopes:\n  indonesia: {code: 1, en: Indonesia, id: Indonesia}\n"
	"events:\n  account-closed: {code: 1, en: closing, id: penutupan}\n  sign-up: {code: 2, en: sign-up, id: pendaftaran}\n"
	"states:\n  account-open: {code: 1, en: open, id: terbuka}\n"
	"durations:\n  immediately: {code: 1, en: at once, id: segera}\n"
	"requests:\n  access: {code: 1, en: access, id: akses}\n  erasure: {code: 2, en: erasure, id: penghapusan}\n"
	"channels:\n  web: {code: 1, en: the site, id: situs}\n  email: {code: 2, en: e-mail, id: surel}\n"
	"parties:\n  support: {code: 1, en: support, id: dukungan}\n  regulator: {code: 2, en: the regulator, id: regulator}\n"
	"gates:\n  withdrawal: {code: 1, en: a withdrawal, id: penarikan}\n"
	"elements:\n  phone: {code: 999, en: phone, id: telepon}\n";

static const char *vocabulary_text = words;

static const char base[] =
	"brand:\n  id: acme\n  name: Acme\n  operator: PT Acme\n  version: \"1\"\n  effective: 2027-01-01\n"
	"contacts:\n  desk:\n    party: support\n    channels: {complete: [web]}\n";

/* What a notice must state besides, waived: these tests are about other facts. */
#define WAIVER(id, fact) "  " id ": {rule: P188, fact: " fact ", reason: r, owner: o, expires: 2099-12-31}\n"
static const char waived[] =
	"waivers:\n" WAIVER("a", "brand.address") WAIVER("b", "collection") WAIVER("c", "sharing") WAIVER("d", "transfers") WAIVER("e", "requests")
	WAIVER("f", "minors") WAIVER("g", "complaints");

struct built {
	struct arena arena;
	struct diags diags;
	struct source words, source;
	struct locale locale[2];
	struct locales locales;
	struct vocabulary vocabulary;
	struct model *model;
	struct buf text, faults; /* "P035 12:9; ..." */
};

static void make_words(struct built *b)
{
	static const char *const units[2][UNIT__COUNT][2] = {
		{{0}, {"hour", "hours"}, {"day", "days"}, {"business day", "business days"}, {"week", "weeks"}, {"month", "months"}, {"year", "years"}, {"minute", "minutes"}},
		{{0}, {"jam", "jam"}, {"hari kalender", "hari kalender"}, {"hari kerja", "hari kerja"}, {"minggu", "minggu"}, {"bulan", "bulan"},
	         {"tahun", "tahun"}, {"menit", "menit"}},
	};
	struct buf all = {0};
	buf_str(&all, vocabulary_text);
	for (int i = 1; vocabulary_text == words && i <= 256; i++) /* e1 ... e256, for the limit of a list */
		buf_printf(&all, "  e%d: {code: %d, en: e, id: e}\n", i, i);
	for (unsigned l = 0; l < 2; l++) {
		b->locale[l] = (struct locale){.id = l ? "id" : "en", .index = l};
		for (int u = 0; u < UNIT__COUNT; u++)
			for (int p = 0; p < PLURAL__COUNT; p++)
				b->locale[l].units[u][p] = p == PLURAL_ONE ? units[l][u][0] : p == PLURAL_OTHER ? units[l][u][1] : "";
	}
	b->locales = (struct locales){b->locale, 2};
	b->words = (struct source){"vocabulary.yaml", arena_copy(&b->arena, all.data, all.len), all.len};
	buf_free(&all);
	struct node *root = yaml_load(&b->arena, &b->words, &b->diags);
	assert_non_null(root);
	vocabulary_bind(&b->arena, root, &b->words, &b->locales, &b->vocabulary, &b->diags);
}

/* Every error, and every note but those of gaps, in the order of the file. */
static void list_faults(struct built *b)
{
	diags_sort(&b->diags);
	for (size_t i = 0; i < b->diags.count; i++) {
		const struct diag *d = &b->diags.list[i];
		if (d->severity == SEVERITY_NOTE)
			continue;
		buf_printf(&b->faults, "%s%s %u:%u", b->faults.len ? "; " : "", diag_name(d->id), (unsigned)d->line, (unsigned)d->col);
	}
	buf_char(&b->faults, '\0');
}

/* Notes of gaps that are written; not of what is not written at all. */
static size_t gaps(const struct built *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->diags.count; i++)
		n += b->diags.list[i].id == DIAG_P091 || b->diags.list[i].id == DIAG_P092;
	return n;
}

/* Errors, but for contradictions of the policy with itself: tables are made of any model. */
static size_t errors(const struct built *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->diags.count; i++)
		n += b->diags.list[i].severity == SEVERITY_ERROR && b->diags.list[i].id != DIAG_P140 && b->diags.list[i].id != DIAG_P151;
	return n;
}

/* A whole policy; NULL id: acme. */
static void build_whole(struct built *b, const char *id, const char *text)
{
	memset(b, 0, sizeof *b);
	schema_init();
	make_words(b);
	assert_int_equal(b->diags.count, 0);
	buf_str(&b->text, text);
	buf_char(&b->text, '\0');
	b->source = (struct source){"acme.yaml", b->text.data, b->text.len - 1};
	struct node *root = yaml_load(&b->arena, &b->source, &b->diags);
	if (root) {
		b->model = model_bind(&b->arena, root, &b->source, DOCUMENT_POLICY, &b->vocabulary, &b->locales, &b->diags);
		check_run(&b->arena, b->model, id ? id : "acme", &b->vocabulary, &b->locales, &b->diags);
	}
	list_faults(b);
}

/* The base and these lines. They begin at line BASE_LINES + 1. */
enum { BASE_LINES = 10 };

static void build(struct built *b, const char *lines)
{
	struct buf all = {0};
	buf_str(&all, base);
	buf_str(&all, lines);
	buf_str(&all, waived);
	buf_char(&all, '\0');
	build_whole(b, NULL, all.data);
	buf_free(&all);
}

static void drop(struct built *b)
{
	buf_free(&b->text);
	buf_free(&b->faults);
	diags_free(&b->diags);
	arena_free(&b->arena);
}

static const char *message(const struct built *b, enum diag_id id)
{
	for (size_t i = 0; i < b->diags.count; i++)
		if (b->diags.list[i].id == id)
			return b->diags.list[i].text;
	return "";
}

/* The errors of the base with these lines. */
static void expect_faults(const char *lines, const char *faults)
{
	struct built b;
	build(&b, lines);
	if (strcmp(b.faults.data, faults) != 0) {
		for (size_t i = 0; i < b.diags.count; i++)
			print_error("%s %u:%u %s\n", diag_name(b.diags.list[i].id), (unsigned)b.diags.list[i].line,
			            (unsigned)b.diags.list[i].col, b.diags.list[i].text);
		fail_msg("%s\n  has   '%s'\n  wants '%s'", lines, b.faults.data, faults);
	}
	drop(&b);
}

/* The same without positions: "P035; P042". */
static void expect_ids(const char *lines, const char *ids)
{
	struct built b;
	struct buf names = {0};
	build(&b, lines);
	for (size_t i = 0; i < b.diags.count; i++)
		if (b.diags.list[i].severity != SEVERITY_NOTE)
			buf_printf(&names, "%s%s", names.len ? "; " : "", diag_name(b.diags.list[i].id));
	buf_char(&names, '\0');
	if (strcmp(names.data, ids) != 0)
		fail_msg("%s\n  has   '%s'\n  wants '%s'", lines, b.faults.data, ids);
	buf_free(&names);
	drop(&b);
}

static struct place find(const struct built *b, const char *path)
{
	struct place p = {NULL, -1};
	if (!model_find(b->model, path, strlen(path), &p))
		fail_msg("'%s' is not found", path);
	return p;
}

static struct value *value(const struct built *b, const char *path)
{
	struct place p = find(b, path);
	assert_true(p.field >= 0);
	return &p.record->values[p.field];
}

/* The value at a path as a policy would write it. */
static void expect_written(const struct built *b, const char *path, const char *wanted)
{
	struct buf out = {0};
	struct place p = find(b, path);
	assert_true(p.field >= 0);
	value_write(&out, &p.record->section->fields[p.field], &p.record->values[p.field]);
	buf_char(&out, '\0');
	assert_string_equal(out.data, wanted);
	buf_free(&out);
}

/* ---- values ---- */

static void base_is_good(void **state)
{
	(void)state;
	struct built b;
	build(&b, "");
	assert_string_equal(b.faults.data, "");
	assert_int_equal(gaps(&b), 0);
	assert_false(b.model->draft);
	assert_string_equal(b.model->id, "acme");
	drop(&b);
}

static const char full[] =
	"retention:\n"
	"  support:\n"
	"    categories: {examples: [support-data, account-data]}\n"
	"    period: 5 to 7 years\n"
	"    from: implied account-closed\n"
	"    then: delete-or-anonymise\n"
	"    then-within: unstated\n"
	"    automatic: true\n"
	"    longer-if: [user-agrees, law-asks]\n"
	"    certainty: typically\n"
	"  logs:\n"
	"    categories: {complete: [logs]}\n"
	"    period: unstated\n"
	"    from: unstated\n"
	"    then: unstated\n"
	"    automatic: false\n"
	"requests:\n"
	"  erasure:\n"
	"    request: erasure\n"
	"    routes:\n"
	"      site: {channels: {complete: [web]}, self-service: false, complete: 10 business days, from: sign-up}\n"
	"      mail: {channels: {complete: [email]}, self-service: false, complete: immediately, from: account-closed}\n"
	"    outcomes:\n"
	"      logs: {categories: {complete: [logs]}, result: keep}\n"
	"complaints:\n"
	"  first: {step: 1, party: regulator}\n";

static void values_of_each_type(void **state)
{
	(void)state;
	struct built b;
	build(&b, full);
	assert_string_equal(b.faults.data, "");
	expect_written(&b, "brand.effective", "2027-01-01");
	expect_written(&b, "brand.operator", "PT Acme");
	/* a list keeps the file's order and its word on completeness */
	expect_written(&b, "retention.support.categories", "examples: support-data account-data");
	assert_false(value(&b, "retention.support.categories")->complete);
	expect_written(&b, "retention.logs.categories", "complete: logs");
	expect_written(&b, "retention.support.period", "5 to 7 years");
	expect_written(&b, "retention.support.from", "implied account-closed");
	assert_true(value(&b, "retention.support.from")->implied);
	expect_written(&b, "requests.erasure.routes.mail.from", "account-closed");
	assert_false(value(&b, "requests.erasure.routes.mail.from")->implied);
	expect_written(&b, "retention.support.then", "delete-or-anonymise");
	expect_written(&b, "retention.support.automatic", "true");
	expect_written(&b, "retention.logs.automatic", "false");
	expect_written(&b, "retention.support.longer-if", "user-agrees law-asks");
	expect_written(&b, "complaints.first.step", "1");
	expect_written(&b, "requests.erasure.routes.mail.complete", "immediately");
	/* unstated is not absent */
	assert_int_equal(value(&b, "retention.support.then-within")->state, VALUE_UNSTATED);
	assert_int_equal(value(&b, "retention.logs.period")->state, VALUE_UNSTATED);
	assert_int_equal(value(&b, "retention.logs.then-within")->state, VALUE_ABSENT);
	assert_int_equal(value(&b, "retention.support.scope")->state, VALUE_ABSENT);
	/* what is not written is counted neither as gap nor as fact; four gaps, a note each */
	assert_int_equal(gaps(&b), 4);
	assert_string_equal(message(&b, DIAG_P091), "'retention.support.then-within' is not stated; state it, or decide it by a reading");
	drop(&b);
}

/* Every written value has a number of its own, for the account of what a notice states. */
static void count_fact(void *context, struct record *record, const struct field *f, struct value *v)
{
	unsigned char *seen = context;
	(void)record;
	(void)f;
	assert_false(seen[v->fact]);
	seen[v->fact] = 1;
}

static void facts_are_numbered(void **state)
{
	(void)state;
	struct built b;
	build(&b, full);
	unsigned char seen[200] = {0};
	assert_in_range(b.model->facts, 1, 200);
	model_each(b.model, count_fact, seen);
	for (uint32_t i = 0; i < b.model->facts; i++)
		assert_true(seen[i]);
	drop(&b);
}

static void paths(void **state)
{
	(void)state;
	static const char *const records[] = {"brand", "retention.support", "requests.erasure", "requests.erasure.routes.site",
	                                    "requests.erasure.outcomes.logs", "contacts.desk"};
	static const char *const fields[] = {"brand.operator", "retention.support.period", "requests.erasure.request",
	                                     "requests.erasure.routes.mail.complete", "requests.erasure.outcomes.logs.result"};
	static const char *const misses[] = {
		"", ".", "retention", "retention.", "retention.nobody", "retention.support.", "retention.support.perio", "retention.support.periods",
		"retention.support.period.", "retention.support.period.min", "retention.suppor", "retention.supports", "routes.site", "routes",
		"requests.erasure.routes", "requests.erasure.routes.", "requests.erasure.routes.nobody", "requests.access", "brand.acme.operator",
		"brand.", "Retention.support", "retention..period", ".retention.support", "retention/support", "acme/retention.support",
	};
	struct built b;
	struct buf out = {0};
	struct place p;
	build(&b, full);
	for (size_t i = 0; i < sizeof records / sizeof *records + sizeof fields / sizeof *fields; i++) {
		bool field = i >= sizeof records / sizeof *records;
		const char *path = field ? fields[i - sizeof records / sizeof *records] : records[i];
		p = find(&b, path);
		assert_true(field == (p.field >= 0));
		out.len = 0;
		place_write(&out, p);
		buf_char(&out, '\0');
		assert_string_equal(out.data, path);
	}
	for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
		if (model_find(b.model, misses[i], strlen(misses[i]), &p))
			fail_msg("'%s' leads somewhere", misses[i]);
	/* only len bytes of the path count */
	assert_true(model_find(b.model, "retention.support.period.min", 24, &p));
	buf_free(&out);
	drop(&b);
}

/* ---- lists ---- */

static void lists(void **state)
{
	(void)state;
#define R(list) "retention:\n  a:\n    categories: " list "\n    period: 1 year\n    then: delete\n"
	expect_faults(R("[logs]"), "P042 13:17");
	expect_faults(R("logs"), "P033 13:17");
	expect_faults(R("{}"), "P042 13:17");
	expect_faults(R("{complete: []}"), "P043 13:28");
	expect_faults(R("{complete: logs}"), "P033 13:28");
	expect_faults(R("{some: [logs]}"), "P042 13:18");
	expect_faults(R("{complete: [logs], examples: [logs]}"), "P042 13:18");
	expect_faults(R("{complete: [logs, support-data, logs]}"), "P044 13:49");
	expect_faults(R("{complete: [lgos, suport-data, no]}"), "P035 13:29; P035 13:35; P051 13:48");
	expect_faults(R("{complete: [[logs]]}"), "P033 13:29");
	expect_faults(R("unstated"), "P040 13:17");
	expect_faults(R("{complete: unstated}"), "P033 13:28");
	expect_faults("retention:\n  a: {categories: {complete: [logs]}, period: 1 year, then: delete, longer-if: {complete: [law-asks]}}\n",
	              "P033 12:80");
#undef R
}

static void item_limits(void **state)
{
	(void)state;
	for (unsigned n = 255; n <= 256; n++) {
		struct built b;
		struct buf text = {0};
		buf_str(&text, "categories:\n  a:\n    category: logs\n    elements: {complete: [e1");
		for (unsigned i = 2; i <= n; i++)
			buf_printf(&text, ", e%u", i);
		buf_str(&text, "]}\n");
		buf_char(&text, '\0');
		build(&b, text.data);
		assert_string_equal(b.faults.data, n == 255 ? "" : "P045 14:26");
		if (n == 255)
			assert_int_equal(value(&b, "categories.a.elements")->list.count, 255);
		else
			assert_string_equal(message(&b, DIAG_P045), "a list has at most 255 ids; this one has 256");
		buf_free(&text);
		drop(&b);
	}
}

/* ---- conflicts ---- */

#define TWO \
	"retention:\n" \
	"  short: {categories: {complete: [logs]}, period: 1 year, from: sign-up, then: delete}\n" \
	"  long: {categories: {complete: [logs]}, period: 2 years, from: account-closed, then: delete}\n"
#define CONFLICT(one, other, rest) \
	TWO "conflicts:\n  c:\n    one: " one "\n    other: " other "\n" rest

static void expect_sides(const char *text, const char *holds, const char *yields, bool undecided)
{
	struct built b;
	build(&b, text);
	assert_string_equal(b.faults.data, undecided ? "P090 15:3" : "");
	struct place h = find(&b, holds), y = find(&b, yields);
	bool record = h.field < 0;
	assert_false(record ? h.record->set_aside : h.record->values[h.field].set_aside);
	assert_int_equal(record ? y.record->set_aside : y.record->values[y.field].set_aside, !undecided);
	assert_int_equal(record ? h.record->undecided : h.record->values[h.field].undecided, undecided);
	assert_int_equal(record ? y.record->undecided : y.record->values[y.field].undecided, undecided);
	assert_int_equal(b.model->draft, undecided);
	drop(&b);
}

static void conflicts(void **state)
{
	(void)state;
	/* undecided: the first side holds */
	expect_sides(CONFLICT("retention.short", "retention.long", ""), "retention.short", "retention.long", true);
	expect_sides(CONFLICT("retention.long", "retention.short", ""), "retention.long", "retention.short", true);
	expect_sides(CONFLICT("retention.long.period", "retention.short.period", ""), "retention.long.period",
	             "retention.short.period", true);
	/* decided: what legal chose */
	expect_sides(CONFLICT("retention.short", "retention.long", "    enforce: retention.long\n"), "retention.long",
	             "retention.short", false);
	expect_sides(CONFLICT("retention.short", "retention.long", "    enforce: retention.short\n"), "retention.short",
	             "retention.long", false);
	expect_sides(CONFLICT("retention.short.from", "retention.long.from", "    enforce: retention.long.from\n"),
	             "retention.long.from", "retention.short.from", false);
	/* references that lead nowhere, and sides that are none */
	expect_faults(CONFLICT("retention.short", "retention.lang", ""), "P070 17:12");
	expect_faults(CONFLICT("retention.short", "retention.short", ""), "P071 17:12");
	expect_faults(CONFLICT("retention.short", "retention.long", "    enforce: contacts.desk\n"), "P072 18:14");
	expect_faults(CONFLICT("retention.short.period", "retention.long.period", "    enforce: retention.long\n"), "P072 18:14");
	expect_faults(CONFLICT("retention.short", "retention.long", "    better: retention.short\n"), "P090 15:3; P031 18:5");
	expect_faults(CONFLICT("retention.short.then-within", "retention.long.period", ""), "P070 16:10");
	expect_faults(CONFLICT("retention.a", "b.c", "    enforce: x.y.z\n"), "P070 16:10; P070 17:12; P070 18:14");
}

/* What holds in the place of what was decided against: the other side's value; of a list, what is left of it. */
static void standing_values(void **state)
{
	(void)state;
#define USES(more) "uses:\n  a: {purposes: {complete: [security]}}\n  b: {purposes: {complete: [security, tax]}}\n" \
	"conflicts:\n  c: {one: uses.a, other: uses.b.purposes.tax, enforce: uses.a}\n" more
	struct built b;
	build(&b, CONFLICT("retention.short.from", "retention.long.period", "    enforce: retention.long.from\n"));
	assert_int_equal(value_standing(record_value(find(&b, "retention.short").record, KEY_period))->span.min, 2);
	assert_string_equal(value_standing(record_value(find(&b, "retention.short").record, KEY_from))->term->id, "account-closed");
	assert_int_equal(value_standing(record_value(find(&b, "retention.long").record, KEY_period))->span.min, 2);
	drop(&b);
	build(&b, USES(""));
	const struct value *v = value_standing(record_value(find(&b, "uses.b").record, KEY_purposes));
	assert_int_equal(v->list.count, 1);
	assert_string_equal(v->list.at[0]->id, "security");
	assert_true(v->complete);
	assert_int_equal(record_value(find(&b, "uses.b").record, KEY_purposes)->list.count, 2);
	drop(&b);
	build(&b, USES("  d: {one: uses.a, other: uses.b.purposes.security, enforce: uses.a}\n"));
	assert_int_equal(value_standing(record_value(find(&b, "uses.b").record, KEY_purposes))->state, VALUE_UNSTATED);
	drop(&b);
#undef USES
}

/* A chain: what is itself decided against decides nothing. A part: what is decided against is left where the other side says nothing of it. */
static void decided_in_part(void **state)
{
	(void)state;
#define USES(a, rest) "uses:\n  a: {" a "purposes: {complete: [security]}}\n  b: {purposes: {complete: [security]}}\n  c: {purposes: {complete: [security, tax]}}\n" \
	"conflicts:\n  ab: {one: uses.a, other: uses.b, enforce: uses.a}\n" rest
	struct built b;
	build(&b, USES("", "  bc: {one: uses.b, other: uses.c, enforce: uses.b}\n"));
	assert_true(find(&b, "uses.b").record->set_aside);
	assert_false(find(&b, "uses.c").record->set_aside);
	assert_int_equal(find(&b, "uses.c").record->overruled.count, 0);
	drop(&b);
	/* `a` speaks of logs alone, `b` of all data; `c` has a purpose more */
	build(&b, USES("categories: {complete: [logs]}, ", ""));
	assert_false(find(&b, "uses.b").record->set_aside);
	assert_int_equal(find(&b, "uses.b").record->overruled.count, 1);
	assert_string_equal(find(&b, "uses.b").record->overruled.at[0].id, "ab");
	drop(&b);
	build(&b, USES("", "  ac: {one: uses.a, other: uses.c, enforce: uses.a}\n"));
	assert_true(find(&b, "uses.b").record->set_aside);
	assert_false(find(&b, "uses.c").record->set_aside);
	assert_int_equal(find(&b, "uses.c").record->overruled.count, 1);
	drop(&b);
	/* undecided, whether `b` is there depends on it: `c` is neither there for sure nor set aside */
	build(&b, "uses:\n  a: {purposes: {complete: [security]}}\n  b: {purposes: {complete: [security]}}\n  c: {purposes: {complete: [tax]}}\n"
	          "conflicts:\n  ab: {one: uses.a, other: uses.b}\n  bc: {one: uses.b, other: uses.c, enforce: uses.b}\n");
	assert_false(find(&b, "uses.c").record->set_aside);
	assert_true(find(&b, "uses.c").record->undecided);
	drop(&b);
#undef USES
}

/* A side within the other, and sides that are not statements. */
static void sides(void **state)
{
	(void)state;
#define ASK "requests:\n  ask:\n    request: access\n    routes:\n" \
	"      web: {channels: {complete: [web]}, self-service: true, answer: 1 day}\n" \
	"      mail: {channels: {complete: [email]}, self-service: false, answer: 2 days}\n" \
	"    outcomes:\n      logs: {categories: {complete: [logs]}, result: keep}\n"
#define SIDES(one, other) "conflicts:\n  c: {one: " one ", other: " other "}\n"
	expect_ids(TWO SIDES("retention.short", "retention.short.period"), "P071");
	expect_ids(TWO SIDES("retention.short.period", "retention.short"), "P071");
	expect_ids(TWO SIDES("retention.short.period", "retention.short.period"), "P071");
	expect_ids(ASK SIDES("requests.ask", "requests.ask.routes.web"), "P071");
	expect_ids(ASK SIDES("requests.ask.routes.web", "requests.ask"), "P071");
	expect_ids(ASK SIDES("requests.ask", "requests.ask.routes.web.channels"), "P071");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels", "requests.ask"), "P071");
	expect_ids(ASK SIDES("requests.ask.routes.mail.channels", "requests.ask.routes.mail"), "P071");
	expect_ids(SIDES("brand", "brand.name"), "P075; P075");
	expect_ids(ASK SIDES("requests.ask", "requests.ask.routes.web.channels.web"), "P071");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels.web", "requests.ask.routes.web"), "P071");
	/* records beside one another, the same field of two, an id of a list beside either; a start is read as its length */
	expect_ids(TWO SIDES("retention.short", "retention.long"), "P090");
	expect_ids(TWO SIDES("retention.short.then", "retention.long.then"), "P093"); /* both delete */
	expect_ids(TWO SIDES("retention.short.from", "retention.long.period"), "P090");
	expect_ids(TWO SIDES("retention.short.from", "retention.long.from"), "P090");
	expect_ids(ASK SIDES("requests.ask.routes.web", "requests.ask.routes.mail"), "P090");
	expect_ids(ASK SIDES("requests.ask.routes.web", "requests.ask.outcomes.logs"), "P090");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels", "requests.ask.routes.mail.channels"), "P090");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels.web", "requests.ask.routes.mail"), "P090");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels.web", "requests.ask.routes.mail.channels.email"), "P090");
	/* parts of one record, and a field beside anything else */
	expect_ids(TWO SIDES("retention.short.period", "retention.short.then"), "P080");
	expect_ids(TWO SIDES("retention.short.period", "retention.short.from"), "P071");
	expect_ids(TWO SIDES("retention.short.period", "retention.long"), "P080");
	expect_ids(TWO SIDES("retention.short", "retention.long.period"), "P080");
	expect_ids(TWO SIDES("retention.short.then", "retention.long.period"), "P080");
	expect_ids(ASK SIDES("requests.ask.routes.web.answer", "requests.ask.outcomes.logs"), "P080");
	expect_ids(ASK SIDES("requests.ask.routes.web.answer", "requests.ask.outcomes.logs.result"), "P080");
	expect_ids(ASK SIDES("requests.ask.routes.web.channels.web", "requests.ask.routes.mail.channels"), "P080");
	/* what a statement is about, when it holds, and lists that are asked about id by id */
	expect_ids(TWO SIDES("retention.short.categories", "retention.long.categories"), "P081; P081");
	expect_ids(TWO SIDES("retention.short.categories.logs", "retention.long"), "P081");
	expect_ids(ASK SIDES("requests.ask.routes.web", "requests.ask.outcomes.logs.categories"), "P081");
	expect_ids(ASK TWO SIDES("requests.ask.request", "retention.long"), "P081");
#define USES "uses:\n  a: {purposes: {complete: [security]}, unless: [law-asks]}\n  b: {purposes: {complete: [security, tax]}, unless: [law-asks]}\n"
	expect_ids(USES SIDES("uses.a.unless", "uses.b.unless"), "P081; P081");
	expect_ids(USES SIDES("uses.a.purposes", "uses.b.purposes"), "P081; P081");
	expect_ids(USES SIDES("uses.a", "uses.b.purposes.tax"), "P090");
	expect_ids(USES SIDES("uses.a", "uses.b.purposes.ads"), "P070");
	expect_ids(USES SIDES("uses.a", "uses.b.purposes.tax.more"), "P070");
	expect_ids(ASK SIDES("requests.ask.routes.web.from", "requests.ask.routes.mail.from"), "P070; P070");
	expect_ids("requests:\n  ask:\n    request: access\n    routes:\n"
	           "      web: {channels: {complete: [web]}, self-service: false, answer: 1 day, from: sign-up}\n"
	           "      mail: {channels: {complete: [email]}, self-service: false, answer: 1 day, from: account-closed}\n"
	           SIDES("requests.ask.routes.web.from", "requests.ask.routes.mail.from"), "P081; P081");
#undef USES
	/* at the side that is none */
	expect_faults(TWO "conflicts:\n  c: {one: retention.long, other: brand}\n", "P075 15:35");
	expect_faults(TWO "conflicts:\n  c: {one: retention.long, other: brand.operator}\n", "P075 15:35");
	static const char others[] =
		"clauses:\n  words: {place: contacts, text: {en: x, id: x}}\n"
		"readings:\n  read: {fact: backups.b.period, value: 1 year, reason: r, owner: o, date: 2027-01-01, publish: true}\n"
		"backups:\n  b: {kept: true, period: unstated}\n"
		"conflicts:\n"
		"  first: {one: contacts.desk, other: backups.b}\n"
		"  second: {one: contacts.desk, other: %s}\n";
	static const char *const none[] = {"clauses.words",  "clauses.words.place", "readings.read",   "readings.read.value",
	                                   "conflicts.first", "conflicts.first.one", "brand.effective", "brand"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct buf text = {0};
		buf_printf(&text, others, none[i]);
		buf_char(&text, '\0');
		expect_ids(text.data, "P090; P075");
		buf_free(&text);
	}
#undef SIDES
}

/* Conflicts, as "A>B": A holds. */
static void expect_circles(const char *conflicts, unsigned circles)
{
	struct buf text = {0}, wanted = {0};
	buf_str(&text, ASK "retention:\n");
	static const char *const endings[] = {"delete", "anonymise", "keep", "overwrite", "unstated"};
	for (int c = 0; c < 5; c++) /* they differ, and contradict each other only as declared */
		buf_printf(&text, "  %c: {categories: {complete: [logs]}, period: %d to 9 years, from: sign-up, then: %s}\n", 'a' + c, c + 1, endings[c]);
	buf_str(&text, "conflicts:\n");
	char sides[200], *at = sides;
	snprintf(sides, sizeof sides, "%s", conflicts);
	for (unsigned n = 1; *at; n++) {
		char *next = at + strcspn(at, " "), *sign = strchr(at, '>');
		if (*next)
			*next++ = '\0';
		*sign = '\0';
		/* the decision alone counts: the order of the sides does not */
		buf_printf(&text, "  c%u: {one: %s, other: %s, enforce: %s}\n", n, n % 2 ? at : sign + 1, n % 2 ? sign + 1 : at, at);
		at = next;
	}
	for (unsigned i = 0; i < circles; i++)
		buf_str(&wanted, i ? "; P079" : "P079");
	buf_char(&text, '\0');
	buf_char(&wanted, '\0');
	expect_ids(text.data, wanted.data);
	buf_free(&text);
	buf_free(&wanted);
}

/* The first message with the id. */
static const char *said(const struct built *b, enum diag_id id)
{
	for (size_t i = 0; i < b->diags.count; i++)
		if (b->diags.list[i].id == id)
			return b->diags.list[i].text;
	return "";
}

static void circles(void **state)
{
	(void)state;
#define R "retention."
	expect_circles(R "a>" R "b", 0);
	expect_circles(R "a>" R "b " R "b>" R "c", 0);
	expect_circles(R "b>" R "c " R "a>" R "b", 0);
	expect_circles(R "a>" R "b " R "a>" R "c " R "b>" R "c " R "c>" R "d", 0);
	expect_circles(R "a>" R "b " R "b>" R "c " R "c>" R "a", 1);
	expect_circles(R "a>" R "b " R "c>" R "a " R "b>" R "c", 1);
	expect_circles(R "d>" R "a " R "a>" R "b " R "b>" R "c " R "c>" R "a", 1); /* a fourth one that leads into it is not in it */
	expect_circles(R "a>" R "b " R "b>" R "c " R "c>" R "d " R "d>" R "e " R "e>" R "a", 1);
	expect_circles(R "a.period>" R "b.period " R "b.from>" R "c.period " R "c.period>" R "a.from", 1);
	/* of different fields none is left out */
	expect_circles(R "a.period>" R "b.period " R "b.then>" R "a.then", 0);
	expect_circles(R "a.period>" R "b.period " R "b>" R "c " R "c.then>" R "a.then", 0);
	/* a part of what has lost cannot hold against a part of what has won */
	expect_circles(R "a>" R "b " R "b.period>" R "a.period", 1);
	expect_circles(R "a.period>" R "b.period " R "b>" R "a", 1);
	expect_circles(R "a>" R "b " R "c.period>" R "a.period", 0);
	expect_circles("requests.ask>" R "a " R "a>requests.ask.routes.web", 1);
	expect_circles("requests.ask>" R "a " R "b>requests.ask.routes.web.channels.web", 0);
#undef R
	/* what a side is undecided against, it stands against all that is in it */
	struct built b;
	build(&b, ASK TWO "conflicts:\n  c: {one: retention.long, other: requests.ask}\n"
	      "  d: {one: requests.ask.routes.web, other: retention.long, enforce: requests.ask.routes.web}\n"
	      "  e: {one: requests.ask.routes.mail, other: retention.long, enforce: retention.long}\n");
	assert_string_equal(said(&b, DIAG_P079),
	                    "these conflicts run in a circle: 'retention.long' is undecided against 'requests.ask', "
	                    "'requests.ask.routes.web' holds over 'retention.long'; decide one of them the other way");
	drop(&b);
	build(&b, "retention:\n  a: {categories: {complete: [logs]}, period: 1 to 9 years, from: sign-up, then: delete}\n"
	      "  b: {categories: {complete: [logs]}, period: 2 to 9 years, from: sign-up, then: delete}\n"
	      "  c: {categories: {complete: [logs]}, period: 3 to 9 years, from: sign-up, then: delete}\n"
	      "conflicts:\n  p: {one: retention.c, other: retention.a, enforce: retention.c}\n"
	      "  q: {one: retention.c, other: retention.b, enforce: retention.b}\n"
	      "  r: {one: retention.a, other: retention.b, enforce: retention.a}\n");
	assert_string_equal(b.faults.data, "P079 16:3");
	assert_string_equal(said(&b, DIAG_P079),
	                    "these conflicts run in a circle: 'retention.c' holds over 'retention.a', 'retention.a' over 'retention.b', "
	                    "'retention.b' over 'retention.c'; decide one of them the other way");
	drop(&b);
	/* two sides have one conflict, whichever is named first */
	expect_faults(TWO "conflicts:\n  c: {one: retention.short, other: retention.long}\n"
	              "  d: {one: retention.long, other: retention.short, enforce: retention.long}\n",
	              "P090 15:3; P082 16:3");
	expect_faults(TWO "conflicts:\n  c: {one: retention.short.from, other: retention.long.from}\n"
	              "  d: {one: retention.short.period, other: retention.long.period}\n",
	              "P090 15:3; P082 16:3");
	/* who decided, and for what */
	expect_ids(TWO "conflicts:\n  c: {one: retention.short, other: retention.long, decided: {by: legal, date: 2027-01-01, because: so}}\n", "P083");
	expect_ids(TWO "conflicts:\n  c: {one: retention.short, other: retention.long, enforce: retention.long, decided: {by: legal, date: 2027-01-01, because: so, advice: a letter}}\n", "");
	expect_faults(TWO "conflicts:\n  c: {one: retention.short, other: retention.long, enforce: retention.long, decided: {by: legal, when: 2027-01-01}}\n",
	              "P032 15:77; P032 15:77; P031 15:98");
}

/* K3: a general rule gives way to an exception, and does not contradict it. */
static void general_rules(void **state)
{
	(void)state;
	struct built b;
#define RULES(otherwise) "retention:\n  all: {period: 1 year, from: sign-up, then: delete" otherwise "}\n" \
	"  part: {categories: {complete: [logs]}, period: indefinitely, then: delete}\n"
#define BETWEEN(one, other) "conflicts:\n  c: {one: " one ", other: " other "}\n"
	build(&b, RULES(""));
	assert_string_equal(b.faults.data, "P140 13:3");
	assert_non_null(strstr(said(&b, DIAG_P140), "write 'otherwise: true' in 'retention.all' if it is the general rule"));
	drop(&b);
	expect_faults(RULES(", otherwise: true"), "");
	expect_ids(RULES("") BETWEEN("retention.part", "retention.all"), "P090");
	expect_ids(RULES(", otherwise: true") BETWEEN("retention.part", "retention.all"), "P085");
	expect_ids(RULES(", otherwise: true") BETWEEN("retention.all.period", "retention.part.period"), "P085");
	/* two of a kind disagree as ever */
	expect_ids("retention:\n  a: {period: 1 year, from: sign-up, then: delete, otherwise: true}\n"
	           "  b: {period: 2 years, from: sign-up, then: delete, otherwise: true}\n", "P140");
#undef RULES
#undef BETWEEN
}

/* Conflicts between records r0, r1 and so on; pairs: two numbers each, of which the first holds if they are decided. */
static void expect_of_pairs(unsigned char (*pairs)[2], unsigned count, bool decided, const char *wanted)
{
	struct buf text = {0}, all = {0};
	buf_str(&text, "retention:\n");
	for (unsigned i = 0; i <= 128; i++)
		buf_printf(&text, "  r%u: {categories: {complete: [logs]}, period: 1 year, from: sign-up, then: delete}\n", i);
	buf_str(&text, "conflicts:\n");
	for (unsigned i = 0; i < count; i++) {
		buf_printf(&text, "  c%u: {one: retention.r%u, other: retention.r%u", i, pairs[i][0], pairs[i][1]);
		if (decided)
			buf_printf(&text, ", enforce: retention.r%u", pairs[i][0]);
		buf_str(&text, "}\n");
	}
	buf_char(&text, '\0');
	struct built b;
	build(&b, text.data);
	for (size_t i = 0; i < b.diags.count; i++)
		if (b.diags.list[i].severity == SEVERITY_ERROR)
			buf_printf(&all, "%s%s", all.len ? "; " : "", diag_name(b.diags.list[i].id));
	buf_char(&all, '\0');
	assert_string_equal(all.data, wanted);
	buf_free(&text);
	buf_free(&all);
	drop(&b);
}

/* As many conflicts as there can be, in every shape. */
static void many_conflicts(void **state)
{
	(void)state;
	unsigned char chain[65][2], star[64][2], both[64][2], complete[55][2], ring[64][2];
	for (unsigned i = 0; i < 65; i++) {
		chain[i][0] = (unsigned char)i;
		chain[i][1] = (unsigned char)(i + 1);
	}
	for (unsigned i = 0, n = 0; i < 11; i++)
		for (unsigned k = i + 1; k < 11; k++, n++) {
			complete[n][0] = (unsigned char)i;
			complete[n][1] = (unsigned char)k;
		}
	for (unsigned i = 0; i < 64; i++) {
		star[i][0] = 0;
		star[i][1] = (unsigned char)(i + 1);
		both[i][0] = (unsigned char)(i / 8);
		both[i][1] = (unsigned char)(8 + i % 8);
		ring[i][0] = (unsigned char)i;
		ring[i][1] = (unsigned char)((i + 1) % 64);
	}
	/* 64 conflicts have 65 sides if none of them closes a ring: one too many */
	expect_of_pairs(chain, 63, true, "");
	expect_of_pairs(chain, 64, true, "P084");
	expect_of_pairs(chain, 65, true, "P045");
	expect_of_pairs(star, 63, false, "");
	expect_of_pairs(star, 64, false, "P084");
	expect_of_pairs(both, 64, false, "");
	expect_of_pairs(complete, 55, false, "");
	/* a ring of n or a chain of n sides: each way goes on with one of the next two or three, so that they are many */
	expect_of_pairs(ring, 64, false, "P084");
	expect_of_pairs(chain, 63, false, "P084");
	expect_of_pairs(ring, 64, true, "P079");
}

/* ---- readings ---- */

#define READING(fact, value, publish) \
	"readings:\n  r: {fact: " fact ", value: " value ", reason: r, owner: legal, date: 2027-02-01, publish: " publish "}\n"
#define OPEN(fields) "retention:\n  a: {categories: {complete: [logs]}, " fields "}\n"

/* What legal reads a gap as: the value functions act on, and the one the notice prints. */
static void expect_reading(const char *text, const char *path, const char *read, bool published)
{
	struct built b;
	build(&b, text);
	if (*b.faults.data)
		fail_msg("%s: %s", text, b.diags.list[0].text);
	struct value *v = value(&b, path);
	struct place p = find(&b, path);
	struct buf out = {0};
	assert_int_not_equal(v->state, VALUE_STATED);
	assert_non_null(v->reading);
	assert_ptr_equal(value_effective(v, false), v->read);
	assert_ptr_equal(value_effective(v, true), published ? v->read : v);
	assert_int_equal(v->read->fact, v->fact);
	value_write(&out, &p.record->section->fields[p.field], v->read);
	buf_char(&out, '\0');
	assert_string_equal(out.data, read);
	assert_int_equal(gaps(&b), 0); /* a gap that is decided is not a gap any more */
	buf_free(&out);
	drop(&b);
}

static void readings(void **state)
{
	(void)state;
	expect_reading(OPEN("period: unstated, then: delete") READING("retention.a.period", "7 years", "false"), "retention.a.period", "7 years",
	               false);
	expect_reading(OPEN("period: unstated, then: delete") READING("retention.a.period", "while account open", "true"),
	               "retention.a.period", "while account open", true);
	expect_reading(OPEN("period: 1 year, from: unstated, then: delete") READING("retention.a.from", "implied sign-up", "true"),
	               "retention.a.from", "implied sign-up", true);
	expect_reading(OPEN("period: 1 year, then: unstated") READING("retention.a.then", "anonymise", "false"), "retention.a.then", "anonymise",
	               false);
	expect_reading("identity-checks:\n  a: {gates: unstated, requirement: mandatory}\n"
	               READING("identity-checks.a.gates", "\"complete: withdrawal\"", "true"),
	               "identity-checks.a.gates", "complete: withdrawal", true);
	expect_reading("requests:\n  a:\n    request: access\n    routes:\n      r: {channels: unstated, self-service: true}\n"
	               READING("requests.a.routes.r.channels", "\"examples: email web\"", "false"),
	               "requests.a.routes.r.channels", "examples: email web", false);
	/* errors, each at the reading's own place */
	expect_faults(OPEN("period: unstated, then: delete") READING("retention.a.period", "7 yeras", "true"), "P036 14:40");
	expect_faults(OPEN("period: unstated, then: delete") READING("retention.a.period", "unstated", "true"), "P040 14:40");
	expect_faults(OPEN("period: 1 year, then: unstated") READING("retention.a.then", "delet", "true"), "P035 14:38");
	expect_faults(OPEN("period: 1 year, then: delete") READING("retention.a.period", "7 years", "true"), "P073 14:13");
	expect_faults(OPEN("period: 1 year, then: delete") READING("retention.a", "7 years", "true"), "P073 14:13");
	expect_faults(OPEN("period: 1 year, then: delete") READING("retention.a.then-within", "7 years", "true"), "P070 14:13");
	expect_faults("identity-checks:\n  a: {gates: unstated, requirement: mandatory}\n" READING("identity-checks.a.gates", "withdrawal", "true"),
	              "P042 14:45");
	expect_faults("identity-checks:\n  a: {gates: unstated, requirement: mandatory}\n"
	              READING("identity-checks.a.gates", "\"complete: withdrawal withdrawal\"", "true"),
	              "P044 14:45");
	expect_faults("identity-checks:\n  a: {gates: unstated, requirement: mandatory}\n"
	              READING("identity-checks.a.gates", "\"complete: \"", "true"),
	              "P050 14:45");
	expect_faults(OPEN("period: unstated, then: delete") READING("retention.a.period", "7 years", "true")
	              "  s: {fact: retention.a.period, value: 8 years, reason: r, owner: legal, date: 2027-02-01, publish: true}\n",
	              "P074 15:13");
	/* no part of a reading may be left out, publish least of all */
	expect_faults(OPEN("period: unstated, then: delete") "readings:\n  r: {fact: retention.a.period, value: 1 year}\n",
	              "P032 14:3; P032 14:3; P032 14:3; P032 14:3");
}

/* A date, and a literal that is a placeholder. */
static void readings_of_the_brand(void **state)
{
	(void)state;
	static const char text[] =
		"brand: {id: acme, name: Acme, operator: placeholder, address: Jakarta, version: \"1\", effective: unstated}\n"
		"contacts:\n  desk: {party: support, channels: {complete: [web]}}\n"
		"readings:\n"
		"  a: {fact: brand.effective, value: 2027-03-01, reason: r, owner: legal, date: 2027-02-01, publish: true}\n"
		"  b: {fact: brand.operator, value: PT Acme, reason: r, owner: legal, date: 2027-02-01, publish: true}\n";
	struct built b;
	struct buf all = {0};
	buf_str(&all, text);
	buf_str(&all, waived);
	build_whole(&b, NULL, buf_cstr(&all));
	buf_free(&all);
	assert_string_equal(b.faults.data, "");
	assert_int_equal(value(&b, "brand.effective")->state, VALUE_UNSTATED);
	assert_int_equal(value(&b, "brand.operator")->state, VALUE_PLACEHOLDER);
	assert_string_equal(value_effective(value(&b, "brand.operator"), true)->literal.text, "PT Acme");
	assert_int_equal(date_days(value_effective(value(&b, "brand.effective"), true)->date), 20878);
	assert_false(b.model->draft);
	struct tables t;
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.valid_from, 20878);
	tables_free(&t);
	drop(&b);
}

/* A quoted gap is a text, and no text may look like a gap. */
static void quoted_gaps(void **state)
{
	(void)state;
	expect_faults("backups:\n  b: {kept: true, source: \"unstated\"}\n", "P040 12:27");
	expect_faults("backups:\n  b: {kept: true, source: 'placeholder'}\n", "P040 12:27");
	expect_faults("backups:\n  b: {kept: true, source: placeholder}\n", "P040 12:27");
	expect_faults("backups:\n  b: {kept: true, source: Unstated places}\n", "");
	expect_ids(OPEN("period: unstated, then: delete") READING("retention.a.period", "\"unstated\"", "true"), "P040");
	expect_ids(OPEN("period: unstated, then: delete") READING("retention.a.period", "\"placeholder\"", "true"), "P040");
	struct built b;
	build_whole(&b, NULL, "brand: {id: acme, name: \"placeholder\", operator: \"unstated\", version: '1', effective: unstated}\n"
	                      "readings:\n  r: {fact: brand.effective, value: \"placeholder\", reason: r, owner: o, date: 2027-01-01, publish: true}\n");
	assert_string_equal(b.faults.data, "P040 1:25; P040 1:50; P040 3:37");
	drop(&b);
}

/* ---- the draft ---- */

/* Each reason alone: the base with one thing open. */
static void draft(void **state)
{
	(void)state;
	static const struct {
		const char *operator, *version, *effective, *contact, *rest;
		bool draft;
	} rows[] = {
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}", "", false},
		{"unstated", "\"1\"", "2027-01-01", "{complete: [web]}", "", true},
		{"placeholder", "\"1\"", "2027-01-01", "{complete: [web]}", "", true},
		{"PT Acme", "\"1\"", "unstated", "{complete: [web]}", "", true},
		{"PT Acme", "\"1\"", "placeholder", "{complete: [web]}", "", true},
		{"PT Acme", "placeholder", "2027-01-01", "{complete: [web]}", "", true},
		{"PT Acme", "unstated", "2027-01-01", "{complete: [web]}", "", false},
		{"PT Acme", "\"1\"", "2027-01-01", "unstated", "", true},
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}", "  two: {party: support, channels: {complete: [web]}, email: placeholder}\n", true},
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}", "  two: {party: support, channels: {complete: [web]}, email: unstated}\n", false},
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}", OPEN("period: unstated, then: unstated"), false},
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}",
		 CONFLICT("retention.short", "retention.long", ""), true},
		{"PT Acme", "\"1\"", "2027-01-01", "{complete: [web]}",
		 CONFLICT("retention.short", "retention.long", "    enforce: retention.short\n"), false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct built b;
		struct buf text = {0};
		buf_printf(&text,
		           "brand:\n  id: acme\n  name: Acme\n  operator: %s\n  version: %s\n  effective: %s\n"
		           "contacts:\n  desk: {party: support, channels: %s}\n%s",
		           rows[i].operator, rows[i].version, rows[i].effective, rows[i].contact, rows[i].rest);
		buf_str(&text, waived);
		buf_char(&text, '\0');
		build_whole(&b, NULL, text.data);
		assert_int_equal(b.diags.errors, 0);
		if (b.model->draft != rows[i].draft)
			fail_msg("row %zu is%s a draft:\n%s", i, rows[i].draft ? " not" : "", text.data);
		buf_free(&text);
		drop(&b);
	}
	struct built b;
	build_whole(&b, NULL, "brand: {id: acme, name: Acme, operator: PT Acme, version: \"1\", effective: 2027-01-01}\n");
	assert_int_equal(b.diags.errors, 0);
	assert_true(b.model->draft); /* nobody to ask */
	drop(&b);
}

/* What a notice needs is there for its reader only when the reading is published. */
static void unpublished_readings_leave_a_draft(void **state)
{
	(void)state;
	static const char *const reads[] = {"brand.operator", "brand.effective", "brand.version", "contacts.desk.channels", "contacts.desk.email"};
	static const char *const values[] = {"PT Acme", "2027-03-01", "\"1\"", "\"complete: web\"", "a@acme.example"};
	for (unsigned i = 0; i < 5; i++)
		for (unsigned gap = 0; gap < 2; gap++) /* unstated, placeholder */
			for (unsigned published = 0; published < 2; published++) {
				static const char *const gaps[] = {"unstated", "placeholder"};
				if (gap && i == 3)
					continue; /* a list is not a placeholder */
				struct built b;
				struct buf text = {0};
				buf_printf(&text, "brand: {id: acme, name: Acme, operator: %s, effective: %s, version: %s}\n"
				                  "contacts:\n  desk: {party: support, channels: %s, email: %s}\n"
				                  "readings:\n  r: {fact: %s, value: %s, reason: r, owner: o, date: 2027-02-01, publish: %s}\n",
				           i == 0 ? gaps[gap] : values[0], i == 1 ? gaps[gap] : values[1], i == 2 ? gaps[gap] : values[2],
				           i == 3 ? gaps[gap] : "{complete: [web]}", i == 4 ? gaps[gap] : values[4], reads[i], values[i],
				           published ? "true" : "false");
				buf_str(&text, waived);
				buf_char(&text, '\0');
				build_whole(&b, NULL, text.data);
				assert_int_equal(b.diags.errors, 0);
				/* a version or an address the source does not state is not needed; a placeholder promises one */
				bool needed = gap || i == 0 || i == 1 || i == 3;
				if (b.model->draft != (needed && !published))
					fail_msg("%s a draft:\n%s", b.model->draft ? "" : "not", text.data);
				assert_int_equal(*message(&b, DIAG_P092) != '\0', gap && !published);
				assert_int_equal(*message(&b, DIAG_P091) != '\0', false); /* legal has decided */
				buf_free(&text);
				drop(&b);
			}
}

/* ---- clauses ---- */

#define CLAUSE(en, id) CLAUSE_OF("", en, id)
#define CLAUSE_OF(more, en, id) "retention:\n  a: {categories: {complete: [logs]}, period: 7 years, then: delete}\n" more \
	"clauses:\n  c:\n    place: retention\n    text: {en: \"" en "\", id: \"" id "\"}\n"

#define DECIDED(field) "conflicts:\n  c: {one: retention.a." field ", other: retention.b." field ", enforce: retention.b." field "}\n"

static void clauses(void **state)
{
	(void)state;
	expect_faults(CLAUSE("We take care.", "Kami berhati-hati."), "");
	expect_faults(CLAUSE("Kept for {retention.a.period}.", "Disimpan {retention.a.period}."), "");
	expect_faults(CLAUSE("{brand.operator}{retention.a.categories}", "x"), "");
	/* a number is a fact, and so is a length, whatever the language */
	expect_faults(CLAUSE("Kept for 7 seasons.", "x"), "P077 16:16");
	expect_faults(CLAUSE("Kept for seven years.", "x"), "P077 16:16");
	expect_faults(CLAUSE("Kept for a year.", "x"), "P077 16:16");
	expect_faults(CLAUSE("One business day.", "x"), "P077 16:16");
	expect_faults(CLAUSE("x", "Disimpan tujuh tahun."), "P077 16:25");
	expect_faults(CLAUSE("x", "Dalam beberapa hari kerja."), "P077 16:25");
	expect_faults(CLAUSE("12 {retention.a.period}", "{retention.a.period} 3"), "P077 16:16; P077 16:47");
	/* a word that only contains a unit is none, nor is another language's */
	expect_faults(CLAUSE("Yesterday, yearly, our dayshift.", "Matahari"), "");
	expect_faults(CLAUSE("tahun", "year"), "");
	/* digits within a reference are a name */
	expect_faults("retention:\n  a2: {categories: {complete: [logs]}, period: 7 years, then: delete}\n"
	              "clauses:\n  c: {place: retention, text: {en: \"{retention.a2.period}\", id: x}}\n", "");
	/* references */
	expect_faults(CLAUSE("{retention.a.perod}", "x"), "P078 16:16");
	expect_faults(CLAUSE("{retention.a}", "x"), "P078 16:16");
	expect_faults(CLAUSE("{retention.a.then-within}", "x"), "P078 16:16");
	expect_faults(CLAUSE("{retention.a.period", "x"), "P078 16:16");
	expect_faults(CLAUSE("{}", "{ retention.a.period }"), "P078 16:16; P078 16:26");
	expect_faults(CLAUSE("{{retention.a.period}}", "x"), "P078 16:16");
	/* what legal has decided against is no longer a promise */
#define BOTH(id) CLAUSE_OF("  b: {categories: {complete: [logs]}, period: 1 year, then: delete}\n", "{retention.a.then}", id)
	expect_faults(BOTH("{retention.a.period}") DECIDED("period"), "P078 17:42");
	expect_faults(BOTH("x") DECIDED("period"), "");
#undef BOTH
	expect_faults(CLAUSE("{backups.b.period}", "x") "backups:\n  b: {kept: true, period: 1 year}\nconflicts:\n"
	              "  c: {one: backups.b, other: retention.a, enforce: backups.b}\n", "P076 15:12");
	/* capitals, and digits of other widths */
	expect_faults(CLAUSE("Seven Years.", "x"), "P077 16:16");
	expect_faults(CLAUSE("IN TWO DAYS", "x"), "P077 16:16");
	expect_faults(CLAUSE("x", "Tujuh TAHUN"), "P077 16:25");
	expect_faults(CLAUSE("Some Business Days", "x"), "P077 16:16");
	expect_faults(CLAUSE("\xEF\xBC\x97 seasons", "x"), "P077 16:16");
	expect_faults(CLAUSE("Kept for \xEF\xBC\x91\xEF\xBC\x90 ages", "x"), "P077 16:16");
	expect_faults(CLAUSE("\xEF\xBC\x8F\xEF\xBC\x9A", "x"), ""); /* the two beside them, a slash and a colon */
	expect_faults(CLAUSE("YEARLY HOLIDAYS", "x"), "");
	/* a clause quotes facts and the brand, not clauses, readings or conflicts */
	expect_faults(CLAUSE("{brand.name} {brand.version}", "{brand.effective}"), "");
	expect_faults(CLAUSE("{clauses.c.text}", "x"), "P078 16:16");
	expect_faults(CLAUSE("x", "{clauses.c.place}"), "P078 16:25");
	expect_faults(CLAUSE("{readings.r.value}", "x") "readings:\n  r: {fact: backups.b.period, value: 1 year, reason: r, owner: o, "
	              "date: 2027-01-01, publish: true}\nbackups:\n  b: {kept: true, period: unstated}\n", "P078 16:16");
	/* one line, not empty, no spaces around it */
	expect_faults(CLAUSE("", "x"), "P050 16:16");
	expect_faults(CLAUSE(" x", "x"), "P050 16:16");
	expect_faults(CLAUSE("x ", " "), "P050 16:16; P050 16:26");
	expect_faults(CLAUSE("x\xC2\xA0", "\xE2\x80\x83x"), "P050 16:16; P050 16:26");
	expect_faults(CLAUSE("x", "x\\ny"), "P050 16:25");
	expect_faults("clauses:\n  c:\n    place: contacts\n    text:\n      id: x\n      en: |\n        a\n", "P050 16:11");
	for (unsigned n = 2000; n <= 2001; n++) {
		struct buf text = {0};
		buf_str(&text, "clauses:\n  c:\n    place: contacts\n    text:\n      id: x\n      en: \"");
		for (unsigned i = 0; i < n; i++)
			buf_char(&text, 'x');
		buf_str(&text, "\"\n");
		buf_char(&text, '\0');
		expect_faults(text.data, n == 2000 ? "" : "P050 16:11");
		buf_free(&text);
	}
	/* the place, and a text for each language */
	expect_faults("clauses:\n  c: {place: retention, text: {en: x, id: x}}\n", "P076 12:14");
	expect_faults("clauses:\n  c: {place: retentions, text: {en: x, id: x}}\n", "P076 12:14");
	expect_faults("clauses:\n  c: {place: contacts, text: {en: x}}\n", "P048 12:30");
	expect_faults("clauses:\n  c: {place: contacts, text: {en: x, id: x, french: x}}\n", "P049 12:45");
	expect_faults("clauses:\n  c: {place: contacts, text: x}\n", "P033 12:30");
}

/* ---- e-mail addresses ---- */

/* What stands in a mailto: link and in Markdown's <...> as it is. */
static void emails(void **state)
{
	(void)state;
	static const char *const good[] = {"a@m.example", "privacy@acme.co.id", "A.b_c+d-e9@m-1.example", "+@m.example", "1@1.2"};
	static const char *const bad[] = {
		"a?cc=x@m.example", "a%41@m.example", "a&b@m.example", "a=b@m.example", "a#b@m.example", "a/b@m.example", "a!b@m.example", "a$b@m.example",
		"a'b@m.example", "a*b@m.example", "a^b@m.example", "a`b@m.example", "a{b@m.example", "a|b@m.example", "a}b@m.example", "a~b@m.example",
		"a b@m.example", "a<b@m.example", "a>b@m.example", "a,b@m.example", "a:b@m.example", "a@b@m.example", "(a)@m.example", "a;b@m.example",
		"\xC3\xA4@m.example", "a@m.ex\xC3\xA4mple", "a@m_m.example", "a@m.example?cc=x", "a@m", "@m.example", "a@", "a", ".a@m.example",
		"a.@m.example", "a@.m.example", "a@m.example.", "a@m..example", "a@-m.example", "a@m-.example", "mailto:a@m.example", "a@[10.0.0.1]",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good + sizeof bad / sizeof *bad; i++) {
		bool is_good = i < sizeof good / sizeof *good;
		struct buf text = {0};
		buf_printf(&text, "  other:\n    party: support\n    channels: unstated\n    email: \"%s\"\n",
		           is_good ? good[i] : bad[i - sizeof good / sizeof *good]);
		buf_char(&text, '\0');
		expect_faults(text.data, is_good ? "" : "P053 14:12");
		buf_free(&text);
	}
	/* a reading does not get around it */
	expect_ids("  other: {party: support, channels: unstated, email: placeholder}\n" READING("contacts.other.email", "a&b@m.example", "true"),
	           "P053");
}

/* A field of the contact `other`: its good values, then its bad ones and what they are. */
static void expect_contact(const char *key, const char *const *good, size_t goods, const char *const *bad, size_t bads, const char *fault)
{
	for (size_t i = 0; i < goods + bads; i++) {
		struct buf text = {0};
		buf_printf(&text, "  other:\n    party: support\n    channels: unstated\n    %s: \"%s\"\n", key, i < goods ? good[i] : bad[i - goods]);
		buf_char(&text, '\0');
		expect_faults(text.data, i < goods ? "" : fault);
		buf_free(&text);
	}
}

static void phones_and_pages(void **state)
{
	(void)state;
	static const char *const phones[] = {"112", "+62 21 555 0100", "+62 (21) 555-0100", "(312) 555-0100", "0800-123-456", "+12345678901234567890"};
	static const char *const no_phones[] = {"12", "0800 EXAMPLE", "+62  21", "21--555", "21 -555", "-21555", "21555-", "+", "62+21555", "(21 555 0100",
	                                        "21) 555 0100", "((21) 555", "123456789012345678901", "021/555", "021.555", "0100 ext. 5", "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93"};
	static const char *const pages[] = {"https://a.example", "https://a.example/", "https://a.example:8443/p?q=1&r=%20#s", "https://1.example/~u/(x)"};
	static const char *const no_pages[] = {"http://a.example", "a.example", "www.a.example/p", "https://", "https:///p", "https://a b.example", "mailto:a@m.example",
	                                       "https://u@a.example", "https://a.example/<b>", "https://a.example/%2", "javascript:alert(1)", "https://-a.example", "HTTPS://a.example"};
	expect_contact("phone", phones, sizeof phones / sizeof *phones, no_phones, sizeof no_phones / sizeof *no_phones, "P061 14:12");
	expect_contact("url", pages, sizeof pages / sizeof *pages, no_pages, sizeof no_pages / sizeof *no_pages, "P060 14:10");
}

/* ---- the vocabulary ---- */

static void expect_words(const char *text, const char *faults)
{
	struct built b;
	memset(&b, 0, sizeof b);
	schema_init();
	vocabulary_text = text;
	make_words(&b);
	vocabulary_text = words;
	list_faults(&b);
	if (strcmp(b.faults.data, faults) != 0)
		fail_msg("%s\n  has   '%s'\n  wants '%s'", text, b.faults.data, faults);
	drop(&b);
}

static void labels(void **state)
{
	(void)state;
	expect_words("states:\n  a: {code: 1, en: \"a\", id: \"a b\"}\n", "");
	expect_words("states:\n  a: {code: 1, en: \" a\", id: \"a \"}\n", "P111 2:20; P111 2:30");
	expect_words("states:\n  a: {code: 1, en: \" \", id: \"\"}\n", "P111 2:20; P111 2:29");
	expect_words("states:\n  a: {code: 1, en: \"a\\nb\", id: [a]}\n", "P111 2:20; P111 2:32");
	expect_words("states:\n  a: {code: 1, en: \"\xC2\xA0" "a\", id: \"a\xE3\x80\x80\"}\n", "P111 2:20; P111 2:30"); /* spaces of other widths */
	/* a length with a meaning of its own is not a duration; as a state or an event it may be */
#define TERM(id) "  " id ": {code: 1, en: a, id: a}\n"
	expect_words("durations:\n" TERM("indefinitely"), "P136 2:3");
	expect_words("durations:\n" TERM("unstated"), "P136 2:3");
	expect_words("durations:\n" TERM("while-account-open"), "P136 2:3");
	expect_words("durations:\n" TERM("while-x"), "P136 2:3");
	expect_words("durations:\n" TERM("while"), "");
	expect_words("durations:\n" TERM("whilst-open"), "");
	expect_words("durations:\n" TERM("indefinitely-long"), "");
	expect_words("states:\n" TERM("indefinitely") "conditions:\n" TERM("while-open"), "");
#undef TERM
}

/* ---- the brand's id ---- */

static void brand_ids(void **state)
{
	(void)state;
	static const char *const good[] = {"mami", "mpo21", "sesetoro", "a", "x-y", "acme-2", "retention-co", "retention-finds", "find-retention", "span-week", "contacts-find", "stdio-x", "policyx", "mark-x", "names", "ending-names",
	                                   "abcdefghijklmnopqrstuvwxyz-abcde"};
	static const char *const bad[] = {
		"policy", "vocabulary", "brands", "index",                            /* files of ours */
		"stdint", "stddef", "string", "time", "math", "threads", "unistd",    /* headers of C */
		"con", "nul",                                                         /* devices */
		"retention", "breach", "find", "span", "rule", "list", "mark", "table", "edition", "name", "is-draft", "span-days",
		"list-has", "retention-rule", "retention-find", "retention-count", "retention-row", "policy-change-row",
		"category-name", "event-by-name", "legal-basis-name",
		"span-weeks", "span-hours", "span-business-days", "span-years", "start-event", "same", "at", "state", "days",
		"category", "element", "open-hours", "legal-basis", "certainty",      /* kinds */
		"", "Acme", "acme_2", "2acme", "-acme", "acme-", "a--b", "ac me", "acme.id", "\xC3\xA4rzte",
		"abcdefghijklmnopqrstuvwxyz-abcdef", /* one letter too long */
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (check_brand_id(good[i]))
			fail_msg("'%s': %s", good[i], check_brand_id(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!check_brand_id(bad[i]))
			fail_msg("a brand may be called '%s'", bad[i]);
	struct built b;
	build_whole(&b, "retention", "brand: {id: retention, name: R, operator: R, version: \"1\", effective: 2027-01-01}\n");
	assert_string_equal(b.faults.data, "P047 1:13");
	drop(&b);
	build_whole(&b, "other", "brand: {id: acme, name: R, operator: R, version: \"1\", effective: 2027-01-01}\n");
	assert_string_equal(b.faults.data, "P046 1:13");
	assert_string_equal(message(&b, DIAG_P046), "the brand's id is 'acme' but its file is 'other.yaml'; make them the same");
	drop(&b);
}

/* ---- rows ---- */

static const struct policy_retention_rule *retention_row(const struct tables *t, uint32_t row)
{
	return (const void *)(t->at[POLICY_SECTION_RETENTION].rows + row * sizeof(struct policy_retention_rule));
}

static void expect_list(const struct tables *t, struct policy_list l, enum policy_list_state s, const char *wanted)
{
	struct buf out = {0};
	for (unsigned i = 0; i < l.count; i++) {
		uint16_t code;
		memcpy(&code, t->ids.data + (l.first + i) * sizeof code, sizeof code);
		buf_printf(&out, "%s%u", i ? " " : "", code);
	}
	buf_char(&out, '\0');
	assert_int_equal(l.state, s);
	assert_string_equal(out.data, wanted);
	buf_free(&out);
}

/* Rows are sorted by name, ids by code, whatever the order in the file; what is not written is 0. */
static void rows(void **state)
{
	(void)state;
	struct built b;
	struct tables t;
	build(&b, full);
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.valid_from, 20819);
	assert_false(t.draft);
	assert_int_equal(t.at[POLICY_SECTION_RETENTION].count, 2);
	const struct policy_retention_rule *logs = retention_row(&t, 0), *support = retention_row(&t, 1);
	assert_string_equal(tables_name(&t, &logs->rule), "logs");
	assert_string_equal(tables_name(&t, &support->rule), "support");
	expect_list(&t, support->categories, POLICY_LIST_EXAMPLES, "1 4");
	expect_list(&t, support->longer_if, POLICY_LIST_COMPLETE, "1 2");
	expect_list(&t, support->elements, POLICY_LIST_NONE, "");
	expect_list(&t, logs->categories, POLICY_LIST_COMPLETE, "2");
	assert_int_equal(support->period.kind, POLICY_SPAN_RANGE);
	assert_int_equal(support->period.unit, POLICY_UNIT_YEAR);
	assert_int_equal(support->period.min, 5);
	assert_int_equal(support->period.max, 7);
	assert_int_equal(support->then_within.kind, POLICY_SPAN_UNSTATED);
	assert_int_equal(logs->then_within.kind, POLICY_SPAN_NONE);
	assert_int_equal(logs->period.kind, POLICY_SPAN_UNSTATED);
	assert_int_equal(support->from.event, 1);
	assert_int_equal(support->from.basis, POLICY_BASIS_IMPLIED);
	assert_int_equal(logs->from.event, POLICY_OPEN);
	assert_int_equal(logs->from.basis, POLICY_BASIS_NONE);
	assert_int_equal(support->then, POLICY_ENDING_DELETE_OR_ANONYMISE);
	assert_int_equal(logs->then, POLICY_OPEN);
	assert_int_equal(support->automatic, POLICY_FLAG_TRUE);
	assert_int_equal(logs->automatic, POLICY_FLAG_FALSE);
	assert_int_equal(support->irreversible, POLICY_FLAG_NONE);
	/* certainty and strength have a meaning when they are not written */
	assert_int_equal(support->rule.certainty, POLICY_CERTAINTY_TYPICALLY);
	assert_int_equal(logs->rule.certainty, POLICY_CERTAINTY_EXACT);
	assert_int_equal(logs->rule.strength, POLICY_STRENGTH_WILL);
	assert_int_equal(logs->rule.marks, 0);
	/* records within records name the row they are in */
	assert_int_equal(t.at[POLICY_SECTION_ROUTE].count, 2);
	const struct policy_route_rule *route = (const void *)t.at[POLICY_SECTION_ROUTE].rows;
	assert_string_equal(tables_name(&t, &route->rule), "mail");
	assert_int_equal(route->rule.parent, 0);
	assert_int_equal(route->complete.kind, POLICY_SPAN_WORDS);
	assert_int_equal(route->complete.word, 1);
	assert_int_equal(route->from.basis, POLICY_BASIS_STATED);
	tables_free(&t);
	drop(&b);
}

/* The index: per code its rows in order, looked up as policy_find_ does. */
static void indexes(void **state)
{
	(void)state;
	struct built b;
	struct tables t;
	build(&b, "retention:\n"
	          "  c: {categories: {complete: [logs]}, period: 1 year, then: delete}\n"
	          "  a: {categories: {complete: [support-data, logs]}, period: 1 year, then: delete}\n"
	          "  d: {period: 1 year, then: delete}\n"
	          "  b: {categories: {examples: [logs]}, period: 1 year, then: delete}\n");
	assert_string_equal(b.faults.data, "");
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	static const char *const wanted[] = {"d", "", "a b c", "", "a"}; /* by code: 0 all data, 2 logs, 4 support-data */
	const struct table_rows *r = &t.at[POLICY_SECTION_RETENTION];
	assert_int_equal(r->codes, 4);
	for (unsigned code = 0; code <= r->codes; code++) {
		struct buf names = {0};
		for (unsigned i = r->index[code]; i < r->index[code + 1]; i++) {
			uint32_t row = r->index[r->codes + 2 + i];
			buf_printf(&names, "%s%s", names.len ? " " : "", tables_name(&t, tables_rule(r, row)));
		}
		buf_char(&names, '\0');
		assert_string_equal(names.data, wanted[code]);
		buf_free(&names);
	}
	assert_int_equal(r->index_len, r->codes + 2 + 5);
	/* no key field, no index */
	assert_null(t.at[POLICY_SECTION_BREACH].index);
	tables_free(&t);
	drop(&b);
}

static void expect_marks(const struct tables *t, const struct policy_rule *rule, enum policy_mark_kind kind, size_t member)
{
	assert_int_equal(rule->marks, 1);
	struct policy_mark m;
	memcpy(&m, t->marks.data + rule->first_mark * sizeof m, sizeof m);
	assert_int_equal(m.kind, kind);
	assert_int_equal(m.member, member);
}

/* Both sides of a conflict have a row and are marked, decided or not. Readings are marked too. */
static void marks(void **state)
{
	(void)state;
	struct built b;
	struct tables t;
	build(&b, CONFLICT("retention.short", "retention.long", ""));
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.at[POLICY_SECTION_RETENTION].count, 2);
	assert_string_equal(tables_name(&t, &retention_row(&t, 0)->rule), "long");
	assert_string_equal(tables_name(&t, &retention_row(&t, 1)->rule), "short");
	expect_marks(&t, &retention_row(&t, 0)->rule, POLICY_MARK_CONFLICT, 0);
	expect_marks(&t, &retention_row(&t, 1)->rule, POLICY_MARK_CONFLICT, 0);
	assert_int_equal(t.disputes->way_count, 2);
	assert_true(t.draft);
	tables_free(&t);
	drop(&b);
	build(&b, CONFLICT("retention.short", "retention.long", "    enforce: retention.long\n"));
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.at[POLICY_SECTION_RETENTION].count, 2);
	expect_marks(&t, &retention_row(&t, 0)->rule, POLICY_MARK_DECIDED, 0);
	expect_marks(&t, &retention_row(&t, 1)->rule, POLICY_MARK_DECIDED, 0);
	assert_int_equal(t.disputes->way_count, 1);
	assert_int_equal(t.sides[0].over, 2); /* as the conflict names them: `short` is attacked by `long` */
	assert_int_equal(t.sides[1].over, 0);
	tables_free(&t);
	drop(&b);
	/* a part of a statement: a length and its start are one field, called by the length */
	build(&b, CONFLICT("retention.short.from", "retention.long.from", ""));
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.at[POLICY_SECTION_RETENTION].count, 2);
	assert_int_equal(retention_row(&t, 0)->from.event, 1);
	assert_int_equal(retention_row(&t, 1)->from.event, 2);
	for (uint32_t row = 0; row < 2; row++) {
		struct policy_mark m[2];
		assert_int_equal(retention_row(&t, row)->rule.marks, 2);
		memcpy(m, t.marks.data + retention_row(&t, row)->rule.first_mark * sizeof *m, sizeof m);
		assert_int_equal(m[0].member, offsetof(struct policy_retention_rule, period));
		assert_int_equal(m[1].member, offsetof(struct policy_retention_rule, from));
		assert_int_equal(m[0].side, m[1].side);
		assert_int_equal(t.sides[m[0].side].member, offsetof(struct policy_retention_rule, period));
	}
	tables_free(&t);
	drop(&b);
	/* a reading is in the tables whether or not it is published */
	build(&b, OPEN("period: unstated, then: delete") READING("retention.a.period", "7 years", "false"));
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(retention_row(&t, 0)->period.kind, POLICY_SPAN_EXACT);
	assert_int_equal(retention_row(&t, 0)->period.min, 7);
	expect_marks(&t, &retention_row(&t, 0)->rule, POLICY_MARK_READING, offsetof(struct policy_retention_rule, period));
	tables_free(&t);
	drop(&b);
	/* a start that is read, not stated, also when legal reads it as implied */
	for (unsigned implied = 0; implied < 2; implied++) {
		build(&b, implied ? OPEN("period: 1 year, from: unstated, then: delete") READING("retention.a.from", "implied sign-up", "false")
		                  : OPEN("period: 1 year, from: unstated, then: delete") READING("retention.a.from", "sign-up", "true"));
		tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
		assert_int_equal(retention_row(&t, 0)->from.event, 2);
		assert_int_equal(retention_row(&t, 0)->from.basis, POLICY_BASIS_READING);
		expect_marks(&t, &retention_row(&t, 0)->rule, POLICY_MARK_READING, offsetof(struct policy_retention_rule, from));
		tables_free(&t);
		drop(&b);
	}
}

/* ---- disputes (SEMANTICS.md, S) ---- */

/* Conflicts as "a-b c>d": between records of retention, undecided, or decided for the first. What stands of the last dispute, way by way: "a.c. |
 * .b" has a dot for each side that does not. */
static void expect_ways(const char *conflicts, const char *wanted)
{
	struct built b;
	struct buf text = {0}, said = {0};
	buf_str(&text, "retention:\n");
	for (char c = 'a'; c <= 'r'; c++)
		buf_printf(&text, "  %c: {categories: {complete: [logs]}, period: 1 year, from: sign-up, then: delete}\n", c);
	buf_str(&text, "conflicts:\n");
	for (const char *c = conflicts; *c; c += c[3] ? 4 : 3)
		buf_printf(&text, "  %c-%c: {one: retention.%c, other: retention.%c%s%.1s}\n", c[0], c[2], c[0], c[2],
		           c[1] == '>' ? ", enforce: retention." : "", c[1] == '>' ? c : "");
	buf_char(&text, '\0');
	build(&b, text.data);
	const struct disputes *d = b.model->disputes;
	for (uint32_t i = 0; i < d->count; i++) {
		const struct dispute *of = &d->at[i];
		if (of->circular || of->endless)
			buf_printf(&said, "%s%s", i ? "; " : "", of->circular ? "circle" : "endless");
		for (uint32_t w = 0; w < of->way_count; w++) {
			uint64_t standing, all = ((uint64_t)1 << of->side_count) - 1;
			bool stands = dispute_stands(d, of, d->ways[of->way + w], all, &standing);
			buf_str(&said, w ? " | " : i ? "; " : "");
			for (unsigned k = 0; k < of->side_count; k++)
				buf_printf(&said, "%s", standing >> k & 1 ? d->sides[of->side + k].place.record->id : ".");
			buf_str(&said, stands ? "" : "!");
		}
	}
	buf_char(&said, '\0');
	if (strcmp(said.data, wanted) != 0)
		fail_msg("%s\n  stands '%s'\n  wanted '%s'", conflicts, said.data, wanted);
	buf_free(&text);
	buf_free(&said);
	drop(&b);
}

static void disputes(void **state)
{
	(void)state;
	expect_ways("", "");
	expect_ways("a-b", "a. | .b");
	expect_ways("a>b", "a.");
	expect_ways("b>a", "b.");
	expect_ways("a-b c-d", "a. | .b; c. | .d");
	/* a star of eight has two, not 256 */
	expect_ways("a-b a-c a-d a-e a-f a-g a-h a-i", "a........ | .bcdefghi");
	/* a chain: the ends, or the middle */
	expect_ways("a-b b-c", "a.c | .b.");
	expect_ways("a-b b-c c-d", "a.c. | a..d | .b.d");
	expect_ways("a-b b-c c-a", "a.. | .b. | ..c");
	/* A over B over C: C is not set aside by what is itself set aside */
	expect_ways("a>b b>c", "a.c");
	expect_ways("a>b b-c", "a..! | a.c");
	/* decisions in a circle */
	expect_ways("a>b b>c c>a", "circle");
	/* three triangles have 27 ways, four 81 */
	expect_ways("a-b b-c c-a d-e e-f f-d a>d g-h h-i i-g d>g j-k k-l l-j g>j", "endless");
}

/* ---- headers ---- */

/* The macros of the base with these lines, less POLICY_ACME_: "RETENTION_A_PERIOD_YEARS 7; ". */
static void expect_macros(const char *lines, const char *wanted)
{
	struct built b;
	struct tables t;
	struct buf header = {0}, macros = {0};
	unsigned char hash[32] = {0};
	build(&b, lines);
	assert_int_equal(errors(&b), 0);
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	header_brand(&header, &t, &b.vocabulary, hash, NULL, 0);
	buf_char(&header, '\0');
	for (const char *p = header.data; (p = strstr(p, "\n#define POLICY_ACME_")) != NULL;) {
		p += 21;
		size_t n = strcspn(p, "\n");
		if (n == 1)
			continue; /* the guard, POLICY_ACME_H */
		buf_add(&macros, p, n);
		buf_str(&macros, "; ");
	}
	buf_char(&macros, '\0');
	if (strcmp(macros.data, wanted) != 0)
		fail_msg("%s\n  has   '%s'\n  wants '%s'", lines, macros.data, wanted);
	buf_free(&header);
	buf_free(&macros);
	tables_free(&t);
	drop(&b);
}

static void macros(void **state)
{
	(void)state;
#define M(fields) OPEN("period: 7 years, then: delete, then-within: 30 to 90 days" fields)
#define ALL "RETENTION_A_PERIOD%s_YEARS 7; RETENTION_A_THEN_WITHIN%s_MIN_DAYS 30; RETENTION_A_THEN_WITHIN%s_MAX_DAYS 90; "
	static const char *const hedged[][2] = {{"", ""}, {", certainty: exact", ""}, {", certainty: typically", "_TYPICALLY"},
	                                        {", certainty: target", "_TARGET"}, {", strength: will", ""}};
	for (size_t i = 0; i < sizeof hedged / sizeof *hedged; i++) {
		struct buf text = {0}, wanted = {0};
		buf_printf(&text, OPEN("period: 7 years, then: delete, then-within: 30 to 90 days%s"), hedged[i][0]);
		buf_printf(&wanted, ALL, hedged[i][1], hedged[i][1], hedged[i][1]);
		buf_char(&text, '\0');
		buf_char(&wanted, '\0');
		expect_macros(text.data, wanted.data);
		buf_free(&text);
		buf_free(&wanted);
	}
	expect_macros(M(", all-of: [law-asks]"), "");
	expect_macros(M(", any-of: [law-asks, user-agrees]"), "");
	expect_macros(M(", unless: [law-asks]"), "");
	expect_macros(M(", scope: {complete: [indonesia]}"), "");
	expect_macros(M(", scope: {examples: [indonesia]}"), "");
	expect_macros(M(", strength: may"), "");
	expect_macros(M(", strength: can"), "");
	expect_macros(OPEN("period: indefinitely, then: delete, then-within: immediately"), "");
	expect_macros(OPEN("period: while account open, then: delete, then-within: unstated"), "");
	/* legal's reading is in the tables, marked; a macro has no mark */
	expect_macros(OPEN("period: unstated, then: delete") READING("retention.a.period", "7 years", "true"), "");
#undef M
#undef ALL
	/* what has lost, what nobody has decided, and what it depends on */
	expect_macros(CONFLICT("retention.short", "retention.long", ""), "");
	expect_macros(CONFLICT("retention.short", "retention.long", "    enforce: retention.long\n"), "RETENTION_LONG_PERIOD_YEARS 2; ");
	expect_macros(CONFLICT("retention.short.period", "retention.long.period", ""), "");
	expect_macros(CONFLICT("retention.short.period", "retention.long.period", "    enforce: retention.long.period\n"),
	              "RETENTION_LONG_PERIOD_YEARS 2; ");
	expect_macros(CONFLICT("retention.short.from", "retention.long.from", ""), "");
#define HEDGED(field, one, other, rest) \
	"retention:\n  a: {categories: {complete: [logs]}, period: 1 year, then: delete, " field ": " one "}\n" \
	"  b: {categories: {complete: [logs]}, period: 2 years, then: delete, " field ": " other "}\n" \
	"conflicts:\n  c: {one: retention.a." field ", other: retention.b." field rest "}\n"
	expect_macros(HEDGED("certainty", "exact", "target", ""), "");
	expect_macros(HEDGED("certainty", "target", "exact", ", enforce: retention.a.certainty"), "RETENTION_A_PERIOD_TARGET_YEARS 1; ");
	expect_macros(HEDGED("strength", "will", "may", ""), "");
	expect_macros(HEDGED("strength", "will", "may", ", enforce: retention.a.strength"), "RETENTION_A_PERIOD_YEARS 1; ");
#undef HEDGED
	/* a route depends on its request */
#define ROUTES(fields) "requests:\n  ask:\n    request: access\n" fields "    routes:\n" \
	"      web: {channels: {complete: [web]}, self-service: true, answer: 72 hours}\n"
	expect_macros(ROUTES(""), "REQUESTS_ASK_ROUTES_WEB_ANSWER_HOURS 72; ");
	expect_macros(ROUTES("    all-of: [law-asks]\n"), "");
	expect_macros(ROUTES("    scope: {complete: [indonesia]}\n"), "");
	expect_macros(ROUTES("    strength: can\n"), "");
#undef ROUTES
}

/* A request that nobody has decided on takes its routes and outcomes with it. */
static void undecided_requests(void **state)
{
	(void)state;
#define BOTH ASK "  other:\n    request: access\n    routes:\n      only: {channels: {complete: [web]}, self-service: true, answer: 9 days}\n" \
	"    outcomes:\n      all: {categories: {complete: [account-data]}, result: delete}\n"
#define SIDES(end) "conflicts:\n  c: {one: requests.ask, other: requests.other" end "}\n"
	struct built b;
	struct tables t;
	build(&b, BOTH SIDES(""));
	assert_string_equal(b.faults.data, "P090 26:3");
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.at[POLICY_SECTION_REQUEST].count, 2);
	assert_int_equal(t.at[POLICY_SECTION_ROUTE].count, 3);
	assert_int_equal(t.at[POLICY_SECTION_OUTCOME].count, 2);
	expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_REQUEST], 0), POLICY_MARK_CONFLICT, 0);
	expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_ROUTE], 0), POLICY_MARK_CONFLICT, 0);
	expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_ROUTE], 1), POLICY_MARK_CONFLICT, 0);
	expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_OUTCOME], 0), POLICY_MARK_CONFLICT, 0);
	tables_free(&t);
	drop(&b);
	expect_macros(BOTH SIDES(""), "");
	/* decided: both are there, and know it; only what holds has macros */
	build(&b, BOTH SIDES(", enforce: requests.other"));
	assert_string_equal(b.faults.data, "");
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(t.at[POLICY_SECTION_ROUTE].count, 3);
	assert_int_equal(t.at[POLICY_SECTION_OUTCOME].count, 2);
	for (uint32_t row = 0; row < 3; row++)
		expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_ROUTE], row), POLICY_MARK_DECIDED, 0);
	tables_free(&t);
	drop(&b);
	expect_macros(BOTH SIDES(", enforce: requests.other"), "REQUESTS_OTHER_ROUTES_ONLY_ANSWER_DAYS 9; ");
	/* a route alone: its request and the others are not in doubt */
	build(&b, ASK "conflicts:\n  c: {one: requests.ask.routes.web, other: requests.ask.routes.mail}\n");
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	assert_int_equal(tables_rule(&t.at[POLICY_SECTION_REQUEST], 0)->marks, 0);
	assert_int_equal(t.at[POLICY_SECTION_ROUTE].count, 2);
	expect_marks(&t, tables_rule(&t.at[POLICY_SECTION_ROUTE], 0), POLICY_MARK_CONFLICT, 0);
	assert_int_equal(tables_rule(&t.at[POLICY_SECTION_OUTCOME], 0)->marks, 0);
	tables_free(&t);
	drop(&b);
#undef SIDES
#undef BOTH
}

/* ---- the identity ---- */

static const char hashed[] =
	"# a comment\n"
	"brand: {id: acme, name: Acme, operator: PT Acme, version: \"1\", effective: 2027-01-01}\n"
	"contacts:\n"
	"  desk: {party: support, channels: {complete: [web, email]}, email: a@acme.example, name: Budi, source: p 1}\n"
	"  other: {party: support, channels: {examples: [email]}}\n"
	"retention:\n"
	"  won: {categories: {complete: [logs, account-data]}, period: 1 year, from: implied sign-up, then: delete}\n"
	"  beaten: {categories: {examples: [support-data, logs]}, period: 2 years, then: delete, longer-if: [user-agrees, law-asks]}\n"
	"  open: {period: unstated, then: unstated, then-within: unstated}\n"
	"requests:\n"
	"  ask:\n"
	"    request: access\n"
	"    routes:\n"
	"      web: {channels: {complete: [web]}, self-service: true, answer: 3 days}\n"
	"      mail: {channels: {complete: [email]}, self-service: false}\n"
	"clauses:\n"
	"  c: {place: contacts, text: {en: some words, id: kata}}\n"
	"conflicts:\n"
	"  c: {one: retention.won, other: retention.beaten, enforce: retention.won}\n"
	"  d: {one: requests.ask.routes.web.self-service, other: requests.ask.routes.mail.self-service}\n"
	"readings:\n"
	"  r: {fact: retention.open.period, value: 5 years, reason: why, owner: legal, date: 2027-02-01, publish: false}\n";

/* text with the first `from` in it as `to`; NULL: the same */
static void replaced(struct buf *out, const char *text, const char *from, const char *to)
{
	const char *at = from ? strstr(text, from) : text;
	if (!at)
		fail_msg("'%s' is not in the text", from);
	buf_add(out, text, (size_t)(at - text));
	buf_str(out, from ? to : "");
	buf_str(out, at + (from ? strlen(from) : 0));
	buf_char(out, '\0');
}

/* The hash, which the JSON and the header both tell. */
static void hash_of(const char *policy, const char *vocabulary, unsigned char hash[32])
{
	struct built b;
	struct tables t;
	struct buf json = {0}, header = {0}, wanted = {0};
	vocabulary_text = vocabulary;
	build_whole(&b, NULL, policy);
	vocabulary_text = words;
	if (b.diags.errors)
		fail_msg("%s\n%s", b.faults.data, policy);
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	identity_make(b.model, hash);
	json_emit(&json, b.model, &t, hash, NULL, 0);
	buf_char(&json, '\0');
	buf_str(&wanted, "\"sha256\": \"");
	for (int i = 0; i < 32; i++)
		buf_printf(&wanted, "%02x", hash[i]);
	buf_str(&wanted, "\"");
	buf_char(&wanted, '\0');
	assert_non_null(strstr(json.data, wanted.data));
	header_brand(&header, &t, &b.vocabulary, hash, NULL, 0);
	buf_char(&header, '\0');
	wanted.len = 0;
	for (int i = 0; i < 32; i++)
		buf_printf(&wanted, "%s%u", i == 0 ? ",\n\t {" : i == 16 ? ",\n\t  " : ", ", hash[i]);
	buf_char(&wanted, '}');
	buf_char(&wanted, '\0');
	assert_non_null(strstr(header.data, wanted.data));
	buf_free(&json);
	buf_free(&header);
	buf_free(&wanted);
	tables_free(&t);
	drop(&b);
}

static void expect_hash(const char *from, const char *to, const char *word, const char *other_word, bool same)
{
	struct buf policy = {0}, vocabulary = {0};
	unsigned char before[32], after[32];
	hash_of(hashed, words, before);
	replaced(&policy, hashed, from, to);
	replaced(&vocabulary, words, word, other_word);
	hash_of(policy.data, vocabulary.data, after);
	if ((memcmp(before, after, 32) == 0) != same)
		fail_msg("'%s' as '%s', '%s' as '%s': the hash is %s", from ? from : "", to ? to : "", word ? word : "", other_word ? other_word : "",
		         same ? "another one" : "the same");
	buf_free(&policy);
	buf_free(&vocabulary);
}

static void hashes(void **state)
{
	(void)state;
	static const char *const meaning[][2] = {
		/* in the tables */
		{"period: 1 year", "period: 2 years"}, {"period: 1 year", "period: 12 months"}, {"implied sign-up", "sign-up"},
		{"from: implied sign-up, ", ""}, {"complete: [logs, account-data]", "examples: [logs, account-data]"},
		{"[logs, account-data]", "[logs, support-data]"}, {"then: delete", "then: keep"}, {"answer: 3 days", "answer: unstated"},
		{"answer: 3 days", "answer: 3 business days"}, {", answer: 3 days", ""}, {"true, answer", "false, answer"},
		{"effective: 2027-01-01", "effective: 2027-01-02"}, {"effective: 2027-01-01", "effective: unstated"}, {", then-within: unstated", ""},
		{"other: {party", "another: {party"},
		/* beside them */
		{"PT Acme", "PT Acne"}, {"PT Acme", "unstated"}, {"PT Acme", "placeholder"}, {"name: Acme", "name: ACME"}, {"\"1\"", "\"2\""},
		{"a@acme.example", "b@acme.example"}, {"a@acme.example", "placeholder"}, {", email: a@acme.example", ""}, {"Budi", "Ani"},
		{"Budi", "unstated"},
		/* what has lost, legal's decisions */
		{"2 years", "3 years"}, {"[support-data, logs]", "[support-data]"}, {"examples: [support-data", "complete: [support-data"},
		{"[user-agrees, law-asks]", "[law-asks]"}, {", longer-if: [user-agrees, law-asks]", ""}, {"enforce: retention.won", "enforce: retention.beaten"},
		{", enforce: retention.won", ""}, {"5 years", "6 years"}, {"self-service: false", "self-service: true"}, {"reason: why", "reason: because"},
		{"owner: legal", "owner: product"}, {"2027-02-01", "2027-02-02"}, {"publish: false", "publish: true"},
	};
	static const char *const wording[][2] = {
		{NULL, NULL}, {"# a comment\n", ""}, {"# a comment", "\n# another one: 7 years"}, {"source: p 1", "source: p 2"}, {", source: p 1", ""},
		{"then: delete}\n", "then: delete, source: law}\n"}, {"some words", "other words"}, {"id: kata", "id: lain"}, {"name: Acme", "name: \"Acme\""},
		/* order */
		{"[logs, account-data]", "[account-data, logs]"}, {"[web, email]", "[email, web]"}, {"[support-data, logs]", "[logs, support-data]"},
		{"[user-agrees, law-asks]", "[law-asks, user-agrees]"}, {"name: Acme, operator: PT Acme", "operator: PT Acme, name: Acme"},
		{"then: unstated, then-within: unstated", "then-within: unstated, then: unstated"},
		{"  open: {period: unstated, then: unstated, then-within: unstated}\nrequests:\n",
		 "  open:\n    # in a block\n    period: unstated\n    then: unstated\n    then-within: unstated\nrequests:\n"},
		{"      web: {channels: {complete: [web]}, self-service: true, answer: 3 days}\n      mail: {channels: {complete: [email]}, self-service: false}\n",
		 "      mail: {channels: {complete: [email]}, self-service: false}\n      web: {channels: {complete: [web]}, self-service: true, answer: 3 days}\n"},
		{"clauses:\n  c: {place: contacts, text: {en: some words, id: kata}}\nconflicts:\n", "conflicts:\n"},
		{"  desk: {party: support, channels: {complete: [web, email]}, email: a@acme.example, name: Budi, source: p 1}\n"
		 "  other: {party: support, channels: {examples: [email]}}\n",
		 "  other: {party: support, channels: {examples: [email]}}\n"
		 "  desk: {party: support, channels: {complete: [web, email]}, email: a@acme.example, name: Budi, source: p 1}\n"},
	};
	for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
		expect_hash(meaning[i][0], meaning[i][1], NULL, NULL, false);
	for (size_t i = 0; i < sizeof wording / sizeof *wording; i++)
		expect_hash(wording[i][0], wording[i][1], NULL, NULL, true);
	expect_hash(NULL, NULL, "en: logs", "en: log files", true);
	expect_hash(NULL, NULL, "id: situs", "id: laman", true);
	expect_hash(NULL, NULL, "  account-data: {code: 1, en: account, id: akun}\n  support-data: {code: 4, en: support, id: dukungan}\n",
	            "  support-data: {code: 4, en: support, id: dukungan}\n  account-data: {code: 1, en: account, id: akun}\n", true);
	expect_hash(NULL, NULL, "logs: {code: 2", "logs: {code: 3", true); /* a code is how headers write an id, not what is promised */
}

/* Written by hand from the format in model/identity.h; the last line is what sha256sum makes of the texts as files. */
static void identity_texts(void **state)
{
	(void)state;
	static const struct {
		enum section_id section;
		const char *text;
	} wanted[] = {
		{SECTION_brand,
		 "effective 2027-01-01\n"
		 "id acme\n"
		 "name Acme\n"
		 "operator PT Acme\n"
		 "version 1\n"},
		{SECTION_conflict,
		 "c enforce retention.won\n"
		 "c one retention.won\n"
		 "c other retention.beaten\n"
		 "d one requests.ask.routes.web.self-service\n"
		 "d other requests.ask.routes.mail.self-service\n"},
		{SECTION_contact,
		 "desk channels complete: email web\n"
		 "desk email a@acme.example\n"
		 "desk name Budi\n"
		 "desk party support\n"
		 "other channels examples: email\n"
		 "other party support\n"},
		{SECTION_reading,
		 "r date 2027-02-01\n"
		 "r fact retention.open.period\n"
		 "r owner legal\n"
		 "r publish false\n"
		 "r reason why\n"
		 "r value 5 years\n"},
		{SECTION_request,
		 "ask request access\n"
		 "ask routes mail channels complete: email\n"
		 "ask routes mail self-service false\n"
		 "ask routes web answer 3 days\n"
		 "ask routes web channels complete: web\n"
		 "ask routes web self-service true\n"},
		{SECTION_retention,
		 "beaten categories examples: logs support-data\n"
		 "beaten longer-if law-asks user-agrees\n"
		 "beaten period 2 years\n"
		 "beaten then delete\n"
		 "open period unstated\n"
		 "open then unstated\n"
		 "open then-within unstated\n"
		 "won categories complete: account-data logs\n"
		 "won from implied sign-up\n"
		 "won period 1 year\n"
		 "won then delete\n"},
	};
	static const char identity[] = "0e59fa3be794e5b355803e7c01fa6ea374086936e0867e0c44fe8bd8106c75fd";
	unsigned char bytes[IDENTITY_SIZE];
	char hex[SHA256_HEX];
	struct built b;
	struct buf text = {0};
	build_whole(&b, NULL, hashed);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		text.len = 0;
		identity_text(&text, b.model, wanted[i].section);
		assert_string_equal(buf_cstr(&text), wanted[i].text);
	}
	text.len = 0;
	identity_text(&text, b.model, SECTION_clause);
	identity_text(&text, b.model, SECTION_calendar);
	assert_int_equal(text.len, 0);
	identity_make(b.model, bytes);
	sha256_print(bytes, hex);
	assert_string_equal(hex, identity);
	buf_free(&text);
	drop(&b);
}

/* ---- all errors in one run ---- */

static void all_faults_at_once(void **state)
{
	(void)state;
	static const char text[] =
		"brand:\n"
		"  id: acme\n"
		"  name: Acme\n"
		"  operator:\n"                                              /* P034 */
		"  version: \"1\"\n"
		"  effective: 2027-02-30\n"                                  /* P039 */
		"contacts:\n"
		"  desk:\n"
		"    party: suport\n"                                        /* P035 */
		"    channels: [web]\n"                                      /* P042 */
		"    email: nobody\n"                                        /* P053 */
		"    certainty: unstated\n"                                  /* P040 */
		"retention:\n"
		"  a:\n"
		"    categories: {complete: [logs, logs]}\n"                 /* P044 */
		"    elements: {complete: []}\n"                             /* P043 */
		"    period: 7 yeras\n"                                      /* P036 */
		"    automatic: maybe\n"                                     /* P037 */
		"    irreversible: yes\n"                                    /* P051 */
		"    perod: 1 year\n"                                        /* P031, and P032: then is missing */
		"complaints:\n"
		"  first: {step: 0, party: support}\n"                       /* P038 */
		"retentions: {}\n"                                           /* P030 */
		"backups: []\n"                                              /* P033 */
		"clauses:\n"
		"  c: {place: nowhere, text: {en: x, id: \"2\", french: x}}\n"   /* P076, P049 */
		"  d: {place: contacts, text: {en: \"{x.y}\", id: \"2\"}}\n" /* P078, P077 */
		"  e: {place: contacts, text: {en: x}}\n"                    /* P048 */
		"conflicts:\n"
		"  c: {one: contacts.desk, other: contacts.desk}\n"                            /* P071 */
		"  d: {one: contacts.desk, other: retention.a, enforce: complaints.first}\n"   /* P072 */
		"  e: {one: contacts.desk, other: retention.b}\n"                              /* P070 */
		"readings:\n"
		"  r: {fact: contacts.desk, value: x, reason: \" x\", owner: x, date: 2027-01-01, publish: true}\n"; /* P073, P050 */
	static const char wanted[] =
		"P034 4:3; P039 6:14; P035 9:12; P042 10:15; P053 11:12; P040 12:16; P032 14:3; P044 15:35; P043 16:26; P036 17:13; "
		"P037 18:16; P051 19:19; P031 20:5; P038 22:17; P030 23:1; P033 24:10; P076 26:14; P049 26:46; P078 27:35; P077 27:48; "
		"P048 28:30; P071 30:34; P072 31:56; P070 32:34; P073 34:13; P050 34:46";
	struct built b;
	build_whole(&b, "other", text); /* and P046 */
	assert_int_equal(b.diags.errors, 27);
	assert_memory_equal(b.faults.data, "P046 2:7; ", 10);
	assert_string_equal(b.faults.data + 10, wanted);
	drop(&b);
}

/* ---- the calendar ---- */

static const char counting[] =
	"zone: {name: America/Lima, rules: \"<-0330>3:30\"}\ncalendar:\n  id: tests\n  weekend: [saturday, sunday]\n  collective-leave-is-free: false\n"
	"  rounding: next-day\n  source: a book\n";

/* Binds the section `calendar` of a calendar's file, which c points into from now on. */
static void bind_counting(struct built *b, const char *text, struct calendar *c)
{
	struct source *source = NEW(&b->arena, struct source);
	*source = (struct source){"tests.yaml", text, strlen(text)};
	struct node *root = yaml_load(&b->arena, source, &b->diags);
	c->model = model_bind(&b->arena, root, source, DOCUMENT_CALENDAR, &b->vocabulary, &b->locales, &b->diags);
	assert_int_equal(b->diags.errors, 0);
}

/* The outputs of the base with a calendar that counts as the text says, or NULL. */
static void outputs(const struct calendar *calendar, const char *text, struct buf *header, struct buf *json, unsigned char hash[32])
{
	struct built b;
	struct tables t;
	struct calendar c;
	build(&b, "");
	if (calendar) {
		c = *calendar;
		bind_counting(&b, text, &c);
		b.model->calendar = &c;
	}
	tables_make(&b.arena, b.model, &b.vocabulary, &t, &b.diags);
	header->len = json->len = 0;
	identity_make(b.model, hash);
	json_emit(json, b.model, &t, hash, NULL, 0);
	header_brand(header, &t, &b.vocabulary, hash, NULL, 0);
	buf_char(header, '\0');
	buf_char(json, '\0');
	tables_free(&t);
	drop(&b);
}

static void calendars(void **state)
{
	/* 2027 begins with a Friday. Free: weekends and Tuesday 5 January, so bit 0, 3, 5-7, 10-14, 17-21, 24-28, 31 of the first
	 * word: 5 + 15 + 1 = 21 working days. 20819 is 2027-01-01: 57 years of 365 days and 14 leap days. 365 days: 12 words. */
	const struct calendar_rules rules = {2027, 2027, -12600, 96, POLICY_ROUNDING_NEXT_DAY, NULL, 0};
	const int32_t holidays[] = {20823, 20824};
	struct arena a = {0};
	struct calendar c = {"tests", 2027, 2027, calendar_build(&a, &rules, holidays, 1), NULL, NULL, NULL}, more = c;
	static const struct {
		const char *from, *to;
		bool same;
	} edits[] = {
		{"America/Lima", "America/Bogota", true}, {"a book", "another book", true}, {"[saturday, sunday]", "[sunday, saturday]", true},
		{"id: tests", "id: other", false}, {"<-0330>3:30", "<-03>3", false}, {"[saturday, sunday]", "[sunday]", false},
		{"free: false", "free: true", false}, {"next-day", "last-day", false}, {"next-day", "unstated", false},
	};
	struct buf header = {0}, json = {0}, none = {0}, none_json = {0};
	unsigned char hash[32], other[32], without[32];
	(void)state;
	outputs(NULL, NULL, &none, &none_json, without);
	outputs(&c, counting, &header, &json, hash);
	assert_non_null(strstr(json.data, "\"calendar\": {\"id\": \"tests\", \"first\": \"2027-01-01\", \"last\": \"2027-12-31\", "
	                                  "\"zone\": \"America/Lima\", \"rules\": \"<-0330>3:30\", \"rounding\": \"next-day\"}"));
	assert_non_null(strstr(header.data, "\tstruct policy_calendar calendar;\n\tstruct policy_calendar_word calendar_words[12];\n};\n"));
	assert_non_null(strstr(header.data, "POLICY_OFFSET_(acme, editions), 1, POLICY_OFFSET_(acme, calendar), 20819, "));
	assert_non_null(strstr(header.data, "\t{20819, 365, -12600, POLICY_ROUNDING_NEXT_DAY, 96,\n"
	                                    "\t POLICY_OFFSET_(acme, calendar_words) - POLICY_OFFSET_(acme, calendar), 0, 0},\n"
	                                    "\t{{0x9F3E7CE9u, 0}, {"));
	assert_non_null(strstr(header.data, "9u, 0}, {0xF9F3E7CFu, 21}, {"));
	assert_null(strstr(none.data, "calendar"));
	assert_null(strstr(none_json.data, "calendar"));
	/* the identity has how it counts, not its days */
	assert_memory_not_equal(hash, without, 32);
	more.stated = calendar_build(&a, &rules, holidays, 2);
	outputs(&more, counting, &header, &json, other);
	assert_memory_equal(hash, other, 32);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct buf text = {0};
		replaced(&text, counting, edits[i].from, edits[i].to);
		outputs(&c, text.data, &header, &json, other);
		if ((memcmp(hash, other, 32) == 0) != edits[i].same)
			fail_msg("'%s' as '%s': the identity is %s", edits[i].from, edits[i].to, edits[i].same ? "another" : "the same");
		buf_free(&text);
	}
	buf_free(&header);
	buf_free(&json);
	buf_free(&none);
	buf_free(&none_json);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_is_good), cmocka_unit_test(values_of_each_type), cmocka_unit_test(facts_are_numbered),
		cmocka_unit_test(paths), cmocka_unit_test(lists), cmocka_unit_test(item_limits), cmocka_unit_test(conflicts),
		cmocka_unit_test(standing_values), cmocka_unit_test(decided_in_part), cmocka_unit_test(sides), cmocka_unit_test(circles), cmocka_unit_test(many_conflicts), cmocka_unit_test(general_rules), cmocka_unit_test(quoted_gaps),
		cmocka_unit_test(unpublished_readings_leave_a_draft), cmocka_unit_test(emails), cmocka_unit_test(phones_and_pages), cmocka_unit_test(labels), cmocka_unit_test(disputes),
		cmocka_unit_test(macros), cmocka_unit_test(undecided_requests), cmocka_unit_test(hashes),
		cmocka_unit_test(identity_texts),
		cmocka_unit_test(readings), cmocka_unit_test(readings_of_the_brand), cmocka_unit_test(draft), cmocka_unit_test(clauses),
		cmocka_unit_test(brand_ids), cmocka_unit_test(rows), cmocka_unit_test(indexes), cmocka_unit_test(marks),
		cmocka_unit_test(all_faults_at_once), cmocka_unit_test(calendars),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
