/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a story to its meaning: judges the readings of a case and keeps the one that says most. Pure, any
 * thread. It makes no finding until it is asked for one, and knows no code and no wording. */

#include "od-explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-mail.h"
#include "od-quoted-reply.h"
#include "od-text.h"

/* Percent. A reading judged as surely as that at most says next to nothing, so that a later one may decide;
 * one that is no quoted reply is believed so far; words pasted without any reply count from there on. */
#define NEXT_TO_NOTHING 40
#define WORDS_BELIEVED  70
#define WORDS_COUNT     70

G_DEFINE_BOXED_TYPE (OdExplained, od_explained, od_explained_ref, od_explained_unref)

OdExplained *
od_explained_ref (OdExplained *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
od_explained_unref (OdExplained *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  od_facts_unref (self->facts);
  g_free (self->item);
  g_free (self);
}

typedef struct
{
  OdFacts *facts; /* not owned */
  const OdDiagnosis *diagnosis;
  guint certainty;
} Verdict;

static Verdict
judge (OdFacts *facts, const OdKnowledge *knowledge)
{
  Verdict verdict = { facts, NULL, 0 };

  verdict.diagnosis = od_diagnose_verdict (facts, knowledge, &verdict.certainty);
  return verdict;
}

static gboolean
says_nothing (const Verdict *verdict)
{
  return verdict->certainty <= NEXT_TO_NOTHING || g_strcmp0 (verdict->diagnosis->meaning, "unknown") == 0;
}

/* Words around a reply are less to go by than a reply. */
static Verdict
judge_later (OdFacts *facts, const OdKnowledge *knowledge)
{
  Verdict verdict = judge (facts, knowledge);

  if (!od_case_is_quoted (facts))
    verdict.certainty = MIN (verdict.certainty, WORDS_BELIEVED);
  return verdict;
}

/* The first reading is the reply itself; a later one decides only where all before it say nothing. */
static Verdict
judge_readings (const OdCase *this_case, const OdKnowledge *knowledge)
{
  Verdict best = judge (this_case->facts, knowledge);

  for (guint i = 0; i < this_case->readings->len && says_nothing (&best); i++)
    {
      Verdict other = judge_later (this_case->readings->pdata[i], knowledge);

      if (!says_nothing (&other))
        best = other;
    }
  return best;
}

OdExplained *
od_explain_case (const OdCase *this_case, const OdKnowledge *knowledge)
{
  Verdict verdict = judge_readings (this_case, knowledge);
  OdExplained *self = g_new0 (OdExplained, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->facts = od_facts_ref (verdict.facts);
  self->diagnosis = verdict.diagnosis;
  self->certainty = verdict.certainty;
  self->start = this_case->start;
  self->length = this_case->length;
  return self;
}

/* The values of a fact for a sentence. */
static char *
look_up (const char *name, gpointer facts)
{
  const GPtrArray *values = od_facts_values (facts, name);
  g_autoptr (GString) joined = NULL;

  if (values == NULL)
    return NULL;
  joined = g_string_new (NULL);
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", ((const OdFact *) values->pdata[i])->value);
  return od_text_isolate (joined->str);
}

char *
od_explained_title (const OdExplained *self)
{
  const char *title = g_dpgettext2 (GETTEXT_PACKAGE, self->diagnosis->id, self->diagnosis->title);

  return od_text_expand (title, look_up, self->facts);
}

OdFinding *
od_explained_finding (const OdExplained *self, const OdKnowledge *knowledge)
{
  g_autoptr (GPtrArray) findings = od_diagnose (self->facts, knowledge);

  return od_finding_ref (findings->pdata[0]);
}

char **
od_explained_words (const OdExplained *self, const OdKnowledge *knowledge)
{
  return od_diagnose_words (self->facts, knowledge);
}

static GPtrArray *
explained_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);
}

/* Takes @cases. */
static GPtrArray *
explain_cases (GPtrArray *cases, const OdKnowledge *knowledge)
{
  GPtrArray *explained = explained_list_new ();

  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (explained, od_explain_case (cases->pdata[i], knowledge));
  g_ptr_array_unref (cases);
  return explained;
}

static GPtrArray *
explain_parsed (const OdMail *mail, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  GPtrArray *explained = explain_cases (od_bounce_read (mail), knowledge);

  *kind = explained->len > 0 ? OD_GIVEN_BOUNCE : OD_GIVEN_NOTHING;
  return explained;
}

static GPtrArray *
explain_mail (const char *bytes,
              gsize length,
              const OdKnowledge *knowledge,
              OdGivenKind *kind,
              GError **error)
{
  g_autoptr (OdMail) mail = od_mail_parse (bytes, length, error);

  return mail != NULL ? explain_parsed (mail, knowledge, kind) : NULL;
}

static GPtrArray *
explain_log_line (const char *line, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  OdCase *found = od_log_line_read (line, length);
  GPtrArray *cases = od_cases_new ();

  if (found != NULL)
    g_ptr_array_add (cases, found);
  *kind = found != NULL ? OD_GIVEN_LOG : OD_GIVEN_NOTHING;
  return explain_cases (cases, knowledge);
}

/* Where no reply was found, the words alone must be plain enough: then they are taken for one. */
static void
doubt_words (GPtrArray *explained, OdGivenKind *kind)
{
  for (guint i = explained->len; i > 0; i--)
    {
      const OdExplained *one = explained->pdata[i - 1];

      if (one->certainty < WORDS_COUNT || g_strcmp0 (one->diagnosis->meaning, "unknown") == 0)
        g_ptr_array_remove_index (explained, i - 1);
    }
  if (explained->len > 0)
    *kind = OD_GIVEN_REPLY;
}

static GPtrArray *
explain_pasted (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  GPtrArray *explained = explain_cases (od_pasted_read (text, length, kind), knowledge);

  if (*kind == OD_GIVEN_NOTHING)
    doubt_words (explained, kind);
  return explained;
}

/* Whether the words of a mail quote a reply: then somebody may ask what it means. */
static gboolean
quotes_reply (const OdMail *mail)
{
  g_autoptr (GPtrArray) replies = od_quoted_replies_find (mail->text, strlen (mail->text));

  for (guint i = 0; i < replies->len; i++)
    {
      const OdQuotedReply *reply = replies->pdata[i];

      if (reply->code >= 400 || reply->status[0] >= '4')
        return TRUE;
    }
  return FALSE;
}

/* NULL where the bytes are no mail after all. */
static GPtrArray *
explain_pasted_mail (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  g_autoptr (OdMail) mail = od_mail_parse (text, length, NULL);
  g_autoptr (GPtrArray) explained = mail != NULL ? explain_parsed (mail, knowledge, kind) : NULL;

  if (explained != NULL && explained->len == 0 && quotes_reply (mail))
    return explain_pasted (text, length, knowledge, kind);
  return g_steal_pointer (&explained);
}

/* A whole mail pasted is a mail, whatever its words would mean alone. */
static GPtrArray *
explain_text (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  GPtrArray *explained = NULL;

  if (od_mail_looks_like_one (text, length))
    explained = explain_pasted_mail (text, length, knowledge, kind);
  return explained != NULL ? explained : explain_pasted (text, length, knowledge, kind);
}

GPtrArray *
od_explain_text (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  OdGivenKind found = OD_GIVEN_NOTHING;
  GPtrArray *explained = explain_text (text, length, knowledge, &found);

  if (kind != NULL)
    *kind = found;
  return explained;
}

static GPtrArray *
explain_bytes (const OdItem *item, const OdKnowledge *knowledge, OdGivenKind *kind, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (item->bytes, &length);

  switch (item->kind)
    {
    case OD_ITEM_MAIL:
      return explain_mail (bytes, length, knowledge, kind, error);
    case OD_ITEM_LOG_LINE:
      return explain_log_line (bytes, length, knowledge, kind);
    default:
      return od_mail_looks_like_one (bytes, length) ? explain_mail (bytes, length, knowledge, kind, error)
                                                    : explain_pasted (bytes, length, knowledge, kind);
    }
}

GPtrArray *
od_explain_item (const OdItem *item, const OdKnowledge *knowledge, OdGivenKind *kind, GError **error)
{
  OdGivenKind found = OD_GIVEN_NOTHING;
  GPtrArray *explained;

  if (item->error != NULL)
    {
      g_propagate_error (error, g_error_copy (item->error));
      return NULL;
    }
  explained = explain_bytes (item, knowledge, &found, error);
  for (guint i = 0; explained != NULL && i < explained->len; i++)
    {
      OdExplained *one = explained->pdata[i];

      one->item = g_strdup (item->name);
      one->index = item->index;
    }
  if (kind != NULL)
    *kind = found;
  return explained;
}
