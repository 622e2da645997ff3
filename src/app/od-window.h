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
/* Reads a saved result and shows it; where that cannot be done, says so. */
void od_window_open (OdWindow *self, GFile *file);

G_END_DECLS
