/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Line by line over the words as they are shown, a piece at a time. Main thread. */

#include "od-transcript-search.h"

#include <string.h>

#include "od-event-words.h"

#define PIECE 4000 /* lines: a few milliseconds */

struct _OdTranscriptSearch
{
  OdTranscript *transcript;
  char *folded;
  GArray *found; /* guint, rising */
  guint seen;    /* lines read */
  OdTranscriptSearchRead read;
  gpointer user_data;
  guint source_id; /* that reads on, or 0 */
};

OdTranscriptSearch *
od_transcript_search_new (OdTranscript *transcript,
                          const char *query,
                          OdTranscriptSearchRead read,
                          gpointer user_data)
{
  OdTranscriptSearch *self = g_new0 (OdTranscriptSearch, 1);

  self->transcript = g_object_ref (transcript);
  self->folded = g_utf8_casefold (query, -1);
  self->read = read;
  self->user_data = user_data;
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  od_transcript_search_update (self);
  return self;
}

void
od_transcript_search_free (OdTranscriptSearch *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_object_unref (self->transcript);
  g_free (self->folded);
  g_array_unref (self->found);
  g_free (self);
}

static gboolean
holds (const OdTranscriptSearch *self, const OdEvent *event)
{
  g_autofree char *words = od_event_words (event, OD_WORDS_TRANSLATED);
  g_autofree char *folded = g_str_is_ascii (words) ? g_ascii_strdown (words, -1)
                                                   : g_utf8_casefold (words, -1);

  return strstr (folded, self->folded) != NULL;
}

gboolean
od_transcript_search_is_done (const OdTranscriptSearch *self)
{
  return *self->folded == '\0' || self->seen >= od_transcript_get_length (self->transcript);
}

static void
read_piece (OdTranscriptSearch *self)
{
  guint end = MIN (self->seen + PIECE, od_transcript_get_length (self->transcript));

  for (; self->seen < end; self->seen++)
    if (holds (self, od_transcript_get_event (self->transcript, self->seen)))
      g_array_append_val (self->found, self->seen);
}

static gboolean
on_idle (gpointer user_data)
{
  OdTranscriptSearch *self = user_data;
  gboolean done;

  read_piece (self);
  done = od_transcript_search_is_done (self);
  if (done)
    self->source_id = 0;
  if (self->read != NULL)
    self->read (self->user_data);
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void
od_transcript_search_update (OdTranscriptSearch *self)
{
  if (self->source_id != 0 || od_transcript_search_is_done (self))
    return;
  read_piece (self);
  if (!od_transcript_search_is_done (self))
    self->source_id = g_idle_add (on_idle, self);
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
