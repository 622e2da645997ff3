/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking for a file to save to or to open. Main thread. It reads and writes nothing. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

typedef gboolean (*OdFileSave) (const OdResult *result,
                                GFile *file,
                                GCancellable *cancellable,
                                GError **error);
typedef void (*OdFileOpenChosen) (GFile *file, gpointer window);
typedef void (*OdFileSaveChosen) (GFile *file, OdResult *result, gpointer window);

/* Proposes a name with the time of @result and the ending @extension. Calls @chosen unless the person
 * cancels; @result is kept until then. */
void od_files_choose_save (GtkWindow *window,
                           OdResult *result,
                           const char *extension,
                           OdFileSaveChosen chosen);
void od_files_choose_open (GtkWindow *window, OdFileOpenChosen chosen);

G_END_DECLS
