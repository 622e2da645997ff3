/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two files of the transcript's view share. Main thread. Nobody else includes this. */

#pragma once

#include "od-line-card.h"
#include "od-transcript-search.h"
#include "od-transcript-view.h"

G_BEGIN_DECLS

struct _OdTranscriptView
{
  GtkWidget parent_instance;

  GtkWidget *bin;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkLabel *search_count;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkStack *stack;
  GtkOrientable *content;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  OdLineCard *card;

  OdTranscript *transcript;
  GtkMultiSelection *selection;
  OdTranscriptSearch *search; /* NULL: nothing is looked for */
  guint nth;                  /* of the matches is shown, 0: none */
  gboolean wants_match;       /* the first one is not found yet */
  gboolean follows;           /* the end */
  double value, size;         /* of the scroll bar, as last seen */
  guint target;               /* a line to scroll to, NOWHERE if none */
  guint scroll_id;            /* of the source that scrolls */
};

/* od-transcript-view.c: the one line selected; FALSE if there is none or several are. */
gboolean od_transcript_view_get_selected (OdTranscriptView *self, guint *index);

/* od-transcript-view-search.c: the transcript is another one; it has grown; what the template calls. */
void od_transcript_view_search_anew (OdTranscriptView *self);
void od_transcript_view_search_on (OdTranscriptView *self);
void od_transcript_view_bind_search (GtkWidgetClass *widget_class);

G_END_DECLS
