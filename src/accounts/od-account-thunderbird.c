/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Thunderbird: profiles.ini names the profiles, prefs.js of each holds identities and outgoing servers as
 * user_pref("key", value); lines. An identity without a server of its own uses the default one. Nothing of
 * the file is evaluated: it is read as text. Blocking, any thread. */

#include <string.h>

#include "od-account-reader.h"
#include "od-secret.h"

/* Where profiles.ini may be: of the distribution, Flatpak, Snap, and Betterbird's Flatpak. */
static const char *const places[] = {
  ".thunderbird",
  ".mozilla-thunderbird",
  ".icedove",
  ".var/app/org.mozilla.Thunderbird/.thunderbird",
  ".var/app/org.mozilla.thunderbird/.thunderbird",
  ".var/app/eu.betterbird.Betterbird/.thunderbird",
  "snap/thunderbird/common/.thunderbird",
};

/* (transfer full): the text of a quoted JavaScript string that begins at @text, unescaped. @end: behind it.
 */
static char *
read_string (const char *text, const char **end)
{
  GString *value = g_string_new (NULL);
  const char *at = text + 1;

  for (; *at != '\0' && *at != '"' && *at != '\n'; at++)
    {
      if (*at == '\\' && at[1] != '\0' && at[1] != '\n')
        at++;
      g_string_append_c (value, *at);
    }
  *end = *at == '"' ? at + 1 : at;
  return g_string_free (value, FALSE);
}

/* A string, or a number or word as it stands, up to the parenthesis. */
static char *
read_value (const char *text)
{
  const char *end;

  if (*text == '"')
    return read_string (text, &end);
  return g_strstrip (g_strndup (text, strcspn (text, ")\n")));
}

static void
read_preference (GHashTable *preferences, const char *line)
{
  const char *at = line + strlen ("user_pref(");
  char *key;

  if (*at != '"')
    return;
  key = read_string (at, &at);
  at += strspn (at, " \t,");
  g_hash_table_replace (preferences, key, read_value (at));
}

static void
wipe_free (gpointer text)
{
  od_secret_wipe_free (text);
}

static GHashTable *
read_preferences (const char *text)
{
  GHashTable *preferences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_free);

  while (*text != '\0')
    {
      if (g_str_has_prefix (text, "user_pref("))
        read_preference (preferences, text);
      text += strcspn (text, "\n");
      text += strspn (text, "\n");
    }
  return preferences;
}

static const char *
preference (GHashTable *preferences, const char *group, const char *id, const char *key)
{
  g_autofree char *name = g_strjoin (".", group, id, key, NULL);
  const char *value = g_hash_table_lookup (preferences, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* try_ssl of comm-central, MailNewsTypes2.idl: 0 plain, 1 STARTTLS if offered, 2 STARTTLS, 3 TLS. */
static OdSecurity
security_of (const char *word)
{
  guint64 number = word != NULL ? g_ascii_strtoull (word, NULL, 10) : 0;

  if (number == 3)
    return OD_SECURITY_TLS;
  return number == 0 ? OD_SECURITY_NONE : OD_SECURITY_STARTTLS;
}

/* authMethod, of the same file. What the program would choose by itself stays "auto". */
static void
set_login (OdSettings *settings, const char *word)
{
  switch (word != NULL ? g_ascii_strtoull (word, NULL, 10) : 3)
    {
    case 1:
      settings->login = FALSE;
      return;
    case 4:
      od_settings_set_text (&settings->mechanism, "CRAM-MD5");
      return;
    case 7:
      od_settings_set_text (&settings->mechanism, "EXTERNAL");
      return;
    case 10:
      od_settings_set_text (&settings->mechanism, "XOAUTH2");
      settings->token = TRUE;
      return;
    default:
      return;
    }
}

static void
set_server (OdSettings *settings, GHashTable *preferences, const char *server)
{
  const char *host = preference (preferences, "mail.smtpserver", server, "hostname");
  const char *user = preference (preferences, "mail.smtpserver", server, "username");

  settings->port = od_account_port (preference (preferences, "mail.smtpserver", server, "port"));
  settings->security = security_of (preference (preferences, "mail.smtpserver", server, "try_ssl"));
  od_settings_set_text (&settings->server, host != NULL ? host : "");
  od_settings_set_text (&settings->user, user != NULL ? user : "");
  if (settings->port == 0)
    settings->port = settings->security == OD_SECURITY_TLS ? 465 : 587;
  set_login (settings, preference (preferences, "mail.smtpserver", server, "authMethod"));
}

static void
read_identity (OdAccountReader *reader, const char *file, GHashTable *preferences, const char *identity)
{
  const char *address = preference (preferences, "mail.identity", identity, "useremail");
  const char *server = preference (preferences, "mail.identity", identity, "smtpServer");
  OdAccount *account;

  if (server == NULL)
    server = g_hash_table_lookup (preferences, "mail.smtp.defaultserver");
  if (address == NULL || server == NULL || *server == '\0')
    return;
  account = od_account_reader_begin (reader, file, address);
  od_settings_set_text (&account->settings->address, address);
  set_server (account->settings, preferences, server);
  od_account_reader_add (reader, account);
}

/* The identities of the accounts, in the order in which the program shows them. */
static void
read_accounts (OdAccountReader *reader, const char *file, GHashTable *preferences)
{
  const char *list = g_hash_table_lookup (preferences, "mail.accountmanager.accounts");
  g_auto (GStrv) accounts = g_strsplit (list != NULL ? list : "", ",", 100);

  for (char **account = accounts; *account != NULL; account++)
    {
      const char *ids = preference (preferences, "mail.account", *account, "identities");
      g_auto (GStrv) identities = g_strsplit (ids != NULL ? ids : "", ",", 100);

      for (char **identity = identities; *identity != NULL; identity++)
        read_identity (reader, file, preferences, *identity);
    }
}

static void
read_profile (OdAccountReader *reader, const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "prefs.js", NULL);
  char *text = od_account_reader_load (reader, file);
  g_autoptr (GHashTable) preferences = NULL;

  if (text == NULL)
    return;
  preferences = read_preferences (text);
  od_secret_wipe_free (text);
  read_accounts (reader, file, preferences);
}

static void
read_place (OdAccountReader *reader, const char *place)
{
  g_autofree char *folder = g_build_filename (reader->home, place, NULL);
  g_autofree char *file = g_build_filename (folder, "profiles.ini", NULL);
  g_autoptr (OdAccountIni) profiles = od_account_reader_load_ini (reader, file);

  for (guint i = 0; profiles != NULL && i < MIN (profiles->groups->len, OD_ACCOUNT_FILES_MAX); i++)
    {
      const OdAccountGroup *group = profiles->groups->pdata[i];
      const char *path = od_account_group_get (group, "Path");
      g_autofree char *profile = NULL;

      if (path == NULL || !g_str_has_prefix (group->name, "Profile"))
        continue;
      profile = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (folder, path, NULL);
      read_profile (reader, profile);
    }
}

void
od_accounts_read_thunderbird (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    read_place (reader, places[i]);
}
