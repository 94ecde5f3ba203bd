/* SPDX-License-Identifier: MIT */
/* policyc schema: a JSON Schema for editors on standard output, with the ids of this project's vocabulary. */
#include "../back/emit.h"
#include "../base/file.h"
#include "cmd.h"

static int refuse(const char *name)
{
	struct buf names = {0};
	for (size_t i = 0; schema_names[i]; i++)
		buf_printf(&names, "%s%s", i ? "|" : "", schema_names[i]);
	usage_say("there is no schema '%s'; write: policyc schema [%s]", name, buf_cstr(&names));
	buf_free(&names);
	return EXIT_USAGE;
}

int cmd_schema(const struct options *o)
{
	const char *name = o->file_count ? o->files[0] : schema_names[0];
	struct project p;
	struct buf out = {0};
	size_t known = 0;
	while (schema_names[known] && strcmp(schema_names[known], name) != 0)
		known++;
	if (!schema_names[known])
		return refuse(name);
	project_words(&p, o);
	if (p.diags.errors)
		return project_refuse(&p, 0);
	schema_emit(&out, name, &p.vocabulary, &p.locales);
	file_stdout(out.data, out.len);
	buf_free(&out);
	project_close(&p);
	return EXIT_FINE;
}
