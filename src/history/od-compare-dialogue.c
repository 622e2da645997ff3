/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reply at which two dialogues part. Replies are set side by side by the place in the dialogue they
 * belong to, not by their number, so that another way through (TLS at once instead of STARTTLS) is no
 * parting. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-compare-private.h"
#include "od-event-words.h"
#include "od-steady-text.h"

/* One whole reply. */
typedef struct
{
  char *place; /* "rcpt 2", "ehlo", "ehlo before encryption" */
  OdStage stage;
  guint code;
  char *command; /* what it answers, masked; NULL for the greeting */
  GString *text; /* its lines as they came */
} Reply;

static void
reply_free (Reply *self)
{
  g_free (self->place);
  g_free (self->command);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Challenges are another each time, and the reply after them is what counts. */
static gboolean
is_worth_comparing (const Reply *self)
{
  return self->code != 334 && self->stage != OD_STAGE_RSET && self->stage != OD_STAGE_QUIT;
}

static guint
count_at_stage (const GPtrArray *replies, OdStage stage)
{
  guint count = 0;

  for (guint i = 0; i < replies->len; i++)
    if (((const Reply *) replies->pdata[i])->stage == stage)
      count++;
  return count;
}

static void
take_reply (GPtrArray *replies, Reply *reply)
{
  if (!is_worth_comparing (reply))
    {
      reply_free (reply);
      return;
    }
  reply->place =
      g_strdup_printf ("%s %u", od_stage_name (reply->stage), count_at_stage (replies, reply->stage));
  g_ptr_array_add (replies, reply);
}

/* The introduction before STARTTLS is another place than the one that counts. */
static void
name_introductions (const GPtrArray *replies)
{
  for (guint i = 0; i + 1 < replies->len; i++)
    {
      Reply *reply = g_ptr_array_index (replies, i);
      const Reply *next = g_ptr_array_index (replies, i + 1);
      gboolean is_before = next->stage == OD_STAGE_STARTTLS;

      if (reply->stage != OD_STAGE_EHLO)
        continue;
      g_free (reply->place);
      reply->place = g_strdup (is_before ? "ehlo before encryption" : "ehlo");
    }
}

/* (transfer full): Reply *, up to the outcome: what follows are goodbyes and the questions of probes. */
static GPtrArray *
replies_of (OdTranscript *transcript)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) reply_free);
  const OdEvent *command = NULL;
  Reply *open = NULL;

  for (guint i = 0; i < od_transcript_get_length (transcript); i++)
    {
      const OdEvent *event = od_transcript_get_event (transcript, i);

      if (event->kind == OD_EVENT_OUTCOME)
        break;
      if (event->kind == OD_EVENT_SENT)
        command = event;
      if (event->kind != OD_EVENT_RECEIVED)
        continue;
      if (open == NULL)
        {
          open = g_new0 (Reply, 1);
          open->stage = event->stage;
          open->command = g_strdup (command != NULL ? command->text : NULL);
          open->text = g_string_new (NULL);
        }
      open->code = event->code;
      g_string_append_printf (open->text, "%s%s", open->text->len > 0 ? "\n" : "", event->text);
      if (!event->more)
        take_reply (replies, g_steal_pointer (&open));
    }
  if (open != NULL)
    take_reply (replies, open);
  name_introductions (replies);
  return replies;
}

static const Reply *
find_reply (const GPtrArray *replies, const char *place)
{
  for (guint i = 0; i < replies->len; i++)
    if (g_str_equal (((const Reply *) replies->pdata[i])->place, place))
      return g_ptr_array_index (replies, i);
  return NULL;
}

/* "5.7.1" behind the code, or nothing. */
static char *
status_of (const Reply *self)
{
  const char *text = strlen (self->text->str) > 4 ? self->text->str + 4 : "";
  g_autofree char *word = g_strndup (text, strcspn (text, " \n"));

  return g_regex_match_simple ("^[245]\\.\\d{1,3}\\.\\d{1,3}$", word, 0, 0) ? g_steal_pointer (&word)
                                                                            : g_strdup ("");
}

static gboolean
means_the_same (const Reply *one, const Reply *other)
{
  g_autofree char *status = status_of (one);
  g_autofree char *other_status = status_of (other);

  return one->code == other->code && g_str_equal (status, other_status);
}

/* What a server says of itself when it greets and introduces itself is among the facts. */
static gboolean
says_the_same (const Reply *one, const Reply *other)
{
  g_autofree char *text = od_steady_text (one->text->str);
  g_autofree char *other_text = od_steady_text (other->text->str);

  return one->stage == OD_STAGE_GREETING || one->stage == OD_STAGE_EHLO || g_str_equal (text, other_text);
}

typedef gboolean (*Alike) (const Reply *one, const Reply *other);

/* The first reply of @before that both have and that is not alike. */
static const Reply *
find_unlike (const GPtrArray *before, const GPtrArray *after, Alike alike)
{
  for (guint i = 0; i < before->len; i++)
    {
      const Reply *one = g_ptr_array_index (before, i);
      const Reply *other = find_reply (after, one->place);

      if (other != NULL && !alike (one, other))
        return one;
    }
  return NULL;
}

static gboolean
refuses (const Reply *reply)
{
  return reply != NULL && reply->code >= 400;
}

/* Of the replies that only @run has, behind the last one both have, the first that refuses, else the first:
 * there @other has ended, or gone its own way. */
static const Reply *
find_further (const GPtrArray *run, const GPtrArray *other)
{
  const Reply *further = NULL;

  for (guint i = run->len; i > 0; i--)
    {
      const Reply *reply = g_ptr_array_index (run, i - 1);

      if (find_reply (other, reply->place) != NULL)
        break;
      if (!refuses (further) || refuses (reply))
        further = reply;
    }
  return further;
}

/* (transfer full): why there is no reply: what went wrong last, else what came of the run. */
static char *
words_for_silence (OdTranscript *transcript)
{
  const OdEvent *told = NULL;

  for (guint i = 0; i < od_transcript_get_length (transcript); i++)
    {
      const OdEvent *event = od_transcript_get_event (transcript, i);

      if (event->kind == OD_EVENT_OUTCOME && told == NULL)
        told = event;
      if (event->kind == OD_EVENT_OUTCOME)
        break;
      if (event->kind == OD_EVENT_PROBLEM)
        told = event;
    }
  return told != NULL ? od_event_words (told, OD_WORDS_TRANSLATED) : NULL;
}

static char *
words_of (const Reply *reply, const OdResult *result)
{
  return reply != NULL ? g_strdup (reply->text->str) : words_for_silence (result->transcript);
}

static void
add_parting (GPtrArray *list,
             const Reply *one,
             const Reply *other,
             const OdResult *before,
             const OdResult *after)
{
  const Reply *either = one != NULL ? one : other;
  const char *stage = od_stage_words (either->stage);
  g_autofree char *label = either->command != NULL
                               /* Translators: a stage, as in “Login”, and the command that was sent */
                               ? g_strdup_printf (_ ("%s, after “%s”"), stage, either->command)
                               : g_strdup (stage);
  g_autofree char *was = words_of (one, before);
  g_autofree char *is = words_of (other, after);

  od_compare_add (list, OD_DIFFERENCE_DIALOGUE, od_stage_name (either->stage), label, was, is);
}

/* No reply differs that both have: one run got further. A refusal tells more than what was not refused. */
static void
add_end (GPtrArray *list,
         const GPtrArray *one,
         const GPtrArray *other,
         const OdResult *before,
         const OdResult *after)
{
  const Reply *further_before = find_further (one, other);
  const Reply *further_after = find_further (other, one);

  if (g_str_equal (od_result_get_outcome (before), od_result_get_outcome (after)))
    return;
  if (refuses (further_before))
    further_after = NULL;
  else if (refuses (further_after))
    further_before = NULL;
  if (further_before != NULL || further_after != NULL)
    add_parting (list, further_before, further_after, before, after);
}

void
od_compare_dialogue (GPtrArray *list, const OdResult *before, const OdResult *after)
{
  g_autoptr (GPtrArray) one = replies_of (before->transcript);
  g_autoptr (GPtrArray) other = replies_of (after->transcript);
  const Reply *unlike = find_unlike (one, other, means_the_same);

  if (unlike == NULL && find_further (one, other) == NULL && find_further (other, one) == NULL)
    unlike = find_unlike (one, other, says_the_same);
  if (unlike != NULL)
    add_parting (list, unlike, find_reply (other, unlike->place), before, after);
  else
    add_end (list, one, other, before, after);
}
