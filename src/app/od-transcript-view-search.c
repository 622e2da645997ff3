/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The search bar of the transcript. Main thread. A long transcript is read piece by piece: the first match is
 * shown as soon as it is known, the count grows. */

#include <glib/gi18n-lib.h>

#include "od-transcript-view-private.h"

static void
show_count (OdTranscriptView *self)
{
  guint count = self->search != NULL ? od_transcript_search_count (self->search) : 0;
  gboolean asked = *gtk_editable_get_text (self->search_entry) != '\0';
  gboolean done = self->search == NULL || od_transcript_search_is_done (self->search);
  g_autofree char *text = NULL;

  if (count > 0 && self->nth > 0)
    /* Translators: the match that is shown, and how many there are. */
    text = g_strdup_printf (_ ("%u of %u"), self->nth, count);
  else if (count > 0)
    text = g_strdup_printf ("%u", count);
  else
    text = g_strdup (asked && done ? _ ("Not found") : "");
  gtk_label_set_text (self->search_count, text);
  gtk_widget_set_sensitive (self->next_button, count > 0);
  gtk_widget_set_sensitive (self->previous_button, count > 0);
}

static void
show_match (OdTranscriptView *self, guint index, guint nth)
{
  self->nth = nth;
  self->wants_match = FALSE;
  od_transcript_view_select (self, index);
  show_count (self);
}

static void
move_to_match (OdTranscriptView *self, gboolean forward)
{
  guint from = 0, index, nth;
  gboolean somewhere = od_transcript_view_get_selected (self, &from);

  if (self->search == NULL)
    return;
  if (od_transcript_search_next (self->search, from, forward, !somewhere, &index, &nth))
    show_match (self, index, nth);
}

/* The first one from the selected line on; from the beginning only once there is none after it for certain.
 */
static void
look_for_first (OdTranscriptView *self)
{
  guint from = 0, index, nth;

  if (self->search == NULL || !self->wants_match)
    return;
  od_transcript_view_get_selected (self, &from);
  if (!od_transcript_search_next (self->search, from, TRUE, TRUE, &index, &nth))
    return;
  if (index >= from || od_transcript_search_is_done (self->search))
    show_match (self, index, nth);
}

static void
on_read (gpointer user_data)
{
  OdTranscriptView *self = user_data;

  show_count (self);
  look_for_first (self);
}

static void
on_search_next (OdTranscriptView *self)
{
  move_to_match (self, TRUE);
}

static void
on_search_previous (OdTranscriptView *self)
{
  move_to_match (self, FALSE);
}

void
od_transcript_view_search_anew (OdTranscriptView *self)
{
  const char *query = gtk_editable_get_text (self->search_entry);

  g_clear_pointer (&self->search, od_transcript_search_free);
  if (self->transcript != NULL && *query != '\0')
    self->search = od_transcript_search_new (self->transcript, query, on_read, self);
  self->nth = 0;
  self->wants_match = TRUE;
  on_read (self);
}

void
od_transcript_view_search_on (OdTranscriptView *self)
{
  if (self->search == NULL)
    return;
  od_transcript_search_update (self->search);
  show_count (self);
}

static void
on_search_mode (OdTranscriptView *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search_entry, "");
}

void
od_transcript_view_start_search (OdTranscriptView *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
od_transcript_view_bind_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback_full (widget_class, "on_search_changed",
                                                G_CALLBACK (od_transcript_view_search_anew));
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
}
