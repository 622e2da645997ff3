/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The entries of the reference of codes, their search and what is shown of each. Pure, any thread. What a
 * code means stands in the knowledge, not here. */

#include "od-code-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-text.h"

/* Behind all reply codes. */
#define FIRST_STATUS 1000

static void
entry_free (gpointer data)
{
  OdCodeEntry *self = data;

  g_free (self->label);
  g_free (self->title);
  g_free (self->search);
  g_free (self);
}

/* "X.1.10" → subject 1, detail 10 */
static gboolean
parse_status (const char *label, guint *subject, guint *detail)
{
  char *end = NULL;

  if (label[0] == '\0' || label[1] != '.')
    return FALSE;
  *subject = (guint) g_ascii_strtoull (label + 2, &end, 10);
  if (*end != '.')
    return FALSE;
  *detail = (guint) g_ascii_strtoull (end + 1, NULL, 10);
  return TRUE;
}

static guint
order_of (const char *label)
{
  guint subject, detail;

  if (parse_status (label, &subject, &detail))
    return FIRST_STATUS * (1 + subject) + detail;
  return (guint) g_ascii_strtoull (label, NULL, 10);
}

static const char *
translated (const OdDiagnosis *diagnosis, const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, diagnosis->id, text);
}

/* The values of a fact of the example. */
static char *
look_up (const char *name, gpointer facts)
{
  const char *value = facts != NULL ? od_facts_get (facts, name) : NULL;

  return value != NULL ? od_text_isolate (value) : NULL;
}

static OdFacts *
example_of (const OdDiagnosis *diagnosis)
{
  return diagnosis->examples->len > 0 ? diagnosis->examples->pdata[0] : NULL;
}

/* "ae" for "ä" and the like: both become the letter alone. */
static gboolean
is_umlaut_e (const GString *before, gunichar letter)
{
  return letter == 'e' && before->len > 0 && strchr ("aou", before->str[before->len - 1]) != NULL;
}

static char *
fold_letters (const char *text)
{
  g_autofree char *folded = od_text_fold (text);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_NFD);
  GString *letters = g_string_new (NULL);

  for (const char *at = apart != NULL ? apart : folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_ismark (letter) && !is_umlaut_e (letters, letter))
        g_string_append_unichar (letters, letter);
    }
  return g_string_free (letters, FALSE);
}

char *
od_code_query_fold (const char *typed)
{
  g_autofree char *safe = od_text_make_safe (typed, -1);

  return fold_letters (safe);
}

static char *
search_text (const OdDiagnosis *diagnosis)
{
  g_autofree char *words =
      g_strjoin (" ", diagnosis->id, diagnosis->meaning, translated (diagnosis, diagnosis->title),
                 translated (diagnosis, diagnosis->summary), diagnosis->title, diagnosis->summary, NULL);
  g_autofree char *without_names = od_text_expand (words, look_up, NULL);

  return fold_letters (without_names);
}

static OdCodeEntry *
entry_new (const OdDiagnosis *diagnosis)
{
  OdCodeEntry *self = g_new0 (OdCodeEntry, 1);

  self->label = g_strdup (diagnosis->entry);
  self->order = order_of (diagnosis->entry);
  self->is_status = self->order >= FIRST_STATUS;
  self->diagnosis = diagnosis;
  self->title = od_text_expand (translated (diagnosis, diagnosis->title), look_up, example_of (diagnosis));
  self->search = search_text (diagnosis);
  return self;
}

static int
by_order (gconstpointer a, gconstpointer b)
{
  const OdCodeEntry *first = *(const OdCodeEntry *const *) a;
  const OdCodeEntry *second = *(const OdCodeEntry *const *) b;

  return first->order < second->order ? -1 : first->order > second->order;
}

GPtrArray *
od_code_list (const OdKnowledge *knowledge)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (knowledge);
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];

      if (diagnosis->entry != NULL)
        g_ptr_array_add (entries, entry_new (diagnosis));
    }
  g_ptr_array_sort (entries, by_order);
  return entries;
}

/* "550", "55", "5.1", "x.1.1": up to three digits, or a class and numbers behind dots. */
static gboolean
is_number (const char *word)
{
  gsize digits = strspn (word, "0123456789");

  if (word[0] != '\0' && strchr ("245x", word[0]) != NULL && word[1] == '.')
    return strspn (word + 1, "0123456789.") == strlen (word + 1);
  return digits > 0 && digits <= 3 && word[digits] == '\0';
}

static gboolean
number_fits (const OdCodeEntry *self, const char *number)
{
  if (number[1] != '.')
    return !self->is_status && g_str_has_prefix (self->label, number);
  return self->is_status && g_str_has_prefix (self->label + 1, number + 1);
}

gboolean
od_code_entry_matches (const OdCodeEntry *self, const char *query)
{
  g_auto (GStrv) words = g_strsplit (query, " ", -1);
  gboolean wants_number = FALSE;
  gboolean has_number = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (is_number (words[i]))
        {
          wants_number = TRUE;
          has_number = has_number || number_fits (self, words[i]);
        }
      else if (strstr (self->search, words[i]) == NULL)
        return FALSE;
    }
  return has_number || !wants_number;
}

gboolean
od_code_entry_is (const OdCodeEntry *self, const char *query)
{
  if (!is_number (query))
    return FALSE;
  return self->is_status ? query[1] == '.' && g_str_equal (self->label + 1, query + 1)
                         : g_str_equal (self->label, query);
}

/* Of the verdict and its remarks the one that is this entry. */
static OdFinding *
finding_of (const OdFacts *facts, const char *id, const OdKnowledge *knowledge)
{
  g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);

  for (guint i = 0; i < findings->len; i++)
    {
      OdFinding *finding = findings->pdata[i];

      if (g_str_equal (finding->id, id))
        return od_finding_ref (finding);
    }
  return NULL;
}

OdFinding *
od_code_entry_finding (const OdCodeEntry *self, const OdKnowledge *knowledge)
{
  const OdDiagnosis *diagnosis = self->diagnosis;

  for (guint i = 0; i < diagnosis->examples->len; i++)
    {
      const OdFacts *facts = diagnosis->examples->pdata[i];
      OdFinding *finding = diagnosis->kind == OD_DIAGNOSIS_LINE
                               ? od_diagnose_line (facts, knowledge)
                               : finding_of (facts, diagnosis->id, knowledge);

      if (finding != NULL)
        return finding;
    }
  return NULL;
}

static void
add_digit (GPtrArray *digits, const OdKnowledge *knowledge, guint place, guint value)
{
  const OdDigit *digit = od_knowledge_digit (knowledge, place, value);

  if (digit != NULL)
    g_ptr_array_add (digits, g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "digits", digit->text)));
}

char **
od_code_entry_digits (const OdCodeEntry *self, const OdKnowledge *knowledge)
{
  GPtrArray *digits = g_ptr_array_new ();
  guint subject, detail;

  if (parse_status (self->label, &subject, &detail))
    {
      add_digit (digits, knowledge, OD_PLACE_CLASS, OD_DIGIT_ANY);
      add_digit (digits, knowledge, OD_PLACE_SUBJECT, subject);
      add_digit (digits, knowledge, OD_PLACE_DETAIL, OD_DIGIT_ANY);
    }
  for (guint i = 0; !self->is_status && i < 3 && g_ascii_isdigit (self->label[i]); i++)
    add_digit (digits, knowledge, i + 1, (guint) g_ascii_digit_value (self->label[i]));
  g_ptr_array_add (digits, NULL);
  return (char **) g_ptr_array_free (digits, FALSE);
}

/* (transfer full): code, status and words of an example; "" if it has none of them. */
static char *
example_reply (const OdFacts *facts, const char *const *names)
{
  GString *reply = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      const char *value = od_facts_get (facts, names[i]);

      if (value != NULL)
        g_string_append_printf (reply, "%s%s", reply->len > 0 ? " " : "", value);
    }
  return g_string_free (reply, FALSE);
}

char **
od_code_entry_examples (const OdCodeEntry *self)
{
  static const char *const of_case[] = { "code", "status", "text" };
  static const char *const of_line[] = { "line.code", "line.status", "line.text" };
  gboolean is_line = self->diagnosis->kind == OD_DIAGNOSIS_LINE;
  GPtrArray *replies = g_ptr_array_new ();

  for (guint i = 0; i < self->diagnosis->examples->len; i++)
    {
      char *reply = example_reply (self->diagnosis->examples->pdata[i], is_line ? of_line : of_case);

      if (*reply == '\0' || g_ptr_array_find_with_equal_func (replies, reply, g_str_equal, NULL))
        g_free (reply);
      else
        g_ptr_array_add (replies, reply);
    }
  g_ptr_array_add (replies, NULL);
  return (char **) g_ptr_array_free (replies, FALSE);
}
