/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A sentence that comes up for a while, over whatever is shown. Main thread. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void od_toast (AdwToastOverlay *overlay, const char *words);

G_END_DECLS
