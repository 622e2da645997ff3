/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the bar in the colours of the theme, on a faint track; one that failed is hatched besides. Main
 * thread. */

#include "od-timing-bar.h"

#define THICKNESS 10
#define SHORTEST  3 /* pixels: a bar is always seen */

struct _OdTimingBar
{
  GtkWidget parent_instance;

  double start, length;
  OdTimingState state;
};

G_DEFINE_FINAL_TYPE (OdTimingBar, od_timing_bar, GTK_TYPE_WIDGET)

void
od_timing_bar_show (OdTimingBar *self, double start, double length, OdTimingState state)
{
  self->start = CLAMP (start, 0, 1);
  self->length = CLAMP (length, 0, 1 - self->start);
  self->state = state;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkRGBA
color_of (OdTimingBar *self)
{
  static const char *const names[] = {
    [OD_TIMING_WORKING] = "accent_color",
    [OD_TIMING_DONE] = "success_color",
    [OD_TIMING_FAILED] = "error_color",
  };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  const char *name = self->state == OD_TIMING_GIVEN_UP ? NULL : names[self->state];
  GdkRGBA color;

  if (name != NULL && gtk_style_context_lookup_color (style, name, &color))
    return color;
  gtk_style_context_get_color (style, &color);
  color.alpha *= 0.5f;
  return color;
}

static void
hatch (GtkSnapshot *snapshot, const graphene_rect_t *bar, const GdkRGBA *color)
{
  GskColorStop stops[4] = { { 0 } };
  GdkRGBA light = *color;

  light.alpha *= 0.55f;
  stops[0] = (GskColorStop){ 0, *color };
  stops[1] = (GskColorStop){ 0.5f, *color };
  stops[2] = (GskColorStop){ 0.5f, light };
  stops[3] = (GskColorStop){ 1, light };
  gtk_snapshot_append_repeating_linear_gradient (snapshot, bar, &bar->origin,
                                                 &GRAPHENE_POINT_INIT (bar->origin.x + 4, bar->origin.y + 4),
                                                 stops, G_N_ELEMENTS (stops));
}

static void
od_timing_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdTimingBar *self = OD_TIMING_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float y = (float) (gtk_widget_get_height (widget) - THICKNESS) / 2;
  float length = (float) MAX (SHORTEST, width * self->length);
  float start = (float) MIN (width * self->start, MAX (0, width - length));
  gboolean right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  graphene_rect_t track = GRAPHENE_RECT_INIT (0, y, width, THICKNESS);
  graphene_rect_t bar = GRAPHENE_RECT_INIT (right ? width - start - length : start, y, length, THICKNESS);
  GdkRGBA color = color_of (self);
  GdkRGBA faint;
  GskRoundedRect shape;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &faint);
  faint.alpha *= 0.08f;
  gsk_rounded_rect_init_from_rect (&shape, &track, THICKNESS / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &faint, &track);
  if (self->state == OD_TIMING_FAILED)
    hatch (snapshot, &bar, &color);
  else
    gtk_snapshot_append_color (snapshot, &color, &bar);
  gtk_snapshot_pop (snapshot);
}

static void
od_timing_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : THICKNESS + 4;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : THICKNESS + 4;
}

static void
od_timing_bar_class_init (OdTimingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = od_timing_bar_measure;
  widget_class->snapshot = od_timing_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
od_timing_bar_init (OdTimingBar *self)
{
}

GtkWidget *
od_timing_bar_new (void)
{
  return g_object_new (OD_TYPE_TIMING_BAR, NULL);
}
