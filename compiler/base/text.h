/* SPDX-License-Identifier: MIT */
/* Text: UTF-8, ids, distances. No locale is ever consulted. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "buf.h"
#include <limits.h>
#include <stdbool.h>

/* Decode one code point of well-formed UTF-8 (no overlong forms, surrogates,
 * or values past U+10FFFF). Returns its length 1..4, or 0 if ill-formed. */
unsigned utf8_decode(const char *p, size_t left, uint32_t *cp);
/* A control (C0 but tab and LF; DEL; C1), line separator (NEL, LS, PS), BOM,
 * zero-width, bidi control, variation selector, tag, noncharacter or private
 * use code point: nothing an editor shows, so nothing a policy may hold. */
bool text_is_hidden(uint32_t cp);
/* Whether a text begins or ends with a space of any width: it would vanish, or mean something, at the edge of a line. */
bool text_has_edge_space(const char *s, size_t len);
/* A space other than U+0020: an editor shows it as one, and YAML reads it as a letter. */
bool text_is_wide_space(uint32_t cp);
/* yes, no, on, off, y, n, true, false, null, ~, in any case: some readers of YAML take them for a flag or for nothing. */
bool text_is_switch_word(const char *s, size_t len);
/* 1.10, 0x10, 12:30:00, +62215550100, 1_000, .inf: some readers of YAML take them for a number, and show another text for it. */
bool text_is_number(const char *s);
/* An e-mail address of the letters that need no escape in a URL or in Markdown. */
bool text_is_email(const char *s, size_t len);
/* A telephone number: digits, with '+' before them or not, in groups divided by a space or '-', one of them perhaps in brackets. */
bool text_is_phone(const char *s, size_t len);
/* A link that a page may have: https with a host and no user, mailto with one address and no headers; RFC 3986's characters, and
 * '%' only before two hexadecimal digits. */
bool text_is_link(const char *s);
/* The ASCII letter a code point can be mistaken for (Cyrillic, Greek,
 * fullwidth look-alikes), or 0. */
char text_lookalike(uint32_t cp);
/* A letter of the Latin, Greek, Cyrillic and Armenian alphabets as the other case has it; anything else as it is. No language is asked. */
uint32_t text_upper(uint32_t cp);
uint32_t text_lower(uint32_t cp);
/* Append a code point as UTF-8. */
void text_add(struct buf *b, uint32_t cp);
/* Append s, in which a sentence begins, with a capital. Its first word stays as it is if there is a capital in it ("iOS"), or '@', '/' or
 * a dot between letters ("shop.example"): a name is written as its owner writes it. False: nothing but spaces and opening quotes and
 * brackets so far, so that the sentence is still to begin. turkic: 'i' has a dot as a capital, too. */
bool text_begin(struct buf *b, const char *s, size_t len, bool turkic);
/* An id: a lower-case letter, then letters, digits and single hyphens, not at
 * the end; at most ID_MAX bytes. */
enum { ID_MAX = 64 };
bool text_is_id(const char *s, size_t len);
/* The form of a language's tag in lower case: two or three letters, then parts of two to eight letters and digits: "en", "pt-br". */
bool text_is_language(const char *s, size_t len);
/* Damerau-Levenshtein distance, capped: anything above max returns max + 1. */
unsigned text_distance(const char *a, const char *b, unsigned max);
/* The distance of a misspelt word from one that could have been meant; UINT_MAX if they are not alike: more than one slip in three
 * letters, or more than three. */
unsigned text_slips(const char *misspelt, const char *meant);
/* Append s for a terminal: control and hidden characters as \x.. or \u{...}. */
void text_visible(struct buf *b, const char *s, size_t len);
/* Append s as a JSON string with its quotes (RFC 8259; non-ASCII as is). */
void text_json(struct buf *b, const char *s, size_t len);
/* A path without the "./" it may begin with: as the files of a repository are named. Points into path. */
const char *text_path(const char *path);
uint64_t text_hash(const char *s, size_t len);
#endif
