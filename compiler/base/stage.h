/* SPDX-License-Identifier: MIT */
/* Writes to the disk: a staged set of outputs below one folder. Nothing there changes until stage_commit, which renames file by
 * file; each file is whole at every instant. No symbolic link below the folder is followed, replaced or removed, and no file is
 * replaced unless the caller says that it may be. The umask holds; a file that is replaced keeps its permissions. */
#ifndef BASE_STAGE_H
#define BASE_STAGE_H
#include "buf.h"
#include <stdbool.h>

struct stage;
/* Locks `root` against a second run (waits), removes a killed run's leftovers. With check, writes nothing: only remembers what would
 * change. */
struct stage *stage_open(const char *root, bool check);

enum stage_answer {
	STAGE_DONE,       /* staged */
	STAGE_SAME,       /* it is there with these bytes; to be removed: it is not there */
	STAGE_OTHER,      /* a file with other bytes, which may not be replaced */
	STAGE_LINK,       /* a symbolic link, or on the way to it */
	STAGE_FOLDER,     /* a folder */
	STAGE_SPECIAL,    /* a device, a FIFO, a socket */
	STAGE_NO_FOLDER,  /* a file where a folder has to be */
	STAGE_MOUNT,      /* on another file system, or mounted: a rename cannot put it there */
};
/* What is put first becomes visible first, last what is put last: a list of the files has to be on the safe side when a run is
 * killed. */
enum stage_turn { STAGE_FIRST, STAGE_BETWEEN, STAGE_LAST };
/* Put a file at root/path; path may have folders. */
enum stage_answer stage_put(struct stage *s, enum stage_turn turn, const char *path, const char *data, size_t len, bool may_replace);
/* Mark a file for removal, and the folders that this leaves empty. STAGE_DONE: it was there. */
enum stage_answer stage_remove(struct stage *s, const char *path);
/* After an answer about a path: how much of the path was in the way. */
size_t stage_in_the_way(const struct stage *s);
/* Read a regular file, at most `most` bytes of it. Returns false when there is none, or only behind a link. */
bool stage_read(struct stage *s, const char *path, size_t most, struct buf *into);
/* Whether `file`, a path as the user gives it, names root/path, be it there or not. */
bool stage_is_at(const struct stage *s, const char *path, const char *file);
/* A file elsewhere that changes after all others: whole and by a rename, or, where it is a device or a pipe, written at once. Returns
 * NULL or why it may not be. Once a stage. */
const char *stage_put_elsewhere(struct stage *s, const char *file, const char *data, size_t len);

void stage_commit(struct stage *s);  /* and closes it */
void stage_abandon(struct stage *s); /* nothing below root has changed */
/* Instead of stage_commit: what was put below `path` becomes one new folder there, whole or not at all, after what was put
 * elsewhere. There must be none yet. */
void stage_commit_folder(struct stage *s, const char *path);
#endif
