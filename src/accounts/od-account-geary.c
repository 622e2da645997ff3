/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Geary: a folder an account with a geary.ini. For the large providers it writes no servers down; those are
 * known to it by name, and here by the provider table. Blocking, any thread. */

#include <string.h>

#include "od-account-reader.h"

static const char *const places[] = {
  ".config/geary",
  ".var/app/org.gnome.Geary/config/geary",
};

/* What Geary itself has built in for the providers it names. */
static const struct
{
  const char *provider;
  const char *host;
  guint port;
  OdSecurity security;
} built_in[] = {
  { "gmail", "smtp.gmail.com", 465, OD_SECURITY_TLS },
  { "outlook", "smtp-mail.outlook.com", 587, OD_SECURITY_STARTTLS },
  { "yahoo", "smtp.mail.yahoo.com", 465, OD_SECURITY_TLS },
};

static OdSecurity
security_of (const char *word)
{
  if (g_strcmp0 (word, "transport") == 0)
    return OD_SECURITY_TLS;
  return g_strcmp0 (word, "start-tls") == 0 ? OD_SECURITY_STARTTLS : OD_SECURITY_NONE;
}

static void
set_server (OdSettings *settings, const OdAccountIni *ini)
{
  const char *provider = od_account_ini_get (ini, "Account", "service_provider");
  const char *host = od_account_ini_get (ini, "Outgoing", "host");

  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (g_strcmp0 (provider, built_in[i].provider) == 0)
      {
        od_settings_set_text (&settings->server, built_in[i].host);
        settings->port = built_in[i].port;
        settings->security = built_in[i].security;
        return;
      }
  od_settings_set_text (&settings->server, host != NULL ? host : "");
  settings->port = od_account_port (od_account_ini_get (ini, "Outgoing", "port"));
  settings->security = security_of (od_account_ini_get (ini, "Outgoing", "transport_security"));
}

static void
set_login (OdSettings *settings, const OdAccountIni *ini)
{
  const char *kind = od_account_ini_get (ini, "Outgoing", "credentials");
  gboolean own = g_strcmp0 (kind, "custom") == 0;
  const char *user = od_account_ini_get (ini, own ? "Outgoing" : "Incoming", "login");

  settings->login = g_strcmp0 (kind, "none") != 0;
  if (settings->login && user != NULL)
    od_settings_set_text (&settings->user, user);
}

/* (transfer full): the first of "Anna <anna@example.org>;…", the address alone. */
static char *
first_address (const char *mailboxes)
{
  g_autofree char *first = g_strndup (mailboxes, strcspn (mailboxes, ";"));
  const char *open = strrchr (first, '<');

  if (open == NULL)
    return g_strstrip (g_steal_pointer (&first));
  return g_strndup (open + 1, strcspn (open + 1, ">"));
}

static void
read_account (OdAccountReader *reader, const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "geary.ini", NULL);
  g_autoptr (OdAccountIni) ini = od_account_reader_load_ini (reader, file);
  const char *mailboxes = ini != NULL ? od_account_ini_get (ini, "Account", "sender_mailboxes") : NULL;
  OdAccount *account;

  if (mailboxes == NULL)
    return;
  account = od_account_reader_begin (reader, file, od_account_ini_get (ini, "Account", "label"));
  g_free (account->settings->address);
  account->settings->address = first_address (mailboxes);
  set_server (account->settings, ini);
  set_login (account->settings, ini);
  od_account_reader_add (reader, account);
}

void
od_accounts_read_geary (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (reader->home, places[i], NULL);
      g_autoptr (GPtrArray) folders = od_account_reader_list (reader, folder, "account_*");

      for (guint j = 0; j < folders->len; j++)
        read_account (reader, folders->pdata[j]);
    }
}
