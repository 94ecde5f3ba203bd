/* SPDX-License-Identifier: MIT */
/* The manifest of a released edition, as sha256sum reads it:
 *
 *     # policyc edition
 *     # brand mami
 *     # effective 2027-03-01
 *     # compiler policyc 1
 *     # format 2
 *     # identity 4208fa17...        of what the edition promises (model/identity.h)
 *     # calendar id 2025-2027
 *     # baseline eu-gdpr 2026-01-15
 *     0a1b...  policies/mami.yaml
 *     ...
 *     # seal 77c0...                the hash of all the lines above
 */
#include "editions.h"
#include "../base/sha256.h"

void manifest_seal(struct buf *b)
{
	char hex[SHA256_HEX];
	sha256_hex(b->data, b->len, hex);
	buf_printf(b, "# seal %s\n", hex);
}

static bool is_hash(const char *s, size_t len)
{
	return len == 64 && strspn(s, "0123456789abcdef") >= 64;
}

/* The text after "# key ", or NULL. */
static const char *value_of(const char *line, const char *key)
{
	size_t n = strlen(key);
	return strncmp(line, "# ", 2) == 0 && strncmp(line + 2, key, n) == 0 && line[2 + n] == ' ' ? line + 3 + n : NULL;
}

static unsigned number_of(const char *s)
{
	unsigned n = 0;
	for (; *s >= '0' && *s <= '9' && n < 100000; s++)
		n = n * 10 + (unsigned)(*s - '0');
	return n;
}

static bool take_header(const char *line, struct manifest *out)
{
	const char *v;
	if ((v = value_of(line, "brand")) != NULL)
		out->brand = v;
	else if ((v = value_of(line, "effective")) != NULL)
		out->effective = v;
	else if ((v = value_of(line, "compiler")) != NULL)
		out->compiler = v;
	else if ((v = value_of(line, "identity")) != NULL)
		out->identity = v;
	else if ((v = value_of(line, "format")) != NULL)
		out->format = number_of(v);
	return *line == '#';
}

static bool take_file(char *line, struct manifest *out)
{
	if (strlen(line) < 67 || !is_hash(line, 64) || line[64] != ' ' || line[65] != ' ')
		return false;
	line[64] = '\0';
	if (out->count && strcmp(out->files[out->count - 1].path, line + 66) >= 0)
		return false;
	out->files[out->count++] = (struct manifest_file){line + 66, line};
	return true;
}

/* Its last line holds for the lines above it. */
static bool is_sealed(const char *text, size_t len)
{
	enum { SEAL = sizeof "# seal \n" - 1 + SHA256_HEX - 1 };
	char hex[SHA256_HEX];
	if (len <= SEAL || text[len - 1] != '\n' || text[len - SEAL - 1] != '\n' || !value_of(text + len - SEAL, "seal"))
		return false;
	sha256_hex(text, len - SEAL, hex);
	return memcmp(hex, text + len - SHA256_HEX, SHA256_HEX - 1) == 0;
}

const char *manifest_read(struct arena *a, const char *text, size_t len, struct manifest *out)
{
	size_t lines = 0;
	*out = (struct manifest){.brand = "", .effective = "", .compiler = "", .identity = ""};
	if (!is_sealed(text, len) || memchr(text, '\0', len))
		return "it has changed";
	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	out->files = NEW_N(a, struct manifest_file, lines);
	for (char *line = arena_copy(a, text, len), *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		if (!take_header(line, out) && !take_file(line, out))
			return "a line of it cannot be read";
	}
	return NULL;
}
