/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The texts of a case: translated, and filled in from its facts. Any thread. */

#include "od-case-private.h"

#include <glib/gi18n-lib.h>

#include "od-text.h"

/* The values of a fact for a sentence or an argument, joined. */
static char *
joined_values (const OdFacts *facts, const char *name)
{
  const GPtrArray *values = od_facts_values (facts, name);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", ((OdFact *) values->pdata[i])->value);
  return g_string_free (joined, FALSE);
}

char *
od_case_look_up (const char *name, gpointer user_data)
{
  const OdFacts *facts = user_data;

  return od_facts_has (facts, name) ? joined_values (facts, name) : NULL;
}

/* What stands for a fact that a pasted text did not tell: to be filled in by the reader. NULL: nothing. */
static char *
blank_for (const char *name)
{
  static const struct
  {
    const char *name;
    const char *blank;
  } blanks[] = {
    { "recipient", N_ ("‹address›") },    { "recipient.domain", N_ ("‹domain›") },
    { "address", N_ ("‹your address›") }, { "address.domain", N_ ("‹your domain›") },
    { "server", N_ ("‹server›") },        { "code", N_ ("‹code›") },
    { "status", N_ ("‹status›") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (g_str_equal (blanks[i].name, name))
      return g_strdup (_ (blanks[i].blank));
  return NULL;
}

/* Foreign text must not turn the sentence around it. */
static char *
look_up_isolated (const char *name, gpointer user_data)
{
  g_autofree char *plain = od_case_look_up (name, user_data);

  return plain != NULL ? od_text_isolate (plain) : blank_for (name);
}

char *
od_case_say_in (const OdCase *this_case, const char *context, const char *text)
{
  if (text == NULL)
    return NULL;
  return od_text_expand (g_dpgettext2 (GETTEXT_PACKAGE, context, text), look_up_isolated,
                         (gpointer) this_case->facts);
}

char *
od_case_say (const OdCase *this_case, const char *text)
{
  return od_case_say_in (this_case, this_case->diagnosis->id, text);
}
