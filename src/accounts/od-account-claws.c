/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Claws Mail and Sylpheed, which share an ancestor and its accountrc: a group an account. Blocking, any
 * thread. */

#include <string.h>

#include "od-account-reader.h"

static const char *const claws_places[] = {
  ".claws-mail/accountrc",
  ".config/claws-mail/accountrc",
  ".var/app/org.claws_mail.Claws-Mail/.claws-mail/accountrc",
  ".var/app/org.claws_mail.Claws-Mail/config/claws-mail/accountrc",
};

static const char *const sylpheed_places[] = {
  ".sylpheed-2.0/accountrc",
};

/* ssl_smtp: 0 plain, 1 TLS from the start, 2 STARTTLS. */
static OdSecurity
security_of (const char *word)
{
  if (g_strcmp0 (word, "1") == 0)
    return OD_SECURITY_TLS;
  return g_strcmp0 (word, "2") == 0 ? OD_SECURITY_STARTTLS : OD_SECURITY_NONE;
}

/* Without a port of its own: 465 for TLS, else 25, which is what both programs then take. */
static guint
port_of (const OdAccountGroup *group, OdSecurity security)
{
  guint port = od_account_group_is (group, "set_smtpport")
                   ? od_account_port (od_account_group_get (group, "smtp_port"))
                   : 0;

  if (port != 0)
    return port;
  return security == OD_SECURITY_TLS ? 465 : 25;
}

/* The name for sending where it has one, else that for reading. */
static void
set_login (OdSettings *settings, const OdAccountGroup *group)
{
  const char *user = od_account_group_get (group, "smtp_user_id");

  settings->login = od_account_group_is (group, "use_smtp_auth");
  if (user == NULL)
    user = od_account_group_get (group, "user_id");
  if (settings->login && user != NULL)
    od_settings_set_text (&settings->user, user);
}

static void
read_group (OdAccountReader *reader, const char *file, const OdAccountGroup *group)
{
  const char *address = od_account_group_get (group, "address");
  const char *host = od_account_group_get (group, "smtp_server");
  OdAccount *account;

  if (address == NULL || host == NULL || !g_str_has_prefix (group->name, "Account"))
    return;
  account = od_account_reader_begin (reader, file, od_account_group_get (group, "account_name"));
  od_settings_set_text (&account->settings->address, address);
  od_settings_set_text (&account->settings->server, host);
  account->settings->security = security_of (od_account_group_get (group, "ssl_smtp"));
  account->settings->port = port_of (group, account->settings->security);
  set_login (account->settings, group);
  od_account_reader_add (reader, account);
}

static void
read_place (OdAccountReader *reader, const char *place)
{
  g_autofree char *file = g_build_filename (reader->home, place, NULL);
  g_autoptr (OdAccountIni) ini = od_account_reader_load_ini (reader, file);

  for (guint i = 0; ini != NULL && i < ini->groups->len; i++)
    read_group (reader, file, ini->groups->pdata[i]);
}

void
od_accounts_read_claws (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (claws_places); i++)
    read_place (reader, claws_places[i]);
}

void
od_accounts_read_sylpheed (OdAccountReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sylpheed_places); i++)
    read_place (reader, sylpheed_places[i]);
}
