/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of mail servers' logs. */

#include "fuzz-input.h"
#include "od-case.h"
#include "od-pasted.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };

  while (input.length > 0)
    {
      gsize length;
      g_autofree char *line = fuzz_take_until (&input, '\n', &length);
      g_autoptr (OdCase) found = od_log_line_read (line, length);

      if (found == NULL)
        continue;
      g_assert (od_facts_get (found->facts, "given") != NULL);
      g_assert (found->start <= length && found->length <= length - found->start);
      fuzz_check_safe_lines (od_facts_get (found->facts, "text"));
      fuzz_check_safe (od_facts_get (found->facts, "recipient"));
    }
  return 0;
}
