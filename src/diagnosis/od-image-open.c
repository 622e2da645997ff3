/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening an image: the structs copied, their pointers mended. Any thread. */

#include "od-image-private.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* All pages at once: one by one they take longer than everything else. Where that is not known, they come one
 * by one. */
static void
fetch_pages (guint8 *memory, gsize size)
{
#ifdef MADV_POPULATE_WRITE
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize first = ((gsize) memory + page - 1) / page * page;
  gsize end = ((gsize) memory + size) / page * page;

  if (end > first)
    madvise ((gpointer) first, end - first, MADV_POPULATE_WRITE);
#endif
}

gpointer
od_image_open (const guint8 *data, gsize length, gpointer *memory)
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
  copy = g_malloc (head->structs_size);
  fetch_pages (copy, head->structs_size);
  memcpy (copy, structs, head->structs_size);
  for (guint i = 0; i < head->pointer_count; i++)
    {
      gsize *pointer = (gsize *) (gpointer) (copy + pointers[i]);
      const guint8 *base = *pointer < head->structs_size ? copy : structs;

      *pointer += (gsize) base;
    }
  if (memory != NULL)
    *memory = copy;
  return copy + head->root;
}
