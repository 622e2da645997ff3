/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The only file that knows libsecret. Any thread. */

#include "od-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* Any entry with these attributes will do, whichever program made it: secret-tool, a mail program, this one.
 */
static const SecretSchema any_program = {
  "org.gnome.keyring.NetworkPassword",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  { { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "protocol", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* Ours, so that no other's is ever replaced or deleted. */
static const SecretSchema this_program = {
  OD_APP_ID,
  SECRET_SCHEMA_NONE,
  { { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "protocol", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static OdSecret *
look_up (const SecretSchema *schema, const OdSettings *settings, GError **error)
{
  char *password = secret_password_lookup_nonpageable_sync (schema, NULL, error, "user",
                                                            od_settings_effective_user (settings), "server",
                                                            settings->server, "protocol", "smtp", NULL);
  OdSecret *secret = password != NULL ? od_secret_new (password, -1) : NULL;

  if (password != NULL)
    secret_password_free (password);
  return secret;
}

static gboolean
explain (GError **error, const GError *fault)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The keyring of the desktop did not answer: %s."),
               fault->message);
  return FALSE;
}

OdSecret *
od_keyring_look_up (const OdSettings *settings, GError **error)
{
  g_autoptr (GError) fault = NULL;
  OdSecret *secret = look_up (&this_program, settings, &fault);

  if (secret == NULL && fault == NULL)
    secret = look_up (&any_program, settings, &fault);
  if (secret != NULL)
    return secret;
  if (fault != NULL)
    explain (error, fault);
  else
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
        _ ("The keyring holds no password for %s at %s (attributes user, server and protocol=smtp)."),
        od_settings_effective_user (settings), settings->server);
  return NULL;
}

gboolean
od_keyring_store (const OdSettings *settings, const OdSecret *secret, GError **error)
{
  const char *user = od_settings_effective_user (settings);
  /* Translators: the name of an entry in the keyring; %s is an address or user name */
  g_autofree char *label = g_strdup_printf (_ ("Outbox Doctor: %s"), user);
  g_autoptr (GError) fault = NULL;

  if (secret_password_store_sync (&this_program, SECRET_COLLECTION_DEFAULT, label, od_secret_peek (secret),
                                  NULL, &fault, "user", user, "server", settings->server, "protocol", "smtp",
                                  NULL))
    return TRUE;
  if (fault != NULL)
    return explain (error, fault);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The keyring did not keep the password."));
  return FALSE;
}

/* No bus, or nobody on it who keeps secrets: then nothing of ours is kept. Any other fault may hide a
 * password. */
static gboolean
is_absent (const GError *fault)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return bus == NULL || g_error_matches (fault, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (fault, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

gboolean
od_keyring_forget (const OdSettings *settings, GError **error)
{
  g_autoptr (GError) fault = NULL;

  secret_password_clear_sync (&this_program, NULL, &fault, "user", od_settings_effective_user (settings),
                              "server", settings->server, "protocol", "smtp", NULL);
  return fault == NULL || is_absent (fault) || explain (error, fault);
}
