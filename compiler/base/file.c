/* SPDX-License-Identifier: MIT */
/* Reads input files and folder listings, writes to standard output and standard error. An error of the system ends the program with
 * exit 3. Outputs are written by stage.c. */
#include "file.h"
#include "text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_write(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

_Noreturn void file_fail(const char *path, const char *doing, int error)
{
	struct buf b = {0};
	buf_printf(&b, "policyc: cannot %s ", doing);
	text_visible(&b, path, strlen(path));
	buf_printf(&b, ": %s\n", strerror(error));
	(void)file_write(STDERR_FILENO, b.data, b.len); /* nowhere left to complain */
	buf_free(&b);
	mem_fail();
	exit(3);
}

void file_stdout(const char *data, size_t len)
{
	if (!file_write(STDOUT_FILENO, data, len))
		file_fail("standard output", "write", errno);
}

void file_stderr(const char *data, size_t len)
{
	if (!file_write(STDERR_FILENO, data, len))
		file_fail("standard error", "write", errno);
}

static const char too_large[] = "larger than 1 MiB";

static const char *words(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return "no such file";
	case EACCES:
	case EPERM:
		return "permission denied";
	case ENXIO: /* a socket */
		return "not a regular file";
	case ELOOP:
		return "a symbolic link that leads nowhere";
	case ENAMETOOLONG:
		return "the name is too long";
	}
	return strerror(error);
}

static const char *read_fd(int fd, struct buf *into)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return words(errno);
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? "is a folder" : "not a regular file";
	if (st.st_size > FILE_MAX)
		return too_large;
	size_t room = (size_t)st.st_size + 1; /* for the end of file and the NUL */
	for (;;) {
		if (into->cap - into->len < room + 1)
			buf_grow(into, room + 1);
		ssize_t n = read(fd, into->data + into->len, into->cap - into->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return words(errno);
		into->data[into->len += (size_t)n] = '\0';
		if (into->len > FILE_MAX) /* it grew meanwhile, or its size was not the truth */
			return too_large;
		if (n == 0)
			return NULL;
		room = 1;
	}
}

const char *file_read(const char *path, struct buf *into)
{
	into->len = 0;
	/* O_NONBLOCK: opening a FIFO would wait for a writer. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return words(errno);
	const char *why = read_fd(fd, into);
	close(fd);
	return why;
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool file_is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool file_is_same(const char *a, const char *b)
{
	struct stat one, other;
	return stat(a, &one) == 0 && stat(b, &other) == 0 && is_same(&one, &other);
}

bool file_is_below(const char *path, const char *folder)
{
	struct stat is, of, last;
	struct buf at = {0};
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	buf_add(&at, path, len);
	if (stat(buf_cstr(&at), &is) != 0 || !S_ISDIR(is.st_mode)) {
		const char *slash = strrchr(at.data, '/');
		at.len = slash ? (size_t)(slash - at.data) : 0;
		buf_str(&at, !slash ? "." : at.len == 0 ? "/" : "");
	}
	bool below = false;
	for (bool more = stat(folder, &of) == 0 && stat(buf_cstr(&at), &is) == 0; more && !below;) {
		below = is_same(&is, &of);
		last = is;
		buf_str(&at, "/..");
		more = stat(buf_cstr(&at), &is) == 0 && !is_same(&is, &last); /* the root is its own parent */
	}
	buf_free(&at);
	return below;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

const char file_no_folder[] = "no such folder";

const char *file_list(struct arena *a, const char *dir, const char *suffix, char ***names, size_t *count)
{
	size_t cut = strlen(suffix), cap = 0;
	char **list = NULL;
	struct dirent *entry;
	*count = 0;
	*names = NULL;
	DIR *d = opendir(dir);
	if (!d)
		return errno == ENOTDIR ? "not a folder" : errno == ENOENT ? file_no_folder : words(errno);
	while ((errno = 0, entry = readdir(d))) {
		size_t len = strlen(entry->d_name);
		if (entry->d_name[0] == '.' || len <= cut || strcmp(entry->d_name + len - cut, suffix) != 0)
			continue;
		if (*count == cap)
			list = mem_realloc(list, (cap = cap ? cap * 2 : 64) * sizeof *list);
		list[(*count)++] = arena_copy(a, entry->d_name, len - cut);
	}
	const char *why = errno ? words(errno) : NULL;
	closedir(d);
	if (*count) {
		*names = NEW_N(a, char *, *count);
		memcpy(*names, list, *count * sizeof *list);
		qsort(*names, *count, sizeof **names, by_bytes);
	}
	free(list);
	return why;
}

struct tree {
	struct arena *arena;
	char **list;
	size_t count, cap;
	size_t left;     /* how many more files and folders may come */
	struct buf path; /* of the folder at hand, then a name */
	size_t root;     /* its length up to the first folder */
};

/* Whether there was no more than wanted. */
static bool walk(struct tree *t, int depth)
{
	size_t len = t->path.len;
	struct dirent *entry;
	struct stat st;
	DIR *d = opendir(buf_cstr(&t->path));
	if (!d && errno == ENOENT)
		return true;
	if (!d)
		file_fail(t->path.data, "read the folder", errno);
	bool all = true;
	while (all && (errno = 0, entry = readdir(d))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		t->path.len = len;
		buf_char(&t->path, '/');
		buf_str(&t->path, entry->d_name);
		if (lstat(buf_cstr(&t->path), &st) != 0)
			file_fail(t->path.data, "read", errno);
		if (t->left-- == 0) {
			all = false;
			break;
		}
		if (S_ISDIR(st.st_mode) && depth < TREE_DEPTH) {
			all = walk(t, depth + 1);
			continue;
		}
		if (t->count == t->cap)
			t->list = mem_realloc(t->list, (t->cap = t->cap ? t->cap * 2 : 64) * sizeof *t->list);
		t->list[t->count++] = arena_copy(t->arena, t->path.data + t->root, t->path.len - t->root);
	}
	if (all && errno)
		file_fail(t->path.data, "read the folder", errno);
	closedir(d);
	return all;
}

bool file_tree(struct arena *a, const char *dir, size_t most, char ***paths, size_t *count)
{
	struct tree t = {.arena = a, .left = most, .root = strlen(dir) + 1};
	buf_add(&t.path, dir, strlen(dir));
	bool all = walk(&t, 0);
	*count = t.count;
	*paths = NULL;
	if (t.count) {
		*paths = NEW_N(a, char *, t.count);
		memcpy(*paths, t.list, t.count * sizeof *t.list);
		qsort(*paths, t.count, sizeof **paths, by_bytes);
	}
	free(t.list);
	buf_free(&t.path);
	return all;
}
