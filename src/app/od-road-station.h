/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One station of the road: a ring with an icon, title and detail under it or beside it. Main thread. It does
 * not know where it lies nor what comes next: the road view does. */

#pragma once

#include <gtk/gtk.h>

#include "od-road.h"

G_BEGIN_DECLS

#define OD_ROAD_RING 44 /* logical pixels across */

#define OD_TYPE_ROAD_STATION (od_road_station_get_type ())
G_DECLARE_FINAL_TYPE (OdRoadStation, od_road_station, OD, ROAD_STATION, GtkWidget)

GtkWidget *od_road_station_new (void);
void od_road_station_show (OdRoadStation *self, OdRoadPlace place, OdRoadState state, const char *detail);
/* The height it needs in @width, upright (text beside the ring) or not (text under it). */
int od_road_station_height (OdRoadStation *self, gboolean upright, int width);
void od_road_station_allocate (OdRoadStation *self, gboolean upright, const GtkAllocation *allocation);
/* How the lines of its text lie. Not while widgets are laid out. */
void od_road_station_set_upright (OdRoadStation *self, gboolean upright);

G_END_DECLS
