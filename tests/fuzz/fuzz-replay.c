/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* fuzz-replay TIMES FOLDER…: gives a target every file of the folders, and TIMES changed copies of each, as a
 * test. What once was found lies among the seeds, so that it is never found again. The changes come from a
 * fixed seed: the same in every run. */

#include "fuzz-input.h"

#include <string.h>

static guint times;

static void
give (const char *bytes, gsize length)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, MAX (length, 1));

  LLVMFuzzerTestOneInput (copy, length);
}

/* One byte other, a piece cut out, a piece twice, or the end missing. */
static GByteArray *
changed (const char *bytes, gsize length, GRand *rand)
{
  GByteArray *copy = g_byte_array_sized_new (length);
  guint at = g_rand_int_range (rand, 0, length);
  guint many = g_rand_int_range (rand, 1, MIN (64, length - at) + 1);

  g_byte_array_append (copy, (const guint8 *) bytes, length);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      copy->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      g_byte_array_remove_range (copy, at, many);
      break;
    case 2:
      g_byte_array_append (copy, (const guint8 *) bytes + at, many);
      break;
    default:
      g_byte_array_set_size (copy, at);
    }
  return copy;
}

static void
replay (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *bytes = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  give (bytes, length);
  for (guint i = 0; i < times && length > 0; i++)
    {
      g_autoptr (GByteArray) copy = changed (bytes, length, rand);

      give ((const char *) copy->data, copy->len);
    }
}

static void
add_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *test = g_strconcat ("/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), replay, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  times = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  for (int i = 2; i < argc; i++)
    add_folder (argv[i]);
  return g_test_run ();
}
