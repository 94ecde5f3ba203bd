/* SPDX-License-Identifier: MIT */
/* Stages outputs and renames them into place. Must not know what is in them, nor whose they are. An error of the system ends the program
 * with exit 3, and what was staged is cleared away.
 *
 * A stage, while it is open:
 *
 *     out/                      locked with flock, which the kernel drops when a run is killed
 *     out/.policyc-stage/0 1 2  new contents, numbered as the changes are; on the same file
 *                               system as their targets, so that rename can put them there
 *
 * Nothing is synced to the disk: outputs can be made again from their inputs, and
 * rename keeps each file whole, old or new, for every reader of a running system.
 * Committing allocates nothing: memory cannot run out halfway. */
#include "stage.h"
#include "file.h"
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

enum { CHUNK = 64 * 1024, PERMISSIONS = 0777 };

struct stage {
	char *root;
	int dir;                /* root; -1 when checking and there is none */
	int stage_dir;          /* -1 until the first file is staged */
	int folder;             /* of the path last looked at, or -1 */
	struct buf folder_path; /* its path: outputs of one folder mostly follow one another */
	size_t in_the_way;
	bool check;
	bool made_root;
	struct buf paths; /* each change: 'w' or what else is to be done, the path, NUL */
	uint32_t *offset; /* of each change within paths: 4 bytes, there may be 60,000 */
	size_t count, cap;
	char *chunk;      /* CHUNK bytes, to compare with what is there */
	const char *elsewhere; /* of stage_put_elsewhere: the file, and the one that will be renamed to it */
	struct buf elsewhere_new;
};

/* The kinds of changes, in the order of committing. */
static const char turns[] = {'f', 'w', 'r', 'l'};

/* The open stage, to be cleared away when the program fails; there is one at a time. */
static struct stage *current;

/* file_fail for a path below the root. */
static _Noreturn void stage_fail(const struct stage *s, const char *path, const char *doing, int error)
{
	struct buf b = {0};
	file_fail(buf_format(&b, "%s/%s", s->root, path), doing, error);
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

/* The staged files by their names, which takes no memory; then whatever else there is. Returns 0 or the error. */
static int clear(struct stage *s)
{
	char name[24];
	int error = 0;
	if (s->elsewhere_new.len)
		(void)unlink(s->elsewhere_new.data);
	for (size_t i = 0; s->stage_dir >= 0 && i <= s->count; i++)
		(void)unlinkat(s->stage_dir, stage_name(i, name), 0);
	if (s->stage_dir >= 0 && unlinkat(s->dir, STAGE_DIR, AT_REMOVEDIR) != 0)
		error = remove_stage_dir(s->dir);
	if (s->made_root)
		(void)rmdir(s->root); /* an empty folder that stays does no harm */
	return error;
}

/* What cannot be cleared now the next run removes. */
static void clear_current(void)
{
	struct stage *s = current;
	current = NULL;
	if (s && !s->check && s->dir >= 0)
		(void)clear(s);
}

/* Open and lock the root. A run that gave up may have removed the root it had
 * made while this one waited for the lock: then the folder is gone, start anew. */
static void lock_root(struct stage *s)
{
	struct stat st;
	for (;;) {
		if (!s->check) {
			s->made_root = mkdir(s->root, 0777) == 0;
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
	*s = (struct stage){.root = mem_alloc(len), .dir = -1, .stage_dir = -1, .folder = -1, .check = check};
	memcpy(s->root, root, len);
	current = s;
	mem_at_failure(clear_current);
	lock_root(s);
	int error = check ? 0 : remove_stage_dir(s->dir);
	if (error)
		stage_fail(s, STAGE_DIR, "remove", error);
	return s;
}

/* ---- what is there ---- */

static bool is_below(const char *path)
{
	if (*path == '/' || *path == '\0' || strncmp(path, STAGE_DIR, sizeof STAGE_DIR - 1) == 0)
		return false;
	for (const char *p = path; p; p = strchr(p, '/'), p = p ? p + 1 : NULL)
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return false;
	return true;
}

static void forget_folder(struct stage *s)
{
	if (s->folder >= 0)
		close(s->folder);
	s->folder = -1;
	s->folder_path.len = 0;
}

/* -1: *answer says what is there instead, STAGE_SAME if there is nothing. */
static int open_folder(struct stage *s, int dir, const char *name, bool make, enum stage_answer *answer)
{
	struct stat st;
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && make) {
		if (mkdirat(dir, name, 0777) != 0 && errno != EEXIST)
			stage_fail(s, s->folder_path.data, "make the folder", errno);
		fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	}
	*answer = STAGE_SAME;
	if (fd >= 0 || errno == ENOENT)
		return fd;
	if ((errno != ELOOP && errno != ENOTDIR) || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		stage_fail(s, s->folder_path.data, "open the folder", errno);
	*answer = S_ISLNK(st.st_mode) ? STAGE_LINK : STAGE_NO_FOLDER;
	return -1;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* The folder a path lies in, step by step through no link, made if need be; the next call closes it. -1 as open_folder says. */
static int folder_of(struct stage *s, const char *path, bool make, enum stage_answer *answer)
{
	size_t len = (size_t)(base_name(path) - path);
	int dir = s->dir;
	s->in_the_way = strlen(path);
	*answer = STAGE_SAME;
	if (len == 0 || s->dir < 0)
		return s->dir;
	if (s->folder >= 0 && s->folder_path.len == len && memcmp(s->folder_path.data, path, len) == 0)
		return s->folder;
	forget_folder(s);
	buf_add(&s->folder_path, path, len);
	for (char *name = s->folder_path.data, *end = name + len, *slash; name < end && dir >= 0; name = slash + 1) {
		slash = strchr(name, '/');
		*slash = '\0';
		int next = open_folder(s, dir, name, make, answer);
		if (next < 0)
			s->in_the_way = (size_t)(slash - s->folder_path.data);
		if (dir != s->dir)
			close(dir);
		*slash = '/';
		dir = next;
	}
	s->folder = dir;
	if (dir < 0)
		forget_folder(s);
	return dir;
}

static enum stage_answer answer_of(mode_t mode)
{
	return S_ISREG(mode) ? STAGE_OTHER : S_ISLNK(mode) ? STAGE_LINK : S_ISDIR(mode) ? STAGE_FOLDER : STAGE_SPECIAL;
}

/* Whether the file holds exactly this. One that may not be read does not. */
static bool is_same(struct stage *s, int dir, const char *path, const char *data, size_t len)
{
	int fd = openat(dir, base_name(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool same = true;
	if (fd < 0 && errno == EACCES)
		return false;
	if (fd < 0)
		stage_fail(s, path, "open", errno);
	if (!s->chunk)
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

/* STAGE_DONE: there is nothing. */
static enum stage_answer look(struct stage *s, const char *path, const char *data, size_t len, mode_t *mode)
{
	struct stat st;
	enum stage_answer answer;
	int dir = folder_of(s, path, false, &answer);
	*mode = 0;
	if (dir < 0)
		return answer == STAGE_SAME ? STAGE_DONE : answer;
	if (fstatat(dir, base_name(path), &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT)
			stage_fail(s, path, "read", errno);
		return STAGE_DONE;
	}
	answer = answer_of(st.st_mode);
	*mode = st.st_mode & PERMISSIONS;
	if (answer == STAGE_OTHER && (uintmax_t)st.st_size == len && is_same(s, dir, path, data, len))
		return STAGE_SAME;
	return answer;
}

/* Whether a rename from the stage cannot reach the folder, or the first one above that is there. The kernel says so before it says that
 * "." is never renamed: what is asked for cannot happen. */
static bool is_mounted(struct stage *s, const char *path)
{
	struct buf at = {0};
	int error = ENOENT;
	for (size_t len = strlen(path); len > 0 && error == ENOENT;) {
		while (len > 0 && path[--len] != '/')
			;
		errno = 0;
		(void)renameat(s->dir, ".", s->dir, buf_format(&at, "%.*s%s", (int)len, path, len ? "/." : "."));
		error = errno;
		s->in_the_way = len;
	}
	buf_free(&at);
	return error == EXDEV;
}

size_t stage_in_the_way(const struct stage *s)
{
	return s->in_the_way;
}

bool stage_read(struct stage *s, const char *path, size_t most, struct buf *into)
{
	enum stage_answer answer;
	int dir = folder_of(s, path, false, &answer);
	int fd = dir < 0 ? -1 : openat(dir, base_name(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	ssize_t n = 0;
	into->len = 0;
	if (fd < 0 && dir >= 0 && errno != ENOENT && errno != ELOOP && errno != ENXIO) /* nothing, a link, a socket */
		stage_fail(s, path, "open", errno);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return false;
	}
	while (into->len < most) {
		if (into->cap == into->len)
			buf_grow(into, CHUNK);
		n = read(fd, into->data + into->len, into->cap - into->len < most - into->len ? into->cap - into->len : most - into->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			stage_fail(s, path, "read", errno);
		if (n == 0)
			break;
		into->len += (size_t)n;
	}
	close(fd);
	return true;
}

/* ---- staging ---- */

static void add_change(struct stage *s, char kind, const char *path)
{
	if (s->count == s->cap)
		s->offset = mem_realloc(s->offset, (s->cap = s->cap ? s->cap * 2 : 64) * sizeof *s->offset);
	s->offset[s->count++] = (uint32_t)s->paths.len;
	buf_char(&s->paths, kind);
	buf_add(&s->paths, path, strlen(path) + 1);
}

static void open_stage_dir(struct stage *s)
{
	if (mkdirat(s->dir, STAGE_DIR, 0777) != 0)
		stage_fail(s, STAGE_DIR, "make the folder", errno);
	s->stage_dir = openat(s->dir, STAGE_DIR, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (s->stage_dir < 0)
		stage_fail(s, STAGE_DIR, "open the folder", errno);
}

/* mode: of the file that is replaced; 0: a new one has what the umask leaves. */
static void stage_file(struct stage *s, const char *path, const char *data, size_t len, mode_t mode)
{
	char name[24];
	if (s->stage_dir < 0)
		open_stage_dir(s);
	int fd = openat(s->stage_dir, stage_name(s->count, name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0 || (mode && fchmod(fd, mode) != 0) || !file_write(fd, data, len) || (close(fd) != 0 && errno != EINTR))
		stage_fail(s, path, "write", errno);
}

enum stage_answer stage_put(struct stage *s, enum stage_turn turn, const char *path, const char *data, size_t len, bool may_replace)
{
	mode_t mode;
	assert(is_below(path));
	enum stage_answer answer = look(s, path, data, len, &mode);
	if (answer != STAGE_DONE && !(answer == STAGE_OTHER && may_replace))
		return answer;
	if (s->dir >= 0 && is_mounted(s, path))
		return STAGE_MOUNT;
	if (!s->check)
		stage_file(s, path, data, len, mode);
	add_change(s, turn == STAGE_FIRST ? 'f' : turn == STAGE_LAST ? 'l' : 'w', path);
	return STAGE_DONE;
}

enum stage_answer stage_remove(struct stage *s, const char *path)
{
	struct stat st;
	enum stage_answer answer;
	assert(is_below(path));
	int dir = folder_of(s, path, false, &answer);
	if (dir < 0)
		return answer;
	if (fstatat(dir, base_name(path), &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT)
			stage_fail(s, path, "remove", errno);
		return STAGE_SAME;
	}
	answer = answer_of(st.st_mode);
	if (answer != STAGE_OTHER)
		return answer;
	add_change(s, 'r', path);
	return STAGE_DONE;
}

/* ---- a file elsewhere ---- */

/* The folder that a file is in, as a path. */
static const char *parent_of(struct buf *b, const char *file)
{
	size_t len = (size_t)(base_name(file) - file);
	b->len = 0;
	if (len == 0)
		return buf_format(b, ".");
	buf_add(b, file, len);
	return buf_cstr(b);
}

bool stage_is_at(const struct stage *s, const char *path, const char *file)
{
	struct stat a, b;
	struct buf folder = {0};
	bool same = s->dir >= 0 && strcmp(base_name(path), base_name(file)) == 0 && stat(parent_of(&folder, file), &a) == 0 &&
	            fstatat(s->dir, parent_of(&folder, path), &b, 0) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	buf_free(&folder);
	return same;
}

/* A device, or a pipe that somebody reads: opening one that nobody does would wait for ever. */
static void write_in_place(const char *file, const char *data, size_t len)
{
	int fd = open(file, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) != 0 || !file_write(fd, data, len) || close(fd) != 0)
		file_fail(file, "write", errno);
}

const char *stage_put_elsewhere(struct stage *s, const char *file, const char *data, size_t len)
{
	struct stat st, link;
	bool there = stat(file, &st) == 0;
	assert(!s->elsewhere && !s->check);
	if (there && S_ISDIR(st.st_mode))
		return "it is a folder";
	if (there && !S_ISREG(st.st_mode)) {
		write_in_place(file, data, len);
		return NULL;
	}
	/* A rename would replace the link, and writing through it a file that nobody has named. */
	if (lstat(file, &link) == 0 && S_ISLNK(link.st_mode))
		return "it is a symbolic link; name the file that it leads to";
	s->elsewhere = file;
	(void)unlink(buf_format(&s->elsewhere_new, "%s.policyc~", file)); /* what a killed run has left, or a link that somebody has put there */
	int fd = open(s->elsewhere_new.data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		s->elsewhere_new.len = 0; /* not ours */
	if (fd < 0 || (there && fchmod(fd, st.st_mode & PERMISSIONS) != 0) || !file_write(fd, data, len) || (close(fd) != 0 && errno != EINTR))
		file_fail(file, "write", errno);
	return NULL;
}

/* ---- committing ---- */

/* Rename something of the stage folder to a path below the root. */
static void place(struct stage *s, const char *name, const char *path)
{
	enum stage_answer answer;
	int dir = folder_of(s, path, true, &answer);
	if (dir < 0)
		stage_fail(s, path, "write", answer == STAGE_LINK ? ELOOP : ENOTDIR);
	if (renameat(s->stage_dir, name, dir, base_name(path)) != 0)
		stage_fail(s, path, "write", errno);
}

static void commit_remove(struct stage *s, char *path)
{
	enum stage_answer answer;
	int dir = folder_of(s, path, false, &answer);
	if (dir >= 0 && unlinkat(dir, base_name(path), 0) != 0 && errno != ENOENT)
		stage_fail(s, path, "remove", errno);
	forget_folder(s);
	/* Folders that this leaves empty; the first that is not ends it. */
	for (char *slash; (slash = strrchr(path, '/'));) {
		*slash = '\0';
		if (unlinkat(s->dir, path, AT_REMOVEDIR) != 0)
			break;
	}
}

static void close_stage(struct stage *s)
{
	forget_folder(s);
	if (s->stage_dir >= 0)
		close(s->stage_dir);
	if (s->dir >= 0)
		close(s->dir); /* and with it goes the lock */
	current = NULL;
	buf_free(&s->folder_path);
	buf_free(&s->elsewhere_new);
	buf_free(&s->paths);
	free(s->offset);
	free(s->chunk);
	free(s->root);
	free(s);
}

static char *change_path(struct stage *s, size_t i)
{
	return s->paths.data + s->offset[i] + 1;
}

void stage_commit(struct stage *s)
{
	char name[24];
	forget_folder(s);
	for (size_t t = 0; t < sizeof turns && !s->check; t++)
		for (size_t i = 0; i < s->count; i++)
			if (s->paths.data[s->offset[i]] == turns[t] && turns[t] == 'r')
				commit_remove(s, change_path(s, i));
			else if (s->paths.data[s->offset[i]] == turns[t])
				place(s, stage_name(i, name), change_path(s, i));
	if (s->stage_dir >= 0 && unlinkat(s->dir, STAGE_DIR, AT_REMOVEDIR) != 0)
		stage_fail(s, STAGE_DIR, "remove", errno);
	if (s->elsewhere_new.len && rename(s->elsewhere_new.data, s->elsewhere) != 0)
		file_fail(s->elsewhere, "write", errno);
	close_stage(s);
}

/* The folder is made beside the staged files, from which it takes its own. */
void stage_commit_folder(struct stage *s, const char *path)
{
	static const char made[] = "folder/";
	char name[24];
	size_t len = strlen(path);
	struct buf inside = {0};
	assert(s->stage_dir >= 0 && !s->check && is_below(path));
	buf_grow(&inside, s->paths.len + sizeof STAGE_DIR + sizeof made);
	buf_grow(&s->folder_path, s->paths.len + sizeof STAGE_DIR + sizeof made);
	for (size_t i = 0; i < s->count; i++) {
		const char *file = change_path(s, i);
		bool is_inside = strncmp(file, path, len) == 0 && file[len] == '/';
		place(s, stage_name(i, name), is_inside ? buf_format(&inside, STAGE_DIR "/%s%s", made, file + len + 1) : file);
	}
	buf_free(&inside);
	forget_folder(s);
	place(s, "folder", path);
	if (unlinkat(s->dir, STAGE_DIR, AT_REMOVEDIR) != 0)
		stage_fail(s, STAGE_DIR, "remove", errno);
	close_stage(s);
}

void stage_abandon(struct stage *s)
{
	int error = s->check || s->dir < 0 ? 0 : clear(s);
	if (error)
		stage_fail(s, STAGE_DIR, "remove", error);
	close_stage(s);
}
