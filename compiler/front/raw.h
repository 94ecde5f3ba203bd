/* SPDX-License-Identifier: MIT */
/* The raw text of a file, walked along with the parser's events, for what libyaml's events do not tell. */
#ifndef FRONT_RAW_H
#define FRONT_RAW_H
#include "../base/diag.h"

struct raw {
	struct diags *diags;
	const struct source *source;
	const char *start, *end;
	unsigned wide_spaces; /* reported so far, outside of quotes: names and values are not what they look like */
	/* The walk: where it stands, and the place of that character. */
	const char *at;
	uint32_t line, col;
	/* The start of a line that no later text begins before. */
	const char *indent_at;
	uint32_t indent_line;
	bool close_comments; /* the file has a '#' that is not set off as comments are */
};

enum style { STYLE_PLAIN, STYLE_QUOTED, STYLE_DOUBLE_QUOTED, STYLE_BLOCK };

/* A scalar as the parser has it. */
struct scalar {
	const char *text; /* len bytes */
	size_t len;
	enum style style;
	struct pos start, end; /* the end is the place after the last character */
};

/* The walk starts at the file's first character. The source outlives it. */
struct raw raw_start(const struct source *source, struct diags *diags);

/* Each reports what is wrong. All calls together walk the file once: scalars come in the file's order. */

/* Whether a scalar has no hidden character that an escape makes, and no space that is a letter to YAML. */
bool raw_check_characters(struct raw *r, const struct scalar *s);
/* Whether each line of a quoted text is indented further than the line its key is on. */
bool raw_check_indentation(struct raw *r, const struct scalar *s, uint32_t key_line);
/* What follows a scalar and starts with '#' has to look like a comment. */
void raw_check_comment(struct raw *r, const struct scalar *s);

/* For what the parser stumbles over. */

/* Whether the line of pos holds a ': ' before pos. */
bool raw_has_colon(struct raw *r, struct pos pos);
/* The first directive: with no '---' after it, the parser stumbles only over what follows. */
struct pos raw_directive(struct raw *r);
/* Whether there is a space that is a letter to YAML outside of quotes and comments, from where the parser has read to the end of a line;
 * reported then. */
bool raw_reports_space(struct raw *r, struct pos from, uint32_t line);
#endif
