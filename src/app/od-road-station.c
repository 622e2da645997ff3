/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A station, drawn. Main thread. The same widget serves both directions of the road: which one it is comes
 * with each allocation, so that nothing has to be rebuilt when the window becomes narrow. */

#include "od-road-station.h"

#include <glib/gi18n-lib.h>

#include "od-road-paint.h"

#define GAP 8

struct _OdRoadStation
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *detail;

  OdRoadState state;
  gboolean upright;
};

G_DEFINE_FINAL_TYPE (OdRoadStation, od_road_station, GTK_TYPE_WIDGET)

static const char *
icon_name (OdRoadPlace place)
{
  static const char *const names[] = {
    [OD_ROAD_COMPUTER] = "od-computer-symbolic", [OD_ROAD_NETWORK] = "od-network-symbolic",
    [OD_ROAD_SERVER] = "od-server-symbolic",     [OD_ROAD_RECIPIENT_SERVER] = "od-recipient-server-symbolic",
    [OD_ROAD_MAILBOX] = "od-mailbox-symbolic",
  };

  return names[place];
}

/* "Mail server: mail.example.org:587, works" */
static void
name_for_readers (OdRoadStation *self, const char *title, const char *detail)
{
  const char *words = od_road_state_words (self->state);
  g_autofree char *name = *detail != '\0' && !g_str_equal (detail, words)
                              ? g_strdup_printf ("%s: %s, %s", title, detail, words)
                              : g_strdup_printf ("%s: %s", title, words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
}

void
od_road_station_show (OdRoadStation *self, OdRoadPlace place, OdRoadState state, const char *detail)
{
  const char *title = od_road_place_title (place);

  self->state = state;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name (place));
  if (state == OD_ROAD_NOT_REACHED)
    gtk_widget_add_css_class (self->icon, "dim-label");
  else
    gtk_widget_remove_css_class (self->icon, "dim-label");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  name_for_readers (self, title, detail);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
text_height (OdRoadStation *self, int width)
{
  int minimum, height;

  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (self->box, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &height, NULL, NULL);
  return height;
}

static int
text_width (gboolean upright, int width)
{
  return upright ? width - OD_ROAD_RING - 2 * GAP : width;
}

int
od_road_station_height (OdRoadStation *self, gboolean upright, int width)
{
  int text = text_height (self, text_width (upright, width));

  return upright ? MAX (text, OD_ROAD_RING) : OD_ROAD_RING + GAP + text;
}

void
od_road_station_allocate (OdRoadStation *self, gboolean upright, const GtkAllocation *allocation)
{
  self->upright = upright;
  gtk_widget_size_allocate (GTK_WIDGET (self), allocation, -1);
}

void
od_road_station_set_upright (OdRoadStation *self, gboolean upright)
{
  GtkJustification justification = upright ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER;

  gtk_label_set_xalign (self->title, upright ? 0 : 0.5f);
  gtk_label_set_xalign (self->detail, upright ? 0 : 0.5f);
  gtk_label_set_justify (self->title, justification);
  gtk_label_set_justify (self->detail, justification);
}

static void
od_road_station_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = OD_ROAD_RING;
}

static int
ring_x (OdRoadStation *self, int width)
{
  gboolean right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (!self->upright)
    return (width - OD_ROAD_RING) / 2;
  return right ? width - OD_ROAD_RING : 0;
}

static void
od_road_station_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OdRoadStation *self = OD_ROAD_STATION (widget);
  int icon_size = OD_ROAD_RING / 2;
  int text = text_width (self->upright, width);
  int tall = text_height (self, text);
  gboolean right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation icon = { ring_x (self, width) + icon_size / 2, icon_size / 2, icon_size, icon_size };
  GtkAllocation box = { 0, OD_ROAD_RING + GAP, width, tall };

  if (self->upright)
    box =
        (GtkAllocation){ right ? 0 : OD_ROAD_RING + 2 * GAP, MAX (0, (OD_ROAD_RING - tall) / 2), text, tall };
  gtk_widget_size_allocate (self->icon, &icon, -1);
  gtk_widget_size_allocate (self->box, &box, -1);
}

static void
od_road_station_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdRoadStation *self = OD_ROAD_STATION (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (-4, -4, gtk_widget_get_width (widget) + 8, OD_ROAD_RING + 8);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  double x = ring_x (self, gtk_widget_get_width (widget)) + OD_ROAD_RING / 2.0;

  od_road_paint_ring (cr, widget, self->state, x, OD_ROAD_RING / 2.0, OD_ROAD_RING / 2.0 - 1.5);
  if (self->state == OD_ROAD_BROKEN)
    od_road_paint_cross (cr, widget, x + OD_ROAD_RING * 0.36, OD_ROAD_RING * 0.86, 8);
  cairo_destroy (cr);
  gtk_widget_snapshot_child (widget, self->icon, snapshot);
  gtk_widget_snapshot_child (widget, self->box, snapshot);
}

static void
od_road_station_dispose (GObject *object)
{
  OdRoadStation *self = OD_ROAD_STATION (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (od_road_station_parent_class)->dispose (object);
}

static void
od_road_station_class_init (OdRoadStationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_road_station_dispose;
  widget_class->measure = od_road_station_measure;
  widget_class->size_allocate = od_road_station_size_allocate;
  widget_class->snapshot = od_road_station_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
od_road_station_init (OdRoadStation *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", OD_ROAD_RING / 2, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = add_label (self->box, "caption-heading");
  self->detail = add_label (self->box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
}

GtkWidget *
od_road_station_new (void)
{
  return g_object_new (OD_TYPE_ROAD_STATION, NULL);
}
