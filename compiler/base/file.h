/* SPDX-License-Identifier: MIT */
/* The disk, to read from; stage.h writes to it. An error of the system is a message on standard error and exit 3 (file_fail). */
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
bool file_is_folder(const char *path);
/* Whether two paths lead to one file, by a link or not. */
bool file_is_same(const char *a, const char *b);
/* What file_list says of a folder that is not there: this very pointer. */
extern const char file_no_folder[];
/* Names in a folder that end in `suffix`, sorted by bytes, without the suffix.
 * Returns NULL or why not. Names live in the arena. */
const char *file_list(struct arena *a, const char *dir, const char *suffix,
                      char ***names, size_t *count);
/* Every file below a folder, as "sub/name", sorted by bytes; hidden ones and links are files too, and so is a folder that lies deeper
 * than TREE_DEPTH. Returns false when there are more than `most` files and folders: then the list is cut. A system error ends the program; a folder
 * that is not there has none. */
enum { TREE_DEPTH = 8 };
bool file_tree(struct arena *a, const char *dir, size_t most, char ***paths, size_t *count);
/* Whether a path is a folder, or would lie in it or below it, through whatever links and dots. It need not be there; the folder it is in has to. */
bool file_is_below(const char *path, const char *folder);
/* Write to standard output, or to standard error, or fail with exit 3: a full disk is never silent. */
void file_stdout(const char *data, size_t len);
void file_stderr(const char *data, size_t len);
/* Write all of it; false: errno says why not. */
bool file_write(int fd, const char *data, size_t len);
/* Say that the system does not do it, and end the program with exit 3. */
_Noreturn void file_fail(const char *path, const char *doing, int error);
#endif
