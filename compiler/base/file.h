/* SPDX-License-Identifier: MIT */
/* The disk. The only file that opens, writes or renames. A fault of the system is
 * a message on standard error and exit 3 (file_fail). */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "buf.h"
#include <stdbool.h>

/* Every input is at most this large: one limit, so that no kind of file has a way around it. */
enum { FILE_MAX = 1 << 20 };
/* Read a whole regular file into `into` (replacing its contents). Returns NULL,
 * or why not, in words ("no such file", "is a folder", "larger than 1 MiB"). */
const char *file_read(const char *path, struct buf *into);
bool file_exists(const char *path);
/* What file_list says of a folder that is not there: this very pointer. */
extern const char file_no_folder[];
/* Names in a folder that end in `suffix`, sorted by bytes, without the suffix.
 * Returns NULL or why not. Names live in the arena. */
const char *file_list(struct arena *a, const char *dir, const char *suffix,
                      char ***names, size_t *count);
/* Every file below a folder, as "sub/name", sorted by bytes; hidden ones and links are files too, and so is a folder that lies deeper
 * than TREE_DEPTH. Returns false when there are more than `most` files and folders: then the list is cut. A system fault ends the program; a folder
 * that is not there has none. */
enum { TREE_DEPTH = 8 };
bool file_tree(struct arena *a, const char *dir, size_t most, char ***paths, size_t *count);
/* Write to standard output or fail with exit 3: a full disk is never silent. */
void file_stdout(const char *data, size_t len);
/* Replace one file outside the output folder, whole or not at all; exit 3 on failure. */
void file_write(const char *path, const char *data, size_t len);
_Noreturn void file_fail(const char *path, const char *doing, int error);

/* A staged set of outputs. Nothing below `root` changes until stage_commit,
 * which renames file by file; each file is whole at every instant. */
struct stage;
/* Locks `root` against a second run (waits), removes a killed run's leftovers.
 * With check, writes nothing: only remembers what would change. */
struct stage *stage_open(const char *root, bool check);
/* Put a file at root/path (path may have folders). Unchanged content is not
 * written again. Returns whether it differs from what is there. */
bool stage_put(struct stage *s, const char *path, const char *data, size_t len);
/* Mark a file below root, that an earlier build made, for removal. */
void stage_remove(struct stage *s, const char *path);
size_t stage_changes(const struct stage *s);
const char *stage_change(const struct stage *s, size_t i); /* path below root */
void stage_commit(struct stage *s); /* and closes it */
void stage_abandon(struct stage *s); /* nothing below root has changed */
/* Put a file where there is none; what is there stays, whatever it is. */
void stage_put_new(struct stage *s, const char *path, const char *data, size_t len);
/* Instead of stage_commit: what was put below `path` becomes one new folder there, whole or not at all, after what was put
 * elsewhere. There must be none yet. */
void stage_commit_folder(struct stage *s, const char *path);
#endif
