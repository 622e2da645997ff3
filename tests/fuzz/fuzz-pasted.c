/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever somebody may paste. */

#include "fuzz-input.h"
#include "od-explain.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  OdGivenKind kind;
  gsize length;
  g_autofree char *text = fuzz_take_rest (&input, &length);
  g_autoptr (GPtrArray) found = od_explain_text (text, length, od_knowledge_get_default (), &kind);
  g_autoptr (GPtrArray) dialogue = od_pasted_dialogue_cases (text, length);

  g_assert (kind <= OD_GIVEN_NOTHING && od_given_kind_name (kind) != NULL && dialogue != NULL);
  for (guint i = 0; i < found->len; i++)
    {
      const OdExplained *explained = found->pdata[i];

      g_assert (explained->diagnosis != NULL && explained->certainty <= 100);
      g_assert (explained->start <= length && explained->length <= length - explained->start);
      fuzz_check_safe (od_facts_get (explained->facts, "recipient"));
      fuzz_check_safe_lines (od_facts_get (explained->facts, "text"));
    }
  return 0;
}
