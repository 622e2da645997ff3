/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Explanations as text, JSON, CSV and TSV, and words marked in a text. The verdicts are those of the
 * program's own knowledge; which they are is tested elsewhere. */

#include "od-marked-text.h"
#include "od-meaning-words.h"
#include "od-report-explained.h"

#include <string.h>

static OdExplained *
explain (const char *recipient, const char *text)
{
  OdFacts *facts = od_facts_new ();
  g_autoptr (OdCase) this_case = NULL;
  OdExplained *explained;

  od_facts_add (facts, "given", "bounce", "test");
  od_facts_add (facts, "recipient", recipient, "test");
  od_facts_add (facts, "code", "550", "test");
  od_facts_add (facts, "status", "5.1.1", "test");
  od_facts_add (facts, "stage", "rcpt", "test");
  od_facts_add (facts, "text", text, "test");
  od_facts_add (facts, "remote-mta", "mx.example.org", "test");
  this_case = od_case_new (facts);
  explained = od_explain_case (this_case, od_knowledge_get_default ());
  explained->item = g_strdup ("bounces.mbox: 17");
  return explained;
}

static char *
row (const char *recipient, const char *text, OdTableKind kind)
{
  g_autoptr (OdExplained) explained = explain (recipient, text);
  GString *out = g_string_new (NULL);

  od_report_explained_add_row (out, explained, od_knowledge_get_default (), kind);
  return g_string_free (out, FALSE);
}

static void
test_json (void)
{
  g_autoptr (OdExplained) explained = explain ("anna@example.org", "User \"x\"\nunknown");
  g_autofree char *text = od_report_explained_json (explained, od_knowledge_get_default ());
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object;

  g_assert_null (strchr (text, '\n'));
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "item"), ==, "bounces.mbox: 17");
  g_assert_cmpstr (json_object_get_string_member (object, "recipient"), ==, "anna@example.org");
  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, 550);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "5.1.1");
  g_assert_cmpstr (json_object_get_string_member (object, "stage"), ==, "rcpt");
  g_assert_cmpstr (json_object_get_string_member (object, "meaning"), ==, explained->diagnosis->meaning);
  g_assert_cmpstr (json_object_get_string_member (object, "diagnosis"), ==, explained->diagnosis->id);
  g_assert_cmpint (json_object_get_int_member (object, "certainty"), ==, explained->certainty);
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "User \"x\"\nunknown");
  g_assert_cmpstr (json_object_get_string_member (object, "remote-mta"), ==, "mx.example.org");
  g_assert_cmpstr (json_object_get_string_member (object, "given"), ==, "bounce");
  g_assert_false (json_object_has_member (object, "action"));
  g_assert_nonnull (json_object_get_array_member (object, "words"));
}

static void
test_header (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GString) tsv = g_string_new (NULL);
  g_autofree char *line = row ("anna@example.org", "no", OD_TABLE_TSV);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) cells = NULL;

  od_report_explained_add_header (csv, OD_TABLE_CSV);
  od_report_explained_add_header (tsv, OD_TABLE_TSV);
  g_assert_true (g_str_has_prefix (csv->str, "item,recipient,code,"));
  g_assert_true (g_str_has_suffix (csv->str, "\r\n"));
  names = g_strsplit (tsv->str, "\t", -1);
  cells = g_strsplit (line, "\t", -1);
  g_assert_cmpuint (g_strv_length (names), ==, g_strv_length (cells));
  g_assert_cmpuint (g_strv_length (names), ==, 16);
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    const char *csv;
    const char *tsv;
  } cases[] = {
    { "plain", "plain", "plain" },
    { "a, b", "\"a, b\"", "a, b" },
    { "say \"x\"", "\"say \"\"x\"\"\"", "say \"x\"" },
    { "two\nlines", "\"two\nlines\"", "two\\nlines" },
    { "a\tb\\c\r", "\"a\tb\\c\r\"", "a\\tb\\\\c\\r" },
    { "=1+1", "'=1+1", "=1+1" },
    { "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"", "=HYPERLINK(\"x\",1)" },
    { "+49", "'+49", "+49" },
    { "-1", "'-1", "-1" },
    { "@SUM", "'@SUM", "@SUM" },
    { "\t=1", "'\t=1", "\\t=1" },
    { "5=5", "5=5", "5=5" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);
      g_autoptr (GString) tsv = g_string_new (NULL);

      od_report_add_cell (csv, cases[i].text, OD_TABLE_CSV);
      od_report_add_cell (tsv, cases[i].text, OD_TABLE_TSV);
      g_assert_cmpstr (csv->str, ==, cases[i].csv);
      g_assert_cmpstr (tsv->str, ==, cases[i].tsv);
    }
}

static void
test_rows (void)
{
  g_autofree char *csv = row ("=cmd@example.org", "User unknown, sorry", OD_TABLE_CSV);
  g_autofree char *tsv = row ("anna@example.org", "User\tunknown", OD_TABLE_TSV);

  g_assert_true (g_str_has_prefix (csv, "bounces.mbox: 17,'=cmd@example.org,550,5.1.1,rcpt,"));
  g_assert_nonnull (strstr (csv, ",\"User unknown, sorry\",mx.example.org,"));
  g_assert_nonnull (strstr (tsv, "\tUser\\tunknown\t"));
}

static void
test_text (void)
{
  const OdReportStyle plain = { FALSE, 60, FALSE, FALSE };
  const OdReportStyle colour = { TRUE, 60, FALSE, FALSE };
  g_autoptr (OdExplained) explained = explain ("anna@example.org", "User unknown");
  g_autofree char *title = od_explained_title (explained);
  g_autofree char *text = od_report_explained_text (explained, od_knowledge_get_default (), &plain);
  g_autofree char *coloured = od_report_explained_text (explained, od_knowledge_get_default (), &colour);
  g_autofree char *line = od_report_explained_line (explained);

  g_assert_nonnull (strstr (text, title));
  g_assert_nonnull (strstr (text, "anna@example.org"));
  g_assert_nonnull (strstr (text, "550 5.1.1 User unknown\n"));
  g_assert_null (strchr (text, '\033'));
  g_assert_nonnull (strchr (coloured, '\033'));
  g_assert_nonnull (strstr (line, title));
  g_assert_nonnull (strstr (line, "550 5.1.1"));
  g_assert_null (strchr (line, '\n'));
}

static char *
marked (const char *text, const char *const *words, guint width, gboolean colour)
{
  g_autoptr (GArray) spans = od_marked_spans (text, words);
  GString *out = g_string_new (NULL);

  od_marked_text_add (out, text, spans, 2, width, colour);
  return g_string_free (out, FALSE);
}

static void
test_marks (void)
{
  const char *const words[] = { "User", "unknown", "not there", "", NULL };
  const char *const over_line_end[] = { "c d", "b\nc", NULL };
  const char *const whole[] = { "use", NULL };
  g_autofree char *plain = marked ("550 User unknown", words, 0, FALSE);
  g_autofree char *colour = marked ("550 User unknown", words, 0, TRUE);
  g_autofree char *wrapped = marked ("550 User unknown", words, 11, FALSE);
  g_autofree char *wide = marked ("日本 User", words, 0, FALSE);
  g_autofree char *lines = marked ("a b\nc d", over_line_end, 0, FALSE);
  g_autofree char *alone = marked ("user use", whole, 0, FALSE);
  g_autofree char *nothing = marked ("", words, 0, FALSE);

  g_assert_cmpstr (plain, ==, "  550 User unknown\n      ^^^^ ^^^^^^^\n");
  g_assert_cmpstr (colour, ==, "  550 \033[1;4mUser\033[0m \033[1;4munknown\033[0m\n");
  g_assert_cmpstr (wrapped, ==, "  550 User\n      ^^^^\n  unknown\n  ^^^^^^^\n");
  g_assert_cmpstr (wide, ==, "  日本 User\n       ^^^^\n");
  g_assert_cmpstr (lines, ==, "  a b\n    ^\n  c d\n  ^^^\n");
  g_assert_cmpstr (alone, ==, "  user use\n       ^^^\n");
  g_assert_cmpstr (nothing, ==, "  \n");
}

static void
test_meanings (void)
{
  const GPtrArray *diagnoses = od_knowledge_diagnoses (od_knowledge_get_default ());

  for (guint i = 0; i < diagnoses->len; i++)
    {
      const OdDiagnosis *diagnosis = diagnoses->pdata[i];

      if (*diagnosis->meaning != '\0')
        g_assert_cmpstr (od_meaning_label (diagnosis->meaning), !=, diagnosis->meaning);
    }
  g_assert_cmpstr (od_meaning_label ("no-such-word"), ==, "no-such-word");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explained-report/json", test_json);
  g_test_add_func ("/explained-report/header", test_header);
  g_test_add_func ("/explained-report/cells", test_cells);
  g_test_add_func ("/explained-report/rows", test_rows);
  g_test_add_func ("/explained-report/text", test_text);
  g_test_add_func ("/explained-report/marks", test_marks);
  g_test_add_func ("/explained-report/meanings", test_meanings);
  return g_test_run ();
}
