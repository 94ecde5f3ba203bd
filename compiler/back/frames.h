/* SPDX-License-Identifier: MIT */
/* The sentences of the templates in which an id can stand: what whoever writes its label wants to see. */
#ifndef BACK_FRAMES_H
#define BACK_FRAMES_H
#include "render.h"

/* Append the sentences in which a notice in this locale can print the id, each once, in the order of its template, with the fields that do
 * it: the id in its words, every other value as [field]. Says "no sentence" where there is none. */
void frames_write(struct buf *out, struct arena *a, const struct templates *templates, const struct locale *locale, const struct term *term);
#endif
