/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Saved accounts: kept, replaced, deleted, and nothing lost where the file cannot be understood. */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "od-saved-account.h"

static char *
path_of_file (void)
{
  return g_build_filename (g_get_user_data_dir (), "outbox-doctor", "accounts.json", NULL);
}

static void
save (const char *name, const char *server)
{
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (GError) error = NULL;

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, server);
  od_settings_set_text (&settings->user, "anna");
  od_settings_set_text (&settings->ca_file, "/etc/own.pem");
  settings->port = 465;
  settings->security = OD_SECURITY_TLS;
  settings->allow_plain_login = TRUE;
  od_saved_accounts_save (name, settings, &error);
  g_assert_no_error (error);
}

static char *
names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = od_saved_accounts_list (&error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < accounts->len; i++)
    {
      const OdSavedAccount *account = accounts->pdata[i];

      g_string_append_printf (words, "%s%s=%s", i > 0 ? " " : "", account->name, account->settings->server);
    }
  return g_string_free (words, FALSE);
}

static void
assert_names (const char *wanted)
{
  g_autofree char *found = names ();

  g_assert_cmpstr (found, ==, wanted);
}

static void
forget_all (void)
{
  g_autofree char *path = path_of_file ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (path, ".unreadable", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_remove (path);
  g_remove (aside);
}

static void
test_keeps (void)
{
  g_autofree char *path = path_of_file ();
  g_autoptr (OdSavedAccount) account = NULL;
  GStatBuf status;

  forget_all ();
  assert_names ("");
  save ("Work", "a.example.org");
  save ("Home", "b.example.org");
  save ("Work", "c.example.org");
  assert_names ("Home=b.example.org Work=c.example.org");
  account = od_saved_accounts_find ("Work", NULL);
  g_assert_cmpstr (account->settings->address, ==, "anna@example.org");
  g_assert_cmpstr (account->settings->user, ==, "anna");
  g_assert_cmpstr (account->settings->ca_file, ==, "/etc/own.pem");
  g_assert_cmpuint (account->settings->port, ==, 465);
  g_assert_cmpint (account->settings->security, ==, OD_SECURITY_TLS);
  g_assert_true (account->settings->login);
  g_assert_false (account->settings->allow_plain_login);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_deletes (void)
{
  g_autofree char *path = path_of_file ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  forget_all ();
  save ("Work", "a.example.org");
  save ("Home", "b.example.org");
  g_assert_true (od_saved_accounts_delete ("Work", &error));
  g_assert_no_error (error);
  assert_names ("Home=b.example.org");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "a.example.org"));
  g_assert_false (od_saved_accounts_delete ("Work", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (od_saved_accounts_find ("Work", NULL));
}

/* The file that was there is kept beside the new one. */
static void
test_unreadable (void)
{
  const char *const bad[] = { "{", "[]", "{\"format\":\"other\",\"accounts\":[]}", "",
                              "{\"format\":\"outbox-doctor-accounts\",\"accounts\":7}" };
  g_autofree char *path = path_of_file ();
  g_autofree char *aside = g_strconcat (path, ".unreadable", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *kept = NULL;

      forget_all ();
      g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
      assert_names ("");
      save ("Work", "a.example.org");
      assert_names ("Work=a.example.org");
      g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, bad[i]);
    }
}

static void
test_later_version (void)
{
  const char *later = "{\"format\":\"outbox-doctor-accounts\",\"version\":2,\"accounts\":[]}";
  g_autofree char *path = path_of_file ();
  g_autofree char *text = NULL;
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (GError) error = NULL;

  forget_all ();
  g_assert_true (g_file_set_contents (path, later, -1, NULL));
  g_assert_false (od_saved_accounts_save ("Work", settings, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, later);
}

/* What stands in it may be of anybody: odd members are passed over. */
static void
test_odd_members (void)
{
  const char *odd =
      "{\"format\":\"outbox-doctor-accounts\",\"version\":1,\"accounts\":[1,null,{},{\"name\":5,"
      "\"settings\":{}},{\"name\":\"a\",\"settings\":[]},{\"name\":\"b\\u001b[31m\",\"settings\":"
      "{\"server\":[],\"port\":\"x\",\"security\":7}}]}";
  g_autofree char *path = path_of_file ();
  g_autoptr (GPtrArray) accounts = NULL;

  forget_all ();
  g_assert_true (g_file_set_contents (path, odd, -1, NULL));
  accounts = od_saved_accounts_list (NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_null (strchr (((OdSavedAccount *) accounts->pdata[0])->name, '\033'));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("od-test-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "outbox-doctor", NULL);
  int failed;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  /* No service answers here: what is deleted has no password to go with it. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-account/keeps", test_keeps);
  g_test_add_func ("/saved-account/deletes", test_deletes);
  g_test_add_func ("/saved-account/unreadable", test_unreadable);
  g_test_add_func ("/saved-account/later-version", test_later_version);
  g_test_add_func ("/saved-account/odd-members", test_odd_members);
  failed = g_test_run ();
  forget_all ();
  g_rmdir (own);
  g_rmdir (folder);
  return failed;
}
