/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs on the disk: kept, listed, loaded, deleted; and what happens when the disk is full, the folder closed,
 * a file broken, or the program killed in the middle of writing (SECURITY.md row 23). */

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "od-history-folder.h"
#include "od-history.h"
#include "od-practice.h"

#define CANARY "Kanarien-Vogel-7319"

static OdSettings *
make_settings (guint port)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  settings->port = port;
  return settings;
}

/* A refused run of so many events more, made at @second of a day. */
static OdResult *
make_result (guint port, guint events, int second)
{
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (OdSettings) settings = make_settings (port);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);

  for (guint i = 0; i < events; i++)
    {
      OdEvent *line = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_EHLO, i);
      line->text = g_strdup_printf ("250-LINE %u", i);
      g_ptr_array_add (list, line);
    }
  OdEvent *outcome = od_event_new (OD_EVENT_OUTCOME, OD_STAGE_RCPT, events);
  od_event_add_field (outcome, "outcome", "rejected");
  od_event_add_field (outcome, "stage", "rcpt");
  od_event_add_field (outcome, "code", "550");
  od_event_add_field (outcome, "status", "5.1.1");
  od_event_add_field (outcome, "text", "User unknown");
  g_ptr_array_add (list, outcome);
  od_transcript_append (transcript, list);

  OdResult *result = od_result_new_from_transcript (transcript, settings);
  g_date_time_unref (result->when);
  result->when = g_date_time_new_utc (2026, 11, 24, 10, second / 60, second % 60);
  return result;
}

static char *
add (guint port, int second)
{
  g_autoptr (OdResult) result = make_result (port, 3, second);
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  g_assert_true (od_history_add (result, &id, &error));
  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (void)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = od_history_list (&error);

  g_assert_no_error (error);
  return entries;
}

static guint
count (void)
{
  g_autoptr (GPtrArray) entries = list ();

  return entries->len;
}

static int
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

/* How many names in the folder end like this. */
static guint
count_files (const char *suffix)
{
  g_autofree char *path = od_history_folder_path ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint found = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    found += g_str_has_suffix (name, suffix) ? 1 : 0;
  return found;
}

static char *
file_of (const char *id)
{
  char *path = od_history_folder_file (id, NULL);

  g_assert_nonnull (path);
  return path;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *folder = od_history_folder_path ();
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Every test begins without a history. */
static void
start_empty (void)
{
  g_assert_true (od_history_clear (NULL, NULL));
  g_assert_cmpuint (count (), ==, 0);
}

static void
test_round_trip (void)
{
  start_empty ();
  g_autofree char *older = add (587, 1);
  g_autofree char *newer = add (465, 2);
  g_autoptr (GPtrArray) entries = list ();
  const OdHistoryEntry *entry = g_ptr_array_index (entries, 0);
  g_autoptr (OdResult) result = od_history_load (older, NULL);

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (entry->id, ==, newer);
  g_assert_cmpstr (((OdHistoryEntry *) entries->pdata[1])->id, ==, older);
  g_assert_cmpuint (entry->port, ==, 465);
  g_assert_cmpstr (entry->address, ==, "anna@example.org");
  g_assert_cmpstr (entry->server, ==, "mail.example.org");
  g_assert_cmpstr (entry->outcome, ==, "rejected");
  g_assert_cmpstr (entry->title, !=, "");
  g_assert_nonnull (result);
  g_assert_cmpint (g_date_time_to_unix (result->when), ==, g_date_time_to_unix (entry->when) - 1);
  g_assert_cmpstr (od_result_get_verdict (result)->id, ==, entry->verdict);
  g_assert_cmpuint (od_settings_effective_port (result->settings), ==, 587);
}

static void
test_modes (void)
{
  start_empty ();
  g_autofree char *folder = od_history_folder_path ();
  g_assert_true (od_history_folder_make (NULL));
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_autofree char *id = add (587, 1);
  g_autofree char *path = file_of (id);

  g_assert_cmpint (mode_of (folder), ==, 0700);
  g_assert_cmpint (mode_of (path), ==, 0600);
}

/* The child adds the run without end, and tells each time it is kept through the pipe. */
static void
add_until_killed (const OdResult *result, int told)
{
  for (;;)
    {
      g_autofree char *id = NULL;

      if (!od_history_add (result, &id, NULL) || write (told, id, strlen (id) + 1) < 0)
        _exit (1);
    }
}

static GPtrArray *
read_told (int pipe)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gssize length;

  while ((length = read (pipe, buffer, sizeof buffer)) > 0)
    g_byte_array_append (bytes, buffer, (guint) length);
  for (gsize start = 0; start < bytes->len; start += strlen ((char *) bytes->data + start) + 1)
    g_ptr_array_add (ids, g_strdup ((char *) bytes->data + start));
  return ids;
}

static guint
kill_in_the_middle (const OdResult *result, gulong after_us)
{
  int ends[2];
  int status;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid_t child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      add_until_killed (result, ends[1]);
    }
  close (ends[1]);
  g_usleep (after_us);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));

  g_autoptr (GPtrArray) told = read_told (ends[0]);
  close (ends[0]);
  for (guint i = 0; i < told->len; i++)
    {
      g_autoptr (OdResult) kept = od_history_load (told->pdata[i], NULL);
      g_assert_nonnull (kept);
    }
  return told->len;
}

/* Whatever was told to be kept is there and whole, and nothing is there by halves. */
static void
test_killed (void)
{
  g_autoptr (OdResult) result = make_result (587, 400, 1);
  guint rounds = g_test_slow () ? 500 : 50;
  guint told = 0;

  for (guint round = 0; round < rounds; round++)
    {
      start_empty ();
      told += kill_in_the_middle (result, (gulong) g_test_rand_int_range (500, 40000));

      g_autoptr (GPtrArray) entries = list ();
      g_assert_cmpuint (count_files (".json"), ==, entries->len);
      for (guint i = 0; i < entries->len; i++)
        {
          g_autoptr (OdResult) kept = od_history_load (((OdHistoryEntry *) entries->pdata[i])->id, NULL);
          g_assert_nonnull (kept);
        }
      g_assert_cmpuint (count_files (".unreadable"), ==, 0);
    }
  g_test_message ("%u runs kept in %u rounds", told, rounds);
  g_assert_cmpuint (told, >, 0);
}

static void
test_limits (void)
{
  start_empty ();
  for (int i = 0; i < 6; i++)
    g_free (add (587, i));
  g_autofree char *newest = add (587, 10);

  od_history_folder_prune (4, G_MAXUINT64);
  g_assert_cmpuint (count (), ==, 4);
  od_history_folder_prune (4, 1);
  g_autoptr (GPtrArray) left = list ();
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((OdHistoryEntry *) left->pdata[0])->id, ==, newest);
}

static void
test_most_runs (void)
{
  start_empty ();
  g_assert_true (od_history_folder_make (NULL));
  for (int i = 0; i < OD_HISTORY_MAX_RUNS + 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("20200101T000000-%06d-0000abcd.json", i);
      write_file (name, "{}");
    }
  g_autofree char *id = add (587, 1);
  g_autoptr (GPtrArray) ids = od_history_folder_list (NULL);

  g_assert_cmpuint (ids->len, ==, OD_HISTORY_MAX_RUNS);
  g_assert_cmpstr (ids->pdata[0], ==, id);
  g_assert_cmpstr (ids->pdata[ids->len - 1], ==, "20200101T000000-000004-0000abcd");
}

static void
test_broken (void)
{
  static const char *const broken[] = {
    "", "{", "[]", "{\"format\":\"outbox-doctor-result\",\"version\":1}",
    "{\"format\":\"outbox-doctor-result\",\"version\":1,\"summary\":{\"when\""
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *text = NULL;

      start_empty ();
      g_autofree char *good = add (587, 1);
      g_autofree char *bad = add (587, 2);
      g_autofree char *path = file_of (bad);
      g_autofree char *aside = g_strconcat (path, ".unreadable", NULL);
      g_assert_true (g_file_set_contents (path, broken[i], -1, NULL));

      g_autoptr (GPtrArray) entries = list ();
      g_assert_cmpuint (entries->len, ==, 1);
      g_assert_cmpstr (((OdHistoryEntry *) entries->pdata[0])->id, ==, good);
      g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, broken[i]);
    }
}

/* The list needs the head only; a run that is broken further down is set aside when it is asked for. */
static void
test_broken_further_down (void)
{
  start_empty ();
  g_autofree char *id = add (587, 1);
  g_autofree char *path = file_of (id);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  memset (strstr (text, "\"transcript\":") + strlen ("\"transcript\":"), '[', 200);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpuint (count (), ==, 1);
  g_assert_null (od_history_load (id, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count (), ==, 0);
  g_assert_cmpuint (count_files (".unreadable"), ==, 1);

  /* The same name again does not fall on the one set aside. */
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  g_assert_cmpuint (count (), ==, 0);
  g_assert_cmpuint (count_files (".unreadable"), ==, 2);
}

static void
test_cut_off (void)
{
  start_empty ();
  g_autofree char *id = add (587, 1);
  g_autofree char *path = file_of (id);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) length - 40, NULL));
  g_assert_cmpuint (count (), ==, 0);
  g_assert_cmpuint (count_files (".unreadable"), ==, 1);
}

static void
test_later_version (void)
{
  start_empty ();
  g_autofree char *id = add (587, 1);
  g_autofree char *path = file_of (id);

  g_assert_true (g_file_set_contents (
      path, "{\"format\":\"outbox-doctor-result\",\"version\":2,\"summary\":{}}", -1, NULL));
  g_assert_cmpuint (count (), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_foreign_text (void)
{
  start_empty ();
  g_assert_true (od_history_folder_make (NULL));
  write_file (
      "20261124T100000-000000-0000abcd.json",
      "{\"format\":\"outbox-doctor-result\",\"version\":1,\"summary\":{\"when\":\"2026-11-24T10:00:00Z\","
      "\"title\":\"a\\u001b[2J } \\\" \\u202e\",\"port\":99999,\"server\":7}}");
  g_autoptr (GPtrArray) entries = list ();
  const OdHistoryEntry *entry = g_ptr_array_index (entries, 0);

  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_null (strchr (entry->title, '\033'));
  g_assert_null (strstr (entry->title, "\u202e"));
  g_assert_nonnull (strstr (entry->title, " } \" "));
  g_assert_cmpuint (entry->port, ==, 65535);
  g_assert_cmpstr (entry->server, ==, "");
}

static void
test_names (void)
{
  static const char *const wrong[] = { "", "..", "../history", "/etc/passwd", "a/b", "x.json", "20261124%" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (od_history_load (wrong[i], &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_assert_false (od_history_remove (wrong[i], NULL));
    }
}

static void
test_remove (void)
{
  start_empty ();
  g_autofree char *one = add (587, 1);
  g_autofree char *other = add (587, 2);
  g_autofree char *path = file_of (one);
  g_autoptr (GError) error = NULL;

  g_assert_true (od_history_remove (one, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count (), ==, 1);
  g_assert_false (od_history_remove (one, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_clear (void)
{
  start_empty ();
  g_free (add (587, 1));
  g_free (add (587, 2));
  write_file ("20261124T100000-000000-0000abcd.json.unreadable", "{");
  write_file ("20261124T100000-000000-0000abcd.json.X1Y2Z3", "{");
  write_file ("stranger.txt", "not ours");
  guint deleted = 0;

  g_assert_true (od_history_clear (&deleted, NULL));
  g_assert_cmpuint (deleted, ==, 3);
  g_assert_cmpuint (count_files (""), ==, 1);
  g_autofree char *folder = od_history_folder_path ();
  g_autofree char *stranger = g_build_filename (folder, "stranger.txt", NULL);
  g_assert_cmpint (g_unlink (stranger), ==, 0);
}

/* What a broken-off write left goes when it is old, not while it may still be written. */
static void
test_leftovers (void)
{
  start_empty ();
  g_assert_true (od_history_folder_make (NULL));
  write_file ("20261124T100000-000000-0000abcd.json.X1Y2Z3", "{");
  g_free (add (587, 1));
  g_assert_cmpuint (count_files (".X1Y2Z3"), ==, 1);

  g_autofree char *folder = od_history_folder_path ();
  g_autofree char *path = g_build_filename (folder, "20261124T100000-000000-0000abcd.json.X1Y2Z3", NULL);
  struct utimbuf long_ago = { 1000, 1000 };
  g_assert_cmpint (g_utime (path, &long_ago), ==, 0);
  g_free (add (587, 2));
  g_assert_cmpuint (count_files (".X1Y2Z3"), ==, 0);
}

static void
test_disk_full (void)
{
  struct rlimit whole;
  struct rlimit little;

  start_empty ();
  g_autofree char *id = add (587, 1);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &whole), ==, 0);
  little = whole;
  little.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  g_autoptr (OdResult) result = make_result (587, 400, 9);
  g_autoptr (GError) error = NULL;
  gboolean added = od_history_add (result, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &whole), ==, 0);

  g_assert_false (added);
  g_assert_true (g_str_has_prefix (error->message, "The run could not be kept in the history. "));
  g_assert_cmpuint (count_files (""), ==, 1); /* the earlier one, and nothing by halves */
  g_assert_cmpuint (count (), ==, 1);
}

/* Root may write anywhere, so it becomes somebody else for the while, to whom the folder then belongs. */
static gboolean
stop_being_root (const char *folder)
{
  g_autofree char *ancestor = g_path_get_dirname (folder);

  if (geteuid () != 0)
    return TRUE;
  while (strlen (ancestor) > strlen (g_get_tmp_dir ()))
    {
      char *above = g_path_get_dirname (ancestor);

      g_assert_cmpint (g_chmod (ancestor, 0711), ==, 0);
      g_free (ancestor);
      ancestor = above;
    }
  return chown (folder, 65534, 65534) == 0 && seteuid (65534) == 0;
}

static void
test_read_only (void)
{
  start_empty ();
  g_autofree char *id = add (587, 1);
  g_autofree char *folder = od_history_folder_path ();
  g_autoptr (OdResult) result = make_result (587, 3, 9);
  g_autoptr (GError) error = NULL;
  uid_t self = geteuid ();

  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  if (!stop_being_root (folder))
    {
      g_chmod (folder, 0700);
      g_test_skip ("This user may write into every folder.");
      return;
    }
  gboolean added = od_history_add (result, NULL, &error);
  g_assert_cmpint (seteuid (self), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);

  g_assert_false (added);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_cmpstr (
      error->message, ==,
      "The run could not be kept in the history. You have no permission for the folder it is in.");
  g_assert_cmpuint (count (), ==, 1);
}

static void
test_file_in_the_way (void)
{
  g_autofree char *folder = od_history_folder_path ();
  g_autoptr (OdResult) result = make_result (587, 1, 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) list_error = NULL;

  start_empty ();
  g_assert_true (od_history_folder_make (NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true (g_file_set_contents (folder, "a file", -1, NULL));
  g_assert_false (od_history_add (result, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "The run could not be kept in the history. Its folder "));
  g_assert_null (od_history_list (&list_error));
  g_assert_true (g_str_has_prefix (list_error->message, "The history could not be read. "));
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

/* A whole run with a login; in no form is the password in the folder. */
static void
test_secret (void)
{
  start_empty ();
  const OdCheckupOptions options = { .limits = od_limits_scaled (20) };
  g_autoptr (OdPractice) practice = od_practice_start ("wrong-password", NULL);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdSecret) secret = od_secret_new (CANARY, -1);
  g_autoptr (OdResult) result = od_checkup_run (settings, secret, &options, NULL, NULL, NULL);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  g_assert_true (od_history_add (result, &id, NULL));
  g_autofree char *path = file_of (id);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "AUTH "));
  g_assert_null (strstr (text, CANARY));
  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree char *raw = g_strconcat ("\1\1" + (2 - shift), CANARY, NULL);
      g_autofree char *form = g_base64_encode ((const guchar *) raw, strlen (raw));
      g_autofree char *middle = g_strndup (form + 4, 16);

      g_assert_null (strstr (text, middle));
    }
}

/* Removes the folders that the tests have left, the innermost first. */
static void
remove_folders (const char *data_folder)
{
  g_autofree char *history = od_history_folder_path ();
  g_autofree char *ours = g_path_get_dirname (history);

  od_history_clear (NULL, NULL);
  g_rmdir (history);
  g_rmdir (ours);
  g_rmdir (data_folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *data_folder = g_dir_make_tmp ("od-history-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data_folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/killed", test_killed);
  g_test_add_func ("/history/round-trip", test_round_trip);
  g_test_add_func ("/history/modes", test_modes);
  g_test_add_func ("/history/limits", test_limits);
  g_test_add_func ("/history/most-runs", test_most_runs);
  g_test_add_func ("/history/broken", test_broken);
  g_test_add_func ("/history/broken-further-down", test_broken_further_down);
  g_test_add_func ("/history/cut-off", test_cut_off);
  g_test_add_func ("/history/later-version", test_later_version);
  g_test_add_func ("/history/foreign-text", test_foreign_text);
  g_test_add_func ("/history/names", test_names);
  g_test_add_func ("/history/remove", test_remove);
  g_test_add_func ("/history/clear", test_clear);
  g_test_add_func ("/history/leftovers", test_leftovers);
  g_test_add_func ("/history/disk-full", test_disk_full);
  g_test_add_func ("/history/read-only", test_read_only);
  g_test_add_func ("/history/file-in-the-way", test_file_in_the_way);
  g_test_add_func ("/history/secret", test_secret);

  int failed = g_test_run ();
  remove_folders (data_folder);
  return failed;
}
