/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Words, patterns and signs as tables. Any thread once filled. It does not expand, check or match expressions
 * (od-pattern-expand.c, od-pattern-check.c, od-pattern-find.c). */

#include "od-pattern-private.h"

#include <string.h>

/* A sign weighs as much as a pattern unless it says otherwise. */
#define SIGN_WEIGHT 60

struct _OdPatterns
{
  GHashTable *words;   /* name → alternatives as written */
  GHashTable *by_text; /* expression → OdPattern *, owned */
  GHashTable *by_sign; /* id → OdSign *, not owned */
  GPtrArray *signs;    /* OdSign * */
  gboolean check;
};

void
od_pattern_free (OdPattern *self)
{
  pcre2_code_free (self->code);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->reaches, g_array_unref);
  g_free (self->expression);
  g_free (self);
}

OdPattern *
od_pattern_new_piece (const char *expression)
{
  OdPattern *self = g_new0 (OdPattern, 1);

  self->expression = g_strdup (expression);
  return self;
}

static void
sign_free (gpointer data)
{
  OdSign *self = data;

  g_free (self->id);
  g_free (self->file_name);
  g_ptr_array_unref (self->patterns);
  g_free (self);
}

OdPatterns *
od_patterns_new (gboolean check)
{
  OdPatterns *self = g_new0 (OdPatterns, 1);

  self->check = check;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) od_pattern_free);
  self->by_sign = g_hash_table_new (g_str_hash, g_str_equal);
  self->signs = g_ptr_array_new_with_free_func (sign_free);
  return self;
}

void
od_patterns_free (OdPatterns *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->by_sign);
  g_hash_table_unref (self->by_text);
  g_ptr_array_unref (self->signs);
  g_free (self);
}

static OdPattern *intern_expression (OdPatterns *self,
                                     const char *file_name,
                                     const OdXmlNode *node,
                                     const char *expression,
                                     GError **error);

/* Where the next piece begins: behind "…" or "‥", whose reach @reach gets; NULL: there is none. */
static const char *
next_piece (const char *text, gsize *length, guint *reach)
{
  const char *at = text;
  gsize mark = 0;

  while (*at != '\0' && mark == 0)
    {
      mark = od_pattern_mark_length (at, reach);
      at += mark == 0;
    }
  *length = (gsize) (at - text);
  return mark > 0 ? at + mark : NULL;
}

/* Fills the pieces of "one … other"; FALSE with a fault. */
static gboolean
intern_parts (OdPatterns *self,
              const char *file_name,
              const OdXmlNode *node,
              OdPattern *pattern,
              GError **error)
{
  const char *at = pattern->expression;
  guint reach = 0;

  pattern->parts = g_ptr_array_new ();
  pattern->reaches = g_array_new (FALSE, FALSE, sizeof (guint));
  while (at != NULL)
    {
      gsize length = 0;
      guint next_reach = 0;
      const char *next = next_piece (at, &length, &next_reach);
      g_autofree char *piece = g_strndup (at, length);
      OdPattern *part = intern_expression (self, file_name, node, g_strstrip (piece), error);

      if (part == NULL)
        return FALSE;
      g_ptr_array_add (pattern->parts, part);
      g_array_append_val (pattern->reaches, reach);
      reach = next_reach;
      at = next;
    }
  return TRUE;
}

static OdPattern *
intern_expression (OdPatterns *self,
                   const char *file_name,
                   const OdXmlNode *node,
                   const char *expression,
                   GError **error)
{
  OdPattern *pattern = g_hash_table_lookup (self->by_text, expression);
  gboolean in_pieces = strstr (expression, "…") != NULL || strstr (expression, "‥") != NULL;

  if (pattern != NULL)
    return pattern;
  if (!in_pieces && self->check && !od_pattern_check_piece (expression, file_name, node, error))
    return NULL;

  pattern = od_pattern_new_piece (expression);
  g_hash_table_insert (self->by_text, pattern->expression, pattern);
  if (!in_pieces || intern_parts (self, file_name, node, pattern, error))
    return pattern;
  g_hash_table_remove (self->by_text, expression);
  return NULL;
}

OdPattern *
od_patterns_intern (OdPatterns *self,
                    const char *file_name,
                    const OdXmlNode *node,
                    const char *text,
                    GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autofree char *unknown = NULL;

  if (!od_pattern_expand (self->words, text, expression, &unknown))
    {
      od_xml_set_error (error, file_name, node, "no word “%s” is known, or it stands in itself", unknown);
      return NULL;
    }
  if (self->check && !od_pattern_check_marks (expression->str, file_name, node, error))
    return NULL;
  return intern_expression (self, file_name, node, expression->str, error);
}

static gboolean
read_word (OdPatterns *self, const char *file_name, const OdXmlNode *node, GError **error)
{
  const char *id = od_xml_node_attribute (node, "id");

  if (id == NULL || *node->text == '\0' || g_hash_table_contains (self->words, id))
    {
      od_xml_set_error (error, file_name, node, "a <word> needs an id of its own and alternatives");
      return FALSE;
    }
  g_hash_table_insert (self->words, g_strdup (id), g_strdup (node->text));
  return TRUE;
}

gboolean
od_patterns_read_words (OdPatterns *self, const char *file_name, const OdXmlNode *root, GError **error)
{
  for (guint i = 0; i < root->children->len; i++)
    {
      const OdXmlNode *node = root->children->pdata[i];

      if (g_str_equal (node->name, "word") && !read_word (self, file_name, node, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_patterns (OdPatterns *self, OdSign *sign, const OdXmlNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const OdXmlNode *child = node->children->pdata[i];
      OdPattern *pattern = od_patterns_intern (self, sign->file_name, child, child->text, error);

      if (pattern == NULL)
        return FALSE;
      g_ptr_array_add (sign->patterns, pattern);
    }
  return TRUE;
}

static gboolean
read_sign (OdPatterns *self, const char *file_name, const OdXmlNode *node, GError **error)
{
  const char *id = od_xml_node_attribute (node, "id");
  const char *weight = od_xml_node_attribute (node, "weight");
  OdSign *sign;

  if (id == NULL || node->children->len == 0 || g_hash_table_contains (self->by_sign, id))
    {
      od_xml_set_error (error, file_name, node, "a <sign> needs an id of its own and patterns");
      return FALSE;
    }
  sign = g_new0 (OdSign, 1);
  sign->id = g_strdup (id);
  sign->weight = weight != NULL ? (guint) g_ascii_strtoull (weight, NULL, 10) : SIGN_WEIGHT;
  sign->patterns = g_ptr_array_new ();
  sign->file_name = g_strdup (file_name);
  sign->line = node->line;
  g_ptr_array_add (self->signs, sign);
  g_hash_table_insert (self->by_sign, sign->id, sign);
  return read_patterns (self, sign, node, error);
}

gboolean
od_patterns_read_signs (OdPatterns *self, const char *file_name, const OdXmlNode *root, GError **error)
{
  for (guint i = 0; i < root->children->len; i++)
    {
      const OdXmlNode *node = root->children->pdata[i];

      if (g_str_equal (node->name, "sign") && !read_sign (self, file_name, node, error))
        return FALSE;
    }
  return TRUE;
}

const OdSign *
od_patterns_find_sign (const OdPatterns *self, const char *id)
{
  return g_hash_table_lookup (self->by_sign, id);
}

const GPtrArray *
od_patterns_signs (const OdPatterns *self)
{
  return self->signs;
}
