/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A small reader over GMarkup for the project's own data files: a tree of elements with their line numbers,
 * limits on size and depth, NUL and DOCTYPE refused, and errors that say file and line. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OdXmlNode OdXmlNode;

/* One element. Immutable once read. */
struct _OdXmlNode
{
  char *name;
  guint line;             /* 1-based line of the start tag */
  GHashTable *attributes; /* char * → char * */
  GPtrArray *children;    /* OdXmlNode *, elements only, in order */
  char *text;             /* the text directly in this element, white space collapsed and trimmed */
  char *raw_text;         /* the same, as written */
};

#define OD_XML_ERROR (od_xml_error_quark ())
GQuark od_xml_error_quark (void);
typedef enum
{
  OD_XML_ERROR_SYNTAX,
  OD_XML_ERROR_TOO_LARGE, /* over 4 MiB, or deeper than 32 */
  OD_XML_ERROR_CONTENT,   /* well-formed but not what the reader expected */
} OdXmlError;

/**
 * od_xml_parse:
 * @file_name: used in messages only: "name:line: what"
 *
 * Returns: (transfer full): the root element, or NULL with @error of OD_XML_ERROR
 */
OdXmlNode *od_xml_parse (const char *file_name, const char *text, gsize length, GError **error);
void od_xml_node_free (OdXmlNode *self);

const char *od_xml_node_attribute (const OdXmlNode *self, const char *name);
/* First child element of that name, or NULL. */
const OdXmlNode *od_xml_node_child (const OdXmlNode *self, const char *name);
/* Text of the first child of that name, or NULL. */
const char *od_xml_node_child_text (const OdXmlNode *self, const char *name);

/* Sets "file:line: message" as OD_XML_ERROR_CONTENT. */
void od_xml_set_error (GError **error, const char *file_name, const OdXmlNode *node, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdXmlNode, od_xml_node_free)

G_END_DECLS
