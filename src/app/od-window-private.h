/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the window share. Main thread. Nobody else includes this. */

#pragma once

#include "od-check-view.h"
#include "od-codes-view.h"
#include "od-explain-view.h"
#include "od-history-keeper.h"
#include "od-window.h"

G_BEGIN_DECLS

struct _OdWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwViewStack *views;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *back_button;
  GtkWidget *save_button;

  OdStore *store;
  OdHistoryKeeper *keeper;
  OdCheckView *check_view;
  OdExplainView *explain_view; /* this and the next are NULL until they are looked at */
  OdCodesView *codes_view;
};

/* od-window.c: whether a view is the one in sight; FALSE for NULL, a view that nobody has looked at yet. */
gboolean od_window_shows (OdWindow *self, gpointer view);
/* Brings the view of this name into sight, which makes it if need be: "check", "explain", "codes". */
void od_window_show_view (OdWindow *self, const char *name);

/* od-window-results.c */
void od_window_say (OdWindow *self, const char *words);
/* The actions about results, and which of them can be used. @result: the one in sight, or NULL. */
void od_window_install_results (GtkWidgetClass *widget_class);
void od_window_enable_results (OdWindow *self, OdResult *result);
/* Keeps the run, if the person wants that. */
void od_window_keep (OdWindow *self, OdResult *result);

G_END_DECLS
