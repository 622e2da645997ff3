/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "accounts": reads, prints, writes nothing. Main thread. */

#include "od-cli-accounts.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "od-account-online.h"
#include "od-cli-json.h"
#include "od-cli-output.h"
#include "od-saved-account.h"
#include "od-text.h"

typedef struct
{
  gboolean json;
  gboolean saved;
  char *delete_name;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->delete_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse (Arguments *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print a JSON object a line, one an account"), NULL },
    { "saved", 0, 0, G_OPTION_ARG_NONE, &self->saved, N_ ("Only the accounts saved by --save-account"),
      NULL },
    { "delete", 0, 0, G_OPTION_ARG_STRING, &self->delete_name,
      N_ ("Delete the saved account of this name, and its password in the keyring"), N_ ("NAME") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("accounts", NULL, NULL, NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context,
      N_ ("Lists the accounts saved here, and the sending accounts of the mail programs on this computer "
          "as those programs have them. Their files are only read, and no password is taken from them."));
  return g_option_context_parse (context, &argc, &argv, error);
}

static void
print_account (const OdAccount *account)
{
  const OdSettings *settings = account->settings;
  g_autofree char *address = od_text_make_safe (settings->address, -1);
  g_autofree char *server = od_text_make_safe (settings->server, -1);
  g_autofree char *user = od_text_make_safe (settings->user, -1);

  g_print ("%s: %s\n", account->program_name, *address != '\0' ? address : account->name);
  g_print ("  %s, %u, %s\n", server, settings->port, od_security_words (settings->security));
  if (!settings->login)
    g_print ("  %s\n", _ ("without a login"));
  else if (*user != '\0')
    g_print (_ ("  User name: %s\n"), user);
}

static void
print_json (const OdAccount *account)
{
  const OdSettings *settings = account->settings;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  od_cli_json_add_text (builder, "program", account->program);
  od_cli_json_add_text (builder, "file", account->file);
  od_cli_json_add_text (builder, "name", account->name);
  od_cli_json_add_text (builder, "address", settings->address);
  od_cli_json_add_text (builder, "server", settings->server);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, settings->port);
  od_cli_json_add_text (builder, "security", od_security_name (settings->security));
  json_builder_set_member_name (builder, "login");
  json_builder_add_boolean_value (builder, settings->login);
  od_cli_json_add_text (builder, "user", settings->user);
  od_cli_json_add_text (builder, "mechanism", settings->mechanism);
  json_builder_set_member_name (builder, "has-password");
  json_builder_add_boolean_value (builder, account->has_password);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  line = json_to_string (node, FALSE);
  g_print ("%s\n", line);
}

static void
complain_of_faults (const OdAccounts *accounts)
{
  for (guint i = 0; i < accounts->faults->len; i++)
    {
      const OdAccountFault *fault = accounts->faults->pdata[i];
      g_autofree char *file = od_text_make_safe (fault->file, -1);

      g_printerr ("%s: %s: %s\n", fault->program_name, file, fault->why);
    }
}

static OdAccounts *
read_accounts (gboolean saved_only, GError **error)
{
  g_autoptr (OdAccounts) accounts = od_accounts_new ();

  if (!od_accounts_add_saved (accounts, error))
    return NULL;
  if (!saved_only)
    {
      od_accounts_read_programs (accounts, NULL, NULL);
      od_accounts_read_online (accounts, NULL);
    }
  return g_steal_pointer (&accounts);
}

static int
give (const OdAccounts *accounts, const Arguments *arguments)
{
  for (guint i = 0; i < accounts->accounts->len; i++)
    if (arguments->json)
      print_json (accounts->accounts->pdata[i]);
    else
      print_account (accounts->accounts->pdata[i]);
  complain_of_faults (accounts);
  if (accounts->accounts->len > 0)
    return od_cli_flush ();
  od_cli_complain (arguments->saved
                       ? _ ("No account has been saved.")
                       : _ ("No mail program with an account for sending was found on this computer."));
  return OD_EXIT_NOTHING;
}

int
od_cli_accounts (int argc, char **argv)
{
  g_auto (Arguments) arguments = { .json = FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAccounts) accounts = NULL;

  g_set_prgname ("outbox-check accounts");
  if (!parse (&arguments, argc, argv, &error))
    return od_cli_complain (error->message);
  if (arguments.delete_name != NULL)
    return od_saved_accounts_delete (arguments.delete_name, &error) ? OD_EXIT_OK
                                                                    : od_cli_complain (error->message);
  accounts = read_accounts (arguments.saved, &error);
  return accounts != NULL ? give (accounts, &arguments) : od_cli_complain (error->message);
}
