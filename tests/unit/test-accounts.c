/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts of mail programs, read from a home folder made for the test in the form in which the programs
 * write their files; and files that are none. That the programs really write them so is tested with the
 * programs themselves (tests/accounts). */

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "od-account-ini.h"
#include "od-account.h"

typedef struct
{
  const char *file; /* below the home folder */
  const char *text;
} File;

/* One line an account: program, address, server, port, encryption, user or "-" where none, mechanism. */
typedef struct
{
  const char *name;
  File files[3];
  const char *accounts;
} Case;

#define PROFILE "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n"
#define PREFS_HEAD                                                                                     \
  "// Mozilla User Preferences\nuser_pref(\"mail.accountmanager.accounts\", \"account1,account2\");\n" \
  "user_pref(\"mail.account.account1.identities\", \"id1\");\n"                                        \
  "user_pref(\"mail.account.account1.server\", \"server1\");\n"                                        \
  "user_pref(\"mail.identity.id1.useremail\", \"anna@example.org\");\n"

static const Case cases[] = {
  { "thunderbird/starttls",
    { { ".thunderbird/profiles.ini", PROFILE },
      { ".thunderbird/abc.default/prefs.js",
        PREFS_HEAD "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp.example.org\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.port\", 587);\n"
                   "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 2);\n"
                   "user_pref(\"mail.smtpserver.smtp1.username\", \"anna\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.authMethod\", 3);\n" } },
    "thunderbird anna@example.org smtp.example.org 587 starttls anna auto" },
  { "thunderbird/plain-default-server",
    { { ".var/app/org.mozilla.Thunderbird/.thunderbird/profiles.ini", PROFILE },
      { ".var/app/org.mozilla.Thunderbird/.thunderbird/abc.default/prefs.js",
        PREFS_HEAD "user_pref(\"mail.smtp.defaultserver\", \"smtp7\");\n"
                   "user_pref(\"mail.smtpserver.smtp7.hostname\", \"smtp.example.org\");\n"
                   "user_pref(\"mail.smtpserver.smtp7.port\", 25);\n"
                   "user_pref(\"mail.smtpserver.smtp7.try_ssl\", 0);\n"
                   "user_pref(\"mail.smtpserver.smtp7.authMethod\", 1);\n" } },
    "thunderbird anna@example.org smtp.example.org 25 none - auto" },
  { "thunderbird/oauth",
    { { "snap/thunderbird/common/.thunderbird/profiles.ini", PROFILE },
      { "snap/thunderbird/common/.thunderbird/abc.default/prefs.js",
        PREFS_HEAD "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp.gmail.com\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.port\", 465);\n"
                   "user_pref(\"mail.smtpserver.smtp1.try_ssl\", 3);\n"
                   "user_pref(\"mail.smtpserver.smtp1.username\", \"an\\\"na\");\n"
                   "user_pref(\"mail.smtpserver.smtp1.authMethod\", 10);\n" } },
    "thunderbird anna@example.org smtp.gmail.com 465 tls an\"na XOAUTH2" },
  { "thunderbird/no-server",
    { { ".thunderbird/profiles.ini", PROFILE }, { ".thunderbird/abc.default/prefs.js", PREFS_HEAD } },
    "" },
  { "evolution",
    { { ".config/evolution/sources/id1.source",
        "[Data Source]\nDisplayName=Work\nEnabled=true\nParent=acc1\n\n[Mail Identity]\n"
        "Address=anna@example.org\nName=Anna\n\n[Mail Submission]\nTransportUid=tr1\n" },
      { ".config/evolution/sources/tr1.source",
        "[Data Source]\nDisplayName=Work\n\n[Authentication]\nHost=smtp.example.org\nMethod=PLAIN\nPort=587\n"
        "User=anna@example.org\n\n[Security]\nMethod=starttls-on-standard-port\n\n[Mail Transport]\n"
        "BackendName=smtp\n" },
      { ".config/evolution/sources/local.source", "[Data Source]\nDisplayName=On This Computer\n" } },
    "evolution anna@example.org smtp.example.org 587 starttls anna@example.org auto" },
  { "evolution/sendmail-is-none",
    { { ".config/evolution/sources/id1.source",
        "[Mail Identity]\nAddress=anna@example.org\n[Mail Submission]\nTransportUid=tr1\n" },
      { ".config/evolution/sources/tr1.source", "[Mail Transport]\nBackendName=sendmail\n" } },
    "" },
  { "geary",
    { { ".config/geary/account_01/geary.ini",
        "[Metadata]\nversion=1\nstatus=enabled\n\n[Account]\nordinal=1\nlabel=\nservice_provider=other\n"
        "sender_mailboxes=Anna <anna@example.org>;\n\n[Incoming]\nlogin=anna\nhost=imap.example.org\n\n"
        "[Outgoing]\nhost=smtp.example.org\nport=465\ntransport_security=transport\n"
        "credentials=use-incoming\n" } },
    "geary anna@example.org smtp.example.org 465 tls anna auto" },
  { "geary/gmail",
    { { ".config/geary/account_01/geary.ini", "[Account]\nservice_provider=gmail\nsender_mailboxes=anna@"
                                              "gmail.com;\n[Incoming]\nlogin=anna@gmail.com\n"
                                              "[Outgoing]\ncredentials=use-incoming\n" } },
    "geary anna@gmail.com smtp.gmail.com 465 tls anna@gmail.com auto" },
  { "kmail",
    { { ".config/emailidentities",
        "[General]\nDefault Identity=1\n\n[Identity #0]\nEmail Address=anna@example.org\nIdentity=Anna[$e]\n"
        "Transport=77\nuoid=1\n" },
      { ".config/mailtransports", "[General]\ndefault-transport=77\n\n[Transport "
                                  "77]\nauth=true\nencryption=SSL\nhost=smtp.example.org\n"
                                  "id=77\nname=example\nport=465\nuser=anna\n" } },
    "kmail anna@example.org smtp.example.org 465 tls anna auto" },
  { "claws",
    { { ".claws-mail/accountrc",
        "[Account: 1]\naccount_name=Anna\nis_default=1\nname=Anna\naddress=anna@example.org\n"
        "smtp_server=smtp.example.org\nuser_id=anna\nuse_smtp_auth=1\nsmtp_user_id=\nssl_smtp=2\n"
        "set_smtpport=1\nsmtp_port=587\n\n" } },
    "claws-mail anna@example.org smtp.example.org 587 starttls anna auto" },
  { "sylpheed",
    { { ".sylpheed-2.0/accountrc",
        "[Account: 1]\naccount_name=Anna\naddress=anna@example.org\nsmtp_server=smtp.example.org\n"
        "user_id=anna\nuse_smtp_auth=0\nssl_smtp=0\nset_smtpport=0\nsmtp_port=25\n" } },
    "sylpheed anna@example.org smtp.example.org 25 none - auto" },
  { "msmtp",
    { { ".msmtprc",
        "# comment\ndefaults\nauth on\ntls on\n\naccount home\nhost smtp.example.org\nport 587\n"
        "from anna@example.org\nuser anna\npasswordeval \"touch /tmp/never\"\n\naccount work : home\n"
        "host \"smtp.example.com\"\nport 465\ntls_starttls off\n\naccount default : home\n" } },
    "msmtp anna@example.org smtp.example.org 587 starttls anna auto\n"
    "msmtp anna@example.org smtp.example.com 465 tls anna auto" },
  { "mutt",
    { { ".config/neomutt/neomuttrc", "source ~/.mail/smtp\nset from='Anna <anna@example.org>'\n"
                                     "source \"evil|\"\nsource `evil`\n" },
      { ".mail/smtp", "set smtp_url = \"smtps://anna%40example.org:hunter2@smtp.example.org/\"\n" } },
    "mutt anna@example.org smtp.example.org 465 tls anna@example.org auto" },
  { "mutt/submission",
    { { ".muttrc", "set smtp_url=smtp://anna@smtp.example.org:587/\nset from=anna@example.org\n" } },
    "mutt anna@example.org smtp.example.org 587 starttls anna auto" },
  { "mutt/endless-source",
    { { ".muttrc", "source ~/.muttrc\nset smtp_url=smtp://h\nset ssl_starttls=no\n" } },
    "mutt  h 25 none - auto" },
};

static char *
make_home (void)
{
  g_autoptr (GError) error = NULL;
  char *home = g_dir_make_tmp ("od-accounts-XXXXXX", &error);

  g_assert_no_error (error);
  return home;
}

static void
write_file (const char *home, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (home, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_all (child);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static char *
account_line (const OdAccount *account)
{
  const OdSettings *settings = account->settings;

  return g_strdup_printf ("%s %s %s %u %s %s %s", account->program, settings->address, settings->server,
                          settings->port, od_security_name (settings->security),
                          settings->login ? settings->user : "-", settings->mechanism);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *home = make_home ();
  g_autoptr (OdAccounts) accounts = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (one->files) && one->files[i].file != NULL; i++)
    write_file (home, one->files[i].file, one->files[i].text, -1);
  accounts = od_accounts_read (home, NULL);
  for (guint i = 0; i < accounts->accounts->len; i++)
    g_ptr_array_add (lines, account_line (accounts->accounts->pdata[i]));
  g_ptr_array_add (lines, NULL);
  all = g_strjoinv ("\n", (char **) lines->pdata);
  g_assert_cmpstr (all, ==, one->accounts);
  g_assert_cmpuint (accounts->faults->len, ==, 0);
  remove_all (home);
}

/* No password of a file may be in what was read. */
static void
test_no_password (void)
{
  g_autofree char *home = make_home ();
  g_autoptr (OdAccounts) accounts = NULL;
  const OdAccount *account;

  write_file (home, ".msmtprc", "account a\nhost h\nfrom a@example.org\nauth on\nuser a\npassword hunter2\n",
              -1);
  accounts = od_accounts_read (home, NULL);
  g_assert_cmpuint (accounts->accounts->len, ==, 1);
  account = accounts->accounts->pdata[0];
  g_assert_true (account->has_password);
  g_assert_cmpstr (account->settings->user, ==, "a");
  remove_all (home);
}

/* What is no ordinary small file is told and not read; and the rest goes on. */
static void
test_hostile (void)
{
  g_autofree char *home = make_home ();
  g_autofree char *pipe = g_build_filename (home, ".msmtprc", NULL);
  g_autofree char *link = g_build_filename (home, ".muttrc", NULL);
  g_autofree char *folder = g_build_filename (home, ".claws-mail", NULL);
  g_autofree char *device = g_build_filename (folder, "accountrc", NULL);
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (OdAccounts) accounts = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (".muttrc", link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);
  write_file (home, ".sylpheed-2.0/accountrc", huge, -1);
  write_file (home, ".config/emailidentities", "[Identity #0]\nEmail Address=a@example.org\n", -1);
  write_file (home, ".config/mailtransports/file", "a folder in its place", -1);
  write_file (home, ".config/neomutt/neomuttrc", "set smtp_url=smtp://still.example.org\n", -1);
  accounts = od_accounts_read (home, NULL);
  g_assert_cmpuint (accounts->accounts->len, ==, 1);
  g_assert_cmpuint (accounts->faults->len, ==, 5);
  for (guint i = 0; i < accounts->faults->len; i++)
    g_assert_cmpstr (((OdAccountFault *) accounts->faults->pdata[i])->why, !=, "");
  remove_all (home);
}

/* Octets that are no text, and lines without end. */
static void
test_broken_files (void)
{
  static const char bytes[] = "[Account: 1]\naddress=\xff\xfe@x\nsmtp_server=h\0st\xff\n[[[\n=\n[]\n]";
  g_autofree char *home = make_home ();
  g_autofree char *equals = g_strnfill (500000, '=');
  g_autoptr (OdAccounts) accounts = NULL;
  const OdAccount *account;

  write_file (home, ".claws-mail/accountrc", bytes, sizeof bytes - 1);
  write_file (home, ".sylpheed-2.0/accountrc", equals, -1);
  write_file (home, ".thunderbird/profiles.ini", PROFILE, -1);
  write_file (home, ".thunderbird/abc.default/prefs.js", "user_pref(\"unfinished\\", -1);
  write_file (home, ".msmtprc", "account\nhost\nport\n : \naccount : \nhost a b c\n", -1);
  accounts = od_accounts_read (home, NULL);
  g_assert_cmpuint (accounts->accounts->len, ==, 2);
  account = accounts->accounts->pdata[0];
  g_assert_true (g_utf8_validate (account->settings->address, -1, NULL));
  g_assert_true (g_utf8_validate (account->settings->server, -1, NULL));
  remove_all (home);
}

static void
test_cancelled (void)
{
  g_autofree char *home = make_home ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdAccounts) accounts = NULL;

  write_file (home, ".muttrc", "set smtp_url=smtp://h\n", -1);
  g_cancellable_cancel (cancellable);
  accounts = od_accounts_read (home, cancellable);
  g_assert_cmpuint (accounts->accounts->len, ==, 0);
  g_assert_cmpuint (accounts->faults->len, ==, 0);
  remove_all (home);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/accounts/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/accounts/no-password", test_no_password);
  g_test_add_func ("/accounts/hostile", test_hostile);
  g_test_add_func ("/accounts/broken-files", test_broken_files);
  g_test_add_func ("/accounts/cancelled", test_cancelled);
  return g_test_run ();
}
