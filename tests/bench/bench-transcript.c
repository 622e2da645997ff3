/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a run (transcript, timing, encryption) with a flood of lines, in a window: appended in
 * batches as OdCheckup does, searched, scrolled; beside GtkListView over GtkStringList and GtkTextView, which
 * are given the same lines in the same way in the same run. It judges nothing. Main thread, but for the flood
 * itself. */

#include <adwaita.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "bench-frames.h"
#include "od-event-queue.h"
#include "od-knowledge.h"
#include "od-run-record.h"

#define LINES  1000000
#define PLACES 60
#define STEPS  120

/* Something that lines can be appended to, in a window of its own. */
typedef struct Peer Peer;
struct Peer
{
  const char *name;
  GtkWidget *(*make) (Peer *self);
  void (*append) (Peer *self, GPtrArray *events);
  GObject *lines; /* what is appended to */
};

typedef struct
{
  OdEventQueue *queue; /* from the worker, as in od-checkup.c */
  Peer *peer;
  guint count; /* of lines in all */
  guint brought;
  gsize text; /* octets */
} Flood;

static GtkWidget *
make_record (Peer *self)
{
  GtkWidget *record = g_object_new (OD_TYPE_RUN_RECORD, NULL);

  self->lines = G_OBJECT (od_transcript_new ());
  od_run_record_set_transcript (OD_RUN_RECORD (record), OD_TRANSCRIPT (self->lines));
  return record;
}

static void
append_to_record (Peer *self, GPtrArray *events)
{
  od_transcript_append (OD_TRANSCRIPT (self->lines), events);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
in_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
make_strings (Peer *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);

  self->lines = g_object_ref (G_OBJECT (strings));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return in_scroller (
      gtk_list_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (strings))), factory));
}

static void
append_to_strings (Peer *self, GPtrArray *events)
{
  GtkStringList *strings = GTK_STRING_LIST (self->lines);
  g_autofree const char **texts = g_new0 (const char *, events->len + 1);

  for (guint i = 0; i < events->len; i++)
    texts[i] = ((OdEvent *) events->pdata[i])->text;
  gtk_string_list_splice (strings, g_list_model_get_n_items (G_LIST_MODEL (strings)), 0, texts);
}

static GtkWidget *
make_text (Peer *self)
{
  GtkWidget *view = gtk_text_view_new ();

  self->lines = g_object_ref (G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
  return in_scroller (view);
}

static void
append_to_text (Peer *self, GPtrArray *events)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter end;

  for (guint i = 0; i < events->len; i++)
    g_string_append_printf (text, "%s\n", ((OdEvent *) events->pdata[i])->text);
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->lines), &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self->lines), &end, text->str, (int) text->len);
}

static void
bring_over (GPtrArray *events, gpointer user_data)
{
  Flood *self = user_data;

  self->peer->append (self->peer, events);
  self->brought += events->len;
  for (guint i = 0; i < events->len; i++)
    self->text += strlen (((OdEvent *) events->pdata[i])->text) + 1;
}

static OdEvent *
line_new (guint number)
{
  OdEvent *event = od_event_new (number % 8 == 0 ? OD_EVENT_SENT : OD_EVENT_RECEIVED, OD_STAGE_EHLO, number);

  event->code = number % 8 == 0 ? 0 : 250;
  event->more = TRUE;
  event->text = number % 8 == 0 ? g_strdup_printf ("NOOP %u", number)
                                : g_strdup_printf ("250-mx.example.org line %u of a long reply", number);
  return event;
}

/* Worker thread. */
static gpointer
flood (gpointer data)
{
  Flood *self = data;

  for (guint i = 0; i < self->count; i++)
    {
      g_autoptr (OdEvent) event = line_new (i);

      od_event_queue_push (self->queue, event);
    }
  return NULL;
}

/* What lies in memory of the process's own, in octets; what was given back does not count. */
static gsize
memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  malloc_trim (0);
  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nAnonymous:");
  return line != NULL ? 1024 * g_ascii_strtoull (line + strlen ("\nAnonymous:"), NULL, 10) : 0;
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static GtkAdjustment *
find_adjustment (GtkWidget *window)
{
  GtkWidget *list = find_widget (window, GTK_TYPE_LIST_VIEW);

  if (list == NULL)
    list = find_widget (window, GTK_TYPE_TEXT_VIEW);
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
}

static void
go_to (GtkAdjustment *adjustment, double share)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, share * end);
}

/* A jump a frame to places all over, then by the wheel, a few lines a frame. */
static void
scroll (Frames *frames, GtkAdjustment *adjustment)
{
  for (guint i = 0; i < PLACES; i++)
    {
      go_to (adjustment, (double) (i * 37 % PLACES) / (PLACES - 1));
      frames_wait (frames, 1);
    }
  go_to (adjustment, 0.5);
  for (guint i = 0; i < STEPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60);
      frames_wait (frames, 1);
    }
}

static void
print_frames (const char *name, const char *what, const Frames *frames)
{
  printf ("  %s: %s, worst frame %.1f ms, %.1f ms busy (of %u)\n", name, what, frames->worst_ms,
          frames->worst_busy_ms, frames->frames);
  printf ("{\"figure\": \"%s-%s\", \"frames\": %u, \"worst_ms\": %.2f, \"worst_busy_ms\": %.2f}\n", name,
          what, frames->frames, frames->worst_ms, frames->worst_busy_ms);
}

static double
append_all (Flood *self, Frames *frames)
{
  gint64 began_us = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("flood", flood, self);

  while (self->brought < self->count)
    g_main_context_iteration (NULL, TRUE);
  frames_wait (frames, 1);
  g_thread_join (thread);
  return (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

static void
print_append (const Flood *self, double seconds, gsize before, gsize after)
{
  double octets = ((double) after - (double) before - (double) self->text) / self->count;

  printf ("  %s: %u lines in %.3f s, %.0f octets a line over the text\n", self->peer->name, self->count,
          seconds, octets);
  printf ("{\"figure\": \"%s\", \"count\": %u, \"seconds\": %.4f, \"octets_a_line\": %.1f}\n",
          self->peer->name, self->count, seconds, octets);
}

/* Looks for what stands in few lines and for what stands in nearly all. */
static void
search (Frames *frames, GtkWidget *window, const char *text)
{
  GtkWidget *entry = find_widget (window, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  frames_wait (frames, 30);
}

static void
measure_scrolling (const char *name, GtkWidget *window)
{
  Frames frames;

  frames_begin (&frames, window);
  scroll (&frames, find_adjustment (window));
  frames_end (&frames);
  print_frames (name, "scroll", &frames);
}

static void
measure_search (const char *name, GtkWidget *window)
{
  Frames frames;

  frames_begin (&frames, window);
  search (&frames, window, "line 99999 ");
  search (&frames, window, "long");
  frames_end (&frames);
  print_frames (name, "search", &frames);
}

static GtkWidget *
open_window (Peer *peer)
{
  GtkWidget *window = adw_window_new ();
  Frames frames;

  adw_window_set_content (ADW_WINDOW (window), peer->make (peer));
  gtk_window_set_default_size (GTK_WINDOW (window), 1240, 860);
  gtk_window_present (GTK_WINDOW (window));
  frames_begin (&frames, window);
  frames_wait (&frames, 20);
  frames_end (&frames);
  return window;
}

static double
measure (Peer *peer, guint count, gboolean searches)
{
  Flood self = { .count = count, .peer = peer };
  GtkWidget *window = open_window (peer);
  gsize before = memory ();
  Frames frames;
  double seconds;

  self.queue = od_event_queue_new (bring_over, &self);
  frames_begin (&frames, window);
  seconds = append_all (&self, &frames);
  frames_end (&frames);
  g_clear_pointer (&self.queue, od_event_queue_free);
  print_append (&self, seconds, before, memory ());
  print_frames (peer->name, "append", &frames);
  measure_scrolling (peer->name, window);
  if (searches)
    measure_search (peer->name, window);
  fflush (stdout);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&peer->lines);
  return seconds;
}

int
main (int argc, char **argv)
{
  guint count = argc > 1 ? (guint) atoi (argv[1]) : LINES;
  Peer record = { .name = "transcript", .make = make_record, .append = append_to_record };
  Peer strings = { .name = "transcript-strings", .make = make_strings, .append = append_to_strings };
  Peer text = { .name = "transcript-text", .make = make_text, .append = append_to_text };
  double ours, theirs;

  adw_init ();
  od_knowledge_get_default (); /* as the window has it by the time there are lines: the card of a line needs
                                  it */
  ours = measure (&record, count, TRUE);
  theirs = measure (&strings, count, FALSE);
  measure (&text, count, FALSE);
  printf ("  transcript: appended in %.2f times the time of GtkStringList\n", ours / theirs);
  printf ("{\"figure\": \"transcript-ratio\", \"permille\": %.0f}\n", 1000 * ours / theirs);
  return 0;
}
