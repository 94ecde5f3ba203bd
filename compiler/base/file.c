/* SPDX-License-Identifier: MIT */
/* Reads and writes the disk: input files, folder listings, standard output and
 * the staged outputs. Makes files that are whole at every instant. Must not
 * know what is in them. A fault of the system ends the program with exit 3.
 *
 * A stage, while it is open:
 *
 *     out/                      locked with flock, which the kernel drops when a run is killed
 *     out/.policyc-stage/0 1 2  new contents, numbered as the changes are; on the same file
 *                               system as their targets, so that rename can put them there
 *
 * Nothing is synced to the disk: outputs can be made again from their inputs, and
 * rename keeps each file whole, old or new, for every reader of a running system. */
#include "file.h"
#include "text.h"
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAGE_DIR ".policyc-stage"

enum { CHUNK = 64 * 1024 };

struct stage {
	char *root;
	int dir;          /* root; -1 when checking and there is none */
	int stage_dir;    /* -1 until the first file is staged */
	bool check;
	bool made_root;
	mode_t old_umask;
	struct buf paths; /* each change: 'w' or 'r', the path, NUL */
	uint32_t *offset; /* of each change within paths: 4 bytes, there may be 60,000 */
	size_t count, cap;
	char *chunk;      /* CHUNK bytes, to compare with what is there */
};

/* The open stage, for file_fail to clear away; there is one at a time. */
static struct stage *current;

static int write_all(int fd, const char *p, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

static int remove_stage_dir(int dir);

_Noreturn void file_fail(const char *path, const char *doing, int error)
{
	struct buf b = {0};
	buf_printf(&b, "policyc: cannot %s ", doing);
	text_visible(&b, path, strlen(path));
	buf_printf(&b, ": %s\n", strerror(error));
	(void)write_all(STDERR_FILENO, b.data, b.len); /* nowhere left to complain */
	buf_free(&b);
	if (current && !current->check && current->dir >= 0) {
		(void)remove_stage_dir(current->dir); /* else the next run does it */
		if (current->made_root)
			(void)rmdir(current->root);
	}
	exit(3);
}

void file_write(const char *path, const char *data, size_t len)
{
	struct buf temp = {0};
	int fd = open(buf_format(&temp, "%s.policyc~", path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		file_fail(path, "write", errno);
	if (write_all(fd, data, len) != 0 || close(fd) != 0 || rename(temp.data, path) != 0) {
		int error = errno;
		(void)unlink(temp.data);
		file_fail(path, "write", error);
	}
	buf_free(&temp);
}

void file_stdout(const char *data, size_t len)
{
	if (write_all(STDOUT_FILENO, data, len) != 0)
		file_fail("standard output", "write", errno);
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

/* file_fail for a path below the root. */
static _Noreturn void stage_fail(const struct stage *s, const char *path, const char *doing, int error)
{
	struct buf b = {0};
	buf_str(&b, s->root);
	buf_char(&b, '/');
	buf_add(&b, path, strlen(path) + 1);
	file_fail(b.data, doing, error);
}

/* Remove a folder with what is in it, at most `depth` folders down. Returns 0 or the error; 0 if there is none. */
static int remove_folder(int dir, const char *name, int depth)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0) /* somebody's file or link of that name */
		return unlinkat(dir, name, 0) == 0 ? 0 : errno;
	DIR *d = fdopendir(fd);
	if (!d) {
		int error = errno;
		close(fd);
		return error;
	}
	struct dirent *entry;
	int error = 0;
	while ((errno = 0, entry = readdir(d)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlinkat(fd, entry->d_name, 0) != 0) {
			bool is_folder = errno == EISDIR || errno == EPERM; /* Linux says the one, POSIX the other */
			error = is_folder && depth > 0 ? remove_folder(fd, entry->d_name, depth - 1) : errno;
		}
	if (errno)
		error = errno;
	closedir(d);
	return unlinkat(dir, name, AT_REMOVEDIR) == 0 ? 0 : error ? error : errno;
}

static int remove_stage_dir(int dir)
{
	enum { DEEPEST = 8 };
	return remove_folder(dir, STAGE_DIR, DEEPEST);
}

/* Open and lock the root. A run that gave up may have removed the root it had
 * made while this one waited for the lock: then the folder is gone, start anew. */
static void lock_root(struct stage *s)
{
	struct stat st;
	for (;;) {
		if (!s->check) {
			s->made_root = mkdir(s->root, 0755) == 0;
			if (!s->made_root && errno != EEXIST)
				file_fail(s->root, "make the folder", errno);
		}
		s->dir = open(s->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (s->dir < 0 && errno == ENOENT) {
			/* A link that leads nowhere exists for mkdir and not for open. */
			if (s->check)
				return;
			if (lstat(s->root, &st) == 0)
				file_fail(s->root, "open the folder", ENOENT);
			continue;
		}
		if (s->dir < 0)
			file_fail(s->root, "open the folder", errno);
		while (flock(s->dir, s->check ? LOCK_SH : LOCK_EX) != 0)
			if (errno != EINTR)
				file_fail(s->root, "lock the folder", errno);
		if (fstat(s->dir, &st) != 0)
			file_fail(s->root, "read the folder", errno);
		if (st.st_nlink > 0)
			return;
		close(s->dir);
		s->dir = -1;
	}
}

struct stage *stage_open(const char *root, bool check)
{
	assert(!current);
	size_t len = strlen(root) + 1;
	struct stage *s = mem_alloc(sizeof *s);
	*s = (struct stage){.root = mem_alloc(len), .dir = -1, .stage_dir = -1, .check = check};
	memcpy(s->root, root, len);
	/* Outputs are committed and shared: files 0644 and folders 0755, whoever builds. */
	s->old_umask = umask(S_IWGRP | S_IWOTH);
	current = s;
	lock_root(s);
	int error = check ? 0 : remove_stage_dir(s->dir);
	if (error)
		stage_fail(s, STAGE_DIR, "remove", error);
	return s;
}

static bool is_below(const char *path)
{
	if (*path == '/' || *path == '\0' || strncmp(path, STAGE_DIR, sizeof STAGE_DIR - 1) == 0)
		return false;
	for (const char *p = path; p; p = strchr(p, '/'), p = p ? p + 1 : NULL)
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return false;
	return true;
}

static void add_change(struct stage *s, char kind, const char *path)
{
	if (s->count == s->cap)
		s->offset = mem_realloc(s->offset, (s->cap = s->cap ? s->cap * 2 : 64) * sizeof *s->offset);
	s->offset[s->count++] = (uint32_t)s->paths.len;
	buf_char(&s->paths, kind);
	buf_add(&s->paths, path, strlen(path) + 1);
}

/* Whether the regular file at path holds exactly this. */
static bool is_same(struct stage *s, const char *path, const char *data, size_t len)
{
	if (s->dir < 0 || s->made_root)
		return false;
	int fd = openat(s->dir, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		/* Missing, a link, not readable, a socket: all are replaced. */
		if (errno != ENOENT && errno != ELOOP && errno != EACCES && errno != ENXIO)
			stage_fail(s, path, "open", errno);
		return false;
	}
	struct stat st;
	if (fstat(fd, &st) != 0)
		stage_fail(s, path, "read", errno);
	if (S_ISDIR(st.st_mode)) /* rename would fail after others have been renamed */
		stage_fail(s, path, "write", EISDIR);
	bool same = S_ISREG(st.st_mode) && (uintmax_t)st.st_size == len;
	if (same && !s->chunk)
		s->chunk = mem_alloc(CHUNK);
	for (size_t done = 0; same && done < len;) {
		ssize_t n = read(fd, s->chunk, len - done < CHUNK ? len - done : CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			stage_fail(s, path, "read", errno);
		same = n > 0 && memcmp(s->chunk, data + done, (size_t)n) == 0;
		done += (size_t)n;
	}
	close(fd);
	return same;
}

/* The name of a change's file within the stage folder. */
static const char *stage_name(size_t i, char name[24])
{
	char *p = name + 23;
	*p = '\0';
	do
		*--p = (char)('0' + i % 10);
	while (i /= 10);
	return p;
}

static void open_stage_dir(struct stage *s)
{
	if (mkdirat(s->dir, STAGE_DIR, 0755) != 0)
		stage_fail(s, STAGE_DIR, "make the folder", errno);
	s->stage_dir = openat(s->dir, STAGE_DIR, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (s->stage_dir < 0)
		stage_fail(s, STAGE_DIR, "open the folder", errno);
}

static void put(struct stage *s, const char *path, const char *data, size_t len)
{
	char name[24];
	if (!s->check) {
		if (s->stage_dir < 0)
			open_stage_dir(s);
		int fd = openat(s->stage_dir, stage_name(s->count, name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
		if (fd < 0 || write_all(fd, data, len) != 0 || (close(fd) != 0 && errno != EINTR))
			stage_fail(s, path, "write", errno);
	}
	add_change(s, 'w', path);
}

bool stage_put(struct stage *s, const char *path, const char *data, size_t len)
{
	assert(is_below(path));
	if (is_same(s, path, data, len))
		return false;
	put(s, path, data, len);
	return true;
}

void stage_put_new(struct stage *s, const char *path, const char *data, size_t len)
{
	struct stat st;
	assert(is_below(path));
	if (s->dir < 0 || fstatat(s->dir, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		put(s, path, data, len);
}

void stage_remove(struct stage *s, const char *path)
{
	struct stat st;
	assert(is_below(path));
	if (s->dir < 0 || s->made_root)
		return;
	if (fstatat(s->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		if (S_ISDIR(st.st_mode))
			stage_fail(s, path, "remove", EISDIR);
		add_change(s, 'r', path);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		stage_fail(s, path, "remove", errno);
	}
}

size_t stage_changes(const struct stage *s)
{
	return s->count;
}

const char *stage_change(const struct stage *s, size_t i)
{
	assert(i < s->count);
	return s->paths.data + s->offset[i] + 1;
}

/* Make the folders that a path below `dir` lies in. */
static void make_folders(struct stage *s, int dir, char *path)
{
	for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdirat(dir, path, 0755) != 0 && errno != EEXIST)
			stage_fail(s, path, "make the folder", errno);
		*slash = '/';
	}
}

/* Rename something of the stage folder to a path below `dir`. */
static void place(struct stage *s, const char *name, int dir, char *path)
{
	if (renameat(s->stage_dir, name, dir, path) == 0)
		return;
	if (errno == ENOENT) {
		make_folders(s, dir, path);
		if (renameat(s->stage_dir, name, dir, path) == 0)
			return;
	}
	stage_fail(s, path, "write", errno);
}

static void commit_write(struct stage *s, size_t i)
{
	char buffer[24];
	place(s, stage_name(i, buffer), s->dir, s->paths.data + s->offset[i] + 1);
}

static void commit_remove(struct stage *s, size_t i)
{
	char *path = s->paths.data + s->offset[i] + 1;
	if (unlinkat(s->dir, path, 0) != 0 && errno != ENOENT)
		stage_fail(s, path, "remove", errno);
	/* Folders that this leaves empty; the first that is not ends it. */
	for (char *slash; (slash = strrchr(path, '/'));) {
		*slash = '\0';
		if (unlinkat(s->dir, path, AT_REMOVEDIR) != 0)
			break;
	}
}

static void close_stage(struct stage *s)
{
	if (s->stage_dir >= 0)
		close(s->stage_dir);
	if (s->dir >= 0)
		close(s->dir); /* and with it goes the lock */
	umask(s->old_umask);
	current = NULL;
	buf_free(&s->paths);
	free(s->offset);
	free(s->chunk);
	free(s->root);
	free(s);
}

void stage_commit(struct stage *s)
{
	for (size_t i = 0; i < s->count && !s->check; i++)
		if (s->paths.data[s->offset[i]] == 'w')
			commit_write(s, i);
	for (size_t i = 0; i < s->count && !s->check; i++)
		if (s->paths.data[s->offset[i]] == 'r')
			commit_remove(s, i);
	if (s->stage_dir >= 0 && unlinkat(s->dir, STAGE_DIR, AT_REMOVEDIR) != 0)
		stage_fail(s, STAGE_DIR, "remove", errno);
	close_stage(s);
}

/* The folder is made beside the staged files, from which it takes its own. */
void stage_commit_folder(struct stage *s, const char *path)
{
	static const char made[] = "folder";
	assert(s->stage_dir >= 0 && !s->check && is_below(path));
	if (mkdirat(s->stage_dir, made, 0755) != 0)
		stage_fail(s, path, "make the folder", errno);
	int dir = openat(s->stage_dir, made, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir < 0)
		stage_fail(s, path, "open the folder", errno);
	size_t len = strlen(path) + 1;
	for (size_t i = 0; i < s->count; i++) {
		char name[24], *file = s->paths.data + s->offset[i] + 1;
		if (strncmp(file, path, len - 1) == 0 && file[len - 1] == '/')
			place(s, stage_name(i, name), dir, file + len);
		else
			place(s, stage_name(i, name), s->dir, file);
	}
	close(dir);
	char *copy = mem_alloc(len);
	memcpy(copy, path, len);
	place(s, made, s->dir, copy);
	free(copy);
	if (unlinkat(s->dir, STAGE_DIR, AT_REMOVEDIR) != 0)
		stage_fail(s, STAGE_DIR, "remove", errno);
	close_stage(s);
}

void stage_abandon(struct stage *s)
{
	int error = s->stage_dir >= 0 ? remove_stage_dir(s->dir) : 0;
	if (error)
		stage_fail(s, STAGE_DIR, "remove", error);
	if (s->made_root)
		(void)rmdir(s->root); /* an empty folder that stays is no harm */
	close_stage(s);
}
