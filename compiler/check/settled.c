/* SPDX-License-Identifier: MIT */
/* The settlements of a rule's question (compiler/SEMANTICS.md, S): which sides of undecided conflicts stand together among those that the
 * rule is about, and those that would leave nothing of one: the notice would be silent then. For the time that a rule is judged by one of
 * them, the sides outside are set aside as if legal had decided so; then the model is as it was. */
#include "judge.h"
#include "marks.h"

bool settled_visit(struct judge *j, const struct rule *r, const struct record *record)
{
	const struct disputes *d = j->model->disputes;
	bool any = false;
	for (uint32_t i = 0; d && j->visited && i < d->side_count; i++) {
		const struct dispute_side *s = &d->sides[i];
		bool about = side_is_around(s, record);
		for (const struct record *of = record; of && s->place.field >= 0; of = of->parent)
			about = about || of == s->place.record;
		if (about && (!s->member || rule_reads(r, s->place)))
			any = j->visited[i] = true;
	}
	return any;
}

/* Whether a rival that stands takes a side's words away: the rule looks at both, or nothing is left of the side. */
static bool takes_away(const struct judge *j, uint32_t rival, uint32_t side)
{
	const struct dispute_side *sides = j->model->disputes->sides;
	return (j->visited[rival] && j->visited[side]) || mark_silences(sides[rival].place, sides[side].place);
}

/* Those that the rule looks at speak; those that would take the words of one away deny it, and so on. */
static void find_speaking(struct judge *j)
{
	const struct disputes *d = j->model->disputes;
	memcpy(j->speaks, j->visited, d->side_count * sizeof *j->speaks);
	for (bool more = true; more;) {
		more = false;
		for (uint32_t i = 0; i < d->side_count; i++) {
			const struct dispute *of = &d->at[d->sides[i].dispute];
			for (uint32_t n = 0; j->speaks[i] && n < of->side_count && n < MAX_SIDES; n++) {
				uint32_t rival = of->side + n;
				if (j->speaks[rival] || !((d->sides[i].rivals | d->sides[i].over) >> n & 1) || !takes_away(j, rival, i))
					continue;
				j->speaks[rival] = more = true;
			}
		}
	}
}

/* Adds the ways in which the sides of one dispute stand to each of those of the disputes before it. */
static void multiply(struct judge *j, struct settlements *all, const struct dispute *of, const uint64_t *standing, unsigned count)
{
	const struct disputes *d = j->model->disputes;
	unsigned before = all->count;
	if (before * count > MAX_WAYS) {
		all->endless = true;
		return;
	}
	for (unsigned w = 1; w < count; w++)
		for (unsigned i = 0; i < before; i++) {
			bool *copy = NEW_N(j->arena, bool, d->side_count);
			memcpy(copy, all->stands[i], d->side_count * sizeof *copy);
			all->stands[w * before + i] = copy;
		}
	all->count = before * count;
	for (unsigned i = 0; i < all->count; i++)
		for (unsigned n = 0; n < of->side_count; n++)
			all->stands[i][of->side + n] = standing[i / before] >> n & 1;
}

static void add_dispute(struct judge *j, struct settlements *all, const struct dispute *of)
{
	const struct disputes *d = j->model->disputes;
	uint64_t speaking = 0, found[MAX_WAYS], standing;
	unsigned count = 0;
	for (unsigned i = 0; i < of->side_count && i < MAX_SIDES; i++)
		speaking |= (uint64_t)j->speaks[of->side + i] << i;
	for (unsigned w = 0; speaking && w < of->way_count; w++) {
		unsigned same = 0;
		if (!dispute_stands(d, of, d->ways[of->way + w], speaking, &standing))
			continue;
		while (same < count && found[same] != standing)
			same++;
		if (same == count)
			found[count++] = standing;
	}
	if (count)
		multiply(j, all, of, found, count);
}

const struct settlements *settled_ways(struct judge *j)
{
	const struct disputes *d = j->model->disputes;
	struct settlements *all = NEW(j->arena, struct settlements);
	all->count = 1;
	all->visited = j->visited;
	all->stands[0] = NEW_N(j->arena, bool, d->side_count + 1);
	find_speaking(j);
	for (uint32_t i = 0; i < d->count && !all->endless; i++)
		add_dispute(j, all, &d->at[i]);
	return all;
}

/* ---- one of them ---- */

/* A record as it was. */
struct undo {
	struct record *record;
	bool set_aside;
	struct value *values;
	struct undo *before;
};

/* What is read in the place of a field that is out: the first side by name that stands against it. */
static const struct dispute_side *winner(const struct judge *j, uint32_t side, const bool *stands)
{
	const struct disputes *d = j->model->disputes;
	const struct dispute_side *s = &d->sides[side];
	const struct dispute *of = &d->at[s->dispute];
	for (unsigned n = 0; n < of->side_count; n++)
		if (stands[of->side + n] && ((s->rivals | s->over) >> n & 1) && takes_away(j, of->side + n, side))
			return &d->sides[of->side + n];
	return NULL;
}

struct undo *settled_apply(struct judge *j, const struct settlements *all, unsigned way)
{
	const struct disputes *d = j->model->disputes;
	struct undo *log = NULL;
	for (uint32_t i = 0; i < d->side_count; i++) {
		const struct dispute_side *s = &d->sides[i], *by = j->speaks[i] && !all->stands[way][i] ? winner(j, i, all->stands[way]) : NULL;
		struct record *record = s->place.record;
		if (!by)
			continue;
		struct undo *u = NEW(j->arena, struct undo);
		*u = (struct undo){record, record->set_aside, NEW_N(j->arena, struct value, record->section->count), log};
		memcpy(u->values, record->values, record->section->count * sizeof *u->values);
		log = u;
		mark_set_aside(j->arena, s->place, s->member, by->place);
	}
	return log;
}

void settled_undo(struct undo *log)
{
	for (; log; log = log->before) {
		log->record->set_aside = log->set_aside;
		memcpy(log->record->values, log->values, log->record->section->count * sizeof *log->values);
	}
}

/* Whether a side stands in this one and not in all. */
static bool sets_apart(const struct settlements *all, unsigned way, uint32_t side)
{
	bool always = true;
	for (unsigned w = 0; w < all->count; w++)
		always = always && all->stands[w][side];
	return !always && all->stands[way][side];
}

void settled_name(struct judge *j, struct buf *b, const struct settlements *all, unsigned way)
{
	const struct disputes *d = j->model->disputes;
	unsigned named = 0;
	bool about = false; /* whether the rule is about one of them: then the others say nothing to it */
	for (uint32_t i = 0; i < d->side_count; i++)
		about = about || (all->visited[i] && sets_apart(all, way, i));
	for (uint32_t i = 0; i < d->side_count; i++) {
		if (!sets_apart(all, way, i) || (about && !all->visited[i]))
			continue;
		buf_str(b, named++ ? " and '" : "'");
		place_write(b, d->sides[i].place);
		buf_printf(b, "%s%s'", d->sides[i].member ? "." : "", d->sides[i].member ? d->sides[i].member->id : "");
	}
	buf_str(b, named > 1 ? " hold" : " holds");
}
