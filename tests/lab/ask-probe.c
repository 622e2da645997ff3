/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* ask-probe PROBE LIMIT CANCEL SENDER [FACT=VALUE…]: runs one probe against whatever name service this
 * computer has, with LIMIT ms for it and a cancel after CANCEL ms (0: none). Prints a line for each fact,
 * "NAME=VALUE", and last how long it took, "ms=…". For the laboratory only. */

#include <stdlib.h>
#include <string.h>

#include "od-knowledge.h"
#include "od-probe.h"

static OdFacts *
read_facts (char **pairs)
{
  OdFacts *facts = od_facts_new ();

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);

      if (g_strv_length (parts) == 2)
        od_facts_add (facts, parts[0], parts[1], "event:1");
    }
  return facts;
}

typedef struct
{
  GCancellable *cancellable;
  gulong after_us;
} Cancel;

static gpointer
cancel_later (gpointer data)
{
  const Cancel *cancel = data;

  g_usleep (cancel->after_us);
  g_cancellable_cancel (cancel->cancellable);
  return NULL;
}

static void
print (const OdEvent *event, gint64 spent_us)
{
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];

      g_print ("%s=%s\n", field->name, field->value);
    }
  g_print ("ms=%d\n", (int) (spent_us / 1000));
}

int
main (int argc, char **argv)
{
  const OdProbe *probe = argc > 4 ? od_probe_find (argv[1]) : NULL;
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);
  OdLimits limits = od_limits_default;
  gint64 began_us = g_get_monotonic_time ();

  if (probe == NULL)
    return 2;

  g_autoptr (OdFacts) facts = read_facts (argv + 5);
  OdProbeCase probe_case = {
    .settings = settings,
    .facts = facts,
    .providers = od_knowledge_providers (od_knowledge_get_default ()),
    .parties = od_third_parties_get_default (),
    .arguments = "",
    .limits = &limits,
    .cancellable = cancellable,
  };
  Cancel cancel = { cancellable, strtoul (argv[3], NULL, 10) * 1000 };
  GThread *thread = NULL;

  g_free (settings->address);
  settings->address = g_strdup (argv[4]);
  began_us = g_get_monotonic_time ();
  if (cancel.after_us > 0)
    thread = g_thread_new ("cancel", cancel_later, &cancel);
  probe_case.deadline = od_deadline_in ((guint) strtoul (argv[2], NULL, 10));
  probe->run (&probe_case, event);
  print (event, g_get_monotonic_time () - began_us);
  if (thread != NULL)
    g_thread_join (thread);
  return 0;
}
