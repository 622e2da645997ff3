/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies what the events say into facts and adds what the provider table knows of the address and the server.
 * Pure, any thread. It never looks anything up and never reads a clock. */

#include "od-observe.h"

#include <string.h>

#include "od-fact-list.h"
#include "od-smtp-reply.h"

static void
copy_fields (OdFacts *facts, const OdEvent *event, guint index)
{
  g_autofree char *source = NULL;

  if (event->fields->len == 0)
    return; /* most lines: of those there may be very many */
  source = g_strdup_printf ("event:%u", index);
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = g_ptr_array_index (event->fields, i);

      if (od_fact_list_find (field->name))
        od_facts_add (facts, field->name, field->value, source);
    }
}

static const OdProvider *
find_provider (OdFacts *facts, const OdProviders *providers)
{
  const OdProvider *provider = NULL;
  const char *domain = od_facts_get (facts, "address.domain");
  const char *server = od_facts_get (facts, "server");

  if (server)
    provider = od_providers_find_host (providers, server);
  if (!provider && domain)
    provider = od_providers_find_domain (providers, domain);
  return provider;
}

static void
add_provider (OdFacts *facts, const OdProvider *provider)
{
  static const char *source = "provider-table";

  od_facts_add (facts, "provider", provider->id, source);
  od_facts_add (facts, "provider.name", provider->name, source);
  od_facts_add (facts, "provider.user-form", provider->user_form, source);
  for (guint i = 0; provider->auth && provider->auth[i]; i++)
    od_facts_add (facts, "provider.auth", provider->auth[i], source);
  if (provider->help_url)
    od_facts_add (facts, "provider.help", provider->help_url, source);
  if (provider->servers->len == 0)
    return;

  const OdProviderServer *server = g_ptr_array_index (provider->servers, 0);
  od_facts_add (facts, "provider.server", server->host, source);
  od_facts_addf (facts, source, "provider.port", "%u", server->port);
  od_facts_add (facts, "provider.security", server->security, source);
}

OdFacts *
od_observe (OdTranscript *transcript, const OdKnowledge *knowledge)
{
  OdFacts *facts = od_facts_new ();
  guint length = od_transcript_get_length (transcript);

  for (guint i = 0; i < length; i++)
    copy_fields (facts, od_transcript_get_event (transcript, i), i);

  const OdProvider *provider = find_provider (facts, od_knowledge_providers (knowledge));
  if (provider)
    add_provider (facts, provider);
  return facts;
}

/* The verb of a command sent: "MAIL", "AUTH"; what is no command has a word of its own. */
static char *
command_of (const OdEvent *event)
{
  if (event->name)
    return g_ascii_strup (event->name, -1);

  gsize length = strcspn (event->text, " :");
  g_autofree char *word = g_strndup (event->text, length);
  return g_ascii_strup (word, -1);
}

/* The keyword of a line of an EHLO reply; the first line of the reply has none. */
static char *
keyword_of (OdTranscript *transcript, guint index, const char *text)
{
  const OdEvent *before = index > 0 ? od_transcript_get_event (transcript, index - 1) : NULL;

  if (!before || before->kind != OD_EVENT_RECEIVED || !before->more)
    return g_strdup ("FIRST");

  g_autofree char *word = g_strndup (text, strcspn (text, " ="));
  return g_ascii_strup (word, -1);
}

static gboolean
is_status (const char *word)
{
  return g_regex_match_simple ("^[245]\\.\\d{1,3}\\.\\d{1,3}$", word, 0, 0);
}

/* What stands in a reply line behind the code: the enhanced status, if any, and the text. */
static void
add_reply_line (OdFacts *facts, OdTranscript *transcript, guint index, const OdEvent *event)
{
  const char *text = strlen (event->text) > 4 ? event->text + 4 : "";
  g_autofree char *first = g_strndup (text, strcspn (text, " "));

  od_facts_addf (facts, "line", "line.code", "%u", event->code);
  od_facts_add (facts, "line.more", event->more ? "yes" : "no", "line");
  if (is_status (first))
    {
      od_facts_add (facts, "line.status", first, "line");
      text += strlen (first);
    }
  while (*text == ' ')
    text++;
  od_facts_add (facts, "line.text", text, "line");

  if (event->stage == OD_STAGE_EHLO && event->code == 250)
    {
      g_autofree char *keyword = keyword_of (transcript, index, text);
      od_facts_add (facts, "line.keyword", keyword, "line");
    }
}

/* What was sent last before the line at @index, or NULL. */
static const OdEvent *
sent_before (OdTranscript *transcript, guint index)
{
  for (guint i = index; i > 0; i--)
    {
      const OdEvent *event = od_transcript_get_event (transcript, i - 1);

      if (event->kind == OD_EVENT_SENT)
        return event;
    }
  return NULL;
}

/* What a probe asks has the stage of its command, as if it were the run's. */
static OdStage
stage_of_command (const OdEvent *sent)
{
  static const struct
  {
    const char *command;
    OdStage stage;
  } stages[] = {
    { "MAIL", OD_STAGE_MAIL }, { "RCPT", OD_STAGE_RCPT }, { "DATA", OD_STAGE_DATA },
    { ".", OD_STAGE_DOT },     { "RSET", OD_STAGE_RSET },
  };

  for (gsize i = 0; sent && sent->text && i < G_N_ELEMENTS (stages); i++)
    if (g_ascii_strncasecmp (sent->text, stages[i].command, strlen (stages[i].command)) == 0)
      return stages[i].stage;
  return OD_STAGE_PROBE;
}

/* The stage of a line; of one that a probe asked or heard, that of the command. */
static OdStage
stage_of_line (OdTranscript *transcript, guint index)
{
  const OdEvent *event = od_transcript_get_event (transcript, index);

  if (event->stage != OD_STAGE_PROBE)
    return event->stage;
  if (event->kind == OD_EVENT_SENT)
    return stage_of_command (event);
  return event->kind == OD_EVENT_RECEIVED ? stage_of_command (sent_before (transcript, index)) : event->stage;
}

OdFacts *
od_observe_line (OdTranscript *transcript, guint index)
{
  const OdEvent *event = od_transcript_get_event (transcript, index);
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "line.kind",
                event->kind == OD_EVENT_OUTCOME ? "step" : od_event_kind_name (event->kind), "line");
  if (event->stage != OD_STAGE_NONE)
    od_facts_add (facts, "line.stage", od_stage_name (stage_of_line (transcript, index)), "line");
  copy_fields (facts, event, index);

  if (event->kind == OD_EVENT_SENT)
    {
      g_autofree char *command = command_of (event);
      od_facts_add (facts, "line.command", command, "line");
    }
  else if (event->kind == OD_EVENT_RECEIVED && event->code != 0)
    add_reply_line (facts, transcript, index, event);
  else if (event->kind == OD_EVENT_RECEIVED)
    od_facts_add (facts, "line.text", event->text, "line");
  else
    {
      od_facts_add (facts, "line.step", event->kind == OD_EVENT_OUTCOME ? "outcome" : event->name, "line");
      if (event->text)
        od_facts_add (facts, "line.text", event->text, "line");
    }
  return facts;
}

/* Probes beside the session leave their events between its lines. */
static gboolean
stands_between (const OdEvent *event)
{
  return event->stage == OD_STAGE_PROBE && event->kind == OD_EVENT_STEP;
}

/* The first line of the reply that the line at @index belongs to. */
static guint
first_line_of_reply (OdTranscript *transcript, guint index)
{
  guint first = index;

  for (guint i = index; i > 0; i--)
    {
      const OdEvent *before = od_transcript_get_event (transcript, i - 1);

      if (stands_between (before))
        continue;
      if (before->kind != OD_EVENT_RECEIVED || !before->more)
        break;
      first = i - 1;
    }
  return first;
}

/* All lines of the reply that the line at @index belongs to, as the server sent them. */
static char *
whole_reply (OdTranscript *transcript, guint index)
{
  GString *text = g_string_new (NULL);

  for (guint i = first_line_of_reply (transcript, index); i < od_transcript_get_length (transcript); i++)
    {
      const OdEvent *event = od_transcript_get_event (transcript, i);
      if (stands_between (event))
        continue;
      if (event->kind != OD_EVENT_RECEIVED)
        break;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", event->text);
      if (!event->more)
        break;
    }
  return g_string_free (text, FALSE);
}

static gboolean
refuses (const OdEvent *event)
{
  return event->kind == OD_EVENT_RECEIVED && (event->code / 100 == 4 || event->code / 100 == 5);
}

/* Another recipient than the run's may have been refused: it stands in the command. */
static void
set_recipient_of_command (OdFacts *facts, const OdEvent *sent)
{
  const char *begin = strchr (sent->text, '<');
  const char *end = begin ? strrchr (begin, '>') : NULL;
  g_autofree char *recipient = end ? g_strndup (begin + 1, end - begin - 1) : NULL;
  const char *at = recipient ? strrchr (recipient, '@') : NULL;

  if (!at)
    return;
  od_facts_set (facts, "recipient", recipient, "line");
  od_facts_set (facts, "recipient.domain", at + 1, "line");
  od_facts_set (facts, "recipient.self",
                g_strcmp0 (recipient, od_facts_get (facts, "address")) == 0 ? "yes" : "no", "line");
}

static void
set_stage (OdFacts *facts, OdTranscript *transcript, guint index)
{
  OdStage stage = stage_of_line (transcript, index);

  if (stage == OD_STAGE_RCPT && od_transcript_get_event (transcript, index)->stage == OD_STAGE_PROBE)
    set_recipient_of_command (facts, sent_before (transcript, index));
  od_facts_set (facts, "stage", od_stage_name (stage), "line");
}

/* The diagnosis of a refusal in the middle of a run: what the verdict would be if the run had ended here. */
static OdFinding *
explain_refusal (OdTranscript *transcript, guint index, const OdKnowledge *knowledge)
{
  g_autofree char *text = whole_reply (transcript, index);
  g_autoptr (OdSmtpReply) reply = od_smtp_reply_new_from_text (text, NULL);
  g_autoptr (OdFacts) facts = od_observe (transcript, knowledge);

  od_facts_set (facts, "error", NULL, NULL);
  od_facts_set (facts, "status", NULL, NULL);
  od_facts_set (facts, "outcome", "rejected", "line");
  set_stage (facts, transcript, index);
  od_facts_set (facts, "text", text, "line");
  if (reply)
    {
      g_autofree char *status = od_smtp_reply_dup_status (reply);
      g_autofree char *code = g_strdup_printf ("%u", reply->code);

      od_facts_set (facts, "code", code, "line");
      od_facts_set (facts, "text", reply->text, "line");
      if (status)
        od_facts_set (facts, "status", status, "line");
    }

  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);
  return od_finding_ref (g_ptr_array_index (findings, 0));
}

OdFinding *
od_explain_event (OdTranscript *transcript, guint index, const OdKnowledge *knowledge)
{
  const OdEvent *event = od_transcript_get_event (transcript, index);

  if (event->kind == OD_EVENT_OUTCOME)
    {
      g_autoptr (OdFacts) all = od_observe (transcript, knowledge);
      g_autoptr (GPtrArray) findings = od_diagnose (all, knowledge);
      return od_finding_ref (g_ptr_array_index (findings, 0));
    }
  if (refuses (event))
    return explain_refusal (transcript, index, knowledge);

  g_autoptr (OdFacts) facts = od_observe_line (transcript, index);
  return od_diagnose_line (facts, knowledge);
}
