/* SPDX-License-Identifier: MIT */
/* Reading files and folders, on a folder of its own below $TMPDIR or /tmp. */
#include "../../compiler/base/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static char home[200];

/* A path below the test's folder; eight may be in use at once. */
static const char *at(const char *name)
{
	static char paths[8][300];
	static unsigned next;
	char *p = paths[next++ % 8];
	snprintf(p, sizeof *paths, "%s/%s", home, name);
	return p;
}

static int enter(void **state)
{
	(void)state;
	const char *tmp = getenv("TMPDIR");
	snprintf(home, sizeof home, "%s/policyc-test-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(home) ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	char command[300];
	snprintf(command, sizeof command, "rm -rf '%s'", home);
	return system(command);
}

static void make(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void test_read(void **state)
{
	(void)state;
	struct buf b = {0};
	make(at("a"), "hello");
	make(at("empty"), "");
	assert_null(file_read(at("a"), &b));
	assert_int_equal(b.len, 5);
	assert_string_equal(b.data, "hello");
	assert_null(file_read(at("empty"), &b));
	assert_int_equal(b.len, 0);
	assert_string_equal(b.data, "");
	assert_string_equal(file_read(at("none"), &b), "no such file");
	assert_string_equal(file_read(at("a/b"), &b), "no such file");
	assert_string_equal(file_read(home, &b), "is a folder");
	assert_int_equal(mkfifo(at("fifo"), 0600), 0);
	assert_string_equal(file_read(at("fifo"), &b), "not a regular file");
	assert_string_equal(file_read("/dev/zero", &b), "not a regular file");
	assert_int_equal(symlink("loop", at("loop")), 0);
	assert_string_equal(file_read(at("loop"), &b), "a symbolic link that leads nowhere");
	assert_null(file_read("/proc/self/status", &b)); /* says its size is 0 */
	assert_true(b.len > 100);
	FILE *f = fopen(at("large"), "w");
	assert_int_equal(ftruncate(fileno(f), (1 << 20) + 1), 0);
	fclose(f);
	assert_string_equal(file_read(at("large"), &b), "larger than 1 MiB");
	assert_int_equal(truncate(at("large"), 1 << 20), 0);
	assert_null(file_read(at("large"), &b));
	assert_int_equal(b.len, 1 << 20);
	if (geteuid() != 0) {
		assert_int_equal(chmod(at("a"), 0), 0);
		assert_string_equal(file_read(at("a"), &b), "permission denied");
	}
	buf_free(&b);
}

static void test_list(void **state)
{
	(void)state;
	struct arena a = {0};
	char **names;
	size_t count;
	make(at("b.yaml"), "");
	make(at("a.yaml"), "");
	make(at("B.yaml"), "");
	make(at(".hidden.yaml"), "");
	make(at(".yaml"), "");
	make(at("c.yml"), "");
	assert_null(file_list(&a, home, ".yaml", &names, &count));
	assert_int_equal(count, 3);
	assert_string_equal(names[0], "B");
	assert_string_equal(names[1], "a");
	assert_string_equal(names[2], "b");
	assert_null(file_list(&a, home, ".none", &names, &count));
	assert_int_equal(count, 0);
	assert_string_equal(file_list(&a, at("none"), "", &names, &count), "no such folder");
	assert_string_equal(file_list(&a, at("a.yaml"), "", &names, &count), "not a folder");
	arena_free(&a);
}

static void test_tree(void **state)
{
	(void)state;
	struct arena a = {0};
	char **paths, path[100] = "t";
	size_t count;
	assert_int_equal(mkdir(at("t"), 0755), 0);
	make(at("t/b"), "");
	assert_int_equal(mkdir(at("t/a"), 0755), 0);
	make(at("t/a/.hidden"), "");
	assert_int_equal(symlink("..", at("t/a/up")), 0); /* not followed */
	assert_true(file_tree(&a, at("t"), 4, &paths, &count));
	assert_int_equal(count, 3);
	assert_string_equal(paths[0], "a/.hidden");
	assert_string_equal(paths[1], "a/up");
	assert_string_equal(paths[2], "b");
	assert_false(file_tree(&a, at("t"), 3, &paths, &count)); /* a folder counts, too */
	assert_true(file_tree(&a, at("none"), 0, &paths, &count));
	assert_int_equal(count, 0);
	assert_int_equal(unlink(at("t/b")) + unlink(at("t/a/.hidden")) + unlink(at("t/a/up")), 0);
	for (int depth = 0; depth <= TREE_DEPTH; depth++) {
		strcat(path, "/a");
		mkdir(at(path), 0755);
	}
	assert_true(file_tree(&a, at("t"), 100, &paths, &count));
	assert_int_equal(count, 1); /* the deepest, as if it were a file */
	assert_string_equal(paths[0], "a/a/a/a/a/a/a/a/a");
	arena_free(&a);
}

#define WITH_HOME(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_HOME(test_read),
		WITH_HOME(test_list),
		WITH_HOME(test_tree),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
