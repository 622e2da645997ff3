/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The strokes of the road: rings, stretches, badges, in the colours of the widget's theme and each state with
 * a shape of its own. Main thread. It knows no layout. Lengths in logical pixels. */

#pragma once

#include <gtk/gtk.h>

#include "od-road.h"

G_BEGIN_DECLS

void od_road_paint_ring (cairo_t *cr,
                         GtkWidget *widget,
                         OdRoadState state,
                         double x,
                         double y,
                         double radius);
/* From one point to another, which lie side by side or one above the other. */
void od_road_paint_stretch (cairo_t *cr,
                            GtkWidget *widget,
                            OdRoadState state,
                            const graphene_point_t *from,
                            const graphene_point_t *to);
/* A disc with a cross: broken here. */
void od_road_paint_cross (cairo_t *cr, GtkWidget *widget, double x, double y, double radius);
/* A lock on a disc, closed or open. */
void od_road_paint_lock (cairo_t *cr, GtkWidget *widget, gboolean closed, double x, double y);

G_END_DECLS
