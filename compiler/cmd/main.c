/* SPDX-License-Identifier: MIT */
/* policyc: the command line. Reads options, calls a command. */
#include "../base/file.h"
#include "../base/text.h"
#include "../base/version.h"
#include "cmd.h"
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>

/* What reading the options says of going on. */
enum step { GO_ON, STOP_FINE, STOP_USAGE };

/* A command takes the options whose bits it has. */
enum option_bit {
	TAKES_OUT = 1 << 0,
	TAKES_POLICIES = 1 << 1,
	TAKES_TEMPLATES = 1 << 2,
	TAKES_BRAND = 1 << 3,
	TAKES_CHECK = 1 << 4,
	TAKES_FORMAT = 1 << 5,
	TAKES_DENY = 1 << 6,
	TAKES_TODAY = 1 << 7,
	TAKES_DEPFILE = 1 << 8,
	TAKES_EFFECTIVE = 1 << 9,
	TAKES_AT = 1 << 10,
	TAKES_EVENT = 1 << 11,
	TAKES_ENDED = 1 << 12,
	TAKES_COLLECTED = 1 << 13,
	TAKES_NOW = 1 << 14,
	TAKES_HELP = 1 << 15,
	TAKES_MISSING = 1 << 16,
	TAKES_FRAMES = 1 << 17,
	TAKES_PAUSED = 1 << 18,
	TAKES_ALL = 1 << 19,
	TAKES_PROJECT = TAKES_POLICIES | TAKES_TEMPLATES | TAKES_HELP,
	/* two values of these would be two questions */
	ONCE = TAKES_EFFECTIVE | TAKES_AT | TAKES_EVENT | TAKES_ENDED | TAKES_COLLECTED | TAKES_NOW | TAKES_FRAMES,
};

static const struct option option_names[] = {
	{"policies", required_argument, NULL, TAKES_POLICIES},
	{"templates", required_argument, NULL, TAKES_TEMPLATES},
	{"brand", required_argument, NULL, TAKES_BRAND},
	{"check", no_argument, NULL, TAKES_CHECK},
	{"format", required_argument, NULL, TAKES_FORMAT},
	{"deny", required_argument, NULL, TAKES_DENY},
	{"today", required_argument, NULL, TAKES_TODAY},
	{"all", no_argument, NULL, TAKES_ALL},
	{"MD", required_argument, NULL, TAKES_DEPFILE}, /* with one hyphen, as in gcc */
	{"effective", required_argument, NULL, TAKES_EFFECTIVE},
	{"at", required_argument, NULL, TAKES_AT},
	{"event", required_argument, NULL, TAKES_EVENT},
	{"ended", required_argument, NULL, TAKES_ENDED},
	{"paused", required_argument, NULL, TAKES_PAUSED},
	{"collected", required_argument, NULL, TAKES_COLLECTED},
	{"now", required_argument, NULL, TAKES_NOW},
	{"missing", no_argument, NULL, TAKES_MISSING},
	{"frames", required_argument, NULL, TAKES_FRAMES},
	{"help", no_argument, NULL, TAKES_HELP},
};
enum { OPTIONS = sizeof option_names / sizeof *option_names };

struct command {
	const char *name, *usage;
	int (*run)(const struct options *o);
	unsigned options;
	int least, most; /* arguments that are not options; most -1: any number */
	const char *needs;
};

static int run_release(const struct options *o);
static int run_due(const struct options *o);
static int run_vocabulary(const struct options *o);
static int run_help(const struct options *o);

static const struct command commands[] = {
	{"build",
	 "policyc build [-o DIR] [--policies DIR] [--templates DIR] [--brand ID]... [--check] [-MD FILE]\n"
	 "              [--format text|json]\n",
	 cmd_build, TAKES_PROJECT | TAKES_OUT | TAKES_BRAND | TAKES_CHECK | TAKES_FORMAT | TAKES_DEPFILE, 0, 0, "build takes no files"},
	{"check",
	 "policyc check [--policies DIR] [--templates DIR] [--format text|json|sarif|github|markdown] [--deny X]...\n"
	 "              [--today DATE] [--all] FILE...\n",
	 cmd_check, TAKES_PROJECT | TAKES_FORMAT | TAKES_DENY | TAKES_TODAY | TAKES_ALL, 1, -1, "check needs at least one policy file"},
	{"release", "policyc release BRAND --effective DATE [--policies DIR] [--templates DIR] [--format text|json]\n", run_release,
	 TAKES_PROJECT | TAKES_FORMAT | TAKES_EFFECTIVE, 1, 1, "release takes one brand, such as mami"},
	{"schema", "policyc schema [policy|vocabulary|baseline|calendar|locale] [--policies DIR] [--templates DIR]\n", cmd_schema, TAKES_PROJECT, 0, 1,
	 "schema takes one name"},
	{"explain", "policyc explain ID|BRAND/FACT|list [--policies DIR] [--templates DIR]\n", cmd_explain, TAKES_PROJECT, 1, 1,
	 "explain takes one id, such as P035"},
	{"due",
	 "policyc due BRAND request|breach|change SUBJECT --at RFC3339 [--event E]\n"
	 "            [--paused CONDITION=RFC3339[/RFC3339]]... [--format text|json] [--policies DIR] [--templates DIR]\n"
	 "policyc due BRAND retention CATEGORY[/ELEMENT] --at RFC3339 [--event E] [--ended STATE]\n"
	 "            [--collected RFC3339] [--now RFC3339] [--format text|json] [--policies DIR] [--templates DIR]\n",
	 run_due, TAKES_PROJECT | TAKES_FORMAT | TAKES_AT | TAKES_EVENT | TAKES_ENDED | TAKES_PAUSED | TAKES_COLLECTED | TAKES_NOW, 3, 3,
	 "due needs a brand, a question, a subject and --at"},
	{"vocabulary", "policyc vocabulary --missing|--frames ID [--policies DIR] [--templates DIR]\n", run_vocabulary,
	 TAKES_PROJECT | TAKES_MISSING | TAKES_FRAMES, 0, 0, "vocabulary needs --missing, or --frames and an id"},
	{"help", "policyc help [COMMAND]\n", run_help, TAKES_HELP, 0, 1, "help takes one command"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* Of one command, or of all. */
static void put_usage(struct buf *out, const struct command *only)
{
	for (size_t i = 0; i < COMMANDS; i++)
		for (const char *line = commands[i].usage, *end; (!only || only == &commands[i]) && *line; line = end) {
			end = strchr(line, '\n') + 1;
			buf_str(out, out->len ? "       " : "usage: ");
			buf_add(out, line, (size_t)(end - line));
		}
	if (!only)
		BUF_LIT(out, "       policyc --version\n");
}

static int print_usage(const struct command *only)
{
	struct buf out = {0};
	put_usage(&out, only);
	BUF_LIT(&out, "exit status: 0 fine; 1 an error in the input, or a change that --check sees; 2 an error in the command line;\n"
	              "             3 a failure of the system, such as a full disk\n");
	file_stdout(out.data, out.len);
	buf_free(&out);
	return EXIT_FINE;
}

/* What is wrong, and how it is written. */
static enum step usage_error(const struct command *of, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static enum step usage_error(const struct command *of, const char *fmt, ...)
{
	struct buf out = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&out, fmt, ap);
	va_end(ap);
	usage_say("%s", buf_cstr(&out));
	out.len = 0;
	put_usage(&out, of);
	file_stderr(out.data, out.len);
	buf_free(&out);
	return STOP_USAGE;
}

static enum step take_format(const struct command *c, const char *name, struct options *o)
{
	static const char *const names[] = {
		[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", [FORMAT_SARIF] = "sarif", [FORMAT_GITHUB] = "github",
		[FORMAT_MARKDOWN] = "markdown"};
	bool all = c->run == cmd_check;
	size_t known = all ? sizeof names / sizeof *names : FORMAT_JSON + 1;
	for (size_t i = 0; i < known; i++)
		if (strcmp(name, names[i]) == 0) {
			o->format = (enum format)i;
			return GO_ON;
		}
	return usage_error(c, "--format is %s, not '%s'", all ? "text, json, sarif, github or markdown" : "text or json", name);
}

/* Whether it looks like an id of a diagnostic, in either case: then it has to be one. */
static bool is_numbered(const char *what)
{
	return (what[0] == 'P' || what[0] == 'p') && what[1] && strspn(what + 1, "0123456789") == strlen(what + 1);
}

/* "warnings", an id, a rule's name or that of a set of rules. Which rules there are the policies say, so any name will do. */
static enum step take_deny(const struct command *c, const char *what, struct options *o)
{
	enum diag_id id;
	const char *slash = strchr(what, '/');
	size_t len = slash ? (size_t)(slash - what) : strlen(what);
	if (find_diagnostic(what, &id))
		what = diag_name(id);
	else if (is_numbered(what) || !text_is_id(what, len) || (slash && !text_is_id(slash + 1, strlen(slash + 1))))
		return usage_error(c, "--deny takes warnings, a diagnostic's id such as P090, a rule or a set of rules, not '%s'", what);
	o->deny[o->deny_count++] = what;
	return GO_ON;
}

static enum step take_today(const struct command *c, const char *text, struct options *o)
{
	static struct date today;
	if (!date_parse(text, strlen(text), &today))
		return usage_error(c, "--today is a date such as 2027-03-01, not '%s'", text);
	o->today = &today;
	return GO_ON;
}

static enum step empty_value(const struct command *c, unsigned bit)
{
	const char *name = "o";
	for (size_t i = 0; i < OPTIONS; i++)
		if ((unsigned)option_names[i].val == bit)
			name = option_names[i].name;
	return usage_error(c, "%s%s needs a value, not ''", bit == TAKES_OUT || bit == TAKES_DEPFILE ? "-" : "--", name);
}

static enum step take_option(const struct command *c, unsigned bit, struct options *o, unsigned *given)
{
	static char given_alone[] = "given";
	char *value = optarg ? optarg : given_alone; /* a flag has none */
	if (!*value)
		return empty_value(c, bit);
	for (size_t i = 0; *given & bit & ONCE && i < OPTIONS; i++)
		if ((unsigned)option_names[i].val == bit)
			return usage_error(c, "--%s is given twice", option_names[i].name);
	*given |= bit;
	switch (bit) {
	case TAKES_OUT: o->out = value; break;
	case TAKES_POLICIES: o->policies = value; break;
	case TAKES_TEMPLATES: o->templates = value; break;
	case TAKES_BRAND: o->brands[o->brand_count++] = value; break;
	case TAKES_CHECK: o->check = true; break;
	case TAKES_FORMAT: return take_format(c, value, o);
	case TAKES_DENY: return take_deny(c, value, o);
	case TAKES_TODAY: return take_today(c, value, o);
	case TAKES_ALL: o->all = true; break;
	case TAKES_DEPFILE: o->depfile = value; break;
	case TAKES_EFFECTIVE: o->effective = value, o->keep = true; break;
	case TAKES_AT: o->due.at = value; break;
	case TAKES_EVENT: o->due.event = value; break;
	case TAKES_ENDED: o->due.ended = value; break;
	case TAKES_PAUSED: o->due.paused[o->due.paused_count++] = value; break;
	case TAKES_COLLECTED: o->due.collected = value; break;
	case TAKES_NOW: o->due.now = value; break;
	case TAKES_MISSING: o->missing = true; break;
	case TAKES_FRAMES: o->frames = value; break;
	case TAKES_HELP: print_usage(c); return STOP_FINE;
	}
	return GO_ON;
}

/* getopt is silent: what it would say has the bytes of the argument as they are. */
static enum step read_options(const struct command *c, int argc, char **argv, struct options *o)
{
	struct option options[OPTIONS + 1] = {{0}};
	enum step step = GO_ON;
	unsigned given = 0;
	size_t n = 0;
	for (size_t i = 0; i < OPTIONS; i++)
		if (c->options & (unsigned)option_names[i].val)
			options[n++] = option_names[i];
	opterr = 0;
	for (int v; step == GO_ON && (v = getopt_long_only(argc, argv, c->options & TAKES_OUT ? ":o:" : ":", options, NULL)) != -1;) {
		const char *word = argv[optind - 1];
		if (v != '?' && v != ':')
			word = argv[optind - 1 - (optarg == word)]; /* the option itself */
		bool one_hyphen = word[0] == '-' && word[1] != '-' && strcmp(word, "-o") != 0 && strncmp(word, "-MD", 3) != 0;
		if (v == 'o' && one_hyphen)
			step = usage_error(c, "'%s' is not an option; write the folder after '-o ', and a long option with two hyphens", word);
		else if (v != '?' && v != ':' && one_hyphen)
			step = usage_error(c, "write two hyphens: '-%s'", word);
		else if (v == ':')
			step = usage_error(c, "a value is missing after '%s'", word);
		else if (v == '?' && optopt >= TAKES_OUT && strchr(word, '='))
			step = usage_error(c, "'%s' takes no value", word);
		else if (v == '?')
			step = usage_error(c, "%s has no option '%s'", c->name, word);
		else
			step = take_option(c, v == 'o' ? TAKES_OUT : (unsigned)v, o, &given);
	}
	if (step != GO_ON)
		return step;
	for (int i = optind; i < argc; i++)
		if (!*argv[i])
			return usage_error(c, "%s takes no empty argument, and there is ''", c->name);
	o->files = argv + optind;
	o->file_count = (size_t)(argc - optind);
	if (argc - optind < c->least)
		return usage_error(c, "%s", c->needs);
	if (c->most >= 0 && argc - optind > c->most)
		return usage_error(c, "%s, but there is also '%s'", c->needs, argv[optind + c->most]);
	return GO_ON;
}

static int run_release(const struct options *o)
{
	const struct command *c = find_command("release");
	struct date parsed;
	if (!text_is_id(o->files[0], strlen(o->files[0])))
		usage_error(c, "%s, not '%s'", c->needs, o->files[0]);
	else if (!o->effective || !date_parse(o->effective, strlen(o->effective), &parsed))
		usage_error(c, "release needs --effective and a date such as 2027-03-01%s%s", o->effective ? ", not " : "", o->effective ? o->effective : "");
	else
		return cmd_release(o);
	return EXIT_USAGE;
}

static int run_due(const struct options *o)
{
	const struct command *c = find_command("due");
	if (o->due.at)
		return cmd_due(o);
	usage_error(c, "%s", c->needs);
	return EXIT_USAGE;
}

static int run_vocabulary(const struct options *o)
{
	const struct command *c = find_command("vocabulary");
	if (o->missing != (o->frames != NULL))
		return cmd_vocabulary(o);
	usage_error(c, "%s%s", c->needs, o->missing ? ", and not both" : "");
	return EXIT_USAGE;
}

static int run_help(const struct options *o)
{
	const struct command *c = o->file_count ? find_command(o->files[0]) : NULL;
	if (!o->file_count || c)
		return print_usage(c);
	usage_error(NULL, "there is no command '%s'", o->files[0]);
	return EXIT_USAGE;
}

static int run(const struct command *c, int argc, char **argv)
{
	struct options o = {.out = "out", .policies = "policies", .templates = "templates"};
	o.brands = mem_alloc(sizeof *o.brands * (size_t)argc);
	o.deny = mem_alloc(sizeof *o.deny * (size_t)argc);
	o.due.paused = mem_alloc(sizeof *o.due.paused * (size_t)argc);
	enum step step = read_options(c, argc, argv, &o);
	int status = step == GO_ON ? c->run(&o) : step == STOP_FINE ? EXIT_FINE : EXIT_USAGE;
	free(o.brands);
	free(o.deny);
	free(o.due.paused);
	return status;
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
	static const char version[] = "policyc " POLICYC_VERSION "\n";
	occupy_standard_files();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails, with a message */
	schema_init();
	const char *name = argc < 2 ? "" : argv[1];
	const struct command *c = find_command(strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ? "help" : name);
	if (c)
		return run(c, argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0) {
		file_stdout(version, sizeof version - 1);
		return EXIT_FINE;
	}
	usage_error(NULL, argc < 2 ? "a command is needed%s" : "there is no command '%s'", name);
	return EXIT_USAGE;
}
