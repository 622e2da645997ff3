/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What every element of a knowledge file is read by: faults are collected, and reading goes on behind them.
 */

#include "od-knowledge-private.h"

#include <string.h>

void
od_reader_fault (OdReader *reader, const OdXmlNode *node, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (reader->parts->faults, g_strdup_printf ("%s:%u: %s", reader->file_name, node->line, what));
}

void
od_reader_take_fault (OdReader *reader, GError *error)
{
  g_ptr_array_add (reader->parts->faults, g_strdup (error->message));
  g_error_free (error);
}

char *
od_reader_needed (OdReader *reader, const OdXmlNode *node, const char *text, const char *what)
{
  if (text == NULL || *text == '\0')
    od_reader_fault (reader, node, "<%s> has no %s", node->name, what);
  return g_strdup (text != NULL ? text : "");
}

char *
od_reader_needed_attribute (OdReader *reader, const OdXmlNode *node, const char *name)
{
  return od_reader_needed (reader, node, od_xml_node_attribute (node, name), name);
}

char *
od_reader_needed_child (OdReader *reader, const OdXmlNode *node, const char *name)
{
  return od_reader_needed (reader, node, od_xml_node_child_text (node, name), name);
}

void
od_reader_children (OdReader *reader,
                    const OdXmlNode *node,
                    const char *name,
                    OdReadChild read,
                    GPtrArray *into)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = node->children->pdata[i];

      if (g_str_equal (child->name, name))
        read (reader, child, into);
    }
}

void
od_reader_text (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  if (*child->text == '\0')
    od_reader_fault (reader, child, "<%s> is empty", child->name);
  else
    g_ptr_array_add (into, g_strdup (child->text));
}

void
od_reader_condition (OdReader *reader, const OdXmlNode *child, GPtrArray *into)
{
  GError *error = NULL;
  OdCondition *condition =
      od_condition_parse (reader->file_name, child, NULL, reader->parts->patterns, &error);

  if (condition == NULL)
    od_reader_take_fault (reader, error);
  else
    g_ptr_array_add (into, condition);
}
