/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of a log line, and the case made of them. Any thread. The makes of log are in files of their own.
 */

#include "od-log-record.h"

#include <string.h>

#include "od-quoted-reply.h"
#include "od-text.h"

#define SOURCE "log"

void
od_log_record_clear (OdLogRecord *self)
{
  g_clear_pointer (&self->recipient, g_free);
  g_clear_pointer (&self->remote, g_free);
  g_clear_pointer (&self->status, g_free);
}

gssize
od_log_record_find (const OdLogRecord *self, gsize from, const char *what)
{
  const char *found = from <= self->length ? strstr (self->line + from, what) : NULL;

  return found != NULL ? found - self->line : -1;
}

/* A key counts at the start of a word: "to=<" is not in "orig_to=<". */
static gssize
find_key (const OdLogRecord *self, const char *key)
{
  gssize at = od_log_record_find (self, 0, key);

  while (at > 0 && (g_ascii_isalnum (self->line[at - 1]) || self->line[at - 1] == '_'))
    at = od_log_record_find (self, (gsize) at + 1, key);
  return at;
}

char *
od_log_record_value (const OdLogRecord *self, const char *key, const char *ends)
{
  gssize at = find_key (self, key);

  if (at < 0)
    return NULL;
  const char *value = self->line + at + strlen (key);
  gsize length = strcspn (value, ends);
  return length > 0 ? g_strndup (value, length) : NULL;
}

gboolean
od_log_record_set_words (OdLogRecord *self, gsize start, const char *end, gboolean last)
{
  const char *from = self->line + start;
  const char *stop = end == NULL ? NULL : last ? g_strrstr (from, end) : strstr (from, end);
  gsize length = stop != NULL ? (gsize) (stop - from) : self->length - start;

  while (length > 0 && g_ascii_isspace (*from))
    from++, length--;
  while (length > 0 && g_ascii_isspace (from[length - 1]))
    length--;
  self->words = (gsize) (from - self->line);
  self->words_length = length;
  return length > 0;
}

static gboolean
is_host (const char *name)
{
  gboolean dot = strchr (name, '.') != NULL || strchr (name, ':') != NULL;

  return dot && strpbrk (name, "/ <>@") == NULL;
}

/* The name in "192.0.2.1 (mx.example.net)". */
static char *
name_in_brackets (const char *relay)
{
  const char *open = strchr (relay, '(');

  return open != NULL ? g_strndup (open + 1, strcspn (open + 1, ")")) : NULL;
}

void
od_log_record_take_relay (OdLogRecord *self, char *relay)
{
  g_autofree char *text = relay;

  if (text == NULL)
    return;
  g_autofree char *inner = name_in_brackets (text);
  g_autofree char *host = g_strndup (text, text[0] == '[' ? strcspn (text, "]") : strcspn (text, "[( ,"));
  const char *name = inner != NULL && is_host (inner) ? inner : host + (host[0] == '[');
  g_autofree char *clean = g_strdup (name);
  gsize length = strlen (clean);

  if (length > 0 && clean[length - 1] == '.')
    clean[length - 1] = '\0';
  if (is_host (clean))
    {
      g_free (self->remote);
      self->remote = g_steal_pointer (&clean);
    }
}

static gboolean
has_word (const char *words, const char *what)
{
  return strstr (words, what) != NULL;
}

/* The stage that a mail server's own words tell, where no server answered. @words in small letters. */
static const char *
stage_of_trouble (const char *words)
{
  if (has_word (words, "greeting") || has_word (words, "initial connection"))
    return "greeting";
  if (has_word (words, "host or domain name not found") || has_word (words, "name service error") ||
      has_word (words, "host not found") || has_word (words, "name server"))
    return "lookup";
  if (has_word (words, "cannot start tls") || has_word (words, "tls session failed") ||
      has_word (words, "certificate") || has_word (words, "handshake"))
    return "tls";
  if (g_str_has_prefix (words, "connect to ") || has_word (words, "connection refused") ||
      has_word (words, "no route to host") || has_word (words, "network is unreachable") ||
      has_word (words, "connection timed out"))
    return "connect";
  return NULL;
}

static const char *
stage_of_words (const OdLogRecord *self)
{
  const char *stage = od_quoted_stage (self->line + self->words, self->words_length);

  if (stage != NULL)
    return stage;
  g_autofree char *small = g_ascii_strdown (self->line + self->words, (gssize) self->words_length);
  return stage_of_trouble (small);
}

static void
add_safe (OdFacts *facts, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_autofree char *safe = od_text_make_safe (value, -1);
  od_facts_add (facts, name, safe, SOURCE);
}

/* What the line tells beside the words. */
static OdFacts *
facts_around (const OdLogRecord *self)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "given", "log", SOURCE);
  add_safe (facts, "recipient", self->recipient);
  add_safe (facts, "remote-mta", self->remote);
  if (self->action != NULL)
    od_facts_add (facts, "action", self->action, SOURCE);
  if (g_strcmp0 (self->action, "delivered") == 0)
    od_facts_add (facts, "outcome", "accepted", SOURCE);
  return facts;
}

static void
add_words (const OdLogRecord *self, OdFacts *facts, const char *stage)
{
  g_autofree char *words = g_strndup (self->line + self->words, self->words_length);
  g_autofree char *line = strchr (words, '\n') != NULL ? od_text_collapse (words) : g_strdup (words);
  g_autofree char *text = od_text_make_safe (line, -1);

  add_safe (facts, "status", self->status);
  od_facts_add (facts, "text", text, SOURCE);
  if (stage != NULL)
    od_facts_add (facts, "stage", stage, SOURCE);
}

/* Where a server's reply is among the words it is the story, and the words a further reading. */
static OdCase *
case_of_reply (const OdLogRecord *self, const OdQuotedReply *reply)
{
  OdFacts *facts = facts_around (self);
  OdFacts *whole = facts_around (self);
  OdCase *this_case = od_case_new (facts);
  const char *stage = self->stage != NULL ? self->stage : reply->stage;

  od_quoted_reply_add_facts (reply, facts, SOURCE);
  if (!od_facts_has (facts, "status"))
    add_safe (facts, "status", self->status);
  if (stage != NULL)
    od_facts_set (facts, "stage", stage, SOURCE);
  if (reply->code != 0)
    od_facts_addf (whole, SOURCE, "code", "%u", reply->code);
  add_safe (whole, "status", reply->status);
  add_words (self, whole, stage);
  od_case_add_reading (this_case, whole);
  return this_case;
}

static OdCase *
case_of_words (const OdLogRecord *self)
{
  OdFacts *facts = facts_around (self);

  add_words (self, facts, self->stage != NULL ? self->stage : stage_of_words (self));
  return od_case_new (facts);
}

OdCase *
od_log_record_to_case (const OdLogRecord *self, gsize offset, gboolean exact)
{
  g_autoptr (OdQuotedReply) reply = od_quoted_reply_find (self->line + self->words, self->words_length);
  OdCase *this_case = reply != NULL ? case_of_reply (self, reply) : case_of_words (self);

  if (exact && reply != NULL)
    od_case_set_span (this_case, offset + self->words + reply->start, reply->length);
  else if (exact)
    od_case_set_span (this_case, offset + self->words, self->words_length);
  return this_case;
}
