/* SPDX-License-Identifier: 0BSD */
/* What a month or year ends on whose last month lacks the date: 31 January plus one month. */
enum policy_rounding {
	POLICY_ROUNDING_UNSTATED = 0,
	POLICY_ROUNDING_LAST_DAY = 1, /* 28 or 29 February */
	POLICY_ROUNDING_NEXT_DAY = 2  /* 1 March */
};

/* When the clocks of a zone change in a year: on a weekday of a month, so many seconds after that day's midnight by the clock that is changed. */
struct policy_clock_change {
	int32_t seconds;
	uint8_t month;   /* 1 to 12 */
	uint8_t week;    /* 1 to 5; 5: the last such weekday of the month */
	uint8_t weekday; /* 0 Sunday .. 6 Saturday */
	uint8_t unused;
};
/* How a zone's clocks go, from the beginning of the year `from` by them to the next rule's; the first one's go before it, too. */
struct policy_zone_rule {
	int32_t from;
	int32_t standard, daylight; /* seconds ahead of UTC; the same: the clocks do not change */
	struct policy_clock_change starts, ends; /* of daylight time */
};

/* How days are counted in a zone, and which are working days. What it refers to may lie anywhere behind it in the same object. */
struct policy_calendar {
	int32_t first;     /* its first day, in days since 1970-01-01 */
	uint32_t days;     /* how many it knows from there; 0: none */
	int32_t offset;    /* seconds its zone is ahead of UTC, always, if zone_rules is 0 */
	uint16_t rounding; /* enum policy_rounding */
	uint16_t weekend;  /* the days of the week that are free: bit 0 Monday .. bit 6 Sunday */
	uint32_t words;    /* struct policy_calendar_word[(days + 31) / 32]: bytes from the start of this struct */
	uint32_t zone, zone_rules; /* struct policy_zone_rule[zone_rules], likewise */
};
struct policy_calendar_word {
	uint32_t working; /* bit i of word w: day first + 32w + i is a working day; 0 past the last day */
	uint32_t before;  /* working days before this word */
};

/* Offsets are in bytes from the start of the brand's object. */
struct policy_table {
	uint32_t offset, count; /* its rows, sorted by name; routes and outcomes by request first */
	uint32_t index;         /* uint16_t[codes + 2]: the rows of code c are those from index[c] to index[c + 1] in the list ... */
	uint32_t codes;         /* ... that follows it. Code 0: rows that name no id, because they cover all. index 0: none */
};
/* What ids have to do with each other, as the vocabulary has it; only what this policy needs. */
enum policy_relation_kind {
	POLICY_RELATION_SAME_EVENT = 1, /* two events are the same moment */
	POLICY_RELATION_FORBIDS = 2,    /* an act; of: the section whose statements a prohibition of it contradicts */
	/* a part or a kind of something, directly or through others */
	POLICY_RELATION_CATEGORY = 3,
	POLICY_RELATION_ELEMENT = 4,
	POLICY_RELATION_PURPOSE = 5,
	POLICY_RELATION_RECIPIENT = 6,
	POLICY_RELATION_COOKIE_CLASS = 7,
	POLICY_RELATION_SURFACE = 8,
	POLICY_RELATION_CHANGE = 9,
	POLICY_RELATION_SIGNAL = 10,
	POLICY_RELATION_STATE = 11,
	POLICY_RELATION_PERMISSION = 12,
	POLICY_RELATION_GATE = 13,
	POLICY_RELATION_DOCUMENT = 14,
	POLICY_RELATION_AUDIENCE = 15,
	POLICY_RELATION_REQUEST = 16,
	POLICY_RELATION_CONDITION = 17,
	POLICY_RELATION_SCOPE = 18,
	POLICY_RELATION_METHOD = 19,
	POLICY_RELATION_TECHNIQUE = 20,
	POLICY_RELATION_PLACE = 21,
	POLICY_RELATION_INSTRUMENT = 22,
	POLICY_RELATION_MARKETING = 23, /* a purpose that a record of marketing is a use for; of: POLICY_SECTION_MARKETING */
	POLICY_RELATION_RECURS = 24,    /* an event that can happen many times; of: itself */
	POLICY_RELATION_ENDS = 25       /* an event with which a state is over; of: the state */
};
struct policy_relation {
	uint16_t kind; /* enum policy_relation_kind */
	uint16_t id, of;
};

/* One edition of a policy. Its object begins with the newest one's; `object` bytes before any of them. */
struct policy {
	uint32_t layout; /* POLICY_LAYOUT */
	uint32_t size;   /* bytes of the whole object */
	uint32_t object; /* bytes from the object's start to here */
	uint32_t editions, edition_count; /* struct policy_edition, the oldest first */
	uint32_t calendar;                /* struct policy_calendar, or 0: the policy names none */
	int32_t valid_from; /* days since 1970-01-01, or POLICY_NO_DATE: not stated */
	uint32_t draft;     /* 1: something is still open that a notice in force needs */
	uint32_t ids;       /* uint16_t: what lists hold */
	uint32_t marks;     /* struct policy_mark */
	uint32_t names;     /* char: NUL-terminated ids; the first is the brand's */
	uint32_t relations, relation_count; /* struct policy_relation */
	uint32_t conflicts, conflict_count; /* struct policy_conflict, by name */
	uint32_t sides;                     /* struct policy_side */
	uint32_t disputes, dispute_count;   /* struct policy_dispute */
	uint32_t ways;                      /* uint64_t */
	uint8_t hash[32];   /* the edition's identity: the same for the same promises, and the "sha256" of its JSON */
	struct policy_table tables[POLICY_SECTION_COUNT];
};
struct policy_edition {
	int32_t valid_from;
	uint32_t head; /* struct policy */
};

#ifdef __cplusplus
#define POLICY_CAST_(type, value) static_cast<type>(value)
#else
#define POLICY_CAST_(type, value) ((type)(value))
#endif

/* For the generated headers. */
#define POLICY_SIZE_(brand) POLICY_CAST_(uint32_t, sizeof(struct policy_##brand##_data))
#define POLICY_OFFSET_(brand, member) POLICY_CAST_(uint32_t, offsetof(struct policy_##brand##_data, member))

static inline int policy_same_(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static inline const void *policy_at_(const struct policy *p, uint32_t offset)
{
	return POLICY_CAST_(const char *, POLICY_CAST_(const void *, p)) - p->object + offset;
}

/* The brand's id, as in policies/<id>.yaml. */
static inline const char *policy_name(const struct policy *p)
{
	return POLICY_CAST_(const char *, policy_at_(p, p->names));
}

/* 1 while the notice is a draft: a conflict is not decided, or a fact is not stated that a notice in force has to state. */
static inline int policy_is_draft(const struct policy *p)
{
	return p->draft != 0;
}

/* The id of a rule within its section, for logs and questions to legal. */
static inline const char *policy_rule_name(const struct policy *p, const struct policy_rule *rule)
{
	return POLICY_CAST_(const char *, policy_at_(p, p->names)) + rule->name;
}

/* Whether the source contradicts itself about this member of the row, or legal decided it. member: offsetof(struct policy_..._rule, ...). */
static inline enum policy_mark_kind policy_rule_mark(const struct policy *p, const struct policy_rule *rule,
                                                     size_t member)
{
	const struct policy_mark *m =
		POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
	enum policy_mark_kind found = POLICY_MARK_NONE;
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if ((m[i].member == member || m[i].member == 0) && (found == POLICY_MARK_NONE || m[i].kind == POLICY_MARK_CONFLICT))
			found = POLICY_CAST_(enum policy_mark_kind, m[i].kind);
	return found;
}

/* The i-th id of a list, or POLICY_NONE past its end. */
static inline unsigned policy_list_at(const struct policy *p, struct policy_list list, unsigned i)
{
	const uint16_t *ids = POLICY_CAST_(const uint16_t *, policy_at_(p, p->ids));
	return i < list.count ? ids[list.first + i] : POLICY_NONE;
}

/* POLICY_OK: the list names the id. POLICY_NOT_LISTED: it does not, whether or not it is complete (see list.state).
 * POLICY_NO_LIST: the rule has no such list; a rule without categories, elements, recipients or purposes is about all of
 * them, so a prohibition without a list of categories protects every category. POLICY_UNSTATED: the source leaves the
 * list open altogether. */
static inline enum policy_result policy_list_has(const struct policy *p, struct policy_list list, unsigned id)
{
	unsigned i;
	if (list.state == POLICY_LIST_UNSTATED)
		return POLICY_UNSTATED;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_NO_LIST;
	for (i = 0; i < list.count; i++)
		if (policy_list_at(p, list, i) == id)
			return POLICY_OK;
	return POLICY_NOT_LISTED;
}

static inline const void *policy_row_(const struct policy *p, unsigned section, unsigned row, size_t size)
{
	const struct policy_table *t = &p->tables[section];
	return row < t->count ? policy_at_(p, t->offset + POLICY_CAST_(uint32_t, row * size)) : NULL;
}

/* The nth row (from 0) of those that the index has for an id: first those that name it, then those that cover all. */
static inline const void *policy_find_(const struct policy *p, unsigned section, unsigned id, unsigned nth,
                                       size_t size)
{
	const struct policy_table *t = &p->tables[section];
	const uint16_t *index, *rows;
	if (id == POLICY_NONE || id >= POLICY_OPEN || t->index == 0)
		return NULL;
	index = POLICY_CAST_(const uint16_t *, policy_at_(p, t->index));
	rows = index + t->codes + 2;
	if (id <= t->codes) {
		unsigned named = POLICY_CAST_(unsigned, index[id + 1] - index[id]);
		if (nth < named)
			return policy_row_(p, section, rows[index[id] + nth], size);
		nth -= named;
	}
	return nth < index[1] ? policy_row_(p, section, rows[nth], size) : NULL;
}
