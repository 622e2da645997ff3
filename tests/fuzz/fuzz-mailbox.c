/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A file or stream of mails: items are made of its bytes, none is endless, and it comes to its end. */

#include "fuzz-input.h"
#include "od-mailbox.h"

static gsize
size_of (const OdItem *item)
{
  g_assert ((item->bytes == NULL) == (item->error != NULL));
  fuzz_check_safe (item->name);
  return item->bytes != NULL ? g_bytes_get_size (item->bytes) : 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, size, NULL);
  g_autoptr (OdMailbox) mailbox = od_mailbox_open_stream (stream, "fuzz", NULL, NULL);
  gsize total = 0;

  while (mailbox != NULL)
    {
      g_autoptr (OdItem) item = od_mailbox_next (mailbox, NULL, NULL);

      if (item == NULL)
        break;
      total += size_of (item);
      g_assert (total <= 2 * size); /* of UTF-16, two octets may become three */
    }
  return 0;
}
