/* SPDX-License-Identifier: MIT */
/* Calendars: the bound file of a zone's free days becomes bitmaps of working days. */
#ifndef CHECK_CALENDAR_H
#define CHECK_CALENDAR_H
#include "../model/calendar.h"
#include "../model/law.h"
#include "../model/model.h"

/* m->id is the file's name without .yaml. The calendar is not to be used if there are errors in the file. */
void calendar_make(struct arena *a, const struct model *m, struct calendar *out, struct diags *diags);
/* The calendar that a policy names, or NULL. */
const struct calendar *law_calendar(const struct law *law, const struct model *m);
#endif
