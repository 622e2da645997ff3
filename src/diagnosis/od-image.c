/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing an image. A pointer is kept as its target's place, counted from the first struct; the constants
 * follow the structs. */

#include "od-image-private.h"

#include <string.h>

/* What GArray and GPtrArray show of themselves, and nothing of what they hide. */
typedef struct
{
  gpointer data;
  guint len;
} List;

G_STATIC_ASSERT (sizeof (List) == sizeof (GPtrArray) && sizeof (List) == sizeof (GArray));

typedef struct
{
  guint at;
  guint target;
  gboolean is_constant;
} Pointer;

struct _OdImage
{
  GByteArray *structs;
  GByteArray *constants;
  GArray *pointers;   /* Pointer */
  GHashTable *places; /* element → its place, of those that are shared */
  GHashTable *texts;  /* text → place among the constants + 1 */
  GHashTable *kept;   /* key → place */
};

OdImage *
od_image_new (void)
{
  OdImage *self = g_new0 (OdImage, 1);
  const guint64 none = 0;

  self->structs = g_byte_array_new ();
  self->constants = g_byte_array_new ();
  self->pointers = g_array_new (FALSE, FALSE, sizeof (Pointer));
  self->places = g_hash_table_new (NULL, NULL);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_byte_array_append (self->structs, (const guint8 *) &none, sizeof none); /* so that no struct is at 0 */
  return self;
}

void
od_image_free (OdImage *self)
{
  g_byte_array_unref (self->structs);
  g_byte_array_unref (self->constants);
  g_array_unref (self->pointers);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->kept);
  g_free (self);
}

/* Appends with the next multiple of the alignment at its end. Returns where it begins. */
static guint
append (GByteArray *part, gconstpointer bytes, gsize size)
{
  static const guint8 padding[OD_IMAGE_ALIGNMENT] = { 0 };
  guint place = part->len;

  g_byte_array_append (part, bytes, (guint) size);
  g_byte_array_append (part, padding,
                       (guint) ((OD_IMAGE_ALIGNMENT - size % OD_IMAGE_ALIGNMENT) % OD_IMAGE_ALIGNMENT));
  return place;
}

guint
od_image_add (OdImage *self, gconstpointer bytes, gsize size)
{
  return append (self->structs, bytes, size);
}

guint
od_image_find (const OdImage *self, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->kept, key));
}

guint
od_image_keep (OdImage *self, const char *key, guint place)
{
  g_hash_table_insert (self->kept, g_strdup (key), GUINT_TO_POINTER (place));
  return place;
}

void
od_image_clear (OdImage *self, guint at)
{
  memset (self->structs->data + at, 0, sizeof (gpointer));
}

static void
add_pointer (OdImage *self, guint at, guint target, gboolean is_constant)
{
  Pointer pointer = { at, target, is_constant };

  g_assert (at % sizeof (gpointer) == 0);
  od_image_clear (self, at);
  g_array_append_val (self->pointers, pointer);
}

void
od_image_point (OdImage *self, guint at, guint place)
{
  add_pointer (self, at, place, FALSE);
}

void
od_image_own (OdImage *self, guint at, gconstpointer element, OdImageAdd add)
{
  if (element != NULL)
    od_image_point (self, at, add (self, element));
  else
    od_image_clear (self, at);
}

guint
od_image_place (const OdImage *self, gconstpointer element)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, element));
}

void
od_image_shared (OdImage *self, guint at, gconstpointer element, OdImageAdd add)
{
  guint place = od_image_place (self, element);

  if (element != NULL && place == 0)
    {
      place = add (self, element);
      g_hash_table_insert (self->places, (gpointer) element, GUINT_TO_POINTER (place));
    }
  if (element != NULL)
    od_image_point (self, at, place);
  else
    od_image_clear (self, at);
}

void
od_image_table (OdImage *self, guint at, gconstpointer bytes, gsize size)
{
  if (bytes != NULL)
    add_pointer (self, at, append (self->constants, bytes, size), TRUE);
  else
    od_image_clear (self, at);
}

/* The same text is kept once. */
void
od_image_text (OdImage *self, guint at, const char *text)
{
  guint place = text != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->texts, text)) : 0;

  if (text == NULL)
    {
      od_image_clear (self, at);
      return;
    }
  if (place == 0)
    {
      place = append (self->constants, text, strlen (text) + 1) + 1;
      g_hash_table_insert (self->texts, g_strdup (text), GUINT_TO_POINTER (place));
    }
  add_pointer (self, at, place - 1, TRUE);
}

/* Adds the struct of a list; the pointer at @at leads to it. Returns its place. */
static guint
add_list (OdImage *self, guint at, guint len)
{
  List list = { NULL, len };
  guint place = od_image_add (self, &list, sizeof list);

  od_image_point (self, at, place);
  return place;
}

void
od_image_array (OdImage *self, guint at, const GArray *array, gsize element_size)
{
  guint place = add_list (self, at, array->len);

  od_image_table (self, OD_IMAGE_AT (place, List, data), array->len > 0 ? array->data : "",
                  array->len * element_size);
}

guint
od_image_structs (OdImage *self, guint at, const GArray *array, gsize element_size)
{
  guint place = add_list (self, at, array->len);
  guint first = od_image_add (self, array->data != NULL ? array->data : "", array->len * element_size);

  od_image_point (self, OD_IMAGE_AT (place, List, data), first);
  return first;
}

/* Room for @count pointers; the pointer at @at leads to it. */
static guint
add_room (OdImage *self, guint at, guint count)
{
  g_autofree gpointer *room = g_new0 (gpointer, count + 1);
  guint place = od_image_add (self, room, (count + 1) * sizeof (gpointer));

  od_image_point (self, at, place);
  return place;
}

void
od_image_row (OdImage *self, guint at, gconstpointer const *elements, guint count, OdImageAdd add)
{
  guint room = add_room (self, at, count);

  for (guint i = 0; i < count; i++)
    od_image_shared (self, room + i * (guint) sizeof (gpointer), elements[i], add);
}

void
od_image_list (OdImage *self, guint at, const GPtrArray *list, OdImageAdd add)
{
  guint place;

  if (list->len == 0)
    {
      od_image_texts (self, at, list);
      return;
    }
  place = add_list (self, at, list->len);
  od_image_row (self, OD_IMAGE_AT (place, List, data), (gconstpointer const *) list->pdata, list->len, add);
}

/* What tells lists of texts apart. */
static char *
key_of (const GPtrArray *texts)
{
  GString *key = g_string_new ("texts\n");

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (key, "%s\n", texts->pdata[i] != NULL ? (const char *) texts->pdata[i] : "\t");
  return g_string_free (key, FALSE);
}

void
od_image_texts (OdImage *self, guint at, const GPtrArray *texts)
{
  g_autofree char *key = key_of (texts);
  guint place = od_image_find (self, key);
  guint room;

  if (place != 0)
    {
      od_image_point (self, at, place);
      return;
    }
  place = add_list (self, at, texts->len);
  room = add_room (self, OD_IMAGE_AT (place, List, data), texts->len);
  for (guint i = 0; i < texts->len; i++)
    od_image_text (self, room + i * (guint) sizeof (gpointer), texts->pdata[i]);
  od_image_keep (self, key, place);
}

void
od_image_strv (OdImage *self, guint at, char *const *texts)
{
  guint count = texts != NULL ? g_strv_length ((char **) texts) : 0;
  guint room;

  if (texts == NULL)
    {
      od_image_clear (self, at);
      return;
    }
  room = add_room (self, at, count);
  for (guint i = 0; i < count; i++)
    od_image_text (self, room + i * (guint) sizeof (gpointer), texts[i]);
}

/* What stands in place of a pointer. */
static void
write_target (const OdImage *self, guint8 *structs, const Pointer *pointer)
{
  gsize target = pointer->target + (pointer->is_constant ? self->structs->len : 0);

  memcpy (structs + pointer->at, &target, sizeof target);
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const Pointer *one = a;
  const Pointer *other = b;

  return (one->at > other->at) - (one->at < other->at);
}

/* The places of all pointers, in their order. */
static void
append_pointers (const OdImage *self, GByteArray *whole)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_sort (self->pointers, by_place);
  for (guint i = 0; i < self->pointers->len; i++)
    g_array_append_val (places, g_array_index (self->pointers, Pointer, i).at);
  append (whole, places->data, places->len * sizeof (guint));
}

GBytes *
od_image_finish (const OdImage *self, guint root)
{
  OdImageHead head = { .pointer_size = sizeof (gpointer),
                       .pointer_count = self->pointers->len,
                       .structs_size = self->structs->len,
                       .constants_size = self->constants->len,
                       .root = root };
  GByteArray *whole = g_byte_array_new ();
  guint structs;

  memcpy (head.magic, OD_IMAGE_MAGIC, sizeof head.magic);
  append (whole, &head, sizeof head);
  append_pointers (self, whole);
  structs = append (whole, self->structs->data, self->structs->len);
  for (guint i = 0; i < self->pointers->len; i++)
    write_target (self, whole->data + structs, &g_array_index (self->pointers, Pointer, i));
  append (whole, self->constants->data, self->constants->len);
  return g_byte_array_free_to_bytes (whole);
}
