/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The form on the left: what a person sets for a check. Main thread. It checks fields and says in words what
 * is wrong; it starts nothing and stores nothing. The password stays in its row while the window is open. */

#pragma once

#include <adwaita.h>

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

#define OD_TYPE_SETTINGS_PANE (od_settings_pane_get_type ())
/* Signals "start": Enter was pressed in the password; "searched": the search for a server has ended. */
G_DECLARE_FINAL_TYPE (OdSettingsPane, od_settings_pane, OD, SETTINGS_PANE, GtkWidget)

GtkWidget *od_settings_pane_new (void);

/* Shows @settings; what has no field of its own (practice ports, subject …) is kept for get_settings(). */
void od_settings_pane_set_settings (OdSettingsPane *self, const OdSettings *settings);
/* (transfer full): what stands in the form, right or wrong. */
OdSettings *od_settings_pane_get_settings (OdSettingsPane *self);

/* NULL empties the row. */
void od_settings_pane_set_secret (OdSettingsPane *self, OdSecret *secret);
/* (transfer full): NULL where no password was entered, or no login is wanted. */
OdSecret *od_settings_pane_get_secret (OdSettingsPane *self);

/* Looks for the server of the address in the form; what it finds is filled in, or offered below the server.
 * FALSE: the address is none. */
gboolean od_settings_pane_find_server (OdSettingsPane *self);
gboolean od_settings_pane_is_searching (OdSettingsPane *self);
void od_settings_pane_stop_searching (OdSettingsPane *self);

/* Checks every field; shows all errors and puts the focus into the first wrong one. TRUE: a run can begin. */
gboolean od_settings_pane_validate (OdSettingsPane *self);
/* Shows a field and puts the focus into it. */
void od_settings_pane_edit_field (OdSettingsPane *self, OdField field);
/* A run has begun: the leave to log in without encryption is used up. */
void od_settings_pane_used (OdSettingsPane *self);

G_END_DECLS
