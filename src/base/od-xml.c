/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads one of the project's own data files into a tree. Any thread. No DTD, no namespaces, no processing
 * instructions that mean anything, no file access: the caller brings the text. */

#include "od-xml.h"

#include "od-text.h"

#include <string.h>

#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_DEPTH 32

G_DEFINE_QUARK (od - xml - error - quark, od_xml_error)

typedef struct
{
  GPtrArray *open; /* OdXmlNode *, not owned: from the root to the element being read */
  GPtrArray *raw;  /* GString *, the text so far of each open element */
  OdXmlNode *root;
  guint line; /* of the `<` last fed */
} Reader;

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static OdXmlNode *
node_new (const char *name, guint line, const char **names, const char **values)
{
  OdXmlNode *self = g_new0 (OdXmlNode, 1);
  self->name = g_strdup (name);
  self->line = line;
  self->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) od_xml_node_free);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (self->attributes, g_strdup (names[i]), g_strdup (values[i]));
  return self;
}

void
od_xml_node_free (OdXmlNode *self)
{
  g_free (self->name);
  g_hash_table_unref (self->attributes);
  g_ptr_array_unref (self->children);
  g_free (self->text);
  g_free (self->raw_text);
  g_free (self);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reader *reader = user_data;
  if (reader->open->len >= MAX_DEPTH)
    {
      g_set_error (error, OD_XML_ERROR, OD_XML_ERROR_TOO_LARGE, "elements nested deeper than %d", MAX_DEPTH);
      return;
    }
  if (reader->open->len == 0 && reader->root != NULL)
    {
      g_set_error_literal (error, OD_XML_ERROR, OD_XML_ERROR_SYNTAX, "more than one outermost element");
      return;
    }
  OdXmlNode *node = node_new (name, reader->line, names, values);
  if (reader->open->len > 0)
    {
      OdXmlNode *parent = reader->open->pdata[reader->open->len - 1];
      g_ptr_array_add (parent->children, node);
    }
  else
    reader->root = node;
  g_ptr_array_add (reader->open, node);
  g_ptr_array_add (reader->raw, g_string_new (NULL));
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  guint last = reader->open->len - 1;
  OdXmlNode *node = reader->open->pdata[last];
  GString *raw = reader->raw->pdata[last];
  node->raw_text = g_strdup (raw->str);
  node->text = od_text_collapse (raw->str);
  g_ptr_array_set_size (reader->open, (int) last);
  g_ptr_array_set_size (reader->raw, (int) last);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  if (reader->raw->len > 0)
    g_string_append_len (reader->raw->pdata[reader->raw->len - 1], text, (gssize) length);
}

/* Comments and the XML declaration pass; a DOCTYPE does not. */
static void
on_passthrough (GMarkupParseContext *context,
                const char *text,
                gsize length,
                gpointer user_data,
                GError **error)
{
  if (length >= 2 && text[0] == '<' && text[1] == '!' && !g_str_has_prefix (text, "<!--"))
    g_set_error_literal (error, OD_XML_ERROR, OD_XML_ERROR_SYNTAX, "a DOCTYPE is not allowed");
}

/* Feeds the text from one `<` to the next, so that an element knows the line its own tag begins on. */
static gboolean
feed (Reader *reader, GMarkupParseContext *context, const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  while (text < end)
    {
      const char *next = memchr (text + 1, '<', (gsize) (end - text) - 1);
      gsize piece = (gsize) ((next != NULL ? next : end) - text);
      if (!g_markup_parse_context_parse (context, text, (gssize) piece, error))
        return FALSE;
      for (gsize i = 0; i < piece; i++)
        if (text[i] == '\n')
          reader->line++;
      text += piece;
    }
  return g_markup_parse_context_end_parse (context, error);
}

/* Puts "file:line: " before what @inner says, as an OD_XML_ERROR. */
static void
set_error_at (GError **error, const char *file_name, guint line, const GError *inner)
{
  int code = inner->domain == OD_XML_ERROR ? inner->code : OD_XML_ERROR_SYNTAX;
  g_set_error (error, OD_XML_ERROR, code, "%s:%u: %s", file_name, line, inner->message);
}

static gboolean
check_bytes (const char *file_name, const char *text, gsize length, GError **error)
{
  if (length > MAX_BYTES)
    {
      g_set_error (error, OD_XML_ERROR, OD_XML_ERROR_TOO_LARGE, "%s:1: the file is over %d bytes", file_name,
                   MAX_BYTES);
      return FALSE;
    }
  const char *nul = memchr (text, '\0', length);
  if (nul == NULL)
    return TRUE;
  guint line = 1;
  for (const char *p = text; p < nul; p++)
    if (*p == '\n')
      line++;
  g_set_error (error, OD_XML_ERROR, OD_XML_ERROR_SYNTAX, "%s:%u: a NUL byte is not allowed", file_name, line);
  return FALSE;
}

OdXmlNode *
od_xml_parse (const char *file_name, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, on_passthrough, NULL };
  if (!check_bytes (file_name, text, length, error))
    return NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GPtrArray) raw = g_ptr_array_new_with_free_func (free_string);
  Reader reader = { .open = open, .raw = raw, .line = 1 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  g_autoptr (GError) inner = NULL;
  if (feed (&reader, context, text, length, &inner) && reader.root == NULL)
    g_set_error_literal (&inner, OD_XML_ERROR, OD_XML_ERROR_SYNTAX, "there is no element");
  if (inner == NULL)
    return reader.root;
  set_error_at (error, file_name, reader.line, inner);
  g_clear_pointer (&reader.root, od_xml_node_free);
  return NULL;
}

const char *
od_xml_node_attribute (const OdXmlNode *self, const char *name)
{
  return g_hash_table_lookup (self->attributes, name);
}

const OdXmlNode *
od_xml_node_child (const OdXmlNode *self, const char *name)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const OdXmlNode *child = self->children->pdata[i];
      if (g_str_equal (child->name, name))
        return child;
    }
  return NULL;
}

const char *
od_xml_node_child_text (const OdXmlNode *self, const char *name)
{
  const OdXmlNode *child = od_xml_node_child (self, name);
  return child == NULL ? NULL : child->text;
}

void
od_xml_set_error (GError **error, const char *file_name, const OdXmlNode *node, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OD_XML_ERROR, OD_XML_ERROR_CONTENT, "%s:%u: %s", file_name, node->line, message);
}
