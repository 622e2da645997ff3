/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The replies in prose, each with recipient, host and stage from the words around it. Any thread. The phrases
 * are in od-pasted-words.c. */

#include "od-pasted-reply.h"

#include <string.h>

#include "od-pasted-address.h"
#include "od-pasted-forms.h"
#include "od-pasted-words.h"
#include "od-quoted-reply.h"
#include "od-reply-number.h"
#include "od-text.h"

#define SOURCE       "pasted"
#define NEIGHBOURS   4
#define MAX_READINGS 20 /* more stories than that have no use for the whole text each */

/* One text on its way to cases. */
typedef struct
{
  const char *text;
  gsize length;
  char *small; /* in small letters */
  char *client_code;
  char *substance;
  const char *stage; /* what the program's words tell, or NULL */
  guint n_replies;
  OdGivenKind kind;
} Prose;

static void
prose_clear (Prose *self)
{
  g_free (self->small);
  g_free (self->client_code);
  g_free (self->substance);
}

static void
add_safe (OdFacts *facts, const char *name, char *value)
{
  g_autofree char *owned = value;

  if (owned == NULL)
    return;
  g_autofree char *safe = od_text_make_safe (owned, -1);
  od_facts_add (facts, name, safe, SOURCE);
}

static void
shift (GPtrArray *replies, gsize offset)
{
  for (guint i = 0; i < replies->len; i++)
    ((OdQuotedReply *) g_ptr_array_index (replies, i))->start += offset;
}

/* The replies of the stretches between a program's pieces of advice. */
static GPtrArray *
find_replies (const Prose *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) od_quoted_reply_free);

  for (gsize at = 0; at < self->length;)
    {
      gsize stop = self->kind == OD_GIVEN_PROGRAM ? od_pasted_words_stop (self->small, at + 1) : self->length;
      g_autoptr (GPtrArray) some = od_quoted_replies_find (self->text + at, MIN (stop, self->length) - at);

      shift (some, at);
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
      at = MIN (stop, self->length);
    }
  return all;
}

/* Whether @other says what @reply says, and more: "Server error: 550" beside "550 5.1.1 Unknown". */
static gboolean
is_part_of (const OdQuotedReply *reply, const OdQuotedReply *other)
{
  if (reply->code != other->code && reply->code != 0 && other->code != 0)
    return FALSE;
  if (reply->status[0] != '\0' && other->status[0] != '\0' && !g_str_equal (reply->status, other->status))
    return FALSE;
  if (reply->text[0] == '\0')
    return other->text[0] != '\0' || other->status[0] != '\0';
  return reply->code == 0 && other->code != 0 && strstr (other->text, reply->text) != NULL;
}

/* Looked at are a few before and behind. */
static gboolean
is_redundant (GPtrArray *replies, guint index)
{
  guint first = index > NEIGHBOURS ? index - NEIGHBOURS : 0;

  for (guint i = first; i < replies->len && i <= index + NEIGHBOURS; i++)
    if (i != index && is_part_of (g_ptr_array_index (replies, index), g_ptr_array_index (replies, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_refusal (GPtrArray *replies)
{
  for (guint i = 0; i < replies->len; i++)
    {
      const OdQuotedReply *reply = g_ptr_array_index (replies, i);
      if (reply->code >= 400 || (reply->code == 0 && reply->status[0] >= '4'))
        return TRUE;
    }
  return FALSE;
}

/* Takes out what another one says better, and successes beside refusals. */
static void
thin_out (GPtrArray *replies)
{
  gboolean refused = has_refusal (replies);

  for (guint i = replies->len; i-- > 0;)
    {
      const OdQuotedReply *reply = g_ptr_array_index (replies, i);
      gboolean success = refused && (reply->code != 0 ? reply->code < 400 : reply->status[0] == '2');

      if (success || is_redundant (replies, i))
        g_ptr_array_remove_index (replies, i);
    }
}

static void
add_common (const Prose *self, OdFacts *facts)
{
  od_facts_add (facts, "given", od_given_kind_name (self->kind), SOURCE);
  if (self->client_code != NULL)
    od_facts_add (facts, "client-code", self->client_code, SOURCE);
}

/* The words of the whole text as a further reading. */
static void
add_whole (const Prose *self, OdCase *this_case)
{
  if (g_strcmp0 (od_facts_get (this_case->facts, "text"), self->substance) == 0)
    return;
  OdFacts *whole = od_facts_copy (this_case->facts);
  od_facts_set (whole, "text", self->substance, SOURCE);
  od_case_add_reading (this_case, whole);
}

static gsize
end_of (const OdQuotedReply *reply)
{
  return reply->start + reply->length;
}

/* @low, @high: between the replies before and behind. */
static OdCase *
case_of (const Prose *self, const OdQuotedReply *reply, gsize low, gsize high)
{
  OdFacts *facts = od_facts_new ();
  OdCase *this_case = od_case_new (facts);
  const char *stage = reply->stage != NULL ? reply->stage : self->stage;

  add_common (self, facts);
  od_quoted_reply_add_facts (reply, facts, SOURCE);
  if (stage != NULL)
    od_facts_set (facts, "stage", stage, SOURCE);
  if (g_strcmp0 (stage, "mail") != 0)
    add_safe (facts, "recipient", od_pasted_recipient (self->text, low, reply->start, end_of (reply), high));
  add_safe (facts, "remote-mta", od_pasted_host (self->text, low, reply->start));
  od_case_set_span (this_case, reply->start, reply->length);
  if (self->n_replies <= MAX_READINGS)
    add_whole (self, this_case);
  return this_case;
}

static char *
key_of (const OdFacts *facts, const char *recipient)
{
  const char *code = od_facts_get (facts, "code");
  const char *status = od_facts_get (facts, "status");
  const char *text = od_facts_get (facts, "text");

  return g_strdup_printf ("%s|%s|%s|%s", code ? code : "", status ? status : "", recipient ? recipient : "",
                          text ? text : "");
}

/* Whether the same was said before, to the same recipient; without one, to anybody. Takes note of it. */
static gboolean
was_said (GHashTable *said, const OdCase *this_case)
{
  const char *recipient = od_facts_get (this_case->facts, "recipient");
  g_autofree char *key = key_of (this_case->facts, recipient);

  if (g_hash_table_contains (said, key))
    return TRUE;
  g_hash_table_add (said, key_of (this_case->facts, NULL));
  g_hash_table_add (said, g_steal_pointer (&key));
  return FALSE;
}

static void
add_cases (const Prose *self, GPtrArray *replies, GPtrArray *cases)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize low = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      const OdQuotedReply *reply = g_ptr_array_index (replies, i);
      const OdQuotedReply *next = i + 1 < replies->len ? g_ptr_array_index (replies, i + 1) : NULL;
      gsize high = next != NULL ? end_of (reply) : self->length;

      g_autoptr (OdCase)
          this_case = case_of (self, reply, MIN (low, reply->start), MAX (high, end_of (reply)));
      if (!was_said (said, this_case))
        g_ptr_array_add (cases, g_steal_pointer (&this_case));
      low = end_of (reply);
    }
}

/* The words of the server where the program says which they are, else all. */
static char *
dup_words (const Prose *self, gsize *start, gsize *end)
{
  gsize begin = self->kind == OD_GIVEN_PROGRAM ? od_pasted_words_lead_in (self->small) : 0;
  gsize stop = begin > 0 ? od_pasted_words_stop (self->small, begin) : self->length;
  g_autofree char *words = od_pasted_words_substance (self->text + begin, stop - begin);

  if (strlen (words) > 2)
    {
      *start = begin;
      *end = stop;
      return g_steal_pointer (&words);
    }
  *start = 0;
  *end = self->length;
  return g_strdup (self->substance);
}

/* No reply with a code or status. */
static void
add_words (const Prose *self, GPtrArray *cases)
{
  gsize start, end;
  OdFacts *facts = od_facts_new ();
  OdCase *this_case = od_case_new (facts);
  g_autofree char *words = dup_words (self, &start, &end);

  add_common (self, facts);
  od_facts_add (facts, "text", words, SOURCE);
  if (self->stage != NULL)
    od_facts_add (facts, "stage", self->stage, SOURCE);
  if (g_strcmp0 (self->stage, "mail") != 0)
    add_safe (facts, "recipient",
              od_pasted_recipient (self->text, 0, self->length, self->length, self->length));
  od_case_set_span (this_case, start, end - start);
  add_whole (self, this_case);
  g_ptr_array_add (cases, this_case);
}

OdGivenKind
od_pasted_prose_read (const char *text, GPtrArray *cases)
{
  Prose self = { .text = text, .length = strlen (text), .kind = OD_GIVEN_REPLY };

  self.small = g_ascii_strdown (text, (gssize) self.length);
  self.client_code = od_pasted_words_client_code (self.small);
  self.substance = od_pasted_words_substance (text, self.length);
  if (self.client_code != NULL || od_pasted_words_of_program (self.small))
    self.kind = OD_GIVEN_PROGRAM;
  self.stage = self.kind == OD_GIVEN_PROGRAM ? od_pasted_words_stage (self.small) : NULL;

  g_autoptr (GPtrArray) replies = find_replies (&self);
  od_pasted_forms_mend (text, self.length, replies);
  thin_out (replies);
  self.n_replies = replies->len;
  if (replies->len == 0 && self.kind == OD_GIVEN_REPLY)
    self.kind = OD_GIVEN_NOTHING;
  if (replies->len > 0)
    add_cases (&self, replies, cases);
  else
    add_words (&self, cases);
  prose_clear (&self);
  return self.kind;
}

OdCase *
od_pasted_bare_reply_read (const char *text, gsize length)
{
  if (length < 4 || length > 2048 || !g_ascii_isdigit (text[0]) || memchr (text, '\n', length) != NULL)
    return NULL;
  if (!od_reply_number_is_code (text, length, 0))
    return NULL;
  g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (text, length);
  OdFacts *facts = od_facts_new ();
  OdCase *this_case = od_case_new (facts);

  od_facts_add (facts, "given", "reply", SOURCE);
  od_quoted_reply_add_facts (reply, facts, SOURCE);
  add_safe (facts, "recipient", od_pasted_recipient (text, 0, reply->start, end_of (reply), length));
  od_case_set_span (this_case, reply->start, reply->length);
  return this_case;
}
