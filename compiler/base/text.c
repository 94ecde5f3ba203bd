/* SPDX-License-Identifier: MIT */
/* Text without a locale: reads bytes, makes code points, verdicts on them and
 * printable forms. Must not consult the C library's ctype or wide characters,
 * whose answers change with the user's settings. */
#include "text.h"

unsigned utf8_decode(const char *p, size_t left, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)p;
	if (left == 0)
		return 0;
	uint32_t c = s[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	unsigned n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
	if (c < 0xC2 || c > 0xF4 || left < n)
		return 0;
	c &= 0x7Fu >> n;
	for (unsigned i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3Fu);
	}
	if ((n == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) || (n == 4 && (c < 0x10000 || c > 0x10FFFF)))
		return 0;
	*cp = c;
	return n;
}

struct range {
	uint32_t first, last;
};

/* Sorted. Unicode's Default_Ignorable_Code_Point and general categories Cc,
 * Cf, Co, Zl and Zp, as far as editors draw nothing for them. */
static const struct range hidden[] = {
	{0x00, 0x08}, {0x0B, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C},
	{0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E},
	{0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF},
	{0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFD, 0xFFFD}, {0xFFFE, 0xFFFF},
	{0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
};

bool text_is_hidden(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F)
		return false;
	if ((cp & 0xFFFE) == 0xFFFE) /* the two noncharacters that end each plane */
		return true;
	size_t low = 0, high = sizeof hidden / sizeof *hidden;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > hidden[mid].last)
			low = mid + 1;
		else
			high = mid;
	}
	return low < sizeof hidden / sizeof *hidden && cp >= hidden[low].first;
}

/* Runs of neighbouring code points with the letter each is mistaken for;
 * a space is a code point that resembles no letter. */
static const struct {
	uint32_t first;
	const char *letters;
} lookalikes[] = {
	{0x131, "i"}, {0x251, "a"}, {0x261, "g"}, {0x269, "i"}, {0x28F, "y"},           /* Latin and IPA */
	{0x391, "AB  EZH IK MN O P  TY X"}, {0x3B1, "a y   n ik  v o p  tu x"}, {0x3F2, "cj"}, /* Greek */
	{0x405, "SI J"}, {0x410, "A B  E    K MHO PCTY X"}, {0x430, "a b  e    k mho pcty x"}, /* Cyrillic */
	{0x455, "si j"}, {0x475, "v"}, {0x4AE, "Yy"}, {0x4BA, "Hh"}, {0x4C0, "I"}, {0x4CF, "l"},
	{0x501, "d"}, {0x51A, "QqWw"},
	{0x566, "q"}, {0x570, "h"}, {0x578, "n"}, {0x57D, "u"}, {0x581, "g"}, {0x585, "o"}, /* Armenian */
	{0x210A, "g"}, {0x210E, "h"}, {0x212F, "e"}, {0x2134, "o"}, {0x2139, "i"},           /* letter-like signs */
	{0x2160, "I   V    X  LCDMi   v    x  lcdm"},                                            /* Roman numerals */
	{0xFF21, "ABCDEFGHIJKLMNOPQRSTUVWXYZ      abcdefghijklmnopqrstuvwxyz"},                /* fullwidth */
};

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

bool text_has_edge_space(const char *s, size_t len)
{
	uint32_t cp = 0;
	size_t last = len;
	if (utf8_decode(s, len, &cp) && is_blank(cp))
		return true;
	while (last > 0 && ((unsigned char)s[--last] & 0xC0) == 0x80)
		;
	return last < len && utf8_decode(s + last, len - last, &cp) && is_blank(cp);
}

bool text_is_wide_space(uint32_t cp)
{
	return cp >= 0x80 && is_blank(cp);
}

bool text_is_switch_word(const char *s, size_t len)
{
	static const char *const words[] = {"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"};
	for (size_t w = 0; len <= 5 && w < sizeof words / sizeof *words; w++) {
		size_t i = 0;
		while (i < len && words[w][i] && (s[i] | (s[i] >= 'A' && s[i] <= 'Z' ? 32 : 0)) == words[w][i])
			i++;
		if (i == len && !words[w][i])
			return true;
	}
	return false;
}

/* What YAML 1.1 or 1.2 resolves to an integer, also to base 2, 8, 16 and 60, or to a float. */
bool text_is_number(const char *s)
{
	static const char *const bases[] = {"x0123456789abcdefABCDEF_", "o01234567_", "b01_"}, *const words[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
	s += *s == '+' || *s == '-';
	for (size_t i = 0; *s == '0' && i < sizeof bases / sizeof *bases; i++)
		if (s[1] == *bases[i])
			return s[2] && !s[2 + strspn(s + 2, bases[i] + 1)];
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	if (!(*s >= '0' && *s <= '9') && !(*s == '.' && s[1] >= '0' && s[1] <= '9'))
		return false;
	s += strspn(s, "0123456789_:");
	s += *s == '.';
	s += strspn(s, "0123456789_");
	if (*s == 'e' || *s == 'E') {
		s += s[1] == '+' || s[1] == '-' ? 2 : 1;
		if (!*s)
			return false;
		s += strspn(s, "0123456789");
	}
	return !*s;
}

bool text_is_email(const char *s, size_t len)
{
	static const char extra[] = "._+-"; /* of RFC 5322 what needs no escaping in a URL or in Markdown */
	const char *sign = memchr(s, '@', len);
	if (!sign || sign == s || len > 254 || s[0] == '.' || sign[-1] == '.')
		return false;
	for (const char *p = s; p < sign; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr(extra, *p)))
			return false;
	bool dot = false;
	const char *end = s + len;
	for (const char *p = sign + 1; p < end; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
		bool edge = p == sign + 1 || p == end - 1 || p[-1] == '.' || p[1] == '.';
		if (*p == '.' && !edge)
			dot = true;
		else if (!letter && !(*p == '-' && !edge))
			return false;
	}
	return dot;
}

bool text_is_phone(const char *s, size_t len)
{
	unsigned digits = 0;
	bool inside = false;
	for (size_t i = 0; i < len; i++) {
		char next = i + 1 < len ? s[i + 1] : '\0';
		if (s[i] >= '0' && s[i] <= '9')
			digits++;
		else if (s[i] == '(' && !inside)
			inside = true;
		else if (s[i] == ')' && inside)
			inside = false;
		else if (s[i] == '+' ? i != 0 : (s[i] != ' ' && s[i] != '-') || i == 0 || next == '\0' || next == ' ' || next == '-')
			return false;
	}
	return digits >= 3 && digits <= 20 && !inside;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool text_is_link(const char *s)
{
	static const char https[] = "https://", mailto[] = "mailto:", others[] = "-._~:/?#@!$&()*+,;=";
	if (strncmp(s, mailto, sizeof mailto - 1) == 0)
		return text_is_email(s + sizeof mailto - 1, strlen(s) - (sizeof mailto - 1));
	if (strncmp(s, https, sizeof https - 1) != 0)
		return false;
	s += sizeof https - 1;
	size_t host = strcspn(s, "/?#");
	for (size_t i = 0; i < host; i++)
		if (!is_letter_or_digit(s[i]) && !strchr("-.:", s[i]))
			return false;
	for (const char *p = s + host; *p; p++)
		if (*p == '%' ? !is_hex(p[1]) || !is_hex(p[2]) : !is_letter_or_digit(*p) && !strchr(others, *p))
			return false;
	return host > 0 && is_letter_or_digit(*s) && is_letter_or_digit(s[host - 1]);
}

char text_lookalike(uint32_t cp)
{
	if (cp < 0x80)
		return 0;
	if (cp >= 0x1D400 && cp < 0x1D6A4) { /* mathematical alphabets, 52 letters each */
		unsigned i = (cp - 0x1D400) % 52;
		return (char)(i < 26 ? 'A' + i : 'a' + i - 26);
	}
	for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++) {
		uint32_t at = cp - lookalikes[i].first;
		if (cp >= lookalikes[i].first && at < strlen(lookalikes[i].letters))
			return (char)(lookalikes[i].letters[at] == ' ' ? 0 : lookalikes[i].letters[at]);
	}
	return 0;
}

/* Every step-th code point from first to last is a small letter, and has its capital so far away. Unicode's UnicodeData.txt, the simple
 * mappings of alphabets that have cases and are written today. */
static const struct {
	uint32_t first, last, step;
	int32_t away;
} small[] = {
	{'a', 'z', 1, -32},       {0xE0, 0xF6, 1, -32},     {0xF8, 0xFE, 1, -32},     {0xFF, 0xFF, 1, 121},     {0x101, 0x12F, 2, -1},
	{0x133, 0x137, 2, -1},    {0x13A, 0x148, 2, -1},    {0x14B, 0x177, 2, -1},    {0x17A, 0x17E, 2, -1},    {0x1A1, 0x1A5, 2, -1},
	{0x1B0, 0x1B0, 1, -1},    {0x1CE, 0x1DC, 2, -1},    {0x1DF, 0x1EF, 2, -1},    {0x1F9, 0x21F, 2, -1},    {0x223, 0x233, 2, -1},
	{0x254, 0x254, 1, -206},  {0x259, 0x259, 1, -202},  {0x25B, 0x25B, 1, -203},  {0x3AC, 0x3AC, 1, -38},
	{0x3AD, 0x3AF, 1, -37},   {0x3B1, 0x3C1, 1, -32},   {0x3C3, 0x3CB, 1, -32},   {0x3CC, 0x3CC, 1, -64},   {0x3CD, 0x3CE, 1, -63},
	{0x430, 0x44F, 1, -32},   {0x450, 0x45F, 1, -80},   {0x461, 0x481, 2, -1},    {0x48B, 0x4BF, 2, -1},    {0x4C2, 0x4CE, 2, -1},
	{0x4D1, 0x52F, 2, -1},    {0x561, 0x586, 1, -48},   {0x1E01, 0x1E95, 2, -1},  {0x1EA1, 0x1EFF, 2, -1},
};

uint32_t text_upper(uint32_t cp)
{
	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (cp >= small[i].first && cp <= small[i].last && (cp - small[i].first) % small[i].step == 0)
			return (uint32_t)((int32_t)cp + small[i].away);
	return cp;
}

uint32_t text_lower(uint32_t cp)
{
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		uint32_t to = (uint32_t)((int32_t)cp - small[i].away);
		if (to >= small[i].first && to <= small[i].last && (to - small[i].first) % small[i].step == 0)
			return to;
	}
	return cp;
}

void text_add(struct buf *b, uint32_t cp)
{
	const char bytes[4] = {(char)(cp < 0x80      ? cp
	                              : cp < 0x800   ? 0xC0 | cp >> 6
	                              : cp < 0x10000 ? 0xE0 | cp >> 12
	                                             : 0xF0 | cp >> 18),
	                       (char)(0x80 | (cp >> 6 & 0x3F)), (char)(0x80 | (cp >> 12 & 0x3F)), (char)(0x80 | (cp & 0x3F))};
	buf_char(b, bytes[0]);
	if (cp >= 0x10000)
		buf_char(b, bytes[2]);
	if (cp >= 0x800)
		buf_char(b, bytes[1]);
	if (cp >= 0x80)
		buf_char(b, bytes[3]);
}

/* Whether a word, in which *s is a letter, is written in a way of its own. */
static bool is_name(const char *s, size_t len)
{
	uint32_t cp;
	for (size_t i = utf8_decode(s, len, &cp), n; i < len && s[i] != ' '; i += n) {
		n = utf8_decode(s + i, len - i, &cp);
		if (n == 0 || text_lower(cp) != cp || cp == '@' || (cp == '/' && s[i - 1] == '/') || (cp == '.' && i + 1 < len && is_letter_or_digit(s[i + 1])))
			return n != 0;
	}
	return false;
}

bool text_begin(struct buf *b, const char *s, size_t len, bool turkic)
{
	static const uint32_t opening[] = {' ', '"', '\'', '(', '[', '{', 0xA1, 0xAB, 0xBF, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039};
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t cp;
		bool opens = false;
		n = utf8_decode(s + at, len - at, &cp);
		for (size_t i = 0; n && i < sizeof opening / sizeof *opening; i++)
			opens = opens || cp == opening[i];
		if (opens)
			continue;
		bool small_i = turkic && cp == 'i';
		uint32_t capital = !n || is_name(s + at, len - at) ? cp : small_i ? 0x130 : text_upper(cp);
		buf_add(b, s, at);
		if (n)
			text_add(b, capital);
		buf_add(b, s + at + n, len - at - n);
		return true;
	}
	buf_add(b, s, len);
	return false;
}

bool text_is_id(const char *s, size_t len)
{
	if (len == 0 || len > ID_MAX || s[0] < 'a' || s[0] > 'z' || s[len - 1] == '-')
		return false;
	for (size_t i = 1; i < len; i++) {
		char c = s[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && s[i - 1] != '-')))
			return false;
	}
	return true;
}

bool text_is_language(const char *s, size_t len)
{
	size_t at = 0;
	while (at < len && s[at] >= 'a' && s[at] <= 'z')
		at++;
	if (at < 2 || at > 3)
		return false;
	while (at < len && s[at] == '-') {
		size_t start = ++at;
		while (at < len && ((s[at] >= 'a' && s[at] <= 'z') || (s[at] >= '0' && s[at] <= '9')))
			at++;
		if (at - start < 2 || at - start > 8)
			return false;
	}
	return at == len;
}

/* Optimal string alignment: a swap of two neighbours costs 1, as a typist's slip does. */
unsigned text_distance(const char *a, const char *b, unsigned max)
{
	enum { LONGEST = 2 * ID_MAX };
	size_t m = strlen(a), n = strlen(b);
	if ((m > n ? m - n : n - m) > max)
		return max + 1;
	if (m > LONGEST || n > LONGEST)
		return strcmp(a, b) == 0 ? 0 : max + 1;
	unsigned rows[3][LONGEST + 1];
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= m; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			unsigned d = above[j - 1] + (a[i - 1] != b[j - 1]);
			if (above[j] + 1 < d)
				d = above[j] + 1;
			if (row[j - 1] + 1 < d)
				d = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && above2[j - 2] + 1 < d)
				d = above2[j - 2] + 1;
			row[j] = d;
		}
	}
	unsigned d = rows[m % 3][n];
	return d > max ? max + 1 : d;
}

unsigned text_slips(const char *misspelt, const char *meant)
{
	size_t a = strlen(misspelt), b = strlen(meant), longer = a > b ? a : b;
	unsigned most = longer < 9 ? (unsigned)longer / 3 : 3;
	unsigned distance = text_distance(misspelt, meant, most);
	return distance > most ? UINT_MAX : distance;
}

static void add_hex(struct buf *b, uint32_t n, unsigned least)
{
	static const char digit[] = "0123456789ABCDEF";
	for (unsigned shift = 32; shift > 0; shift -= 4)
		if (shift <= least * 4 || n >> (shift - 4))
			buf_char(b, digit[n >> (shift - 4) & 15]);
}

void text_visible(struct buf *b, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		unsigned n = utf8_decode(s + i, len - i, &cp);
		if (n == 0 || cp < 0x20 || cp == 0x7F) {
			BUF_LIT(b, "\\x");
			add_hex(b, (unsigned char)s[i], 2);
		} else if (text_is_hidden(cp)) {
			BUF_LIT(b, "\\u{");
			add_hex(b, cp, 1);
			buf_char(b, '}');
		} else {
			buf_add(b, s + i, n);
		}
		i += n ? n : 1;
	}
}

void text_json(struct buf *b, const char *s, size_t len)
{
	buf_char(b, '"');
	for (size_t i = 0; i < len;) {
		size_t run = i;
		while (run < len && (unsigned char)s[run] >= 0x20 && (unsigned char)s[run] < 0x7F && s[run] != '"' && s[run] != '\\')
			run++;
		buf_add(b, s + i, run - i);
		if ((i = run) == len)
			break;
		uint32_t cp;
		unsigned n = utf8_decode(s + i, len - i, &cp);
		if (n > 1) {
			buf_add(b, s + i, n);
		} else if (n == 0) {
			BUF_LIT(b, "\xEF\xBF\xBD"); /* U+FFFD: JSON must be well-formed */
		} else if (cp == '"' || cp == '\\') {
			buf_char(b, '\\');
			buf_char(b, (char)cp);
		} else if (cp == '\n' || cp == '\t') {
			buf_add(b, cp == '\n' ? "\\n" : "\\t", 2);
		} else {
			BUF_LIT(b, "\\u");
			add_hex(b, cp, 4);
		}
		i += n ? n : 1;
	}
	buf_char(b, '"');
}

const char *text_path(const char *path)
{
	const char *p = path;
	while (p[0] == '.' && p[1] == '/')
		for (p += 2; *p == '/';)
			p++;
	return *p ? p : path;
}

/* FNV-1a with a final mix, so that its low bits may index a table. */
uint64_t text_hash(const char *s, size_t len)
{
	uint64_t h = 0xCBF29CE484222325u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001B3u;
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}
