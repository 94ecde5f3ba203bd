/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a whole `policyc build` with one input replaced by the fuzzer's bytes, no disk (this file stands in for
 * base/file.c). The first byte says which: p policy, v vocabulary, n notice, l locale, g page, s style, b baseline, c calendar (others:
 * modulo).
 * The untouched files come from the folder FUZZ_BASE. Besides what the sanitizers see, each run has to hold:
 * outputs are committed exactly when the exit status is 0, every output and report is UTF-8 without hidden or control characters,
 * and no page has a script. */
#include "../../compiler/base/file.h"
#include "../../compiler/base/stage.h"
#include "../../compiler/base/text.h"
#include "../../compiler/cmd/cmd.h"
#include <stdio.h>
#include <stdlib.h>

static struct memory_file {
	char kind;
	const char *path;
	char *data;
	size_t len;
} files[] = {
	{'p', "policies/mini.yaml", NULL, 0},       {'v', "policies/vocabulary.yaml", NULL, 0},
	{'n', "templates/notice.en.xhtml", NULL, 0}, {'l', "templates/locale/en.yaml", NULL, 0},
	{'g', "templates/page.xhtml", NULL, 0},      {'s', "templates/style.css", NULL, 0},
	{'b', "policies/baselines/act.yaml", NULL, 0}, {'c', "policies/calendars/days.yaml", NULL, 0},
	{0, "templates/notice.id.xhtml", NULL, 0},   {0, "templates/locale/id.yaml", NULL, 0},
};
enum { FILES = sizeof files / sizeof *files, FUZZED = 8 };
static const struct memory_file *replaced;
static struct memory_file by;

struct stage {
	size_t changes;
};
static struct stage stage;
static enum { NONE, OPEN, COMMITTED, ABANDONED } state;
static bool put_more; /* than the schemas, which follow the words even while a policy has an error, and the list of outputs */

static void must(bool good, const char *what, const char *name)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s: %s\n", name, what);
	abort();
}

/* Printable UTF-8, line feeds and nothing else. */
static void check_text(const char *name, const char *data, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		unsigned n = utf8_decode(data + i, len - i, &cp);
		must(n != 0, "is not UTF-8", name);
		must(cp == '\n' || !text_is_hidden(cp), "has a hidden character", name);
		i += n;
	}
}

/* ---- base/file.c without a disk ---- */

const char *file_read(const char *path, struct buf *into)
{
	into->len = 0;
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(files[i].path, path) == 0) {
			const struct memory_file *f = &files[i] == replaced ? &by : &files[i];
			if (f->len > FILE_MAX)
				return "larger than 1 MiB";
			buf_add(into, f->data, f->len);
			buf_char(into, '\0');
			into->len--;
			return NULL;
		}
	return "no such file";
}

const char file_no_folder[] = "no such folder";

const char *file_list(struct arena *a, const char *dir, const char *suffix, char ***names, size_t *count)
{
	(void)suffix;
	static const struct {
		const char *dir, *names[4];
	} folders[] = {
		{"policies", {"mini", "vocabulary", NULL}}, {"templates/locale", {"en", "id", NULL}},
		{"policies/baselines", {"act", NULL, NULL}}, {"policies/calendars", {"days", NULL, NULL}},
		{"templates", {"notice.en", "notice.id", "page", NULL}},
	};
	*count = 0;
	for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
		if (strcmp(dir, folders[f].dir) != 0)
			continue;
		*names = NEW_N(a, char *, 3);
		for (; folders[f].names[*count]; ++*count)
			(*names)[*count] = arena_copy(a, folders[f].names[*count], strlen(folders[f].names[*count]));
		return NULL;
	}
	return file_no_folder;
}

/* no editions: tests/editions damages those */
bool file_tree(struct arena *a, const char *dir, size_t most, char ***paths, size_t *count)
{
	(void)a, (void)dir, (void)most;
	*paths = NULL;
	*count = 0;
	return true;
}

bool file_is_folder(const char *path)
{
	(void)path;
	return false;
}

bool file_exists(const char *path)
{
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(files[i].path, path) == 0)
			return true;
	return false;
}

void file_stdout(const char *data, size_t len)
{
	check_text("the report", data, len);
}

void file_stderr(const char *data, size_t len)
{
	check_text("the report", data, len);
}

bool file_is_same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool file_is_below(const char *path, const char *folder)
{
	(void)path, (void)folder;
	return false;
}

_Noreturn void file_fail(const char *path, const char *doing, int error)
{
	fprintf(stderr, "fuzz: cannot %s %s: %d\n", doing, path, error);
	abort();
}

struct stage *stage_open(const char *root, bool check)
{
	(void)root, (void)check;
	stage.changes = 0;
	state = OPEN;
	put_more = false;
	return &stage;
}

enum stage_answer stage_put(struct stage *s, enum stage_turn turn, const char *path, const char *data, size_t len, bool may_replace)
{
	put_more = put_more || (strncmp(path, "schema/", 7) != 0 && strcmp(path, ".policyc-outputs") != 0);
	(void)turn, (void)may_replace;
	must(state == OPEN, "is put when no stage is open", path);
	must(strstr(path, "..") == NULL && *path != '/', "is a path out of the folder", path);
	check_text(path, data, len);
	if (strstr(path, ".html"))
		for (const char *p = data, *end = data + len; p < end && (p = memchr(p, '<', (size_t)(end - p))); p++)
			must((size_t)(end - p) < 7 || strncmp(p, "<script", 7) != 0, "has a script", path);
	s->changes++;
	return STAGE_DONE;
}

enum stage_answer stage_remove(struct stage *s, const char *path)
{
	(void)path;
	s->changes++;
	return STAGE_DONE;
}

size_t stage_in_the_way(const struct stage *s)
{
	(void)s;
	return 0;
}

bool stage_read(struct stage *s, const char *path, size_t most, struct buf *into)
{
	(void)s, (void)path, (void)most;
	into->len = 0;
	return false;
}

bool stage_is_at(const struct stage *s, const char *path, const char *file)
{
	(void)s, (void)path, (void)file;
	return false;
}

const char *stage_put_elsewhere(struct stage *s, const char *file, const char *data, size_t len)
{
	(void)s;
	check_text(file, data, len);
	return NULL;
}

void stage_commit(struct stage *s)
{
	(void)s;
	state = COMMITTED;
}

void stage_commit_folder(struct stage *s, const char *path)
{
	(void)s;
	must(false, "is released by a build", path);
}

void stage_abandon(struct stage *s)
{
	(void)s;
	state = ABANDONED;
}

/* ---- the target ---- */

static const struct options in_text = {.out = "out", .policies = "policies", .templates = "templates"};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	const char *base = getenv("FUZZ_BASE");
	schema_init();
	for (size_t i = 0; i < FILES; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", base ? base : ".", files[i].path);
		FILE *f = fopen(path, "rb");
		files[i].data = malloc(1 << 20);
		must(f && files[i].data, "cannot be read (set FUZZ_BASE)", path);
		files[i].len = fread(files[i].data, 1, 1 << 20, f);
		fclose(f);
	}
	must(cmd_build(&in_text) == EXIT_FINE, "has an error, behind which nothing would be reached", "the untouched project");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return -1;
	replaced = &files[data[0] % FUZZED];
	for (size_t i = 0; i < FUZZED; i++)
		if (files[i].kind == (char)data[0])
			replaced = &files[i];
	/* a copy of exactly this size, so that a read beyond its end is seen */
	by = (struct memory_file){.data = mem_alloc(size), .len = size - 1};
	memcpy(by.data, data + 1, size - 1);
	static const struct options json = {.out = "out", .policies = "policies", .templates = "templates", .format = FORMAT_JSON};
	state = NONE;
	int status = cmd_build(size % 2 ? &in_text : &json);
	must(status == EXIT_FINE || status == EXIT_INPUT, "another exit status", "build");
	must(status == EXIT_FINE ? state == COMMITTED : state == ABANDONED || !put_more, "exit status and outputs disagree", "build");
	if (replaced->kind == 'p') {
		char path[] = "policies/mini.yaml";
		char *paths[] = {path};
		struct options check = in_text;
		check.files = paths;
		check.file_count = 1;
		must(cmd_check(&check) == status, "build and check disagree", "check");
	}
	free(by.data);
	return 0;
}
