/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two layouts beside each other, the words as wide as there is room. Main thread. Its colour and font are
 * those of its style; it is no part of the tree for screen readers, whoever holds it has a name that says
 * all. */

#include "od-transcript-text.h"

#define SIGN_CHARS  2
#define LEAST_CHARS 8 /* of the words in a line */
#define SPACING     6

struct _OdTranscriptText
{
  GtkWidget parent_instance;

  PangoLayout *sign;
  PangoLayout *words;
};

G_DEFINE_FINAL_TYPE (OdTranscriptText, od_transcript_text, GTK_TYPE_WIDGET)

static int
width_of_chars (OdTranscriptText *self, int count)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = count * MAX (pango_font_metrics_get_approximate_char_width (metrics),
                           pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static int
width_of_sign (OdTranscriptText *self)
{
  return width_of_chars (self, SIGN_CHARS) + SPACING;
}

static int
height_for_width (OdTranscriptText *self, int width)
{
  int height;

  pango_layout_set_width (self->words, width < 0 ? -1 : MAX (width - width_of_sign (self), 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->words, NULL, &height);
  return height;
}

static void
od_transcript_text_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = height_for_width (self, for_size);
  else
    *minimum = width_of_sign (self) + width_of_chars (self, LEAST_CHARS);
  *natural = *minimum;
}

static GtkSizeRequestMode
od_transcript_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The width may have been another one when the height was last asked for. */
static void
od_transcript_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  height_for_width (OD_TRANSCRIPT_TEXT (widget), width);
}

static void
od_transcript_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sign_width = width_of_sign (self);
  int sign_at = mirrored ? gtk_widget_get_width (widget) - sign_width + SPACING : 0;

  gtk_snapshot_render_layout (snapshot, style, sign_at, 0, self->sign);
  gtk_snapshot_render_layout (snapshot, style, mirrored ? 0 : sign_width, 0, self->words);
}

static void
od_transcript_text_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  pango_layout_set_alignment (self->words, mirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  GTK_WIDGET_CLASS (od_transcript_text_parent_class)->direction_changed (widget, previous);
}

static void
od_transcript_text_finalize (GObject *object)
{
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (object);

  g_clear_object (&self->sign);
  g_clear_object (&self->words);
  G_OBJECT_CLASS (od_transcript_text_parent_class)->finalize (object);
}

static void
od_transcript_text_class_init (OdTranscriptTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_transcript_text_finalize;
  widget_class->measure = od_transcript_text_measure;
  widget_class->get_request_mode = od_transcript_text_get_request_mode;
  widget_class->size_allocate = od_transcript_text_size_allocate;
  widget_class->snapshot = od_transcript_text_snapshot;
  widget_class->direction_changed = od_transcript_text_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
od_transcript_text_init (OdTranscriptText *self)
{
  self->sign = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->words = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_wrap (self->words, PANGO_WRAP_WORD_CHAR);
  od_transcript_text_direction_changed (GTK_WIDGET (self), GTK_TEXT_DIR_NONE);
}

void
od_transcript_text_show (OdTranscriptText *self,
                         const char *sign,
                         const char *words,
                         PangoAttrList *attributes)
{
  pango_layout_set_text (self->sign, sign, -1);
  pango_layout_set_text (self->words, words, -1);
  pango_layout_set_attributes (self->words, attributes);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
od_transcript_text_new (void)
{
  return g_object_new (OD_TYPE_TRANSCRIPT_TEXT, NULL);
}
