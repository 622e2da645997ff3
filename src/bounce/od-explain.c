/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a story to its meaning: judges the readings of a case and keeps the one that says most. Pure, any
 * thread. It makes no finding until it is asked for one, and knows no code and no wording. */

#include "od-explain.h"

#include <glib/gi18n-lib.h>

#include "od-mail.h"
#include "od-text.h"

/* Percent. A reading that is judged as surely as that needs no second; another one must be surer by so much
 * to count for more than the reply itself; words without a reply count from there on. */
#define SURE          90
#define CLEARLY_SURER 20
#define WORDS_COUNT   70

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

static Verdict
judge_readings (const OdCase *this_case, const OdKnowledge *knowledge)
{
  Verdict best = judge (this_case->facts, knowledge);

  for (guint i = 0; i < this_case->readings->len && best.certainty < SURE; i++)
    {
      Verdict other = judge (this_case->readings->pdata[i], knowledge);

      if (other.certainty >= best.certainty + CLEARLY_SURER)
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
explain_mail (const char *bytes,
              gsize length,
              const OdKnowledge *knowledge,
              OdGivenKind *kind,
              GError **error)
{
  g_autoptr (OdMail) mail = od_mail_parse (bytes, length, error);
  GPtrArray *explained;

  if (mail == NULL)
    return NULL;
  explained = explain_cases (od_bounce_read (mail), knowledge);
  *kind = explained->len > 0 ? OD_GIVEN_BOUNCE : OD_GIVEN_NOTHING;
  return explained;
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

/* A whole mail pasted is a mail, unless it tells of no delivery: then it may quote what does. */
static GPtrArray *
explain_text (const char *text, gsize length, const OdKnowledge *knowledge, OdGivenKind *kind)
{
  g_autoptr (GPtrArray) explained = NULL;

  if (od_mail_looks_like_one (text, length))
    explained = explain_mail (text, length, knowledge, kind, NULL);
  if (explained != NULL && explained->len > 0)
    return g_steal_pointer (&explained);
  return explain_pasted (text, length, knowledge, kind);
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
      return explain_text (bytes, length, knowledge, kind);
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
