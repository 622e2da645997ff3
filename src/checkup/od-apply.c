/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Fixes as functions from settings to settings. Pure, any thread. Nothing here can make a connection less
 * safe. */

#include "od-apply.h"

#include <glib/gi18n-lib.h>

typedef gboolean (*Change) (OdSettings *settings, const char *arguments, GError **error);

static gboolean
lowers_security (OdSecurity before, OdSecurity after)
{
  return after == OD_SECURITY_NONE && before != OD_SECURITY_NONE;
}

/* "587 starttls" */
static gboolean
use_port (OdSettings *settings, const char *arguments, GError **error)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", 2);
  OdSecurity security;

  if (g_strv_length (words) != 2 || !od_security_from_name (words[1], &security) ||
      !od_port_parse (words[0], &settings->port, NULL))
    {
      g_set_error (error, OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD,
                   _ ("“%s” is not a port with its encryption."), arguments);
      return FALSE;
    }
  if (lowers_security (settings->security, security))
    {
      g_set_error_literal (error, OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD,
                           _ ("This would switch the encryption off, so it is not applied."));
      return FALSE;
    }
  settings->security = security;
  return TRUE;
}

static gboolean
use_host (OdSettings *settings, const char *arguments, GError **error)
{
  g_autofree char *host = od_host_parse (arguments, error);

  if (!host)
    return FALSE;
  od_settings_set_text (&settings->server, host);
  return TRUE;
}

static gboolean
use_user (OdSettings *settings, const char *arguments, GError **error)
{
  od_settings_set_text (&settings->user, arguments);
  return TRUE;
}

static gboolean
use_recipient (OdSettings *settings, const char *arguments, GError **error)
{
  od_settings_set_text (&settings->recipients, arguments);
  return TRUE;
}

static gboolean
use_size (OdSettings *settings, const char *arguments, GError **error)
{
  return g_ascii_string_to_unsigned (arguments, 10, 0, G_MAXUINT32, &settings->message_size, error);
}

static gboolean
run_again (OdSettings *settings, const char *arguments, GError **error)
{
  return TRUE;
}

static const struct
{
  const char *action;
  Change change;
} changes[] = {
  { "use-port", use_port },           { "use-host", use_host }, { "use-user", use_user },
  { "use-recipient", use_recipient }, { "use-size", use_size }, { "again", run_again },
};

static Change
find_change (const OdFix *fix)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (changes[i].action, fix->action))
      return changes[i].change;
  return NULL;
}

gboolean
od_fix_is_applicable (const OdFix *fix)
{
  return find_change (fix) != NULL;
}

OdField
od_fix_get_field (const OdFix *fix)
{
  return g_str_equal (fix->action, "edit") ? od_field_from_name (fix->arguments) : OD_FIELD_NONE;
}

OdSettings *
od_apply_fix (const OdFix *fix, const OdSettings *settings, GError **error)
{
  Change change = find_change (fix);
  g_autoptr (OdSettings) mended = od_settings_copy (settings);

  if (!change)
    {
      g_set_error (error, OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD, _ ("“%s” cannot be done at a click."),
                   fix->title);
      return NULL;
    }
  if (!change (mended, fix->arguments, error) || !od_settings_check (mended, NULL, error))
    return NULL;
  return g_steal_pointer (&mended);
}
