/* SPDX-License-Identifier: MIT */
/* Kills builds at random moments while a reader looks at their outputs.
 * usage: kill OUT A B RUNS PROGRAM: in the folders A and B lies one project each, already built into A/out and B/out; runs take
 * turns at building A or B into OUT. Every file of OUT always has to hold exactly what A/out or B/out has for it.
 * Prints what it did; exits 1 at the first file that is neither. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX = 64, SIZE = 1 << 20 };
static struct {
	char path[256];
	char *a, *b;
	size_t a_len, b_len;
} files[MAX];
static size_t count, root_len;
static char bytes[SIZE];

static size_t slurp(const char *dir, const char *path)
{
	char full[4096];
	snprintf(full, sizeof full, "%s%s", dir, path);
	int fd = open(full, O_RDONLY);
	if (fd < 0)
		return (size_t)-1;
	size_t len = 0;
	for (ssize_t n; (n = read(fd, bytes + len, SIZE - len)) > 0;)
		len += (size_t)n;
	close(fd);
	return len;
}

static int found(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)ftw;
	if (type == FTW_F && count < MAX)
		snprintf(files[count++].path, sizeof files->path, "%s", path + root_len);
	return 0;
}

static char *copy(size_t len)
{
	char *p = malloc(len + 1);
	return p ? memcpy(p, bytes, len) : NULL;
}

static void load(const char *dir, int second)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = slurp(dir, files[i].path);
		if (len == (size_t)-1) {
			fprintf(stderr, "kill: %s%s: %s\n", dir, files[i].path, strerror(errno));
			exit(1);
		}
		*(second ? &files[i].b : &files[i].a) = copy(len);
		*(second ? &files[i].b_len : &files[i].a_len) = len;
	}
}

/* Returns how many files are B's; exits if one is neither. */
static size_t look(const char *out, const char *when)
{
	size_t of_b = 0;
	for (size_t i = 0; i < count; i++) {
		size_t len = slurp(out, files[i].path);
		int a = len == files[i].a_len && memcmp(bytes, files[i].a, len) == 0;
		int b = len == files[i].b_len && memcmp(bytes, files[i].b, len) == 0;
		if (!a && !b) {
			printf("%s%s is neither the old nor the new one %s (%ld bytes)\n", out, files[i].path, when, (long)len);
			exit(1);
		}
		of_b += b && !a;
	}
	return of_b;
}

static pid_t start(const char *program, const char *project, const char *out)
{
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	int null = open("/dev/null", O_WRONLY);
	if (chdir(project) != 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(99);
	execl(program, "policyc", "build", "-o", out, (char *)NULL);
	_exit(99);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

int main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	const char *out = argv[1], *project[2] = {argv[2], argv[3]}, *program = argv[5];
	char good[2][4096];
	for (int i = 0; i < 2; i++)
		snprintf(good[i], sizeof good[i], "%s/out", project[i]);
	root_len = strlen(good[0]);
	nftw(good[0], found, 16, FTW_PHYS);
	load(good[0], 0);
	load(good[1], 1);
	size_t killed = 0, mixed = 0, ended = 0;
	double whole = 0;
	for (int i = 0; i < 6; i++) { /* how long a run takes, and a first OUT */
		double began = now();
		waitpid(start(program, project[i % 2], out), NULL, 0);
		whole = i == 0 || now() - began > whole ? now() - began : whole;
	}
	unsigned long *reads = mmap(NULL, sizeof *reads, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t reader = fork();
	if (reader == 0)
		for (;; ++*reads)
			look(out, "while a run writes");
	srand(1);
	int status = 0;
	for (int i = 0; i < atoi(argv[4]); i++) {
		pid_t pid = start(program, project[i % 2], out);
		usleep((useconds_t)(whole * 1.1 * rand() / RAND_MAX));
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		killed += WIFSIGNALED(status) != 0;
		ended += !WIFSIGNALED(status);
		size_t of_b = look(out, "after a run was killed");
		mixed += of_b > 0 && of_b < count;
	}
	while (*reads < 10 && waitpid(reader, &status, WNOHANG) == 0) /* on a busy machine it may not have had its turn */
		usleep(1000);
	int alive = waitpid(reader, &status, WNOHANG) == 0;
	kill(reader, SIGKILL);
	printf("%zu runs killed, %zu ended before; %zu times the tree was a mixture; %lu looks at all %zu files meanwhile\n", killed, ended,
	       mixed, *reads, count);
	return !alive || killed == 0;
}
