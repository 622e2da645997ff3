/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of a survey without a window: rows, groups, sorting, filtering, the text shown with its marks,
 * the survey in the background, export. */

#include <glib/gstdio.h>
#include <string.h>

#include "od-explain-export.h"
#include "od-explain-reader.h"
#include "od-explain-result.h"
#include "od-explain-survey.h"
#include "od-explain-text.h"
#include "od-explained-model.h"
#include "od-text.h"

static OdExplained *
explain (const char *reply)
{
  OdGivenKind kind;
  g_autoptr (GPtrArray)
      explained = od_explain_text (reply, strlen (reply), od_knowledge_get_default (), &kind);

  g_assert_cmpuint (explained->len, >, 0);
  return od_explained_ref (g_ptr_array_index (explained, 0));
}

static void
append (OdExplainedModel *model, const char *reply, guint times)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);

  for (guint i = 0; i < times; i++)
    g_ptr_array_add (batch, explain (reply));
  od_explained_model_append (model, batch);
}

#define UNKNOWN "550 5.1.1 <bea@example.net>: Recipient address rejected: User unknown"
#define FULL    "552 5.2.2 The mailbox is full"

static OdExplainedGroup *
group_at (OdExplainedModel *model, guint position)
{
  GListModel *groups = G_LIST_MODEL (od_explained_model_get_groups (model));
  g_autoptr (OdExplainedGroup) group = g_list_model_get_item (groups, position);

  g_assert_nonnull (group);
  return group; /* the list keeps it */
}

static void
test_groups (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();

  append (model, UNKNOWN, 2);
  append (model, FULL, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 5);
  g_assert_cmpuint (od_explained_group_get_count (group_at (model, 0)), ==, 5);
  g_assert_null (od_explained_group_get_parent (group_at (model, 0)));
  g_assert_cmpuint (od_explained_group_get_count (group_at (model, 1)), ==, 3);
  g_assert_cmpstr (od_explained_group_get_title (group_at (model, 1)), ==, "Mailbox full");
  g_assert_true (od_explained_group_get_parent (group_at (model, 2)) == group_at (model, 1));
  g_assert_cmpuint (od_explained_group_get_count (group_at (model, 3)), ==, 2);
  g_assert_cmpstr (od_explained_group_get_title (group_at (model, 3)), ==, "Address unknown");
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *changes = user_data;

  changes[0]++;
  changes[1] = position;
  changes[2] = removed;
  changes[3] = added;
}

static void
test_one_change_a_batch (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();
  guint rows[4] = { 0 };
  guint groups[4] = { 0 };

  append (model, UNKNOWN, 1);
  g_signal_connect (model, "items-changed", G_CALLBACK (count_change), rows);
  g_signal_connect (od_explained_model_get_groups (model), "items-changed", G_CALLBACK (count_change),
                    groups);
  append (model, UNKNOWN, 7);
  g_assert_cmpuint (rows[0], ==, 1);
  g_assert_cmpuint (rows[1], ==, 1);
  g_assert_cmpuint (rows[3], ==, 7);
  g_assert_cmpuint (groups[0], ==, 0);
  append (model, FULL, 1);
  g_assert_cmpuint (groups[0], ==, 1);
  g_assert_cmpuint (groups[1], ==, 3);
  g_assert_cmpuint (groups[2], ==, 0);
  g_assert_cmpuint (groups[3], ==, 2);
}

static OdExplainedRow *
row_at (OdExplainedModel *model, guint position)
{
  g_autoptr (OdExplainedRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (row);
  return row; /* the model keeps it */
}

static void
test_cells (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();
  OdExplainedRow *row;

  append (model, UNKNOWN, 1);
  row = row_at (model, 0);
  g_assert_cmpstr (od_explained_row_get_cell (row, OD_COLUMN_RECIPIENT), ==, "bea@example.net");
  g_assert_cmpstr (od_explained_row_get_cell (row, OD_COLUMN_MEANING), ==, "Address unknown");
  g_assert_cmpstr (od_explained_row_get_cell (row, OD_COLUMN_CODE), ==, "550");
  g_assert_cmpstr (od_explained_row_get_cell (row, OD_COLUMN_STATUS), ==, "5.1.1");
  g_assert_cmpstr (od_explained_row_get_cell (row, OD_COLUMN_SERVER), ==, "");
  for (guint i = 0; i < OD_N_COLUMNS; i++)
    g_assert_cmpuint (strlen (od_explained_column_title (i)), >, 0);
}

static void
test_order (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();

  append (model, "550 5.1.2 <a@example.net>: bad domain", 1);
  append (model, "550 5.1.10 <b@example.net>: null MX", 1);
  append (model, "450 4.2.1 <c@example.net>: busy", 1);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 0), row_at (model, 1), OD_COLUMN_STATUS), <, 0);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 1), row_at (model, 0), OD_COLUMN_STATUS), >, 0);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 2), row_at (model, 0), OD_COLUMN_CODE), <, 0);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 0), row_at (model, 1), OD_COLUMN_CODE), ==, 0);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 0), row_at (model, 2), OD_COLUMN_RECIPIENT), <,
                   0);
  g_assert_cmpint (od_explained_row_compare (row_at (model, 0), row_at (model, 0), OD_COLUMN_FINDING), ==, 0);
}

static void
test_filter (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();
  OdExplainedRow *row;

  append (model, UNKNOWN, 1);
  append (model, FULL, 1);
  row = row_at (model, 0);
  g_assert_true (od_explained_row_matches (row, NULL, NULL));
  g_assert_true (od_explained_row_matches (row, "", group_at (model, 0)));
  g_assert_true (od_explained_row_matches (row, "bea@ 550", NULL));
  g_assert_true (od_explained_row_matches (row, "address unknown", NULL));
  g_assert_true (od_explained_row_matches (row, "user unknown", NULL));
  g_assert_false (od_explained_row_matches (row, "bea@ 552", NULL));
  for (guint i = 0; i < 5; i++)
    {
      gboolean of_first = i == 0 ||
                          strstr (od_explained_group_get_title (group_at (model, i)), "ddress") != NULL;

      g_assert_cmpint (od_explained_row_matches (row, NULL, group_at (model, i)), ==, of_first);
    }
}

static void
test_shown (void)
{
  static const char given[] = "a\tb\r\nc\xff\xe2\x80\xae"
                              "d\n";
  g_autofree char *shown = NULL;
  g_autofree char *long_line = g_strnfill (5000, 'x');
  g_autofree char *broken = NULL;
  gboolean cut;

  shown = od_explain_shown (given, sizeof given - 1, &cut);
  g_assert_cmpstr (shown, ==, "a b\nc\\xff\\u{202E}d\n");
  g_assert_false (cut);
  broken = od_explain_shown (long_line, 5000, &cut);
  g_assert_cmpuint (strlen (broken), ==, 5004);
}

static void
test_shown_is_bounded (void)
{
  const gsize length = 2 * 1024 * 1024;
  g_autofree char *given = g_strnfill (length, 'y');
  g_autofree char *shown = NULL;
  gboolean cut;

  shown = od_explain_shown (given, length, &cut);
  g_assert_true (cut);
  g_assert_cmpuint (strlen (shown), <, OD_EXPLAIN_SHOWN_BYTES + 1024);
}

static void
assert_marked (const char *text, const char *words, const char *expected)
{
  g_autoptr (OdExplained) explained = explain (UNKNOWN);
  const char *const list[] = { words, NULL };
  g_autoptr (GArray) spans = od_explain_find_words (text, explained, list);
  g_autofree char *found = NULL;

  g_assert_cmpuint (spans->len, ==, expected != NULL ? 1 : 0);
  if (expected == NULL)
    return;
  found = g_strndup (text + g_array_index (spans, OdSpan, 0).start,
                     g_array_index (spans, OdSpan, 0).end - g_array_index (spans, OdSpan, 0).start);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_marks (void)
{
  assert_marked ("so: User unknown here", "user unknown", "User unknown");
  assert_marked ("so: User\n> unknown here", "User unknown", "User\n> unknown");
  assert_marked ("550-5.1.1 User\n550 5.1.1 unknown", "User unknown", "User\n550 5.1.1 unknown");
  assert_marked ("nothing of it", "User unknown", NULL);
  assert_marked ("a (b) c", "(b)", "(b)");
}

static void
test_encoded_mail (void)
{
  static const char mail[] = "From: MAILER-DAEMON@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
                             "Content-Type: text/plain; charset=utf-8\n"
                             "Content-Transfer-Encoding: quoted-printable\n\nThe mailb=\nox is full=2E\n";
  gboolean cut;
  g_autofree char *shown = od_explain_shown_mail (mail, strlen (mail), &cut);

  g_assert_nonnull (strstr (shown, "The mailbox is full."));
  g_assert_nonnull (strstr (shown, "Subject: Undelivered"));
}

static void
test_no_checkup_buttons (void)
{
  g_autoptr (OdExplained) explained = explain (FULL);
  g_autoptr (OdResult) result = od_explained_result (explained, od_knowledge_get_default ());
  OdFinding *finding = od_result_get_verdict (result);

  g_assert_cmpstr (finding->meaning, ==, "mailbox-full");
  for (guint i = 0; i < finding->fixes->len; i++)
    {
      const OdFix *fix = g_ptr_array_index (finding->fixes, i);

      g_assert_true (g_str_equal (fix->action, "advise") || g_str_equal (fix->action, "open"));
    }
}

typedef struct
{
  char *folder;
  OdExplainedModel *model;
  guint batches;
  gboolean finished;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("od-explain-XXXXXX", NULL);
  fixture->model = od_explained_model_new ();
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_clear_object (&fixture->model);
}

static GFile *
file_of (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  if (content != NULL)
    g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return g_file_new_for_path (path);
}

static GFile *
log_of (Fixture *fixture, guint lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines; i++)
    g_string_append_printf (text,
                            "Nov 24 09:14:02 mail postfix/smtp[2211]: 4XyZ1k3Qb9z2: to=<u%u@example.net>, "
                            "relay=mx.example.net[192.0.2.25]:25, delay=2.1, dsn=5.1.1, status=bounced (host "
                            "mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO "
                            "command))\n",
                            i);
  return file_of (fixture, "mail.log", text->str);
}

static void
on_batch (OdExplainSurvey *survey, GPtrArray *batch, Fixture *fixture)
{
  fixture->batches++;
  od_explained_model_append (fixture->model, batch);
}

static void
on_finished (OdExplainSurvey *survey, Fixture *fixture)
{
  fixture->finished = TRUE;
}

static OdExplainSurvey *
start (Fixture *fixture, GFile **files, guint n_files)
{
  OdExplainSurvey *survey = od_explain_survey_new (files, n_files);

  g_signal_connect (survey, "batch", G_CALLBACK (on_batch), fixture);
  g_signal_connect (survey, "finished", G_CALLBACK (on_finished), fixture);
  od_explain_survey_start (survey);
  return survey;
}

static void
run_to_end (Fixture *fixture, OdExplainSurvey *survey)
{
  while (!fixture->finished)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (od_explain_survey_is_running (survey));
}

static void
test_survey (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = log_of (fixture, 5000);
  g_autoptr (OdExplainSurvey) survey = start (fixture, &file, 1);
  g_autofree char *name = od_explain_survey_get_name (survey);

  run_to_end (fixture, survey);
  g_assert_cmpstr (name, ==, "mail.log");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 5000);
  g_assert_cmpuint (od_explain_survey_get_counts (survey)->explained, ==, 5000);
  g_assert_cmpuint (fixture->batches, <, 500);
  g_assert_true (od_explain_survey_is_many (survey));
  g_assert_null (od_explain_survey_get_document (survey));
  g_assert_cmpfloat (od_explain_survey_get_progress (survey), >, 0.9);
  g_assert_cmpstr (od_explained_row_get_cell (row_at (fixture->model, 4999), OD_COLUMN_RECIPIENT), ==,
                   "u4999@example.net");
}

static void
stop_at_once (OdExplainSurvey *survey, GPtrArray *batch, gpointer user_data)
{
  od_explain_survey_stop (survey);
}

static void
test_survey_stops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = log_of (fixture, 60000);
  g_autoptr (OdExplainSurvey) survey = start (fixture, &file, 1);

  g_signal_connect (survey, "batch", G_CALLBACK (stop_at_once), NULL);
  run_to_end (fixture, survey);
  g_assert_true (od_explain_survey_was_stopped (survey));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), <, 60000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==,
                    od_explain_survey_get_counts (survey)->explained);
  g_assert_null (od_explain_survey_get_problem (survey));
}

static void
test_survey_let_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = log_of (fixture, 5000);
  OdExplainSurvey *survey = start (fixture, &file, 1);
  gpointer alive = survey;

  g_object_add_weak_pointer (G_OBJECT (survey), &alive);
  od_explain_survey_stop (survey);
  g_object_unref (survey);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_document (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = file_of (fixture, "error.txt", "The server said: " FULL "\n");
  g_autoptr (OdExplainSurvey) survey = start (fixture, &file, 1);
  const OdExplainDocument *document;

  run_to_end (fixture, survey);
  document = od_explain_survey_get_document (survey);
  g_assert_nonnull (document);
  g_assert_cmpstr (document->name, ==, "error.txt");
  g_assert_cmpuint (document->explained->len, ==, 1);
}

static void
test_files_that_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) missing = file_of (fixture, "missing.eml", NULL);
  g_autoptr (GFile) present = file_of (fixture, "error.txt", FULL);
  GFile *files[] = { missing, present };
  g_autoptr (OdExplainSurvey) survey = start (fixture, files, 2);

  run_to_end (fixture, survey);
  g_assert_cmpuint (od_explain_survey_get_counts (survey)->failed, ==, 1);
  g_assert_cmpuint (od_explain_survey_get_counts (survey)->explained, ==, 1);
  g_assert_nonnull (od_explain_survey_get_problem (survey));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_reader (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) explained = NULL;
  OdGivenKind kind;

  od_explain_read_async (g_strdup (FULL), strlen (FULL), NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  explained = od_explain_read_finish (result, &kind, NULL);
  g_assert_cmpuint (explained->len, ==, 1);
  g_assert_cmpint (kind, !=, OD_GIVEN_NOTHING);
}

static void
test_save_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);
  g_autoptr (GFile) file = file_of (fixture, "rows.csv", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf status;

  g_ptr_array_add (rows, explain (UNKNOWN));
  g_ptr_array_add (rows, explain (FULL));
  g_assert_true (od_explain_export_save_rows (rows, od_knowledge_get_default (), file, NULL, NULL));
  g_assert_true (g_file_load_contents (file, NULL, &content, NULL, NULL, NULL));
  lines = g_strsplit (content, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[1], "bea@example.net"));
  g_assert_nonnull (strstr (lines[2], "mailbox-full"));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_save_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GFile) file = file_of (fixture, "no-folder/rows.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (od_explain_export_save_rows (rows, od_knowledge_get_default (), file, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_report (void)
{
  g_autoptr (OdExplainedModel) model = od_explained_model_new ();
  GListModel *groups = G_LIST_MODEL (od_explained_model_get_groups (model));
  const OdSurveyCounts counts = { .items = 7, .bounces = 5, .explained = 5, .failed = 1 };
  g_autofree char *text = NULL;
  g_autofree char *markdown = NULL;

  append (model, UNKNOWN, 2);
  append (model, FULL, 3);
  text = od_explain_report (groups, &counts, "a|b*.mbox", FALSE);
  g_assert_nonnull (strstr (text, "Why mail came back: a|b*.mbox\n"));
  g_assert_nonnull (strstr (text, "       3  Mailbox full\n"));
  g_assert_true (strstr (text, "Mailbox full") < strstr (text, "Address unknown"));
  markdown = od_explain_report (groups, &counts, "a|b*.mbox", TRUE);
  g_assert_nonnull (strstr (markdown, "# Why mail came back: a\\|b\\*.mbox\n"));
  g_assert_nonnull (strstr (markdown, "| **3** | **Mailbox full** | |\n"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explained-model/groups", test_groups);
  g_test_add_func ("/explained-model/one-change-a-batch", test_one_change_a_batch);
  g_test_add_func ("/explained-row/cells", test_cells);
  g_test_add_func ("/explained-row/order", test_order);
  g_test_add_func ("/explained-row/filter", test_filter);
  g_test_add_func ("/explain-text/shown", test_shown);
  g_test_add_func ("/explain-text/shown-is-bounded", test_shown_is_bounded);
  g_test_add_func ("/explain-text/marks", test_marks);
  g_test_add_func ("/explain-text/encoded-mail", test_encoded_mail);
  g_test_add_func ("/explain-result/no-checkup-buttons", test_no_checkup_buttons);
  ADD ("/explain-survey/log", test_survey);
  ADD ("/explain-survey/stops", test_survey_stops);
  ADD ("/explain-survey/let-go", test_survey_let_go);
  ADD ("/explain-survey/document", test_document);
  ADD ("/explain-survey/files-that-fail", test_files_that_fail);
  g_test_add_func ("/explain-reader/text", test_reader);
  ADD ("/explain-export/rows", test_save_rows);
  ADD ("/explain-export/fails", test_save_fails);
  g_test_add_func ("/explain-export/report", test_report);
  return g_test_run ();
}
