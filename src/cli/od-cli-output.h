/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the commands share: exit codes, complaints on stderr, how the terminal is. Any thread. */

#pragma once

#include "od-report.h"

G_BEGIN_DECLS

enum
{
  OD_EXIT_OK = 0,
  OD_EXIT_PROBLEM = 1,
  OD_EXIT_USAGE = 2,
  OD_EXIT_NOTHING = 3,       /* nothing recognised, nothing found */
  OD_EXIT_INTERRUPTED = 130, /* as shells give it for SIGINT */
  OD_EXIT_CUT_OFF = 141,     /* and for SIGPIPE: stdout takes no more */
};

/* Says @message, which is safe to show, on stderr. Gives OD_EXIT_USAGE, for returning. */
int od_cli_complain (const char *message);
/* The style for what goes to @fd: colours only to a terminal, and not where NO_COLOR is set. */
OdReportStyle od_cli_style_for (int fd);
/* OD_EXIT_OK if all that was written to stdout arrived; _CUT_OFF where the reader has seen enough; else
 * _USAGE, with a complaint. */
int od_cli_flush (void);

G_END_DECLS
