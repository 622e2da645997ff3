/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The card. Main thread. It opens pages that the knowledge names, and does nothing else by itself. */

#include "od-explain-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-explain-result.h"
#include "od-finding-view.h"
#include "od-presentation.h"
#include "od-ui.h"

struct _OdExplainCard
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *context_label;
  OdFindingView *finding;
};

G_DEFINE_FINAL_TYPE (OdExplainCard, od_explain_card, GTK_TYPE_WIDGET)

/* Whom and which mail it is about, as far as known. */
static char *
context_of (const OdExplained *explained)
{
  const char *recipient = od_explained_recipient (explained);
  const char *item = od_explained_item_name (explained);

  if (*recipient != '\0' && *item != '\0')
    /* Translators: first the recipient's address, then the name of a file or a mail in it */
    return g_strdup_printf (_ ("To %s · %s"), recipient, item);
  if (*recipient != '\0')
    return g_strdup_printf (_ ("To %s"), recipient);
  return g_strdup (item);
}

void
od_explain_card_show (OdExplainCard *self, const OdExplained *explained)
{
  g_autoptr (OdResult)
      result = explained != NULL ? od_explained_result (explained, od_knowledge_get_default ()) : NULL;
  g_autofree char *context = explained != NULL ? context_of (explained) : g_strdup ("");

  gtk_label_set_text (self->context_label, context);
  gtk_widget_set_visible (GTK_WIDGET (self->context_label), *context != '\0');
  od_finding_view_set_result (self->finding, result);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), result != NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
od_explain_card_set_narrow (OdExplainCard *self, gboolean narrow)
{
  od_finding_view_set_narrow (self->finding, narrow);
}

static void
on_fix (OdExplainCard *self, OdFix *fix)
{
  g_autofree char *host = od_present_page_host (fix->arguments);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_str_equal (fix->action, "open") && host != NULL)
    gtk_show_uri (GTK_WINDOW (root), fix->arguments, GDK_CURRENT_TIME);
}

static void
od_explain_card_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &OD_EXPLAIN_CARD (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (od_explain_card_parent_class)->dispose (object);
}

static void
od_explain_card_class_init (OdExplainCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_explain_card_dispose;
  g_type_ensure (OD_TYPE_FINDING_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-explain-card"));
  gtk_widget_class_bind_template_child (widget_class, OdExplainCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdExplainCard, context_label);
  gtk_widget_class_bind_template_child (widget_class, OdExplainCard, finding);
  gtk_widget_class_bind_template_callback (widget_class, on_fix);
}

static void
od_explain_card_init (OdExplainCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
