/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What an image begins with: the head, the places of all pointers, the structs, the constants. */

#pragma once

#include "od-image.h"

G_BEGIN_DECLS

#define OD_IMAGE_ALIGNMENT 8

typedef struct
{
  char magic[8]; /* without an end */
  guint pointer_size;
  guint pointer_count;
  guint structs_size;
  guint constants_size;
  guint root;
  guint reserved;
} OdImageHead;

G_STATIC_ASSERT (sizeof (OdImageHead) % OD_IMAGE_ALIGNMENT == 0);

#define OD_IMAGE_MAGIC "ODIMAGE1"

/* To the next place where a part may begin. */
static inline gsize
od_image_round (gsize size)
{
  return (size + OD_IMAGE_ALIGNMENT - 1) / OD_IMAGE_ALIGNMENT * OD_IMAGE_ALIGNMENT;
}

G_END_DECLS
