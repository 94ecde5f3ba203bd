/* SPDX-License-Identifier: MIT */
/* Reading XML. Only xml.c, template.c and page.c see this, and with it libxml2. */
#ifndef BACK_XML_H
#define BACK_XML_H
#include "../base/diag.h"
#include <libxml/tree.h>

/* Well-formed text without a DOCTYPE; the caller frees it with xmlFreeDoc. NULL with diagnostics. */
xmlDoc *xml_read(const struct source *s, struct diags *d);
/* The place of a node, at `needle` (an attribute's value, say) if the source has it there. */
struct pos xml_pos(const struct source *s, const xmlNode *node, const char *needle);
/* Finds where in the source each text of the document begins, for: */
void xml_place_texts(xmlDoc *doc, const struct source *s);
/* the place of a byte of a text's content. */
struct pos xml_text_pos(const struct source *s, const xmlNode *text, const char *at);
#endif
