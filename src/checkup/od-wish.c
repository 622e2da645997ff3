/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Goes through the open causes and gathers the probes that need somebody's consent and left no event. */

#include "od-wish.h"

#include <glib/gi18n-lib.h>

static void
wish_free (gpointer data)
{
  OdWish *wish = data;

  g_free (wish->party);
  g_free (wish->names);
  g_ptr_array_unref (wish->causes);
  g_free (wish);
}

static gboolean
was_run (const OdProbe *probe, OdTranscript *transcript)
{
  g_autofree char *name = od_probe_event_name (probe);

  for (guint i = od_transcript_get_length (transcript); i > 0; i--)
    if (g_strcmp0 (od_transcript_get_event (transcript, i - 1)->name, name) == 0)
      return TRUE;
  return FALSE;
}

static OdWish *
wish_for (GPtrArray *wishes, const char *party)
{
  OdWish *wish;

  for (guint i = 0; i < wishes->len; i++)
    if (g_str_equal (((OdWish *) wishes->pdata[i])->party, party))
      return wishes->pdata[i];
  wish = g_new0 (OdWish, 1);
  wish->party = g_strdup (party);
  wish->names = od_third_parties_names (od_third_parties_get_default (), party);
  wish->causes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (wishes, wish);
  return wish;
}

/* The first probe of the cause that was not run for want of consent, or NULL. */
static const OdProbe *
find_withheld (const OdCause *cause, OdTranscript *transcript)
{
  for (guint i = 0; i < cause->probes->len; i++)
    {
      const OdProbe *probe = od_probe_find (((OdProbeWanted *) cause->probes->pdata[i])->name);

      if (probe != NULL && probe->party != NULL && !was_run (probe, transcript))
        return probe;
    }
  return NULL;
}

static void
add_cause (GPtrArray *wishes, OdCause *cause, const OdProbe *probe)
{
  OdWish *wish = wish_for (wishes, probe->party);

  if (!g_ptr_array_find_with_equal_func (wish->causes, cause->title, g_str_equal, NULL))
    g_ptr_array_add (wish->causes, g_strdup (cause->title));
  if (cause->state != OD_CAUSE_NOT_TESTED)
    return;
  g_free (cause->evidence);
  cause->evidence = g_strdup_printf (
      _ ("Not tested, because others would have to be asked for it, and you have not agreed to that: %s."),
      wish->names);
}

/* A run against the practice server asks nobody, so it wishes nothing. */
static gboolean
is_practice (OdTranscript *transcript)
{
  for (guint i = 0; i < od_transcript_get_length (transcript); i++)
    if (g_strcmp0 (od_event_get_field (od_transcript_get_event (transcript, i), "practice"), "yes") == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
od_wishes_find (GPtrArray *findings, OdTranscript *transcript)
{
  GPtrArray *wishes = g_ptr_array_new_with_free_func (wish_free);

  if (is_practice (transcript))
    return wishes;
  for (guint i = 0; i < findings->len; i++)
    {
      const OdFinding *finding = findings->pdata[i];

      for (guint j = 0; j < finding->causes->len; j++)
        {
          OdCause *cause = finding->causes->pdata[j];
          const OdProbe *probe = find_withheld (cause, transcript);

          if (probe != NULL)
            add_cause (wishes, cause, probe);
        }
    }
  return wishes;
}
