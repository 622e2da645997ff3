/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* findings-in-language LOCALE-FOLDER: prints every text of every finding that the examples of the knowledge
 * lead to, one a line, with its kind, in the language of the environment. For check-translation. One thread.
 */

#include <libintl.h>
#include <locale.h>
#include <stdio.h>

#include "od-diagnose.h"

static void
print (const char *kind, const char *text)
{
  if (text != NULL)
    printf ("%s\t%s\n", kind, text);
}

static void
print_all (const char *kind, char **texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    print (kind, texts[i]);
}

static void
print_finding (const OdFinding *finding)
{
  print ("title", finding->title);
  print ("summary", finding->summary);
  print_all ("detail", finding->details);
  print_all ("digit", finding->digits);
  for (guint i = 0; i < finding->causes->len; i++)
    {
      const OdCause *cause = finding->causes->pdata[i];

      print ("cause", cause->title);
      print (od_cause_state_name (cause->state), cause->evidence);
    }
  for (guint i = 0; i < finding->fixes->len; i++)
    {
      const OdFix *fix = finding->fixes->pdata[i];

      print ("fix", fix->title);
      print ("fix-text", fix->text);
    }
}

static void
print_examples (const OdDiagnosis *diagnosis, const OdKnowledge *knowledge)
{
  for (guint i = 0; i < diagnosis->examples->len; i++)
    {
      const OdFacts *facts = diagnosis->examples->pdata[i];
      g_autoptr (GPtrArray) findings = od_diagnose (facts, knowledge);
      g_autoptr (OdFinding) line = od_diagnose_line (facts, knowledge);

      for (guint j = 0; j < findings->len; j++)
        print_finding (findings->pdata[j]);
      if (line != NULL)
        print_finding (line);
    }
}

int
main (int argc, char **argv)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  const GPtrArray *diagnoses = od_knowledge_diagnoses (knowledge);

  if (argc != 2)
    return 2;
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, argv[1]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  for (guint i = 0; i < diagnoses->len; i++)
    print_examples (diagnoses->pdata[i], knowledge);
  return 0;
}
