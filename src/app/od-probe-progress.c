/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Counts announced and finished tests. Any thread. Time plays no part: a test takes as long as it takes. */

#include "od-probe-progress.h"

#include <glib/gi18n-lib.h>

/* The announcement names its tests: "port 465, port 587". */
static guint
count_announced (const char *text)
{
  guint count = 1;

  if (text == NULL || *text == '\0')
    return 0;
  for (const char *at = text; *at != '\0'; at++)
    count += *at == ',';
  return count;
}

void
od_probe_progress_count (OdProbeProgress *self, const OdEvent *event)
{
  if (g_strcmp0 (event->name, "probes") == 0)
    self->wanted += count_announced (event->text);
  else if (od_probe_is_event (event))
    self->done++;
}

double
od_probe_progress_share (const OdProbeProgress *self)
{
  return self->wanted > 0 ? MIN (self->done / (double) self->wanted, 1) : 0;
}

char *
od_probe_progress_words (const OdProbeProgress *self, const char *last)
{
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u of %u test done", "%u of %u tests done", self->wanted),
                       MIN (self->done, self->wanted), self->wanted);

  return last != NULL ? g_strdup_printf ("%s – %s", count, last) : g_steal_pointer (&count);
}
