/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Online accounts of a service made for the test, on a bus of its own. It speaks as org.gnome.OnlineAccounts
 * is documented to. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "od-account-online.h"

#define SERVICE "org.gnome.OnlineAccounts"
#define ROOT    "/org/gnome/OnlineAccounts"

static const char description[] =
    "<node>"
    "<interface name='" SERVICE ".Account'><property name='PresentationIdentity' type='s' access='read'/>"
    "<property name='MailDisabled' type='b' access='read'/>"
    "<method name='EnsureCredentials'><arg type='i' direction='out'/></method></interface>"
    "<interface name='" SERVICE ".Mail'><property name='EmailAddress' type='s' access='read'/>"
    "<property name='SmtpSupported' type='b' access='read'/><property name='SmtpHost' type='s' "
    "access='read'/>"
    "<property name='SmtpUserName' type='s' access='read'/><property name='SmtpUseAuth' type='b' "
    "access='read'/>"
    "<property name='SmtpUseSsl' type='b' access='read'/><property name='SmtpUseTls' type='b' access='read'/>"
    "<property name='SmtpAuthXoauth2' type='b' access='read'/></interface>"
    "<interface name='" SERVICE ".PasswordBased'><method name='GetPassword'><arg type='s' direction='in'/>"
    "<arg type='s' direction='out'/></method></interface>"
    "<interface name='" SERVICE ".OAuth2Based'><method name='GetAccessToken'><arg type='s' direction='out'/>"
    "<arg type='i' direction='out'/></method></interface>"
    "<interface name='org.freedesktop.DBus.ObjectManager'><method name='GetManagedObjects'>"
    "<arg type='a{oa{sa{sv}}}' direction='out'/></method></interface>"
    "</node>";

/* What the service holds: text of GVariant, for GetManagedObjects. */
static const char accounts[] =
    "@a{oa{sa{sv}}} {"
    "objectpath '" ROOT "/Accounts/google': {"
    "'" SERVICE ".Account': {'PresentationIdentity': <'anna@gmail.com'>, 'MailDisabled': <false>},"
    "'" SERVICE ".Mail': {'EmailAddress': <'anna@gmail.com'>, 'SmtpSupported': <true>,"
    "'SmtpHost': <'smtp.gmail.com'>, 'SmtpUserName': <'anna@gmail.com'>, 'SmtpUseAuth': <true>,"
    "'SmtpUseSsl': <true>, 'SmtpUseTls': <false>, 'SmtpAuthXoauth2': <true>},"
    "'" SERVICE ".OAuth2Based': @a{sv} {}},"
    "objectpath '" ROOT "/Accounts/own': {"
    "'" SERVICE ".Account': {'PresentationIdentity': <'anna'>, 'MailDisabled': <false>},"
    "'" SERVICE ".Mail': {'EmailAddress': <'anna@example.org'>, 'SmtpSupported': <true>,"
    "'SmtpHost': <'smtp.example.org:2587'>, 'SmtpUserName': <'anna'>, 'SmtpUseAuth': <true>,"
    "'SmtpUseSsl': <false>, 'SmtpUseTls': <true>, 'SmtpAuthXoauth2': <false>},"
    "'" SERVICE ".PasswordBased': @a{sv} {}},"
    "objectpath '" ROOT "/Accounts/off': {"
    "'" SERVICE ".Account': {'PresentationIdentity': <'off'>, 'MailDisabled': <true>},"
    "'" SERVICE ".Mail': {'EmailAddress': <'off@example.org'>, 'SmtpSupported': <true>,"
    "'SmtpHost': <'smtp.example.org'>}},"
    "objectpath '" ROOT "/Accounts/files': {"
    "'" SERVICE ".Account': {'PresentationIdentity': <'files'>, 'MailDisabled': <false>}}"
    "}";

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  GMainContext *context;
  GThread *thread;
  GMainLoop *loop;
  guint questions;     /* for secrets */
  const char *trouble; /* the error that secrets are answered with, or NULL */
} Service;

static void
answer_secret (Service *self, GDBusMethodInvocation *invocation, const char *method)
{
  self->questions++;
  if (self->trouble != NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, self->trouble, "no");
  else if (g_str_equal (method, "EnsureCredentials"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(i)", 3600));
  else if (g_str_equal (method, "GetAccessToken"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(si)", "a-token", 3600));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", "a-password"));
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  if (!g_str_equal (method, "GetManagedObjects"))
    {
      answer_secret (user_data, invocation, method);
      return;
    }
  GVariant *objects = g_variant_new_parsed (accounts);

  g_dbus_method_invocation_return_value (invocation, g_variant_new_tuple (&objects, 1));
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

static void export(Service *self, const char *path)
{
  for (guint i = 0; self->node->interfaces[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      g_dbus_connection_register_object (self->connection, path, self->node->interfaces[i], &vtable, self,
                                         NULL, &error);
      g_assert_no_error (error);
    }
}

static gpointer
serve (gpointer data)
{
  Service *self = data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (self->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  export(self, ROOT);
  export(self, ROOT "/Accounts/google");
  export(self, ROOT "/Accounts/own");
  g_variant_unref (g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", SERVICE, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error));
  g_assert_no_error (error);
  g_main_loop_run (self->loop);
  g_clear_object (&self->connection);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
start (Service *self)
{
  self->node = g_dbus_node_info_new_for_xml (description, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("service", serve, self);
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
stop (Service *self)
{
  g_main_context_invoke (self->context, quit, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_dbus_node_info_unref (self->node);
}

static OdAccounts *
nothing_yet (void)
{
  g_autofree char *empty = g_dir_make_tmp ("od-online-XXXXXX", NULL);
  OdAccounts *found = od_accounts_read (empty, NULL);

  g_rmdir (empty);
  return found;
}

/* The name is there a moment after the thread began. */
static OdAccounts *
wait_for_accounts (void)
{
  for (;;)
    {
      OdAccounts *found = nothing_yet ();

      od_accounts_read_online (found, NULL);
      if (found->accounts->len > 0)
        return found;
      od_accounts_free (found);
      g_usleep (10000);
    }
}

static void
check_settings (const OdAccount *account,
                const char *address,
                const char *server,
                guint port,
                OdSecurity security)
{
  g_assert_cmpstr (account->program, ==, "online-accounts");
  g_assert_cmpstr (account->settings->address, ==, address);
  g_assert_cmpstr (account->settings->server, ==, server);
  g_assert_cmpuint (account->settings->port, ==, port);
  g_assert_cmpint (account->settings->security, ==, security);
}

static void
check_secret (Service *self, const OdAccount *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = od_account_get_secret (account, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (od_secret_peek (secret), ==, expected);
}

static void
check_trouble (Service *self, const OdAccount *account, const char *trouble, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = NULL;

  self->trouble = trouble;
  secret = od_account_get_secret (account, NULL, &error);
  self->trouble = NULL;
  g_assert_null (secret);
  g_assert_error (error, OD_ACCOUNT_ERROR, code);
}

static void
test_accounts (void)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  Service self = { .bus = bus };
  g_autoptr (OdAccounts) without = NULL;
  g_autoptr (OdAccounts) found = NULL;

  g_test_dbus_up (bus);
  without = nothing_yet ();
  od_accounts_read_online (without, NULL);
  g_assert_cmpuint (without->accounts->len + without->faults->len, ==, 0);

  start (&self);
  found = wait_for_accounts ();
  g_assert_cmpuint (found->accounts->len, ==, 2);
  g_assert_cmpuint (self.questions, ==, 0);
  check_settings (found->accounts->pdata[0], "anna@gmail.com", "smtp.gmail.com", 465, OD_SECURITY_TLS);
  check_settings (found->accounts->pdata[1], "anna@example.org", "smtp.example.org", 2587,
                  OD_SECURITY_STARTTLS);
  g_assert_true (((OdAccount *) found->accounts->pdata[0])->settings->token);
  g_assert_false (((OdAccount *) found->accounts->pdata[1])->settings->token);
  check_secret (&self, found->accounts->pdata[0], "a-token");
  check_secret (&self, found->accounts->pdata[1], "a-password");
  check_trouble (&self, found->accounts->pdata[0], SERVICE ".Error.NotAuthorized",
                 OD_ACCOUNT_ERROR_ATTENTION);
  check_trouble (&self, found->accounts->pdata[1], SERVICE ".Error.NotSupported", OD_ACCOUNT_ERROR_NO_SECRET);
  check_trouble (&self, found->accounts->pdata[1], SERVICE ".Error.Failed", OD_ACCOUNT_ERROR_BUS);
  stop (&self);
  g_test_dbus_stop (bus);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-online/accounts", test_accounts);
  return g_test_run ();
}
