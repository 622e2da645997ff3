/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a section. Main thread. It opens no page itself. */

#include "od-code-group.h"

#include <glib/gi18n-lib.h>

#include "od-finding-row.h"

struct _OdCodeGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *finding_rows; /* OdFindingRow *, owned by the group */
};

G_DEFINE_FINAL_TYPE (OdCodeGroup, od_code_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_open (GtkButton *button, OdCodeGroup *self)
{
  g_signal_emit (self, signals[OPEN], 0, g_object_get_data (G_OBJECT (button), "uri"));
}

/* The host stands beside it, and a screen reader is told what it belongs to. */
static GtkWidget *
open_button (OdCodeGroup *self, const OdCodeItem *item)
{
  const char *label = _ ("Open in browser…");
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *what = g_strdup_printf ("%s, %s", item->lead, item->words);

  g_object_set_data_full (G_OBJECT (button), "uri", g_strdup (item->uri), g_free);
  gtk_widget_set_tooltip_text (button, item->uri);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  return button;
}

static void
add_plain (OdCodeGroup *self, const OdCodeItem *item)
{
  GtkWidget *row = od_finding_row_new (item->lead, item->words);

  if (item->uri != NULL)
    od_finding_row_set_suffix (OD_FINDING_ROW (row), open_button (self, item));
  g_ptr_array_add (self->finding_rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

/* A row that cannot be pressed around @child. */
static void
add_row (OdCodeGroup *self, GtkWidget *child, const char *name)
{
  GtkWidget *row = adw_preferences_row_new ();

  gtk_widget_set_margin_top (child, 10);
  gtk_widget_set_margin_bottom (child, 10);
  gtk_widget_set_margin_start (child, 14);
  gtk_widget_set_margin_end (child, 14);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static GtkWidget *
number_new (const char *number)
{
  GtkWidget *label = gtk_label_new (number);

  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "badge");
  return label;
}

static void
add_part (OdCodeGroup *self, const OdCodeItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = label_new (item->words);
  g_autofree char *name = g_strdup_printf ("%s: %s", item->lead, item->words);

  gtk_widget_set_valign (words, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), number_new (item->lead));
  gtk_box_append (GTK_BOX (box), words);
  add_row (self, box, name);
}

static void
add_quoted (OdCodeGroup *self, const OdCodeItem *item)
{
  GtkWidget *label = label_new (item->lead);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  add_row (self, label, item->lead);
}

static void
add_item (OdCodeGroup *self, OdCodeLook look, const OdCodeItem *item)
{
  if (look == OD_CODE_PARTS)
    add_part (self, item);
  else if (look == OD_CODE_QUOTED)
    add_quoted (self, item);
  else
    add_plain (self, item);
}

void
od_code_group_set_narrow (OdCodeGroup *self, gboolean narrow)
{
  for (guint i = 0; i < self->finding_rows->len; i++)
    od_finding_row_set_narrow (self->finding_rows->pdata[i], narrow);
}

static void
od_code_group_finalize (GObject *object)
{
  g_ptr_array_unref (OD_CODE_GROUP (object)->finding_rows);
  G_OBJECT_CLASS (od_code_group_parent_class)->finalize (object);
}

static void
od_code_group_class_init (OdCodeGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_code_group_finalize;
  signals[OPEN] = g_signal_new ("open", OD_TYPE_CODE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
od_code_group_init (OdCodeGroup *self)
{
  self->finding_rows = g_ptr_array_new ();
}

GtkWidget *
od_code_group_new (const OdCodeSection *section)
{
  OdCodeGroup *self = g_object_new (OD_TYPE_CODE_GROUP, "title", section->heading, NULL);

  for (guint i = 0; i < section->items->len; i++)
    add_item (self, section->look, section->items->pdata[i]);
  return GTK_WIDGET (self);
}
