/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Only where three bytes stand that may begin a phrase are those compared that begin with the first of them.
 * Any thread. It knows no phrases. */

#include "od-sayings.h"

#include <string.h>

#define BEGINNINGS 4096

struct _OdSayings
{
  const char *const *phrases;
  guint8 first[256];                /* by their first byte: place in the list and one more; 0: none */
  guint8 *next;                     /* by place: the next with that first byte, likewise */
  guint8 may_begin[BEGINNINGS / 8]; /* a bit for what three bytes come to */
};

/* What three bytes come to: few meet in the same. */
static inline guint
beginning (const guchar *text)
{
  return (text[0] + 37u * text[1] + 1009u * text[2]) % BEGINNINGS;
}

OdSayings *
od_sayings_new (const char *const *phrases, gsize count)
{
  OdSayings *self = g_new0 (OdSayings, 1);

  g_assert (count < 255);
  self->phrases = phrases;
  self->next = g_new0 (guint8, count);
  for (gsize i = count; i > 0; i--)
    {
      const guchar *phrase = (const guchar *) phrases[i - 1];
      guint bit = beginning (phrase);

      self->may_begin[bit / 8] |= (guint8) (1 << bit % 8);
      self->next[i - 1] = self->first[*phrase];
      self->first[*phrase] = (guint8) i;
    }
  return self;
}

void
od_sayings_free (OdSayings *self)
{
  g_free (self->next);
  g_free (self);
}

static gboolean
stands_at (const char *text, const char *phrase)
{
  while (*phrase != '\0' && *text == *phrase)
    {
      text++;
      phrase++;
    }
  return *phrase == '\0';
}

gsize
od_sayings_find (const OdSayings *self, const char *text, gsize at, gsize *which)
{
  const guchar *bytes = (const guchar *) text;

  for (; bytes[at] != '\0' && bytes[at + 1] != '\0'; at++)
    {
      guint bit = beginning (bytes + at);

      if (((self->may_begin[bit / 8] >> bit % 8) & 1) == 0)
        continue;
      for (guint place = self->first[bytes[at]]; place > 0; place = self->next[place - 1])
        if (stands_at (text + at, self->phrases[place - 1]))
          {
            if (which != NULL)
              *which = place - 1;
            return at;
          }
    }
  return OD_SAYINGS_NONE;
}

gsize
od_sayings_find_first (const OdSayings *self, const char *text, gsize *place)
{
  gsize best = OD_SAYINGS_NONE;
  gsize which = 0;

  for (gsize at = od_sayings_find (self, text, 0, &which); at != OD_SAYINGS_NONE;
       at = od_sayings_find (self, text, at + 1, &which))
    {
      if (best <= which)
        continue;
      best = which;
      if (place != NULL)
        *place = at;
    }
  return best;
}
