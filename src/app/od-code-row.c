/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the list of codes. Main thread. It shows an entry and does nothing with it. */

#include "od-code-row.h"

/* Widths of the numbers, so that the titles of a section begin below each other: "550", "X.7.900". */
#define CODE_CHARS   4
#define STATUS_CHARS 7

struct _OdCodeRow
{
  GtkListBoxRow parent_instance;

  const OdCodeEntry *entry;
};

G_DEFINE_FINAL_TYPE (OdCodeRow, od_code_row, GTK_TYPE_LIST_BOX_ROW)

const OdCodeEntry *
od_code_row_get_entry (OdCodeRow *self)
{
  return self->entry;
}

static void
od_code_row_class_init (OdCodeRowClass *klass)
{
}

static void
od_code_row_init (OdCodeRow *self)
{
}

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  return label;
}

static GtkWidget *
number_new (const OdCodeEntry *entry)
{
  GtkWidget *label = label_new (entry->label);

  gtk_label_set_width_chars (GTK_LABEL (label), entry->is_status ? STATUS_CHARS : CODE_CHARS);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
title_new (const char *text)
{
  GtkWidget *label = label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

GtkWidget *
od_code_row_new (const OdCodeEntry *entry)
{
  OdCodeRow *self = g_object_new (OD_TYPE_CODE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *name = g_strdup_printf ("%s, %s", entry->label, entry->title);

  self->entry = entry;
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), number_new (entry));
  gtk_box_append (GTK_BOX (box), title_new (entry->title));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
