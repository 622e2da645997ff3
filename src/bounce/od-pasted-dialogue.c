/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A recorded dialogue read to its end: which reply decided, for which recipient, at which stage. Commands
 * wait in a queue for their replies, so pipelining is no matter. Any thread. The lines are told apart in
 * od-dialogue-line.c. */

#include <string.h>

#include "od-dialogue-line.h"
#include "od-pasted.h"
#include "od-quoted-reply.h"
#include "od-text.h"

#define SOURCE "transcript"

typedef struct
{
  const char *stage; /* static; NULL: decides nothing */
  char *recipient;   /* of RCPT, or NULL */
} Command;

/* One whole reply. */
typedef struct
{
  guint code;
  const char *stage;
  char *recipient;
  gsize start;
  gsize length;
  GString *lines;
} Answer;

typedef struct
{
  const char *text;
  gsize length;
  GQueue pending;     /* Command * */
  GPtrArray *answers; /* Answer * */
  Answer *open;       /* of which lines are still coming, or NULL */
  const char *stage;  /* of the last reply */
  gboolean in_body;
  guint commands;
  OdDialogueLine trouble;
} Dialogue;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->recipient);
  g_free (command);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->recipient);
  g_string_free (answer->lines, TRUE);
  g_free (answer);
}

static void
push_command (Dialogue *self, const char *stage, char *recipient)
{
  Command *command = g_new0 (Command, 1);

  command->stage = stage;
  command->recipient = recipient;
  g_queue_push_tail (&self->pending, command);
}

/* The address in "RCPT TO:<anna@example.org> NOTIFY=…". */
static char *
dup_recipient (const char *line, gsize length)
{
  const char *start = memchr (line, ':', length);
  const char *end = line + length;

  if (start == NULL)
    return NULL;
  for (start++; start < end && (*start == ' ' || *start == '<'); start++)
    ;
  gsize size = 0;
  while (start + size < end && start[size] != '>' && start[size] != ' ')
    size++;
  return size > 0 ? g_strndup (start, size) : NULL;
}

static void
take_command (Dialogue *self, const OdDialogueLine *line)
{
  gboolean dot = line->length == 1 && self->text[line->start] == '.';

  if (self->in_body)
    {
      self->in_body = !dot;
      return;
    }
  if (dot)
    return;
  self->commands++;
  push_command (self, line->stage,
                g_strcmp0 (line->stage, "rcpt") == 0 ? dup_recipient (self->text + line->start, line->length)
                                                     : NULL);
}

/* What the reply now finished answers. */
static void
finish_answer (Dialogue *self)
{
  Answer *answer = self->open;
  Command *command = g_queue_peek_head (&self->pending);

  self->open = NULL;
  self->in_body = FALSE;
  if (command != NULL)
    {
      answer->stage = command->stage;
      answer->recipient = g_strdup (command->recipient);
    }
  else
    answer->stage = self->answers->len == 0 ? "greeting" : self->stage;
  g_ptr_array_add (self->answers, answer);
  self->stage = answer->stage;
  if (answer->code == 334)
    return;
  if (command != NULL)
    command_free (g_queue_pop_head (&self->pending));
  if (answer->code == 354)
    {
      self->in_body = TRUE;
      push_command (self, "dot", NULL);
    }
}

/* The greeting comes before the first command, also where that was typed ahead. */
static gboolean
is_greeting (const Dialogue *self, const Answer *answer)
{
  return self->answers->len == 0 && (answer->code == 220 || answer->code == 421 || answer->code == 554);
}

static void
begin_answer (Dialogue *self, const OdDialogueLine *line)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->code = line->code;
  answer->start = line->start;
  answer->lines = g_string_new (NULL);
  self->open = answer;
  if (is_greeting (self, answer) && !g_queue_is_empty (&self->pending))
    {
      Command *greeting = g_new0 (Command, 1);
      greeting->stage = "greeting";
      g_queue_push_head (&self->pending, greeting);
    }
}

static void
take_reply (Dialogue *self, const OdDialogueLine *line)
{
  if (self->open != NULL && self->open->code != line->code)
    finish_answer (self);
  if (self->open == NULL)
    begin_answer (self, line);
  self->open->length = line->start + line->length - self->open->start;
  g_string_append_len (self->open->lines, self->text + line->start, (gssize) line->length);
  g_string_append_c (self->open->lines, '\n');
  if (!line->more)
    finish_answer (self);
}

static void
take_line (Dialogue *self, const OdDialogueLine *line)
{
  if (line->kind == OD_DIALOGUE_REPLY)
    take_reply (self, line);
  else if (line->kind == OD_DIALOGUE_COMMAND)
    take_command (self, line);
  else if (line->kind == OD_DIALOGUE_TROUBLE)
    self->trouble = *line;
}

static void
dialogue_read (Dialogue *self)
{
  for (gsize at = 0; at < self->length;)
    {
      OdDialogueLine line = od_dialogue_line_read (self->text, self->length, at, &at);
      take_line (self, &line);
    }
  if (self->open != NULL)
    finish_answer (self);
}

static void
dialogue_clear (Dialogue *self)
{
  g_queue_clear_full (&self->pending, command_free);
  g_ptr_array_unref (self->answers);
}

static gboolean
is_dialogue (const Dialogue *self)
{
  const Answer *first = self->answers->len > 0 ? g_ptr_array_index (self->answers, 0) : NULL;

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
is_refusal (const Answer *answer)
{
  return answer->code >= 400 && rank_of (answer->stage) > 0;
}

static gboolean
is_recipient (const Answer *answer)
{
  return g_strcmp0 (answer->stage, "rcpt") == 0;
}

/* Whether the dialogue went on after the refusal at @index, so that it stopped nothing. */
static gboolean
was_overcome (const Dialogue *self, guint index)
{
  const Answer *refusal = g_ptr_array_index (self->answers, index);

  for (guint i = index + 1; i < self->answers->len; i++)
    {
      const Answer *later = g_ptr_array_index (self->answers, i);

      if (later->code < 400 && rank_of (later->stage) >= rank_of (refusal->stage))
        return TRUE;
    }
  return FALSE;
}

static const Answer *
first_accepted_recipient (const Dialogue *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = g_ptr_array_index (self->answers, i);

      if (is_recipient (answer) && answer->code < 300 && answer->recipient != NULL)
        return answer;
    }
  return NULL;
}

static gboolean
any_recipient_refused (const Dialogue *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (is_recipient (g_ptr_array_index (self->answers, i)) &&
        is_refusal (g_ptr_array_index (self->answers, i)))
      return TRUE;
  return FALSE;
}

/* "No valid recipients" after every RCPT was refused tells nothing new. */
static gboolean
is_mere_consequence (const Dialogue *self, const Answer *answer)
{
  return rank_of (answer->stage) > rank_of ("rcpt") && first_accepted_recipient (self) == NULL &&
         any_recipient_refused (self);
}

/* The name in "220 mx.example.net ESMTP". */
static void
add_server (const Dialogue *self, OdFacts *facts)
{
  const Answer *greeting = g_ptr_array_index (self->answers, 0);
  const char *name = greeting->lines->str + MIN (greeting->lines->len, 4);
  g_autofree char *host = g_strndup (name, strcspn (name, " \n\t"));

  if (g_strcmp0 (greeting->stage, "greeting") != 0 || greeting->code != 220 || strchr (host, '.') == NULL)
    return;
  g_autofree char *safe = od_text_make_safe (host, -1);
  od_facts_add (facts, "remote-mta", safe, SOURCE);
}

static void
add_recipient (const Dialogue *self, const Answer *answer, OdFacts *facts)
{
  const Answer *of = answer->recipient != NULL ? answer : first_accepted_recipient (self);
  const char *stage = answer->stage;

  if (of == NULL || (of != answer && rank_of (stage) > 0 && rank_of (stage) < rank_of ("rcpt")))
    return;
  g_autofree char *safe = od_text_make_safe (of->recipient, -1);
  od_facts_add (facts, "recipient", safe, SOURCE);
}

/* Words that look like no reply in prose: "550 12 people". */
static void
add_bare_words (const Answer *answer, OdFacts *facts)
{
  g_autofree char *safe = od_text_make_safe (answer->lines->str + MIN (answer->lines->len, 4), -1);

  od_facts_addf (facts, SOURCE, "code", "%u", answer->code);
  od_facts_add (facts, "text", safe, SOURCE);
}

static OdFacts *
facts_of (const Dialogue *self, const Answer *answer)
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
add_case (const Dialogue *self, GPtrArray *cases, const Answer *answer, const char *outcome)
{
  OdFacts *facts = facts_of (self, answer);
  OdCase *this_case = od_case_new (facts);

  od_facts_add (facts, "outcome", outcome, SOURCE);
  od_case_set_span (this_case, answer->start, answer->length);
  g_ptr_array_add (cases, this_case);
}

static void
add_refusals (const Dialogue *self, GPtrArray *cases)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = g_ptr_array_index (self->answers, i);

      if (!is_refusal (answer) || is_mere_consequence (self, answer))
        continue;
      if (is_recipient (answer) || !was_overcome (self, i))
        add_case (self, cases, answer, "rejected");
    }
}

/* The reply to the message, else the last one that is no goodbye. */
static const Answer *
last_good (const Dialogue *self, gboolean *delivered)
{
  const Answer *last = NULL;

  *delivered = FALSE;
  for (guint i = 0; i < self->answers->len && !*delivered; i++)
    {
      const Answer *answer = g_ptr_array_index (self->answers, i);

      *delivered = g_strcmp0 (answer->stage, "dot") == 0 && answer->code < 300;
      if (answer->code < 400 && rank_of (answer->stage) > 0)
        last = answer;
    }
  return last;
}

/* The tool says in its own words why it ended: "Remote host closed connection unexpectedly". */
static gboolean
add_trouble (const Dialogue *self, GPtrArray *cases)
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
add_acceptance (const Dialogue *self, GPtrArray *cases)
{
  gboolean delivered;
  const Answer *good = last_good (self, &delivered);

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
  Dialogue self = { .text = lines != NULL ? lines : text, .length = lines != NULL ? strlen (lines) : length };
  GPtrArray *cases = od_cases_new ();

  self.answers = g_ptr_array_new_with_free_func (answer_free);
  dialogue_read (&self);
  if (is_dialogue (&self))
    {
      add_refusals (&self, cases);
      add_acceptance (&self, cases);
    }
  if (lines != NULL)
    forget_spans (cases);
  dialogue_clear (&self);
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
