/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer. Main thread. A mail may name thousands of recipients: their list is one that makes a row only
 * where it is seen. */

#include "od-explain-answer.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-explain-card.h"
#include "od-explained-model.h"
#include "od-ui.h"

struct _OdExplainAnswer
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *recipients_box;
  GtkLabel *recipients_label;
  GtkListView *recipients;
  OdExplainCard *card;
  GtkLabel *problem_label;

  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (OdExplainAnswer, od_explain_answer, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

OdExplained *
od_explain_answer_get_selected (OdExplainAnswer *self)
{
  OdExplainedRow *row = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection)
                                                : NULL;

  return row != NULL ? od_explained_row_get_explained (row) : NULL;
}

static void
on_selected (OdExplainAnswer *self)
{
  od_explain_card_show (self->card, od_explain_answer_get_selected (self));
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
set_model (OdExplainAnswer *self, OdExplainedModel *model)
{
  gtk_list_view_set_model (self->recipients, NULL);
  g_clear_object (&self->selection);
  if (model == NULL)
    return;
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (model)));
  gtk_list_view_set_model (self->recipients, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
show_count (OdExplainAnswer *self, guint count)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%'u recipient", "%'u recipients", count), count);

  gtk_label_set_text (self->recipients_label, words);
  gtk_widget_set_visible (self->recipients_box, count > 1);
}

void
od_explain_answer_set_explained (OdExplainAnswer *self, const GPtrArray *explained)
{
  g_autoptr (OdExplainedModel) model = explained->len > 0 ? od_explained_model_new () : NULL;

  if (model != NULL)
    od_explained_model_append (model, explained);
  set_model (self, model);
  show_count (self, explained->len);
  gtk_stack_set_visible_child_name (self->stack, model != NULL ? "found" : "nothing");
  on_selected (self);
}

void
od_explain_answer_set_problem (OdExplainAnswer *self, const char *words)
{
  set_model (self, NULL);
  gtk_label_set_text (self->problem_label, words);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  on_selected (self);
}

void
od_explain_answer_set_narrow (OdExplainAnswer *self, gboolean narrow)
{
  od_explain_card_set_narrow (self->card, narrow);
}

static GtkWidget *
label_of_row (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), label_of_row (NULL));
  gtk_box_append (GTK_BOX (box), label_of_row ("dim-label"));
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  OdExplainedRow *row = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *recipient = od_explained_row_get_cell (row, OD_COLUMN_RECIPIENT);
  const char *meaning = od_explained_row_get_cell (row, OD_COLUMN_MEANING);
  const char *shown = *recipient != '\0' ? recipient : _ ("Recipient not named");
  g_autofree char *name = g_strdup_printf ("%s: %s", shown, meaning);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), shown);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
od_explain_answer_dispose (GObject *object)
{
  OdExplainAnswer *self = OD_EXPLAIN_ANSWER (object);

  g_clear_object (&self->selection);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (od_explain_answer_parent_class)->dispose (object);
}

static void
od_explain_answer_class_init (OdExplainAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_explain_answer_dispose;
  signals[SELECTED] = g_signal_new ("selected", OD_TYPE_EXPLAIN_ANSWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  g_type_ensure (OD_TYPE_EXPLAIN_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-answer"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, stack);
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, recipients_box);
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, recipients_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, recipients);
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, card);
  gtk_widget_class_bind_template_child (widget_class, OdExplainAnswer, problem_label);
}

static void
od_explain_answer_init (OdExplainAnswer *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->recipients, factory);
}
