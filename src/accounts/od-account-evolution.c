/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Evolution: each account is a few .source files, tied together by their names (the uid): the identity names
 * its transport in [Mail Submission], the transport holds server, login and encryption. Blocking, any
 * thread. */

#include <string.h>

#include "od-account-reader.h"

static const char *const places[] = {
  ".config/evolution/sources",
  ".var/app/org.gnome.Evolution/config/evolution/sources",
};

static GHashTable *
load_sources (OdAccountReader *reader, GPtrArray *paths)
{
  GHashTable *sources =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) od_account_ini_free);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = paths->pdata[i];
      OdAccountIni *source = od_account_reader_load_ini (reader, path);
      char *uid = g_path_get_basename (path);

      uid[strlen (uid) - strlen (".source")] = '\0';
      if (source != NULL)
        g_hash_table_replace (sources, uid, source);
      else
        g_free (uid);
    }
  return sources;
}

static OdSecurity
security_of (const OdAccountIni *transport)
{
  const char *method = od_account_ini_get (transport, "Security", "Method");

  if (g_strcmp0 (method, "ssl-on-alternate-port") == 0)
    return OD_SECURITY_TLS;
  return g_strcmp0 (method, "starttls-on-standard-port") == 0 ? OD_SECURITY_STARTTLS : OD_SECURITY_NONE;
}

/* "PLAIN", "XOAUTH2", "none", or nothing: the program asks the server. */
static void
set_login (OdSettings *settings, const OdAccountIni *transport)
{
  const char *method = od_account_ini_get (transport, "Authentication", "Method");
  const char *user = od_account_ini_get (transport, "Authentication", "User");

  od_settings_set_text (&settings->user, user != NULL ? user : "");
  settings->login = user != NULL && method != NULL && g_ascii_strcasecmp (method, "none") != 0;
  if (!settings->login)
    return;
  if (g_ascii_strcasecmp (method, "XOAUTH2") == 0 || g_str_equal (method, "Google") ||
      g_str_equal (method, "Outlook") || g_str_equal (method, "Yahoo!"))
    {
      od_settings_set_text (&settings->mechanism, "XOAUTH2");
      settings->token = TRUE;
    }
  else if (g_ascii_strcasecmp (method, "CRAM-MD5") == 0)
    od_settings_set_text (&settings->mechanism, "CRAM-MD5");
}

static void
set_transport (OdSettings *settings, const OdAccountIni *transport)
{
  const char *host = od_account_ini_get (transport, "Authentication", "Host");

  od_settings_set_text (&settings->server, host != NULL ? host : "");
  settings->port = od_account_port (od_account_ini_get (transport, "Authentication", "Port"));
  settings->security = security_of (transport);
  set_login (settings, transport);
}

/* A source with an identity; others are passed over. */
static void
read_source (OdAccountReader *reader, const char *path, GHashTable *sources, const char *uid)
{
  const OdAccountIni *identity = g_hash_table_lookup (sources, uid);
  const char *address = identity != NULL ? od_account_ini_get (identity, "Mail Identity", "Address") : NULL;
  const char *to = identity != NULL ? od_account_ini_get (identity, "Mail Submission", "TransportUid") : NULL;
  const OdAccountIni *transport = to != NULL ? g_hash_table_lookup (sources, to) : NULL;
  const char *kind = transport != NULL ? od_account_ini_get (transport, "Mail Transport", "BackendName")
                                       : NULL;
  OdAccount *account;

  if (address == NULL || g_strcmp0 (kind, "smtp") != 0)
    return;
  account =
      od_account_reader_begin (reader, path, od_account_ini_get (identity, "Data Source", "DisplayName"));
  od_settings_set_text (&account->settings->address, address);
  set_transport (account->settings, transport);
  od_account_reader_add (reader, account);
}

static void
read_place (OdAccountReader *reader, const char *place)
{
  g_autofree char *folder = g_build_filename (reader->home, place, NULL);
  g_autoptr (GPtrArray) paths = od_account_reader_list (reader, folder, "*.source");
  g_autoptr (GHashTable) sources = load_sources (reader, paths);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *uid = g_path_get_basename (paths->pdata[i]);

      uid[strlen (uid) - strlen (".source")] = '\0';
      read_source (reader, paths->pdata[i], sources, uid);
    }
}

void
od_accounts_read_evolution (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    read_place (reader, places[i]);
}
