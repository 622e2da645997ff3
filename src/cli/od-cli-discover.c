/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command "discover": searches, prints, changes nothing. Main thread, blocking; Ctrl-C ends the search.
 */

#include "od-cli-discover.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "od-cli-json.h"
#include "od-cli-work.h"
#include "od-discover.h"
#include "od-knowledge.h"
#include "od-text.h"
#include "od-third-party.h"

typedef struct
{
  OdDiscoverOptions search;
  gboolean json;
  gboolean no_proof;
  char *consent;
  char *ca_file;
  char **addresses;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->consent);
  g_free (self->ca_file);
  g_strfreev (self->addresses);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse (Arguments *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print one JSON object"), NULL },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &self->search.offline,
      N_ ("Ask nobody: only the list of providers that is built in"), NULL },
    { "no-proof", 0, 0, G_OPTION_ARG_NONE, &self->no_proof,
      N_ ("Do not ask the servers found whether they are there"), NULL },
    { "consent", 0, 0, G_OPTION_ARG_STRING, &self->consent,
      N_ ("Others who may be asked, too: settings-database"), N_ ("KIND") },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      N_ ("Trust the certificates in this PEM file for this run"), N_ ("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->addresses, NULL, N_ ("ADDRESS") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("discover", NULL, NULL, NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context,
      N_ ("Finds the server that sends mail for ADDRESS, and says where each value comes from. Only the "
          "part after the @ is told to others, and never a password."));
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  self->search.consent = self->consent;
  self->search.ca_file = self->ca_file;
  self->search.prove = !self->no_proof && !self->search.offline;
  return TRUE;
}

static void
print_proposal (const OdProposal *proposal)
{
  g_autofree char *origin_words = od_proposal_origin_words (proposal);
  g_autofree char *origin = od_text_make_safe (origin_words, -1);
  g_autofree char *user = od_text_make_safe (proposal->user, -1);

  g_print ("%s, %u, %s\n  %s\n", proposal->host, proposal->port, od_security_words (proposal->security),
           origin);
  if (*user != '\0')
    g_print (_ ("  User name: %s\n"), user);
  if (g_strcmp0 (proposal->mechanism, "oauth") == 0)
    g_print ("  %s\n", _ ("Sign in with the provider’s web page (OAuth 2); a password does not work."));
  if (proposal->is_proved)
    g_print ("  %s\n", _ ("A mail server with a valid certificate answers there."));
  if (proposal->is_foreign)
    g_print ("  %s\n",
             _ ("This server belongs to somebody else than your domain. Use it only if you know it is "
                "your provider’s."));
}

static void
print_steps (const OdDiscovery *found)
{
  g_print ("\n%s\n", _ ("Asked:"));
  for (guint i = 0; i < found->steps->len; i++)
    {
      const OdDiscoveryStep *step = found->steps->pdata[i];
      g_autofree char *asked = od_text_make_safe (step->asked, -1);
      g_autofree char *result = od_text_make_safe (step->result, -1);

      g_print ("  %s: %s\n", asked, result);
    }
  if (found->wants_consent)
    g_print ("%s\n", _ ("A public list of settings could be asked as well: --consent=settings-database"));
}

static void
print_text (const OdDiscovery *found)
{
  for (guint i = 0; i < found->proposals->len; i++)
    print_proposal (found->proposals->pdata[i]);
  if (found->proposals->len == 0)
    g_print ("%s\n",
             _ ("No server for sending was found. Ask your provider for the name of its outgoing server "
                "(SMTP)."));
  print_steps (found);
}

static void
add_proposal (JsonBuilder *builder, const OdProposal *proposal)
{
  json_builder_begin_object (builder);
  od_cli_json_add_text (builder, "source", od_discovery_source_name (proposal->source));
  od_cli_json_add_text (builder, "origin", proposal->origin);
  od_cli_json_add_text (builder, "name", proposal->name);
  od_cli_json_add_text (builder, "server", proposal->host);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, proposal->port);
  od_cli_json_add_text (builder, "security", od_security_name (proposal->security));
  od_cli_json_add_text (builder, "user", proposal->user);
  od_cli_json_add_text (builder, "login", proposal->mechanism);
  od_cli_json_add_text (builder, "help", proposal->help_url);
  if (proposal->source == OD_SOURCE_SRV || proposal->source == OD_SOURCE_MX_OWNER)
    od_cli_json_add_flag (builder, "signed", proposal->verdict == OD_DNS_SECURE);
  od_cli_json_add_flag (builder, "confirm", proposal->is_foreign);
  od_cli_json_add_flag (builder, "proved", proposal->is_proved);
  json_builder_end_object (builder);
}

static void
add_step (JsonBuilder *builder, const OdDiscoveryStep *step)
{
  json_builder_begin_object (builder);
  od_cli_json_add_text (builder, "source", od_discovery_source_name (step->source));
  od_cli_json_add_text (builder, "asked", step->asked);
  od_cli_json_add_text (builder, "result", step->result);
  json_builder_set_member_name (builder, "milliseconds");
  json_builder_add_int_value (builder, step->duration_us / 1000);
  json_builder_end_object (builder);
}

static void
print_json (const OdDiscovery *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  od_cli_json_add_text (builder, "domain", found->domain);
  json_builder_set_member_name (builder, "servers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->proposals->len; i++)
    add_proposal (builder, found->proposals->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "asked");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->steps->len; i++)
    add_step (builder, found->steps->pdata[i]);
  json_builder_end_array (builder);
  od_cli_json_add_flag (builder, "database-could-be-asked", found->wants_consent);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static int
give (const OdDiscovery *found, gboolean json)
{
  int written;

  if (json)
    print_json (found);
  else
    print_text (found);
  written = od_cli_flush ();
  return written != OD_EXIT_OK || found->proposals->len > 0 ? written : OD_EXIT_NOTHING;
}

typedef struct
{
  const char *address;
  const OdDiscoverOptions *options;
  GCancellable *cancellable;
  OdDiscovery *found;
  GError *error;
} Search;

static void
search (gpointer data)
{
  Search *self = data;

  self->found = od_discover (self->address, od_knowledge_providers (od_knowledge_get_default ()),
                             self->options, NULL, NULL, self->cancellable, &self->error);
}

static OdDiscovery *
run (const char *address, const OdDiscoverOptions *options, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Search self = { address, options, cancellable, NULL, NULL };

  od_cli_work_run (search, &self, cancellable);
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  return self.found;
}

/* Found, encrypted, and of nobody else than the domain. */
static const OdProposal *
find_usable (const OdDiscovery *found)
{
  for (guint i = 0; i < found->proposals->len; i++)
    {
      const OdProposal *proposal = found->proposals->pdata[i];

      if (!proposal->is_foreign && proposal->security != OD_SECURITY_NONE)
        return proposal;
    }
  return NULL;
}

static void
take (const OdProposal *proposal, OdSettings *settings)
{
  g_autofree char *words = od_proposal_origin_words (proposal);
  g_autofree char *safe = od_text_make_safe (words, -1);

  od_settings_set_text (&settings->server, proposal->host);
  settings->port = proposal->port;
  settings->security = proposal->security;
  if (*settings->user == '\0')
    od_settings_set_text (&settings->user, proposal->user);
  g_printerr ("%s, %u, %s: %s\n", proposal->host, proposal->port, od_security_words (proposal->security),
              safe);
}

gboolean
od_cli_find_server (OdSettings *settings, GError **error)
{
  const OdDiscoverOptions options = { .prove = TRUE, .ca_file = settings->ca_file };
  g_autoptr (OdDiscovery) found = NULL;
  const OdProposal *proposal;

  if (*settings->server != '\0' || settings->direct)
    return TRUE;
  found = run (settings->address, &options, error);
  if (found == NULL)
    return FALSE;
  proposal = find_usable (found);
  if (proposal != NULL)
    take (proposal, settings);
  else
    g_set_error (
        error, OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD,
        _ ("No server for %s was found that can be used without asking you. See “outbox-check discover "
           "%s”, and name it by --server."),
        settings->address, settings->address);
  return proposal != NULL;
}

int
od_cli_discover (int argc, char **argv)
{
  g_auto (Arguments) arguments = { .json = FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDiscovery) found = NULL;

  g_set_prgname ("outbox-check discover");
  if (!parse (&arguments, argc, argv, &error))
    return od_cli_complain (error->message);
  if (arguments.addresses == NULL || g_strv_length (arguments.addresses) != 1)
    return od_cli_complain (_ ("Give one mail address."));
  if (arguments.consent != NULL && !g_str_equal (arguments.consent, OD_PARTY_SETTINGS_DATABASE))
    return od_cli_complain (_ ("Only “settings-database” can be agreed to here."));
  found = run (arguments.addresses[0], &arguments.search, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return OD_EXIT_INTERRUPTED;
  if (found == NULL)
    return od_cli_complain (error->message);
  return give (found, arguments.json);
}
