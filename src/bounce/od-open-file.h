/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens files for reading that are what they seem: regular ones. A FIFO would wait for ever, a device never
 * end. Any thread. It reads nothing. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * od_open_file:
 * @name: how to call it in an error; safe to show
 * @may_be_link: whether a link is followed: for a file the person named, not for those found in folders
 * @size: (out): bytes
 *
 * Returns: (transfer full): the stream, or NULL with a G_IO_ERROR in plain words
 */
GInputStream *od_open_file (GFile *file,
                            const char *name,
                            gboolean may_be_link,
                            guint64 *size,
                            GCancellable *cancellable,
                            GError **error);

/* The G_IO_ERROR in plain words for a file or folder that the system gave @errno_value for. */
void od_open_file_set_error (GError **error, int errno_value, const char *name);

G_END_DECLS
