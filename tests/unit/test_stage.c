/* SPDX-License-Identifier: MIT */
/* Staging outputs, on a folder of its own below $TMPDIR or /tmp. */
#include "../../compiler/base/file.h"
#include "../../compiler/base/stage.h"
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

/* Put a file that may be replaced; whether it differs. */
static bool put(struct stage *s, const char *path, const char *data, size_t len)
{
	enum stage_answer answer = stage_put(s, STAGE_BETWEEN, path, data, len, true);
	assert_true(answer == STAGE_DONE || answer == STAGE_SAME);
	return answer == STAGE_DONE;
}

static void test_new(void **state)
{
	(void)state;
	mode_t old = umask(027);
	struct stage *s = stage_open(at("out"), false);
	assert_true(put(s, "index.md", "one", 3));
	assert_true(put(s, "notices/mami/en.html", "two", 3));
	assert_true(put(s, "notices/mami/id.html", "", 0));
	assert_false(exists(at("out/index.md")));
	assert_false(exists(at("out/notices")));
	stage_commit(s);
	assert_file(at("out/index.md"), "one");
	assert_file(at("out/notices/mami/en.html"), "two");
	assert_file(at("out/notices/mami/id.html"), "");
	assert_int_equal(mode(at("out")), 0750); /* as the umask says */
	assert_int_equal(mode(at("out/notices/mami")), 0750);
	assert_int_equal(mode(at("out/notices/mami/en.html")), 0640);
	assert_false(exists(at("out/.policyc-stage")));
	/* a file that is there keeps its mode, a new one has that of the umask */
	assert_int_equal(chmod(at("out/index.md"), 0604), 0);
	umask(002);
	s = stage_open(at("out"), false);
	assert_true(put(s, "index.md", "ONE", 3));
	assert_true(put(s, "new/a", "a", 1));
	stage_commit(s);
	assert_int_equal(mode(at("out/index.md")), 0604);
	assert_int_equal(mode(at("out/new/a")), 0664);
	assert_int_equal(mode(at("out/new")), 0775);
	assert_int_equal(umask(old), 002); /* never touched */
}

/* A folder of a team: what is made below it belongs to its group, and the group may write there. */
static void test_setgid(void **state)
{
	(void)state;
	mode_t old = umask(002);
	assert_int_equal(mkdir(at("out"), 0), 0);
	assert_int_equal(chmod(at("out"), 02775), 0);
	struct stage *s = stage_open(at("out"), false);
	assert_true(put(s, "notices/en.html", "1", 1));
	stage_commit(s);
	assert_int_equal(mode(at("out/notices")), 02775);
	assert_int_equal(mode(at("out/notices/en.html")), 0664);
	umask(old);
}

static void test_unchanged(void **state)
{
	(void)state;
	size_t len = 200000; /* several chunks */
	char *text = malloc(len);
	struct stat before, after;
	memset(text, 'x', len);
	struct stage *s = stage_open(at("out"), false);
	assert_true(put(s, "a", text, len));
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &before), 0);
	s = stage_open(at("out"), false);
	assert_false(put(s, "a", text, len));
	assert_false(exists(at("out/.policyc-stage"))); /* nothing at all is written */
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	text[len - 1] = 'y';
	s = stage_open(at("out"), false);
	assert_true(put(s, "a", text, len));
	assert_true(put(s, "b", text, 1));
	stage_abandon(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_false(exists(at("out/b")));
	assert_false(exists(at("out/.policyc-stage")));
	s = stage_open(at("out"), false);
	assert_true(put(s, "a", text, len - 1));
	stage_commit(s);
	assert_int_equal(stat(at("out/a"), &after), 0);
	assert_int_equal(after.st_size, len - 1);
	free(text);
}

static void test_leftovers(void **state)
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
	assert_true(put(s, "a", "1", 1));
	stage_commit(s);
	assert_file(at("precious"), "kept");
	assert_file(at("out/a"), "1");
	assert_false(exists(at("out/.policyc-stage")));
}

static void test_check(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), true);
	assert_true(put(s, "a", "1", 1));
	assert_int_equal(stage_remove(s, "b"), STAGE_SAME);
	stage_commit(s);
	assert_false(exists(at("out")));
	assert_int_equal(mkdir(at("out"), 0755), 0);
	assert_int_equal(mkdir(at("out/.policyc-stage"), 0755), 0);
	make(at("out/a"), "1");
	make(at("out/b"), "1");
	s = stage_open(at("out"), true);
	assert_false(put(s, "a", "1", 1));
	assert_true(put(s, "a", "2", 1));
	assert_true(put(s, "x/y", "2", 1));
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "b", "2", 1, false), STAGE_OTHER);
	assert_int_equal(stage_remove(s, "b"), STAGE_DONE);
	assert_int_equal(stage_remove(s, "none"), STAGE_SAME);
	stage_commit(s);
	assert_file(at("out/a"), "1");
	assert_file(at("out/b"), "1");
	assert_true(exists(at("out/.policyc-stage"))); /* not even that */
	stage_abandon(stage_open(at("out"), true));
}

/* No link is followed, replaced or removed; the root may be one. */
static void test_links(void **state)
{
	(void)state;
	assert_int_equal(mkdir(at("real"), 0755), 0);
	assert_int_equal(symlink("real", at("out")), 0);
	assert_int_equal(mkdir(at("elsewhere"), 0755), 0);
	make(at("elsewhere/x"), "kept");
	assert_int_equal(symlink("../elsewhere/x", at("out/a")), 0);
	assert_int_equal(symlink("nowhere", at("out/b")), 0);
	assert_int_equal(symlink("../elsewhere", at("out/d")), 0);
	assert_int_equal(mkdir(at("out/e"), 0755), 0);
	assert_int_equal(symlink("../../elsewhere", at("out/e/d")), 0);
	struct stage *s = stage_open(at("out"), false);
	static const char *const paths[] = {"a", "b", "d/x", "d/new", "e/d/x", "e/d/f/x", "d"};
	static const size_t ways[] = {1, 1, 1, 1, 3, 3, 1};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(stage_put(s, STAGE_BETWEEN, paths[i], "kept", 4, true), STAGE_LINK);
		assert_int_equal(stage_in_the_way(s), ways[i]);
		assert_int_equal(stage_remove(s, paths[i]), STAGE_LINK);
		assert_int_equal(stage_in_the_way(s), ways[i]);
	}
	struct buf b = {0};
	assert_false(stage_read(s, "a", 10, &b));
	assert_false(stage_read(s, "d/x", 10, &b));
	assert_true(put(s, "e/x", "1", 1));
	stage_commit(s);
	assert_file(at("elsewhere/x"), "kept");
	assert_file(at("real/e/x"), "1");
	s = stage_open(at("out"), false);
	assert_true(stage_read(s, "e/x", 10, &b));
	assert_int_equal(b.len, 1);
	assert_true(stage_is_at(s, "e/x", at("real/e/x")));
	assert_true(stage_is_at(s, "e/new", at("out/e/new")));
	assert_false(stage_is_at(s, "e/x", at("out/x")));
	assert_false(stage_is_at(s, "e/x", at("out/e/y")));
	stage_abandon(s);
	buf_free(&b);
}

static void test_others(void **state)
{
	(void)state;
	assert_int_equal(mkdir(at("out"), 0755), 0);
	assert_int_equal(mkdir(at("out/dir"), 0755), 0);
	assert_int_equal(mkfifo(at("out/fifo"), 0600), 0);
	make(at("out/file"), "foreign");
	struct stage *s = stage_open(at("out"), false);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "dir", "1", 1, true), STAGE_FOLDER);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "fifo", "1", 1, true), STAGE_SPECIAL);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "file/x", "1", 1, true), STAGE_NO_FOLDER);
	assert_int_equal(stage_in_the_way(s), 4);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "file", "mine", 4, false), STAGE_OTHER);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "file", "FOREIGN", 7, false), STAGE_OTHER);
	assert_int_equal(stage_put(s, STAGE_BETWEEN, "file", "foreign", 7, false), STAGE_SAME);
	assert_int_equal(stage_remove(s, "dir"), STAGE_FOLDER);
	assert_int_equal(stage_remove(s, "fifo"), STAGE_SPECIAL);
	assert_int_equal(stage_remove(s, "file/x"), STAGE_NO_FOLDER);
	stage_commit(s);
	assert_file(at("out/file"), "foreign");
	assert_false(exists(at("out/.policyc-stage")));
}

static void test_remove(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	put(s, "notices/old/en.html", "x", 1);
	put(s, "notices/new/en.html", "x", 1);
	stage_commit(s);
	s = stage_open(at("out"), false);
	assert_int_equal(stage_remove(s, "notices/old/en.html"), STAGE_DONE);
	assert_int_equal(stage_remove(s, "notices/none.html"), STAGE_SAME);
	assert_true(exists(at("out/notices/old/en.html")));
	stage_commit(s);
	assert_false(exists(at("out/notices/old"))); /* nor the folder it leaves empty */
	assert_true(exists(at("out/notices/new/en.html")));
}

/* What is first is seen first, and what is last when the rest has been done. */
static void test_turns(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	put(s, "gone", "x", 1);
	stage_commit(s);
	s = stage_open(at("out"), false);
	assert_int_equal(stage_put(s, STAGE_LAST, "list", "last", 4, true), STAGE_DONE);
	assert_int_equal(stage_put(s, STAGE_FIRST, "list", "first", 5, true), STAGE_DONE);
	assert_true(put(s, "a", "1", 1));
	assert_int_equal(stage_remove(s, "gone"), STAGE_DONE);
	stage_commit(s);
	assert_file(at("out/list"), "last");
	assert_file(at("out/a"), "1");
	assert_false(exists(at("out/gone")));
}

static void test_elsewhere(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	put(s, "a", "1", 1);
	assert_null(stage_put_elsewhere(s, at("stamp"), "rule", 4));
	assert_false(exists(at("stamp")));
	stage_commit(s);
	assert_file(at("stamp"), "rule");
	assert_false(exists(at("stamp.policyc~")));
	assert_int_equal(chmod(at("stamp"), 0600), 0);
	/* a link at the name of the new file is not followed, and the file keeps its mode */
	make(at("victim"), "kept");
	assert_int_equal(symlink("victim", at("stamp.policyc~")), 0);
	s = stage_open(at("out"), false);
	assert_null(stage_put_elsewhere(s, at("stamp"), "new rule", 8));
	stage_commit(s);
	assert_file(at("victim"), "kept");
	assert_file(at("stamp"), "new rule");
	assert_int_equal(mode(at("stamp")), 0600);
	/* given up: as it was */
	s = stage_open(at("out"), false);
	assert_null(stage_put_elsewhere(s, at("stamp"), "other", 5));
	stage_abandon(s);
	assert_file(at("stamp"), "new rule");
	assert_false(exists(at("stamp.policyc~")));
	/* a link is named as one, a folder as one */
	assert_int_equal(symlink("victim", at("link")), 0);
	assert_int_equal(symlink("nowhere", at("dead")), 0);
	s = stage_open(at("out"), false);
	assert_non_null(strstr(stage_put_elsewhere(s, at("link"), "x", 1), "symbolic link"));
	assert_non_null(strstr(stage_put_elsewhere(s, at("dead"), "x", 1), "symbolic link"));
	assert_non_null(strstr(stage_put_elsewhere(s, home, "x", 1), "folder"));
	stage_abandon(s);
	assert_file(at("victim"), "kept");
	/* a device stays one, also behind a link */
	assert_int_equal(symlink("/dev/null", at("null")), 0);
	s = stage_open(at("out"), false);
	assert_null(stage_put_elsewhere(s, at("null"), "x", 1));
	stage_abandon(s);
	s = stage_open(at("out"), false);
	/* a pipe that is read */
	assert_int_equal(mkfifo(at("fifo"), 0600), 0);
	int fd = open(at("fifo"), O_RDONLY | O_NONBLOCK);
	assert_null(stage_put_elsewhere(s, at("fifo"), "rule", 4));
	char text[8] = "";
	assert_int_equal(read(fd, text, sizeof text), 4);
	assert_string_equal(text, "rule");
	close(fd);
	stage_abandon(s);
}

static void test_abandon_new_root(void **state)
{
	(void)state;
	struct stage *s = stage_open(at("out"), false);
	put(s, "a", "1", 1);
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

/* Of a child, which ends where it fails and frees nothing: what it holds is in reach, and so no leak. */
static struct stage *volatile left;

static void a_folder_became_a_link(void)
{
	struct stage *s = left = stage_open(at("out"), false);
	put(s, "dir/x", "1", 1);
	rename(at("out/dir"), at("moved"));
	symlink("../moved", at("out/dir")) == 0 ? (void)0 : abort();
	stage_commit(s);
}

static void nobody_reads_the_pipe(void)
{
	struct stage *s = left = stage_open(at("out"), false);
	put(s, "b", "1", 1);
	stage_put_elsewhere(s, at("fifo"), "1", 1);
}

static void device_is_full(void)
{
	struct stage *s = left = stage_open(at("out"), false);
	put(s, "b", "1", 1);
	stage_put_elsewhere(s, "/dev/full", "1", 1);
}

static void memory_is_full(void)
{
	struct stage *s = left = stage_open(at("out"), false);
	put(s, "b", "1", 1);
	put(s, "c/d", "1", 1);
	stage_put_elsewhere(s, at("stamp"), "1", 1);
	mem_exhausted();
}

static void disk_is_full(void)
{
	struct rlimit limit = {1000, 1000}; /* with SIGXFSZ ignored, write fails with EFBIG */
	static char text[5000];
	struct stage *s = left = stage_open(at("fresh"), false);
	put(s, "a", "1", 1);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	put(s, "b", text, sizeof text);
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
	assert_int_equal(mkfifo(at("fifo"), 0600), 0);
	assert_int_equal(in_child(root_is_a_file), 3);
	assert_said("file: Not a directory");
	assert_int_equal(in_child(root_has_no_parent), 3);
	assert_said("policyc: cannot make the folder ");
	assert_int_equal(in_child(root_is_a_dead_link), 3);
	assert_said("dead: No such file or directory\n");
	assert_int_equal(in_child(nobody_reads_the_pipe), 3);
	assert_said("cannot write ");
	assert_int_equal(in_child(device_is_full), 3);
	assert_said("cannot write /dev/full: No space left on device\n");
	assert_int_equal(in_child(memory_is_full), 3);
	assert_said("policyc: out of memory");
	assert_false(exists(at("stamp.policyc~")));
	assert_false(exists(at("out/b")));
	assert_false(exists(at("out/.policyc-stage")));
	assert_int_equal(in_child(disk_is_full), 3);
	assert_said("fresh/b: File too large\n");
	assert_false(exists(at("fresh")));
	assert_int_equal(in_child(a_folder_became_a_link), 3);
	assert_said("out/dir/x: Too many levels of symbolic links\n");
	assert_false(exists(at("moved/x")));
	assert_false(exists(at("out/.policyc-stage")));
	assert_int_equal(in_child(stdout_is_full), 3);
	assert_said("policyc: cannot write standard output: No space left on device\n");
}

static void second_run(void)
{
	struct stage *s = stage_open(at("out"), false);
	put(s, "second", "1", 1);
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
		put(s, "first", "1", 1);
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
		assert_true(put(s, path, "x", 1));
	}
	getrusage(RUSAGE_SELF, &after);
	if (!keeps_freed_memory())
		assert_true(after.ru_maxrss - before.ru_maxrss < 3 * 1024);
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
		WITH_HOME(test_new),
		WITH_HOME(test_setgid),
		WITH_HOME(test_unchanged),
		WITH_HOME(test_leftovers),
		WITH_HOME(test_check),
		WITH_HOME(test_links),
		WITH_HOME(test_others),
		WITH_HOME(test_remove),
		WITH_HOME(test_turns),
		WITH_HOME(test_elsewhere),
		WITH_HOME(test_abandon_new_root),
		WITH_HOME(test_failures),
		WITH_HOME(test_lock),
		WITH_HOME(test_many),
	};
	return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
