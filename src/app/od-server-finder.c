/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A search for the server of an address, and the rows of what it found. Main thread. */

#include "od-server-finder.h"

#include <glib/gi18n-lib.h>

#include "od-finding-row.h"
#include "od-server-search.h"
#include "od-text.h"
#include "od-third-party.h"

struct _OdServerFinder
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;
  OdProposal *best;          /* handed on by "found" last, or NULL */
  OdProposal *taken;         /* it stands in the form now, or NULL */
  OdSettings *form;          /* as it was when the search began */
  GCancellable *cancellable; /* of the search that goes on, or NULL */
};

G_DEFINE_FINAL_TYPE (OdServerFinder, od_server_finder, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  FOUND,
  CHOSEN,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- rows */

static void
clear_rows (OdServerFinder *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* @suffix: (nullable) */
static void
add_row (OdServerFinder *self, const char *title, const char *words, GtkWidget *suffix)
{
  GtkWidget *row = od_finding_row_new (title, words);

  if (suffix != NULL)
    od_finding_row_set_suffix (OD_FINDING_ROW (row), suffix);
  od_finding_row_set_narrow (OD_FINDING_ROW (row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static char *
proposal_words (const OdProposal *proposal)
{
  g_autofree char *origin = od_proposal_origin_words (proposal);
  g_autofree char *safe = od_text_make_safe (origin, -1);

  if (!proposal->is_foreign)
    return g_steal_pointer (&safe);
  return g_strconcat (
      safe, "\n",
      _ ("This server belongs to somebody else than your domain. Use it only if you know it is "
         "your provider’s."),
      NULL);
}

static void
on_use (GtkButton *button, OdServerFinder *self)
{
  OdProposal *proposal = g_object_get_data (G_OBJECT (button), "proposal");

  g_signal_emit (self, signals[CHOSEN], 0, proposal);
}

static GtkWidget *
use_button (OdServerFinder *self, OdProposal *proposal, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Use this server"));

  g_object_set_data_full (G_OBJECT (button), "proposal", od_proposal_ref (proposal),
                          (GDestroyNotify) od_proposal_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_use), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  return button;
}

static void
add_proposal (OdServerFinder *self, OdProposal *proposal)
{
  /* Translators: a server, its port, its encryption */
  g_autofree char *title = g_strdup_printf (_ ("%s, port %u, %s"), proposal->host, proposal->port,
                                            od_security_words (proposal->security));
  g_autofree char *words = proposal_words (proposal);

  add_row (self, title, words, use_button (self, proposal, title));
}

static void
on_ask_list (OdServerFinder *self)
{
  g_autoptr (OdSettings) form = od_settings_ref (self->form);

  od_server_finder_search (self, form, OD_PARTY_SETTINGS_DATABASE);
}

static void
offer_list (OdServerFinder *self, const char *domain)
{
  g_autofree char *names =
      od_third_parties_names (od_third_parties_get_default (), OD_PARTY_SETTINGS_DATABASE);
  /* Translators: %1$s: whom, %2$s: the domain of the address */
  g_autofree char *words =
      g_strdup_printf (_ ("Who: %1$s. It is told “%2$s” and the address of this computer."), names, domain);
  GtkWidget *button = gtk_button_new_with_label (_ ("Ask the list"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_ask_list), self, G_CONNECT_SWAPPED);
  add_row (self, _ ("A public list of settings could know more"), words, button);
}

static void
show_waiting (OdServerFinder *self, const char *domain)
{
  g_autofree char *words = g_strdup_printf (_ ("Looking for the server of %s…"), domain);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Stop"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (od_server_finder_stop), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), button);
  add_row (self, words, NULL, box);
}

static gboolean
stands_in_form (const OdServerFinder *self, const OdProposal *proposal)
{
  if (self->taken != NULL)
    return od_proposal_equal (proposal, self->taken);
  return g_ascii_strcasecmp (proposal->host, self->form->server) == 0 &&
         proposal->port == od_settings_effective_port (self->form) &&
         proposal->security == od_settings_effective_security (self->form);
}

/* What is in the form already is not offered once more. */
static guint
offer_others (OdServerFinder *self, const OdDiscovery *found)
{
  guint offered = 0;

  for (guint i = 0; i < found->proposals->len; i++)
    if (!stands_in_form (self, found->proposals->pdata[i]))
      {
        add_proposal (self, found->proposals->pdata[i]);
        offered++;
      }
  return offered;
}

static void
show_found (OdServerFinder *self, const OdDiscovery *found)
{
  guint offered = offer_others (self, found);
  gboolean has_server = self->taken != NULL || *self->form->server != '\0';

  if (found->proposals->len == 0)
    add_row (self, _ ("No server was found"),
             _ ("Ask your provider for the name of its outgoing server (SMTP), and write it above."), NULL);
  else if (offered == 0 && self->taken == NULL)
    add_row (self, _ ("The server in the form is the one that was found"), NULL, NULL);
  if (self->best == NULL && found->wants_consent)
    offer_list (self, found->domain);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), offered == 0 ? ""
                                                                 : has_server ? _ ("Other servers found")
                                                                              : _ ("Servers found"));
}

/* --- the search */

static gboolean
takes_itself (const OdServerFinder *self, const OdProposal *proposal)
{
  if (proposal->is_foreign || proposal->security == OD_SECURITY_NONE)
    return FALSE;
  return self->best == NULL || od_proposal_compare (proposal, self->best) < 0;
}

static void
keep (OdProposal **place, OdProposal *proposal)
{
  g_clear_pointer (place, od_proposal_unref);
  *place = od_proposal_ref (proposal);
}

static void
consider (OdServerFinder *self, OdProposal *proposal)
{
  gboolean taken = FALSE;

  if (!takes_itself (self, proposal))
    return;
  keep (&self->best, proposal);
  g_signal_emit (self, signals[FOUND], 0, proposal, &taken);
  if (taken)
    keep (&self->taken, proposal);
}

static void
on_proposal (OdProposal *proposal, GCancellable *cancellable, GObject *source)
{
  OdServerFinder *self = OD_SERVER_FINDER (source);

  if (self->cancellable == cancellable)
    consider (self, proposal);
}

/* A search that was stopped, and perhaps followed by another, has nothing to say. */
static void
on_discovered (GObject *source, GAsyncResult *result, gpointer data)
{
  OdServerFinder *self = OD_SERVER_FINDER (source);
  g_autoptr (OdDiscovery) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  clear_rows (self);
  if (found != NULL)
    {
      for (guint i = 0; i < found->proposals->len; i++)
        consider (self, found->proposals->pdata[i]);
      show_found (self, found);
    }
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
forget (OdServerFinder *self)
{
  g_clear_pointer (&self->best, od_proposal_unref);
  g_clear_pointer (&self->taken, od_proposal_unref);
  g_clear_pointer (&self->form, od_settings_unref);
}

static void
start (OdServerFinder *self, const char *consent)
{
  self->cancellable = g_cancellable_new ();
  od_server_search_begin (G_OBJECT (self), self->form, consent, self->cancellable, on_proposal,
                          on_discovered);
}

gboolean
od_server_finder_search (OdServerFinder *self, const OdSettings *form, const char *consent)
{
  g_autoptr (OdAddress) parsed = od_address_parse (form->address, NULL);

  if (parsed == NULL || *parsed->ascii_domain == '[' || self->cancellable != NULL)
    return FALSE;
  clear_rows (self);
  forget (self);
  self->form = od_settings_copy (form);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), "");
  show_waiting (self, parsed->domain);
  start (self, consent);
  return TRUE;
}

gboolean
od_server_finder_is_searching (OdServerFinder *self)
{
  return self->cancellable != NULL;
}

void
od_server_finder_stop (OdServerFinder *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
od_server_finder_clear (OdServerFinder *self)
{
  gboolean was_searching = self->cancellable != NULL;

  od_server_finder_stop (self);
  g_clear_object (&self->cancellable);
  forget (self);
  clear_rows (self);
  if (was_searching)
    g_signal_emit (self, signals[FINISHED], 0);
}

static void
od_server_finder_dispose (GObject *object)
{
  OdServerFinder *self = OD_SERVER_FINDER (object);

  od_server_finder_stop (self);
  g_clear_object (&self->cancellable);
  forget (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_server_finder_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, GType answer)
{
  return g_signal_new (name, OD_TYPE_SERVER_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, answer, 1,
                       OD_TYPE_PROPOSAL);
}

static void
od_server_finder_class_init (OdServerFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_server_finder_dispose;
  signals[FOUND] = add_signal ("found", G_TYPE_BOOLEAN);
  signals[CHOSEN] = add_signal ("chosen", G_TYPE_NONE);
  signals[FINISHED] = g_signal_new ("finished", OD_TYPE_SERVER_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
od_server_finder_init (OdServerFinder *self)
{
  self->rows = g_ptr_array_new ();
}
