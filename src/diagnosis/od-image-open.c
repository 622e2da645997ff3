/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening an image: the structs copied, their pointers mended. Any thread. */

#include "od-image-private.h"

#include <string.h>
#include <sys/mman.h>

/* Of Linux. */
#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

/* All pages at once: one by one they take longer than everything else. */
static guint8 *
copy_structs (const guint8 *structs, gsize size)
{
  gpointer copy =
      mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

  return copy != MAP_FAILED ? memcpy (copy, structs, size) : g_memdup2 (structs, size);
}

gpointer
od_image_open (const guint8 *data, gsize length)
{
  const OdImageHead *head = (const OdImageHead *) (gconstpointer) data;
  const guint *pointers = (const guint *) (gconstpointer) (data + sizeof *head);
  const guint8 *structs;
  guint8 *copy;

  if ((gsize) data % OD_IMAGE_ALIGNMENT != 0 || length < sizeof *head ||
      memcmp (head->magic, OD_IMAGE_MAGIC, sizeof head->magic) != 0 ||
      head->pointer_size != sizeof (gpointer))
    g_error ("The knowledge that is built in is not of this program.");
  structs = data + sizeof *head + od_image_round (head->pointer_count * sizeof (guint));
  g_assert (structs + head->structs_size + head->constants_size == data + length);
  copy = copy_structs (structs, head->structs_size);
  for (guint i = 0; i < head->pointer_count; i++)
    {
      gsize *pointer = (gsize *) (gpointer) (copy + pointers[i]);
      const guint8 *base = *pointer < head->structs_size ? copy : structs;

      *pointer += (gsize) base;
    }
  return copy + head->root;
}
