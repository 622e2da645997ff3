/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of decoded fields. One thread until handed out, then any. It knows no field by name. */

#include "od-fields.h"

#include <string.h>

#include "od-mime.h"

typedef struct
{
  const char *name; /* of the chunk */
  const char *value;
} Field;

struct _OdFields
{
  GStringChunk *chunk;
  GArray *list; /* Field */
};

OdFields *
od_fields_new (void)
{
  OdFields *self = g_new0 (OdFields, 1);

  self->chunk = g_string_chunk_new (1024);
  self->list = g_array_new (FALSE, FALSE, sizeof (Field));
  return self;
}

void
od_fields_free (OdFields *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->chunk);
  g_array_unref (self->list);
  g_free (self);
}

static const char *
keep_name (OdFields *self, const OdHeadField *field)
{
  char *name = g_string_chunk_insert_len (self->chunk, field->name, field->name_length);

  for (char *p = name; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  return name;
}

static const char *
keep_value (OdFields *self, const char *bytes, gsize length)
{
  g_autofree char *unfolded = od_head_unfold (bytes, length);
  g_autofree char *decoded = od_mime_decode_words (unfolded);

  return g_string_chunk_insert (self->chunk, decoded != NULL ? decoded : unfolded);
}

void
od_fields_add (OdFields *self, const OdHeadField *field)
{
  Field entry = { keep_name (self, field), keep_value (self, field->value, field->value_length) };

  g_array_append_val (self->list, entry);
}

void
od_fields_add_to_last (OdFields *self, const char *words, gsize length)
{
  if (self->list->len == 0)
    return;
  Field *last = &g_array_index (self->list, Field, self->list->len - 1);
  g_autofree char *joined = g_strdup_printf ("%s %s", last->value, keep_value (self, words, length));
  last->value = g_string_chunk_insert (self->chunk, joined);
}

OdFields *
od_fields_parse (const char *head, gsize length)
{
  OdFields *self = od_fields_new ();
  OdHeadField field;
  const char *at = head;

  while (od_head_next (&at, head + length, &field))
    od_fields_add (self, &field);
  return self;
}

const char *
od_fields_get (const OdFields *self, const char *name)
{
  for (guint i = 0; i < self->list->len; i++)
    if (g_str_equal (g_array_index (self->list, Field, i).name, name))
      return g_array_index (self->list, Field, i).value;
  return NULL;
}

const char *
od_fields_get_or_empty (const OdFields *self, const char *name)
{
  const char *value = od_fields_get (self, name);

  return value != NULL ? value : "";
}
