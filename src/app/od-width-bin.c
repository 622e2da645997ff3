/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A bin that tells how wide it became. Main thread. It arranges nothing itself. */

#include "od-width-bin.h"

struct _OdWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int width;       /* as last allocated */
  guint notice_id; /* of the source that tells it */
};

G_DEFINE_FINAL_TYPE (OdWidthBin, od_width_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

enum
{
  WIDTH_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
on_notice (gpointer user_data)
{
  OdWidthBin *self = user_data;

  self->notice_id = 0;
  g_signal_emit (self, signals[WIDTH_CHANGED], 0, self->width);
  return G_SOURCE_REMOVE;
}

static void
od_width_bin_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  OdWidthBin *self = OD_WIDTH_BIN (widget);

  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

/* Before the next frame is drawn. */
static void
od_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OdWidthBin *self = OD_WIDTH_BIN (widget);

  gtk_widget_allocate (self->child, width, height, baseline, NULL);
  if (width == self->width)
    return;
  self->width = width;
  if (self->notice_id == 0)
    self->notice_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_notice, self, NULL);
}

static void
od_width_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OdWidthBin *self = OD_WIDTH_BIN (object);

  if (id != PROP_CHILD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = g_value_get_object (value);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

static void
od_width_bin_dispose (GObject *object)
{
  OdWidthBin *self = OD_WIDTH_BIN (object);

  g_clear_handle_id (&self->notice_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (od_width_bin_parent_class)->dispose (object);
}

static void
od_width_bin_class_init (OdWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = od_width_bin_dispose;
  object_class->set_property = od_width_bin_set_property;
  widget_class->measure = od_width_bin_measure;
  widget_class->size_allocate = od_width_bin_size_allocate;
  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[WIDTH_CHANGED] = g_signal_new ("width-changed", OD_TYPE_WIDTH_BIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
od_width_bin_init (OdWidthBin *self)
{
}
