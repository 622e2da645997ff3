/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the rows. Main thread. They are made anew for each encryption shown; nothing is kept. */

#include "od-certificate-row.h"

#include <glib/gi18n-lib.h>

#include "od-certificate-words.h"

#define INDENT    18
#define MAX_DEPTH 5 /* deeper chains are indented no further */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* The words beside it say the same. */
static GtkWidget *
make_icon (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

static GtkWidget *
make_row (GtkWidget *content, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_set (content, "margin-start", 12, "margin-end", 12, "margin-top", 8, "margin-bottom", 8, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

GtkWidget *
od_property_row_new (const char *name, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *caption = make_label (name, "caption");
  GtkWidget *label = make_label (value != NULL && *value != '\0' ? value : "–", NULL);
  g_autofree char *whole = g_strdup_printf ("%s: %s", name, gtk_label_get_text (GTK_LABEL (label)));

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), label);
  return make_row (box, whole);
}

GtkWidget *
od_statement_row_new (const char *icon, const char *css_class, const char *title, const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = make_icon (icon);
  GtkWidget *details = make_label (sentence, "caption");
  g_autofree char *whole = g_strdup_printf ("%s. %s", title, sentence);

  if (css_class != NULL)
    gtk_widget_add_css_class (image, css_class);
  gtk_widget_add_css_class (details, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (words), details);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);
  return make_row (box, whole);
}

static void
add_property (AdwExpanderRow *row, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_expander_row_add_row (row, od_property_row_new (name, value));
}

static void
add_properties (AdwExpanderRow *row, const OdCertificate *certificate)
{
  g_autofree char *begins = od_certificate_day (certificate->begins);
  g_autofree char *expires = od_certificate_day (certificate->expires);
  g_autofree char *names = certificate->names != NULL ? g_strjoinv (", ", certificate->names) : NULL;

  add_property (row, _ ("Issued to"), certificate->subject);
  add_property (row, _ ("Valid for the names"), names);
  add_property (row, _ ("Issued by"), certificate->issuer);
  add_property (row, _ ("Valid from"), begins);
  add_property (row, _ ("Valid until"), expires);
  add_property (row, _ ("Key"), certificate->key);
  add_property (row, _ ("Signature"), certificate->signature);
  add_property (row, _ ("Serial number"), certificate->serial);
  add_property (row, _ ("Fingerprint (SHA-256)"), certificate->sha256);
}

static char *
describe (const OdCertificate *certificate)
{
  g_autofree char *issuer = od_certificate_short_name (certificate->issuer);
  g_autofree char *expires = od_certificate_day (certificate->expires);

  if (certificate->self_signed)
    /* Translators: a certificate that nobody else vouches for, and its last day. */
    return g_strdup_printf (_ ("Vouches for itself, valid until %s"), expires);
  /* Translators: who issued a certificate, and its last day. */
  return g_strdup_printf (_ ("Issued by %s, valid until %s"), issuer, expires);
}

/* A branch for all but the server's own, and an icon that tells whether it holds. */
static GtkWidget *
make_prefix (guint depth, gboolean faulty)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = make_icon (faulty ? "dialog-error-symbolic" : "application-certificate-symbolic");

  gtk_widget_set_margin_start (box, (int) MIN (depth, MAX_DEPTH) * INDENT);
  if (depth > 0)
    gtk_box_append (GTK_BOX (box), make_label ("└", "dim-label"));
  if (faulty)
    gtk_widget_add_css_class (icon, "error");
  gtk_box_append (GTK_BOX (box), icon);
  return box;
}

GtkWidget *
od_certificate_row_new (const OdCertificate *certificate, guint depth, gboolean faulty)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *name = od_certificate_short_name (certificate->subject);
  g_autofree char *words = describe (certificate);
  g_autofree char *whole = g_strdup_printf ("%s. %s", name, words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), make_prefix (depth, faulty));
  add_properties (ADW_EXPANDER_ROW (row), certificate);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  return row;
}
