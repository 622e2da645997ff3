/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of one code. Main thread. What stands on it is decided by od-code-page. */

#include "od-code-card.h"

#include <glib/gi18n-lib.h>

#include "od-code-group.h"
#include "od-presentation.h"
#include "od-ui.h"

struct _OdCodeCard
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *number_label;
  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkWidget *actor_box;
  GtkLabel *actor_label;
  GtkLabel *lasts_label;
  GtkBox *sections;

  OdCodePage *page;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (OdCodeCard, od_code_card, GTK_TYPE_WIDGET)

enum
{
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_copy (OdCodeCard *self)
{
  g_autofree char *text = od_code_page_text (self->page);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[MESSAGE], 0, _ ("Copied"));
}

static void
on_open (OdCodeCard *self, const char *uri)
{
  g_autofree char *host = od_present_page_host (uri);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (host != NULL)
    gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
show_optional (GtkLabel *label, GtkWidget *shown, const char *text)
{
  gboolean some = text != NULL && *text != '\0';

  gtk_label_set_text (label, some ? text : "");
  gtk_widget_set_visible (shown, some);
}

static void
show_sections (OdCodeCard *self)
{
  GtkWidget *before;

  while ((before = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, before);
  for (guint i = 0; i < self->page->sections->len; i++)
    {
      GtkWidget *group = od_code_group_new (self->page->sections->pdata[i]);

      g_signal_connect_object (group, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
      od_code_group_set_narrow (OD_CODE_GROUP (group), self->narrow);
      gtk_box_append (self->sections, group);
    }
}

void
od_code_card_show (OdCodeCard *self, OdCodePage *page)
{
  g_clear_pointer (&self->page, od_code_page_free);
  self->page = page;
  gtk_label_set_text (self->number_label, page->label);
  gtk_label_set_text (self->title_label, page->title);
  show_optional (self->summary_label, GTK_WIDGET (self->summary_label), page->summary);
  show_optional (self->actor_label, self->actor_box, page->actor);
  show_optional (self->lasts_label, GTK_WIDGET (self->lasts_label), page->lasts);
  show_sections (self);
}

void
od_code_card_set_narrow (OdCodeCard *self, gboolean narrow)
{
  GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->sections));

  self->narrow = narrow;
  for (; group != NULL; group = gtk_widget_get_next_sibling (group))
    od_code_group_set_narrow (OD_CODE_GROUP (group), narrow);
}

static void
od_code_card_dispose (GObject *object)
{
  OdCodeCard *self = OD_CODE_CARD (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->page, od_code_page_free);
  G_OBJECT_CLASS (od_code_card_parent_class)->dispose (object);
}

static void
od_code_card_class_init (OdCodeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_code_card_dispose;
  signals[MESSAGE] = g_signal_new ("message", OD_TYPE_CODE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-code-card"));
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, content);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, number_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, summary_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, actor_box);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, actor_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, lasts_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodeCard, sections);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
od_code_card_init (OdCodeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
