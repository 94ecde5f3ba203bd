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
#endif
