/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What must be there before several threads ask pages and names at the same time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the classes of libsoup and GIO that such threads would else make at the same time: GLib 2.74 locks up
 * where one thread makes a class that needs a type which another one is just registering with an interface.
 * Before the threads begin; any thread, any number of times. */
void od_web_prepare (void);

G_END_DECLS
