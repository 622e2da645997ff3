/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lays the stations out side by side, or one above the other where it is narrow, and draws what lies between
 * them. Main thread. What is broken is decided in od-road.c, how a stroke looks in od-road-paint.c. */

#include "od-road-view.h"

#include <glib/gi18n-lib.h>

#include "od-road-paint.h"
#include "od-road-station.h"

#define NARROW  560 /* below it the road stands upright */
#define GAP     6   /* between a ring and the stretch that leads to it */
#define UPRIGHT 34  /* length of a stretch of the upright road, at least */

struct _OdRoadView
{
  GtkWidget parent_instance;

  OdRoadStation *stations[OD_ROAD_MAX_PLACES];
  OdRoad road;
  gboolean upright; /* as last laid out */
  guint settle_id;  /* of the source that turns the texts */
};

G_DEFINE_FINAL_TYPE (OdRoadView, od_road_view, GTK_TYPE_WIDGET)

void
od_road_view_show (OdRoadView *self, OdFacts *facts, OdStage stage, gboolean running)
{
  g_autofree char *sentence = NULL;

  self->road = od_road_read (facts, stage, running);
  for (guint i = 0; i < OD_ROAD_MAX_PLACES; i++)
    {
      gboolean used = i < self->road.n_places;
      g_autofree char *detail = used ? od_road_place_detail (&self->road, i, facts) : NULL;

      gtk_widget_set_visible (GTK_WIDGET (self->stations[i]), used);
      if (used)
        od_road_station_show (self->stations[i], self->road.places[i], self->road.states[i], detail);
    }
  sentence = od_road_sentence (&self->road);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
is_narrow (int width)
{
  return width < NARROW;
}

static int
upright_height (OdRoadView *self, int width)
{
  int height = 0;

  for (guint i = 0; i < self->road.n_places; i++)
    height += od_road_station_height (self->stations[i], TRUE, width) + (i > 0 ? UPRIGHT : 0);
  return height;
}

static int
level_height (OdRoadView *self, int width)
{
  int height = 0;

  for (guint i = 0; i < self->road.n_places; i++)
    height =
        MAX (height, od_road_station_height (self->stations[i], FALSE, width / (int) self->road.n_places));
  return height;
}

static void
od_road_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  OdRoadView *self = OD_ROAD_VIEW (widget);
  int width = for_size < 0 ? NARROW : for_size;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = NARROW + 240;
      return;
    }
  *minimum = *natural = is_narrow (width) ? upright_height (self, width) : level_height (self, width);
}

static GtkSizeRequestMode
od_road_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate_upright (OdRoadView *self, int width)
{
  int y = 0;

  for (guint i = 0; i < self->road.n_places; i++)
    {
      int height = od_road_station_height (self->stations[i], TRUE, width);

      od_road_station_allocate (self->stations[i], TRUE, &(GtkAllocation){ 0, y, width, height });
      y += height + UPRIGHT;
    }
}

static void
allocate_level (OdRoadView *self, int width, int height)
{
  int share = width / (int) self->road.n_places;
  gboolean right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->road.n_places; i++)
    {
      int place = (int) (right ? self->road.n_places - 1 - i : i);

      od_road_station_allocate (self->stations[i], FALSE,
                                &(GtkAllocation){ place * share + 4, 0, share - 8, height });
    }
}

static gboolean
on_settle (gpointer user_data)
{
  OdRoadView *self = user_data;

  self->settle_id = 0;
  for (guint i = 0; i < OD_ROAD_MAX_PLACES; i++)
    od_road_station_set_upright (self->stations[i], self->upright);
  return G_SOURCE_REMOVE;
}

static void
od_road_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OdRoadView *self = OD_ROAD_VIEW (widget);
  gboolean upright = is_narrow (width);

  if (upright)
    allocate_upright (self, width);
  else
    allocate_level (self, width, height);
  if (upright == self->upright)
    return;
  self->upright = upright;
  if (self->settle_id == 0)
    self->settle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_settle, self, NULL);
}

/* The middle of a station's ring. */
static graphene_point_t
ring_of (OdRoadView *self, guint index)
{
  GtkWidget *station = GTK_WIDGET (self->stations[index]);
  gboolean right = gtk_widget_get_direction (station) == GTK_TEXT_DIR_RTL;
  graphene_rect_t bounds;
  double x;

  if (!gtk_widget_compute_bounds (station, GTK_WIDGET (self), &bounds))
    return GRAPHENE_POINT_INIT (0, 0);
  x = bounds.origin.x + bounds.size.width / 2;
  if (self->upright)
    x = right ? bounds.origin.x + bounds.size.width - OD_ROAD_RING / 2 : bounds.origin.x + OD_ROAD_RING / 2;
  return GRAPHENE_POINT_INIT ((float) x, bounds.origin.y + OD_ROAD_RING / 2);
}

static void
stretch_ends (OdRoadView *self, guint index, graphene_point_t *from, graphene_point_t *to)
{
  const float clear = OD_ROAD_RING / 2 + GAP;

  *from = ring_of (self, index);
  *to = ring_of (self, index + 1);
  if (self->upright)
    {
      from->y += clear;
      to->y -= clear;
      return;
    }
  from->x += from->x < to->x ? clear : -clear;
  to->x += from->x < to->x ? -clear : clear;
}

/* Off the middle where that bears a badge already; beside the line where it is short. */
static void
paint_lock (OdRoadView *self,
            cairo_t *cr,
            guint index,
            const graphene_point_t *from,
            const graphene_point_t *to)
{
  double at = self->road.stretches[index] == OD_ROAD_BROKEN ? 0.2 : 0.5;
  double aside = self->upright ? 16 : 0;

  if (index >= self->road.server || self->road.encryption == OD_ROAD_ENCRYPTION_UNKNOWN)
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    aside = -aside;
  od_road_paint_lock (cr, GTK_WIDGET (self), self->road.encryption == OD_ROAD_ENCRYPTED,
                      from->x + (to->x - from->x) * at + aside, from->y + (to->y - from->y) * at);
}

static void
od_road_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdRoadView *self = OD_ROAD_VIEW (widget);
  graphene_rect_t area =
      GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);

  for (guint i = 0; i + 1 < self->road.n_places; i++)
    {
      graphene_point_t from, to;

      stretch_ends (self, i, &from, &to);
      od_road_paint_stretch (cr, widget, self->road.stretches[i], &from, &to);
      paint_lock (self, cr, i, &from, &to);
    }
  cairo_destroy (cr);
  for (guint i = 0; i < self->road.n_places; i++)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->stations[i]), snapshot);
}

static void
od_road_view_dispose (GObject *object)
{
  OdRoadView *self = OD_ROAD_VIEW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->road.n_places = 0;
  for (guint i = 0; i < OD_ROAD_MAX_PLACES; i++)
    g_clear_pointer ((GtkWidget **) &self->stations[i], gtk_widget_unparent);
  G_OBJECT_CLASS (od_road_view_parent_class)->dispose (object);
}

static void
od_road_view_class_init (OdRoadViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_road_view_dispose;
  widget_class->measure = od_road_view_measure;
  widget_class->get_request_mode = od_road_view_get_request_mode;
  widget_class->size_allocate = od_road_view_size_allocate;
  widget_class->snapshot = od_road_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "road");
}

static void
od_road_view_init (OdRoadView *self)
{
  for (guint i = 0; i < OD_ROAD_MAX_PLACES; i++)
    {
      self->stations[i] = OD_ROAD_STATION (od_road_station_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->stations[i]), GTK_WIDGET (self));
    }
  od_road_view_show (self, NULL, OD_STAGE_NONE, FALSE);
}

GtkWidget *
od_road_view_new (void)
{
  return g_object_new (OD_TYPE_ROAD_VIEW, NULL);
}
