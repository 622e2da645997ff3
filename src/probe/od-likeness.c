/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The distance of Damerau and Levenshtein in its restricted form, by three rows of the table. */

#include "od-likeness.h"

#include <string.h>

#define MAX_LENGTH 64
/* From here on two slips may be one typing mistake. */
#define LONG_NAME 10

static guint
least (guint a, guint b, guint c)
{
  return MIN (a, MIN (b, c));
}

static gboolean
same (char a, char b)
{
  return g_ascii_tolower (a) == g_ascii_tolower (b);
}

guint
od_likeness_slips (const char *a, const char *b)
{
  guint rows[3][MAX_LENGTH + 1];
  gsize length_a = strlen (a), length_b = strlen (b);

  if (length_a > MAX_LENGTH || length_b > MAX_LENGTH)
    return G_MAXUINT;
  for (guint j = 0; j <= length_b; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= length_a; i++)
    {
      guint *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];

      now[0] = i;
      for (guint j = 1; j <= length_b; j++)
        {
          now[j] = least (before[j] + 1, now[j - 1] + 1, before[j - 1] + !same (a[i - 1], b[j - 1]));
          if (i > 1 && j > 1 && same (a[i - 1], b[j - 2]) && same (a[i - 2], b[j - 1]))
            now[j] = MIN (now[j], earlier[j - 2] + 1);
        }
    }
  return rows[length_a % 3][length_b];
}

gboolean
od_likeness_is_near (const char *a, const char *b)
{
  guint slips = od_likeness_slips (a, b);

  return slips >= 1 && slips <= (strlen (b) >= LONG_NAME ? 2u : 1u);
}
