/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Dot-stuffing. Pure; any thread. Line ends of any kind become CRLF. */

#include "od-dot-stuffing.h"

static void
append (GByteArray *out, const char *text, gsize length)
{
  g_byte_array_append (out, (const guint8 *) text, length);
}

/* How many bytes from @block on go out as they are. */
static gsize
plain_run (const char *block, gsize length)
{
  gsize run = 0;

  while (run < length && block[run] != '\r' && block[run] != '\n')
    run++;
  return run;
}

static void
end_line (OdDotStuffing *state, char byte, GByteArray *out)
{
  gboolean already_ended = byte == '\n' && state->last_was_cr;

  if (!already_ended)
    append (out, "\r\n", 2);
  state->last_was_cr = byte == '\r';
  state->at_line_start = TRUE;
}

void
od_stuff_dots (OdDotStuffing *state, const char *block, gsize length, GByteArray *out)
{
  const char *end = block + length;

  while (block < end)
    {
      gsize run = plain_run (block, end - block);

      if (run == 0)
        {
          end_line (state, *block++, out);
          continue;
        }
      if (state->at_line_start && *block == '.')
        append (out, ".", 1);
      append (out, block, run);
      state->at_line_start = state->last_was_cr = FALSE;
      block += run;
    }
}

void
od_end_dots (OdDotStuffing *state, GByteArray *out)
{
  if (!state->at_line_start)
    append (out, "\r\n", 2);
  append (out, ".\r\n", 3);
}
