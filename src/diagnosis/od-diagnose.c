/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From facts and knowledge to findings: picks the rule, has its causes judged (od-judge.c), keeps the
 * fixes that fit, and puts the finding together. Pure, any thread. It decides nothing that the knowledge does
 * not say. */

#include "od-diagnose.h"

#include <glib/gi18n-lib.h>

#include "od-case-private.h"
#include "od-deciding-words.h"
#include "od-fact-list.h"
#include "od-rule-index.h"
#include "od-text.h"

/* Whether any of them holds; with none, always. */
static gboolean
any_holds (const GPtrArray *conditions, const OdFacts *facts)
{
  for (guint i = 0; i < conditions->len; i++)
    if (od_condition_holds (conditions->pdata[i], facts))
      return TRUE;
  return conditions->len == 0;
}

static OdFix *
make_fix (const OdCase *this_case, const OdFixRule *rule)
{
  OdFix *fix = g_new0 (OdFix, 1);

  fix->action = g_strdup (rule->action);
  fix->arguments = od_text_expand (rule->arguments, od_case_look_up, (gpointer) this_case->facts);
  fix->title = od_case_say (this_case, rule->title);
  fix->text = od_case_say (this_case, rule->text);
  return fix;
}

static GPtrArray *
make_fixes (const OdCase *this_case)
{
  const GPtrArray *rules = this_case->diagnosis->fixes;
  GPtrArray *fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) od_fix_free);

  for (guint i = 0; i < rules->len; i++)
    if (any_holds (((OdFixRule *) rules->pdata[i])->when, this_case->facts))
      g_ptr_array_add (fixes, make_fix (this_case, rules->pdata[i]));
  return fixes;
}

static void
question_free (gpointer data)
{
  OdQuestion *question = data;

  g_free (question->fact);
  g_free (question->text);
  g_free (question);
}

static GPtrArray *
make_questions (const OdCase *this_case)
{
  const GPtrArray *rules = this_case->diagnosis->questions;
  GPtrArray *questions = g_ptr_array_new_with_free_func (question_free);

  for (guint i = 0; i < rules->len; i++)
    {
      const OdQuestionRule *rule = rules->pdata[i];
      OdQuestion *question;

      if (od_facts_has (this_case->facts, rule->fact) || !any_holds (rule->when, this_case->facts))
        continue;
      question = g_new0 (OdQuestion, 1);
      question->fact = g_strdup (rule->fact);
      question->text = od_case_say (this_case, rule->text);
      g_ptr_array_add (questions, question);
    }
  return questions;
}

static char **
say_all (const OdCase *this_case, const GPtrArray *texts)
{
  char **said = g_new0 (char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    said[i] = od_case_say (this_case, texts->pdata[i]);
  return said;
}

static char **
copy_all (const GPtrArray *texts)
{
  char **copies = g_new0 (char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    copies[i] = g_strdup (texts->pdata[i]);
  return copies;
}

/* Name of a fact of the deciding reply, or of the line that is explained. */
static const char *
reply_fact (const OdCase *this_case, const char *of_case, const char *of_line)
{
  gboolean is_line = this_case->diagnosis->kind == OD_DIAGNOSIS_LINE;

  return od_facts_get (this_case->facts, is_line ? of_line : of_case);
}

/* The reply as the server sent it: code, status, words. */
static char *
server_words (const OdCase *this_case)
{
  const char *parts[3] = {
    reply_fact (this_case, "code", "line.code"),
    reply_fact (this_case, "status", "line.status"),
    reply_fact (this_case, "text", "line.text"),
  };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", parts[i]);
  return g_string_free (words, words->len == 0);
}

/* What each digit of the code says (RFC 5321 §4.2.1). */
static char **
digits_of (const OdCase *this_case)
{
  const char *code = reply_fact (this_case, "code", "line.code");
  GPtrArray *digits = g_ptr_array_new ();

  for (guint i = 0; code != NULL && i < 3 && g_ascii_isdigit (code[i]); i++)
    {
      const OdDigit *digit =
          od_knowledge_digit (this_case->knowledge, i + 1, (guint) g_ascii_digit_value (code[i]));

      if (digit != NULL)
        g_ptr_array_add (digits, g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "digits", digit->text)));
    }
  g_ptr_array_add (digits, NULL);
  return (char **) g_ptr_array_free (digits, FALSE);
}

/* Percent, by what the words can say; less where they say another thing as well. */
static guint
certainty_of_sign (guint weight, const OdRule *rival)
{
  if (weight >= OD_SIGN_CLEAR)
    return rival == NULL ? 95 : 70;
  return weight >= 100 ? 70 : 40;
}

/* Percent. A rule that needs more than a code at a stage is exact; one that knows the code or the group of
 * the status comes next; the stage alone is little, and a stage that had to be guessed makes less sure. */
static guint
certainty_of (const OdRule *rule, const OdRule *rival, const OdFacts *facts)
{
  guint weight = od_condition_weight (rule->condition);
  guint sign = od_condition_sign_weight (rule->condition);
  guint certainty = weight >= 45 ? 95 : weight >= 25 ? 70 : 40;

  if (sign > 0)
    return certainty_of_sign (sign, rival);
  if (rule->diagnosis->kind != OD_DIAGNOSIS_PROBLEM)
    return 95;
  return od_condition_is_guess (rule->condition, facts) ? MIN (certainty, 70) : certainty;
}

static OdFinding *
make_finding (const OdCase *this_case, const OdCondition *condition, guint certainty)
{
  const OdDiagnosis *diagnosis = this_case->diagnosis;
  OdFinding *finding = g_new0 (OdFinding, 1);

  finding->ref_count = 1;
  finding->id = g_strdup (diagnosis->id);
  finding->kind = diagnosis->kind;
  finding->actor = diagnosis->actor;
  finding->lasts = diagnosis->lasts;
  finding->meaning = g_strdup (diagnosis->meaning);
  finding->title = od_case_say (this_case, diagnosis->title);
  finding->summary = od_case_say (this_case, diagnosis->summary);
  finding->details = say_all (this_case, diagnosis->details);
  finding->causes = od_judge_causes (this_case);
  finding->fixes = make_fixes (this_case);
  finding->questions = make_questions (this_case);
  finding->sources = copy_all (diagnosis->sources);
  finding->server_words = server_words (this_case);
  finding->digits = digits_of (this_case);
  finding->words = od_deciding_words (condition, this_case->facts);
  finding->certainty = certainty;
  return finding;
}

static const OdCondition *
condition_that_holds (const OdDiagnosis *diagnosis, const OdFacts *facts)
{
  for (guint i = 0; i < diagnosis->when->len; i++)
    if (od_condition_holds (diagnosis->when->pdata[i], facts))
      return diagnosis->when->pdata[i];
  return NULL;
}

static void
add_remarks (GPtrArray *findings, const OdFacts *facts, const OdKnowledge *knowledge)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (knowledge);

  for (guint i = 0; i < diagnoses->len; i++)
    {
      OdCase this_case = { facts, knowledge, diagnoses->pdata[i] };
      const OdCondition *condition = NULL;

      if (this_case.diagnosis->kind == OD_DIAGNOSIS_REMARK)
        condition = condition_that_holds (this_case.diagnosis, facts);
      if (condition != NULL)
        g_ptr_array_add (findings, make_finding (&this_case, condition, 95));
    }
}

/* Whether it is a reply that ended a run, with words. */
static gboolean
is_reply_of_run (const OdFacts *facts)
{
  return od_facts_has (facts, "outcome") && od_facts_has (facts, "code") && od_facts_has (facts, "text") &&
         !od_facts_has (facts, "given");
}

/* The words of the reply alone, as if they had been pasted, where they are clear; or NULL. */
static const OdRule *
rule_by_words (const OdFacts *facts, const OdKnowledge *knowledge)
{
  g_autoptr (OdFacts) pasted = od_facts_copy (facts);
  const OdRule *rival = NULL;
  const OdRule *rule;

  od_facts_add (pasted, "given", "reply", "words");
  rule = od_rule_index_find (od_knowledge_index (knowledge), pasted, &rival);
  return od_condition_sign_weight (rule->condition) >= OD_SIGN_CLEAR && rival == NULL ? rule : NULL;
}

/* The rule that decides. Where a run leaves only a rule that is not sure, as by the code at its stage, and
 * the words of the reply clearly mean something else, these decide. */
static const OdRule *
find_rule (const OdFacts *facts, const OdKnowledge *knowledge, guint *certainty)
{
  const OdRule *rival = NULL;
  const OdRule *rule = od_rule_index_find (od_knowledge_index (knowledge), facts, &rival);
  const OdRule *by_words = NULL;

  *certainty = certainty_of (rule, rival, facts);
  if (*certainty < 95 && is_reply_of_run (facts))
    by_words = rule_by_words (facts, knowledge);
  if (by_words == NULL || g_strcmp0 (by_words->diagnosis->meaning, rule->diagnosis->meaning) == 0)
    return rule;
  *certainty = 95;
  return by_words;
}

GPtrArray *
od_diagnose (const OdFacts *facts, const OdKnowledge *knowledge)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) od_finding_unref);
  guint certainty;
  const OdRule *rule = find_rule (facts, knowledge, &certainty);
  OdCase this_case = { facts, knowledge, rule->diagnosis };

  g_ptr_array_add (findings, make_finding (&this_case, rule->condition, certainty));
  add_remarks (findings, facts, knowledge);
  return findings;
}

const OdDiagnosis *
od_diagnose_pick (const OdFacts *facts, const OdKnowledge *knowledge)
{
  return od_rule_index_find (od_knowledge_index (knowledge), facts, NULL)->diagnosis;
}

const OdDiagnosis *
od_diagnose_verdict (const OdFacts *facts, const OdKnowledge *knowledge, guint *certainty)
{
  return find_rule (facts, knowledge, certainty)->diagnosis;
}

char **
od_diagnose_words (const OdFacts *facts, const OdKnowledge *knowledge)
{
  guint certainty;

  return od_deciding_words (find_rule (facts, knowledge, &certainty)->condition, facts);
}

OdFinding *
od_diagnose_line (const OdFacts *facts, const OdKnowledge *knowledge)
{
  const OdRule *rule = od_rules_find (od_knowledge_line_rules (knowledge), facts);
  OdCase this_case = { facts, knowledge, rule != NULL ? rule->diagnosis : NULL };

  return rule != NULL ? make_finding (&this_case, rule->condition, 95) : NULL;
}
