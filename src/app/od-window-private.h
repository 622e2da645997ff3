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
  GMenuModel *save_menu;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;

  OdStore *store;
  OdHistoryKeeper *keeper;
  OdCheckView *check_view; /* the views are NULL until they are looked at */
  OdExplainView *explain_view;
  OdCodesView *codes_view;
};

/* od-window.c: which actions can be used now. */
void od_window_update (OdWindow *self);

/* od-window-pages.c: makes the pages "check", "explain" and "codes", without their views. */
void od_window_add_pages (OdWindow *self);
/* Whether that page, or this view, is the one in sight. A view that is not made yet is NULL, and not in
 * sight. */
gboolean od_window_is_at (OdWindow *self, const char *page);
gboolean od_window_shows (OdWindow *self, gpointer view);
/* Brings a page into sight, with its view. */
void od_window_show_view (OdWindow *self, const char *page);
/* The view is made if need be. */
OdCheckView *od_window_get_check_view (OdWindow *self);

/* od-window-results.c */
void od_window_say (OdWindow *self, const char *words);
/* The actions about results, and which of them can be used. @result: the one in sight, or NULL. */
void od_window_install_results (GtkWidgetClass *widget_class);
void od_window_enable_results (OdWindow *self, OdResult *result);
/* Keeps the run, if the person wants that. */
void od_window_keep (OdWindow *self, OdResult *result);

G_END_DECLS
