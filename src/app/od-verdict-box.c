/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The head of a finding view. Main thread. It keeps no finding. */

#include "od-verdict-box.h"

#include <glib/gi18n-lib.h>

#include "od-presentation.h"
#include "od-ui.h"

struct _OdVerdictBox
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkWidget *actor_box;
  GtkLabel *actor_label;
  GtkLabel *lasts_label;
};

G_DEFINE_FINAL_TYPE (OdVerdictBox, od_verdict_box, GTK_TYPE_WIDGET)

static void
show_icon (OdVerdictBox *self, const OdFinding *finding)
{
  const char *classes[] = { "verdict-icon", od_present_verdict_class (finding), NULL };

  gtk_image_set_from_icon_name (self->icon, od_present_verdict_icon (finding));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  od_present_verdict_kind (finding), -1);
}

static void
name_it (OdVerdictBox *self, const OdFinding *finding)
{
  /* Translators: what kind of verdict and which, as in “Problem: The password is wrong” */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), od_present_verdict_kind (finding), finding->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, finding->summary, -1);
}

void
od_verdict_box_show (OdVerdictBox *self, const OdFinding *finding)
{
  show_icon (self, finding);
  gtk_label_set_text (self->title_label, finding->title);
  gtk_label_set_text (self->summary_label, finding->summary);
  gtk_label_set_text (self->actor_label, od_actor_label (finding->actor));
  gtk_label_set_text (self->lasts_label, od_lasts_label (finding->lasts));
  gtk_widget_set_visible (self->actor_box, finding->actor != OD_ACTOR_NOBODY);
  gtk_widget_set_visible (GTK_WIDGET (self->lasts_label), finding->lasts != OD_LASTS_NOTHING);
  name_it (self, finding);
}

static void
od_verdict_box_dispose (GObject *object)
{
  g_clear_pointer (&OD_VERDICT_BOX (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (od_verdict_box_parent_class)->dispose (object);
}

static void
od_verdict_box_class_init (OdVerdictBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_verdict_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "verdict");
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-verdict-box"));
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, content);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, icon);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, summary_label);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, actor_box);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, actor_label);
  gtk_widget_class_bind_template_child (widget_class, OdVerdictBox, lasts_label);
}

static void
od_verdict_box_init (OdVerdictBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
