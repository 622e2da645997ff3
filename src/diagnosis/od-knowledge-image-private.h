/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that lay the knowledge down in an image share. Any thread. */

#pragma once

#include "od-image.h"
#include "od-knowledge-private.h"

G_BEGIN_DECLS

/* For those that add @self to @image, where it lies at @place. */
#define TEXT(Type, field)        od_image_text (image, OD_IMAGE_AT (place, Type, field), self->field)
#define TEXTS(Type, field)       od_image_texts (image, OD_IMAGE_AT (place, Type, field), self->field)
#define STRV(Type, field)        od_image_strv (image, OD_IMAGE_AT (place, Type, field), self->field)
#define LIST(Type, field, add)   od_image_list (image, OD_IMAGE_AT (place, Type, field), self->field, add)
#define OWN(Type, field, add)    od_image_own (image, OD_IMAGE_AT (place, Type, field), self->field, add)
#define SHARED(Type, field, add) od_image_shared (image, OD_IMAGE_AT (place, Type, field), self->field, add)
#define ARRAY(Type, field, Element) \
  od_image_array (image, OD_IMAGE_AT (place, Type, field), self->field, sizeof (Element))
#define CLEAR(Type, field) od_image_clear (image, OD_IMAGE_AT (place, Type, field))

/* Each adds one struct with what belongs to it (OdImageAdd). */
guint od_image_add_pattern (OdImage *image, gconstpointer pattern);
guint od_image_add_condition (OdImage *image, gconstpointer condition);
/* Its rules are those of the knowledge, to be set when it is opened. */
guint od_image_add_index (OdImage *image, gconstpointer index);

G_END_DECLS
