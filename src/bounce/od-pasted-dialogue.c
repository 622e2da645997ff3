/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which reply of a recorded dialogue decided, for which recipient, at which stage. Any thread. Commands and
 * replies are put together in od-dialogue-record.c. */

#include <string.h>

#include "od-dialogue-record.h"
#include "od-pasted.h"
#include "od-quoted-reply.h"
#include "od-text.h"

#define SOURCE "transcript"

static gboolean
is_dialogue (const OdDialogueRecord *self)
{
  const OdDialogueAnswer *first = self->answers->len > 0 ? g_ptr_array_index (self->answers, 0) : NULL;

  if (first == NULL)
    return FALSE;
  if (self->commands > 0 && self->commands + self->answers->len >= 3)
    return TRUE;
  return first->code == 220 && self->answers->len >= 2;
}

static guint
rank_of (const char *stage)
{
  static const char *const order[] = {
    "greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "dot"
  };

  for (guint i = 0; stage != NULL && i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (order[i], stage))
      return i + 1;
  return 0;
}

static gboolean
is_refusal (const OdDialogueAnswer *answer)
{
  return answer->code >= 400 && rank_of (answer->stage) > 0;
}

static gboolean
is_recipient (const OdDialogueAnswer *answer)
{
  return g_strcmp0 (answer->stage, "rcpt") == 0;
}

/* Whether the dialogue went on after the refusal at @index, so that it stopped nothing. */
static gboolean
was_overcome (const OdDialogueRecord *self, guint index)
{
  const OdDialogueAnswer *refusal = g_ptr_array_index (self->answers, index);

  for (guint i = index + 1; i < self->answers->len; i++)
    {
      const OdDialogueAnswer *later = g_ptr_array_index (self->answers, i);

      if (later->code < 400 && rank_of (later->stage) >= rank_of (refusal->stage))
        return TRUE;
    }
  return FALSE;
}

static const OdDialogueAnswer *
first_accepted_recipient (const OdDialogueRecord *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const OdDialogueAnswer *answer = g_ptr_array_index (self->answers, i);

      if (is_recipient (answer) && answer->code < 300 && answer->recipient != NULL)
        return answer;
    }
  return NULL;
}

static gboolean
any_recipient_refused (const OdDialogueRecord *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (is_recipient (g_ptr_array_index (self->answers, i)) &&
        is_refusal (g_ptr_array_index (self->answers, i)))
      return TRUE;
  return FALSE;
}

/* "No valid recipients" after every RCPT was refused tells nothing new. */
static gboolean
is_mere_consequence (const OdDialogueRecord *self, const OdDialogueAnswer *answer)
{
  return rank_of (answer->stage) > rank_of ("rcpt") && first_accepted_recipient (self) == NULL &&
         any_recipient_refused (self);
}

/* The name in "220 mx.example.net ESMTP". */
static void
add_server (const OdDialogueRecord *self, OdFacts *facts)
{
  const OdDialogueAnswer *greeting = g_ptr_array_index (self->answers, 0);
  const char *name = greeting->lines->str + MIN (greeting->lines->len, 4);
  g_autofree char *host = g_strndup (name, strcspn (name, " \n\t"));

  if (g_strcmp0 (greeting->stage, "greeting") != 0 || greeting->code != 220 || strchr (host, '.') == NULL)
    return;
  g_autofree char *safe = od_text_make_safe (host, -1);
  od_facts_add (facts, "remote-mta", safe, SOURCE);
}

static void
add_recipient (const OdDialogueRecord *self, const OdDialogueAnswer *answer, OdFacts *facts)
{
  const OdDialogueAnswer *of = answer->recipient != NULL ? answer : first_accepted_recipient (self);
  const char *stage = answer->stage;

  if (of == NULL || (of != answer && rank_of (stage) > 0 && rank_of (stage) < rank_of ("rcpt")))
    return;
  g_autofree char *safe = od_text_make_safe (of->recipient, -1);
  od_facts_add (facts, "recipient", safe, SOURCE);
}

/* Words that look like no reply in prose: "550 12 people". */
static void
add_bare_words (const OdDialogueAnswer *answer, OdFacts *facts)
{
  g_autofree char *safe = od_text_make_safe (answer->lines->str + MIN (answer->lines->len, 4), -1);

  od_facts_addf (facts, SOURCE, "code", "%u", answer->code);
  od_facts_add (facts, "text", safe, SOURCE);
}

static OdFacts *
facts_of (const OdDialogueRecord *self, const OdDialogueAnswer *answer)
{
  OdFacts *facts = od_facts_new ();
  g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (answer->lines->str, answer->lines->len);

  od_facts_add (facts, "given", "transcript", SOURCE);
  add_recipient (self, answer, facts);
  add_server (self, facts);
  if (reply != NULL && reply->code == answer->code)
    od_quoted_reply_add_facts (reply, facts, SOURCE);
  else
    add_bare_words (answer, facts);
  if (answer->stage != NULL)
    od_facts_set (facts, "stage", answer->stage, SOURCE);
  return facts;
}

static void
add_case (const OdDialogueRecord *self, GPtrArray *cases, const OdDialogueAnswer *answer, const char *outcome)
{
  OdFacts *facts = facts_of (self, answer);
  OdCase *this_case = od_case_new (facts);

  od_facts_add (facts, "outcome", outcome, SOURCE);
  od_case_set_span (this_case, answer->start, answer->length);
  g_ptr_array_add (cases, this_case);
}

static void
add_refusals (const OdDialogueRecord *self, GPtrArray *cases)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const OdDialogueAnswer *answer = g_ptr_array_index (self->answers, i);

      if (!is_refusal (answer) || is_mere_consequence (self, answer))
        continue;
      if (is_recipient (answer) || !was_overcome (self, i))
        add_case (self, cases, answer, "rejected");
    }
}

/* The reply to the message, else the last one that is no goodbye. */
static const OdDialogueAnswer *
last_good (const OdDialogueRecord *self, gboolean *delivered)
{
  const OdDialogueAnswer *last = NULL;

  *delivered = FALSE;
  for (guint i = 0; i < self->answers->len && !*delivered; i++)
    {
      const OdDialogueAnswer *answer = g_ptr_array_index (self->answers, i);

      *delivered = g_strcmp0 (answer->stage, "dot") == 0 && answer->code < 300;
      if (answer->code < 400 && rank_of (answer->stage) > 0)
        last = answer;
    }
  return last;
}

/* The tool says in its own words why it ended: "Remote host closed connection unexpectedly". */
static gboolean
add_trouble (const OdDialogueRecord *self, GPtrArray *cases)
{
  if (self->trouble.length == 0)
    return FALSE;
  OdFacts *facts = od_facts_new ();
  g_autofree char *text = od_text_make_safe (self->text + self->trouble.start, (gssize) self->trouble.length);
  OdCase *this_case = od_case_new (facts);

  od_facts_add (facts, "given", "transcript", SOURCE);
  od_facts_add (facts, "text", text, SOURCE);
  od_facts_add (facts, "outcome", "failed", SOURCE);
  od_case_set_span (this_case, self->trouble.start, self->trouble.length);
  g_ptr_array_add (cases, this_case);
  return TRUE;
}

static void
add_acceptance (const OdDialogueRecord *self, GPtrArray *cases)
{
  gboolean delivered;
  const OdDialogueAnswer *good = last_good (self, &delivered);

  if (delivered)
    add_case (self, cases, good, "accepted");
  else if (cases->len == 0 && !add_trouble (self, cases) && good != NULL)
    add_case (self, cases, good, "checked");
}

/* The cases in text whose lines are not those of what was given have no place there. */
static void
forget_spans (GPtrArray *cases)
{
  for (guint i = 0; i < cases->len; i++)
    od_case_set_span (g_ptr_array_index (cases, i), 0, 0);
}

GPtrArray *
od_pasted_dialogue_cases (const char *text, gsize length)
{
  g_autofree char *lines = od_dialogue_json_to_lines (text, length);
  OdDialogueRecord self = { .text = lines != NULL ? lines : text,
                            .length = lines != NULL ? strlen (lines) : length };
  GPtrArray *cases = od_cases_new ();

  od_dialogue_record_read (&self);
  if (is_dialogue (&self))
    {
      add_refusals (&self, cases);
      add_acceptance (&self, cases);
    }
  if (lines != NULL)
    forget_spans (cases);
  od_dialogue_record_clear (&self);
  return cases;
}

static gboolean
is_refused (const OdCase *this_case)
{
  return g_strcmp0 (od_facts_get (this_case->facts, "outcome"), "rejected") == 0;
}

OdCase *
od_pasted_dialogue_read (const char *text, gsize length)
{
  g_autoptr (GPtrArray) cases = od_pasted_dialogue_cases (text, length);
  OdCase *decided = NULL;

  for (guint i = 0; i < cases->len; i++)
    {
      OdCase *this_case = g_ptr_array_index (cases, i);

      if (decided == NULL || is_refused (this_case))
        decided = this_case;
    }
  return decided != NULL ? od_case_ref (decided) : NULL;
}
