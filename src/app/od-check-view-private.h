/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the three files of the check view share. Main thread. Nobody else includes this. */

#pragma once

#include <adwaita.h>

#include "od-check-view.h"
#include "od-practice.h"
#include "od-practice-page.h"
#include "od-run-page.h"
#include "od-settings-pane.h"
#include "od-wish-consent.h"

G_BEGIN_DECLS

struct _OdCheckView
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkRevealer *practice_banner;
  AdwLeaflet *leaflet;
  GtkWidget *settings_page;
  OdSettingsPane *pane;
  GtkButton *start_button;
  GtkWidget *stop_button;
  GtkButton *forward_button;
  GtkStack *result_stack;
  OdPracticePage *practice_page;
  AdwBin *run_bin;
  OdRunPage *run_page; /* NULL before the first run */
  OdWishConsent *consent_group;

  OdStore *store;
  OdCheckup *checkup;
  OdPractice *practice;
  OdSettings *own_settings; /* of the person, while practising */
  gboolean saved_result;    /* what is shown came from a file */
  gboolean remember;        /* the next consent is for good */
  gboolean starts_after_search;
  gboolean narrow;
};

/* od-check-view.c: a sentence for a moment; buttons and listeners told that something changed. */
void od_check_view_say (OdCheckView *self, const char *words);
void od_check_view_update (OdCheckView *self);
/* The page of the run, made when it is first wanted. */
OdRunPage *od_check_view_get_run_page (OdCheckView *self);

/* od-check-view-run.c: the search for a server has ended; the button of a fix was pressed. */
void od_check_view_take_search (OdCheckView *self);
void od_check_view_take_fix (OdCheckView *self, OdFix *fix);

/* od-check-view-consent.c: the actions check.answer, check.ask, check.forget and check.remember. */
void od_check_view_install_consent (GtkWidgetClass *widget_class);
void od_check_view_load_consent (OdCheckView *self);
void od_check_view_update_consent (OdCheckView *self);

G_END_DECLS
