/* SPDX-License-Identifier: MIT */
/* The identity of a policy: 32 bytes that are the same for the same promises. A release freezes it; headers, JSON and manifests
 * name it. It knows nothing of C structs, codes, orders of rows or of fields that nobody writes, so that a later compiler comes to
 * the same bytes. Anybody can work it out:
 *
 * 1. For each value that the policy writes, a line: the path, a space, the value as it is written, a line feed.
 *
 *        requests.access.routes.support.answer 10 business days
 *        retention.logs.categories complete: account-data logs
 *        retention.logs.from implied sign-up
 *        retention.logs.period 1 year
 *
 *    A value is an id; `true` or `false`; a number; a date; a length of time; a text, as its bytes are in UTF-8; a fact's path;
 *    ids with a space between them, in the order of their bytes, after `complete: ` or `examples: ` where the policy says so; an
 *    event, after `implied ` where it is; or `unstated` or `placeholder`. Lengths are written with one space between words, and
 *    the ids in them with spaces in place of hyphens: `while account open`.
 *
 *    Left out are what no promise is made of: the sections `clauses`, `law` and `waivers`, and every `source`. Of the calendar
 *    that `law` names there are the lines of its section `calendar`, but for `zone` and `source`: how it counts, not its days.
 *
 * 2. The lines of each section, in the order of their bytes, are its text. A section without lines has none.
 *
 * 3. The identity is the SHA-256 of a line for each text: its SHA-256 in lower-case hex, two spaces, the section's key, a line
 *    feed; in the order of the keys' bytes. With the texts as files, it is
 *
 *        LC_ALL=C; sha256sum * | sha256sum
 */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H
#include "model.h"

enum { IDENTITY_SIZE = 32 };

/* The 32 bytes. */
void identity_make(const struct model *m, unsigned char identity[IDENTITY_SIZE]);
/* Append a section's text. */
void identity_text(struct buf *b, const struct model *m, enum section_id section);
/* Whether a section, and a field of one, has a part in it. */
bool identity_has_section(enum section_id section);
bool identity_has_field(const struct section *s, const struct field *f);
#endif
