/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* mutt and neomutt: "set variable=value" lines; the outgoing server is a URL in smtp_url. Files that a
 * "source" line names below the home folder are read, too; commands in backquotes or behind a "|" are not
 * run. Blocking, any thread. */

#include <string.h>

#include "od-account-reader.h"
#include "od-secret.h"

#define MAX_DEPTH 5

static const char *const places[] = {
  ".muttrc",
  ".mutt/muttrc",
  ".config/mutt/muttrc",
  ".neomuttrc",
  ".config/neomutt/neomuttrc",
  ".config/neomutt/muttrc",
};

static void
wipe_free (gpointer text)
{
  od_secret_wipe_free (text);
}

/* (transfer full): without quotes; what is behind an unquoted blank or comment is not part of it. */
static char *
unquote (const char *text)
{
  if (*text == '"' || *text == '\'')
    return g_strndup (text + 1, strcspn (text + 1, *text == '"' ? "\"" : "'"));
  return g_strndup (text, strcspn (text, " \t#"));
}

static void
read_set (GHashTable *variables, const char *words)
{
  const char *equals = strchr (words, '=');

  if (equals == NULL)
    {
      g_hash_table_replace (variables, unquote (words), g_strdup ("yes"));
      return;
    }
  g_hash_table_replace (variables, g_strchomp (g_strndup (words, (gsize) (equals - words))),
                        unquote (equals + 1 + strspn (equals + 1, " \t")));
}

static void read_file (OdAccountReader *reader, const char *path, GHashTable *variables, guint depth);

/* Only below the home folder, and no command. */
static void
read_source (OdAccountReader *reader, const char *words, GHashTable *variables, guint depth)
{
  g_autofree char *name = unquote (words);
  g_autofree char *path = NULL;

  if (depth >= MAX_DEPTH || strchr (words, '|') != NULL || strchr (words, '`') != NULL)
    return;
  if (g_str_has_prefix (name, "~/"))
    path = g_build_filename (reader->home, name + 2, NULL);
  else if (g_str_has_prefix (name, reader->home))
    path = g_strdup (name);
  if (path != NULL)
    read_file (reader, path, variables, depth + 1);
}

static void
read_line (OdAccountReader *reader, const char *line, GHashTable *variables, guint depth)
{
  if (g_str_has_prefix (line, "set "))
    read_set (variables, line + strlen ("set ") + strspn (line + strlen ("set "), " \t"));
  else if (g_str_has_prefix (line, "source "))
    read_source (reader, line + strlen ("source ") + strspn (line + strlen ("source "), " \t"), variables,
                 depth);
}

static void
read_file (OdAccountReader *reader, const char *path, GHashTable *variables, guint depth)
{
  char *text = od_account_reader_load (reader, path);
  const char *at = text;

  while (at != NULL && *at != '\0')
    {
      gsize length = strcspn (at, "\r\n");
      char *line = g_strstrip (g_strndup (at, length));

      read_line (reader, line, variables, depth);
      od_secret_wipe_free (line);
      at += length + strspn (at + length, "\r\n");
    }
  od_secret_wipe_free (text);
}

static gboolean
is_on (GHashTable *variables, const char *name, gboolean by_default)
{
  const char *value = g_hash_table_lookup (variables, name);

  if (value == NULL)
    return by_default;
  return g_str_equal (value, "yes");
}

/* smtps is TLS from the start; else ssl_starttls (on unless set otherwise) or ssl_force_tls encrypts. */
static OdSecurity
security_of (const char *scheme, GHashTable *variables)
{
  if (g_strcmp0 (scheme, "smtps") == 0)
    return OD_SECURITY_TLS;
  return is_on (variables, "ssl_starttls", TRUE) || is_on (variables, "ssl_force_tls", FALSE)
             ? OD_SECURITY_STARTTLS
             : OD_SECURITY_NONE;
}

/* The parts of smtp[s]://user[:password]@host[:port]/; the password is noticed, not taken. */
static void
set_server (OdAccount *account, const char *url, GHashTable *variables)
{
  OdSettings *settings = account->settings;
  g_autofree char *scheme = g_uri_parse_scheme (url);
  const char *at = strstr (url, "://");
  g_autofree char *rest = at != NULL ? g_strndup (at + 3, strcspn (at + 3, "/")) : g_strdup ("");
  char *host = strrchr (rest, '@');
  char *port;

  if (host != NULL)
    *host = '\0';
  if (host != NULL && strchr (rest, ':') != NULL)
    {
      account->has_password = TRUE;
      od_secret_wipe (strchr (rest, ':'), strlen (strchr (rest, ':')));
    }
  settings->login = host != NULL;
  if (host != NULL)
    {
      g_autofree char *user = g_uri_unescape_string (rest, NULL);

      od_settings_set_text (&settings->user, user != NULL ? user : rest);
    }
  host = host != NULL ? host + 1 : rest;
  port = strrchr (host, ':');
  if (port != NULL)
    *port = '\0';
  settings->security = security_of (scheme, variables);
  settings->port = od_account_port (port != NULL ? port + 1 : NULL);
  if (settings->port == 0)
    settings->port = settings->security == OD_SECURITY_TLS ? 465 : 25;
  od_settings_set_text (&settings->server, host);
}

static void
set_address (OdSettings *settings, GHashTable *variables)
{
  const char *from = g_hash_table_lookup (variables, "from");
  const char *open = from != NULL ? strrchr (from, '<') : NULL;
  g_autofree char *address = open != NULL ? g_strndup (open + 1, strcspn (open + 1, ">")) : g_strdup (from);

  if (address == NULL && strchr (settings->user, '@') != NULL)
    address = g_strdup (settings->user);
  od_settings_set_text (&settings->address, address != NULL ? address : "");
}

static void
read_place (OdAccountReader *reader, const char *place)
{
  g_autofree char *file = g_build_filename (reader->home, place, NULL);
  g_autoptr (GHashTable) variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_free);
  const char *url;
  OdAccount *account;

  read_file (reader, file, variables, 0);
  url = g_hash_table_lookup (variables, "smtp_url");
  if (url == NULL)
    return;
  account = od_account_reader_begin (reader, file, NULL);
  set_server (account, url, variables);
  set_address (account->settings, variables);
  account->has_password = account->has_password || g_hash_table_contains (variables, "smtp_pass");
  od_account_reader_add (reader, account);
}

void
od_accounts_read_mutt (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    read_place (reader, places[i]);
}
