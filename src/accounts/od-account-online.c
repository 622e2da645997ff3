/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to the object manager lists all accounts with their properties. Blocking, any thread, on a
 * connection that is shared. Interfaces as in the documentation of org.gnome.OnlineAccounts. */

#include "od-account-online.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-account-reader.h"

#define SERVICE "org.gnome.OnlineAccounts"
#define ROOT    "/org/gnome/OnlineAccounts"
/* Milliseconds for a question; renewing a token goes out to the provider. */
#define LIST_LIMIT   5000
#define SECRET_LIMIT 20000

G_DEFINE_QUARK (od_account_error_quark, od_account_error)

static GVariant *
ask (const char *path,
     const char *interface,
     const char *method,
     GVariant *arguments,
     const char *type,
     int limit_ms,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);

  if (bus == NULL)
    {
      if (arguments != NULL)
        g_variant_unref (g_variant_ref_sink (arguments));
      return NULL;
    }
  return g_dbus_connection_call_sync (bus, SERVICE, path, interface, method, arguments, G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NONE, limit_ms, cancellable, error);
}

/* The properties of one interface of an object, or NULL. */
static GVariantDict *
properties_of (GVariant *interfaces, const char *name)
{
  g_autofree char *full = g_strconcat (SERVICE, ".", name, NULL);
  g_autoptr (GVariant) properties = g_variant_lookup_value (interfaces, full, G_VARIANT_TYPE ("a{sv}"));

  return properties != NULL ? g_variant_dict_new (properties) : NULL;
}

/* (transfer full): "" where it is not there. */
static char *
text_of (GVariantDict *properties, const char *name)
{
  char *text = NULL;

  g_variant_dict_lookup (properties, name, "s", &text);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_on (GVariantDict *properties, const char *name)
{
  gboolean on = FALSE;

  g_variant_dict_lookup (properties, name, "b", &on);
  return on;
}

/* SmtpUseSsl is TLS from the start, SmtpUseTls STARTTLS. */
static OdSecurity
security_of (GVariantDict *mail)
{
  if (is_on (mail, "SmtpUseSsl"))
    return OD_SECURITY_TLS;
  return is_on (mail, "SmtpUseTls") ? OD_SECURITY_STARTTLS : OD_SECURITY_NONE;
}

/* "smtp.example.org" or "smtp.example.org:465". */
static void
set_host (OdSettings *settings, GVariantDict *mail)
{
  g_autofree char *host = text_of (mail, "SmtpHost");
  char *colon = strrchr (host, ':');

  if (colon != NULL && strchr (host, ':') == colon)
    {
      settings->port = od_account_port (colon + 1);
      *colon = '\0';
    }
  od_settings_set_text (&settings->server, host);
  settings->security = security_of (mail);
  if (settings->port == 0)
    settings->port = settings->security == OD_SECURITY_TLS ? 465 : 587;
}

static void
set_login (OdSettings *settings, GVariantDict *mail, gboolean has_token)
{
  g_autofree char *user = text_of (mail, "SmtpUserName");

  settings->login = is_on (mail, "SmtpUseAuth");
  if (!settings->login)
    return;
  od_settings_set_text (&settings->user, user);
  if (has_token && is_on (mail, "SmtpAuthXoauth2"))
    {
      settings->token = TRUE;
      od_settings_set_text (&settings->mechanism, "XOAUTH2");
    }
}

/* @interfaces: a{sa{sv}} of the object at @path. Without mail, or with mail switched off, it is passed over.
 */
static void
read_object (OdAccountReader *reader, const char *path, GVariant *interfaces)
{
  g_autoptr (GVariantDict) account = properties_of (interfaces, "Account");
  g_autoptr (GVariantDict) mail = properties_of (interfaces, "Mail");
  g_autoptr (GVariantDict) token = properties_of (interfaces, "OAuth2Based");
  g_autofree char *name = NULL;
  OdAccount *found;

  if (account == NULL || mail == NULL || !is_on (mail, "SmtpSupported") || is_on (account, "MailDisabled"))
    return;
  name = text_of (account, "PresentationIdentity");
  found = od_account_reader_begin (reader, NULL, name);
  g_free (found->settings->address);
  found->settings->address = text_of (mail, "EmailAddress");
  set_host (found->settings, mail);
  set_login (found->settings, mail, token != NULL);
  found->has_password = found->settings->login;
  found->online_id = g_strdup (path);
  od_account_reader_add (reader, found);
}

void
od_accounts_read_online (OdAccounts *found, GCancellable *cancellable)
{
  OdAccountReader reader = { "", "online-accounts", _ ("Online accounts"), found, cancellable };
  g_autoptr (GVariant) answer = ask (ROOT, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", NULL,
                                     "(a{oa{sa{sv}}})", LIST_LIMIT, cancellable, NULL);
  g_autoptr (GVariantIter) objects = NULL;
  const char *path;
  GVariant *interfaces;

  if (answer == NULL)
    return;
  g_variant_get (answer, "(a{oa{sa{sv}}})", &objects);
  while (g_variant_iter_loop (objects, "{&o@a{sa{sv}}}", &path, &interfaces))
    read_object (&reader, path, interfaces);
}

/* The error of the desktop, said for people. */
static void
say_why (GError **error, GError *cause)
{
  g_autofree char *name = g_dbus_error_get_remote_error (cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, cause->message);
  else if (name != NULL && g_str_has_suffix (name, ".NotAuthorized"))
    g_set_error_literal (
        error, OD_ACCOUNT_ERROR, OD_ACCOUNT_ERROR_ATTENTION,
        _ ("The sign-in of this online account has expired. Open Settings, Online Accounts, and "
           "sign in there again."));
  else if (name != NULL && g_str_has_suffix (name, ".NotSupported"))
    g_set_error_literal (error, OD_ACCOUNT_ERROR, OD_ACCOUNT_ERROR_NO_SECRET,
                         _ ("The online account holds no password for sending mail."));
  else
    g_set_error_literal (error, OD_ACCOUNT_ERROR, OD_ACCOUNT_ERROR_BUS,
                         _ ("The online accounts of the desktop do not answer."));
  g_error_free (cause);
}

/* (transfer full): the text of the answer, which is wiped there: nobody else reads it. */
static OdSecret *
secret_of (GVariant *answer)
{
  const char *text;
  OdSecret *secret = NULL;

  g_variant_get_child (answer, 0, "&s", &text);
  if (*text != '\0')
    secret = od_secret_new (text, -1);
  od_secret_wipe ((gpointer) text, strlen (text));
  return secret;
}

OdSecret *
od_account_get_secret (const OdAccount *self, GCancellable *cancellable, GError **error)
{
  gboolean token = self->settings->token;
  GError *cause = NULL;
  g_autoptr (GVariant) ready = ask (self->online_id, SERVICE ".Account", "EnsureCredentials", NULL, "(i)",
                                    SECRET_LIMIT, cancellable, &cause);
  g_autoptr (GVariant) answer = NULL;
  OdSecret *secret;

  if (ready != NULL)
    answer = token ? ask (self->online_id, SERVICE ".OAuth2Based", "GetAccessToken", NULL, "(si)",
                          SECRET_LIMIT, cancellable, &cause)
                   : ask (self->online_id, SERVICE ".PasswordBased", "GetPassword",
                          g_variant_new ("(s)", "smtp-password"), "(s)", SECRET_LIMIT, cancellable, &cause);
  if (answer == NULL)
    {
      say_why (error, cause);
      return NULL;
    }
  secret = secret_of (answer);
  if (secret == NULL)
    g_set_error_literal (error, OD_ACCOUNT_ERROR, OD_ACCOUNT_ERROR_NO_SECRET,
                         _ ("The online account holds no password for sending mail."));
  return secret;
}
