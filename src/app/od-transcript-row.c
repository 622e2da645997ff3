/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The row: the time, and sign and words, in a fixed-width font. The kind of a line shows in its sign and,
 * besides, in a style class. Main thread. */

#include "od-transcript-row.h"

#include <glib/gi18n-lib.h>

#include "od-event-words.h"
#include "od-transcript-text.h"

#define TIME_LETTERS  9
#define SIGN_LETTERS  2
#define LEAST_LETTERS 8 /* of the words in a line */

struct _OdTranscriptRow
{
  GtkWidget parent_instance;

  OdTranscriptText *time;
  OdTranscriptText *text;
  const char *css_class; /* of the kind shown */
};

G_DEFINE_FINAL_TYPE (OdTranscriptRow, od_transcript_row, GTK_TYPE_WIDGET)

static const char *
class_of_reply (guint code)
{
  if (code >= 500)
    return "error";
  return code >= 400 ? "warning" : "line-received";
}

static const char *
class_of_outcome (const OdEvent *event)
{
  static const char *const good[] = { "accepted", "checked", NULL };
  const char *outcome = od_event_get_field (event, "outcome");

  return outcome != NULL && g_strv_contains (good, outcome) ? "success" : "error";
}

static const char *
class_of (const OdEvent *event)
{
  switch (event->kind)
    {
    case OD_EVENT_SENT:
      return "accent";
    case OD_EVENT_RECEIVED:
      return class_of_reply (event->code);
    case OD_EVENT_PROBLEM:
      return "error";
    case OD_EVENT_REMARK:
      return "warning";
    case OD_EVENT_OUTCOME:
      return class_of_outcome (event);
    default:
      return "dim-label";
    }
}

/* What ends one part of a protocol or begins the next. */
static gboolean
stands_out (const OdEvent *event)
{
  return event->kind == OD_EVENT_PROBLEM || event->kind == OD_EVENT_OUTCOME ||
         g_strcmp0 (event->name, "probes") == 0;
}

/* Rows are filled again and again, mostly with a line of the same kind. */
static void
show_kind (OdTranscriptRow *self, const char *css_class)
{
  if (self->css_class == css_class)
    return;
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), self->css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), css_class);
  self->css_class = css_class;
}

/* The list's own row has the focus, so that is what a screen reader names. */
static void
name_for_readers (OdTranscriptRow *self, const OdEvent *event, const char *time, const char *words)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf ("%s, %s: %s", od_event_speaker (event), time, words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
od_transcript_row_show (OdTranscriptRow *self, const OdEvent *event)
{
  g_autofree char *time = od_event_time (event, OD_WORDS_TRANSLATED);
  g_autofree char *words = od_event_words (event, OD_WORDS_TRANSLATED);

  od_transcript_text_show (self->time, "", time, PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL);
  od_transcript_text_show (self->text, od_event_sign (event), words,
                           event->kind == OD_EVENT_STEP ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL,
                           stands_out (event) ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  show_kind (self, class_of (event));
  name_for_readers (self, event, time, words);
}

static void
od_transcript_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (od_transcript_row_parent_class)->dispose (object);
}

static void
od_transcript_row_class_init (OdTranscriptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_transcript_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "transcriptrow");
}

static OdTranscriptText *
add_text (OdTranscriptRow *self, int sign_letters, int least_letters)
{
  GtkWidget *text = od_transcript_text_new (sign_letters, least_letters);

  gtk_widget_add_css_class (text, "monospace");
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return OD_TRANSCRIPT_TEXT (text);
}

static void
od_transcript_row_init (OdTranscriptRow *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->time = add_text (self, 0, TIME_LETTERS);
  gtk_widget_set_margin_start (GTK_WIDGET (self->time), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "dim-label");
  self->text = add_text (self, SIGN_LETTERS, LEAST_LETTERS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
}

GtkWidget *
od_transcript_row_new (void)
{
  return g_object_new (OD_TYPE_TRANSCRIPT_ROW, NULL);
}
