/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings of mail programs: the first byte chooses the file, the rest is what stands in it. */

#include "fuzz-input.h"
#include "od-account.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const char *const files[] = {
  ".thunderbird/p/prefs.js",
  ".config/evolution/sources/a.source",
  ".config/geary/account_01/geary.ini",
  ".config/mailtransports",
  ".config/emailidentities",
  ".claws-mail/accountrc",
  ".sylpheed-2.0/accountrc",
  ".msmtprc",
  ".muttrc",
  ".thunderbird/profiles.ini",
};

static char *home;

static void
write_file (const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (home, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert (g_mkdir_with_parents (folder, 0700) == 0);
  g_assert (g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
remove_file (const char *name)
{
  g_autofree char *path = g_build_filename (home, name, NULL);

  g_unlink (path);
}

/* Empty but for Thunderbird's list of profiles. */
static void
clean_home (void)
{
  static const char profiles[] = "[Profile0]\nIsRelative=1\nPath=p\n";

  if (home == NULL)
    home = g_dir_make_tmp ("od-fuzz-XXXXXX", NULL);
  g_assert (home != NULL);
  write_file (".thunderbird/profiles.ini", profiles, sizeof profiles - 1);
}

static void
check_account (const OdAccount *account)
{
  g_assert (account->program != NULL && account->name != NULL);
  g_assert (account->settings->port <= 65535);
  g_assert (*account->settings->server != '\0');
  fuzz_check_safe (account->name);
  fuzz_check_safe (account->settings->server);
  fuzz_check_safe (account->settings->user);
  fuzz_check_safe (account->settings->address);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  guint which = fuzz_take_number (&input, G_N_ELEMENTS (files));
  g_autoptr (OdAccounts) found = NULL;

  clean_home ();
  write_file (files[which], (const char *) input.data, input.length);
  found = od_accounts_read (home, NULL);
  for (guint i = 0; i < found->accounts->len; i++)
    check_account (found->accounts->pdata[i]);
  for (guint i = 0; i < found->faults->len; i++)
    fuzz_check_safe (((const OdAccountFault *) found->faults->pdata[i])->why);
  remove_file (files[which]);
  return 0;
}
