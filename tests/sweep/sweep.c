/* SPDX-License-Identifier: MIT */
/* Fails the n-th allocation of a build, for every n: once, and from there on. Linked with the whole of policyc, its main renamed
 * to policyc_main, and with static libyaml and libxml2 whose calls of malloc and its kin are wrapped as well.
 * usage: sweep FIRST STRIDE: in a folder with policies/ and templates/ and with out/ already built from other words.
 * Every n below FIRST is tried, after that every STRIDE-th. Each has to end with exit 0 and exactly the output of a run without
 * failures, or with exit 3, a message, and every file of out/ as it was. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int policyc_main(int argc, char **argv);

/* ---- the allocator that fails ---- */

static long calls, fail_at; /* 0: never */
static bool fail_on;        /* all from there on */

static bool fails(void)
{
	calls++;
	return fail_at && (calls == fail_at || (fail_on && calls > fail_at));
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t m);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t m);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);

void *__wrap_malloc(size_t n)
{
	return fails() ? (errno = ENOMEM, NULL) : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t m)
{
	return fails() ? (errno = ENOMEM, NULL) : __real_calloc(n, m);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails() ? (errno = ENOMEM, NULL) : __real_realloc(p, n);
}

char *__wrap_strdup(const char *s)
{
	return fails() ? (errno = ENOMEM, NULL) : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return fails() ? (errno = ENOMEM, NULL) : __real_strndup(s, n);
}

/* ---- the tree ---- */

struct tree {
	char *data; /* path, NUL, length, bytes; again and again */
	size_t len;
};

static void add(struct tree *t, const void *p, size_t len)
{
	t->data = __real_realloc(t->data, t->len + len + 1);
	memcpy(t->data + t->len, p, len);
	t->len += len;
}

static void take(struct tree *t, const char *path)
{
	static char bytes[1 << 20];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, bytes, sizeof bytes);
	add(t, path, strlen(path) + 1);
	add(t, &n, sizeof n);
	add(t, bytes, (size_t)n);
	if (fd >= 0)
		close(fd);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* nftw lists in the file system's order, so the files are taken by a sorted list of the first reading. */
static char *paths[256];
static size_t path_count;

static int list(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)ftw;
	if (type == FTW_F && !strstr(path, ".policyc-stage") && path_count < 256)
		paths[path_count++] = __real_strdup(path);
	return 0;
}

static struct tree read_tree(void)
{
	struct tree t = {0};
	while (path_count)
		free(paths[--path_count]);
	nftw("out", list, 16, FTW_PHYS);
	qsort(paths, path_count, sizeof *paths, compare);
	for (size_t i = 0; i < path_count; i++)
		take(&t, paths[i]);
	return t;
}

static void write_tree(const struct tree *t)
{
	for (size_t at = 0; at < t->len;) {
		const char *path = t->data + at;
		ssize_t n;
		at += strlen(path) + 1;
		memcpy(&n, t->data + at, sizeof n);
		at += sizeof n;
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		if (fd < 0 || write(fd, t->data + at, (size_t)n) != n || close(fd) != 0)
			exit(99);
		at += (size_t)n;
	}
}

static bool same(const struct tree *a, const struct tree *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* ---- the runs ---- */

static long *shared; /* the calls a child made */

static int run(long at, bool on, char *said, size_t said_size)
{
	pid_t pid = fork();
	if (pid == 0) {
		static char name[] = "policyc", build[] = "build";
		char *argv[] = {name, build, NULL};
		int fd = open("said", O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0644);
		dup2(fd, 1);
		dup2(fd, 2);
		setrlimit(RLIMIT_CPU, &(struct rlimit){20, 20});
		fail_at = at;
		fail_on = on;
		calls = 0;
		int status = policyc_main(2, argv);
		*shared = calls;
		_exit(status);
	}
	int status;
	waitpid(pid, &status, 0);
	int fd = open("said", O_RDONLY);
	ssize_t n = read(fd, said, said_size - 1);
	said[n > 0 ? n : 0] = '\0';
	close(fd);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int main(int argc, char **argv)
{
	static char said[65536], right[65536];
	if (argc != 3)
		return 2;
	long first = atol(argv[1]), stride = atol(argv[2]), passed = 0, failed = 0, done = 0;
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct tree old = read_tree();
	int status = run(0, false, right, sizeof right);
	long total = *shared;
	struct tree new = read_tree();
	if (status != 0 || same(&old, &new)) {
		printf("sweep: a run without failures ends with %d, %s\n%s", status, same(&old, &new) ? "and changes nothing" : "", right);
		return 1;
	}
	write_tree(&old);
	for (int on = 0; on < 2; on++)
		for (long n = 1; n <= total; n += n < first ? 1 : stride, done++) {
			status = run(n, on, said, sizeof said);
			struct tree is = read_tree();
			const char *wrong = NULL;
			if (status == 0)
				wrong = !same(&is, &new) ? "exit 0, but the output is not exact"
				        : strcmp(said, right) != 0 ? "exit 0, but the report is another" : NULL;
			else if (status != 3)
				wrong = "neither exit 0 nor 3";
			else if (!same(&is, &old))
				wrong = same(&is, &new) ? "exit 3, but all outputs were written" : "exit 3, but some outputs were written";
			else if (!*said)
				wrong = "exit 3 without a message";
			if (wrong && ++failed <= 20)
				printf("FAILED: allocation %ld of %ld%s: %s (status %d): %.300s\n", n, total, on ? " and all after it" : "", wrong,
				       status, said);
			passed += !wrong;
			if (!same(&is, &old)) {
				if (system("rm -rf out/* && mkdir -p out/data out/schema out/reports out/include/policy out/notices/mini") != 0)
					return 99;
				write_tree(&old);
			}
			free(is.data);
		}
	printf("sweep: %ld allocations, %ld of %ld runs\n", total, done, 2 * total);
	printf("allocations: %ld passed, %ld failed\n", passed, failed);
	return failed != 0;
}
