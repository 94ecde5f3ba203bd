/* SPDX-License-Identifier: MIT */
/* policyc: the command line. Reads options, calls a command. */
#include "cmd.h"
#include "../base/file.h"
#include "../base/text.h"
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>

static const char usage[] =
	"usage: policyc build [-o DIR] [--policies DIR] [--templates DIR] [--brand ID]... [--check] [-MD FILE]\n"
	"                     [--format text|json]\n"
	"       policyc check [--policies DIR] [--templates DIR] [--format text|json|sarif|github|markdown] [--deny X]...\n"
	"                     [--today DATE] FILE...\n"
	"       policyc release BRAND --effective DATE [--policies DIR] [--templates DIR] [--format text|json]\n"
	"       policyc schema [policy|vocabulary|baseline|calendar|locale]\n"
	"       policyc explain ID|BRAND/FACT|list\n"
	"       policyc due BRAND request|breach|change SUBJECT --at RFC3339 [--event E] [--format text|json]\n"
	"       policyc due BRAND retention CATEGORY[/ELEMENT] --at RFC3339 [--event E] [--ended STATE] [--collected RFC3339]\n"
	"                   [--now RFC3339] [--format text|json]\n";

enum option_value { OPTION_POLICIES = 256, OPTION_TEMPLATES, OPTION_BRAND, OPTION_CHECK, OPTION_FORMAT, OPTION_TODAY, OPTION_DENY, OPTION_DEPFILE, OPTION_HELP };

static int usage_error(const char *what, const char *which)
{
	fprintf(stderr, "policyc: %s%s%s\n%s", what, which ? " " : "", which ? which : "", usage);
	return EXIT_USAGE;
}

static int take_format(const char *name, bool build, enum format *out)
{
	static const char *const names[] = {
		[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", [FORMAT_SARIF] = "sarif", [FORMAT_GITHUB] = "github",
		[FORMAT_MARKDOWN] = "markdown"};
	size_t known = build ? FORMAT_JSON + 1 : sizeof names / sizeof *names;
	for (size_t i = 0; i < known; i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum format)i;
			return 0;
		}
	return usage_error(build ? "--format is text or json, not" : "--format is text, json, sarif, github or markdown, not", name);
}

/* Whether it looks like an id of a diagnostic, in either case: then it has to be one. */
static bool is_numbered(const char *what)
{
	return (what[0] == 'P' || what[0] == 'p') && what[1] && strspn(what + 1, "0123456789") == strlen(what + 1);
}

/* "warnings", an id, a rule's name or that of a set of rules. Which rules there are the policies say, so any name will do. */
static int take_deny(const char *what, struct options *o)
{
	enum diag_id id;
	const char *slash = strchr(what, '/');
	size_t len = slash ? (size_t)(slash - what) : strlen(what);
	if (find_diagnostic(what, &id))
		what = diag_name(id);
	else if (is_numbered(what) || !text_is_id(what, len) || (slash && !text_is_id(slash + 1, strlen(slash + 1))))
		return usage_error("--deny takes warnings, a diagnostic's id such as P090, a rule or a set of rules, not", what);
	o->deny[o->deny_count++] = what;
	return 0;
}

static int take_today(const char *text, struct options *o)
{
	static struct date today;
	if (!date_parse(text, strlen(text), &today))
		return usage_error("--today is a date such as 2027-03-01, not", text);
	o->today = &today;
	return 0;
}

/* Options of build and check; -MD is one word, as in gcc. Returns 0, or the exit status plus one to end with. */
static int take_options(int argc, char **argv, bool build, struct options *o)
{
	static const struct option_name {
		const char *name;
		int has;
		int value;
		bool build, check;
	} names[] = {
		{"policies", required_argument, OPTION_POLICIES, true, true},
		{"templates", required_argument, OPTION_TEMPLATES, true, true},
		{"brand", required_argument, OPTION_BRAND, true, false},
		{"check", no_argument, OPTION_CHECK, true, false},
		{"format", required_argument, OPTION_FORMAT, true, true},
		{"deny", required_argument, OPTION_DENY, false, true},
		{"today", required_argument, OPTION_TODAY, false, true},
		{"MD", required_argument, OPTION_DEPFILE, true, false},
		{"help", no_argument, OPTION_HELP, true, true},
	};
	enum { NAMES = sizeof names / sizeof *names };
	struct option options[NAMES + 1] = {{0}};
	size_t n = 0;
	for (size_t i = 0; i < NAMES; i++)
		if (build ? names[i].build : names[i].check)
			options[n++] = (struct option){names[i].name, names[i].has, NULL, names[i].value};
	for (int c; (c = getopt_long_only(argc, argv, build ? "o:" : "", options, NULL)) != -1;) {
		int status = 0;
		switch (c) {
		case 'o': o->out = optarg; break;
		case OPTION_POLICIES: o->policies = optarg; break;
		case OPTION_TEMPLATES: o->templates = optarg; break;
		case OPTION_BRAND: o->brands[o->brand_count++] = optarg; break;
		case OPTION_CHECK: o->check = true; break;
		case OPTION_FORMAT: status = take_format(optarg, build, &o->format); break;
		case OPTION_DENY: status = take_deny(optarg, o); break;
		case OPTION_TODAY: status = take_today(optarg, o); break;
		case OPTION_DEPFILE: o->depfile = optarg; break;
		case OPTION_HELP:
			file_stdout(usage, sizeof usage - 1);
			return EXIT_FINE + 1;
		default:
			fputs(usage, stderr);
			return EXIT_USAGE + 1;
		}
		if (status)
			return status + 1;
	}
	return 0;
}

static int run(int argc, char **argv, bool build)
{
	struct options o = {.out = "out", .policies = "policies", .templates = "templates"};
	o.brands = mem_alloc(sizeof *o.brands * (size_t)argc);
	o.deny = mem_alloc(sizeof *o.deny * (size_t)argc);
	int status = take_options(argc, argv, build, &o);
	if (status) {
		status--;
	} else if (build) {
		status = optind < argc ? usage_error("build takes no files, but", argv[optind]) : cmd_build(&o);
	} else {
		while (optind < argc)
			o.brands[o.brand_count++] = argv[optind++];
		status = o.brand_count ? cmd_check(&o) : usage_error("check needs at least one policy file", NULL);
	}
	free(o.brands);
	free(o.deny);
	return status;
}

static int due(int argc, char **argv)
{
	struct due_question q = {0};
	const struct {
		const char *name;
		const char **value;
	} takes[] = {{"at", &q.at}, {"event", &q.event}, {"ended", &q.ended}, {"collected", &q.collected}, {"now", &q.now}};
	enum { TAKES = sizeof takes / sizeof *takes };
	struct option options[TAKES + 2] = {{0}};
	enum format format = FORMAT_TEXT;
	for (int i = 0; i < TAKES; i++)
		options[i] = (struct option){takes[i].name, required_argument, NULL, OPTION_HELP + 1 + i};
	options[TAKES] = (struct option){"format", required_argument, NULL, OPTION_FORMAT};
	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		const char **value = c > OPTION_HELP ? takes[c - OPTION_HELP - 1].value : NULL;
		if (c == '?')
			return usage_error("due takes --at, --event and --format, and for retention --ended, --collected and --now", NULL);
		if (!value && take_format(optarg, true, &format))
			return EXIT_USAGE;
		if (value && *value)
			return usage_error("this option is given twice:", takes[c - OPTION_HELP - 1].name);
		if (value)
			*value = optarg;
	}
	if (argc - optind != 3 || !q.at)
		return usage_error("due needs a brand, a question, a subject and --at", NULL);
	q.brand = argv[optind], q.question = argv[optind + 1], q.subject = argv[optind + 2];
	q.json = format == FORMAT_JSON;
	return cmd_due(&q);
}

static int run_release(int argc, char **argv)
{
	enum { EFFECTIVE = OPTION_HELP + 1 };
	static const struct option options[] = {
		{"effective", required_argument, NULL, EFFECTIVE},         {"policies", required_argument, NULL, OPTION_POLICIES},
		{"templates", required_argument, NULL, OPTION_TEMPLATES}, {"format", required_argument, NULL, OPTION_FORMAT},
		{"help", no_argument, NULL, OPTION_HELP},                 {NULL, 0, NULL, 0}};
	struct options o = {.policies = "policies", .templates = "templates", .keep = true};
	const char *date = NULL;
	int dates = 0;
	struct date parsed;
	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (c) {
		case EFFECTIVE: date = optarg, dates++; break;
		case OPTION_POLICIES: o.policies = optarg; break;
		case OPTION_TEMPLATES: o.templates = optarg; break;
		case OPTION_FORMAT:
			if (take_format(optarg, true, &o.format))
				return EXIT_USAGE;
			break;
		case OPTION_HELP:
			file_stdout(usage, sizeof usage - 1);
			return EXIT_FINE;
		default:
			fputs(usage, stderr);
			return EXIT_USAGE;
		}
	}
	if (argc - optind != 1 || !text_is_id(argv[optind], strlen(argv[optind])))
		return usage_error("release takes one brand, such as mami", NULL);
	if (dates != 1 || !date_parse(date, strlen(date), &parsed))
		return usage_error("release needs one --effective, and a date such as 2027-03-01", date);
	return cmd_release(&o, argv[optind], date);
}

/* A file opened where 0, 1 or 2 was closed would receive what is printed. Reading and writing these fails, as it should. */
static void occupy_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			exit(3);
}

int main(int argc, char **argv)
{
	occupy_standard_files();
	schema_init();
	if (argc < 2)
		return usage_error("a command is needed", NULL);
	const char *command = argv[1];
	if (strcmp(command, "build") == 0 || strcmp(command, "check") == 0)
		return run(argc - 1, argv + 1, command[0] == 'b');
	if (strcmp(command, "release") == 0)
		return run_release(argc - 1, argv + 1);
	if (strcmp(command, "schema") == 0)
		return cmd_schema(argc - 2, argv + 2);
	if (strcmp(command, "explain") == 0)
		return argc == 3 ? cmd_explain(argv[2]) : usage_error("explain takes one id, such as P035", NULL);
	if (strcmp(command, "due") == 0)
		return due(argc - 1, argv + 1);
	if (strcmp(command, "--help") == 0 || strcmp(command, "help") == 0) {
		file_stdout(usage, sizeof usage - 1);
		return EXIT_FINE;
	}
	return usage_error("there is no command", command);
}
