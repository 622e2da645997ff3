/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The letter to support: everything about a run that somebody needs who was not there. The summary is in the
 * person's language, what a server's keeper reads in English. Masked as the result is. Any thread. */

#pragma once

#include "od-checkup.h"
#include "od-document.h"

G_BEGIN_DECLS

/* (transfer full): what was tried, what stopped it, where, who has to act, the causes with their evidence,
 * what was offered, the server's own words, the protocol, the environment, and a command that repeats the
 * run. */
char *od_support_letter (const OdResult *result, OdDocumentFormat format);

/* The format that a file name asks for: .md and .markdown, .html and .htm, else plain text. */
OdDocumentFormat od_support_letter_format (const char *file_name);

/* Atomic, mode 0600, in the format of the file's name. */
gboolean od_support_letter_save (const OdResult *result,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
