/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* msmtp: "account NAME [: OTHER,…]", "defaults", and a command a line; what stands under "defaults" holds for
 * every account behind it, and an account begins as a copy of those it names. A password in the file is
 * noticed, not taken; passwordeval is not run. Blocking, any thread. */

#include <string.h>

#include "od-account-reader.h"
#include "od-secret.h"

static const char *const places[] = {
  ".msmtprc",
  ".config/msmtp/config",
};

/* An account while its lines are read. */
typedef struct
{
  char *name;
  char *host, *port, *user, *from, *auth;
  gboolean tls;
  gboolean starttls;
  gboolean has_password;
} Entry;

static Entry *
entry_new (const char *name)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->starttls = TRUE;
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->host);
  g_free (entry->port);
  g_free (entry->user);
  g_free (entry->from);
  g_free (entry->auth);
  g_free (entry);
}

static void
replace (char **text, const char *by)
{
  char *copy = g_strdup (by);

  g_free (*text);
  *text = copy;
}

static void
copy_into (Entry *entry, const Entry *other)
{
  replace (&entry->host, other->host);
  replace (&entry->port, other->port);
  replace (&entry->user, other->user);
  replace (&entry->from, other->from);
  replace (&entry->auth, other->auth);
  entry->tls = other->tls;
  entry->starttls = other->starttls;
  entry->has_password = other->has_password;
}

static const Entry *
find (const GPtrArray *entries, const char *name)
{
  for (guint i = entries->len; i > 0; i--)
    if (g_str_equal (((Entry *) entries->pdata[i - 1])->name, name))
      return entries->pdata[i - 1];
  return NULL;
}

/* "work : home, other". */
static Entry *
begin_account (GPtrArray *entries, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ":", 2);
  g_auto (GStrv) others = g_strsplit (parts[0] != NULL && parts[1] != NULL ? parts[1] : "", ",", 20);
  Entry *entry = entry_new (parts[0] != NULL ? g_strstrip (parts[0]) : "");
  const Entry *defaults = find (entries, "defaults");

  if (defaults != NULL)
    copy_into (entry, defaults);
  for (char **other = others; *other != NULL; other++)
    {
      const Entry *known = find (entries, g_strstrip (*other));

      if (known != NULL)
        copy_into (entry, known);
    }
  g_ptr_array_add (entries, entry);
  return entry;
}

static Entry *
begin_defaults (GPtrArray *entries)
{
  Entry *entry = entry_new ("defaults");

  g_ptr_array_add (entries, entry);
  return entry;
}

/* Without quotes around it. */
static char *
value_of (const char *text)
{
  gsize length = strlen (text);

  if (length >= 2 && *text == '"' && text[length - 1] == '"')
    return g_strndup (text + 1, length - 2);
  return g_strdup (text);
}

static void
read_command (Entry *entry, const char *command, const char *value)
{
  if (g_str_equal (command, "host"))
    replace (&entry->host, value);
  else if (g_str_equal (command, "port"))
    replace (&entry->port, value);
  else if (g_str_equal (command, "user"))
    replace (&entry->user, value);
  else if (g_str_equal (command, "from"))
    replace (&entry->from, value);
  else if (g_str_equal (command, "auth"))
    replace (&entry->auth, value);
  else if (g_str_equal (command, "tls"))
    entry->tls = !g_str_equal (value, "off");
  else if (g_str_equal (command, "tls_starttls"))
    entry->starttls = !g_str_equal (value, "off");
  else if (g_str_equal (command, "password") || g_str_equal (command, "passwordeval"))
    entry->has_password = TRUE;
}

static Entry *
read_line (GPtrArray *entries, Entry *entry, char *line)
{
  gsize length = strcspn (line, " \t");
  const char *rest = line + length + strspn (line + length, " \t");
  g_autofree char *value = value_of (rest);

  line[length] = '\0';
  if (g_str_equal (line, "account"))
    return begin_account (entries, value);
  if (g_str_equal (line, "defaults"))
    return begin_defaults (entries);
  if (entry != NULL)
    read_command (entry, line, value);
  od_secret_wipe (value, strlen (value));
  return entry;
}

static GPtrArray *
read_entries (const char *text)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  Entry *entry = NULL;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");
      char *line = g_strstrip (g_strndup (text, length));

      if (*line != '#' && *line != '\0')
        entry = read_line (entries, entry, line);
      od_secret_wipe_free (line);
      text += length + strspn (text + length, "\r\n");
    }
  return entries;
}

static OdSecurity
security_of (const Entry *entry)
{
  if (!entry->tls)
    return OD_SECURITY_NONE;
  return entry->starttls ? OD_SECURITY_STARTTLS : OD_SECURITY_TLS;
}

/* "on", "off", or a mechanism. Without the command there is no login. */
static void
set_login (OdSettings *settings, const Entry *entry)
{
  g_autofree char *word = entry->auth != NULL ? g_ascii_strdown (entry->auth, -1) : g_strdup ("off");

  settings->login = !g_str_equal (word, "off");
  if (!settings->login)
    return;
  if (entry->user != NULL)
    od_settings_set_text (&settings->user, entry->user);
  settings->token = g_str_equal (word, "oauthbearer") || g_str_equal (word, "xoauth2");
  if (*word != '\0' && !g_str_equal (word, "on"))
    {
      g_autofree char *mechanism = g_ascii_strup (word, -1);

      od_settings_set_text (&settings->mechanism, mechanism);
    }
}

/* port's default in msmtp: 465 for TLS from the start, else 25. */
static void
add_entry (OdAccountReader *reader, const char *file, const Entry *entry)
{
  OdAccount *account;
  OdSettings *settings;

  if (entry->host == NULL || g_str_equal (entry->name, "defaults"))
    return;
  account = od_account_reader_begin (reader, file, entry->name);
  settings = account->settings;
  od_settings_set_text (&settings->address, entry->from != NULL ? entry->from : "");
  if (entry->from == NULL && entry->user != NULL && strchr (entry->user, '@') != NULL)
    od_settings_set_text (&settings->address, entry->user);
  od_settings_set_text (&settings->server, entry->host);
  settings->security = security_of (entry);
  settings->port = od_account_port (entry->port);
  if (settings->port == 0)
    settings->port = settings->security == OD_SECURITY_TLS ? 465 : 25;
  set_login (settings, entry);
  account->has_password = entry->has_password;
  od_account_reader_add (reader, account);
}

void
od_accounts_read_msmtp (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *file = g_build_filename (reader->home, places[i], NULL);
      char *text = od_account_reader_load (reader, file);
      g_autoptr (GPtrArray) entries = text != NULL ? read_entries (text) : NULL;

      od_secret_wipe_free (text);
      for (guint j = 0; entries != NULL && j < entries->len; j++)
        add_entry (reader, file, entries->pdata[j]);
    }
}
