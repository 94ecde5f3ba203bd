/* SPDX-License-Identifier: MIT */
/* The floor: the least a run can cost. Scans the events of each policy with libyaml and writes
 * files of the given names and sizes, each through a temporary name, with nothing in between.
 * usage: floor POLICIES-FOLDER OUT-FOLDER < manifest
 * manifest: a line "policy NAME" before the "SIZE PATH" lines of each brand; "shared" before those of the run. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static char *bytes;
static size_t room;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void scan(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	unsigned char *text = malloc((size_t)st.st_size);
	if (!text || read(fd, text, (size_t)st.st_size) != st.st_size)
		die(path);
	close(fd);
	yaml_parser_t p;
	yaml_event_t e;
	yaml_parser_initialize(&p);
	yaml_parser_set_input_string(&p, text, (size_t)st.st_size);
	for (int end = 0; !end;) {
		if (!yaml_parser_parse(&p, &e))
			die("yaml");
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
	free(text);
}

static void folders(const char *path)
{
	char dir[4096];
	for (const char *s = strchr(path + 1, '/'); s; s = strchr(s + 1, '/')) {
		memcpy(dir, path, (size_t)(s - path));
		dir[s - path] = '\0';
		if (mkdir(dir, 0755) != 0 && errno != EEXIST)
			die(dir);
	}
}

static void put(const char *path, size_t size)
{
	char temp[4200];
	if (size > room) {
		bytes = realloc(bytes, size);
		if (!bytes)
			die("memory");
		memset(bytes + room, 'x', size - room);
		room = size;
	}
	snprintf(temp, sizeof temp, "%s~", path);
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 && errno == ENOENT) {
		folders(path);
		fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	}
	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size || close(fd) != 0 || rename(temp, path) != 0)
		die(path);
}

int main(int argc, char **argv)
{
	char line[4096], path[8300];
	if (argc != 3)
		return 2;
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "policy ", 7) == 0) {
			snprintf(path, sizeof path, "%s/%s.yaml", argv[1], line + 7);
			scan(path);
		} else if (strcmp(line, "shared") != 0) {
			char *name;
			size_t size = strtoul(line, &name, 10);
			snprintf(path, sizeof path, "%s/%s", argv[2], name + 1);
			put(path, size);
		}
	}
	return 0;
}
