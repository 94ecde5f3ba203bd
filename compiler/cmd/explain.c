/* policyc explain: the page of one diagnostic, or the list of them all. */
#include "../base/embed.h"
#include "../base/file.h"
#include "../base/text.h"
#include "cmd.h"

/* By id; diag.def is in the order of the stages. */
static enum diag_id next_after(const char *id)
{
	enum diag_id best = DIAG__COUNT;
	for (int i = 0; i < DIAG__COUNT; i++)
		if (strcmp(diag_name((enum diag_id)i), id) > 0 &&
		    (best == DIAG__COUNT || strcmp(diag_name((enum diag_id)i), diag_name(best)) < 0))
			best = (enum diag_id)i;
	return best;
}

static void list(struct buf *out)
{
	for (enum diag_id i = next_after(""); i != DIAG__COUNT; i = next_after(diag_name(i)))
		buf_printf(out, "%s  %-7s  %s\n", diag_name(i), severity_name(diag_severity(i)), diag_title(i));
}

bool find_diagnostic(const char *what, enum diag_id *id)
{
	char name[8] = "";
	for (size_t i = 0; i < sizeof name - 1 && what[i]; i++)
		name[i] = what[i] == 'p' ? 'P' : what[i];
	return strlen(what) < sizeof name && diag_find(name, id);
}

int cmd_explain(const char *what)
{
	struct buf out = {0};
	enum diag_id id;
	if (strcmp(what, "list") == 0) {
		list(&out);
		file_stdout(out.data, out.len);
		buf_free(&out);
		return EXIT_FINE;
	}
	if (!find_diagnostic(what, &id)) {
		text_visible(&out, what, strlen(what));
		fprintf(stderr, "policyc: there is no diagnostic '%.*s'; 'policyc explain list' lists them\n", (int)out.len,
		        out.len ? out.data : "");
		buf_free(&out);
		return EXIT_USAGE;
	}
	file_stdout(embed_explain[id], strlen(embed_explain[id]));
	return EXIT_FINE;
}
