/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of every code of the program's own knowledge: complete, without holes, its links sound. No
 * display, no network. */

#include "od-code-page.h"

#include <string.h>

#define HOLE "…"

static const OdCodeEntry *
find (const GPtrArray *entries, const char *label)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const OdCodeEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->label, label))
        return entry;
    }
  g_error ("%s is no entry", label);
}

static OdCodePage *
page_of (const char *label)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (GPtrArray) entries = od_code_list (knowledge);

  return od_code_page_new (find (entries, label), knowledge);
}

static const OdCodeSection *
section_of (const OdCodePage *page, const char *heading)
{
  for (guint i = 0; i < page->sections->len; i++)
    {
      const OdCodeSection *section = page->sections->pdata[i];

      if (g_str_equal (section->heading, heading))
        return section;
    }
  return NULL;
}

static void
assert_parts (const char *label, const char *heading, const char *const *leads)
{
  g_autoptr (OdCodePage) page = page_of (label);
  const OdCodeSection *parts = section_of (page, heading);

  g_assert_nonnull (parts);
  g_assert_cmpint (parts->look, ==, OD_CODE_PARTS);
  g_assert_cmpuint (parts->items->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const OdCodeItem *item = parts->items->pdata[i];

      g_assert_cmpstr (item->lead, ==, leads[i]);
      g_assert_cmpstr (item->words, !=, "");
      g_assert_null (strstr (item->words, " – "));
    }
}

static void
test_taken_apart (void)
{
  assert_parts ("550", "The code, digit by digit", (const char *const[]){ "5", "5", "0" });
  assert_parts ("X.1.10", "The code, part by part", (const char *const[]){ "X", "1", "10" });
  assert_parts ("X.7.139", "The code, part by part", (const char *const[]){ "X", "7", "139" });
}

/* The second digit 7 has no words in the standard: that is said, and the third is not taken for it. */
static void
test_digit_without_words (void)
{
  g_autoptr (OdCodePage) page = page_of ("571");
  const OdCodeSection *parts = section_of (page, "The code, digit by digit");
  const OdCodeItem *second = parts->items->pdata[1];
  const OdCodeItem *third = parts->items->pdata[2];

  g_assert_cmpstr (second->words, ==, "no general meaning");
  g_assert_cmpstr (third->words, ==, "the third digit only says more exactly what the second one says");
}

/* Whether the author wrote the sign that stands for a missing value as well. */
static gboolean
is_written (const OdDiagnosis *diagnosis)
{
  GString *all = g_string_new (NULL);
  gboolean found;

  g_string_append_printf (all, "%s %s", diagnosis->title, diagnosis->summary);
  for (guint i = 0; i < diagnosis->details->len; i++)
    g_string_append (all, diagnosis->details->pdata[i]);
  for (guint i = 0; i < diagnosis->causes->len; i++)
    g_string_append (all, ((OdCauseRule *) diagnosis->causes->pdata[i])->title);
  for (guint i = 0; i < diagnosis->fixes->len; i++)
    {
      const OdFixRule *fix = diagnosis->fixes->pdata[i];

      g_string_append_printf (all, "%s %s", fix->title, fix->text != NULL ? fix->text : "");
    }
  found = strstr (all->str, HOLE) != NULL;
  g_string_free (all, TRUE);
  return found;
}

static void
assert_sound_item (const OdCodeEntry *entry, const OdCodeItem *item)
{
  g_assert_cmpstr (item->lead, !=, "");
  if (item->uri == NULL)
    return;
  if (!g_str_has_prefix (item->uri, "https://"))
    g_error ("%s: the page %s", entry->label, item->uri);
  g_assert_nonnull (item->words);
}

static void
test_every_page (void)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (GPtrArray) entries = od_code_list (knowledge);

  g_assert_cmpuint (entries->len, >, 150);
  for (guint i = 0; i < entries->len; i++)
    {
      const OdCodeEntry *entry = entries->pdata[i];
      g_autoptr (OdCodePage) page = od_code_page_new (entry, knowledge);
      g_autofree char *text = od_code_page_text (page);

      if (*page->summary == '\0' || section_of (page, "Examples") == NULL)
        g_error ("%s: no summary or no example", entry->label);
      if (strstr (text, HOLE) != NULL && !is_written (entry->diagnosis))
        g_error ("%s: a hole in:\n%s", entry->label, text);
      for (guint s = 0; s < page->sections->len; s++)
        {
          const OdCodeSection *section = page->sections->pdata[s];

          g_assert_cmpuint (section->items->len, >, 0);
          for (guint k = 0; k < section->items->len; k++)
            assert_sound_item (entry, section->items->pdata[k]);
        }
    }
}

static void
test_who_and_how_long (void)
{
  g_autoptr (OdCodePage) refused = page_of ("550");
  g_autoptr (OdCodePage) done = page_of ("250");

  g_assert_cmpstr (refused->actor, ==, "You");
  g_assert_true (g_str_has_prefix (refused->lasts, "Waiting does not help"));
  g_assert_null (done->actor);
  g_assert_null (done->lasts);
}

/* "RFC 5321 §4.2.3; RFC 1870 §6.1" are two places, each with its page and the host for all to see. */
static void
test_sources (void)
{
  g_autoptr (OdCodePage) page = page_of ("552");
  const OdCodeSection *sources = section_of (page, "Where this is written");
  const OdCodeItem *first = sources->items->pdata[0];

  g_assert_cmpuint (sources->items->len, ==, 2);
  g_assert_cmpstr (first->lead, ==, "RFC 5321 §4.2.3");
  g_assert_cmpstr (first->words, ==, "www.rfc-editor.org");
  g_assert_cmpstr (first->uri, ==, "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3");
}

static void
test_text (void)
{
  g_autoptr (OdCodePage) page = page_of ("550");
  g_autofree char *text = od_code_page_text (page);

  g_assert_true (g_str_has_prefix (text, "550 – "));
  g_assert_nonnull (strstr (text, page->title));
  g_assert_nonnull (strstr (text, page->summary));
  g_assert_nonnull (strstr (text, "Who must act: You\n"));
  g_assert_nonnull (strstr (text, "\n  5 – refused for good: "));
  g_assert_nonnull (strstr (text, "\nExamples\n  550 "));
  g_assert_nonnull (strstr (text, "https://www.rfc-editor.org/rfc/rfc5321"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-page/taken-apart", test_taken_apart);
  g_test_add_func ("/code-page/digit-without-words", test_digit_without_words);
  g_test_add_func ("/code-page/every-page", test_every_page);
  g_test_add_func ("/code-page/who-and-how-long", test_who_and_how_long);
  g_test_add_func ("/code-page/sources", test_sources);
  g_test_add_func ("/code-page/text", test_text);
  return g_test_run ();
}
