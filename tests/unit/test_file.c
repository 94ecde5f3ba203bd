/* SPDX-License-Identifier: MIT */
/* Reading files and staging outputs, on a folder of its own below $TMPDIR or /tmp. */
#include "../../compiler/base/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static char home[200];
static const char *self; /* this program */

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

static void assert_file(const char *path, const char *want)
{
	struct buf b = {0};
	assert_null(file_read(path, &b));
	assert_string_equal(b.data, want);
	buf_free(&b);
}

static bool exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

static unsigned mode(const char *path)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
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

static void test_stage_new(void **state)
{
	(void)state;
	mode_t old = umask(077);
	struct stage *s = stage_open(at("out"), false);
	assert_true(stage_put(s, "index.md", "one", 3));
	assert_true(stage_put(s, "notices/mami/en.html", "two", 3));
	assert_true(stage_put(s, "notices/mami/id.html", "", 0));
	assert_false(exists(at("out/index.md")));
	assert_false(exists(at("out/notices")));
	assert_int_equal(stage_changes(s), 3);
	assert_string_equal(stage_change(s, 1), "notices/mami/en.html");
	stage_commit(s);
	assert_file(at("out/index.md"), "one");
	assert_file(at("out/notices/mami/en.html"), "two");
	assert_file(at("out/notices/mami/id.html"), "");
	assert_int_equal(mode(at("out")), 0755);
	assert_int_equal(mode(at("out/notices/mami")), 0755);
	assert_int_equal(mode(at("out/notices/mami/en.html")), 0644);
	assert_false(exists(at("out/.policyc-stage")));
	assert_int_equal(umask(old), 077); /* put back */
}

static void test_stage_unchanged(void **state)
{
	(void)state;
	size_t len = 200000; /* several chunks */
	char *text = malloc(len);
	struct stat before, after;
	memset(text, 'x', len);
	struct stage *s = stage_open(at("out"), false);
	assert_true(stage_put(s, "a", text, len));
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &before), 0);
	s = stage_open(at("out"), false);
	assert_false(stage_put(s, "a", text, len));
	assert_false(exists(at("out/.policyc-stage"))); /* nothing at all is written */
	assert_int_equal(stage_changes(s), 0);
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	text[len - 1] = 'y';
	s = stage_open(at("out"), false);
	assert_true(stage_put(s, "a", text, len));
	assert_true(stage_put(s, "b", text, 1));
	stage_abandon(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_false(exists(at("out/b")));
	assert_false(exists(at("out/.policyc-stage")));
	s = stage_open(at("out"), false);
	assert_true(stage_put(s, "a", text, len - 1));
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(after.st_size, len - 1);
	free(text);
}

static void test_stage_leftovers(void **state)
{
	(void)state;
	assert_int_equal(mkdir(at("out"), 0755), 0);
	assert_int_equal(mkdir(at("out/.policyc-stage"), 0755), 0);
	make(at("out/.policyc-stage/0"), "old");
	make(at("out/.policyc-stage/17"), "old");
	stage_commit(stage_open(at("out"), false));
	assert_false(exists(at("out/.policyc-stage")));
	make(at("precious"), "kept");
	assert_int_equal(symlink("..", at("out/.policyc-stage")), 0); /* a link is removed, not followed */
	struct stage *s = stage_open(at("out"), false);
	assert_true(stage_put(s, "a", "1", 1));
	stage_commit(s);
	assert_file(at("precious"), "kept");
	assert_file(at("out/a"), "1");
	assert_false(exists(at("out/.policyc-stage")));
}

static void test_stage_check(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), true);
	assert_true(stage_put(s, "a", "1", 1));
	stage_remove(s, "b");
	assert_int_equal(stage_changes(s), 1);
	stage_commit(s);
	assert_false(exists(at("out")));
	assert_int_equal(mkdir(at("out"), 0755), 0);
	assert_int_equal(mkdir(at("out/.policyc-stage"), 0755), 0);
	make(at("out/a"), "1");
	make(at("out/b"), "1");
	s = stage_open(at("out"), true);
	assert_false(stage_put(s, "a", "1", 1));
	assert_true(stage_put(s, "a", "2", 1));
	assert_true(stage_put(s, "x/y", "2", 1));
	stage_remove(s, "b");
	stage_remove(s, "none");
	assert_int_equal(stage_changes(s), 3);
	stage_commit(s);
	assert_file(at("out/a"), "1");
	assert_file(at("out/b"), "1");
	assert_true(exists(at("out/.policyc-stage"))); /* not even that */
	stage_abandon(stage_open(at("out"), true));
}

static void test_stage_links(void **state)
{
	(void)state;
	assert_int_equal(mkdir(at("out"), 0755), 0);
	make(at("target"), "same");
	assert_int_equal(symlink("../target", at("out/a")), 0);
	assert_int_equal(symlink("nowhere", at("out/b")), 0);
	assert_int_equal(mkfifo(at("out/c"), 0600), 0);
	struct stage *s = stage_open(at("out"), false);
	assert_true(stage_put(s, "a", "same", 4)); /* a link is not the file, whatever it leads to */
	assert_true(stage_put(s, "b", "b", 1));
	assert_true(stage_put(s, "c", "c", 1));
	stage_commit(s);
	struct stat st;
	assert_int_equal(lstat(at("out/a"), &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_file(at("out/b"), "b");
	assert_file(at("out/c"), "c");
	assert_file(at("target"), "same");
}

static void test_stage_remove(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	stage_put(s, "notices/old/en.html", "x", 1);
	stage_put(s, "notices/new/en.html", "x", 1);
	stage_commit(s);
	s = stage_open(at("out"), false);
	stage_remove(s, "notices/old/en.html");
	stage_remove(s, "notices/none.html");
	assert_int_equal(stage_changes(s), 1);
	assert_string_equal(stage_change(s, 0), "notices/old/en.html");
	assert_true(exists(at("out/notices/old/en.html")));
	stage_commit(s);
	assert_false(exists(at("out/notices/old"))); /* nor the folder it leaves empty */
	assert_true(exists(at("out/notices/new/en.html")));
}

static void test_abandon_new_root(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	stage_put(s, "a", "1", 1);
	stage_abandon(s);
	assert_false(exists(at("out")));
}

/* Run f in a child with its standard error in a file; returns the exit status. */
static int in_child(void (*f)(void))
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		int fd = open(at("stderr"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, STDERR_FILENO);
		f();
		_exit(99);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_said(const char *want)
{
	struct buf b = {0};
	assert_null(file_read(at("stderr"), &b));
	if (!strstr(b.data, want))
		fail_msg("standard error has not '%s' but: %s", want, b.data);
	buf_free(&b);
}

static void root_is_a_file(void)
{
	stage_open(at("file"), false);
}

static void root_has_no_parent(void)
{
	stage_open(at("no/such"), false);
}

static void root_is_a_dead_link(void)
{
	stage_open(at("dead"), false);
}

static void target_is_a_folder(void)
{
	struct stage *s = stage_open(at("out"), false);
	stage_put(s, "b", "1", 1);
	stage_put(s, "dir", "1", 1);
}

static void parent_is_a_file(void)
{
	struct stage *s = stage_open(at("out"), false);
	stage_put(s, "b", "1", 1);
	stage_put(s, "f/x", "1", 1);
}

static void disk_is_full(void)
{
	struct rlimit limit = {1000, 1000}; /* with SIGXFSZ ignored, write fails with EFBIG */
	static char text[5000];
	struct stage *s = stage_open(at("fresh"), false);
	stage_put(s, "a", "1", 1);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	stage_put(s, "b", text, sizeof text);
}

static void stdout_is_full(void)
{
	int fd = open("/dev/full", O_WRONLY);
	dup2(fd, STDOUT_FILENO);
	file_stdout("x", 1);
}

static void test_failures(void **state)
{
	(void)state;
	make(at("file"), "");
	assert_int_equal(symlink("nowhere", at("dead")), 0);
	assert_int_equal(mkdir(at("out"), 0755), 0);
	assert_int_equal(mkdir(at("out/dir"), 0755), 0);
	make(at("out/f"), "");
	assert_int_equal(in_child(root_is_a_file), 3);
	assert_said("file: Not a directory");
	assert_int_equal(in_child(root_has_no_parent), 3);
	assert_said("policyc: cannot make the folder ");
	assert_int_equal(in_child(root_is_a_dead_link), 3);
	assert_said("dead: No such file or directory\n");
	assert_int_equal(in_child(target_is_a_folder), 3);
	assert_said("out/dir: Is a directory\n");
	assert_int_equal(in_child(parent_is_a_file), 3);
	assert_said("out/f/x: Not a directory\n");
	assert_false(exists(at("out/b")));
	assert_false(exists(at("out/.policyc-stage")));
	assert_int_equal(in_child(disk_is_full), 3);
	assert_said("fresh/b: File too large\n");
	assert_false(exists(at("fresh")));
	assert_int_equal(in_child(stdout_is_full), 3);
	assert_said("policyc: cannot write standard output: No space left on device\n");
}

static void second_run(void)
{
	struct stage *s = stage_open(at("out"), false);
	stage_put(s, "second", "1", 1);
	stage_commit(s);
	_exit(0);
}

/* A second run waits for the first; and makes the root anew that the first took back. */
static void test_lock(void **state)
{
	(void)state;
	for (int abandon = 0; abandon < 2; abandon++) {
		struct stage *s = stage_open(at("out"), false);
		fflush(NULL);
		pid_t pid = fork();
		if (pid == 0) {
			/* The child's copy of the lock belongs to the same open file: give it up. */
			for (int fd = 3; fd < 20; fd++)
				close(fd);
			execl(self, self, "second-run", at("out"), (char *)NULL);
			_exit(98);
		}
		nanosleep(&(struct timespec){0, 100000000}, NULL);
		assert_false(exists(at("out/second")));
		stage_put(s, "first", "1", 1);
		if (abandon)
			stage_abandon(s);
		else
			stage_commit(s);
		int status;
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		assert_true(exists(at("out/second")));
		assert_int_equal(exists(at("out/first")), !abandon);
		assert_int_equal(leave(NULL), 0);
		assert_int_equal(mkdir(home, 0700), 0);
	}
}

/* Under sanitizers and valgrind the process grows by what was given back. */
static bool keeps_freed_memory(void)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#endif
#elif defined(__SANITIZE_ADDRESS__)
	return true;
#endif
	const char *preload = getenv("LD_PRELOAD");
	return preload && strstr(preload, "valgrind");
}

static void test_many(void **state)
{
	(void)state;
	struct rusage before, after;
	struct stage *s = stage_open(at("out"), true);
	getrusage(RUSAGE_SELF, &before);
	for (unsigned i = 0; i < 60000; i++) {
		char path[64];
		snprintf(path, sizeof path, "notices/brand-%u/en.html", i);
		assert_true(stage_put(s, path, "x", 1));
	}
	getrusage(RUSAGE_SELF, &after);
	if (!keeps_freed_memory())
		assert_true(after.ru_maxrss - before.ru_maxrss < 3 * 1024);
	assert_string_equal(stage_change(s, 59999), "notices/brand-59999/en.html");
	stage_commit(s);
}

#define WITH_HOME(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int main(int argc, char **argv)
{
	self = argv[0];
	if (argc == 3 && strcmp(argv[1], "second-run") == 0) {
		snprintf(home, sizeof home, "%.*s", (int)(strlen(argv[2]) - 4), argv[2]); /* without "/out" */
		second_run();
	}
	const struct CMUnitTest tests[] = {
		WITH_HOME(test_read),
		WITH_HOME(test_list),
		WITH_HOME(test_tree),
		WITH_HOME(test_stage_new),
		WITH_HOME(test_stage_unchanged),
		WITH_HOME(test_stage_leftovers),
		WITH_HOME(test_stage_check),
		WITH_HOME(test_stage_links),
		WITH_HOME(test_stage_remove),
		WITH_HOME(test_abandon_new_root),
		WITH_HOME(test_failures),
		WITH_HOME(test_lock),
		WITH_HOME(test_many),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
