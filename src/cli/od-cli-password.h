/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the command gets a password from: a file descriptor or a prompt on the terminal; od-keyring.h is
 * the third. Every copy made on the way is wiped. Main thread; blocks. */

#pragma once

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

/* The first line of what can be read from @fd, at most 4096 octets. NULL with G_IO_ERROR. */
OdSecret *od_cli_password_from_fd (int fd, GError **error);
/* Asks on the terminal without showing what is typed. NULL with G_IO_ERROR where there is no terminal. */
OdSecret *od_cli_password_from_prompt (const OdSettings *settings, GError **error);

G_END_DECLS
