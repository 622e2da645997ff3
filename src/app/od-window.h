/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: header, views, and the actions of its menus. Main thread. */

#pragma once

#include <adwaita.h>

#include "od-store.h"

G_BEGIN_DECLS

#define OD_TYPE_WINDOW (od_window_get_type ())
G_DECLARE_FINAL_TYPE (OdWindow, od_window, OD, WINDOW, AdwApplicationWindow)

OdWindow *od_window_new (GtkApplication *application, OdStore *store);
/* A saved result (.json) is shown in its view; everything else is explained. Where that cannot be done, it
 * says so. */
void od_window_open (OdWindow *self, GFile **files, guint n_files);

G_END_DECLS
