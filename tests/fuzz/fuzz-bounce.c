/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A mail as somebody may have got it: bounce, report, or anything. */

#include "fuzz-input.h"
#include "od-explain.h"

#define MAX_CASES 10000

static void
check_explained (const OdExplained *explained)
{
  g_autofree char *title = od_explained_title (explained);

  g_assert (explained->diagnosis != NULL && explained->certainty <= 100);
  g_assert (title != NULL && *title != '\0');
  fuzz_check_safe (od_facts_get (explained->facts, "recipient"));
  fuzz_check_safe_lines (od_facts_get (explained->facts, "text"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  OdItem item = { .kind = OD_ITEM_MAIL, .bytes = bytes, .name = (char *) "fuzz" };
  OdGivenKind kind;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = od_explain_item (&item, od_knowledge_get_default (), &kind, &error);

  g_assert ((found == NULL) == (error != NULL));
  g_assert (found == NULL || found->len <= MAX_CASES);
  for (guint i = 0; found != NULL && i < found->len; i++)
    check_explained (found->pdata[i]);
  return 0;
}
