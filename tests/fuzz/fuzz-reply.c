/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Replies, line by line (RFC 5321 §4.2): whatever is taken keeps the limits. */

#include "fuzz-input.h"
#include "od-smtp-reply.h"

#include <string.h>

static void
check_reply (const OdSmtpReply *reply)
{
  gsize bytes = 0;

  g_assert (reply->code >= 200 && reply->code <= 599);
  g_assert (g_strv_length (reply->lines) >= 1 && g_strv_length (reply->lines) <= OD_SMTP_REPLY_MAX_LINES);
  for (guint i = 0; reply->lines[i] != NULL; i++)
    bytes += strlen (reply->lines[i]);
  /* A NUL takes four letters. */
  g_assert (bytes <= 4 * OD_SMTP_REPLY_MAX_BYTES);
  if (reply->status[0] > 0)
    g_assert ((reply->status[0] == 2) == (reply->code < 400));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();

  while (input.length > 0)
    {
      g_autoptr (OdSmtpReply) reply = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;
      g_autofree char *line = fuzz_take_until (&input, '\n', &length);
      gboolean taken = od_smtp_reply_reader_feed_line (reader, line, length, 0, &reply, &error);

      g_assert (taken == (error == NULL));
      if (!taken || reply != NULL)
        g_assert (!od_smtp_reply_reader_is_inside (reader));
      if (reply != NULL)
        check_reply (reply);
    }
  return 0;
}
