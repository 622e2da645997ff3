/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a secret does to the process while it lives, and that it lets go. */

#include "od-secret.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static void
test_core_dumps (void)
{
  struct rlimit before, during, after;
  getrlimit (RLIMIT_CORE, &before);
  int dumpable = prctl (PR_GET_DUMPABLE);
  OdSecret *first = od_secret_new ("one", -1);
  OdSecret *second = od_secret_new ("two", -1);
  od_secret_unref (first);
  getrlimit (RLIMIT_CORE, &during);
  g_assert_cmpuint (during.rlim_cur, ==, 0);
  g_assert_cmpint (prctl (PR_GET_DUMPABLE), ==, 0);
  od_secret_unref (second);
  getrlimit (RLIMIT_CORE, &after);
  g_assert_cmpuint (after.rlim_cur, ==, before.rlim_cur);
  g_assert_cmpint (prctl (PR_GET_DUMPABLE), ==, dumpable);
}

static void
test_contents (void)
{
  g_autoptr (OdSecret) secret = od_secret_new ("a\0b-more", 3);
  g_autoptr (OdSecret) same = od_secret_ref (secret);
  g_assert_true (same == secret);
  g_assert_cmpuint (od_secret_get_length (secret), ==, 3);
  g_assert_cmpmem (od_secret_peek (secret), 4, "a\0b\0", 4);
}

static void
test_wipe (void)
{
  char memory[] = "canary";
  od_secret_wipe (memory, sizeof memory - 1);
  g_assert_cmpmem (memory, 7, "\0\0\0\0\0\0\0", 7);
  od_secret_wipe_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/core-dumps", test_core_dumps);
  g_test_add_func ("/secret/contents", test_contents);
  g_test_add_func ("/secret/wipe", test_wipe);
  return g_test_run ();
}
