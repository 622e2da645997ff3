/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* KMail: emailidentities holds the addresses, mailtransports the outgoing servers; an identity names its
 * transport by number, else the default one counts. Blocking, any thread. */

#include <string.h>

#include "od-account-reader.h"

static const char *const places[] = {
  ".config",
  ".kde/share/config",
  ".kde4/share/config",
  ".var/app/org.kde.kontact/config",
};

/* encryption= of KMailTransport: None, SSL, TLS (that is STARTTLS), as words or numbers. */
static OdSecurity
security_of (const char *word)
{
  if (word == NULL || g_ascii_strcasecmp (word, "None") == 0 || g_str_equal (word, "0"))
    return OD_SECURITY_NONE;
  if (g_ascii_strcasecmp (word, "SSL") == 0 || g_str_equal (word, "1"))
    return OD_SECURITY_TLS;
  return OD_SECURITY_STARTTLS;
}

static void
set_transport (OdSettings *settings, const OdAccountGroup *transport)
{
  const char *host = od_account_group_get (transport, "host");
  const char *user = od_account_group_get (transport, "user");

  od_settings_set_text (&settings->server, host != NULL ? host : "");
  settings->port = od_account_port (od_account_group_get (transport, "port"));
  settings->security = security_of (od_account_group_get (transport, "encryption"));
  settings->login = od_account_group_is (transport, "auth");
  if (settings->login && user != NULL)
    od_settings_set_text (&settings->user, user);
}

static const OdAccountGroup *
transport_of (const OdAccountGroup *identity, const OdAccountIni *transports)
{
  const char *id = od_account_group_get (identity, "Transport");
  g_autofree char *name = NULL;

  if (id == NULL)
    id = od_account_ini_get (transports, "General", "default-transport");
  if (id == NULL)
    return NULL;
  name = g_strdup_printf ("Transport %s", id);
  return od_account_ini_find (transports, name);
}

static void
read_identity (OdAccountReader *reader,
               const char *file,
               const OdAccountGroup *identity,
               const OdAccountIni *transports)
{
  const char *address = od_account_group_get (identity, "Email Address");
  const OdAccountGroup *transport = transport_of (identity, transports);
  OdAccount *account;

  if (address == NULL || transport == NULL || !g_str_has_prefix (identity->name, "Identity #"))
    return;
  account = od_account_reader_begin (reader, file, od_account_group_get (identity, "Identity"));
  od_settings_set_text (&account->settings->address, address);
  set_transport (account->settings, transport);
  od_account_reader_add (reader, account);
}

static void
read_place (OdAccountReader *reader, const char *place)
{
  g_autofree char *of_transports = g_build_filename (reader->home, place, "mailtransports", NULL);
  g_autofree char *of_identities = g_build_filename (reader->home, place, "emailidentities", NULL);
  g_autoptr (OdAccountIni) transports = od_account_reader_load_ini (reader, of_transports);
  g_autoptr (OdAccountIni) identities = od_account_reader_load_ini (reader, of_identities);

  for (guint i = 0; transports != NULL && identities != NULL && i < identities->groups->len; i++)
    read_identity (reader, of_transports, identities->groups->pdata[i], transports);
}

void
od_accounts_read_kmail (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    read_place (reader, places[i]);
}
