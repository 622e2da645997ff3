/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Drawn with cairo in colours that are looked up at each stroke, so that light, dark and high contrast follow
 * by themselves. Main thread. */

#include "od-road-paint.h"

#include <adwaita.h>
#include <math.h>

static const char *
color_name (OdRoadState state)
{
  switch (state)
    {
    case OD_ROAD_FINE:
    case OD_ROAD_HANDED_OVER:
      return "success_color";
    case OD_ROAD_BROKEN:
      return "error_color";
    case OD_ROAD_WORKING:
      return "accent_color";
    case OD_ROAD_UNKNOWN:
      return "warning_color";
    default:
      return NULL;
    }
}

static void
set_dim (cairo_t *cr, GtkWidget *widget)
{
  gboolean high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= high_contrast ? 0.9f : 0.5f;
  gdk_cairo_set_source_rgba (cr, &color);
}

static void
set_named (cairo_t *cr, GtkWidget *widget, const char *name)
{
  GdkRGBA color;

  if (name != NULL && gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    gdk_cairo_set_source_rgba (cr, &color);
  else
    set_dim (cr, widget);
}

static double
line_width (OdRoadState state)
{
  if (state == OD_ROAD_WORKING)
    return 5;
  return state == OD_ROAD_NOT_REACHED ? 2 : 3;
}

void
od_road_paint_ring (cairo_t *cr, GtkWidget *widget, OdRoadState state, double x, double y, double radius)
{
  cairo_save (cr);
  set_named (cr, widget, color_name (state));
  cairo_set_line_width (cr, state == OD_ROAD_WORKING ? 4 : 2);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
set_dashes (cairo_t *cr, OdRoadState state)
{
  static const double dashes[] = { 5, 5 };
  static const double dots[] = { 0, 8 };

  if (state == OD_ROAD_NOT_REACHED || state == OD_ROAD_UNKNOWN)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  if (state != OD_ROAD_HANDED_OVER)
    return;
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
}

/* Given away, and gone: an arrowhead in the middle. */
static void
paint_arrow (cairo_t *cr, const graphene_point_t *from, const graphene_point_t *to)
{
  double angle = atan2 (to->y - from->y, to->x - from->x);

  cairo_save (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_translate (cr, (from->x + to->x) / 2, (from->y + to->y) / 2);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, -6, -7);
  cairo_line_to (cr, 8, 0);
  cairo_line_to (cr, -6, 7);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
paint_disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
paint_background_disc (cairo_t *cr, GtkWidget *widget, double x, double y, double radius)
{
  set_named (cr, widget, "window_bg_color");
  paint_disc (cr, x, y, radius);
}

static void
paint_question (cairo_t *cr, GtkWidget *widget, double x, double y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "?");
  int width, height;

  cairo_save (cr);
  paint_background_disc (cr, widget, x, y, 12);
  set_named (cr, widget, "warning_color");
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 2);
  cairo_arc (cr, x, y, 10, 0, 2 * G_PI);
  cairo_stroke (cr);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

void
od_road_paint_stretch (cairo_t *cr,
                       GtkWidget *widget,
                       OdRoadState state,
                       const graphene_point_t *from,
                       const graphene_point_t *to)
{
  double x = (from->x + to->x) / 2;
  double y = (from->y + to->y) / 2;

  cairo_save (cr);
  set_named (cr, widget, color_name (state));
  cairo_set_line_width (cr, line_width (state));
  set_dashes (cr, state);
  cairo_move_to (cr, from->x, from->y);
  cairo_line_to (cr, to->x, to->y);
  cairo_stroke (cr);
  if (state == OD_ROAD_HANDED_OVER)
    paint_arrow (cr, from, to);
  if (state == OD_ROAD_BROKEN)
    od_road_paint_cross (cr, widget, x, y, 11);
  if (state == OD_ROAD_UNKNOWN)
    paint_question (cr, widget, x, y);
  cairo_restore (cr);
}

void
od_road_paint_cross (cairo_t *cr, GtkWidget *widget, double x, double y, double radius)
{
  double arm = radius * 0.38;

  cairo_save (cr);
  paint_background_disc (cr, widget, x, y, radius + 2);
  set_named (cr, widget, "error_bg_color");
  paint_disc (cr, x, y, radius);
  set_named (cr, widget, "error_fg_color");
  cairo_set_line_width (cr, radius * 0.28);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - arm, y - arm);
  cairo_line_to (cr, x + arm, y + arm);
  cairo_move_to (cr, x + arm, y - arm);
  cairo_line_to (cr, x - arm, y + arm);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The shackle of an open lock is swung to the side. */
void
od_road_paint_lock (cairo_t *cr, GtkWidget *widget, gboolean closed, double x, double y)
{
  double shift = closed ? 0 : 6;

  cairo_save (cr);
  paint_background_disc (cr, widget, x, y, 12);
  set_named (cr, widget, closed ? "success_color" : "warning_color");
  cairo_rectangle (cr, x - 6, y - 1.5, 12, 8.5);
  cairo_fill (cr);
  cairo_set_line_width (cr, 2);
  cairo_new_path (cr);
  cairo_arc (cr, x + shift, y - 3.5, 3.5, G_PI, 0);
  cairo_line_to (cr, x + shift + 3.5, y - (closed ? 1 : 2.5));
  cairo_move_to (cr, x + shift - 3.5, y - 3.5);
  cairo_line_to (cr, x + shift - 3.5, y - 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}
