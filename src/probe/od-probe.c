/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of probes and what all of them share. Any thread. Which of them are wanted is decided by the
 * checkup. */

#include "od-probe.h"

#define EVENT_PREFIX "probe-"

#define OD_PROBE_ENTRY(name) &od_probe_##name,
static const OdProbe *const probes[] = { OD_PROBES (OD_PROBE_ENTRY) NULL };

const OdProbe *const *
od_probe_list (void)
{
  return probes;
}

const OdProbe *
od_probe_find (const char *name)
{
  for (const OdProbe *const *probe = probes; *probe != NULL; probe++)
    if (g_str_equal ((*probe)->name, name))
      return *probe;
  return NULL;
}

char *
od_probe_event_name (const OdProbe *self)
{
  return g_strconcat (EVENT_PREFIX, self->name, NULL);
}

gboolean
od_probe_is_event (const OdEvent *event)
{
  return event->kind == OD_EVENT_STEP && event->name != NULL && g_str_has_prefix (event->name, EVENT_PREFIX);
}

void
od_probe_run (const OdProbe *self, const OdProbeCase *probe_case, OdRecorder *recorder)
{
  gint64 began_us = g_get_monotonic_time ();
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, od_recorder_now (recorder));

  event->name = od_probe_event_name (self);
  self->run (probe_case, event);
  event->duration_us = g_get_monotonic_time () - began_us;
  if (g_cancellable_is_cancelled (probe_case->cancellable))
    od_event_unref (event);
  else
    od_recorder_take (recorder, event);
}

OdDeadline
od_probe_deadline (const OdProbeCase *self)
{
  return od_deadline_earlier (od_deadline_in (self->limits->probe), self->deadline);
}

void
od_probe_add (OdEvent *event, const char *fact, const char *value)
{
  if (value != NULL && *value != '\0')
    od_event_add_field (event, fact, value);
}

void
od_probe_add_number (OdEvent *event, const char *fact, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  od_event_add_field (event, fact, text);
}

void
od_probe_add_of (OdEvent *event, const char *prefix, const char *name, const char *value)
{
  g_autofree char *fact = g_strconcat (prefix, ".", name, NULL);

  od_probe_add (event, fact, value);
}
