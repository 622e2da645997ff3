/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The view "Check sending": the form, the run beside it, practice, and what is remembered. Main thread. The
 * window's actions call these functions; the view knows no window. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"
#include "od-store.h"

G_BEGIN_DECLS

#define OD_TYPE_CHECK_VIEW (od_check_view_get_type ())
/* Its actions, for buttons in it: check.answer "webmail-login=yes", check.ask and check.forget with a kind of
 * others
 * ("block-list"), check.remember: whether the next consent is for good. Signals: "changed": running, has a
 * result, practising or the page shown is not as before; "finished" (OdResult): a check of the person's own
 * account came to its end, or went on and came to its end again: never practice, a saved result, or a check
 * that was stopped; "message" (char *): a sentence for a moment. */
G_DECLARE_FINAL_TYPE (OdCheckView, od_check_view, OD, CHECK_VIEW, GtkWidget)

/* @store: for the settings last checked. */
GtkWidget *od_check_view_new (OdStore *store);

/* Checks the form and begins; where a field is wrong, it says so there instead. */
void od_check_view_start (OdCheckView *self);
void od_check_view_stop (OdCheckView *self);
void od_check_view_practise (OdCheckView *self, const char *illness);
void od_check_view_end_practice (OdCheckView *self);
void od_check_view_forget_password (OdCheckView *self);
/* Puts an account into the form; ends practice. @secret: (nullable) */
void od_check_view_use_account (OdCheckView *self, const OdSettings *account, OdSecret *secret);
/* (transfer full): what stands in the form, right or wrong; the password, or NULL. */
OdSettings *od_check_view_get_settings (OdCheckView *self);
OdSecret *od_check_view_get_secret (OdCheckView *self);
/* @name: of the file it came from. */
void od_check_view_show_saved (OdCheckView *self, OdResult *result, const char *name);
/* The same with a run that was kept. @origin: said above the result. */
void od_check_view_show_earlier (OdCheckView *self, OdResult *result, const char *origin);
void od_check_view_start_search (OdCheckView *self);
void od_check_view_copy_transcript (OdCheckView *self);
/* From the result to the form, where both are pages. */
void od_check_view_go_back (OdCheckView *self);
void od_check_view_go_forward (OdCheckView *self);
/* The window closes: remembers the settings, stops, empties the password. */
void od_check_view_close (OdCheckView *self);

gboolean od_check_view_is_running (OdCheckView *self);
gboolean od_check_view_is_practising (OdCheckView *self);
gboolean od_check_view_can_go_back (OdCheckView *self);
/* Whether lines of a run are shown. */
gboolean od_check_view_has_transcript (OdCheckView *self);
/* (transfer none) (nullable) */
OdResult *od_check_view_get_result (OdCheckView *self);

G_END_DECLS
