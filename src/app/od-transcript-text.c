/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two layouts beside each other, the words as wide as there is room. Main thread. Its colour and font are
 * those of its style; it is no part of the tree for screen readers, whoever holds it has a name that says
 * all. */

#include "od-transcript-text.h"

#include <string.h>

#define SPACING 6

struct _OdTranscriptText
{
  GtkWidget parent_instance;

  PangoLayout *sign;
  PangoLayout *words;
  int letters; /* of simple words, else -1 */
  int sign_letters;
  int least_letters;

  guint serial; /* of the font that the next three are of */
  int letter_width;
  int line_height;
  gboolean even; /* every letter is as wide as every other */
};

G_DEFINE_FINAL_TYPE (OdTranscriptText, od_transcript_text, GTK_TYPE_WIDGET)

/* In Pango units. */
static int
width_of_text (PangoLayout *layout, const char *text, int *height)
{
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, height);
  return width;
}

/* Asked for once a font, not for every line. */
static void
know_font (OdTranscriptText *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (self->serial == pango_context_get_serial (context))
    return;
  layout = pango_layout_new (context);
  self->letter_width = width_of_text (layout, "W", &height);
  self->even = width_of_text (layout, "iiii", NULL) == 4 * self->letter_width;
  self->line_height = PANGO_PIXELS_CEIL (height);
  self->serial = pango_context_get_serial (context);
}

static int
width_of_letters (OdTranscriptText *self, int count)
{
  know_font (self);
  return PANGO_PIXELS_CEIL (count * self->letter_width);
}

static int
width_of_sign (OdTranscriptText *self)
{
  return self->sign_letters > 0 ? width_of_letters (self, self->sign_letters) + SPACING : 0;
}

/* Most lines do: they need not be laid out to know how high they are, and most of those that a list asks for
 * are never drawn. */
static gboolean
fits_in_a_line (OdTranscriptText *self, int width)
{
  know_font (self);
  return self->even && self->letters >= 0 &&
         (width < 0 || width_of_letters (self, self->letters + 1) <= width);
}

static void
set_width (OdTranscriptText *self, int width)
{
  pango_layout_set_width (self->words, width < 0 ? -1 : MAX (width, 1) * PANGO_SCALE);
}

static int
height_for_width (OdTranscriptText *self, int width)
{
  int height;

  if (fits_in_a_line (self, width))
    return self->line_height;
  set_width (self, width);
  pango_layout_get_pixel_size (self->words, NULL, &height);
  return height;
}

/* What a width leaves for the words; -1 stays: as much as they like. */
static int
without_sign (OdTranscriptText *self, int width)
{
  return width < 0 ? -1 : MAX (width - width_of_sign (self), 0);
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
    *minimum = height_for_width (self, without_sign (self, for_size));
  else
    *minimum = width_of_sign (self) + width_of_letters (self, self->least_letters);
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
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (widget);

  set_width (self, without_sign (self, width));
}

static void
od_transcript_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OdTranscriptText *self = OD_TRANSCRIPT_TEXT (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sign_width = width_of_sign (self);
  int sign_at = mirrored ? gtk_widget_get_width (widget) - sign_width + SPACING : 0;

  if (self->sign_letters > 0)
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

/* Letters, digits and signs of ASCII, none of which needs another font or more room. */
static gboolean
is_simple (const char *words)
{
  for (; *words != '\0'; words++)
    if (*words < ' ' || *words > '~')
      return FALSE;
  return TRUE;
}

static PangoAttrList *
attributes_new (PangoStyle style, PangoWeight weight)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_attr_list_insert (attributes, pango_attr_style_new (style));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  return attributes;
}

void
od_transcript_text_show (OdTranscriptText *self,
                         const char *sign,
                         const char *words,
                         PangoStyle style,
                         PangoWeight weight)
{
  g_autoptr (PangoAttrList) attributes = attributes_new (style, weight);
  gboolean plain = style == PANGO_STYLE_NORMAL && weight == PANGO_WEIGHT_NORMAL;

  self->letters = plain && is_simple (words) ? (int) strlen (words) : -1;
  pango_layout_set_text (self->sign, sign, -1);
  pango_layout_set_text (self->words, words, -1);
  pango_layout_set_attributes (self->words, attributes);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GtkWidget *
od_transcript_text_new (int sign_letters, int least_letters)
{
  OdTranscriptText *self = g_object_new (OD_TYPE_TRANSCRIPT_TEXT, NULL);

  self->sign_letters = sign_letters;
  self->least_letters = least_letters;
  return GTK_WIDGET (self);
}
