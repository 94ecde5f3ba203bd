/* SPDX-License-Identifier: MIT */
/* Proves that an edition's folder holds what was released, byte for byte, and says what differs. */
#include "reader.h"
#include "../base/file.h"
#include "../base/sha256.h"

static void read_file(struct reader *r, struct frozen_file *file)
{
	struct buf bytes = {0};
	const char *why = file_read(edition_path(r, file->path), &bytes);
	if (why)
		editions_refuse(r->diags, DIAG_P181, edition_path(r, file->path), "cannot read a released file: %s", why);
	else
		file->data = arena_copy(r->arena, bytes.data ? bytes.data : "", bytes.len), file->len = bytes.len;
	buf_free(&bytes);
}

static void changed(struct reader *r, const char *path, const char *how)
{
	editions_refuse(r->diags, DIAG_P181, edition_path(r, path),
	      "the released file %s; put it back as it was released: what is to change takes a later edition", how);
}

/* The text with LF line ends, in the arena. */
static char *without_cr(struct arena *a, const char *text, size_t len, size_t *left)
{
	char *copy = arena_copy(a, text, len);
	*left = 0;
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\r' || i + 1 == len || text[i + 1] != '\n')
			copy[(*left)++] = text[i];
	copy[*left] = '\0';
	return copy;
}

/* A clone with core.autocrlf has other line ends than what was committed, and git says that nothing has changed. */
static void blame_git(struct reader *r, const char *path)
{
	editions_refuse(r->diags, DIAG_P181, edition_path(r, path),
	      "the line ends of the released file are CRLF now, as git makes them with core.autocrlf; write the line '** -text' in %s, remove the "
	      "edition's folder, and bring it back with 'git checkout'",
	      arena_format(r->arena, "%s/editions/" ATTRIBUTES, r->archive->policies));
}

static void verify_file(struct reader *r, const char *path, const char *hash)
{
	struct frozen_file *file = &r->f->files[r->f->file_count++];
	char hex[SHA256_HEX];
	size_t len;
	file->path = path;
	read_file(r, file);
	if (!file->data)
		return;
	sha256_hex(file->data, file->len, hex);
	if (strcmp(hex, hash) == 0)
		return;
	const char *lines = without_cr(r->arena, file->data, file->len, &len);
	sha256_hex(lines, len, hex);
	if (strcmp(hex, hash) == 0)
		blame_git(r, path);
	else
		changed(r, path, "has changed");
}

/* What is there beside the files that the manifest lists: itself, and what signs it (compiler/signatures.sh). */
static bool is_manifest(const char *path)
{
	return strcmp(path, MANIFEST) == 0 || strcmp(path, MANIFEST ".sig") == 0 || strcmp(path, MANIFEST ".minisig") == 0;
}

/* One after the other, both by name: what the manifest lists and what is there. */
static void verify_files(struct reader *r, const struct manifest *m)
{
	char **there;
	size_t count, t = 0;
	if (!file_tree(r->arena, r->f->dir, EDITION_FILES, &there, &count)) {
		editions_refuse(r->diags, DIAG_P181, r->f->dir, "there are more files and folders than an edition has, which is at most %d; remove what was added",
		      EDITION_FILES);
		return;
	}
	r->f->files = NEW_N(r->arena, struct frozen_file, m->count + 1);
	for (size_t i = 0; i < m->count || t < count;) {
		int order = i == m->count ? 1 : t == count ? -1 : strcmp(m->files[i].path, there[t]);
		if (order > 0 && is_manifest(there[t])) {
			t++;
		} else if (order > 0) {
			changed(r, there[t++], "is not in the manifest");
		} else if (order < 0) {
			changed(r, m->files[i++].path, "is missing");
		} else {
			verify_file(r, m->files[i].path, m->files[i].hash);
			i++, t++;
		}
	}
}

/* Whether the manifest is that of the edition. */
static bool read_manifest(struct reader *r, struct manifest *m)
{
	struct buf bytes = {0};
	const char *path = edition_path(r, MANIFEST), *why = file_read(path, &bytes);
	bool crlf = false;
	if (!why)
		why = manifest_read(r->arena, bytes.data, bytes.len, m);
	if (why && bytes.len) {
		size_t len;
		const char *lines = without_cr(r->arena, bytes.data, bytes.len, &len);
		crlf = manifest_read(r->arena, lines, len, m) == NULL;
	}
	buf_free(&bytes);
	if (!why && (strcmp(m->brand, r->brand) != 0 || strcmp(m->effective, r->f->edition.date) != 0))
		why = "it is another edition's";
	if (crlf)
		blame_git(r, MANIFEST);
	else if (why)
		editions_refuse(r->diags, DIAG_P181, path, "this is not the manifest of the edition as it was released: %s", why);
	return !why;
}

bool edition_verify(struct reader *r, struct manifest *m)
{
	size_t before = r->diags->errors;
	if (!read_manifest(r, m))
		return false;
	if (m->format > MANIFEST_FORMAT)
		editions_refuse(r->diags, DIAG_P182, edition_path(r, MANIFEST), "a later compiler released the edition (%s); use that one", m->compiler);
	else if (m->format < MANIFEST_FORMAT)
		editions_refuse(r->diags, DIAG_P182, edition_path(r, MANIFEST),
		                "an earlier compiler released the edition (%s), and its manifest does not say what this one has to compare; use that one, or remove "
		                "the folder and release the edition again", m->compiler);
	else
		verify_files(r, m);
	return r->diags->errors == before;
}
