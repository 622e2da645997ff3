/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the words of a command line name: files and folders, standard input, or a text that stands there
 * itself. Looks whether files are there, and opens none. Main thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;       /* what stands on the command line, or NULL */
  GPtrArray *paths; /* char *: files, folders, "-" for standard input; empty with @text */
} OdCliSources;

/* @words may be NULL: standard input. With @is_text they are text whatever they look like. A word that looks
 * like a path counts as one even if nothing is there, so that a mistyped name is not explained as a text. */
OdCliSources *od_cli_sources_new (char **words, gboolean is_text);
void od_cli_sources_free (OdCliSources *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCliSources, od_cli_sources_free)

G_END_DECLS
