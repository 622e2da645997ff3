/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Untrusted bytes on their way to a screen, and the folding that the knowledge is matched against. */

#include "fuzz-input.h"
#include "od-text.h"

#include <string.h>

static char *
look_up (const char *name, gpointer user_data)
{
  return *name == 'n' ? NULL : g_strdup (name);
}

static void
check_folding (const char *safe, guint number)
{
  g_autofree char *folded = od_text_fold (safe);
  g_autofree char *again = od_text_fold (folded);
  gsize length = strlen (folded);
  gsize start = length > 0 ? number % length : 0;
  g_autofree char *piece = od_text_unfold (safe, folded, start, length);

  g_assert (g_utf8_validate (folded, -1, NULL) && g_utf8_validate (again, -1, NULL));
  g_assert (strstr (folded, "  ") == NULL);
  g_assert (strlen (piece) <= strlen (safe));
}

static void
check_filling (const char *safe)
{
  g_autofree char *filled = od_text_expand (safe, look_up, NULL);
  g_auto (GStrv) names = od_text_placeholders (safe);
  g_autofree char *collapsed = od_text_collapse (safe);
  g_autofree char *isolated = od_text_isolate (safe);

  g_assert (filled != NULL && names != NULL && isolated != NULL);
  g_assert (strlen (collapsed) <= strlen (safe));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  guint number = fuzz_take_number (&input, 256);
  gsize length;
  g_autofree char *bytes = fuzz_take_rest (&input, &length);
  g_autofree char *safe = od_text_make_safe (bytes, length);
  g_autofree char *again = od_text_make_safe (safe, -1);

  fuzz_check_safe (safe);
  g_assert (g_str_equal (safe, again));
  check_folding (safe, number);
  check_filling (safe);
  return 0;
}
