/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A bin that tells how wide it became, after the layout, so that its child may be arranged otherwise. Main
 * thread. (libadwaita 1.2 has no breakpoints.) */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OD_TYPE_WIDTH_BIN (od_width_bin_get_type ())
/* Property "child". Signal "width-changed" (int): in logical pixels, never while widgets are laid out. */
G_DECLARE_FINAL_TYPE (OdWidthBin, od_width_bin, OD, WIDTH_BIN, GtkWidget)

G_END_DECLS
