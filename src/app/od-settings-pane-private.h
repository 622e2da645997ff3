/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the three files of the form share. Main thread. Nobody else includes this. */

#pragma once

#include "od-field-note.h"
#include "od-password-buffer.h"
#include "od-ui.h"
#include "od-settings-choices.h"
#include "od-settings-pane.h"
#include "od-server-finder.h"

G_BEGIN_DECLS

struct _OdSettingsPane
{
  GtkWidget parent_instance;

  GtkWidget *form;
  AdwPreferencesGroup *server_group;
  OdServerFinder *finder;
  GtkWidget *find_button;
  AdwExpanderRow *advanced;
  GtkEditable *address;
  GtkEditable *password;
  OdPasswordBuffer *password_buffer; /* of its text */
  GtkEditable *server;
  GtkEditable *port_number;
  GtkEditable *recipient;
  GtkEditable *user;
  GtkEditable *ehlo_name;
  GtkEditable *ca_file;
  GtkEditable *client_certificate;
  AdwComboRow *port;
  AdwComboRow *security;
  AdwComboRow *size;
  AdwComboRow *mechanism;
  AdwComboRow *family;
  GtkSwitch *plain;
  GtkSwitch *dry_run;
  GtkSwitch *delivery_notice;
  GtkSwitch *direct;
  GtkWidget *plain_row;
  GtkWidget *forget_button;
  OdFieldNote *address_note;
  OdFieldNote *password_note;
  OdFieldNote *server_note;
  OdFieldNote *port_note;
  OdFieldNote *recipient_note;
  OdFieldNote *size_note;
  OdFieldNote *user_note;
  OdFieldNote *ehlo_name_note;
  OdFieldNote *ca_file_note;

  GtkStringList *sizes;
  GArray *octets;       /* guint64, a place each in @sizes */
  OdSettings *base;     /* the settings shown last, for what has no field */
  OdSettings *proposed; /* what the provider table filled in last; empty ones if nothing */
  gboolean filling;     /* the program writes into the form */
};

/* od-settings-pane-values.c: the address has changed: what does the provider table say? */
void od_settings_pane_propose (OdSettingsPane *self);

/* The same for what a search found; only where nothing else stands in the form, unless the person chose it.
 * TRUE: it stands there now. */
gboolean od_settings_pane_take_proposal (OdSettingsPane *self, const OdProposal *proposal, gboolean chosen);

/* od-settings-pane-fields.c: takes away what is said about @row, or judges it anew. Rows that are no field
 * are passed over. */
void od_settings_pane_judge_row (OdSettingsPane *self, GtkWidget *row);
/* Judges @row only if something is said about it already. */
void od_settings_pane_judge_again (OdSettingsPane *self, GtkWidget *row);
void od_settings_pane_clear_errors (OdSettingsPane *self);

G_END_DECLS
