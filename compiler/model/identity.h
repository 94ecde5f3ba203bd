/* SPDX-License-Identifier: MIT */
/* The identity of a policy: 32 bytes that are the same for the same promises. A release freezes it; headers, JSON and manifests
 * name it. It knows nothing of C structs, codes, orders of rows or of fields that nobody writes, so that a later compiler comes to
 * the same bytes. Anybody can work it out:
 *
 * 1. Each section has a text: a line for each value that the policy writes. The line is the record's id, the key and the value, with
 *    a space between, and a line feed; a section of one record has no id. A record within a record comes after the id and the key
 *    that hold it.
 *
 *        retention   logs categories complete: account-data logs
 *                    logs from implied sign-up
 *                    logs period 1 year
 *        requests    access routes support answer 10 business days
 *        brand       effective 2027-03-01
 *
 *    A value is an id; `true` or `false`; a number; a date; a length of time; a text, as its bytes are in UTF-8; a fact's path;
 *    ids with a space between them, in the order of their bytes, after `complete: ` or `examples: ` where the policy says so; an
 *    event, after `implied ` where it is; or `unstated` or `placeholder`. Lengths are written with one space between words, and
 *    the ids in them with spaces in place of hyphens: `while account open`.
 *
 *    Left out are what no promise is made of: the sections `clauses`, `law` and `waivers`, and every `source`. Of the calendar
 *    that `law` names there are the lines of its sections `calendar` and `zone`, but for `source` and the zone's name: how it counts, not its
 *    days.
 *
 * 2. The lines of a text stand in the order of their bytes. A section without lines has no text.
 *
 * 3. The identity is the SHA-256 of a line for each text: its SHA-256 in lower-case hex, two spaces, the section's key, a line
 *    feed; in the order of the keys' bytes. With the texts as files named by their sections, it is
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
