/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The short message, a line a matter. Pure, any thread. What is wrong is not decided here. */

#include "od-support-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-support-words.h"
#include "od-text.h"

#define LONGEST_REPLY 400 /* letters; the letter has all of it */
#define MOST_CAUSES   3

G_GNUC_PRINTF (2, 3)
static void
add_line (GString *out, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (out, format, arguments);
  va_end (arguments);
  g_string_append_c (out, '\n');
}

/* What is asked of whoever has to act. */
static const char *
request_to (OdActor actor)
{
  switch (actor)
    {
    case OD_ACTOR_NETWORK:
      return _ ("Please let mail connections from my network to this server and port through, or tell me "
                "which way mail programs are to use here.");
    case OD_ACTOR_PROVIDER:
      return _ (
          "Please look in your server’s log for this time and tell me why it stopped there, and what has "
          "to be changed on your side or on mine.");
    case OD_ACTOR_RECIPIENT:
      return _ ("Please see to it that your mailbox takes mail again, or name another address for you.");
    case OD_ACTOR_RECIPIENT_PROVIDER:
      return _ (
          "Please look in your server’s log for this time and tell me why it refuses this sender, and what "
          "has to be changed so that it takes the mail.");
    default:
      return _ ("Please tell me what I have to change so that sending works.");
    }
}

static gboolean
is_about_recipient (OdActor actor)
{
  return actor == OD_ACTOR_RECIPIENT || actor == OD_ACTOR_RECIPIENT_PROVIDER;
}

static void
add_case (GString *out, const OdResult *result, OdActor actor)
{
  g_autofree char *address = od_support_address (result);
  g_autofree char *recipients = od_support_recipients (result);
  g_autofree char *time = od_support_time (result);
  g_autofree char *connection = od_support_connection (result);

  if (*address && is_about_recipient (actor) && *recipients)
    add_line (out, _ ("a mail from %s to %s was not accepted."), address, recipients);
  else if (*address)
    add_line (out, _ ("sending mail from %s does not work."), address);
  else
    add_line (out, "%s", _ ("sending mail does not work."));
  add_line (out, _ ("Time: %s"), time);
  if (connection)
    add_line (out, _ ("Server: %s"), connection);
}

/* The reply in one line of bearable length. */
static char *
short_reply (const char *words)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);
  g_autofree char *line = g_strjoinv (" / ", lines);

  if (g_utf8_strlen (line, -1) <= LONGEST_REPLY)
    return g_steal_pointer (&line);
  g_autofree char *beginning = g_utf8_substring (line, 0, LONGEST_REPLY);
  return g_strconcat (beginning, "…", NULL);
}

static void
add_reply (GString *out, const OdResult *result, const OdFinding *verdict)
{
  const char *stage = od_support_stage (result);
  const char *detail = od_facts_get (result->facts, "error.detail");

  if (*stage)
    add_line (out, _ ("It stopped at: %s"), stage);
  if (verdict->server_words)
    {
      g_autofree char *reply = short_reply (verdict->server_words);
      add_line (out, _ ("The server’s reply: %s"), reply);
    }
  else if (detail)
    add_line (out, _ ("No reply; this computer says: %s"), detail);
}

static void
add_evidence (GString *out, const OdFinding *verdict)
{
  guint said = 0;

  add_line (out, _ ("What a test with Outbox Doctor found: %s."), verdict->title);
  for (guint i = 0; i < verdict->causes->len && said < MOST_CAUSES; i++)
    {
      const OdCause *cause = g_ptr_array_index (verdict->causes, i);

      if (cause->state == OD_CAUSE_NOT_TESTED)
        continue;
      add_line (out, "– %s (%s): %s", cause->title, od_cause_state_label (cause->state), cause->evidence);
      said++;
    }
}

char *
od_support_message (const OdResult *result)
{
  const OdFinding *verdict = od_result_get_verdict (result);
  GString *out;

  if (verdict->kind == OD_DIAGNOSIS_SUCCESS)
    return NULL;
  out = g_string_new (NULL);
  add_line (out, "%s", _ ("Hello,"));
  add_case (out, result, verdict->actor);
  add_reply (out, result, verdict);
  add_evidence (out, verdict);
  add_line (out, "%s", request_to (verdict->actor));
  add_line (out, "%s", _ ("I can send you the whole protocol of the test. Thank you."));
  return g_string_free (out, FALSE);
}
