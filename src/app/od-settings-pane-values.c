/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the form and a value of OdSettings, and what the provider table fills in: server, port and
 * encryption follow the address until the person changes one of them. Main thread. */

#include <glib/gi18n-lib.h>

#include "od-discover.h"
#include "od-knowledge.h"
#include "od-knowledge-later.h"
#include "od-settings-pane-private.h"
#include "od-text.h"

/* An unreadable number becomes one that od_settings_check() refuses. */
static guint
typed_port (OdSettingsPane *self)
{
  guint port = od_choices_place_to_port (adw_combo_row_get_selected (self->port));

  if (port != 0)
    return port;
  return od_port_parse (gtk_editable_get_text (self->port_number), &port, NULL) ? port : G_MAXUINT;
}

static void
take_text (char **field, GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  od_settings_set_text (field, text);
}

static void
take_texts (OdSettingsPane *self, OdSettings *settings)
{
  take_text (&settings->address, self->address);
  take_text (&settings->server, self->server);
  take_text (&settings->user, self->user);
  take_text (&settings->recipients, self->recipient);
  take_text (&settings->ehlo_name, self->ehlo_name);
  take_text (&settings->ca_file, self->ca_file);
  take_text (&settings->client_certificate, self->client_certificate);
}

OdSettings *
od_settings_pane_get_settings (OdSettingsPane *self)
{
  OdSettings *settings = od_settings_copy (self->base);

  take_texts (self, settings);
  od_choices_place_to_login (adw_combo_row_get_selected (self->mechanism), settings);
  settings->port = typed_port (self);
  settings->security = (OdSecurity) adw_combo_row_get_selected (self->security);
  settings->family = (OdFamily) adw_combo_row_get_selected (self->family);
  settings->message_size = g_array_index (self->octets, guint64, adw_combo_row_get_selected (self->size));
  settings->dry_run = gtk_switch_get_active (self->dry_run);
  settings->delivery_notice = gtk_switch_get_active (self->delivery_notice);
  settings->direct = gtk_switch_get_active (self->direct);
  if (settings->direct)
    {
      settings->port = 0; /* that of mail servers, whatever stands in the form for the provider's */
      settings->security = OD_SECURITY_AUTO;
    }
  if (!od_settings_same_account (settings, self->base))
    od_settings_set_text (&settings->program, NULL);
  settings->allow_plain_login = settings->security == OD_SECURITY_NONE && gtk_switch_get_active (self->plain);
  return settings;
}

static void
show_port (OdSettingsPane *self, guint port)
{
  guint place = od_choices_port_to_place (port);
  g_autofree char *number = g_strdup_printf ("%u", port);

  adw_combo_row_set_selected (self->port, place);
  gtk_editable_set_text (self->port_number, od_choices_place_to_port (place) == 0 ? number : "");
}

static void
show_server (OdSettingsPane *self, const OdSettings *settings)
{
  gtk_editable_set_text (self->server, settings->server);
  show_port (self, od_settings_effective_port (settings));
  adw_combo_row_set_selected (self->security, settings->security);
}

/* (transfer full) */
static char *
origin_words (const OdProposal *proposal)
{
  if (proposal->source == OD_SOURCE_TABLE)
    return g_strdup_printf (_ ("From the settings of %s"), proposal->name);
  return od_proposal_origin_words (proposal);
}

/* Says under the heading where the server came from. */
static void
show_origin (OdSettingsPane *self, const OdProposal *proposal)
{
  g_autofree char *words = proposal != NULL ? origin_words (proposal) : NULL;
  g_autofree char *safe = words != NULL ? od_text_make_safe (words, -1) : NULL;
  g_autofree char *markup = safe != NULL ? g_markup_escape_text (safe, -1) : NULL;

  adw_preferences_group_set_description (self->server_group, markup);
}

static OdSettings *
settings_of_proposal (const OdProposal *proposal)
{
  g_autoptr (OdSettings) settings = od_settings_new ();

  return proposal != NULL ? od_proposal_apply (proposal, settings) : g_steal_pointer (&settings);
}

/* Whether server, port and encryption still stand as they were filled in, or nothing stands there. */
static gboolean
server_is_proposed (OdSettingsPane *self)
{
  g_autoptr (OdSettings) now = od_settings_pane_get_settings (self);

  if (*now->server == '\0')
    return TRUE;
  return g_str_equal (now->server, self->proposed->server) &&
         now->port == od_settings_effective_port (self->proposed) &&
         now->security == self->proposed->security;
}

static void
take_proposal (OdSettingsPane *self, const OdProposal *proposal)
{
  g_clear_pointer (&self->proposed, od_settings_unref);
  self->proposed = settings_of_proposal (proposal);
}

static void
fill_in (OdSettingsPane *self, const OdProposal *proposal, gboolean with_user)
{
  take_proposal (self, proposal);
  self->filling = TRUE;
  show_server (self, self->proposed);
  if (with_user)
    gtk_editable_set_text (self->user, self->proposed->user);
  self->filling = FALSE;
  show_origin (self, proposal);
}

/* The address has changed. */
void
od_settings_pane_propose (OdSettingsPane *self)
{
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  g_autoptr (OdProposal) proposal = od_proposal_from_table (providers, gtk_editable_get_text (self->address));
  gboolean user_follows = g_str_equal (gtk_editable_get_text (self->user), self->proposed->user);

  od_server_finder_clear (self->finder);
  if (!server_is_proposed (self))
    return;
  if (proposal == NULL && *self->proposed->server == '\0')
    return;
  fill_in (self, proposal, user_follows);
}

gboolean
od_settings_pane_take_proposal (OdSettingsPane *self, const OdProposal *proposal, gboolean chosen)
{
  gboolean user_follows = g_str_equal (gtk_editable_get_text (self->user), self->proposed->user);

  if (!chosen && !server_is_proposed (self))
    return FALSE;
  fill_in (self, proposal, chosen || user_follows);
  return TRUE;
}

/* Is the server in the form the one the table names? */
static void
recognise (gpointer user_data)
{
  OdSettingsPane *self = user_data;
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  g_autoptr (OdProposal) proposal = od_proposal_from_table (providers, gtk_editable_get_text (self->address));

  take_proposal (self, proposal);
  show_origin (self, proposal != NULL && server_is_proposed (self) ? proposal : NULL);
}

/* Settings were put into the form. Without an address there is nothing to look up; and at the start the
 * window does not wait for the table. */
static void
look_up_server (OdSettingsPane *self)
{
  take_proposal (self, NULL);
  show_origin (self, NULL);
  if (*gtk_editable_get_text (self->address) != '\0')
    od_knowledge_later_call (G_OBJECT (self), recognise);
}

static void
show_texts (OdSettingsPane *self, const OdSettings *settings)
{
  gtk_editable_set_text (self->address, settings->address);
  gtk_editable_set_text (self->user, settings->user);
  gtk_editable_set_text (self->recipient, settings->recipients);
  gtk_editable_set_text (self->ehlo_name, settings->ehlo_name);
  gtk_editable_set_text (self->ca_file, settings->ca_file);
  gtk_editable_set_text (self->client_certificate, settings->client_certificate);
}

void
od_settings_pane_set_settings (OdSettingsPane *self, const OdSettings *settings)
{
  g_clear_pointer (&self->base, od_settings_unref);
  self->base = od_settings_copy (settings);
  self->filling = TRUE;
  show_texts (self, settings);
  show_server (self, settings);
  adw_combo_row_set_selected (self->mechanism, od_choices_login_to_place (settings));
  adw_combo_row_set_selected (self->family, settings->family);
  adw_combo_row_set_selected (self->size,
                              od_choices_size_to_place (self->sizes, self->octets, settings->message_size));
  gtk_switch_set_active (self->dry_run, settings->dry_run);
  gtk_switch_set_active (self->delivery_notice, settings->delivery_notice);
  gtk_switch_set_active (self->direct, settings->direct);
  gtk_switch_set_active (self->plain, settings->allow_plain_login);
  self->filling = FALSE;
  od_settings_pane_clear_errors (self);
  look_up_server (self);
}

void
od_settings_pane_set_secret (OdSettingsPane *self, OdSecret *secret)
{
  gtk_editable_set_text (self->password, secret != NULL ? od_secret_peek (secret) : "");
}

OdSecret *
od_settings_pane_get_secret (OdSettingsPane *self)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self);

  return settings->login ? od_password_buffer_get_secret (self->password_buffer) : NULL;
}

void
od_settings_pane_used (OdSettingsPane *self)
{
  gtk_switch_set_active (self->plain, FALSE);
}
