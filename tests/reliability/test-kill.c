/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A child saves whatever the program saves, over and over, and is killed at a moment that nobody chose
 * (SECURITY.md row 23). What it was told to be saved is counted in memory that outlives it. So each file must
 * be the one last told, or the one begun after it: whole, and never missing. OD_KILLS says how often. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "od-history-folder.h"
#include "od-history.h"
#include "saved-files.h"

#define KILLS  "500"
#define PASSES 8 /* of an undisturbed child */

/* How many of each kind were told to be saved; shared with the child. */
typedef struct
{
  volatile guint saved[N_KINDS];
} Told;

static Told *told;
static gint64 pass_us; /* how long it takes to save each kind once; a child lives no longer */

/* --- the child */

static void
save_one (Kind kind)
{
  if (!saved_files_save (kind, told->saved[kind] + 1))
    _exit (1);
  told->saved[kind]++;
}

static void
save_from (guint first)
{
  for (guint i = 0; i < N_KINDS; i++)
    save_one ((Kind) ((first + i) % N_KINDS));
}

/* --- the test */

/* The number that is found is the one told last, or that of the save that was broken off behind its last
 * step. */
static void
look_at (Kind kind)
{
  guint number = saved_files_look (kind);

  g_assert_cmpuint (number, >=, told->saved[kind]);
  g_assert_cmpuint (number, <=, told->saved[kind] + 1);
  told->saved[kind] = number;
}

static void
look_at_all (void)
{
  for (guint kind = 0; kind < N_KINDS; kind++)
    look_at ((Kind) kind);
  g_assert_true (od_history_clear (NULL, NULL));
  told->saved[HISTORY] = 0;
}

static guint
count_saved (void)
{
  guint count = 0;

  for (guint kind = 0; kind < N_KINDS; kind++)
    count += told->saved[kind];
  return count;
}

/* Where the computer has become too busy for one save in that time, the next child gets more. */
static void
kill_in_the_middle (guint round)
{
  guint before = count_saved ();
  gulong after_us = (gulong) g_test_rand_int_range (0, (gint32) pass_us);
  int status;
  pid_t child = fork ();

  if (child == 0)
    for (;;)
      save_from (round);
  g_usleep (after_us);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  if (count_saved () == before && after_us > (gulong) pass_us / 2)
    pass_us += pass_us / 8;
}

static void
save_in_child (void)
{
  gint64 began_us = g_get_monotonic_time ();
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      for (guint i = 0; i < PASSES; i++)
        save_from (0);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  pass_us = (g_get_monotonic_time () - began_us) / PASSES;
}

static void
test_kill (void)
{
  guint rounds = (guint) atoi (g_getenv ("OD_KILLS") != NULL ? g_getenv ("OD_KILLS") : KILLS);

  save_in_child ();
  look_at_all ();
  for (guint round = 0; round < rounds; round++)
    {
      kill_in_the_middle (round);
      look_at_all ();
    }
  g_test_message ("%u kills; saved: %u transcripts, %u reports, %u accounts, %u settings", rounds,
                  told->saved[TRANSCRIPT], told->saved[REPORT], told->saved[ACCOUNTS_FILE],
                  told->saved[SETTINGS]);
  for (guint kind = 0; kind < HISTORY; kind++)
    g_assert_cmpuint (told->saved[kind], >, rounds / 50); /* else nothing was interrupted */
}

/* What a write that was broken off leaves in the folder of the program's own goes with a later one. */
static guint
count_leftovers (const char *path, gboolean make_old)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      const struct timespec long_ago[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };

      if (!g_pattern_match_simple ("*.json.??????", name))
        continue;
      count++;
      g_assert_cmpint (make_old ? utimensat (AT_FDCWD, file, long_ago, 0) : 0, ==, 0);
    }
  return count;
}

static void
test_leftovers (void)
{
  g_autofree char *runs = od_history_folder_path ();
  g_autofree char *own = g_path_get_dirname (runs);
  g_autofree char *planted = g_build_filename (own, "accounts.json.ABC123", NULL);
  g_autofree char *copy = g_build_filename (own, "accounts.json.backup", NULL); /* of the person's own */

  g_assert_true (g_file_set_contents (planted, "{", 1, NULL));
  g_assert_true (g_file_set_contents (copy, "{", 1, NULL));
  g_test_message ("left by kills: %u beside the accounts, %u beside the runs", count_leftovers (own, TRUE),
                  count_leftovers (runs, TRUE));
  g_assert_cmpuint (count_leftovers (own, FALSE), >, 1);
  save_in_child ();
  g_assert_cmpuint (count_leftovers (own, FALSE), ==, 1);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_leftovers (runs, FALSE), ==, 0);
}

static void
remove_all (const char *path)
{
  const char *const command[] = { "rm", "-rf", path, NULL };

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("od-kill-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_test_init (&argc, &argv, NULL);
  told = mmap (NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_test_add_func ("/reliability/kill", test_kill);
  g_test_add_func ("/reliability/leftovers", test_leftovers);

  int failed = g_test_run ();
  remove_all (folder);
  return failed;
}
