/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Line by line over the words as they are shown. One thread. */

#include "od-transcript-search.h"

#include <string.h>

#include "od-event-words.h"

struct _OdTranscriptSearch
{
  OdTranscript *transcript;
  char *folded;
  GArray *found; /* guint, rising */
  guint seen;    /* lines read */
};

OdTranscriptSearch *
od_transcript_search_new (OdTranscript *transcript, const char *query)
{
  OdTranscriptSearch *self = g_new0 (OdTranscriptSearch, 1);

  self->transcript = g_object_ref (transcript);
  self->folded = g_utf8_casefold (query, -1);
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  od_transcript_search_update (self);
  return self;
}

void
od_transcript_search_free (OdTranscriptSearch *self)
{
  g_object_unref (self->transcript);
  g_free (self->folded);
  g_array_unref (self->found);
  g_free (self);
}

static gboolean
holds (const OdTranscriptSearch *self, const OdEvent *event)
{
  g_autofree char *words = od_event_words (event, OD_WORDS_TRANSLATED);
  g_autofree char *folded = g_utf8_casefold (words, -1);

  return strstr (folded, self->folded) != NULL;
}

void
od_transcript_search_update (OdTranscriptSearch *self)
{
  guint length = od_transcript_get_length (self->transcript);

  if (*self->folded == '\0')
    return;
  for (; self->seen < length; self->seen++)
    if (holds (self, od_transcript_get_event (self->transcript, self->seen)))
      g_array_append_val (self->found, self->seen);
}

guint
od_transcript_search_count (const OdTranscriptSearch *self)
{
  return self->found->len;
}

/* How many of the lines found lie before @line. */
static guint
count_before (const OdTranscriptSearch *self, guint line)
{
  guint low = 0;
  guint high = self->found->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->found, guint, middle) < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
od_transcript_search_next (const OdTranscriptSearch *self,
                           guint from,
                           gboolean forward,
                           gboolean inclusive,
                           guint *index,
                           guint *nth)
{
  guint count = self->found->len;
  guint place;

  if (count == 0)
    return FALSE;
  if (forward)
    place = count_before (self, inclusive ? from : from + 1) % count;
  else
    place = (count_before (self, inclusive ? from + 1 : from) + count - 1) % count;
  *index = g_array_index (self->found, guint, place);
  *nth = place + 1;
  return TRUE;
}
