/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Structs of C as one piece of data, so that what was read and worked out when the program was built need not
 * be worked out at each start. Structs stand in one part, with pointers as places; it is copied and its
 * pointers are mended when the image is opened. Texts and tables stand in the other part, and stay where the
 * data lies. For the same compiler and machine only. Writing: one thread; what was opened: as its structs
 * allow. It knows no struct: that is for od-knowledge-image.c. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One that is being written. */
typedef struct _OdImage OdImage;

OdImage *od_image_new (void);
void od_image_free (OdImage *self);

/* Where a field of a struct at @place lies. */
#define OD_IMAGE_AT(place, Type, field) ((place) + (guint) G_STRUCT_OFFSET (Type, field))

/* Adds a struct as it is; then each of its pointers must be set by one of the calls below, which all take
 * NULL. Returns its place. */
guint od_image_add (OdImage *self, gconstpointer bytes, gsize size);
/* Where one that others may lead to was added; 0: it was not. */
guint od_image_place (const OdImage *self, gconstpointer element);
/* For those that are alike and need to be there once only: the place that was kept for @key; 0: none. */
guint od_image_find (const OdImage *self, const char *key);
/* Returns @place. */
guint od_image_keep (OdImage *self, const char *key, guint place);
/* Adds one element of a list or the like, with what belongs to it; returns its place. */
typedef guint (*OdImageAdd) (OdImage *self, gconstpointer element);

/* The pointer at @at leads to the struct at @place. */
void od_image_point (OdImage *self, guint at, guint place);
/* … to a struct that only it leads to. */
void od_image_own (OdImage *self, guint at, gconstpointer element, OdImageAdd add);
/* … to a struct that others may lead to as well: it is added once. */
void od_image_shared (OdImage *self, guint at, gconstpointer element, OdImageAdd add);
/* … to a text. */
void od_image_text (OdImage *self, guint at, const char *text);
/* … to a table of @size bytes. */
void od_image_table (OdImage *self, guint at, gconstpointer bytes, gsize size);
/* … to a GArray, to be read by g_array_index() only. */
void od_image_array (OdImage *self, guint at, const GArray *array, gsize element_size);
/* … to a GArray of structs with pointers; these are still to be set. Returns the place of the first of them.
 */
guint od_image_structs (OdImage *self, guint at, const GArray *array, gsize element_size);
/* … to a row of pointers to elements, to which others may lead as well. */
void od_image_row (OdImage *self, guint at, gconstpointer const *elements, guint count, OdImageAdd add);
/* … to a GPtrArray, of which len and pdata alone may be read. */
void od_image_list (OdImage *self, guint at, const GPtrArray *list, OdImageAdd add);
/* … to a GPtrArray of texts. */
void od_image_texts (OdImage *self, guint at, const GPtrArray *texts);
/* … to texts that end with NULL. */
void od_image_strv (OdImage *self, guint at, char *const *texts);
/* Nothing is there: for what each process makes of its own. */
void od_image_clear (OdImage *self, guint at);

/* The whole. @root: place of the struct to begin with. (transfer full) */
GBytes *od_image_finish (const OdImage *self, guint root);

/* Takes an image into use. @data must stay, aligned to 8 bytes. @memory: (out) (optional): what to free where
 * it is not kept for good. Returns: the root. */
gpointer od_image_open (const guint8 *data, gsize length, gpointer *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdImage, od_image_free)

G_END_DECLS
