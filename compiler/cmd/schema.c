/* SPDX-License-Identifier: MIT */
/* policyc schema: a JSON Schema for editors on standard output, with the ids of this project's vocabulary. */
#include "../back/emit.h"
#include "../base/file.h"
#include "cmd.h"

static int refuse(const char *what, const char *which)
{
	fprintf(stderr, "policyc: %s%s; write: policyc schema [", what, which);
	for (size_t i = 0; schema_names[i]; i++)
		fprintf(stderr, "%s%s", i ? "|" : "", schema_names[i]);
	fputs("]\n", stderr);
	return EXIT_USAGE;
}

int cmd_schema(int argc, char **argv)
{
	static const struct options options = {.policies = "policies", .templates = "templates"};
	const char *name = argc ? argv[0] : schema_names[0];
	struct project p;
	struct buf out = {0};
	size_t known = 0;
	if (argc > 1)
		return refuse("schema takes one name, but there is also ", argv[1]);
	while (schema_names[known] && strcmp(schema_names[known], name) != 0)
		known++;
	if (!schema_names[known])
		return refuse("there is no schema ", name);
	project_words(&p, &options);
	if (p.diags.errors)
		return project_refuse(&p, 0);
	schema_emit(&out, name, &p.vocabulary, &p.locales);
	file_stdout(out.data, out.len);
	buf_free(&out);
	project_close(&p);
	return EXIT_FINE;
}
