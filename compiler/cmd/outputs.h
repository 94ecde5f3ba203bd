/* SPDX-License-Identifier: MIT */
/* Whose a file below the output folder is. policyc replaces and removes only what it has written: what out/.policyc-outputs lists, and
 * where there is no list, headers that say so. Anything else that stands where an output has to go is a diagnostic, and nothing is written. */
#ifndef CMD_OUTPUTS_H
#define CMD_OUTPUTS_H
#include "../base/diag.h"
#include "../base/json.h"
#include "../base/stage.h"

struct outputs {
	struct stage *stage;
	const char *root;
	struct diags *diags;
	struct arena arena;
	bool has_list;
	bool unreadable; /* the list; nothing is put any more */
	bool refused;    /* something stands in an output's way, or the list is unreadable: there is a diagnostic */
	struct output_list {
		const char **at; /* paths below root */
		size_t count, cap;
	} listed, now, written, removed; /* listed: sorted */
};

void outputs_open(struct outputs *o, const char *root, bool check, struct diags *diags);
/* Stage a file, unless what is there is the same, or somebody else's. */
void outputs_put(struct outputs *o, const char *path, const char *data, size_t len);
/* After the last one: the list. all: every output has been put, so that what is listed and was not put goes. */
void outputs_end(struct outputs *o, bool all);
/* Whether a path that the user names is that of an output. */
bool outputs_have(const struct outputs *o, const char *file);
/* "out/data/x.json removed", with check "would be written" and "would be removed": one line each, sorted. */
void outputs_lines(struct outputs *o, bool check, struct buf *out);
/* The same as two lists: "written": ["out/data/x.json"], "removed": []; empty when nothing changes. */
void outputs_json(const struct outputs *o, bool changes, struct json *j);
/* "3 files under out written, 1 removed" */
void outputs_summary(const struct outputs *o, bool check, struct buf *out);
bool outputs_change(const struct outputs *o);
void outputs_close(struct outputs *o, bool commit);
#endif
