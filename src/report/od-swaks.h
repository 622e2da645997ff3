/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run as a command for swaks, the tool that mail administrators know: they can repeat it without this
 * program. Never with a password: swaks asks for it. Pure; any thread. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

/**
 * od_swaks_command:
 *
 * Goes as far as the run went, and no further: where the run ended before a login, so does the command. A
 * login names one mechanism, so that it is tried once. Certificates are verified. Words are quoted for a
 * POSIX shell. Files of the person's are named without their folder.
 *
 * Returns: (transfer full): several lines, joined by backslashes; NULL where the run named no server and no
 *   recipient
 */
char *od_swaks_command (const OdResult *result);

/* (transfer full): sentences in English about what the command does not repeat; NULL-terminated, may be
 * empty.
 */
char **od_swaks_remarks (const OdResult *result);

/* (transfer full): @word as a POSIX shell reads it back; only quoted where it must be. */
char *od_shell_word (const char *word);

G_END_DECLS
