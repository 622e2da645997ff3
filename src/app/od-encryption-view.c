/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets out what the handshake gave. Main thread. It verifies nothing: the flags come with the information. */

#include "od-encryption-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-certificate-row.h"
#include "od-certificate-words.h"
#include "od-timing.h"
#include "od-ui.h"

struct _OdEncryptionView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListBox *verdict;
  GtkWidget *connection_group;
  GtkListBox *connection;
  GtkWidget *chain_group;
  GtkListBox *chain;

  OdTlsInfo *tls; /* shown */
  gboolean finished;
  gboolean shown; /* anything yet */
};

G_DEFINE_FINAL_TYPE (OdEncryptionView, od_encryption_view, GTK_TYPE_WIDGET)

static void
empty (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
state (OdEncryptionView *self,
       const char *icon,
       const char *css_class,
       const char *title,
       const char *sentence)
{
  gtk_list_box_append (self->verdict, od_statement_row_new (icon, css_class, title, sentence));
}

static void
show_none (OdEncryptionView *self)
{
  if (self->finished)
    state (self, "channel-insecure-symbolic", "warning", _ ("Not encrypted"),
           _ ("The connection was not encrypted, or the check ended before that. On an open connection "
              "everybody "
              "on the way can read and change password and message."));
  else
    state (self, "od-lock-symbolic", "dim-label", _ ("No encryption yet"),
           _ ("How the connection is encrypted appears here as soon as it is."));
}

static void
show_failed_handshake (OdEncryptionView *self)
{
  g_autofree char *sentence = NULL;

  if (self->tls->alert_name != NULL)
    /* Translators: %s is the English name of an alert, as in "handshake failure". */
    sentence = g_strdup_printf (_ ("The server broke it off with the alert “%s”."), self->tls->alert_name);
  else
    sentence = g_strdup (_ ("This computer and the server did not come to an agreement. Nothing was sent."));
  state (self, "dialog-error-symbolic", "error", _ ("The encryption could not be set up"), sentence);
}

static void
show_faults (OdEncryptionView *self)
{
  state (self, "dialog-error-symbolic", "error", _ ("The server could not prove who it is"),
         _ ("The connection was broken off before login and message, so that nobody else gets them."));
  for (char **word = self->tls->verify; word != NULL && *word != NULL; word++)
    {
      OdFault fault = od_fault_words (*word);

      state (self, "dialog-warning-symbolic", "error", fault.title, fault.sentence);
    }
}

static gboolean
has_faults (const OdTlsInfo *tls)
{
  return tls->verify != NULL && tls->verify[0] != NULL &&
         !g_strv_contains ((const char *const *) tls->verify, "ok");
}

static void
show_verdict (OdEncryptionView *self)
{
  if (self->tls == NULL)
    show_none (self);
  else if (od_tls_info_is_trusted (self->tls))
    state (self, "od-lock-symbolic", "success", _ ("Encrypted, and the server proved who it is"),
           _ ("Nobody on the way between this computer and the server can read or change what is sent."));
  else if (has_faults (self->tls))
    show_faults (self);
  else
    show_failed_handshake (self);
}

static void
add_property (GtkListBox *list, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (list, od_property_row_new (name, value));
}

static void
show_connection (OdEncryptionView *self)
{
  g_autofree char *version = self->tls->version != NULL ? od_tls_version_words (self->tls->version) : NULL;
  g_autofree char *duration = od_timing_duration_words (self->tls->handshake_us);

  add_property (self->connection, _ ("Server name that the certificate must be for"), self->tls->host);
  add_property (self->connection, _ ("Protocol"), version);
  add_property (self->connection, _ ("Cipher"), self->tls->cipher);
  add_property (self->connection, _ ("Key exchange"), self->tls->key_exchange);
  if (self->tls->handshake_us > 0)
    add_property (self->connection, _ ("Time to agree"), duration);
}

/* The words tell of the whole chain; but these are about what stands further up. */
static gboolean
leaf_is_faulty (const OdTlsInfo *tls)
{
  static const char *const elsewhere[] = { "intermediate-expired", "chain-incomplete", "signer-not-ca",
                                           NULL };

  for (char **word = tls->verify; has_faults (tls) && *word != NULL; word++)
    if (!g_strv_contains (elsewhere, *word))
      return TRUE;
  return FALSE;
}

static void
show_chain (OdEncryptionView *self)
{
  for (guint i = 0; i < self->tls->chain->len; i++)
    gtk_list_box_append (self->chain, od_certificate_row_new (g_ptr_array_index (self->tls->chain, i), i,
                                                              i == 0 && leaf_is_faulty (self->tls)));
}

void
od_encryption_view_set_tls (OdEncryptionView *self, OdTlsInfo *tls, gboolean finished)
{
  if (self->shown && self->tls == tls && self->finished == finished)
    return;
  if (tls != NULL)
    od_tls_info_ref (tls);
  g_clear_pointer (&self->tls, od_tls_info_unref);
  self->tls = tls;
  self->finished = finished;
  self->shown = TRUE;

  empty (self->verdict);
  empty (self->connection);
  empty (self->chain);
  show_verdict (self);
  if (tls != NULL)
    {
      show_connection (self);
      show_chain (self);
    }
  gtk_widget_set_visible (self->connection_group, tls != NULL);
  gtk_widget_set_visible (self->chain_group, tls != NULL && tls->chain->len > 0);
}

static void
od_encryption_view_dispose (GObject *object)
{
  OdEncryptionView *self = OD_ENCRYPTION_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->tls, od_tls_info_unref);
  G_OBJECT_CLASS (od_encryption_view_parent_class)->dispose (object);
}

static void
od_encryption_view_class_init (OdEncryptionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_encryption_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-encryption-view"));
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, verdict);
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, connection_group);
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, connection);
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, chain_group);
  gtk_widget_class_bind_template_child (widget_class, OdEncryptionView, chain);
}

static void
od_encryption_view_init (OdEncryptionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_encryption_view_set_tls (self, NULL, FALSE);
}

GtkWidget *
od_encryption_view_new (void)
{
  return g_object_new (OD_TYPE_ENCRYPTION_VIEW, NULL);
}
