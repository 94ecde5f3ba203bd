/* SPDX-License-Identifier: MIT */
/* The bytes of an input file before any parser sees them. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H
#include "diag.h"

enum { BYTES_MAX_ERRORS = 20 }; /* per file; one more says that there are more */

/* The text after a leading UTF-8 byte order mark. */
const char *bytes_start(const struct source *source);
/* Report what is not well-formed UTF-8 text, and each tab, control and hidden
 * character, at its own line and column. True if there was none. */
bool bytes_check(const struct source *source, struct diags *diags);
/* What a hidden code point is, and what to do, for a message. */
const char *bytes_hidden_words(uint32_t cp);
#endif
