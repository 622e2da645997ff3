/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts commands and replies together. Commands wait in a queue for their replies, so pipelining is no matter.
 * Any thread. Which reply decided is for od-pasted-dialogue.c. */

#include "od-dialogue-record.h"

#include <string.h>

typedef struct
{
  const char *stage; /* static; NULL: decides nothing */
  char *recipient;   /* of RCPT, or NULL */
} Command;

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
  OdDialogueAnswer *answer = data;

  g_free (answer->recipient);
  g_string_free (answer->lines, TRUE);
  g_free (answer);
}

static void
push_command (OdDialogueRecord *self, const char *stage, char *recipient)
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
take_command (OdDialogueRecord *self, const OdDialogueLine *line)
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
finish_answer (OdDialogueRecord *self)
{
  OdDialogueAnswer *answer = self->open;
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
is_greeting (const OdDialogueRecord *self, const OdDialogueAnswer *answer)
{
  return self->answers->len == 0 && (answer->code == 220 || answer->code == 421 || answer->code == 554);
}

static void
begin_answer (OdDialogueRecord *self, const OdDialogueLine *line)
{
  OdDialogueAnswer *answer = g_new0 (OdDialogueAnswer, 1);

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
take_reply (OdDialogueRecord *self, const OdDialogueLine *line)
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
take_line (OdDialogueRecord *self, const OdDialogueLine *line)
{
  if (line->kind == OD_DIALOGUE_REPLY)
    take_reply (self, line);
  else if (line->kind == OD_DIALOGUE_COMMAND)
    take_command (self, line);
  else if (line->kind == OD_DIALOGUE_TROUBLE)
    self->trouble = *line;
}

void
od_dialogue_record_read (OdDialogueRecord *self)
{
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  for (gsize at = 0; at < self->length;)
    {
      OdDialogueLine line = od_dialogue_line_read (self->text, self->length, at, &at);
      take_line (self, &line);
    }
  if (self->open != NULL)
    finish_answer (self);
}

void
od_dialogue_record_clear (OdDialogueRecord *self)
{
  g_queue_clear_full (&self->pending, command_free);
  g_ptr_array_unref (self->answers);
}
