/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The choices of the form's combo rows: labels in the person's language, and the value at each place. Pure
 * but for the language; main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-settings.h"

G_BEGIN_DECLS

/* (transfer full) each: the labels in order. */
GtkStringList *od_choices_ports (void);
GtkStringList *od_choices_securities (void);
GtkStringList *od_choices_mechanisms (void);
GtkStringList *od_choices_families (void);
GtkStringList *od_choices_sizes (void);

/* Place of a port; the last place is "Other". */
guint od_choices_port_to_place (guint port);
/* 0 at "Other". */
guint od_choices_place_to_port (guint place);

/* The login method and "No login" are one choice. */
guint od_choices_login_to_place (const OdSettings *settings);
void od_choices_place_to_login (guint place, OdSettings *settings);

/* Place of a size in @sizes, to which it is added where it is not in it yet. */
guint od_choices_size_to_place (GtkStringList *sizes, GArray *octets, guint64 size);
/* (transfer full): guint64: the sizes of od_choices_sizes(). */
GArray *od_choices_size_values (void);

G_END_DECLS
