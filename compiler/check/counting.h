/* SPDX-License-Identifier: MIT */
/* Whether the lengths of time of a policy can be counted by the calendar that it names. */
#ifndef CHECK_COUNTING_H
#define CHECK_COUNTING_H
#include "../model/law.h"

/* m->calendar is set. Reports a policy that has lengths of days or longer and no calendar, and business days that its calendar does not
 * know. */
void counting_run(const struct model *m, const struct law *law, struct diags *diags);
#endif
