/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts of a run in words. Facts come before settings: they went through the recorder and are masked. Any
 * thread. */

#include "od-support-words.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-text.h"

/* (transfer full): the fact, else what was typed, made safe. */
static char *
fact_or (const OdResult *result, const char *name, const char *typed)
{
  const char *fact = od_facts_get (result->facts, name);

  return fact ? g_strdup (fact) : od_text_make_safe (typed, -1);
}

/* The run begins at result->when; the outcome tells how long it took. Probes come after it. */
static gint64
duration_us (const OdResult *result)
{
  guint length = od_transcript_get_length (result->transcript);

  for (guint i = length; i > 0; i--)
    {
      const OdEvent *event = od_transcript_get_event (result->transcript, i - 1);

      if (event->kind == OD_EVENT_OUTCOME)
        return event->at_us;
    }
  return 0;
}

char *
od_support_time (const OdResult *result)
{
  g_autoptr (GDateTime) end = g_date_time_add (result->when, duration_us (result));

  return g_date_time_format (end, "%F %T %:z");
}

char *
od_support_server (const OdResult *result)
{
  const char *exchanger = od_facts_get (result->facts, "mx.host");
  g_autofree char *server = fact_or (result, "server", exchanger ? exchanger : result->settings->server);

  return *server ? g_steal_pointer (&server) : NULL;
}

static const char *
security_words (const OdResult *result)
{
  const char *fact = od_facts_get (result->facts, "security");
  const char *security = fact ? fact : od_security_name (od_settings_effective_security (result->settings));

  if (g_str_equal (security, "tls"))
    return _ ("encrypted from the start (TLS)");
  if (g_str_equal (security, "starttls"))
    return _ ("encryption by STARTTLS");
  return _ ("no encryption");
}

char *
od_support_connection (const OdResult *result)
{
  g_autofree char *server = od_support_server (result);
  g_autofree char *own_port = g_strdup_printf ("%u", od_settings_effective_port (result->settings));
  g_autofree char *port = fact_or (result, "port", own_port);
  const char *address = od_facts_get (result->facts, "server.address");
  GString *words;

  if (!server)
    return NULL;
  words = g_string_new (NULL);
  /* Translators: a mail server, its port, and how it is encrypted */
  g_string_append_printf (words, _ ("%s, port %s, %s"), server, port, security_words (result));
  if (address && !g_str_equal (address, server))
    g_string_append_printf (words, " (%s)", address);
  return g_string_free (words, FALSE);
}

char *
od_support_address (const OdResult *result)
{
  return fact_or (result, "address", result->settings->address);
}

char *
od_support_recipients (const OdResult *result)
{
  g_autoptr (GPtrArray) typed = od_settings_parse_recipients (result->settings, NULL);

  if (typed && typed->len > 1)
    return od_text_make_safe (result->settings->recipients, -1);
  return fact_or (result, "recipient", result->settings->recipients);
}

const char *
od_support_stage (const OdResult *result)
{
  const char *name = od_facts_get (result->facts, "stage");

  if (od_result_get_verdict (result)->kind == OD_DIAGNOSIS_SUCCESS || !name)
    return "";
  return od_stage_words (od_stage_from_name (name));
}

/* Whether a stage belongs to the way of a message; the rest is good-bye and examination. */
static gboolean
is_on_the_way (OdStage stage)
{
  return stage > OD_STAGE_NONE && stage < OD_STAGE_RSET;
}

/* The stages that the run went through, each once, in the order in which it came to them. */
static GArray *
stages_of (const OdResult *result)
{
  guint length = od_transcript_get_length (result->transcript);
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (OdStage));
  guint seen = 0;

  for (guint i = 0; i < length; i++)
    {
      OdStage stage = od_transcript_get_event (result->transcript, i)->stage;

      if (!is_on_the_way (stage) || (seen & 1u << stage) != 0)
        continue;
      seen |= 1u << stage;
      g_array_append_val (stages, stage);
    }
  return stages;
}

char *
od_support_way (const OdResult *result)
{
  g_autoptr (GArray) stages = stages_of (result);
  const char *stopped = od_support_stage (result);
  GString *way = g_string_new (NULL);

  for (guint i = 0; i < stages->len; i++)
    {
      const char *words = od_stage_words (g_array_index (stages, OdStage, i));

      g_string_append_printf (way, "%s%s %s", i > 0 ? " › " : "", words,
                              g_str_equal (words, stopped) ? "✗" : "✓");
    }
  return g_string_free (way, way->len == 0);
}
